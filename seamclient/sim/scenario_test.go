package sim

import (
	"encoding/json"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// picture is all that lists tell of a world, as text: comparing objects is slow.
func (r *rig) picture() []string {
	r.Helper()
	all := r.devices()
	for _, d := range all {
		all = append(all, r.codesOf(d)...)
		all = append(all, items(r, r.must("/access_codes/unmanaged/list", object{"device_id": d["device_id"]}), "access_codes")...)
	}
	text := make([]string, len(all))
	for i, o := range all {
		raw, err := json.Marshal(o)
		if err != nil {
			r.Fatal(err)
		}
		text[i] = string(raw)
	}
	return text
}

func TestDoorScenariosChangeTheWorldAndAreReproducible(t *testing.T) {
	for _, sc := range doorScenarios() {
		t.Run(sc.Name, func(t *testing.T) {
			after := func() []string {
				r := open(t, Options{Still: true})
				before := r.picture()
				if err := r.Play(sc.Name); err != nil {
					t.Fatal(err)
				}
				now := r.picture()
				if slices.Equal(before, now) {
					t.Error("nothing changed")
				}
				return now
			}
			if diff := cmp.Diff(after(), after()); diff != "" {
				t.Errorf("two plays differ:\n%s", diff)
			}
		})
	}
}

func TestWireScenariosTurnKnobsAndAllWellTurnsThemBack(t *testing.T) {
	for _, sc := range wireScenarios() {
		r := open(t, Options{Still: true})
		if err := r.Play(sc.Name); err != nil {
			t.Fatal(err)
		}
		if turned := !reflect.ValueOf(r.Faults()).IsZero(); turned == (sc.Name == "all-well") || sc.About == "" {
			t.Errorf("%s: %+v", sc.Name, r.Faults())
		}
	}
}

func TestOutageEnds(t *testing.T) {
	r := open(t, Options{Still: true})
	if err := r.Play("outage"); err != nil {
		t.Fatal(err)
	}
	for i := range 21 {
		res := r.send(http.MethodPost, "/workspaces/get", "{}", nil)
		_ = res.Body.Close()
		if (res.StatusCode == 503) != (i < 20) {
			t.Errorf("request %d: status %d", i, res.StatusCode)
		}
	}
	err := r.Play("picnic")
	if err == nil || !strings.Contains(err.Error(), "hub-lost") {
		t.Errorf("unknown scenario: %v", err)
	}
}

func TestScenariosSurviveAnEmptyWorld(t *testing.T) {
	for _, sc := range Scenarios() {
		r := open(t, Options{Bare: true})
		if err := r.Play(sc.Name); err != nil {
			t.Errorf("%s: %v", sc.Name, err)
		}
	}
}

func TestResetBringsBackTheBeginning(t *testing.T) {
	r := open(t, Options{Still: true})
	before := codesNamed(t, r.must("/devices/list", object{}), "devices", "device_id")
	r.must("/connected_accounts/delete", object{"connected_account_id": r.device(nuki)["connected_account_id"]})
	if left := codesNamed(t, r.must("/devices/list", object{}), "devices", "device_id"); len(left) >= len(before) {
		t.Error("the account's devices are still there")
	}
	id := r.device(august)["device_id"]
	for range 10 {
		r.must("/access_codes/create", object{"device_id": id})
	}
	a := r.attemptAfter(2*time.Second, r.must("/workspaces/reset_sandbox", object{}))
	if a["action_type"] != "RESET_SANDBOX_WORKSPACE" || a["status"] != "success" {
		t.Errorf("attempt %v", a)
	}
	if now := codesNamed(t, r.must("/devices/list", object{}), "devices", "device_id"); !slices.Equal(now, before) {
		t.Error("the ids of the beginning did not return")
	}
	r.must("/access_codes/create", object{"device_id": id}) // the limits begin anew as well
}

func TestDeletedAccountTakesItsEventsAlong(t *testing.T) {
	r := open(t, Options{Still: true})
	d := r.device(nuki)
	about := object{"since": iso(friday().Add(-24 * time.Hour)), "device_id": d["device_id"]}
	if len(items(t, r.must("/events/list", about), "events")) == 0 {
		t.Fatal("no events to begin with")
	}
	r.must("/connected_accounts/delete", object{"connected_account_id": d["connected_account_id"]})
	if left := items(t, r.must("/events/list", about), "events"); len(left) != 0 {
		t.Errorf("%d events left", len(left))
	}
	r.refused(404, "device_not_found", "/devices/get", object{"device_id": d["device_id"]})
}

func TestGeneratedFleet(t *testing.T) {
	r := open(t, Options{Devices: 300, Codes: 20, Speed: 60})
	brandsSeen, offline := map[string]bool{}, 0
	fleet := r.devices()
	for _, d := range fleet {
		brandsSeen[dig[string](t, d, "device_type")] = true
		if dig[object](t, d, "properties")["online"] == false {
			offline++
		}
	}
	if len(fleet) != 300 || len(brandsSeen) != len(brands()) || offline == 0 {
		t.Errorf("%d devices of %d brands, %d offline", len(fleet), len(brandsSeen), offline)
	}
	codes := r.codesOf(fleet[30])
	states := map[string]int{}
	for _, c := range codes {
		states[dig[string](t, c, "status")]++
	}
	if len(codes) != 20 || states["set"] == 0 || states["unset"] == 0 {
		t.Errorf("%d codes: %v", len(codes), states)
	}
	since := r.Now()
	r.pass(time.Minute)
	if got := items(t, r.must("/events/list", object{"since": since.Format(time.RFC3339)}), "events"); len(got) < 5 {
		t.Errorf("%d events in a minute", len(got))
	}
}

package sim

import (
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// A census counts what the curated fleet is made of.
type census struct {
	brands, zones, states          map[string]int
	codes, scheduled, low, offline int
}

func (n *census) device(t *testing.T, d object) {
	t.Helper()
	n.brands[dig[string](t, d, "device_type")]++
	n.zones[dig[string](t, dig[object](t, d, "location"), "time_zone")]++
	p := dig[object](t, d, "properties")
	if level, ok := p["battery_level"].(float64); ok && level == 0.11 {
		n.low++
	}
	if p["online"] == false {
		n.offline++
		if _, known := p["locked"]; known {
			t.Errorf("%v: locked is told of a lock that is offline", d["display_name"])
		}
	}
}

func TestCuratedFleetHasEveryStateWorthSeeing(t *testing.T) {
	r := open(t, Options{})
	n := census{brands: map[string]int{}, zones: map[string]int{}, states: map[string]int{}}
	for _, d := range r.devices() {
		n.device(t, d)
		for _, c := range r.codesOf(d) {
			n.codes++
			n.states[dig[string](t, c, "status")]++
			if c["is_scheduled_on_device"] == true {
				n.scheduled++
			}
		}
	}
	got := []int{len(r.devices()), len(n.brands), len(n.zones), n.low, n.offline, len(n.states)}
	if want := []int{12, 6, 3, 1, 1, 5}; !slices.Equal(got, want) {
		t.Errorf("locks, brands, zones, low, offline and states are %v, want %v; states %v", got, want, n.states)
	}
	if n.codes < 55 || n.codes > 65 || n.scheduled == 0 {
		t.Errorf("%d codes, %d of them preloaded", n.codes, n.scheduled)
	}
}

func TestStuckCodeWarnsSince14MinutesAndIsSetLater(t *testing.T) {
	r := open(t, Options{Still: true})
	c := r.code("Maple Ct 3B · Front Door", "Guest · Okafor")
	if c["status"] != "setting" {
		t.Fatalf("status %v", c["status"])
	}
	began := dig[string](t, items(t, c, "pending_mutations")[0], "created_at")
	if want := friday().Add(-24 * time.Minute).Format(wireTime); began != want {
		t.Errorf("setting since %s, want %s", began, want)
	}
	if got := codesNamed(t, c, "warnings", "warning_code"); !slices.Equal(got, []string{"delay_in_setting_on_device"}) {
		t.Errorf("warnings %v", got)
	}
	r.pass(2 * time.Hour)
	if c = r.code("Maple Ct 3B · Front Door", "Guest · Okafor"); c["status"] != "set" || len(items(t, c, "warnings")) != 0 {
		t.Errorf("two hours later: %v, warnings %v", c["status"], c["warnings"])
	}
}

func TestLastDayIsToldInOrder(t *testing.T) {
	r := open(t, Options{Still: true})
	list := items(t, r.must("/events/list", object{"since": friday().Add(-24 * time.Hour).Format(time.RFC3339)}), "events")
	if len(list) < 40 {
		t.Fatalf("only %d events in the last day", len(list))
	}
	for i := 1; i < len(list); i++ {
		if dig[string](t, list[i-1], "created_at") < dig[string](t, list[i], "created_at") {
			t.Fatalf("events %d and %d are not newest first", i-1, i)
		}
	}
}

// states is everything a person would see move.
func (r *rig) states() map[string]string {
	r.Helper()
	out := map[string]string{}
	for _, d := range r.devices() {
		locked, _ := dig[object](r, d, "properties")["locked"].(bool)
		out[dig[string](r, d, "device_id")] = map[bool]string{true: "locked", false: "unlocked"}[locked]
		for _, c := range r.codesOf(d) {
			out[dig[string](r, c, "access_code_id")] = dig[string](r, c, "status")
		}
	}
	return out
}

func TestWorldMovesWithinTenSecondsAndForHours(t *testing.T) {
	for _, speed := range []float64{1, 60} {
		r := open(t, Options{Speed: speed})
		moved, last := 0, r.states()
		for range 5 {
			r.pass(2 * time.Second)
			if now := r.states(); !cmp.Equal(now, last) {
				moved, last = moved+1, now
			}
		}
		if moved < 2 {
			t.Errorf("speed %v: only %d of the first five pairs of seconds show a change", speed, moved)
		}
		still := 0
		for range 60 { // three hours
			r.pass(3 * time.Minute)
			now := r.states()
			if cmp.Equal(now, last) {
				still++
			}
			last = now
		}
		if still > 3 || len(last) < 45 || len(last) > 12+60+2*12+12 {
			t.Errorf("speed %v: still in %d of 60 looks, %d things in the end", speed, still, len(last))
		}
	}
}

func TestSameSeedSameWorld(t *testing.T) {
	life := func(seed uint64) map[string]string {
		r := open(t, Options{Seed: seed})
		for range 20 {
			r.pass(7 * time.Second)
			r.states()
		}
		return r.states()
	}
	if diff := cmp.Diff(life(7), life(7)); diff != "" {
		t.Errorf("two runs differ:\n%s", diff)
	}
	if cmp.Equal(life(7), life(8)) {
		t.Error("another seed gives the same world")
	}
}

func TestGateKeepsStrangersOut(t *testing.T) {
	r := open(t, Options{Still: true})
	for name, header := range map[string]http.Header{
		"no key":    {"Authorization": {""}},
		"wrong key": {"Authorization": {"Bearer seam_test_other"}},
		"no scheme": {"Authorization": {r.APIKey()}},
	} {
		res := r.send(http.MethodPost, "/devices/list", "{}", header)
		_ = res.Body.Close()
		if res.StatusCode != http.StatusUnauthorized {
			t.Errorf("%s: status %d", name, res.StatusCode)
		}
	}
}

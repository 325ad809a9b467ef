package sim

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func iso(t time.Time) string { return t.UTC().Format(time.RFC3339) }

// make creates a code and returns it.
func (r *rig) make(device string, params object) object {
	r.Helper()
	params["device_id"] = r.device(device)["device_id"]
	return dig[object](r, r.must("/access_codes/create", params), "access_code")
}

// look returns the code as it is now, nil once it is gone.
func (r *rig) look(c object) object {
	r.Helper()
	status, out := r.ask("/access_codes/get", object{"access_code_id": c["access_code_id"]})
	if status == 404 {
		return nil
	}
	return dig[object](r, out, "access_code")
}

// A beat is one look at a code: what it must be after so much more time.
type beat struct {
	after     time.Duration
	status    string // "" = gone
	scheduled bool
	mutation  string // the first pending one, "" = none
}

func (r *rig) follow(c object, beats []beat) {
	r.Helper()
	for i, want := range beats {
		r.pass(want.after)
		now := r.look(c)
		if now == nil {
			if want.status != "" {
				r.Fatalf("beat %d: gone, want %+v", i, want)
			}
			continue
		}
		got := beat{after: want.after, status: dig[string](r, now, "status"), scheduled: now["is_scheduled_on_device"] == true}
		if list := items(r, now, "pending_mutations"); len(list) > 0 {
			got.mutation = dig[string](r, list[0], "mutation_code")
		}
		if got != want {
			r.Fatalf("beat %d: got %+v, want %+v", i, got, want)
		}
	}
}

const (
	august = "Maple Ct 1A · Front Door"
	nuki   = "Maple Ct 3B · Patio"
	lockly = "Harbor 12 · Laundry"
	kwik   = "Harbor 12 · Apt 4"
	salto  = "Harbor 12 · Main door"
)

func TestLivesOfCodes(t *testing.T) {
	start, end := friday().Add(100*time.Hour), friday().Add(104*time.Hour)
	for name, life := range map[string]struct {
		device string
		params object
		beats  []beat
		events []string
	}{
		"ongoing": {
			august,
			object{"name": "Nanny"},
			[]beat{
				{0, "setting", false, "creating"}, {20 * time.Second, "set", false, ""}, {90 * 24 * time.Hour, "set", false, ""},
			},
			[]string{"created", "set_on_device"},
		},
		"native": {
			august,
			object{"name": "Guest", "starts_at": iso(start), "ends_at": iso(end)},
			[]beat{
				{0, "unset", false, "deferring_creation"},
				{28*time.Hour - time.Second, "unset", false, "deferring_creation"},
				{2 * time.Second, "unset", false, "creating"},
				{20 * time.Second, "unset", true, ""},
				{72*time.Hour - 22*time.Second, "unset", true, ""},
				{time.Second, "set", false, ""},
				{4 * time.Hour, "removing", false, "deleting"},
				{20 * time.Second, "", false, ""},
			},
			[]string{"created", "scheduled_on_device", "set_on_device", "removed_from_device", "deleted"},
		},
		"just in time": {
			lockly,
			object{"name": "Guest", "starts_at": iso(start), "ends_at": iso(end)},
			[]beat{
				{99*time.Hour - time.Second, "unset", false, "deferring_creation"},
				{2 * time.Second, "setting", false, "creating"},
				{30 * time.Second, "set", false, ""},
				{5*time.Hour - 31*time.Second, "removing", false, "deleting"},
				{30 * time.Second, "", false, ""},
			},
			[]string{"created", "set_on_device", "removed_from_device", "deleted"},
		},
		"native brand, just in time by request": {
			august,
			object{"name": "Guest", "starts_at": iso(start), "ends_at": iso(end), "prefer_native_scheduling": false},
			[]beat{
				{99*time.Hour - time.Second, "unset", false, "deferring_creation"},
				{2 * time.Second, "setting", false, "creating"},
				{20 * time.Second, "set", false, ""},
			},
			[]string{"created", "set_on_device"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			r := open(t, Options{Still: true})
			c := r.make(life.device, life.params)
			r.follow(c, life.beats)
			if diff := cmp.Diff(life.events, r.kinds(dig[string](t, c, "access_code_id"))); diff != "" {
				t.Errorf("events (-want +got):\n%s", diff)
			}
		})
	}
}

func TestDeleteGoesThroughRemoving(t *testing.T) {
	r := open(t, Options{Still: true})
	c := r.make(august, object{"name": "Nanny"})
	r.pass(time.Minute)
	out := r.must("/access_codes/delete", object{"access_code_id": c["access_code_id"]})
	if a := dig[object](t, out, "action_attempt"); a["action_type"] != "DELETE_ACCESS_CODE" {
		t.Errorf("attempt %v", a)
	}
	now := r.look(c)
	if got := codesNamed(t, now, "warnings", "warning_code"); now["status"] != "removing" || !slices.Equal(got, []string{"being_deleted"}) {
		t.Errorf("status %v, warnings %v", now["status"], got)
	}
	r.follow(c, []beat{{20 * time.Second, "", false, ""}})
	want := []string{"created", "set_on_device", "mutations_requested", "removed_from_device", "deleted"}
	if diff := cmp.Diff(want, r.kinds(dig[string](t, c, "access_code_id"))); diff != "" {
		t.Errorf("events (-want +got):\n%s", diff)
	}
	r.refused(404, "access_code_not_found", "/access_codes/delete", object{"access_code_id": c["access_code_id"]})
}

func TestDeleteBeforeProgrammingLeavesNoRemovedEvent(t *testing.T) {
	r := open(t, Options{Still: true})
	c := r.make(august, object{"starts_at": iso(friday().Add(100 * time.Hour)), "ends_at": iso(friday().Add(101 * time.Hour))})
	r.must("/access_codes/delete", object{"access_code_id": c["access_code_id"]})
	if r.look(c) != nil {
		t.Error("still there")
	}
	if got := r.kinds(dig[string](t, c, "access_code_id")); !slices.Equal(got, []string{"created", "deleted"}) {
		t.Errorf("events %v", got)
	}
}

func TestOfflineLockDelaysThenFailsThenRecovers(t *testing.T) {
	r := open(t, Options{Still: true})
	id := dig[string](t, r.device(august), "device_id")
	if err := r.SetOnline(id, false); err != nil {
		t.Fatal(err)
	}
	c := r.make(august, object{"name": "Nanny"})
	type look struct{ Status, Warnings, Errors []string }
	see := func() look {
		now := r.look(c)
		return look{
			[]string{dig[string](t, now, "status")},
			codesNamed(t, now, "warnings", "warning_code"),
			codesNamed(t, now, "errors", "error_code"),
		}
	}
	for _, step := range []struct {
		after time.Duration
		want  look
	}{
		{time.Minute, look{[]string{"setting"}, []string{}, []string{"device_disconnected"}}},
		{10 * time.Minute, look{[]string{"setting"}, []string{"delay_in_setting_on_device"}, []string{"device_disconnected"}}},
		{50 * time.Minute, look{[]string{"setting"}, []string{"delay_in_setting_on_device"}, []string{"failed_to_set_on_device", "device_disconnected"}}},
	} {
		r.pass(step.after)
		if diff := cmp.Diff(step.want, see()); diff != "" {
			t.Fatalf("after %v (-want +got):\n%s", step.after, diff)
		}
	}
	if err := r.SetOnline(id, true); err != nil {
		t.Fatal(err)
	}
	r.pass(20 * time.Second)
	if diff := cmp.Diff(look{[]string{"set"}, []string{}, []string{}}, see()); diff != "" {
		t.Errorf("back online (-want +got):\n%s", diff)
	}
	want := []string{"created", "delay_in_setting_on_device", "failed_to_set_on_device", "set_on_device"}
	if got := r.kinds(dig[string](t, c, "access_code_id")); !slices.Equal(got, want) {
		t.Errorf("events %v", got)
	}
}

func TestCodeOfALockThatNeverAnswersVanishesWithoutRemovedEvent(t *testing.T) {
	r := open(t, Options{Still: true})
	if err := r.SetOnline(dig[string](t, r.device(august), "device_id"), false); err != nil {
		t.Fatal(err)
	}
	c := r.make(august, object{"starts_at": iso(friday().Add(time.Minute)), "ends_at": iso(friday().Add(5 * time.Minute))})
	r.follow(c, []beat{{2 * time.Minute, "setting", false, "creating"}, {4 * time.Minute, "", false, ""}})
	if got := r.kinds(dig[string](t, c, "access_code_id")); !slices.Equal(got, []string{"created", "deleted"}) {
		t.Errorf("events %v", got)
	}
}

package sim

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// opens tells whether the PIN opens the code's door now.
func (r *rig) opens(c object, pin string) bool {
	r.Helper()
	opened, err := r.EnterCode(dig[string](r, c, "device_id"), pin)
	if err != nil {
		r.Fatal(err)
	}
	return opened
}

// settled creates a code and lets the lock take it.
func (r *rig) settled(device string, params object) object {
	r.Helper()
	c := r.make(device, params)
	r.pass(time.Minute)
	return r.look(c)
}

func with(c object, more object) object {
	out := object{"access_code_id": c["access_code_id"]}
	for k, v := range more {
		out[k] = v
	}
	return out
}

func mutationCodes(t *testing.T, c object) []string {
	t.Helper()
	return codesNamed(t, c, "pending_mutations", "mutation_code")
}

func TestOldPINWorksUntilTheLockConfirms(t *testing.T) {
	r := open(t, Options{Still: true})
	c := r.settled(august, object{"name": "Nanny", "code": "4711"})
	r.must("/access_codes/update", with(c, object{"code": "0815", "name": "Nanny Ana", "type": "ongoing"}))

	c = r.look(c)
	if got := []any{c["code"], c["status"], r.opens(c, "4711"), r.opens(c, "0815")}; !slices.Equal(got, []any{"0815", "setting", true, false}) {
		t.Errorf("just asked: code, status, old PIN opens, new PIN opens: %v", got)
	}
	if got := mutationCodes(t, c); !slices.Equal(got, []string{"updating_code", "updating_name"}) {
		t.Fatalf("mutations %v", got)
	}
	m := items(t, c, "pending_mutations")[0]
	if dig[object](t, m, "from")["code"] != "4711" || dig[object](t, m, "to")["code"] != "0815" {
		t.Errorf("mutation %v", m)
	}

	r.pass(20 * time.Second)
	c = r.look(c)
	if got := []any{c["status"], len(mutationCodes(t, c)), r.opens(c, "4711"), r.opens(c, "0815")}; !slices.Equal(got, []any{"set", 0, false, true}) {
		t.Errorf("confirmed: status, mutations, old PIN opens, new PIN opens: %v", got)
	}
	want := []string{"created", "set_on_device", "lock.unlocked", "mutations_requested", "code_changed", "name_changed", "set_on_device", "lock.unlocked"}
	got := r.kinds(dig[string](t, c, "access_code_id"))
	slices.Sort(got)
	slices.Sort(want)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("events (-want +got):\n%s", diff)
	}
}

func TestTwoUpdatesKeepTheFirstFrom(t *testing.T) {
	r := open(t, Options{Still: true})
	c := r.settled(august, object{"code": "4711"})
	r.must("/access_codes/update", with(c, object{"code": "1111"}))
	r.must("/access_codes/update", with(c, object{"code": "2222"}))
	m := items(t, r.look(c), "pending_mutations")[0]
	if dig[object](t, m, "from")["code"] != "4711" || dig[object](t, m, "to")["code"] != "2222" {
		t.Errorf("mutation %v", m)
	}
	r.must("/access_codes/update", with(c, object{"code": "4711"}))
	if now := r.look(c); now["status"] != "set" || len(mutationCodes(t, now)) != 0 {
		t.Errorf("back to what the lock has: %v %v", now["status"], now["pending_mutations"])
	}
}

func TestConversions(t *testing.T) {
	r := open(t, Options{Still: true})
	c := r.settled(august, object{"name": "Ana", "code": "4711"})
	start, end := iso(friday().Add(-time.Hour)), iso(friday().Add(3*time.Hour))

	r.must("/access_codes/update", with(c, object{"type": "time_bound", "starts_at": start, "ends_at": end}))
	now := r.look(c)
	if now["type"] != "time_bound" || now["code"] != "4711" || now["name"] != "Ana" || now["status"] != "setting" {
		t.Errorf("to time bound: %v", now)
	}
	r.pass(time.Minute)

	r.must("/access_codes/update", with(c, object{"name": "Ana B"}))
	if now = r.look(c); now["type"] != "time_bound" || now["ends_at"] == nil {
		t.Errorf("an update without times changed the window: %v", now)
	}
	r.must("/access_codes/update", with(c, object{"type": "ongoing"}))
	now = r.look(c)
	if now["type"] != "ongoing" || now["starts_at"] != nil || now["ends_at"] != nil || now["status"] != "setting" {
		t.Errorf("to ongoing: %v", now)
	}
	r.follow(c, []beat{{6 * time.Hour, "set", false, ""}})
}

func TestWindowMovedIntoTheFutureLeavesTheLock(t *testing.T) {
	for device, lead := range map[string]time.Duration{august: nativeLead, lockly: justInTimeLead} {
		r := open(t, Options{Still: true})
		c := r.settled(device, object{"starts_at": iso(friday().Add(-time.Hour)), "ends_at": iso(friday().Add(3 * time.Hour))})
		start := friday().Add(200 * time.Hour)
		r.must("/access_codes/update", with(c, object{
			"type": "time_bound", "starts_at": iso(start), "ends_at": iso(start.Add(time.Hour)),
		}))
		r.pass(time.Minute)
		now := r.look(c)
		if now["status"] != "unset" || !slices.Equal(mutationCodes(t, now), []string{"deferring_creation"}) {
			t.Fatalf("%s: %v %v", device, now["status"], now["pending_mutations"])
		}
		if at := items(t, now, "pending_mutations")[0]["scheduled_at"]; at != start.Add(-lead).Format(wireTime) {
			t.Errorf("%s: scheduled at %v", device, at)
		}
	}
}

func TestUpdateOfWhatNoLockHasSeenIsDoneAtOnce(t *testing.T) {
	r := open(t, Options{Still: true})
	c := r.make(august, object{"starts_at": iso(friday().Add(100 * time.Hour)), "ends_at": iso(friday().Add(101 * time.Hour))})
	r.must("/access_codes/update", with(c, object{"name": "New"}))
	now := r.look(c)
	if now["name"] != "New" || !slices.Equal(mutationCodes(t, now), []string{"deferring_creation"}) {
		t.Errorf("%v", now)
	}
	if got := r.kinds(dig[string](t, c, "access_code_id")); !slices.Equal(got, []string{"created", "mutations_requested", "changed"}) {
		t.Errorf("events %v", got)
	}
}

func TestUpdateOfAnOfflineLockWaitsForIt(t *testing.T) {
	r := open(t, Options{Still: true})
	c := r.settled(august, object{"code": "4711"})
	id := dig[string](t, c, "device_id")
	if err := r.SetOnline(id, false); err != nil {
		t.Fatal(err)
	}
	r.must("/access_codes/update", with(c, object{"code": "0815"}))
	r.follow(c, []beat{{5 * time.Minute, "setting", false, "updating_code"}})
	if err := r.SetOnline(id, true); err != nil {
		t.Fatal(err)
	}
	r.follow(c, []beat{{20 * time.Second, "set", false, ""}})
}

func TestUpdatesThatAreRefused(t *testing.T) {
	r := open(t, Options{Still: true})
	c := r.settled(august, object{"code": "4711"})
	r.make(august, object{"code": "0815"})
	for name, params := range map[string]object{
		"one time only":         {"starts_at": iso(friday().Add(time.Hour))},
		"ongoing with times":    {"type": "ongoing", "starts_at": iso(friday()), "ends_at": iso(friday().Add(time.Hour))},
		"time bound without":    {"type": "time_bound"},
		"over already":          {"starts_at": iso(friday().Add(-2 * time.Hour)), "ends_at": iso(friday().Add(-time.Hour))},
		"letters":               {"code": "12a4"},
		"a type nobody knows":   {"type": "weekly"},
		"a number for the code": {"code": 4711},
	} {
		if e := r.refused(400, "invalid_input", "/access_codes/update", with(c, params)); e["message"] == "" {
			t.Errorf("%s: no message", name)
		}
	}
	r.refused(409, "duplicate_access_code", "/access_codes/update", with(c, object{"code": "0815"}))
	if now := r.look(c); now["code"] != "4711" || now["type"] != "ongoing" || now["status"] != "set" {
		t.Errorf("a refused update changed the code: %v", now)
	}
}

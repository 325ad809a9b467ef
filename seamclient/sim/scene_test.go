package sim

import (
	"cmp"
	"slices"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
)

// findable are the scenarios that are about one thing that can be found wrong.
func findable() []Scenario {
	return slices.Concat(toldScenarios(), livedScenarios(), untoldScenarios(), strangeScenarios())
}

// staged is a world in which nothing is but a scene, after it shows.
func staged(t *testing.T, sc Scenario) (*rig, Scene) {
	t.Helper()
	r := open(t, Options{Still: true, Bare: true})
	r.newer = sc.Newer
	scene, err := r.Stage(sc.Name)
	if err != nil {
		t.Fatal(err)
	}
	r.pass(scene.Shows)
	return r, scene
}

// reported are the errors and warnings of an object.
func reported(tb testing.TB, o object) []string {
	tb.Helper()
	return append(codesNamed(tb, o, "errors", "error_code"), codesNamed(tb, o, "warnings", "warning_code")...)
}

// hurt reads what a scene is about: its code, managed or not, the lock and the account.
func (r *rig) hurt(s Scene) map[string]object {
	r.Helper()
	found := map[string]object{}
	for _, d := range r.devices() {
		if d["device_id"] == s.Device {
			found["device"] = d
		}
	}
	for _, a := range items(r, r.must("/connected_accounts/list", object{}), "connected_accounts") {
		if a["connected_account_id"] == s.Account {
			found["account"] = a
		}
	}
	about := object{"device_id": s.Device}
	codes := items(r, r.must("/access_codes/list", about), "access_codes")
	for _, c := range append(codes, items(r, r.must("/access_codes/unmanaged/list", about), "access_codes")...) {
		if c["access_code_id"] == s.Code {
			found["code"] = c
		}
	}
	return found
}

// TestSeamReportsWhatAScenarioIsCalled: on the thing that its name says, or on any of the three.
func TestSeamReportsWhatAScenarioIsCalled(t *testing.T) {
	told := slices.Concat(toldScenarios(), livedScenarios())
	if len(told) < 60 {
		t.Fatalf("%d scenarios", len(told))
	}
	for _, sc := range told {
		r, scene := staged(t, sc)
		where, code, split := strings.Cut(sc.Name, "/")
		var saying []string
		for thing, o := range r.hurt(scene) {
			if slices.Contains(reported(t, o), cmp.Or(code, where)) {
				saying = append(saying, thing)
			}
		}
		if len(saying) == 0 || split && !slices.Contains(saying, where) {
			t.Errorf("%s: reported on %v", sc.Name, saying)
		}
		if scene.Code == "" || scene.Device == "" || scene.Account == "" || sc.About == "" {
			t.Errorf("%s hurts %+v (%s)", sc.Name, scene, sc.About)
		}
	}
}

// A sight is what the API shows of a code and its lock.
type sight struct {
	testing.TB

	code, device object
}

// silent says that Seam reports nothing.
func (s sight) silent() bool { return len(reported(s, s.code))+len(reported(s, s.device)) == 0 }

func (s sight) property(name string) any { return dig[object](s, s.device, "properties")[name] }

func (s sight) zone() any { return dig[object](s, s.device, "location")["time_zone"] }

// status is a test for a status and, unless it is "", a pending mutation, of which Seam reports nothing wrong.
func status(want, pending string) func(sight) bool {
	return func(s sight) bool {
		return s.code["status"] == want && s.silent() &&
			(pending == "" || slices.Contains(codesNamed(s, s.code, "pending_mutations", "mutation_code"), pending))
	}
}

// property is a test for a fact about the lock, of which Seam reports nothing wrong.
func property(name string, want any) func(sight) bool {
	return func(s sight) bool { return gocmp.Equal(s.property(name), want) && s.silent() }
}

func untoldSights() map[string]func(sight) bool {
	return map[string]func(sight) bool{
		"setting_too_long":     status("setting", "creating"),
		"late":                 status("unset", "deferring_creation"),
		"load_late":            status("unset", "deferring_creation"),
		"waiting":              status("unset", "deferring_creation"),
		"removing_too_long":    status("removing", "deleting"),
		"window_over_on_lock":  status("set", ""),
		"window_over":          status("unset", ""),
		"old_values_live":      status("setting", "updating_code"),
		"pin_pending":          func(s sight) bool { return s.code["is_waiting_for_code_assignment"] == true && s.silent() },
		"status_unknown":       status("unknown", ""),
		"same_pin":             status("unset", "deferring_creation"),
		"same_name":            status("unset", "deferring_creation"),
		"clock_change_padding": func(s sight) bool { return s.zone() == nil && s.silent() },
		"no_event_set":         status("set", ""),
		"no_event_removed":     status("unset", ""),
		"deleted_outside":      status("set", ""),
		"changed_outside":      status("set", ""),
		"gone":                 func(s sight) bool { return s.code == nil },
		"taken_over":           func(s sight) bool { return s.code["is_managed"] == false && s.silent() },
		"unmanaged":            func(s sight) bool { return s.code["is_managed"] == false && s.silent() },
		"opened_door":          status("set", ""),
		"wrong_pin_typed":      status("set", ""),
		"contradiction": func(s sight) bool {
			return s.code["status"] == "set" && len(reported(s, s.code)) == 2 && s.property("online") == true
		},
		"offline":               property("online", false),
		"offline_before_window": property("online", false),
		"battery_low":           property("battery_level", 0.08),
		"keypad_battery_low":    property("accessory_keypad", object{"is_connected": true, "battery": object{"level": 0.06}}),
		"keypad_missing":        property("accessory_keypad", object{"is_connected": false}),
		"cannot_program":        func(s sight) bool { return s.device["can_program_online_access_codes"] == false && s.silent() },
		"capacity_full":         status("unset", "creating"),
		"capacity_full_on_date": status("unset", "deferring_creation"),
		"zone_unknown":          func(s sight) bool { return s.zone() == nil && s.silent() },
	}
}

// TestScenariosThatSeamSaysNothingOf names what the API shows instead.
func TestScenariosThatSeamSaysNothingOf(t *testing.T) {
	tests := untoldSights()
	for _, sc := range untoldScenarios() {
		shows := tests[sc.Name]
		if shows == nil {
			t.Errorf("%s: what should it show?", sc.Name)
			continue
		}
		r, scene := staged(t, sc)
		found := r.hurt(scene)
		if !shows(sight{t, found["code"], found["device"]}) {
			t.Errorf("%s shows\n%v\n%v", sc.Name, found["code"], found["device"])
		}
	}
}

// TestScenesHaveAPast: what led to a scene is in the history of the world, in order, and nothing of it is still to come.
func TestScenesHaveAPast(t *testing.T) {
	for _, sc := range findable() {
		r := open(t, Options{Still: true})
		r.newer = sc.Newer
		since := object{"since": iso(friday().Add(-30 * 24 * time.Hour)), "limit": 5000}
		before := len(items(t, r.must("/events/list", since), "events"))
		scene, err := r.Stage(sc.Name)
		if err != nil {
			t.Fatal(err)
		}
		list := items(t, r.must("/events/list", since), "events")
		times := make([]string, len(list))
		about := 0
		for i, e := range list {
			times[len(list)-1-i] = dig[string](t, e, "created_at")
			if e["device_id"] == scene.Device {
				about++
			}
		}
		if !slices.IsSorted(times) || times[len(times)-1] > iso(r.Now()) {
			t.Errorf("%s: the history is out of order or ahead", sc.Name)
		}
		if about < 4 || len(list) < before+about {
			t.Errorf("%s: %d events about its lock, %d in all, %d before", sc.Name, about, len(list), before)
		}
	}
}

// TestScenesAreTheSameEachTime, one after the other in one world, and each has a lock of its own.
func TestScenesAreTheSameEachTime(t *testing.T) {
	play := func() (all []Scene, picture []string) {
		r := open(t, Options{Still: true, Bare: true})
		r.newer = true
		for _, sc := range findable() {
			scene, err := r.Stage(sc.Name)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, scene)
			r.SetFaults(Faults{})
		}
		names := map[any]bool{}
		for _, d := range r.devices() {
			names[d["display_name"]] = true
		}
		if len(names) != len(all)+1 { // the one about a hub has two locks
			t.Errorf("%d locks of different names for %d scenes", len(names), len(all))
		}
		return all, r.picture()
	}
	scenes, picture := play()
	again, same := play()
	if diff := gocmp.Diff(scenes, again) + gocmp.Diff(picture, same); diff != "" {
		t.Errorf("two plays differ:\n%s", diff)
	}
}

// TestTheStoryLeavesAScene: hours later the lock is as offline as at first, in a world that moves and brings locks back.
func TestTheStoryLeavesAScene(t *testing.T) {
	r := open(t, Options{Speed: 60})
	scene, err := r.Stage("device_disconnected")
	if err != nil {
		t.Fatal(err)
	}
	for range 40 {
		r.pass(time.Minute)
		_ = r.Now()
		r.Advance(0)
	}
	found := r.hurt(scene)
	if got := reported(t, found["device"]); !slices.Contains(got, "device_disconnected") {
		t.Errorf("the lock is back: %v", got)
	}
}

// TestScenariosOfTheWayToSeam begin well, so that a program can read the world, but for the one whose answer is odd.
func TestScenariosOfTheWayToSeam(t *testing.T) {
	status := func(r *rig, s Scene) int {
		r.Helper()
		got, _ := r.ask("/access_codes/list", object{"device_id": s.Device})
		return got
	}
	for name, want := range map[string]int{"rate_limited": 429, "picture_old": 503, "unreadable": 200} {
		r := open(t, Options{Still: true, Bare: true})
		scene, err := r.Stage(name)
		if err != nil {
			t.Fatal(err)
		}
		if got := status(r, scene); got != 200 {
			t.Errorf("%s: status %d at first", name, got)
		}
		if odd := r.hurt(scene)["code"]["starts_at"]; (name == "unreadable") != isList(odd) {
			t.Errorf("%s: starts_at is %v", name, odd)
		}
		r.pass(scene.Shows)
		res := r.send("POST", "/access_codes/list", `{"device_id":"`+scene.Device+`"}`, nil)
		_ = res.Body.Close()
		if res.StatusCode != want {
			t.Errorf("%s: status %d, want %d", name, res.StatusCode, want)
		}
	}
}

func isList(v any) bool {
	_, ok := v.([]any)
	return ok
}

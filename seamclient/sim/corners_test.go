package sim

import (
	"bytes"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

func TestWindowsNeedAZoneOnUltraloq(t *testing.T) {
	r := open(t, Options{Bare: true})
	id, err := r.AddDevice("ultraloq", "Gym", "")
	if err != nil {
		t.Fatal(err)
	}
	window := object{"device_id": id, "starts_at": iso(friday().Add(time.Hour)), "ends_at": iso(friday().Add(2 * time.Hour))}
	r.must("/access_codes/create", object{"device_id": id})
	r.refused(400, "invalid_input", "/access_codes/create", window)
	if got := codesNamed(t, r.device("Gym"), "warnings", "warning_code"); !slices.Equal(got, []string{"ultraloq_time_zone_unknown"}) {
		t.Errorf("warnings %v", got)
	}
	r.must("/devices/report_provider_metadata", object{"devices": []any{
		object{"device_id": id, "ultraloq_metadata": object{"time_zone": "America/Denver"}},
	}})
	r.must("/access_codes/create", window)
}

func TestSmartThingsLearnsItsLengths(t *testing.T) {
	r := open(t, Options{Bare: true})
	id, err := r.AddDevice("smartthings", "Barn", "Europe/Lisbon")
	if err != nil {
		t.Fatal(err)
	}
	if _, told := dig[object](t, r.device("Barn"), "properties")["supported_code_lengths"]; told {
		t.Error("lengths are told before anybody reported them")
	}
	r.refused(400, "invalid_input", "/access_codes/report_device_constraints", object{"device_id": id, "supported_code_lengths": []int{3}})
	r.must("/access_codes/report_device_constraints", object{"device_id": id, "min_code_length": 6, "max_code_length": 8})
	if got := dig[[]any](t, dig[object](t, r.device("Barn"), "properties"), "supported_code_lengths"); !slices.Equal(got, []any{6.0, 7.0, 8.0}) {
		t.Errorf("lengths %v", got)
	}
	r.refused(400, "invalid_input", "/access_codes/create", object{"device_id": id, "code": "4711"})
}

func TestCodesOfOneKeyShareThePIN(t *testing.T) {
	r := open(t, Options{Still: true})
	first := r.make(august, object{"common_code_key": "family"})
	second := r.make("Maple Ct 3B · Front Door", object{"common_code_key": "family"})
	if first["code"] != second["code"] || first["code"] == nil {
		t.Errorf("%v and %v", first["code"], second["code"])
	}
}

func TestPreferredLength(t *testing.T) {
	r := open(t, Options{Still: true})
	for preferred, length := range map[int]int{7: 7, 11: 4} {
		if c := r.make(august, object{"preferred_code_length": preferred}); len(dig[string](t, c, "code")) != length {
			t.Errorf("preferred %d: %v", preferred, c["code"])
		}
	}
}

func TestCodeCanBeLetGo(t *testing.T) {
	r := open(t, Options{Still: true})
	c := r.settled(august, object{"name": "Ana"})
	r.must("/access_codes/update", with(c, object{"is_managed": false}))
	r.refused(404, "access_code_not_found", "/access_codes/get", with(c, nil))
	r.must("/access_codes/unmanaged/get", with(c, nil))
	r.must("/access_codes/unmanaged/update", with(c, object{"is_managed": true}))
	r.pass(time.Minute)
	if now := r.look(c); now["is_managed"] != true || now["name"] != "Ana" {
		t.Errorf("%v", now)
	}
}

func TestUnmanagedDevicesHaveEventsOfTheirOwn(t *testing.T) {
	r := open(t, Options{Still: true})
	id := dig[string](t, r.device(kwik), "device_id")
	r.must("/devices/update", object{"device_id": id, "is_managed": false})
	if err := r.SetOnline(id, false); err != nil {
		t.Fatal(err)
	}
	if err := r.SetOnline(id, true); err != nil {
		t.Fatal(err)
	}
	want := []string{"device.unmanaged.connected", "device.unmanaged.disconnected", "device.converted_to_unmanaged"}
	about := object{"since": iso(friday()), "device_id": id, "event_types": append([]string{"device.connected", "device.disconnected"}, want...)}
	if got := codesNamed(t, r.must("/events/list", about), "events", "event_type"); !slices.Equal(got, want) {
		t.Errorf("events %v", got)
	}
}

func TestRemovedDeviceIsShownWithItsError(t *testing.T) {
	r := open(t, Options{Still: true})
	if err := r.RemoveDevice(dig[string](t, r.device(nuki), "device_id")); err != nil {
		t.Fatal(err)
	}
	d := r.device(nuki)
	if got := codesNamed(t, d, "errors", "error_code"); !slices.Equal(got, []string{"device_removed"}) || d["can_program_online_access_codes"] != false {
		t.Errorf("errors %v", got)
	}
	r.refused(400, "device_removed", "/access_codes/create", object{"device_id": d["device_id"]})
}

func TestRewriteChangesAnswers(t *testing.T) {
	r := open(t, Options{Still: true})
	r.SetFaults(Faults{Rewrite: func(path string, body []byte) []byte {
		if path != "/devices/list" {
			return body
		}
		return bytes.ReplaceAll(body, []byte(`"nuki_lock"`), []byte(`"moon_lock"`))
	}})
	res := r.send(http.MethodPost, "/devices/list", "{}", nil)
	body, err := io.ReadAll(res.Body)
	_ = res.Body.Close()
	if err != nil || int64(len(body)) != res.ContentLength || !strings.Contains(string(body), "moon_lock") {
		t.Errorf("%v: %d bytes of %d", err, len(body), res.ContentLength)
	}
}

// TestEverybodyAtOnce is for the race detector: callers, knobs and the outside world at the same time.
func TestEverybodyAtOnce(t *testing.T) {
	r := open(t, Options{Speed: 60})
	id := dig[string](t, r.device(august), "device_id")
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			for range 10 {
				r.pass(time.Second)
				r.ask("/access_codes/create", object{"device_id": id})
				r.ask("/access_codes/list", object{"device_id": id})
				r.ask("/events/list", object{"since": iso(friday())})
			}
		})
	}
	all.Go(func() {
		for i := range 20 {
			r.SetFaults(Faults{ReorderEvents: i%2 == 0})
			if err := r.SetOnline(id, i%2 == 0); err != nil {
				t.Error(err)
			}
			r.Advance(time.Second)
		}
	})
	all.Wait()
	if got := len(r.Calls()); got != 4*10*3+1 {
		t.Errorf("%d calls", got)
	}
}

func TestPlansThatCameToNothingAreForgotten(t *testing.T) {
	r := open(t, Options{Still: true})
	c := r.make(august, object{"starts_at": iso(friday().Add(time.Hour)), "ends_at": iso(friday().Add(9999 * time.Hour))})
	u, _ := parseUUID(dig[string](t, c, "access_code_id"))
	for range 30_000 {
		r.do(func(w *world) { w.settleCode(w.codes[u]) })
	}
	r.do(func(w *world) {
		if n := len(w.queue.tasks); n > 11_000 {
			t.Errorf("%d tasks for %d codes", n, len(w.codes))
		}
	})
	r.follow(c, []beat{{2 * time.Hour, "set", false, ""}})
}

func TestLocksComeAndGoByThemselves(t *testing.T) {
	r := open(t, Options{Speed: 60})
	for range 200 {
		r.pass(3 * time.Minute)
		r.must("/workspaces/get", object{})
	}
	kinds := map[string]int{}
	for _, e := range items(t, r.must("/events/list", object{"since": iso(friday()), "limit": 50_000}), "events") {
		kinds[dig[string](t, e, "event_type")]++
	}
	for _, kind := range []string{
		"device.disconnected", "device.connected", "lock.unlocked", "lock.access_denied", "access_code.created",
		"access_code.scheduled_on_device", "access_code.set_on_device", "access_code.removed_from_device", "access_code.deleted",
		"access_code.code_changed", "access_code.delay_in_setting_on_device", "device.battery_status_changed",
	} {
		if kinds[kind] == 0 {
			t.Errorf("no %s in ten hours of watching: %v", kind, kinds)
		}
	}
}

package sim

import (
	"errors"
	"slices"
	"testing"
	"time"
)

func (r *rig) attemptAfter(d time.Duration, out object) object {
	r.Helper()
	a := dig[object](r, out, "action_attempt")
	if a["status"] != "pending" {
		r.Errorf("at once: %v", a)
	}
	r.pass(d)
	return dig[object](r, r.must("/action_attempts/get", object{"action_attempt_id": a["action_attempt_id"]}), "action_attempt")
}

func TestDoors(t *testing.T) {
	r := open(t, Options{Still: true})
	d := r.device(august)
	id := object{"device_id": d["device_id"]}
	a := r.attemptAfter(3*time.Second, r.must("/locks/unlock_door", id))
	if a["status"] != "success" || dig[object](t, a, "result")["was_confirmed_by_device"] != true {
		t.Errorf("attempt %v", a)
	}
	if p := dig[object](t, r.device(august), "properties"); p["locked"] != false {
		t.Error("still locked")
	}
	list := items(t, r.must("/events/list", object{"since": iso(friday()), "event_type": "lock.unlocked"}), "events")
	if len(list) != 1 || list[0]["method"] != "remote" || list[0]["action_attempt_id"] != a["action_attempt_id"] {
		t.Errorf("events %v", list)
	}

	r.must("/devices/simulate/disconnect", id)
	a = r.attemptAfter(20*time.Second, r.must("/locks/lock_door", id))
	if a["status"] != "error" || dig[object](t, a, "error")["type"] != "uncategorized_error" {
		t.Errorf("offline: %v", a)
	}
	if _, told := dig[object](t, r.device(august), "properties")["locked"]; told {
		t.Error("locked is told of an offline lock")
	}
}

func TestAutoLock(t *testing.T) {
	r := open(t, Options{Still: true})
	id := r.device("Maple Ct 1A · Garage")["device_id"]
	r.refused(400, "invalid_input", "/locks/configure_auto_lock", object{"device_id": id, "auto_lock_enabled": true, "auto_lock_delay_seconds": 61})
	a := r.attemptAfter(3*time.Second, r.must("/locks/configure_auto_lock", object{"device_id": id, "auto_lock_enabled": false, "auto_lock_delay_seconds": 20}))
	p := dig[object](t, r.device("Maple Ct 1A · Garage"), "properties")
	if a["status"] != "success" || p["auto_lock_enabled"] != false || p["auto_lock_delay_seconds"] != 20.0 {
		t.Errorf("%v %v", a, p)
	}
	r.refused(400, "device_type_not_supported", "/locks/configure_auto_lock", object{"device_id": r.device(salto)["device_id"], "auto_lock_enabled": true})
}

func TestKeypadKnowsWindows(t *testing.T) {
	r := open(t, Options{Still: true})
	c := r.settled(august, object{"code": "4711", "starts_at": iso(friday().Add(time.Hour)), "ends_at": iso(friday().Add(2 * time.Hour))})
	reason := func() string {
		e := items(t, r.must("/events/list", object{"since": iso(friday()), "event_type": "lock.access_denied"}), "events")[0]
		return dig[string](t, dig[object](t, e, "reason"), "reason_code")
	}
	if r.opens(c, "4711") || reason() != "expired_code" {
		t.Error("opens before its time")
	}
	if r.pass(time.Hour); r.opens(c, "9999") || reason() != "unknown_code" {
		t.Error("an unknown code opens")
	}
	if !r.opens(c, "4711") {
		t.Error("does not open in its time")
	}
	r.must("/devices/simulate/disconnect", object{"device_id": c["device_id"]})
	if r.pass(2 * time.Hour); r.opens(c, "4711") || r.look(c)["status"] != "removing" {
		t.Error("opens after its time, although the lock itself knows the window")
	}
	r.must("/devices/simulate/connect", object{"device_id": c["device_id"]})
	id := object{"device_id": c["device_id"], "code": "4711"}
	if a := r.attemptAfter(3*time.Second, r.must("/locks/simulate/keypad_code_entry", id)); a["status"] != "success" {
		t.Errorf("attempt %v", a)
	}
	r.refused(400, "device_type_not_supported", "/locks/simulate/keypad_code_entry", object{"device_id": r.device(nuki)["device_id"], "code": "1"})
}

func TestJustInTimeCodeWorksForAsLongAsItIsOnTheLock(t *testing.T) {
	r := open(t, Options{Still: true})
	c := r.settled(lockly, object{"code": "471147", "starts_at": iso(friday().Add(30 * time.Minute)), "ends_at": iso(friday().Add(time.Hour))})
	if !r.opens(c, "471147") {
		t.Error("programmed ahead of its start, but does not open")
	}
	r.must("/devices/simulate/disconnect", object{"device_id": c["device_id"]})
	if r.pass(2 * time.Hour); !r.opens(c, "471147") {
		t.Error("never taken off, but does not open")
	}
	r.must("/devices/simulate/connect", object{"device_id": c["device_id"]})
	if r.pass(time.Minute); r.opens(c, "471147") || r.look(c) != nil {
		t.Error("taken off, but opens")
	}
}

func TestLossInTheMiddleOfAJobStopsIt(t *testing.T) {
	r := open(t, Options{Still: true})
	c := r.make(august, object{})
	r.must("/devices/simulate/disconnect", object{"device_id": c["device_id"]})
	r.follow(c, []beat{{5 * time.Minute, "setting", false, "creating"}})
	r.must("/devices/simulate/connect", object{"device_id": c["device_id"]})
	r.follow(c, []beat{{30 * time.Second, "set", false, ""}})
}

func TestLossesAreCopiedDown(t *testing.T) {
	r := open(t, Options{Still: true})
	d := r.device(salto)
	id := dig[string](t, d, "device_id")
	codeErrors := func() (string, []string) {
		c := r.codesOf(d)[0]
		return dig[string](t, c, "status"), codesNamed(t, c, "errors", "error_code")
	}
	if err := r.SetHub(id, false); err != nil {
		t.Fatal(err)
	}
	if _, got := codeErrors(); !slices.Equal(got, []string{"hub_disconnected"}) {
		t.Errorf("hub: %v", got)
	}
	r.must("/connected_accounts/simulate/disconnect", object{"connected_account_id": d["connected_account_id"]})
	if status, got := codeErrors(); status != "unknown" || !slices.Equal(got, []string{"hub_disconnected", "account_disconnected"}) {
		t.Errorf("account: %s %v", status, got)
	}
	a := dig[object](t, r.must("/connected_accounts/get", object{"connected_account_id": d["connected_account_id"]}), "connected_account")
	if got := codesNamed(t, a, "errors", "error_code"); !slices.Equal(got, []string{"account_disconnected"}) {
		t.Errorf("account errors %v", got)
	}
	e := items(t, r.codesOf(d)[0], "errors")
	flags := []any{e[0]["is_device_error"], e[1]["is_device_error"], e[1]["is_connected_account_error"]}
	if !slices.Equal(flags, []any{true, false, true}) {
		t.Errorf("flags %v", e)
	}
	if err := errors.Join(r.SetAccount(dig[string](t, d, "connected_account_id"), true), r.SetHub(id, true)); err != nil {
		t.Fatal(err)
	}
	if status, got := codeErrors(); status != "set" || len(got) != 0 {
		t.Errorf("all back: %s %v", status, got)
	}
	kinds := codesNamed(t, r.must("/events/list", object{"since": iso(friday()), "device_id": id}), "events", "event_type")
	if !slices.Equal(kinds, []string{"device.connected", "device.disconnected", "device.disconnected"}) {
		t.Errorf("events %v", kinds)
	}
}

func TestErrorOfADeviceStopsProgramming(t *testing.T) {
	r := open(t, Options{Still: true})
	id := dig[string](t, r.device(nuki), "device_id")
	r.must("/devices/simulate/paid_subscription", object{"device_id": id, "is_expired": true})
	r.pass(10 * time.Second)
	c := r.make(nuki, object{})
	r.follow(c, []beat{{time.Minute, "setting", false, "creating"}})
	if got := codesNamed(t, r.look(c), "errors", "error_code"); !slices.Equal(got, []string{"subscription_required"}) {
		t.Errorf("errors %v", got)
	}
	r.must("/devices/simulate/paid_subscription", object{"device_id": id, "is_expired": false})
	r.follow(c, []beat{{30 * time.Second, "set", false, ""}})

	if err := r.AddProblem(id, Problem{"device_communication_degraded", "Slow.", true}); err != nil {
		t.Fatal(err)
	}
	if got := codesNamed(t, r.device(nuki), "warnings", "warning_code"); !slices.Equal(got, []string{"device_communication_degraded"}) {
		t.Errorf("warnings %v", got)
	}
	if err := r.ClearProblem(id, "device_communication_degraded"); err != nil || len(items(t, r.device(nuki), "warnings")) != 0 {
		t.Errorf("not cleared: %v", err)
	}
}

func TestBatteryEvents(t *testing.T) {
	r := open(t, Options{Still: true})
	id := dig[string](t, r.device(august), "device_id")
	if err := r.SetBattery(id, 0.1); err != nil {
		t.Fatal(err)
	}
	if r.SetBattery(id, 7) == nil || r.SetBattery("nobody", 0.5) == nil {
		t.Error("nonsense is accepted")
	}
	kinds := codesNamed(t, r.must("/events/list", object{"since": iso(friday()), "device_id": id}), "events", "event_type")
	if !slices.Equal(kinds, []string{"device.low_battery", "device.battery_status_changed"}) {
		t.Errorf("events %v", kinds)
	}
	battery := dig[object](t, dig[object](t, r.device(august), "properties"), "battery")
	if battery["level"] != 0.1 || battery["status"] != "low" {
		t.Errorf("battery %v", battery)
	}
}

func TestNamesMetadataAndZones(t *testing.T) {
	r := open(t, Options{Still: true})
	id := dig[string](t, r.device(august), "device_id")
	r.must("/devices/update", object{"device_id": id, "name": "Front", "custom_metadata": object{"unit": "1A", "vip": true}})
	d := r.device("Front")
	if m := dig[object](t, d, "custom_metadata"); m["unit"] != "1A" || dig[object](t, dig[object](t, d, "properties"), "appearance")["name"] != august {
		t.Errorf("%v", d)
	}
	if got := r.pages("/devices/list", "devices", "device_id", object{"custom_metadata_has": object{"vip": true}}); !slices.Equal(got, []string{id}) {
		t.Errorf("found by metadata: %v", got)
	}
	r.must("/devices/update", object{"device_id": id, "name": nil, "custom_metadata": object{"unit": nil}})
	if m := dig[object](t, r.device(august), "custom_metadata"); len(m) != 1 {
		t.Errorf("metadata %v", m)
	}
	r.refused(400, "invalid_input", "/devices/update", object{"device_id": id, "custom_metadata": object{"a": 1}})

	if err := r.SetTimeZone(id, ""); err != nil {
		t.Fatal(err)
	}
	d = r.device(august)
	if _, known := dig[object](t, d, "location")["time_zone"]; known || !slices.Contains(codesNamed(t, d, "warnings", "warning_code"), "time_zone_unknown") {
		t.Errorf("%v %v", d["location"], d["warnings"])
	}
	zone := func(z string) object {
		return object{"devices": []any{object{"device_id": id, "schlage_metadata": object{"time_zone": z}}}}
	}
	r.refused(400, "invalid_input", "/devices/report_provider_metadata", zone("Mars/Olympus"))
	r.must("/devices/report_provider_metadata", zone("America/Denver"))
	if l := dig[object](t, r.device(august), "location"); l["time_zone"] != "America/Denver" || len(items(t, r.device(august), "warnings")) != 0 {
		t.Errorf("location %v", l)
	}
}

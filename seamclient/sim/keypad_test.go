package sim

import (
	"slices"
	"testing"
	"time"
)

// types are a PIN at the keypad and whether the door must open.
func (r *rig) types(device, pin string, opens bool) {
	r.Helper()
	opened, err := r.EnterCode(device, pin)
	if err != nil {
		r.Fatal(err)
	}
	if opened != opens {
		r.Errorf("%s opened the door: %v", pin, opened)
	}
}

// denials are the reasons for which a device refused a PIN, oldest first.
func (r *rig) denials(device string) []string {
	r.Helper()
	out := []string{}
	list := items(r, r.must("/events/list", object{"since": iso(friday()), "device_id": device, "event_type": "lock.access_denied"}), "events")
	for _, e := range slices.Backward(list) {
		out = append(out, dig[string](r, dig[object](r, e, "reason"), "reason_code"))
	}
	return out
}

func TestKwiksetShutsItsKeypadAfterThreeWrongCodes(t *testing.T) {
	r := open(t, Options{Bare: true})
	kwikset, igloohome := r.added("kwikset", "Europe/Lisbon"), r.added("igloohome", "Europe/Lisbon")
	r.offered(kwikset, object{"code": "4711"})
	r.pass(time.Minute)
	r.types(kwikset, "9999", false)
	r.types(kwikset, "9999", false)
	r.types(kwikset, "4711", true) // a right one between them starts the count anew
	r.types(kwikset, "9999", false)
	r.types(kwikset, "9999", false)
	if got := r.denials(kwikset); len(got) != 0 {
		t.Errorf("after two wrong codes: %v", got)
	}
	r.types(kwikset, "9999", false)
	r.types(kwikset, "4711", false) // shut
	r.pass(61 * time.Second)
	r.types(kwikset, "4711", true)
	if got := r.denials(kwikset); !slices.Equal(got, []string{"too_many_attempts"}) {
		t.Errorf("Kwikset: %v", got)
	}
	r.types(igloohome, "9999", false)
	if got := r.denials(igloohome); !slices.Equal(got, []string{"unknown_code"}) {
		t.Errorf("igloohome: %v", got)
	}
}

func TestPrivacyKeepsCodesAndRemoteUnlockingOut(t *testing.T) {
	r := open(t, Options{Bare: true})
	id := r.added("salto_ks", "Europe/Lisbon")
	c := r.offered(id, object{})
	r.pass(time.Minute)
	pin := dig[string](t, r.look(c), "code")
	if err := r.AddProblem(id, Problem{Code: "privacy_mode", Warning: true}); err != nil {
		t.Fatal(err)
	}
	r.types(id, pin, false)
	unlock := dig[object](t, r.must("/locks/unlock_door", object{"device_id": id}), "action_attempt")
	r.pass(20 * time.Second)
	now := dig[object](t, r.must("/action_attempts/get", object{"action_attempt_id": unlock["action_attempt_id"]}), "action_attempt")
	if got := r.denials(id); now["status"] != "error" || !slices.Equal(got, []string{"blocked_by_privacy_mode"}) {
		t.Errorf("attempt %v, denials %v", now["status"], got)
	}
	if err := r.ClearProblem(id, "privacy_mode"); err != nil {
		t.Fatal(err)
	}
	r.types(id, pin, true)
}

func TestInactiveCodeDoesNotOpen(t *testing.T) {
	r := open(t, Options{Bare: true})
	id := r.added("ultraloq", "Europe/Lisbon")
	c := dig[string](t, r.offered(id, object{"code": "4711"}), "access_code_id")
	r.pass(time.Minute)
	r.types(id, "4711", true)
	if err := r.AddProblem(c, Problem{Code: "access_code_inactive"}); err != nil {
		t.Fatal(err)
	}
	r.types(id, "4711", false)
}

func TestOfflineCodesAtTheKeypad(t *testing.T) {
	r := open(t, Options{Bare: true})
	id := r.added("igloohome", "Europe/Lisbon")
	if err := r.SetOnline(id, false); err != nil {
		t.Fatal(err)
	}
	offline := func(ends time.Duration, oneTime bool) string {
		t.Helper()
		return dig[string](t, r.offered(id, object{
			"is_offline_access_code": true, "is_one_time_use": oneTime, "starts_at": iso(friday()), "ends_at": iso(friday().Add(ends)),
		}), "code")
	}
	r.pass(time.Second)
	once, used, unused := offline(3*time.Hour, true), offline(50*time.Hour, false), offline(50*time.Hour, false)
	r.types(id, once, true)
	r.types(id, once, false)
	r.types(id, used, true)
	r.pass(30 * time.Hour)
	r.types(id, used, true)
	r.types(id, unused, false)
	r.pass(30 * time.Hour)
	r.types(id, used, false)
}

func TestSimulatedKeypadTellsOfItsAttempts(t *testing.T) {
	r := open(t, Options{Still: true})
	id := r.device(august)["device_id"]
	r.must("/locks/simulate/keypad_code_entry", object{"device_id": id, "code": "0000"})
	r.must("/locks/simulate/manual_lock_via_keypad", object{"device_id": id})
	r.pass(5 * time.Second)
	for _, kind := range []string{"keypad_code_entry", "manual_lock_via_keypad"} {
		list := items(t, r.must("/events/list", object{
			"since": iso(friday()), "event_type": "action_attempt.simulate_" + kind + ".succeeded",
		}), "events")
		if len(list) != 1 || list[0]["action_attempt_id"] == nil || list[0]["status"] != "success" {
			t.Errorf("%s: %v", kind, list)
		}
	}
}

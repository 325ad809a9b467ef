package sim

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// losAngeles is a wall-clock time of the days after friday, on a lock in Los Angeles; days may be negative.
func losAngeles(t *testing.T, days, hour, minute int) string {
	t.Helper()
	at, err := time.LoadLocation("America/Los_Angeles")
	if err != nil {
		t.Fatal(err)
	}
	return time.Date(2026, 11, 20+days, hour, minute, 0, 0, at).Format(time.RFC3339)
}

func TestOracodeWindowsEqualAPredefinedSlot(t *testing.T) {
	r := open(t, Options{Bare: true})
	id := r.added("dormakaba_oracode", "America/Los_Angeles")
	at := func(days, hour, minute int) string { return losAngeles(t, days, hour, minute) }
	for name, c := range map[string]struct {
		starts, ends string
		field        string // that is refused; "" = the code is made
	}{
		"guest":                       {at(1, 15, 0), at(4, 11, 0), ""},
		"staff":                       {at(1, 7, 0), at(1, 19, 0), ""},
		"same hours in UTC":           {"2026-11-21T23:00:00Z", "2026-11-24T19:00:00Z", ""},
		"daily":                       {at(1, 12, 0), at(3, 12, 0), ""},
		"31 days":                     {at(1, 15, 0), at(32, 11, 0), ""},
		"a minute early":              {at(1, 14, 59), at(4, 11, 0), "starts_at"},
		"a minute late":               {at(1, 15, 0), at(4, 11, 1), "starts_at"},
		"hours of two levels":         {at(1, 15, 0), at(4, 19, 0), "starts_at"},
		"the slot's hours, but UTC's": {"2026-11-21T15:00:00Z", "2026-11-24T11:00:00Z", "starts_at"},
		"master level":                {at(1, 8, 0), at(4, 20, 0), "starts_at"},
		"one-time level":              {at(1, 9, 0), at(1, 17, 0), "starts_at"},
		"32 days":                     {at(1, 15, 0), at(33, 15, 0), "ends_at"},
		"over":                        {at(-3, 15, 0), at(-1, 11, 0), "ends_at"},
	} {
		for _, offline := range []bool{true, false} {
			params := object{"device_id": id, "starts_at": c.starts, "ends_at": c.ends, "is_offline_access_code": offline}
			status, out := r.ask("/access_codes/create", params)
			r.pass(10 * time.Second) // the limit for each minute is not what this is about
			if c.field == "" {
				if status != 200 {
					t.Errorf("%s: status %d %v", name, status, out)
				}
				continue
			}
			e := dig[object](t, out, "error")
			if tree := dig[object](t, e, "validation_errors"); status != 400 || tree[c.field] == nil {
				t.Errorf("%s: status %d %v", name, status, e)
			}
		}
	}
}

func TestOracodeTellsSlotsAndLevels(t *testing.T) {
	r := open(t, Options{Bare: true})
	id := r.added("dormakaba_oracode", "America/Los_Angeles")
	d := dig[object](t, r.must("/devices/get", object{"device_id": id}), "device")
	told := dig[object](t, dig[object](t, d, "properties"), "dormakaba_oracode_metadata")
	slots := items(t, told, "predefined_time_slots")
	i := slices.IndexFunc(slots, func(s object) bool { return s["check_in_time"] == "15:00:00[America/Los_Angeles]" })
	if i < 0 || slots[i]["check_out_time"] != "11:00:00[America/Los_Angeles]" || told["iana_timezone"] != "America/Los_Angeles" {
		t.Fatalf("metadata %v", told)
	}
	c := r.offered(id, object{"starts_at": losAngeles(t, 1, 15, 0), "ends_at": losAngeles(t, 2, 11, 0), "is_offline_access_code": true})
	stay := dig[object](t, c, "dormakaba_oracode_metadata")
	if stay["user_level_id"] != slots[i]["dormakaba_oracode_user_level_id"] || stay["user_level_name"] != slots[i]["name"] || stay["is_cancellable"] != false {
		t.Errorf("stay %v", stay)
	}
	if pin := dig[string](t, c, "code"); len(pin) != 6 || !strings.HasPrefix(pin, "10") {
		t.Errorf("PIN %q does not begin as its user level does", pin)
	}
	if c["starts_at"] != "2026-11-21T23:00:00.000Z" || c["ends_at"] != "2026-11-22T19:00:00.000Z" {
		t.Errorf("window %v to %v", c["starts_at"], c["ends_at"])
	}
}

func TestOracodeRefusals(t *testing.T) {
	r := open(t, Options{Bare: true})
	id := r.added("dormakaba_oracode", "America/Los_Angeles")
	stay := func() object {
		return object{"device_id": id, "starts_at": losAngeles(t, 1, 15, 0), "ends_at": losAngeles(t, 2, 11, 0)}
	}
	for field, value := range map[string]any{"code": "104711", "is_one_time_use": true} {
		for _, offline := range []bool{true, false} {
			params := stay()
			params[field], params["is_offline_access_code"] = value, offline
			e := r.refused(400, "invalid_input", "/access_codes/create", params)
			if dig[object](t, e, "validation_errors")[field] == nil {
				t.Errorf("%s, offline %v: %v", field, offline, e)
			}
		}
	}
	for _, offline := range []bool{true, false} {
		params := stay()
		params["is_offline_access_code"] = offline
		c := r.offered(id, params)
		r.pass(time.Minute)
		r.refused(400, "invalid_input", "/access_codes/delete", with(c, nil))
		if r.look(c) == nil {
			t.Errorf("offline %v: gone all the same", offline)
		}
	}
	r.follow(r.offered(id, stay()), []beat{{48 * time.Hour, "", false, ""}})
	nowhere := r.added("dormakaba_oracode", "")
	params := stay()
	params["device_id"] = nowhere
	r.refused(400, "invalid_input", "/access_codes/create", params)
}

func TestOngoingOracodePINRotates(t *testing.T) {
	r := open(t, Options{Bare: true})
	c := r.offered(r.added("dormakaba_oracode", "America/Los_Angeles"), object{"name": "Owner"})
	r.pass(time.Minute)
	c = r.look(c)
	first := dig[string](t, c, "code")
	if got := codesNamed(t, c, "warnings", "warning_code"); c["status"] != "set" || !slices.Equal(got, []string{"code_rotates_periodically"}) {
		t.Fatalf("status %v, warnings %v", c["status"], got)
	}
	r.pass(29 * 24 * time.Hour)
	if got := r.look(c)["code"]; got != first {
		t.Errorf("changed before its time")
	}
	r.pass(25 * time.Hour)
	second := dig[string](t, r.look(c), "code")
	if second == first || r.opens(c, first) || !r.opens(c, second) {
		t.Errorf("after 30 days: %s, was %s", second, first)
	}
	want := []string{"created", "changed", "set_on_device", "changed"}
	if got := r.kinds(dig[string](t, c, "access_code_id")); !slices.Equal(got, want) {
		t.Errorf("events %v", got)
	}
	r.pass(31 * 24 * time.Hour)
	if r.look(c)["code"] == second {
		t.Error("the PIN rotated only once")
	}
	r.must("/access_codes/delete", with(c, nil))
	r.follow(c, []beat{{time.Minute, "", false, ""}})
}

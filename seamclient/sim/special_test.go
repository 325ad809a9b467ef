package sim

import (
	"slices"
	"testing"
	"time"
)

func TestProviderMakesThePIN(t *testing.T) {
	r := open(t, Options{Still: true})
	c := r.make(salto, object{"name": "Guest", "starts_at": iso(friday().Add(100 * time.Hour)), "ends_at": iso(friday().Add(101 * time.Hour))})
	if c["code"] != nil || c["is_waiting_for_code_assignment"] != true {
		t.Errorf("at once: %v", c)
	}
	r.pass(10 * time.Second)
	c = r.look(c)
	if pin := dig[string](t, c, "code"); len(pin) != 6 || c["is_waiting_for_code_assignment"] != false || c["status"] != "unset" {
		t.Errorf("later: %v", c)
	}
}

// pooled is a code of a few hours whose device has a pool.
func (r *rig) pooled() object {
	r.Helper()
	return r.make(august, object{
		"use_backup_access_code_pool": true,
		"starts_at":                   iso(friday().Add(-time.Hour)), "ends_at": iso(friday().Add(5 * time.Hour)),
	})
}

func TestBackupPoolFills(t *testing.T) {
	r := open(t, Options{Still: true})
	listed := len(r.codesOf(r.device(august)))
	c := r.pooled()
	d := r.device(august)
	if got := codesNamed(t, d, "errors", "error_code"); !slices.Equal(got, []string{"empty_backup_access_code_pool"}) {
		t.Errorf("just switched on: %v", got)
	}
	r.refused(404, "backup_access_code_not_found", "/access_codes/pull_backup_access_code", with(c, nil))
	r.pass(2 * time.Minute)
	if c = r.look(c); c["is_backup_access_code_available"] != true || len(items(t, c, "errors")) != 0 {
		t.Fatalf("pool not filled: %v", c)
	}
	if n := len(r.codesOf(d)); n != listed+1 {
		t.Errorf("%d codes listed, were %d: idle backup codes are left out", n, listed)
	}
	always := r.make(august, object{})
	r.refused(400, "access_code_not_time_bound", "/access_codes/pull_backup_access_code", with(always, nil))
}

func TestBackupCodeIsPulled(t *testing.T) {
	r := open(t, Options{Still: true})
	c := r.pooled()
	r.pass(2 * time.Minute)
	listed := len(r.codesOf(c))
	out := r.must("/access_codes/pull_backup_access_code", with(c, nil))
	backup, original := dig[object](t, out, "backup_access_code"), dig[object](t, out, "access_code")
	got := []any{backup["is_backup"], backup["status"], backup["ends_at"], original["pulled_backup_access_code_id"]}
	if want := []any{true, "set", c["ends_at"], backup["access_code_id"]}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if got := codesNamed(t, original, "warnings", "warning_code"); !slices.Equal(got, []string{"using_backup_access_code"}) {
		t.Errorf("warnings %v", got)
	}
	if !r.opens(c, dig[string](t, backup, "code")) || len(r.codesOf(c)) != listed+1 {
		t.Error("the backup code does not open the door, or is not listed")
	}
	again := r.must("/access_codes/pull_backup_access_code", with(c, nil))
	if dig[object](t, again, "backup_access_code")["access_code_id"] != backup["access_code_id"] {
		t.Error("asking again gives another code")
	}
	r.follow(backup, []beat{{6 * time.Hour, "", false, ""}})
}

func TestBackupPoolCanBeSwitchedOff(t *testing.T) {
	r := open(t, Options{Still: true})
	id := r.device(august)["device_id"]
	r.must("/devices/update", object{"device_id": id, "backup_access_code_pool_enabled": true})
	r.pass(2 * time.Minute)
	r.must("/devices/update", object{"device_id": id, "backup_access_code_pool_enabled": false})
	r.pass(2 * time.Minute)
	d := r.device(august)
	r.do(func(w *world) {
		for _, c := range w.devices[0].codes {
			if c.traits.idle {
				t.Errorf("an idle backup code is still there: %s", c.want.name)
			}
		}
	})
	if p := dig[object](t, d, "properties"); p["backup_access_code_pool_enabled"] != false || len(items(t, d, "errors")) != 0 {
		t.Errorf("pool %v, errors %v", p["backup_access_code_pool_enabled"], d["errors"])
	}
	r.refused(400, "invalid_input", "/devices/update", object{"device_id": r.device(salto)["device_id"], "backup_access_code_pool_enabled": true})
}

func TestUnmanagedCodesConvert(t *testing.T) {
	r := open(t, Options{Bare: true})
	for brand, converts := range map[string]bool{"august": true, "igloohome": false} {
		id, err := r.AddDevice(brand, brand, "Europe/Lisbon")
		if err != nil {
			t.Fatal(err)
		}
		code, err := r.AddUnmanaged(id, "App", "4711")
		if err != nil {
			t.Fatal(err)
		}
		c := dig[object](t, r.must("/access_codes/unmanaged/get", object{"access_code_id": code}), "access_code")
		if c["is_managed"] != false || c["status"] != "set" || (c["cannot_be_managed"] == true) == converts {
			t.Errorf("%s: %v", brand, c)
		}
		r.refused(404, "access_code_not_found", "/access_codes/get", object{"access_code_id": code})
		r.must("/access_codes/unmanaged/convert_to_managed", object{"access_code_id": code})
		r.pass(time.Minute)
		status, _ := r.ask("/access_codes/get", object{"access_code_id": code})
		want := map[bool]string{true: "unmanaged.converted_to_managed", false: "unmanaged.failed_to_convert_to_managed"}[converts]
		if got := r.kinds(code); (status == 200) != converts || !slices.Equal(got, []string{"unmanaged.created", want}) {
			t.Errorf("%s: status %d, events %v", brand, status, got)
		}
	}
}

func TestUnmanagingADeviceReleasesItsCodes(t *testing.T) {
	r := open(t, Options{Still: true})
	d := r.device(kwik)
	id := object{"device_id": d["device_id"]}
	r.must("/devices/update", object{"device_id": d["device_id"], "is_managed": false})
	r.refused(404, "device_not_found", "/devices/get", id)
	r.must("/devices/unmanaged/get", id)
	left := items(t, r.must("/access_codes/unmanaged/list", id), "access_codes")
	if len(left) == 0 || len(r.codesOf(d)) != 0 {
		t.Errorf("%d unmanaged, %d managed", len(left), len(r.codesOf(d)))
	}
	r.must("/devices/unmanaged/update", object{"device_id": d["device_id"], "is_managed": true})
	r.must("/devices/get", id)
	if len(r.codesOf(d)) != 0 {
		t.Error("managing a device converted its codes")
	}
}

func TestExternalModification(t *testing.T) {
	r := open(t, Options{Still: true})
	kept := r.settled(august, object{"code": "4711", "is_external_modification_allowed": true})
	restored := r.settled(august, object{"code": "0815"})
	for c, pin := range map[string]string{dig[string](t, kept, "access_code_id"): "1111", dig[string](t, restored, "access_code_id"): "2222"} {
		if err := r.TamperCode(c, pin); err != nil {
			t.Fatal(err)
		}
	}
	kept, restored = r.look(kept), r.look(restored)
	w := items(t, kept, "warnings")[0]
	if got := []any{w["warning_code"], w["change_type"], kept["status"]}; !slices.Equal(got, []any{"external_modification_in_effect", "modified", "set"}) {
		t.Errorf("allowed: %v", got)
	}
	if got := codesNamed(t, restored, "errors", "error_code"); !slices.Equal(got, []string{"conflicting_external_modification"}) {
		t.Errorf("not allowed: %v", got)
	}
	for pin, opens := range map[string]bool{"1111": true, "4711": false, "2222": true, "0815": false} {
		if r.opens(kept, pin) != opens {
			t.Errorf("just after the changes in the app, %s opens: %v", pin, !opens)
		}
	}
	r.pass(time.Minute)
	restored = r.look(restored)
	if got := []any{restored["status"], len(items(t, restored, "errors")), r.opens(restored, "0815")}; !slices.Equal(got, []any{"set", 0, true}) {
		t.Errorf("status, errors, opens: %v", got)
	}
}

// TestExternalModificationAllowedAfterwards: whoever allows a change that Seam is about to undo keeps it; a code that was removed comes
// back all the same.
func TestExternalModificationAllowedAfterwards(t *testing.T) {
	r := open(t, Options{Still: true})
	for pin, want := range map[string][]any{"1111": {"external_modification_in_effect", "set", true}, "": {nil, "set", true}} {
		c := r.settled(august, object{"code": "47" + pin + "11"})
		id := dig[string](t, c, "access_code_id")
		if err := r.TamperCode(id, pin); err != nil {
			t.Fatal(err)
		}
		r.must("/access_codes/update", object{"access_code_id": id, "is_external_modification_allowed": true})
		r.pass(5 * time.Minute)
		c = r.look(c)
		var says any
		if w := items(t, c, "warnings"); len(w) > 0 {
			says = w[0]["warning_code"]
		}
		opens := pin
		if pin == "" {
			opens = "4711"
		}
		if got := []any{says, c["status"], r.opens(c, opens)}; !slices.Equal(got, want) || len(items(t, c, "errors")) > 0 {
			t.Errorf("changed to %q: %v, errors %v, want %v", pin, got, c["errors"], want)
		}
	}
}

func TestOfflineCodes(t *testing.T) {
	r := open(t, Options{Bare: true})
	id, err := r.AddDevice("igloohome", "Cabin", "Europe/Lisbon")
	if err != nil {
		t.Fatal(err)
	}
	if err := r.SetOnline(id, false); err != nil {
		t.Fatal(err)
	}
	at := func(d time.Duration) string { return iso(friday().Add(d)) }
	for name, params := range map[string]object{
		"own PIN":          {"code": "123456", "starts_at": at(time.Hour), "ends_at": at(3 * time.Hour)},
		"always":           {},
		"too long":         {"starts_at": at(time.Hour), "ends_at": at(30 * 24 * time.Hour)},
		"daily, odd hours": {"starts_at": at(time.Hour), "ends_at": at(40 * time.Hour), "max_time_rounding": "1d"},
	} {
		params["device_id"], params["is_offline_access_code"] = id, true
		if e := r.refused(400, "invalid_input", "/access_codes/create", params); e["message"] == "" {
			t.Errorf("%s: no message", name)
		}
		r.pass(10 * time.Second)
	}
	c := dig[object](t, r.must("/access_codes/create", object{
		"device_id": id, "is_offline_access_code": true, "starts_at": at(90 * time.Minute), "ends_at": at(30 * time.Hour),
	}), "access_code")
	if c["is_offline_access_code"] != true || len(dig[string](t, c, "code")) != 9 || c["starts_at"] != "2026-11-20T21:00:00.000Z" {
		t.Errorf("made: %v", c)
	}
	r.refused(400, "invalid_input", "/access_codes/update", with(c, object{"name": "x"}))
	r.refused(400, "invalid_input", "/access_codes/delete", with(c, nil))
	r.follow(c, []beat{{2 * time.Hour, "set", false, ""}, {30 * time.Hour, "", false, ""}})
}

func TestOneCodeForManyDevices(t *testing.T) {
	r := open(t, Options{Still: true})
	ids := []any{r.device(august)["device_id"], r.device(nuki)["device_id"]}
	r.refused(400, "code_cannot_be_shared", "/access_codes/create_multiple", object{"device_ids": append(slices.Clone(ids), r.device(salto)["device_id"])})

	made := items(t, r.must("/access_codes/create_multiple", object{"device_ids": ids, "name": "Cleaner"}), "access_codes")
	key := dig[string](t, made[0], "common_code_key")
	if made[0]["code"] != made[1]["code"] || made[1]["common_code_key"] != key {
		t.Fatalf("not linked: %v", made)
	}
	r.must("/access_codes/update_multiple", object{"common_code_key": key, "name": "Night cleaner"})
	for _, c := range made {
		if now := r.look(c); now["name"] != "Night cleaner" {
			t.Errorf("name %v", now["name"])
		}
	}
	r.refused(404, "access_code_not_found", "/access_codes/update_multiple", object{"common_code_key": "other", "name": "x"})

	own := items(t, r.must("/access_codes/create_multiple", object{
		"device_ids": append(ids, r.device(salto)["device_id"]), "behavior_when_code_cannot_be_shared": "create_random_code", "code": "346567",
	}), "access_codes")
	if len(own) != 3 || own[0]["common_code_key"] != nil || own[2]["code"] == "346567" {
		t.Errorf("with a PIN of one's own: %v", own)
	}
}

package sim

import (
	"slices"
	"testing"
	"time"
)

func TestKwiksetHidesWhatItsAppMakes(t *testing.T) {
	r := open(t, Options{Bare: true})
	id := r.added("kwikset", "Europe/Lisbon")
	hidden, err := r.AddUnmanaged(id, "App", "4711")
	if err != nil {
		t.Fatal(err)
	}
	if list := items(t, r.must("/access_codes/unmanaged/list", object{"device_id": id}), "access_codes"); len(list) != 0 {
		t.Errorf("listed: %v", list)
	}
	r.refused(404, "access_code_not_found", "/access_codes/unmanaged/get", object{"access_code_id": hidden})
	r.refused(404, "access_code_not_found", "/access_codes/unmanaged/get", object{"device_id": id, "code": "4711"})
	r.types(id, "4711", true)
	c := r.offered(id, object{"code": "4711"}) // nobody can know
	r.pass(time.Minute)
	e := items(t, r.look(c), "errors")
	if len(e) != 1 || e[0]["error_code"] != "duplicate_code_on_device" || e[0]["unmanaged_access_code_id"] != nil || e[0]["managed_access_code_id"] != nil {
		t.Errorf("errors %v", e)
	}
	if got := r.kinds(hidden); len(got) != 0 {
		t.Errorf("events %v", got)
	}
	r.must("/access_codes/update", with(c, object{"code": "4712"}))
	r.follow(c, []beat{{time.Minute, "set", false, ""}})
}

func TestSmartThingsKeepsForeignPINsToItself(t *testing.T) {
	r := open(t, Options{Bare: true})
	for brand, pin := range map[string]any{"smartthings": nil, "august": "4711"} {
		id, err := r.AddUnmanaged(r.added(brand, "Europe/Lisbon"), "App", "4711")
		if err != nil {
			t.Fatal(err)
		}
		if c := dig[object](t, r.must("/access_codes/unmanaged/get", object{"access_code_id": id}), "access_code"); c["code"] != pin {
			t.Errorf("%s: %v", brand, c)
		}
	}
}

func TestCodesThatNeedAZone(t *testing.T) {
	r := open(t, Options{Bare: true})
	window := object{"starts_at": iso(friday().Add(time.Hour)), "ends_at": iso(friday().Add(2 * time.Hour))}
	for brand, want := range map[string]struct {
		warning         string
		window, ongoing int
	}{
		"ultraloq": {"ultraloq_time_zone_unknown", 400, 200},
		"lockly":   {"lockly_time_zone_not_configured", 400, 200},
		"two_n":    {"two_n_device_missing_timezone", 400, 400},
		"august":   {"time_zone_unknown", 200, 200},
	} {
		id := r.added(brand, "")
		got := [2]int{}
		got[0], _ = r.ask("/access_codes/create", object{"device_id": id, "starts_at": window["starts_at"], "ends_at": window["ends_at"]})
		got[1], _ = r.ask("/access_codes/create", object{"device_id": id})
		if got != [2]int{want.window, want.ongoing} {
			t.Errorf("%s: %v", brand, got)
		}
		if warnings := codesNamed(t, r.byID(id), "warnings", "warning_code"); !slices.Equal(warnings, []string{want.warning}) {
			t.Errorf("%s: warnings %v", brand, warnings)
		}
	}
}

func TestManyBackupCodesInUse(t *testing.T) {
	r := open(t, Options{Bare: true})
	id := r.added("august", "Europe/Lisbon")
	for pulled := range 3 {
		if got := codesNamed(t, r.byID(id), "warnings", "warning_code"); len(got) != 0 {
			t.Errorf("%d pulled: %v", pulled, got)
		}
		c := r.offered(id, object{
			"use_backup_access_code_pool": true, "starts_at": iso(friday().Add(-time.Hour)), "ends_at": iso(friday().Add(9 * time.Hour)),
		})
		r.pass(2 * time.Minute)
		r.must("/access_codes/pull_backup_access_code", with(c, nil))
	}
	if got := codesNamed(t, r.byID(id), "warnings", "warning_code"); !slices.Equal(got, []string{"many_active_backup_codes"}) {
		t.Errorf("3 pulled: %v", got)
	}
}

func TestTimeFramesAndMakersMetadata(t *testing.T) {
	r := open(t, Options{Bare: true})
	for brand, want := range map[string]string{
		"igloohome": "igloohome_metadata", "ultraloq": "ultraloq_metadata", "nuki": "nuki_metadata", "salto_ks": "salto_ks_metadata",
		"schlage": "schlage_metadata", "kwikset": "kwikset_metadata", "dormakaba_oracode": "dormakaba_oracode_metadata",
	} {
		p := dig[object](t, r.byID(r.added(brand, "Europe/Lisbon")), "properties")
		if m := dig[object](t, p, want); len(m) < 2 {
			t.Errorf("%s: %v", brand, m)
		}
		frames := 0
		if p["offline_time_frame_options"] != nil {
			frames = len(items(t, p, "offline_time_frame_options"))
		}
		if expected := map[string]int{"igloohome": 2, "dormakaba_oracode": 1}[brand]; frames != expected {
			t.Errorf("%s: %d time frames", brand, frames)
		}
	}
}

func TestAccountFiltersForThingsThatAreNotHere(t *testing.T) {
	r := open(t, Options{Still: true})
	if all := items(t, r.must("/connected_accounts/list", object{}), "connected_accounts"); len(all) < 6 {
		t.Errorf("%d accounts", len(all))
	}
	if got := items(t, r.must("/connected_accounts/list", object{"customer_key": "x"}), "connected_accounts"); len(got) != 0 {
		t.Errorf("of a customer that does not exist: %v", got)
	}
}

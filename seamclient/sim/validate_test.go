package sim

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestConstraintsJudgePINs(t *testing.T) {
	for kind, pins := range map[string]struct{ good, bad []string }{
		"no_zeros":                            {[]string{"123456"}, []string{"102345", "1234560"}},
		"cannot_start_with_12":                {[]string{"134567", "311212"}, []string{"123456"}},
		"no_triple_consecutive_ints":          {[]string{"1235", "1112", "9875"}, []string{"1234", "4321", "1111", "90001234"}},
		"no_ascending_or_descending_sequence": {[]string{"12346", "13579"}, []string{"12345", "98765"}},
		"at_least_three_unique_digits":        {[]string{"11123"}, []string{"11122", "55555"}},
		"no_all_same_digits":                  {[]string{"1112"}, []string{"1111"}},
		"unique_first_four_digits":            {[]string{"1234", "12341"}, []string{"1123", "12315"}},
		"cannot_contain_089":                  {[]string{"1237"}, []string{"1230", "1238", "1239"}},
		"cannot_contain_0789":                 {[]string{"1236"}, []string{"1237"}},
		"name_length":                         {[]string{"0000"}, nil},
	} {
		for _, pin := range pins.good {
			if !rule(kind).allows(pin) {
				t.Errorf("%s refuses %s", kind, pin)
			}
		}
		for _, pin := range pins.bad {
			if rule(kind).allows(pin) {
				t.Errorf("%s allows %s", kind, pin)
			}
		}
	}
}

func TestCreatesThatAreRefused(t *testing.T) {
	r := open(t, Options{Still: true})
	in := func(d time.Duration) string { return iso(friday().Add(d)) }
	for name, c := range map[string]struct {
		device string
		params object
		field  string // the one at fault; "" = the request as a whole
	}{
		"three digits":         {august, object{"code": "123"}, "code"},
		"letters":              {august, object{"code": "12ab"}, "code"},
		"empty":                {august, object{"code": ""}, "code"},
		"number, not text":     {august, object{"code": 4711}, "code"},
		"length of no August":  {august, object{"code": "123456789"}, "code"},
		"zero on Nuki":         {nuki, object{"code": "304567"}, "code"},
		"own PIN on Salto":     {salto, object{"code": "304567"}, "code"},
		"only a start":         {august, object{"starts_at": in(time.Hour)}, "ends_at"},
		"only an end":          {august, object{"ends_at": in(time.Hour)}, "starts_at"},
		"ends first":           {august, object{"starts_at": in(2 * time.Hour), "ends_at": in(time.Hour)}, "ends_at"},
		"over":                 {august, object{"starts_at": in(-2 * time.Hour), "ends_at": in(-time.Hour)}, "ends_at"},
		"begun, on Kwikset":    {kwik, object{"starts_at": in(-time.Hour), "ends_at": in(time.Hour)}, "starts_at"},
		"naive time":           {august, object{"starts_at": "2026-12-01T10:00:00", "ends_at": in(999 * time.Hour)}, "starts_at"},
		"backup for always":    {august, object{"use_backup_access_code_pool": true}, "use_backup_access_code_pool"},
		"offline on August":    {august, object{"is_offline_access_code": true}, "is_offline_access_code"},
		"flag that is text":    {august, object{"prefer_native_scheduling": "yes"}, "prefer_native_scheduling"},
		"rounding of no sense": {august, object{"max_time_rounding": "2h"}, "max_time_rounding"},
	} {
		t.Run(name, func(t *testing.T) {
			c.params["device_id"] = r.device(c.device)["device_id"]
			e := r.refused(400, "invalid_input", "/access_codes/create", c.params)
			tree := dig[object](t, e, "validation_errors")
			if _, ok := tree[c.field]; !ok {
				t.Errorf("no fault at %q: %v", c.field, e)
			}
			r.pass(10 * time.Second) // so that no rate limit answers instead
		})
	}
}

func TestAllFaultsOfARequestAreTold(t *testing.T) {
	r := open(t, Options{Still: true})
	e := r.refused(400, "invalid_input", "/access_codes/create", object{"code": 12, "name": true})
	want := `3 Input Errors: Expected string, received boolean for "name", Expected string, received number for "code", device_id is required`
	if e["message"] != want {
		t.Errorf("message %q", e["message"])
	}
	tree := object{
		"_errors":   []any{},
		"name":      object{"_errors": []any{`Expected string, received boolean for "name"`}},
		"code":      object{"_errors": []any{`Expected string, received number for "code"`}},
		"device_id": object{"_errors": []any{"device_id is required"}},
	}
	if diff := cmp.Diff(tree, e["validation_errors"]); diff != "" {
		t.Errorf("tree (-want +got):\n%s", diff)
	}
}

func TestOnePINTwiceIsRefusedEvenForWindowsThatNeverMeet(t *testing.T) {
	r := open(t, Options{Still: true})
	day := func(n int) object {
		return object{
			"code": "4711", "starts_at": iso(friday().Add(time.Duration(n) * 100 * time.Hour)),
			"ends_at": iso(friday().Add(time.Duration(n)*100*time.Hour + time.Hour)),
		}
	}
	first := r.make(august, day(1))
	second := day(2)
	second["device_id"] = first["device_id"]
	e := r.refused(409, "duplicate_access_code", "/access_codes/create", second)
	if dig[object](t, e, "data")["access_code_id"] != first["access_code_id"] {
		t.Errorf("data %v", e["data"])
	}
	r.must("/access_codes/delete", with(first, nil))
	r.must("/access_codes/create", second)
}

func TestPINIsRefusedWhileTheOldCodeIsBeingRemoved(t *testing.T) {
	r := open(t, Options{Still: true})
	c := r.settled(august, object{"code": "4711"})
	r.must("/access_codes/delete", with(c, nil))
	again := object{"device_id": c["device_id"], "code": "4711"}
	r.refused(409, "duplicate_access_code", "/access_codes/create", again)
	r.pass(time.Minute)
	r.must("/access_codes/create", again)
}

func TestFullLockTakesTheCodeWhenASlotIsFree(t *testing.T) {
	r := open(t, Options{Still: true})
	if err := r.Play("full-lock"); err != nil {
		t.Fatal(err)
	}
	d := r.device(august)
	if got := codesNamed(t, d, "warnings", "warning_code"); !slices.Contains(got, "max_access_codes_reached") {
		t.Errorf("device warnings %v", got)
	}
	c := r.settled(august, object{"name": "One too many"})
	if got := codesNamed(t, c, "errors", "error_code"); c["status"] != "setting" || !slices.Equal(got, []string{"no_space_for_access_code_on_device"}) {
		t.Fatalf("status %v, errors %v", c["status"], got)
	}
	old := items(t, r.must("/access_codes/unmanaged/list", object{"device_id": d["device_id"]}), "access_codes")
	for _, foreign := range old[:2] { // the dog walker of the curated fleet waits for a slot too
		r.must("/access_codes/unmanaged/delete", object{"access_code_id": foreign["access_code_id"]})
	}
	r.pass(time.Minute)
	if c = r.look(c); c["status"] != "set" || len(items(t, c, "errors")) != 0 {
		t.Errorf("status %v, errors %v", c["status"], c["errors"])
	}
}

func TestForeignDuplicateBlocksUntilItIsGone(t *testing.T) {
	r := open(t, Options{Still: true})
	start := friday().Add(100 * time.Hour)
	c := r.make(august, object{"code": "4711", "starts_at": iso(start), "ends_at": iso(start.Add(time.Hour))})
	foreign, err := r.AddUnmanaged(dig[string](t, c, "device_id"), "App", "4711")
	if err != nil {
		t.Fatal(err)
	}
	r.pass(28*time.Hour + time.Minute)
	e := items(t, r.look(c), "errors")
	if len(e) != 1 || e[0]["error_code"] != "duplicate_code_on_device" || e[0]["unmanaged_access_code_id"] != foreign {
		t.Fatalf("errors %v", e)
	}
	r.must("/access_codes/unmanaged/delete", object{"access_code_id": foreign})
	r.pass(time.Minute)
	if now := r.look(c); now["is_scheduled_on_device"] != true || len(items(t, now, "errors")) != 0 {
		t.Errorf("%v", now)
	}
}

func TestNamesOfWyzeAreUnique(t *testing.T) {
	r := open(t, Options{Bare: true})
	id, err := r.AddDevice("wyze", "Shed", "")
	if err != nil {
		t.Fatal(err)
	}
	r.must("/access_codes/create", object{"device_id": id, "name": "Ana"})
	e := r.refused(400, "invalid_input", "/access_codes/create", object{"device_id": id, "name": "Ana"})
	if !strings.Contains(dig[string](t, e, "message"), "unique") {
		t.Errorf("message %v", e["message"])
	}
}

func TestEveryBrandCanMakeItsOwnPINs(t *testing.T) {
	r := open(t, Options{Bare: true})
	for _, b := range brands() {
		id, err := r.AddDevice(b.key, "Door of "+b.display, "Europe/Lisbon")
		if err != nil {
			t.Fatal(err)
		}
		c := dig[object](t, r.must("/access_codes/create", object{"device_id": id}), "access_code")
		r.pass(time.Minute)
		pin := dig[string](t, r.look(c), "code")
		if why := b.refuses(pin); why != "" || !isDigits(pin) {
			t.Errorf("%s: own PIN %s: %s", b.key, pin, why)
		}
		out := r.must("/access_codes/generate_code", object{"device_id": id})
		if why := b.refuses(dig[string](t, dig[object](t, out, "generated_code"), "code")); why != "" {
			t.Errorf("%s: suggestion: %s", b.key, why)
		}
	}
}

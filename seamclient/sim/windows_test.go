package sim

import (
	"testing"
	"time"
)

// added puts up one more lock and returns its id.
func (r *rig) added(brand, zone string) string {
	r.Helper()
	id, err := r.AddDevice(brand, brand, zone)
	if err != nil {
		r.Fatal(err)
	}
	return id
}

// offered creates a code on a device that is known by id.
func (r *rig) offered(id string, params object) object {
	r.Helper()
	params["device_id"] = id
	return dig[object](r, r.must("/access_codes/create", params), "access_code")
}

func TestOfflineRulesAreTheBrands(t *testing.T) {
	r := open(t, Options{Bare: true})
	at := func(d time.Duration) string { return iso(friday().Add(d)) }
	const day = 24 * time.Hour
	for _, c := range []struct {
		brand    string
		hours    time.Duration
		rounding string
		oneTime  bool
		refused  bool
	}{
		{"igloohome", 40 * day, "1hour", false, true},
		{"igloohome", 28 * day, "1day", false, true},
		{"igloohome", 29 * day, "1day", false, false},
		{"igloohome", 368 * day, "1day", false, true},
		{"igloohome", 0, "1hour", true, false},
		{"lockly", 40 * day, "1hour", false, false},
		{"lockly", 0, "1hour", true, true},
		{"lockly", 3 * day, "1hour", true, false},
		{"august", day, "1hour", false, true},
	} {
		params := object{
			"device_id": r.added(c.brand, "Europe/Lisbon"), "is_offline_access_code": true, "is_one_time_use": c.oneTime,
			"starts_at": at(time.Hour), "max_time_rounding": c.rounding,
		}
		if c.hours > 0 {
			params["ends_at"] = at(time.Hour + c.hours)
		}
		if status, out := r.ask("/access_codes/create", params); (status == 400) != c.refused {
			t.Errorf("%+v: status %d, %v", c, status, out)
		}
	}
}

func TestStartsThatAreOverAreRefusedWhereTheMakerDoes(t *testing.T) {
	r := open(t, Options{Bare: true})
	window := func(starts, ends time.Duration) object {
		return object{"starts_at": iso(friday().Add(starts)), "ends_at": iso(friday().Add(ends))}
	}
	for brand, refused := range map[string]bool{"igloohome": true, "kwikset": true, "august": false} {
		params := window(-time.Minute, 5*time.Hour)
		params["device_id"] = r.added(brand, "Europe/Lisbon")
		if status, out := r.ask("/access_codes/create", params); (status == 400) != refused {
			t.Errorf("%s: status %d, %v", brand, status, out)
		}
		c := r.offered(dig[string](t, params, "device_id"), window(time.Minute, 5*time.Hour))
		r.must("/access_codes/update", with(c, window(time.Minute, 6*time.Hour)))
	}
	r.pass(10 * time.Minute)
	for _, d := range r.devices() {
		for _, c := range r.codesOf(d) { // the start is over by now, and stays as it is
			r.must("/access_codes/update", with(c, object{"starts_at": c["starts_at"], "ends_at": iso(friday().Add(7 * time.Hour))}))
		}
	}
}

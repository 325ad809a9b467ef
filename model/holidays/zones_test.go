package holidays_test

import (
	"slices"
	"testing"

	"seamdash/model/holidays"
)

func TestCountryOfZone(t *testing.T) {
	t.Parallel()
	for zone, want := range map[string]string{
		"Europe/Lisbon": "PT", "Atlantic/Azores": "PT", "America/New_York": "US", "Pacific/Honolulu": "US", "Europe/London": "GB",
		"UTC": "", "Australia/Sydney": "", "Europe/Zurich": "", "Europe": "", "": "", "Europe/Madrid Europe/Lisbon": "",
	} {
		code, ok := holidays.OfZone(zone)
		if code != want || ok != (want != "") {
			t.Errorf("%q: %q, %v, want %q", zone, code, ok, want)
		}
		if ok && !slices.ContainsFunc(holidays.Countries(), func(c holidays.Country) bool { return c.Code == code && c.Whole }) {
			t.Errorf("%q: the holidays of %s are not known", zone, code)
		}
	}
}

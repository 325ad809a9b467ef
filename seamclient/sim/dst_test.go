package sim

import (
	"errors"
	"slices"
	"testing"
	"time"
)

const adjusted = "time_frame_adjusted_for_unknown_time_zone"

func TestUnknownZoneWidensWindowsAtClockChanges(t *testing.T) {
	r := open(t, Options{Bare: true})
	schlage := map[bool]string{true: r.added("schlage", "America/Denver"), false: r.added("schlage", "")}
	nuki := r.added("nuki", "")
	for name, c := range map[string]struct {
		id             string
		starts, ends   string
		showsS, showsE string // "" = as asked
	}{
		"across spring": {schlage[false], "2027-03-13T20:00:00.000Z", "2027-03-15T18:00:00.000Z", "", "2027-03-15T19:00:00.000Z"},
		"across autumn": {schlage[false], "2027-11-06T20:00:00.000Z", "2027-11-08T18:00:00.000Z", "2027-11-06T19:00:00.000Z", ""},
		"across both":   {schlage[false], "2027-03-01T20:00:00.000Z", "2027-12-01T18:00:00.000Z", "2027-03-01T19:00:00.000Z", "2027-12-01T19:00:00.000Z"},
		"in summer":     {schlage[false], "2027-06-01T20:00:00.000Z", "2027-08-01T18:00:00.000Z", "", ""},
		"only Alaska's clock changes in it": {
			schlage[false], "2027-03-14T10:30:00.000Z", "2027-03-14T11:30:00.000Z", "", "2027-03-14T12:30:00.000Z",
		},
		"zone known":    {schlage[true], "2027-03-13T20:00:00.000Z", "2027-03-15T18:00:00.000Z", "", ""},
		"another brand": {nuki, "2027-03-13T20:00:00.000Z", "2027-03-15T18:00:00.000Z", "", ""},
	} {
		r.pass(10 * time.Second)
		made := r.offered(c.id, object{"starts_at": c.starts, "ends_at": c.ends})
		want := []any{c.starts, c.ends}
		for i, shows := range []string{c.showsS, c.showsE} {
			if shows != "" {
				want[i] = shows
			}
		}
		if got := []any{made["starts_at"], made["ends_at"]}; !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
		if warned := slices.Contains(codesNamed(t, made, "warnings", "warning_code"), adjusted); warned != (c.showsS+c.showsE != "") {
			t.Errorf("%s: warned %v", name, warned)
		}
	}
}

// padded is a preloaded code of a lock without a zone, just before the clocks go forward.
func padded(t *testing.T) (*rig, string, object) {
	t.Helper()
	r := open(t, Options{Bare: true})
	id := r.added("schlage", "")
	r.Advance(time.Date(2027, 3, 12, 12, 0, 0, 0, time.UTC).Sub(friday()))
	c := r.offered(id, object{"starts_at": "2027-03-13T20:00:00Z", "ends_at": "2027-03-15T18:00:00Z"})
	r.pass(time.Minute)
	if c = r.look(c); c["is_scheduled_on_device"] != true || c["ends_at"] != "2027-03-15T19:00:00.000Z" {
		t.Fatalf("code %v", c)
	}
	return r, id, c
}

func TestReportingTheZoneTakesTheHourBack(t *testing.T) {
	r, id, c := padded(t)
	r.must("/devices/report_provider_metadata", object{"devices": []any{
		object{"device_id": id, "schlage_metadata": object{"time_zone": "America/Denver"}},
	}})
	now := r.look(c)
	if now["ends_at"] != "2027-03-15T18:00:00.000Z" || !slices.Equal(mutationCodes(t, now), []string{"updating_time_frame"}) {
		t.Errorf("just reported: %v", now)
	}
	r.pass(time.Minute)
	now = r.look(c)
	if len(items(t, now, "warnings")) != 0 || len(mutationCodes(t, now)) != 0 || now["is_scheduled_on_device"] != true {
		t.Errorf("after the lock has it: %v", now)
	}
	want := []string{"created", "scheduled_on_device", "mutations_requested", "time_frame_changed"}
	if got := r.kinds(dig[string](t, c, "access_code_id")); !slices.Equal(got, want) {
		t.Errorf("events %v", got)
	}
}

func TestPaddingDoesNotCreep(t *testing.T) {
	r, _, c := padded(t)
	update := func(more object) object {
		t.Helper()
		r.must("/access_codes/update", with(c, more))
		r.pass(time.Minute)
		return r.look(c)
	}
	if now := update(object{"name": "Ann"}); now["ends_at"] != c["ends_at"] {
		t.Errorf("another name: ends %v", now["ends_at"])
	}
	if now := update(object{"starts_at": "2027-03-13T19:00:00Z", "ends_at": c["ends_at"]}); now["ends_at"] != c["ends_at"] {
		t.Errorf("another start, the end as shown: ends %v", now["ends_at"])
	}
	if now := update(object{"starts_at": "2027-03-13T19:00:00Z", "ends_at": "2027-03-15T18:00:00Z"}); now["ends_at"] != c["ends_at"] {
		t.Errorf("the end as first asked: ends %v", now["ends_at"])
	}
	now := update(object{"starts_at": "2027-03-16T19:00:00Z", "ends_at": "2027-03-17T18:00:00Z"})
	if now["ends_at"] != "2027-03-17T18:00:00.000Z" || len(items(t, now, "warnings")) != 0 {
		t.Errorf("moved past the change: %v", now)
	}
}

// TestZonesThatAreHanded: every zone of the world is the one that the caller has for its name.
func TestZonesThatAreHanded(t *testing.T) {
	t.Parallel()
	asked := map[string]bool{}
	own := func(name string) (*time.Location, error) {
		asked[name] = true
		if name == "Local" {
			return nil, errors.New("no such zone")
		}
		return time.FixedZone(name, 0), nil // no clock changes anywhere
	}
	r := open(t, Options{Still: true, Zones: own})
	if !asked["America/New_York"] || !asked["Europe/Lisbon"] {
		t.Errorf("the fleet asked for %v", asked)
	}
	if _, err := r.AddDevice("schlage", "Moon base", "Local"); err == nil {
		t.Error("a zone that the caller does not have is taken")
	}
	id := r.added("schlage", "")
	made := r.offered(id, object{"starts_at": "2027-03-13T20:00:00.000Z", "ends_at": "2027-03-15T18:00:00.000Z"})
	if !asked["America/Anchorage"] || made["ends_at"] != "2027-03-15T18:00:00.000Z" {
		t.Errorf("without clock changes the window ends at %v", made["ends_at"])
	}
}

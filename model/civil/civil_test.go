package civil_test

import (
	"testing"
	"time"
	_ "time/tzdata"

	"seamdash/model/civil"
)

func TestDatesCountAsTheStandardLibraryDoes(t *testing.T) {
	at := time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC)
	last, _ := civil.MakeDate(9999, 12, 31)
	d := civil.DateOf(at)
	for ; d <= last; d++ {
		y, m, day := d.Split()
		if wy, wm, wd := at.Date(); y != wy || m != wm || day != wd || d.Weekday() != at.Weekday() {
			t.Fatalf("day %d: got %d-%d-%d %v, want %d-%d-%d %v", d, y, m, day, d.Weekday(), wy, wm, wd, at.Weekday())
		}
		if back, ok := civil.MakeDate(y, m, day); !ok || back != d {
			t.Fatalf("MakeDate(%v) = %d, %v, want %d", d, back, ok, d)
		}
		at = at.AddDate(0, 0, 1)
	}
	if at.Year() != 10000 {
		t.Fatalf("the walk ended at %v", at)
	}
}

func TestDatesThatAreNot(t *testing.T) {
	for _, c := range []struct{ y, m, d int }{{2027, 2, 29}, {2028, 2, 30}, {2027, 13, 1}, {2027, 0, 1}, {2027, 1, 0}, {0, 1, 1}, {10000, 1, 1}, {2100, 2, 29}} {
		if d, ok := civil.MakeDate(c.y, time.Month(c.m), c.d); ok {
			t.Errorf("%v is a date: %v", c, d)
		}
	}
	for _, text := range []string{"", "2027-02-30", "2027-1-4", "20270104", "0000-01-01", "2027-01-04T09:00"} {
		if d, err := civil.ParseDate(text); err == nil {
			t.Errorf("%q is a date: %v", text, d)
		}
	}
}

func TestClocks(t *testing.T) {
	for text, want := range map[string]civil.Clock{"00:00": 0, "09:05": 9*civil.Hour + 5*civil.Minute, "23:59:59": civil.Day - 1, "24:00": civil.Day} {
		if got, err := civil.ParseClock(text); err != nil || got != want {
			t.Errorf("%q: %v, %v, want %v", text, got, err, want)
		}
	}
	for _, text := range []string{"", "9", "9:00", "25:00", "24:01", "09:60", "09:00:60", "noon", "-01:00"} {
		if got, err := civil.ParseClock(text); err == nil {
			t.Errorf("%q is a time of day: %v", text, got)
		}
	}
	for c, want := range map[civil.Clock]string{9 * civil.Hour: "09:00", 30 * civil.Hour: "06:00+1", civil.Day: "00:00+1", 61: "00:01:01"} {
		if got := c.String(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestResolve(t *testing.T) {
	for _, c := range []struct {
		zone, wall, want string
		turn             civil.Turn
	}{
		{"America/New_York", "2027-03-14T02:30:00", "2027-03-14T07:30:00Z", civil.Skipped},
		{"America/New_York", "2027-03-14T03:30:00", "2027-03-14T07:30:00Z", civil.Once},
		{"America/New_York", "2027-11-07T01:30:00", "2027-11-07T05:30:00Z", civil.Repeated},
		{"Australia/Lord_Howe", "2027-04-04T01:45:00", "2027-04-03T14:45:00Z", civil.Repeated},
		{"Australia/Lord_Howe", "2027-10-03T02:15:00", "2027-10-02T15:45:00Z", civil.Skipped},
		{"Pacific/Apia", "2011-12-30T10:00:00", "2011-12-30T20:00:00Z", civil.Skipped},
		{"Pacific/Apia", "2011-12-31T00:00:00", "2011-12-30T10:00:00Z", civil.Once},
		{"America/Santiago", "2027-09-05T00:30:00", "2027-09-05T04:30:00Z", civil.Skipped},
		{"Asia/Kolkata", "2027-01-01T00:00:00", "2026-12-31T18:30:00Z", civil.Once},
		// the last day of a leap year past the zone's last listed change, where [time.Time.ZoneBounds] fails
		{"America/New_York", "2096-12-31T09:00:00", "2096-12-31T14:00:00Z", civil.Once},
	} {
		zone, err := time.LoadLocation(c.zone)
		if err != nil {
			t.Fatal(err)
		}
		w, err := civil.ParseWall(c.wall)
		if err != nil {
			t.Fatal(err)
		}
		at, turn := civil.Resolve(w, zone)
		if got := at.UTC().Format(time.RFC3339); got != c.want || turn != c.turn {
			t.Errorf("%s %s: %s %v, want %s %v", c.zone, c.wall, got, turn, c.want, c.turn)
		}
		if turn != civil.Skipped && civil.WallOf(at) != w {
			t.Errorf("%s %s: the wall shows %v", c.zone, c.wall, civil.WallOf(at))
		}
	}
}

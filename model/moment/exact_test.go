package moment

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"seamdash/model"
)

// odd are zones that change their clocks in every way there is.
var odd = []string{
	"UTC", "America/Los_Angeles", "Europe/Berlin", "Australia/Lord_Howe", "Asia/Kathmandu", "America/Santiago", "America/Havana",
	"Pacific/Apia", "Antarctica/Troll", "Africa/Casablanca", "Asia/Gaza", "Europe/Dublin", "America/St_Johns", "Pacific/Kwajalein", "Africa/Monrovia",
}

// instant draws one of all years, half of them near a change of the clocks in a zone, as exact as a minute, a second or less.
func instant(rt *rapid.T, here *time.Location) time.Time {
	first, last := time.Date(1, 1, 1, 0, 1, 0, 0, time.UTC).Unix(), time.Date(9999, 12, 31, 23, 59, 59, 0, time.UTC).Unix()
	at := time.Unix(rapid.Int64Range(first, last).Draw(rt, "seconds"), 0)
	if rapid.Bool().Draw(rt, "near a change") {
		at = recent(rt, "recent")
		if _, change := at.In(here).ZoneBounds(); !change.IsZero() {
			at = change.Add(time.Duration(rapid.IntRange(-150, 150).Draw(rt, "minutes")) * time.Minute)
		}
	}
	switch rapid.IntRange(0, 2).Draw(rt, "how exact") {
	case 0:
		at = at.Truncate(time.Minute)
	case 1:
		at = at.Add(time.Duration(rapid.IntRange(0, 999_999_999).Draw(rt, "nanoseconds")))
	}
	return at
}

func recent(rt *rapid.T, label string) time.Time {
	first, last := time.Date(1970, 1, 1, 0, 0, 0, 0, time.UTC).Unix(), time.Date(2100, 1, 1, 0, 0, 0, 0, time.UTC).Unix()
	return time.Unix(rapid.Int64Range(first, last).Draw(rt, label), 0)
}

func TestExactComesBack(t *testing.T) {
	t.Parallel()
	zones := map[string]*time.Location{}
	for _, name := range odd {
		zones[name] = zone(t, name)
	}
	rapid.Check(t, func(rt *rapid.T) {
		here := zones[rapid.SampledFrom(odd).Draw(rt, "zone")]
		comesBack(rt, instant(rt, here), recent(rt, "now"), here)
	})
	// Few of those are at times that come twice.
	var repeated, plain int
	now := time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
	for _, here := range zones {
		for _, at := range changes(here) {
			for _, off := range []time.Duration{-90 * time.Minute, -15 * time.Minute, 15 * time.Minute} {
				if text := comesBack(t, at.Add(off), now, here); text[10] == 'T' {
					repeated++
				} else {
					plain++
				}
			}
		}
	}
	if repeated == 0 || plain == 0 {
		t.Errorf("%d instants with an offset and %d without: not both ways were tried", repeated, plain)
	}
}

// comesBack writes an instant and reads it again.
func comesBack(t rapid.TB, at, now time.Time, here *time.Location) string {
	t.Helper()
	text := Exact(at, here)
	m, err := Parse(text, now, here)
	if err != nil || !m.At.Equal(at) || m.Note != "" {
		t.Fatalf("%v in %v is written %q and read as %v %q, %v", at.UTC(), here, text, m.At.UTC(), m.Note, err)
	}
	return text
}

func TestExact(t *testing.T) {
	t.Parallel()
	here := zone(t, "America/Los_Angeles")
	tests := []struct {
		at   time.Time
		want string
	}{
		{time.Time{}, ""},
		{time.Date(2027, 1, 4, 9, 0, 0, 0, here), "2027-01-04 09:00"},
		{time.Date(2027, 1, 4, 17, 0, 0, 0, time.UTC), "2027-01-04 09:00"},
		{time.Date(2027, 1, 4, 9, 0, 30, 0, here), "2027-01-04 09:00:30"},
		{time.Date(2027, 1, 4, 9, 0, 0, 5e8, here), "2027-01-04 09:00:00.5"},
		{time.Date(2027, 11, 7, 8, 30, 0, 0, time.UTC), "2027-11-07T01:30:00-07:00"},
		{time.Date(2027, 11, 7, 9, 30, 0, 0, time.UTC), "2027-11-07T01:30:00-08:00"},
		{time.Date(2027, 11, 7, 10, 30, 0, 0, time.UTC), "2027-11-07 02:30"},
		// Before the railways offsets had seconds, which RFC 3339 cannot write.
		{time.Date(1883, 11, 18, 19, 55, 0, 0, time.UTC), "1883-11-18T19:55:00Z"},
	}
	for _, tt := range tests {
		if got := Exact(tt.at, here); got != tt.want {
			t.Errorf("%v is written %q, want %q", tt.at, got, tt.want)
		}
	}
	if got := Exact(time.Date(2027, 1, 4, 17, 0, 0, 0, time.UTC), nil); got != "2027-01-04 17:00" {
		t.Errorf("without a zone: %q", got)
	}
}

// byTrial are the instants at which the wall shows w, found by trying each offset that there is.
func byTrial(w time.Time, here *time.Location) []time.Time {
	var out []time.Time
	for quarter := 14 * 4; quarter >= -12*4; quarter-- { // the first instant first
		if t := w.Add(-time.Duration(quarter) * 15 * time.Minute); wallOf(t.In(here)).Equal(w) {
			out = append(out, t)
		}
	}
	return out
}

// changes are when the clocks of a zone change from 2005 on.
func changes(here *time.Location) []time.Time {
	var out []time.Time
	for at := time.Date(2005, 1, 1, 0, 0, 0, 0, time.UTC); at.Year() < 2028; {
		_, change := at.In(here).ZoneBounds()
		if change.IsZero() {
			break
		}
		out = append(out, change)
		at = change
	}
	return out
}

func TestInstants(t *testing.T) {
	t.Parallel()
	seen := map[int]int{} // how many wall times come so many times
	for _, name := range odd {
		here := zone(t, name)
		for _, change := range changes(here) {
			for minutes := -180; minutes <= 180; minutes += 15 {
				w := wallOf(change.In(here)).Add(time.Duration(minutes) * time.Minute)
				found, moved := instants(w, here)
				if want := byTrial(w, here); !slices.EqualFunc(found, want, time.Time.Equal) {
					t.Fatalf("%s: %v is %v, want %v", name, w, found, want)
				}
				seen[len(found)]++
				if len(found) > 0 {
					continue
				}
				// With the offset that held before it is the wall time asked for.
				_, before := change.Add(-time.Second).In(here).Zone()
				if moved.Before(change) || !wallOf(moved.In(time.FixedZone("before", before))).Equal(w) {
					t.Fatalf("%s: %v, which does not exist, is moved to %v", name, w, moved)
				}
			}
		}
	}
	if seen[0] == 0 || seen[1] == 0 || seen[2] == 0 {
		t.Errorf("wall times that come so many times: %v; each has to be tried", seen)
	}
}

// TestWhatIsShownCanBeRead reads the words in which screens show windows.
func TestWhatIsShownCanBeRead(t *testing.T) {
	t.Parallel()
	now := friday(t)
	read := 0
	rapid.Check(t, func(rt *rapid.T) {
		from := now.Truncate(time.Minute).Add(time.Duration(rapid.IntRange(1, 10*24*60).Draw(rt, "starts in")) * time.Minute)
		w := model.Window{From: from, Until: from.Add(time.Duration(rapid.IntRange(1, 10*24*60).Draw(rt, "lasts")) * time.Minute)}
		words := w.Words(now, now.Location())
		got, _, err := Window(words, "", now, now.Location())
		if err != nil || !got.Equal(w) {
			rt.Fatalf("%q is read as %v to %v, %v", words, got.From, got.Until, err)
		}
		read++
	})
	if read == 0 && !testing.Short() {
		t.Error("no window was read")
	}
}

package zone_test

import (
	"errors"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"seamdash/model/zone"
)

// TestRefused has every name of the tables for recurring schedules that must not pass, and what is guessed.
func TestRefused(t *testing.T) {
	t.Parallel()
	for name, want := range map[string][]string{
		"":                                     nil, // UTC to Go
		"Local":                                nil, // the zone of this machine to Go
		"localtime":                            nil,
		"posixrules":                           nil,
		"Factory":                              nil,
		"zone.tab":                             nil,
		"version":                              nil,
		"../../etc/localtime":                  nil,
		"America/Nowhere":                      nil,
		"Africa/Abidjan\t0\t130":               nil,
		"america/new_york":                     {"America/New_York"},
		"right/America/New_York":               {"America/New_York"},
		"posix/America/New_York":               {"America/New_York"},
		"/usr/share/zoneinfo/America/New_York": {"America/New_York"},
		"America/New_York\x00":                 {"America/New_York"},
		"America/New_York\n":                   {"America/New_York"},
		"new york":                             {"America/New_York"},
		"los_angeles":                          {"America/Los_Angeles"},
		"Paris":                                {"Europe/Paris"},
		"Louisville":                           {"America/Kentucky/Louisville"},
		"buenos":                               {"America/Argentina/Buenos_Aires"},
		"us/pacific":                           {"US/Pacific"},
		"utc":                                  {"UTC"},
		"Eastern Standard Time":                {"America/New_York"},
		"W. Europe Standard Time":              {"Europe/Berlin"},
		"Pacific":                              {"America/Los_Angeles", "Canada/Pacific"},
		"PST":                                  {"America/Los_Angeles"},
		"EDT":                                  {"America/New_York"},
		"IST":                                  {"Asia/Kolkata", "Europe/Dublin", "Asia/Jerusalem"},
		"America/Boston":                       {"America/New_York"},
		"Pacfic/Auckalnd":                      {"Pacific/Auckland"},
		"Europe/Lisboa":                        {"Europe/Lisbon"},
		"Lodnon":                               {"Europe/London"},
		"EST5EDT4":                             {"EST5EDT"},
		"GMT+5":                                {"Etc/GMT-5"}, // the other way round in POSIX
		"UTC+1":                                {"Etc/GMT-1"},
		"+05:00":                               {"Etc/GMT-5"},
		"-0800":                                {"Etc/GMT+8"},
		"+05:30":                               {"Asia/Kolkata"},
		"GMT+99":                               nil,
		"UTC-3:30":                             nil,
	} {
		at, err := zone.Load(name)
		refusal, is := errors.AsType[*zone.Unknown](err)
		if !is || at != nil {
			t.Errorf("%q: zone %v, error %v", name, at, err)
			continue
		}
		if diff := cmp.Diff(want, refusal.Guesses); diff != "" {
			t.Errorf("%q (-want +got):\n%s", name, diff)
		}
	}
}

func TestUnknownIsSafeToPrint(t *testing.T) {
	t.Parallel()
	_, err := zone.Load("\x1b[31mEurope/Porto\x1b[0m\u202e\n" + strings.Repeat("x", 10_000))
	refusal, is := errors.AsType[*zone.Unknown](err)
	if !is {
		t.Fatal(err)
	}
	if want := "Europe/Porto " + strings.Repeat("x", 50) + "…"; refusal.Name != want {
		t.Errorf("name %q, want %q", refusal.Name, want)
	}
	if got := refusal.Error(); got != `unknown time zone "`+refusal.Name+`"` {
		t.Errorf("error %q", got)
	}
}

func TestHint(t *testing.T) {
	t.Parallel()
	for want, guesses := range map[string][]string{
		"name it as the zone database does: Europe/Lisbon, America/New_York, UTC.": nil,
		"did you mean Etc/GMT+5, which is UTC-5 all year?":                         {"Etc/GMT+5"},
		"did you mean Etc/GMT?":                                       {"Etc/GMT"},
		"did you mean Etc/GMT0?":                                      {"Etc/GMT0"},
		"did you mean Europe/Paris?":                                  {"Europe/Paris"},
		"did you mean Asia/Kolkata or Europe/Dublin?":                 {"Asia/Kolkata", "Europe/Dublin"},
		"did you mean Asia/Kolkata, Europe/Dublin or Asia/Jerusalem?": {"Asia/Kolkata", "Europe/Dublin", "Asia/Jerusalem"},
	} {
		if got := (&zone.Unknown{Guesses: guesses}).Hint(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// FuzzLoad holds for any text that it is a name or is refused with names that load.
func FuzzLoad(f *testing.F) {
	for _, seed := range []string{"Europe/Paris", "paris", "UTC+1", "", "\xff", "Ünknown/Şehir", "+", "a/b/c/", "_ _"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, name string) {
		_, err := zone.Load(name)
		if _, found := slices.BinarySearch(zone.Names(), name); found != (err == nil) {
			t.Fatalf("%q is in the list: %t, error %v", name, found, err)
		}
		refusal, is := errors.AsType[*zone.Unknown](err)
		if err == nil {
			return
		}
		if !is || len(refusal.Guesses) > 3 || strings.ContainsFunc(refusal.Name, unicode.IsControl) {
			t.Fatalf("%q: %#v", name, err)
		}
		for _, guess := range refusal.Guesses {
			if _, err := zone.Load(guess); err != nil {
				t.Fatalf("%q: guess %v", name, err)
			}
		}
	})
}

// TestSpoken holds that the hand-made table is in order, folded, and leads to zones.
func TestSpoken(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("spoken.txt")
	if err != nil {
		t.Fatal(err)
	}
	var keys []string
	for line := range strings.Lines(string(text)) {
		if key, zones, is := strings.Cut(strings.TrimSuffix(line, "\n"), "\t"); is {
			keys = append(keys, key)
			leadsToZones(t, key, strings.Fields(zones))
		} else if !strings.HasPrefix(line, "# ") {
			t.Errorf("%q", line)
		}
	}
	if len(keys) < 300 || !slices.IsSorted(keys) || len(slices.Compact(slices.Clone(keys))) != len(keys) {
		t.Errorf("%d keys, in order: %t", len(keys), slices.IsSorted(keys))
	}
}

func leadsToZones(t *testing.T, key string, names []string) {
	t.Helper()
	if key != strings.ToLower(key) || strings.Contains(key, "_") || len(names) == 0 {
		t.Errorf("%q leads to %q", key, names)
		return
	}
	for _, name := range names {
		if _, err := zone.Load(name); err != nil || zone.Canonical(name) != name {
			t.Errorf("%s: %s is a link or no zone (%v)", key, name, err)
		}
	}
	if got := zone.Search(key, 100); !slices.Contains(got, names[0]) {
		t.Errorf("Search(%q) = %q, without %s", key, got, names)
	}
}

func TestSearch(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		text  string
		limit int
		want  []string
	}{
		{"", 2, []string{"Africa/Abidjan", "Africa/Accra"}},
		{"Europe/Lisbon", 1, []string{"Europe/Lisbon"}},
		{"york", 9, []string{"America/New_York"}},
		{"new", 9, []string{"America/New_York", "America/North_Dakota/New_Salem", "Canada/Newfoundland"}},
		{"eastern", 9, []string{"America/New_York", "Canada/Eastern"}},
		{"cst", 2, []string{"America/Chicago", "Asia/Shanghai"}},
		{"us/e", 9, []string{"US/East-Indiana", "US/Eastern"}},
		{"Calcutta", 9, []string{"Asia/Calcutta"}},
		{"lisbn", 9, []string{"Europe/Lisbon"}},
		{"zzz", 9, nil},
		{"paris", 0, nil},
		{strings.Repeat("paris", 1000), 9, nil},
	} {
		if diff := cmp.Diff(tc.want, zone.Search(tc.text, tc.limit)); diff != "" {
			t.Errorf("%.20q (-want +got):\n%s", tc.text, diff)
		}
	}
	if got := len(zone.Search("", 1000)); got < 400 {
		t.Errorf("%d zones without a text", got)
	}
}

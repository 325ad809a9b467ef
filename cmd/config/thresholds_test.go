package config

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"seamdash/model"
)

func TestThresholds(t *testing.T) {
	t.Parallel()
	file := parsed(t, `
[thresholds]
low_battery = 25
removing = "1h"
[thresholds.just_in_time]
waiting = "40m"
[thresholds.brands.august]
setting = "5m"
late = "auto"
[thresholds.brands]
two_n = { late = "90s" }
[profiles.home.thresholds]
setting = "20s"
`)
	got := resolved(t, file, Given{})
	want := model.Limits{
		LowBattery: 25, All: model.Patience{Removing: time.Hour},
		ByScheduling: map[model.Scheduling]model.Patience{model.JustInTime: {Waiting: 40 * time.Minute}},
		ByBrand:      map[string]model.Patience{"august": {Setting: 5 * time.Minute}, "two_n": {Late: 90 * time.Second}},
	}
	if diff := cmp.Diff(want, got.Limits); diff != "" {
		t.Errorf("limits (-want +got):\n%s", diff)
	}
	if shown := lineOf(t, got, "thresholds"); shown.Value != "low_battery 25, removing 1h0m0s, just_in_time waiting 40m0s, august setting 5m0s, two_n late 1m30s" || shown.Origin != "config.toml:2" {
		t.Errorf("shown as %q from %q", shown.Value, shown.Origin)
	}
	home := resolved(t, file, Given{Flags: map[string]string{"profile": "home"}})
	if diff := cmp.Diff(model.Limits{All: model.Patience{Setting: 20 * time.Second}}, home.Limits); diff != "" {
		t.Errorf("a profile's table does not take the place of the other (-want +got):\n%s", diff)
	}
}

func lineOf(t *testing.T, r *Resolved, key string) Line {
	t.Helper()
	for _, l := range r.Lines() {
		if l.Key == key {
			return l
		}
	}
	t.Fatalf("no line about %s", key)
	return Line{}
}

func TestMistakesInThresholds(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		file, place, what, hint string
	}{
		"a slip of the hand":           {"[thresholds]\n\nlow_batery = 20", ":3", `unknown key "low_batery"`, `did you mean "low_battery"?`},
		"a key from above":             {"[thresholds]\ntheme = 'dark'", ":2", `unknown key "theme"`, "above the first line in brackets"},
		"nothing like it":              {"[thresholds]\nwallpaper = 1", ":2", `unknown key "wallpaper"`, "brands, just_in_time, late, low_battery, native, removing, setting, waiting"},
		"a brand":                      {"\n[thresholds.brands.agust]\nsetting = '5m'", ":2", `unknown brand "agust"`, `did you mean "august"?`},
		"no brand at all":              {"[thresholds.brands.chubb]\nlate = '5m'", ":1", `unknown brand "chubb"`, "igloohome"},
		"a brand as a time":            {"[thresholds.brands]\naugust = '5m'", ":2", `it is text, want a table`, ""},
		"brands as a list":             {"[thresholds]\nbrands = []", ":2", `it is a list, want a table`, ""},
		"a step of a brand":            {"[thresholds.brands.august]\nsettings = '5m'", ":2", `unknown key "settings"`, `"setting"`},
		"a battery of a brand":         {"[thresholds.brands.august]\nlow_battery = 5", ":2", `unknown key "low_battery"`, "late, removing, setting, waiting"},
		"a mode":                       {"[thresholds.nativ]\nlate = '5m'", ":1", `unknown key "nativ"`, `"native"`},
		"a time in a mode":             {"[thresholds.native]\n# c\nlate = 'soon'", ":3", `"late": want a time from 10s to 168h, or auto`, `"5m"`},
		"a time that is too short":     {"[thresholds]\nsetting = '9s'", ":2", `"setting": want a time`, ""},
		"a time that is too long":      {"[thresholds]\nsetting = '169h'", ":2", `"setting": want a time`, ""},
		"a time without a unit":        {"[thresholds]\nsetting = 5", ":2", `"setting" is a number, want text in quotes`, ""},
		"more than all":                {"[thresholds]\nlow_battery = 101", ":2", `"low_battery": want per cent, from 0 to 100`, ""},
		"less than nothing":            {"[thresholds]\nlow_battery = -1", ":2", `want per cent`, ""},
		"per cent in words":            {"[thresholds]\nlow_battery = '20'", ":2", `"low_battery" is text, want a whole number`, ""},
		"in a profile":                 {"[profiles.home.thresholds]\n\nlow_battery = 200", ":3", `want per cent`, ""},
		"in an inline table":           {"thresholds = { brands = { august = { late = '1ms' } } }", ":1", `"late": want a time`, ""},
		"in a table of dotted keys":    {"[thresholds]\nlow_battery = 1\nbrands.august.late = '1ms'", ":3", `"late": want a time`, ""},
		"thresholds as several tables": {"[[thresholds]]\nlow_battery = 1", ":1", `"thresholds" is a list, want a table`, ""},
	} {
		_, mistakes := Parse("config.toml", []byte(tc.file))
		if len(mistakes) != 1 {
			t.Errorf("%s: mistakes %v, want 1", name, mistakes)
			continue
		}
		if m := mistakes[0]; m.Place != "config.toml"+tc.place || !strings.Contains(m.What, tc.what) || !strings.Contains(m.Hint, tc.hint) {
			t.Errorf("%s: %q at %s, hint %q; want %q at %s, %q", name, m.What, m.Place, m.Hint, tc.what, tc.place, tc.hint)
		}
	}
	_, mistakes := Parse("c", []byte("[thresholds]\nlate = 1\nlow_battery = 200\n[thresholds.brands.x]\n[thresholds.native]\nlate = 'x'\n"))
	if len(mistakes) != 4 {
		t.Errorf("%d mistakes of 4 are found: %v", len(mistakes), mistakes)
	}
}

// TestThresholdsRefuseEveryOtherType walks every key of every table of thresholds.
func TestThresholdsRefuseEveryOtherType(t *testing.T) {
	t.Parallel()
	tried := 0
	check := func(table, key string, k kind) {
		for words, literal := range literals() {
			if ofKind(k, words) {
				continue
			}
			tried++
			want := fmt.Sprintf("%q is %s, want %s", key, words, k)
			_, mistakes := Parse("c", []byte("["+table+"]\n"+key+" = "+literal))
			if len(mistakes) != 1 || mistakes[0].Place != "c:2" || mistakes[0].What != want {
				t.Errorf("[%s] %s = %s: %v, want %q", table, key, literal, mistakes, want)
			}
		}
	}
	for _, c := range limitCells() {
		check("thresholds", c.key, c.kind)
	}
	for _, c := range patienceCells() {
		check("thresholds.just_in_time", c.key, c.kind)
		check("thresholds.brands.nuki", c.key, c.kind)
		check("profiles.home.thresholds.native", c.key, c.kind)
	}
	if tried < 100 {
		t.Fatalf("only %d pairs were tried", tried)
	}
}

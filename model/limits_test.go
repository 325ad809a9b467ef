package model

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// TestLimits: what is set for a brand goes before what is set for its way of scheduling, that before what is set for all,
// and that before our guess; each step by itself.
func TestLimits(t *testing.T) {
	t.Parallel()
	limits := &Limits{
		All:          Patience{Setting: time.Minute, Removing: 2 * time.Minute},
		ByScheduling: map[Scheduling]Patience{JustInTime: {Removing: 3 * time.Minute, Late: 4 * time.Minute}},
		ByBrand:      map[string]Patience{"lockly": {Removing: 5 * time.Minute}, "two_n": {Late: 6 * time.Minute}},
	}
	for kind, want := range map[string]Patience{
		"august_lock":      {time.Minute, 2 * time.Minute, 10 * time.Minute, 10 * time.Minute},
		"smartthings_lock": {time.Minute, 3 * time.Minute, 20 * time.Minute, 4 * time.Minute},
		"lockly_lock":      {time.Minute, 5 * time.Minute, 15 * time.Minute, 4 * time.Minute},
		"two_n_intercom":   {time.Minute, 2 * time.Minute, 5 * time.Minute, 6 * time.Minute},
	} {
		if got := (&Device{Type: kind, Limits: limits}).Habit().Patience; got != want {
			t.Errorf("%s: %v, want %v", kind, got, want)
		}
	}
}

// TestLimitsDecideWhatIsStuck: each step has a limit of its own, to the second, and the sentence of the lock follows.
func TestLimitsDecideWhatIsStuck(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 20, 14, 0, 0, 0, time.UTC)
	since := func(code MutationCode) []PendingMutation { return []PendingMutation{{Code: code, CreatedAt: now}} }
	for name, tc := range map[string]struct {
		code AccessCode
		at   Patience
	}{
		"setting":  {AccessCode{Status: StatusSetting, Pending: since(MutationCreating)}, Patience{Setting: 3 * time.Hour}},
		"removing": {AccessCode{Status: StatusRemoving, Pending: since(MutationDeleting)}, Patience{Removing: 3 * time.Hour}},
		"still on": {AccessCode{Status: StatusSet, Window: Window{From: now.Add(-time.Hour), Until: now}}, Patience{Removing: 3 * time.Hour}},
		"waiting":  {AccessCode{Status: StatusUnset, Pending: since(MutationCreating)}, Patience{Waiting: 3 * time.Hour}},
		"in time":  {AccessCode{Status: StatusUnset, CreatedAt: now, Window: Window{From: now.Add(30 * time.Minute)}}, Patience{Waiting: 3 * time.Hour, Late: 3 * time.Hour}},
		"late":     {AccessCode{Status: StatusUnset, Window: Window{From: now}}, Patience{Late: 3 * time.Hour}},
	} {
		tc.code.Name = "Guest Novak"
		d := Device{Type: "smartthings_lock", Limits: &Limits{ByBrand: map[string]Patience{"smartthings": tc.at}}}
		short, long := now.Add(2*time.Hour), now.Add(4*time.Hour)
		ours := Device{Type: d.Type}
		if !tc.code.Stuck(ours.Habit(), short) {
			t.Errorf("%s: without a limit it is not stuck after two hours, so this shows nothing", name)
		}
		if tc.code.Stuck(d.Habit(), short) || !tc.code.Stuck(d.Habit(), long) {
			t.Errorf("%s: after 2 h stuck %v, after 4 h %v; the limit is 3 h", name, tc.code.Stuck(d.Habit(), short), tc.code.Stuck(d.Habit(), long))
		}
		says := func(at time.Time) bool {
			return strings.Contains(NewLock(d, []AccessCode{tc.code}, true, nil).Sentence(at, time.UTC), "1 needs a look: Guest Novak")
		}
		if says(short) || !says(long) {
			t.Errorf("%s: the sentence of the lock does not follow", name)
		}
	}
}

func TestLowPower(t *testing.T) {
	t.Parallel()
	at := func(level float64, status string) Battery { return Battery{Known: true, Level: level, Status: status} }
	for name, tc := range map[string]struct {
		limit   int
		battery Battery
		want    bool
	}{
		"under the limit":               {30, at(0.29, ""), true},
		"at the limit":                  {30, at(0.30, ""), false},
		"the maker calls it good":       {30, at(0.29, "good"), true},
		"the maker calls it low":        {30, at(0.80, "low"), true},
		"under a fifth, over the limit": {10, at(0.15, ""), false},
		"no limit, under a fifth":       {0, at(0.15, ""), true},
		"no limit, called good":         {0, at(0.15, "good"), false},
		"unknown":                       {90, Battery{}, false},
		"mains":                         {90, Battery{Known: true, Wired: true}, false},
	} {
		d := Device{Battery: tc.battery, Limits: &Limits{LowBattery: tc.limit}}
		if got := d.LowPower(d.Battery); got != tc.want {
			t.Errorf("%s: low %v, want %v", name, got, tc.want)
		}
	}
}

func TestBrands(t *testing.T) {
	t.Parallel()
	brands := Brands()
	if !slices.IsSorted(brands) || len(brands) < 30 || len(slices.Compact(slices.Clone(brands))) != len(brands) {
		t.Errorf("brands %v", brands)
	}
	for _, brand := range brands {
		if got := (&Device{Type: brand + "_lock"}).Brand(); got != brand && brand != "two_n" {
			t.Errorf("no lock has the brand %q: %q", brand, got)
		}
	}
}

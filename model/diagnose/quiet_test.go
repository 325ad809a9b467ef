package diagnose

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"seamdash/model"
)

// trouble is one of its kind on a lock, since so many hours.
func trouble(lock string, cause Cause, severity Severity, blocks bool, since time.Time) Trouble {
	root := Root{Origin: model.OriginDevice, ID: lock, Name: lock}
	return Trouble{Finding: Finding{Cause: cause, Severity: severity, Blocks: blocks, Root: root}, Since: since}
}

func TestQuiet(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 20, 22, 0, 0, 0, time.UTC)
	at := func(hours int) time.Time { return now.Add(time.Duration(hours) * time.Hour) }
	for name, c := range map[string]struct {
		quiet Quiet
		since time.Time
		want  bool
	}{
		"acknowledged, and lasts":              {Quiet{At: at(-1)}, at(-5), true},
		"acknowledged at once":                 {Quiet{At: at(-5)}, at(-5), true},
		"acknowledged, nobody says since":      {Quiet{At: at(-1)}, time.Time{}, true},
		"acknowledged, gone and come again":    {Quiet{At: at(-1)}, now.Add(-time.Minute), false},
		"snoozed":                              {Quiet{At: at(-1), Until: at(1)}, at(-5), true},
		"snoozed, gone and come again":         {Quiet{At: at(-1), Until: at(1)}, now.Add(-time.Minute), true},
		"snoozed until this moment":            {Quiet{At: at(-1), Until: now}, at(-5), false},
		"snoozed, and the snooze is long over": {Quiet{At: at(-9), Until: at(-8)}, at(-10), false},
	} {
		one := trouble("l", CauseOffline, Serious, true, c.since)
		if got := c.quiet.Covers(&one, now); got != c.want {
			t.Errorf("%s: quiet %v, want %v", name, got, c.want)
		}
		if over := c.quiet.Over(now); over == c.want && !c.quiet.Until.IsZero() {
			t.Errorf("%s: over %v and quiet %v", name, over, c.want)
		}
	}
}

func TestCount(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 20, 22, 0, 0, 0, time.UTC)
	s := &Survey{Troubles: []Trouble{
		trouble("a", CauseOffline, Serious, true, now),
		trouble("b", CauseLingers, Serious, false, now),
		trouble("c", CauseSamePIN, Warning, true, now),
		trouble("d", CauseLowBattery, Warning, false, now),
	}}
	if diff := cmp.Diff(Count{Grave: 3, Warnings: 1, Blocks: true}, s.Count(nil, now)); diff != "" {
		t.Error(diff)
	}
	quiet := map[string]Quiet{}
	for _, i := range []int{0, 2} {
		key := s.Troubles[i].Finding.Key()
		quiet[key] = Quiet{Key: key, At: now}
	}
	if diff := cmp.Diff(Count{Grave: 1, Warnings: 1, Quiet: 2}, s.Count(quiet, now)); diff != "" {
		t.Error(diff)
	}
}

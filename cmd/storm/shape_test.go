package storm

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"seamdash/model"
	"seamdash/model/civil"
	"seamdash/model/recur"
	"seamdash/model/rrule"
	"seamdash/model/zone"
)

// A shape is the kind of rule that the storm knows how to read on its own: the same hours on some days of the week, a few days
// without, perhaps a pause.
type shape struct {
	tag, name   string
	locks       []model.DeviceID
	days        [7]bool // by time.Weekday
	from, until int     // minutes since the midnight that the day begins with
	wide        [2]time.Duration
	zone        string // "" is the lock's
	start       string // a date
	skip        []string
	pausedFrom  string // "" for no pause, which has no end
	last        string // the last day that may have a window, "" for no end
	pin         recur.PINPolicy
	template    string
}

// A slot is a window as the storm reads it.
type slot struct{ open, shut time.Time }

func (s slot) String() string {
	return s.open.Format("01-02 15:04") + " to " + s.shut.Format("01-02 15:04Z")
}

func (s slot) length() time.Duration { return s.shut.Sub(s.open) }

// newShape draws a rule for some locks.
func newShape(rng *rand.Rand, n int, begin time.Time, locks []model.DeviceID, pins *purse) *shape {
	s := &shape{
		tag: fmt.Sprintf("%c%d", 'A'+n, rng.IntN(10)), locks: locks,
		start: begin.AddDate(0, 0, -1-rng.IntN(20)).Format(time.DateOnly),
	}
	s.name = s.tag + pick(rng, []string{"", " cleaners", " gardener and her three sons", " Gäste"})
	s.template = pick(rng, []string{"", "", "{rule} {date}", "{rule} {day}"})
	s.hours(rng)
	s.onDays(rng)
	if chance(rng, 0.3) {
		s.zone = pick(rng, zones())
	}
	if chance(rng, 0.2) {
		s.wide = [2]time.Duration{between(rng, 0, 30*time.Minute).Truncate(time.Minute), between(rng, 0, time.Hour).Truncate(time.Minute)}
	}
	if chance(rng, 0.2) {
		s.skip = []string{begin.AddDate(0, 0, 3+rng.IntN(10)).Format(time.DateOnly)}
	}
	s.pin = pins.policy(rng)
	return s
}

// hours draws when the windows open and close: in the small hours too, where clocks change, and over midnight.
func (s *shape) hours(rng *rand.Rand) {
	s.from = pick(rng, []int{0, 60, 90, 120, 150, 8 * 60, 9*60 + 30, 13 * 60, 22 * 60, 23*60 + 45})
	s.until = s.from + pick(rng, []int{120, 180, 240, 8 * 60, 15 * 60})
}

// onDays draws one to three days of the week, seldom all.
func (s *shape) onDays(rng *rand.Rand) {
	s.days = [7]bool{}
	n := 1 + rng.IntN(3)
	if chance(rng, 0.1) {
		n = 7
	}
	for _, d := range rng.Perm(7)[:n] {
		s.days[d] = true
	}
}

// A purse hands out PINs that every maker takes, and never two that begin with the same four digits.
type purse struct{ used map[string]bool }

// policy draws where the PINs of a rule come from.
func (p *purse) policy(rng *rand.Rand) recur.PINPolicy {
	switch rng.IntN(4) {
	case 0:
		return recur.PINPolicy{Kind: recur.Fixed, PINs: []model.PIN{p.draw(rng)}}
	case 1:
		return recur.PINPolicy{Kind: recur.Fresh}
	case 2:
		return recur.PINPolicy{Kind: recur.Listed, PINs: []model.PIN{p.draw(rng), p.draw(rng), p.draw(rng)}}
	default:
		return recur.PINPolicy{Kind: recur.ChosenBySeam}
	}
}

// draw is six digits without zeros, sequences and repetitions.
func (p *purse) draw(rng *rand.Rand) model.PIN {
	for {
		digits := make([]byte, 0, 6)
		for len(digits) < 6 {
			d := "1234567"[rng.IntN(7)]
			n := len(digits)
			if bytes.IndexByte(digits, d) >= 0 || n > 0 && (d == digits[n-1]+1 || d == digits[n-1]-1) {
				if n == 5 {
					break
				}
				continue
			}
			digits = append(digits, d)
		}
		if head := string(digits[:4]); len(digits) == 6 && !p.used[head] {
			p.used[head] = true
			return model.NewPIN(string(digits))
		}
	}
}

func mustDate(text string) civil.Date {
	d, err := civil.ParseDate(text)
	if err != nil {
		panic(err) // the storm writes its dates itself
	}
	return d
}

// rule is the shape as the program knows it.
func (s *shape) rule() recur.Rule {
	var days []rrule.Day
	for i := range s.days {
		if d := (i + 1) % 7; s.days[d] { // Monday first
			days = append(days, rrule.Day{Weekday: time.Weekday(d)})
		}
	}
	r := recur.Rule{
		Name: s.name, Locks: slices.Clone(s.locks), Zone: s.zone, Start: mustDate(s.start), PIN: s.pin,
		Spans:  []recur.Span{{Days: recur.OnWeekdays(days, 1), Hours: recur.Hours{From: civil.Clock(s.from) * civil.Minute, Until: civil.Clock(s.until) * civil.Minute}}},
		Before: s.wide[0], After: s.wide[1], Naming: recur.Naming{Template: s.template},
	}
	for _, d := range s.skip {
		r.Skip = append(r.Skip, recur.Skip{Date: mustDate(d)})
	}
	if s.last != "" {
		r.End = recur.End{Kind: recur.OnDate, On: mustDate(s.last)}
	}
	if s.pausedFrom != "" {
		r.Pause = recur.Pause{Paused: true, From: mustDate(s.pausedFrom), Open: true}
	}
	return r
}

// idle says that the rule wants nothing at present.
func (s *shape) idle() bool { return len(s.locks) == 0 || s.pausedFrom != "" }

func (s *shape) clone() *shape {
	c := *s
	c.locks, c.skip = slices.Clone(s.locks), slices.Clone(s.skip)
	return &c
}

// due are the windows that close after a and open before b, by a slow reading: day for day, and the clock of the zone minute for
// minute.
func (s *shape) due(in string, a, b time.Time) []slot {
	if s.zone != "" {
		in = s.zone
	}
	at, err := zone.Load(in)
	if err != nil {
		return nil
	}
	var out []slot
	for day := a.AddDate(0, 0, -3).Truncate(24 * time.Hour); day.Before(b.AddDate(0, 0, 2)); day = day.AddDate(0, 0, 1) {
		date := day.Format(time.DateOnly)
		switch {
		case !s.days[day.Weekday()], date < s.start, s.last != "" && date > s.last, slices.Contains(s.skip, date), s.pausedFrom != "" && date >= s.pausedFrom:
			continue
		}
		w := slot{
			open: instant(day.Add(time.Duration(s.from)*time.Minute), at).Add(-s.wide[0]),
			shut: instant(day.Add(time.Duration(s.until)*time.Minute), at).Add(s.wide[1]),
		}
		if w.shut.After(a) && w.open.Before(b) {
			out = append(out, w)
		}
	}
	return out
}

// instant is the first minute at which a wall clock in a zone shows a time, or for a time that it skips the minute at which it
// would have shown it but for the skip. The wall time is given as if it were UTC.
func instant(wall time.Time, at *time.Location) time.Time {
	shown := func(t time.Time) time.Time {
		_, offset := t.In(at).Zone()
		return t.Add(time.Duration(offset) * time.Second)
	}
	guess := wall.Add(-shown(wall).Sub(wall))
	var before time.Duration // by how much the wall is ahead of UTC at the minute before
	for t := guess.Add(-4 * time.Hour); ; t = t.Add(time.Minute) {
		switch now := shown(t); {
		case now.Equal(wall):
			return t
		case now.After(wall):
			return wall.Add(-before)
		default:
			before = now.Sub(t)
		}
	}
}

// TestOwnReadingOfClocks holds the storm's reading against hours that everybody can look up.
func TestOwnReadingOfClocks(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ in, wall, want string }{
		{"Europe/Berlin", "2026-01-05T09:00:00Z", "2026-01-05T08:00:00Z"},
		{"Europe/Berlin", "2026-03-29T02:30:00Z", "2026-03-29T01:30:00Z"}, // skipped: 03:30 of summer time
		{"Europe/Berlin", "2026-10-25T02:30:00Z", "2026-10-25T00:30:00Z"}, // comes twice: the first
		{"America/St_Johns", "2026-07-01T00:00:00Z", "2026-07-01T02:30:00Z"},
		{"Asia/Kolkata", "2026-07-01T00:00:00Z", "2026-06-30T18:30:00Z"},
		{"Australia/Lord_Howe", "2026-10-04T02:15:00Z", "2026-10-03T15:45:00Z"}, // half an hour is skipped
	} {
		at, err := zone.Load(tc.in)
		if err != nil {
			t.Fatal(err)
		}
		wall, err := time.Parse(time.RFC3339, tc.wall)
		if err != nil {
			t.Fatal(err)
		}
		if got := instant(wall, at).UTC().Format(time.RFC3339); got != tc.want {
			t.Errorf("%s in %s is %s, want %s", tc.wall, tc.in, got, tc.want)
		}
	}
}

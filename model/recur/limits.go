package recur

import (
	"errors"
	"time"

	"seamdash/model/civil"
	"seamdash/model/rrule"
)

// Limits of a rule, so that every question about it ends soon.
const (
	// MaxSpans is how many spans a rule has at most.
	MaxSpans = 64
	// MaxCount is the largest count that a rule ends after.
	MaxCount = 10_000
	// MaxDates is how many skips and extra openings there are at most, together.
	MaxDates = 1000
	// MaxSets is how many sets of holidays a rule names at most.
	MaxSets = 32
	// MaxLocks is how many locks a rule has at most.
	MaxLocks = 1000
	// MaxPINs is how many PINs a list has at most.
	MaxPINs = 100
	// MaxWindow is how long one window may be.
	MaxWindow = 31 * civil.Day
	// MaxBuffer is how much a window may be widened at each end.
	MaxBuffer = 24 * time.Hour
	// minPIN and maxPIN are how many digits Seam takes for a code.
	minPIN, maxPIN = 4, 12
	// maxText is how many runes a name or a template has at most.
	maxText = 100
	// maxInterval is the largest INTERVAL.
	maxInterval = 1000
)

// FirstDay and LastDay are the days between which a rule lives: 1 January 1970 and 31 December 2200.
const (
	FirstDay civil.Date = 0
	LastDay  civil.Date = 84370
)

// Limits of a question.
const (
	maxWindows  = 1000
	maxBetween  = 2 * 366 * 24 * time.Hour
	horizonDays = 30*365 + 8
)

// limits adds what would make evaluating the rule unbounded or meaningless.
func (r *Rule) limits(l *ledger) {
	if r.Start < FirstDay || r.Start > LastDay {
		l.add(FieldStart, "bad-date", "", "the start is not between 1970 and 2200")
	}
	found := len(*l)
	if len(r.Spans) > MaxSpans {
		l.add(FieldSpans, "too-many", "make two rules of it", "%d windows are too many, %d are possible", len(r.Spans), MaxSpans)
	}
	for i := 0; i < len(r.Spans) && len(*l) == found; i++ { // the first that is wrong is enough
		r.Spans[i].limits(l)
	}
	r.End.limits(l)
	r.listLimits(l)
	for _, b := range []time.Duration{r.Before, r.After} {
		if b < 0 || b > MaxBuffer || b%time.Minute != 0 {
			l.add(FieldBuffers, "bad-buffer", "", "a buffer is whole minutes from 0 to 24 hours")
			break
		}
	}
}

// listLimits adds which lists are too long.
func (r *Rule) listLimits(l *ledger) {
	if n := len(r.Skip) + len(r.Extra); n > MaxDates {
		l.add(FieldSkip, "too-many", "put them into a set of holidays", "%d skipped and extra dates are too many, %d are possible", n, MaxDates)
	}
	for _, e := range r.Extra {
		e.Hours.limits(l, FieldExtra)
	}
	if len(r.Holidays) > MaxSets {
		l.add(FieldHolidays, "too-many", "", "%d sets of holidays are too many, %d are possible", len(r.Holidays), MaxSets)
	}
	if r.PIN.Kind > Listed {
		l.add(FieldPIN, "bad-policy", "", "where the PINs come from is of no known kind")
	}
	if n := len(r.PIN.PINs); n > MaxPINs {
		l.add(FieldPIN, "too-many", "", "%d PINs are too many, %d are possible", n, MaxPINs)
	}
	if n := len(r.Locks); n > MaxLocks {
		l.add(FieldLocks, "too-many", "", "%d locks are too many, %d are possible", n, MaxLocks)
	}
}

func (e End) limits(l *ledger) {
	switch e.Kind {
	case Never:
	case OnDate:
		if e.On < FirstDay || e.On > LastDay {
			l.add(FieldEnd, "bad-date", "", "the end is not between 1970 and 2200")
		}
	case AfterCount:
		if e.Count < 1 || e.Count > MaxCount {
			l.add(FieldEnd, "bad-count", "", "a rule ends after 1 to %d windows", MaxCount)
		}
	default:
		l.add(FieldEnd, "bad-end", "", "the end is of no known kind")
	}
}

func (s *Span) limits(l *ledger) {
	s.Hours.limits(l, FieldSpans)
	d := &s.Days
	switch _, err := rrule.Parse(d.String()); {
	case d.Freq < rrule.Daily || d.Freq > rrule.Yearly:
		l.add(FieldSpans, "bad-freq", "", "a pattern of days repeats daily, weekly, monthly or yearly")
	case d.Interval < 0 || d.Interval > maxInterval:
		l.add(FieldSpans, "bad-interval", "", "a pattern repeats every 1 to %d days, weeks, months or years", maxInterval)
	case err != nil:
		code := "bad-days"
		if bad := (*rrule.Error)(nil); errors.As(err, &bad) {
			code = bad.Code
		}
		l.add(FieldSpans, code, "", "%v", err)
	}
	if d.Count != 0 || !d.Until.IsZero() || len(d.ByHour)+len(d.ByMinute)+len(d.BySecond) > 0 {
		l.add(FieldSpans, "not-days", "", "a pattern of days has neither an end nor times of its own")
	}
}

func (h Hours) limits(l *ledger, f Field) {
	switch {
	case h.From < 0 || h.From >= civil.Day:
		l.add(f, "bad-hours", "", "a window opens within its day")
	case h.Until <= h.From:
		l.add(f, "bad-hours", "an end of the next day is written like 22:00-06:00", "a window closes after it opens, not %v to %v", h.From, h.Until)
	case h.Until-h.From > MaxWindow:
		l.add(f, "too-long-window", "", "a window lasts 31 days at most")
	}
}

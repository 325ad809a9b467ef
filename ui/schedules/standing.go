package schedules

import (
	"time"

	"seamdash/model"
	"seamdash/model/civil"
	"seamdash/model/recur"
	"seamdash/model/rulebook"
	"seamdash/ui/coderow"
	"seamdash/ui/theme"
)

// A phase is how a rule stands.
type phase uint8

const (
	open    phase = iota // a window is open now
	waiting              // the next window is to come
	paused
	over    // no window comes any more
	puzzled // its windows cannot be worked out
)

// A standing is how a rule stands at a moment, and good until due.
type standing struct {
	phase phase
	// next is the window that is open, or that opens next; zero where there is none. zone is where its times are told.
	next model.Window
	// day is the one that the next window belongs to, by the clock of zone.
	day  civil.Date
	zone *time.Location
	// place is what to call the zone.
	place string
	// why says what keeps the windows from being worked out, or "".
	why string
	due time.Time
}

// renewed is how long a standing holds at most: a pause may end, a day may change.
const renewed = time.Hour

func (a *almanac) standing(e *rulebook.Entry) standing {
	s := standing{phase: over, zone: time.UTC, due: a.now.Add(renewed)}
	clocks, lost, bare := a.clocks(&e.Rule)
	if s.why = missing(&e.Rule, clocks, lost, bare); len(clocks) == 0 {
		s.phase = puzzled
		return s
	}
	s.zone, s.place = clocks[0].zone, model.ZoneLabel(clocks[0].name)
	for i := range clocks {
		schedule, err := a.schedule(&e.Rule, clocks[i].zone)
		if err != nil {
			s.phase, s.why = puzzled, err.Error()
			return s
		}
		w, ok := schedule.Next(a.now)
		if !ok || !s.next.From.IsZero() && !w.From.Before(s.next.From) {
			continue
		}
		s.next, s.day = model.Window{From: w.From, Until: w.Until}, w.Day
		s.zone, s.place = clocks[i].zone, model.ZoneLabel(clocks[i].name)
	}
	s.judge(&e.Rule.Pause, a.now)
	return s
}

// missing says which locks of a rule have no windows, and why; "" where all have.
func missing(r *recur.Rule, clocks []clock, lost []model.DeviceID, bare []*model.Lock) string {
	switch {
	case len(r.Locks) == 0:
		return "it is on no lock"
	case len(bare) > 0:
		return "nobody knows the time zone of " + lockName(&bare[0].Device) + andMore(len(bare)-1) + ": give the rule a time zone"
	case len(lost) == len(r.Locks) && len(clocks) == 0:
		return "none of its locks has been read yet, or they left the workspace"
	case len(lost) > 0:
		return counted(len(lost), "lock") + " of it left the workspace or has not been read yet"
	default:
		return ""
	}
}

// judge decides the phase by the next window and the pause.
func (s *standing) judge(p *recur.Pause, now time.Time) {
	today := civil.DateOf(now.In(s.zone))
	some := !s.next.From.IsZero()
	switch {
	case some && s.next.Started(now):
		s.phase = open
		s.until(s.next.Until, now)
	case p.Paused && today >= p.From && (p.Open || today < p.Until):
		s.phase = paused
	case some:
		s.phase = waiting
		s.until(s.next.From, now)
	}
}

// until says that the standing is not good any more from an instant on. One that is past, because a lock gets more than people
// are told, is looked at again soon.
func (s *standing) until(t, now time.Time) {
	if !t.After(now) {
		t = now.Add(time.Minute)
	}
	if t.Before(s.due) {
		s.due = t
	}
}

// word is the phase in the list.
func (p phase) word() string {
	return [...]string{"open now", "waits", "paused", "over", "cannot run"}[p]
}

// mark is the phase as a row shows it.
func (s *standing) mark() coderow.Mark {
	m := [...]coderow.Mark{
		open:    {Role: theme.Works, Glyph: theme.Set},
		waiting: {Role: theme.Recurring, Glyph: theme.Recurs},
		paused:  {Role: theme.Info, Glyph: theme.Waiting},
		over:    {Role: theme.Muted, Glyph: theme.Waiting},
		puzzled: {Role: theme.Hurts, Glyph: theme.Failed},
	}[s.phase]
	m.Word = s.phase.word()
	if s.phase != puzzled && s.why != "" {
		m.Role, m.Glyph = theme.Moving, theme.Warning
	}
	return m
}

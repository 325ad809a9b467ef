package recur

import (
	"iter"
	"slices"
	"time"

	"seamdash/model/civil"
)

// A merger turns the windows on the wall into those of the lock: it finds their instants, widens them, and makes one of those that
// touch or overlap. Windows come in the order of the wall, which clocks that skip an hour can change a little, so one is final only
// when nothing that is still to come can reach it.
type merger struct {
	s    *Schedule
	dial dial
	// now is the last turn that came, with its opening; the next one may go on where it ends.
	now    turn
	from   time.Time
	change civil.Turn
	year   civil.Date // the last day of its year
	has    bool
	// open are the windows that are not final yet, by opening.
	open []Window
	see  witness
	// enough says that the witness needs no more than what is open.
	enough bool
}

// A witness is told of windows that do not take place.
type witness interface {
	// again says that what was told is told anew, from further back.
	again()
	// miss tells of one, the note why where the clocks are to blame. It reports whether the witness wants to hear more.
	miss(t turn, n Note) bool
}

// windows gives what takes place of the windows of the days from from to last, by opening. It ends as soon as nothing is left open
// after the day quiet. The witness may be nil.
func (s *Schedule) windows(from, quiet, last civil.Date, see witness) iter.Seq[Window] {
	return func(yield func(Window) bool) {
		m := merger{s: s, see: see, year: FirstDay - 1, dial: dial{zone: s.zone}}
		in := s.turns(from, last)
		for t, ok := in.next(); ok; t, ok = in.next() {
			if (t.day > quiet || m.enough) && !m.has && len(m.open) == 0 {
				return
			}
			if !m.take(t, yield) {
				return
			}
		}
		m.finish()
		for _, w := range m.open {
			if !yield(w) {
				return
			}
		}
	}
}

// take adds a turn and gives out what is final by it; false says that the one who asks has enough.
func (m *merger) take(t turn, yield func(Window) bool) bool {
	switch {
	case t.lost != kept:
		m.miss(t, Note{})
		return m.release(t.day, yield)
	case m.has && m.goesOn(&t):
		if until := t.end(); until > m.now.end() {
			m.now.hours.Until = civil.Clock(until - m.now.day.At(0))
		}
		m.now.parts += t.parts
		return true
	}
	m.finish()
	m.now, m.has = t, true
	if t.day > m.year {
		m.year, _ = civil.MakeDate(t.day.Year(), time.December, 31)
	}
	m.from, m.change = m.dial.resolve(t.begin())
	// Nothing that comes later on the wall opens earlier than this: what the clocks skip is moved behind the gap, which is a day at
	// most (Samoa, 30 December 2011), and may be overtaken.
	floor := m.from.Add(-m.s.before)
	if m.change == civil.Skipped {
		floor = floor.Add(-24 * time.Hour)
	}
	done := 0
	for done < len(m.open) && m.open[done].Close.Before(floor) {
		done++
	}
	return m.give(done, yield)
}

// goesOn says that a turn begins before the one at hand ends, or when it ends, so that both can be told as one. Near a change of the
// clocks each is resolved on its own, because one of them may be empty there.
func (m *merger) goesOn(t *turn) bool {
	if t.begin() > m.now.end() || t.day > m.year {
		return false
	}
	return m.dial.calm(t.begin()) && m.dial.calm(m.now.end())
}

// release gives out what closes days before the given one.
func (m *merger) release(day civil.Date, yield func(Window) bool) bool {
	const apart = 3 // more than buffers and changes of the clocks make up
	if m.has && m.now.end().Date()+apart < day {
		m.finish()
	}
	done := 0
	for !m.has && done < len(m.open) && civil.DateOf(m.open[done].Close)+apart < day {
		done++
	}
	return m.give(done, yield)
}

func (m *merger) give(n int, yield func(Window) bool) bool {
	for _, w := range m.open[:n] {
		if !yield(w) {
			return false
		}
	}
	m.open = m.open[n:]
	return true
}

func (m *merger) miss(t turn, n Note) {
	if m.see != nil {
		m.enough = !m.see.miss(t, n)
	}
}

// finish makes a window of the turn at hand.
func (m *merger) finish() {
	if !m.has {
		return
	}
	m.has = false
	until, change := m.dial.resolve(m.now.end())
	if !until.After(m.from) {
		m.miss(m.now, Note{Kind: Empty, At: m.now.begin()})
		return
	}
	m.add(Window{
		Open: m.from.Add(-m.s.before), Close: until.Add(m.s.after), From: m.from, Until: until,
		Day: m.now.day, Number: m.now.number, Parts: m.now.parts, Notes: m.now.notes(m.from, until, m.change, change),
	})
}

// add puts a window where it belongs and joins those that it reaches.
func (m *merger) add(w Window) {
	at := len(m.open)
	for at > 0 && w.Open.Before(m.open[at-1].Open) {
		at--
	}
	m.open = slices.Insert(m.open, at, w)
	if len(m.open) == 1 {
		return
	}
	out := m.open[:1]
	for _, next := range m.open[1:] {
		last := &out[len(out)-1]
		switch {
		case next.Open.After(last.Close):
			out = append(out, next)
		case next.Close.After(last.Close) && last.tooOld(next.Day):
			next.Open = last.Close
			out = append(out, next)
		default:
			last.join(&next)
		}
	}
	m.open = out
}

// tooOld says that a window does not go on into a year: one that never closes is cut at the turn of each, so that it can be known
// where one begins without walking back to the beginning of the rule. Those that have been open for less than the December
// before are not cut.
func (w *Window) tooOld(day civil.Date) bool {
	year, _, _ := day.Split()
	december, _ := civil.MakeDate(year-1, time.December, 1)
	return w.Day < december
}

func (w *Window) join(next *Window) {
	w.Parts += next.Parts
	w.Notes = append(w.Notes[:len(w.Notes):len(w.Notes)], next.Notes...)
	if next.Close.After(w.Close) {
		w.Close = next.Close
	}
	if next.Until.After(w.Until) {
		w.Until = next.Until
	}
	if next.From.Before(w.From) {
		w.From = next.From
	}
	if w.Number == 0 {
		w.Number = next.Number
	}
}

// notes are what the clocks do to a window.
func (t *turn) notes(from, until time.Time, opening, closing civil.Turn) []Note {
	if opening == civil.Once && closing == civil.Once && until.Unix()-from.Unix() == int64(t.end()-t.begin()) {
		return nil
	}
	var out []Note
	switch opening {
	case civil.Once:
	case civil.Skipped:
		out = append(out, Note{Kind: OpensSkipped, At: t.begin(), Shift: shift(t.begin(), from)})
	case civil.Repeated:
		out = append(out, Note{Kind: OpensTwice, At: t.begin()})
	}
	switch closing {
	case civil.Once:
	case civil.Skipped:
		out = append(out, Note{Kind: ClosesSkipped, At: t.end(), Shift: shift(t.end(), until)})
	case civil.Repeated:
		out = append(out, Note{Kind: ClosesTwice, At: t.end()})
	}
	more := until.Sub(from) - time.Duration(t.end()-t.begin())*time.Second
	switch {
	case more > 0:
		out = append(out, Note{Kind: Longer, At: t.begin(), Shift: more})
	case more < 0:
		out = append(out, Note{Kind: Shorter, At: t.begin(), Shift: -more})
	}
	return out
}

// shift is how much later than asked for the wall shows a time that does not exist.
func shift(asked civil.Wall, got time.Time) time.Duration {
	return time.Duration(civil.WallOf(got)-asked) * time.Second
}

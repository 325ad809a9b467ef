package recur

import (
	"cmp"
	"slices"

	"seamdash/model/civil"
)

// A loss is why a window does not take place.
type loss uint8

const (
	kept loss = iota
	skipped
	holiday
	paused
)

// A turn is one window of the rule on the clock of the wall, whether it takes place or not.
type turn struct {
	day   civil.Date
	hours Hours
	// number counts from 1; 0 is none or unknown.
	number int
	// parts are the windows in it: those that follow each other without a pause are one turn.
	parts int
	extra bool
	lost  loss
}

func (t *turn) begin() civil.Wall { return t.day.At(t.hours.From) }

func (t *turn) end() civil.Wall { return t.day.At(t.hours.Until) }

// turns gives the windows of a rule in the order in which they begin: those of the spans up to the rule's end, and the extra
// openings.
type turns struct {
	s    *Schedule
	walk walk
	last civil.Date // the day to stop after
	more []Opening  // the extra openings to come
	// number is how many windows there were so far; -1 is unknown.
	number int
	today  []turn // to be given
	room   []turn
}

// turns begins with a day and stops after another.
func (s *Schedule) turns(from, last civil.Date) turns {
	i, _ := slices.BinarySearchFunc(s.extra, from, func(e Opening, d civil.Date) int { return int(e.Date - d) })
	t := turns{s: s, last: last, more: s.extra[i:], number: -1}
	if from <= s.end.day {
		t.walk = s.walk(from)
		if n, ok := s.countBefore(max(from, s.start)); ok {
			t.number = n
		}
	}
	return t
}

// next is the next window.
func (t *turns) next() (turn, bool) {
	for len(t.today) == 0 {
		if !t.fill() {
			return turn{}, false
		}
	}
	out := t.today[0]
	t.today = t.today[1:]
	return out, true
}

// fill takes the next day that has windows.
func (t *turns) fill() bool {
	day, ok := t.walk.peek()
	ok = ok && day <= t.s.end.day
	spans := ok
	if len(t.more) > 0 && (!ok || t.more[0].Date <= day) {
		spans = ok && t.more[0].Date == day
		day, ok = t.more[0].Date, true
	}
	if !ok || day > t.last {
		return false
	}
	t.today = t.room[:0]
	lost := t.s.lost(day)
	if spans {
		t.addSpans(day, lost)
	}
	if len(t.more) > 0 && t.more[0].Date == day {
		t.addExtra(day, lost)
	}
	t.room = t.today
	return true
}

// lost says whether all windows of a day are lost, those of the spans at least.
func (s *Schedule) lost(day civil.Date) loss {
	if s.pause.Covers(day) {
		return paused
	}
	if _, is := slices.BinarySearch(s.offDays, day); is {
		return skipped
	}
	for _, set := range s.holidays {
		if _, is := set.Holiday(day); is {
			return holiday
		}
	}
	return kept
}

// Covers says that a day has no windows because of the pause.
func (p Pause) Covers(day civil.Date) bool {
	return p.Paused && day >= p.From && (p.Open || day < p.Until)
}

// addSpans adds the windows of the spans on the day that the walk is at.
func (t *turns) addSpans(day civil.Date, lost loss) {
	hours := t.walk.take(day)
	if day == t.s.end.day && len(hours) > t.s.end.most {
		hours = hours[:t.s.end.most]
	}
	for _, h := range hours {
		one := turn{day: day, hours: h, parts: 1, lost: lost}
		if t.number >= 0 {
			t.number++
			one.number = t.number
		}
		if one.number > MaxCount {
			t.number, one.number = -1, 0
		}
		if lost == kept && len(t.s.offOnes) > 0 {
			if _, is := slices.BinarySearch(t.s.offOnes, one.begin()); is {
				one.lost = skipped
			}
		}
		t.today = append(t.today, one)
	}
}

// addExtra adds the extra openings of a day, which holidays do not take away.
func (t *turns) addExtra(day civil.Date, lost loss) {
	if lost == holiday {
		lost = kept
	}
	for len(t.more) > 0 && t.more[0].Date == day {
		t.today = append(t.today, turn{day: day, hours: t.more[0].Hours, parts: 1, extra: true, lost: lost})
		t.more = t.more[1:]
	}
	slices.SortStableFunc(t.today, func(a, b turn) int { return cmp.Compare(a.hours.From, b.hours.From) })
}

package recur

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"seamdash/model/civil"
)

// A LineKind is what a [Line] of a preview tells.
type LineKind uint8

// The kinds of lines. All but LineOpens and LineClock are about windows that do not take place.
const (
	LineOpens LineKind = iota + 1
	LineSkipped
	LineHoliday
	LinePaused
	LineDropped
	LineClock
)

// String is the kind in a word.
func (k LineKind) String() string {
	switch k {
	case LineOpens:
		return "opens"
	case LineSkipped:
		return "skipped"
	case LineHoliday:
		return "holiday"
	case LinePaused:
		return "paused"
	case LineDropped:
		return "dropped"
	case LineClock:
		return "clock"
	default:
		return "?"
	}
}

// A Line is one thing that a rule will do, or would have done.
type Line struct {
	Kind LineKind
	// Window is what takes place or, of one that does not, the first of the day: Open and Close are zero there, as no lock gets it.
	// It is zero for LineClock.
	Window Window
	Day    civil.Date
	// Why says for people why there is no window, or what the clocks do: "Christmas Day", "paused until 2027-02-01".
	Why string
	// at is what lines are ordered by: when it begins on the wall.
	at civil.Wall
}

// Preview is what the rule will do from now on, in order, as so many lines at most: windows, the days that would have had one but
// lost it, and changes of the clocks that pass between two windows. Days of one pause are one line. A window that is open for a whole
// year is the last line: more of the same follows.
func (s *Schedule) Preview(now time.Time, lines int) []Line {
	lines = min(lines, maxWindows)
	if lines <= 0 {
		return nil
	}
	p := preview{s: s, now: civil.WallOf(now.In(s.zone)), most: lines}
	for w := range s.closing(now, LastDay, &p) {
		at := civil.WallOf(w.From)
		p.lines = append(p.lines, Line{Kind: LineOpens, Window: w, Day: w.Day, at: at})
		if p.earlier(at) >= lines || w.Close.Sub(w.Open) >= wholeYear {
			break
		}
	}
	slices.SortStableFunc(p.lines, func(a, b Line) int { return cmp.Compare(a.at, b.at) })
	out := s.withClocks(p.lines, now)
	return out[:min(len(out), lines)]
}

const wholeYear = 365 * 24 * time.Hour

// A preview collects the lines. Those of windows come late, because a window is known to be over only when the next one begins,
// so lines are put in order at the end.
type preview struct {
	s     *Schedule
	now   civil.Wall
	most  int
	lines []Line
	// lost is the last line of a window that does not take place.
	lost Line
}

// earlier is how many lines there are of what begins before a time.
func (p *preview) earlier(at civil.Wall) int {
	n := 0
	for i := range p.lines {
		if p.lines[i].at < at {
			n++
		}
	}
	return n
}

func (p *preview) again() { p.lines, p.lost = nil, Line{} }

// miss takes a window that does not take place.
func (p *preview) miss(t turn, n Note) bool {
	if t.end() <= p.now {
		return true
	}
	line := Line{Day: t.day, at: t.begin(), Why: n.String()}
	switch {
	case n.Kind == Empty:
		line.Kind = LineDropped
	case t.lost == holiday:
		line.Kind = LineHoliday
	case t.lost == paused:
		line.Kind = LinePaused
	default:
		line.Kind, line.Why = LineSkipped, "skipped"
	}
	if p.told(&line) {
		return true
	}
	switch line.Kind {
	case LineHoliday:
		line.Why = p.s.holidayOn(t.day)
	case LinePaused:
		line.Why = p.s.pause.words()
	default:
	}
	from, _ := civil.Resolve(t.begin(), p.s.zone)
	until, _ := civil.Resolve(t.end(), p.s.zone)
	line.Window = Window{From: from, Until: until, Day: t.day, Number: t.number, Parts: 1}
	p.lines, p.lost = append(p.lines, line), line
	return len(p.lines) <= p.most && (line.Kind != LinePaused || !p.s.pause.Open)
}

// told says that a line says nothing which the one before it did not say: a pause is told once, and a day once.
func (p *preview) told(l *Line) bool {
	switch {
	case p.lost.Kind != l.Kind:
		return false
	case l.Kind == LinePaused:
		return true
	default:
		return p.lost.Day == l.Day && (l.Kind == LineHoliday || l.Kind == LineSkipped && p.s.isOff(l.Day))
	}
}

func (s *Schedule) isOff(d civil.Date) bool {
	_, is := slices.BinarySearch(s.offDays, d)
	return is
}

func (s *Schedule) holidayOn(d civil.Date) string {
	for _, set := range s.holidays {
		if name, is := set.Holiday(d); is && name != "" {
			return name
		}
	}
	return "holiday"
}

func (p Pause) words() string {
	if p.Open {
		return "paused until it is resumed"
	}
	return "paused until " + dayWords(p.Until)
}

// clockReach is how long before a line a change of the clocks is worth a line of its own.
const clockReach = 32 * 24 * time.Hour

// withClocks adds a line for a change of the clocks that passes between two lines, where no window's notes tell of it.
func (s *Schedule) withClocks(lines []Line, now time.Time) []Line {
	out := make([]Line, 0, len(lines))
	since := now.In(s.zone)
	for _, l := range lines {
		from, until := l.Window.From, l.Window.Until
		if offset(from) != offset(since) && from.After(since) && from.Sub(since) < clockReach && !l.Window.opensAtChange() {
			out = append(out, clockLine(since, from))
		}
		out = append(out, l)
		if until.After(since) {
			since = until
		}
	}
	return out
}

func (w *Window) opensAtChange() bool {
	return len(w.Notes) > 0 && (w.Notes[0].Kind == OpensSkipped || w.Notes[0].Kind == OpensTwice)
}

func offset(t time.Time) int {
	_, seconds := t.Zone()
	return seconds
}

// clockLine tells of the last change of the clocks between two times with different offsets.
func clockLine(a, b time.Time) Line {
	was, is := offset(a), offset(b)
	zone := b.Location()
	low, high := a.Unix(), b.Unix() // the change is after low, and at high at the latest
	for low+1 < high {
		if mid := low + (high-low)/2; offset(time.Unix(mid, 0).In(zone)) == is {
			high = mid
		} else {
			low = mid
		}
	}
	at := civil.WallOf(time.Unix(low, 0).In(zone)) + 1
	way, by := "forward", time.Duration(is-was)*time.Second
	if by < 0 {
		way, by = "back", -by
	}
	return Line{Kind: LineClock, Day: at.Date(), at: at, Why: fmt.Sprintf("the clocks go %s %s at %v", way, Length(by), at.Clock())}
}

package find

import (
	"math"
	"strconv"
	"time"
)

// A day says which days starts: and ends: ask for, counted from today or by date.
type day struct {
	kind dayKind
	// from and until are days from today, half-open, for aroundToday.
	from, until int
	// y, m and d are the date, for onDate.
	y, m, d int
}

type dayKind uint8

const (
	withinSpan dayKind = iota // the term's span says how far off
	aroundToday
	onDate
	never
)

func dayWords() []struct {
	text string
	day  day
} {
	return []struct {
		text string
		day  day
	}{
		{"today", day{kind: aroundToday, from: 0, until: 1}},
		{"tomorrow", day{kind: aroundToday, from: 1, until: 2}},
		{"yesterday", day{kind: aroundToday, from: -1, until: 0}},
		{"week", day{kind: aroundToday, from: 0, until: 7}},
		{"never", day{kind: never}},
	}
}

// parseDate reads 2026-12-24.
func parseDate(s string) (day, bool) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return day{}, false
	}
	return day{kind: onDate, y: t.Year(), m: int(t.Month()), d: t.Day()}, true
}

// parseSpan reads 30m, 24h, 3d or 2w.
func parseSpan(s string) (time.Duration, bool) {
	if len(s) < 2 {
		return 0, false
	}
	units := map[byte]time.Duration{'s': time.Second, 'm': time.Minute, 'h': time.Hour, 'd': 24 * time.Hour, 'w': 7 * 24 * time.Hour}
	unit, ok := units[s[len(s)-1]]
	n, err := strconv.ParseUint(s[:len(s)-1], 10, 16)
	if !ok || err != nil {
		return 0, false
	}
	return time.Duration(n) * unit, true
}

// stretch is the half-open span, in seconds since 1970, that an edge of a window must lie in; the days are those of the
// lock's zone. The edge 0 stands for none, and lies in no stretch.
func (t *term) stretch(now time.Time, zone *time.Location) (from, until int64) {
	today := now.In(zone)
	at := func(y, m, d int) int64 { return time.Date(y, time.Month(m), d, 0, 0, 0, 0, zone).Unix() }
	around := func(days int) int64 { return at(today.Year(), int(today.Month()), today.Day()+days) }
	switch t.day.kind {
	case aroundToday:
		from, until = around(t.day.from), around(t.day.until)
	case onDate:
		from, until = at(t.day.y, t.day.m, t.day.d), at(t.day.y, t.day.m, t.day.d+1)
	case withinSpan: // only with < and >, and both are about what is to come
		edge := now.Add(t.span).Unix()
		if t.op == more {
			return edge + 1, math.MaxInt64
		}
		return now.Unix(), edge
	case never:
		return 0, 0
	}
	switch t.op {
	case less:
		return math.MinInt64, from
	case more:
		return until, math.MaxInt64
	case is:
	}
	return from, until
}

// lies says that an edge of a window is where the term wants it.
func (t *term) lies(edge, from, until int64) bool {
	if edge == 0 || t.day.kind == never {
		return edge == 0 && t.day.kind == never
	}
	return edge >= from && edge < until
}

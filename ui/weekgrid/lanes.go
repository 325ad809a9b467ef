package weekgrid

import "slices"

const (
	slotsPerDay  = perDay / slot
	slotsPerWeek = perWeek / slot
	// mostLanes is into how many lanes the windows of a day are parted at most; what overlaps beyond that shares the last.
	mostLanes = 6
)

// A taken says which span covers a quarter of an hour in a lane: its number in the grid from 1 on, or 0.
type taken uint16

// lanes are the spans put side by side where they overlap. A span has the same lane on all of its days, so that it can be
// followed over midnight.
type lanes struct {
	main, aside int // how many of each; the main ones come first
	week        [][slotsPerWeek]taken
	spans       []placed // by number, from 1 on
	order       []placed // scratch
}

// A placed is a span with its layer.
type placed struct {
	Span

	layer int
}

// fill puts every span into a lane.
func (l *lanes) fill(layers []Layer, repeats bool) {
	l.main, l.aside, l.spans = 0, 0, append(l.spans[:0], placed{})
	l.week = l.week[:0]
	l.main = l.pack(layers, false, repeats)
	l.aside = l.pack(layers, true, repeats)
}

// pack gives the spans of the layers that stand aside, or of the others, the first lane that is free, and says how many lanes
// that took.
func (l *lanes) pack(layers []Layer, aside, repeats bool) int {
	l.order = l.order[:0]
	for i := range layers {
		if layers[i].Aside != aside {
			continue
		}
		for _, s := range layers[i].Spans {
			if s.Until > s.From && len(l.spans)+len(l.order) < 1<<16-1 {
				l.order = append(l.order, placed{Span: s, layer: i})
			}
		}
	}
	slices.SortStableFunc(l.order, func(a, b placed) int { return a.From - b.From })
	first := len(l.week)
	for _, s := range l.order {
		l.place(s, first, repeats)
	}
	return len(l.week) - first
}

// place puts one span into the first lane from first on that is free, or the last there may be.
func (l *lanes) place(s placed, first int, repeats bool) {
	number := taken(len(l.spans)) //nolint:gosec // pack keeps it below 1<<16
	l.spans = append(l.spans, s)
	for lane := first; ; lane++ {
		if lane == len(l.week) {
			l.week = append(l.week, [slotsPerWeek]taken{})
		}
		if lane-first == mostLanes-1 || l.free(lane, s.Span, repeats) {
			each(s.Span, repeats, func(at int) bool {
				l.week[lane][at] = number
				return true
			})
			return
		}
	}
}

func (l *lanes) free(lane int, s Span, repeats bool) bool {
	return each(s, repeats, func(at int) bool { return l.week[lane][at] == 0 })
}

// each visits the quarters of the week that a span covers, also in part, until visit says no.
func each(s Span, repeats bool, visit func(at int) bool) bool {
	from, until := floorDiv(s.From, slot), -floorDiv(-s.Until, slot)
	if repeats {
		until = min(until, from+slotsPerWeek)
	} else {
		from, until = max(from, 0), min(until, slotsPerWeek)
	}
	for at := from; at < until; at++ {
		if !visit(((at % slotsPerWeek) + slotsPerWeek) % slotsPerWeek) {
			return false
		}
	}
	return true
}

func floorDiv(a, b int) int {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

// hours is the part of the day that has windows, in minutes, rounded to hours; ok is false where there are none.
func (l *lanes) hours() (from, until int, ok bool) {
	from, until = slotsPerDay, 0
	for lane := range l.week {
		for at, number := range l.week[lane] {
			if number != 0 {
				from, until = min(from, at%slotsPerDay), max(until, at%slotsPerDay+1)
			}
		}
	}
	if until == 0 {
		return 0, 0, false
	}
	return from * slot / 60 * 60, (until*slot + 59) / 60 * 60, true
}

// Package weekgrid draws a week of windows: the days as columns, the hours downwards, each window as a block that is true to a
// quarter of an hour where a cell is an hour. It is a pure function of minutes; whose windows they are is the caller's.
package weekgrid

import (
	"time"

	"seamdash/model/civil"
	"seamdash/ui/theme"
)

// Sizes of the grid, in minutes.
const (
	perDay  = 24 * 60
	perWeek = 7 * perDay
	slot    = 15 // what is told apart
)

// A Span is one window in minutes since Monday 00:00 on the wall. It may begin before the week and end after it.
type Span struct {
	From, Until int
	// Label is written into the block where there is room, "" for nothing.
	Label string
}

// On is the span of hours on a day, 0 for Monday; hours beyond 24:00 are on later days.
func On(day int, from, until civil.Clock) Span {
	return Span{From: day*perDay + int(from/civil.Minute), Until: day*perDay + int((until+civil.Minute-1)/civil.Minute)}
}

// Between is the span from one instant to another in a week that begins on a Monday, as the clocks on the wall show them in
// a zone.
func Between(monday civil.Date, from, until time.Time, zone *time.Location) Span {
	start := monday.At(0)
	minute := func(t time.Time) int { return int(civil.WallOf(t.In(zone))-start) / 60 }
	return Span{From: minute(from), Until: max(minute(from)+1, minute(until))}
}

// Monday is the first day of the week of a date.
func Monday(d civil.Date) civil.Date { return d - civil.Date(dayOf(d)) }

// dayOf is the column of a date, 0 for Monday.
func dayOf(d civil.Date) int { return (int(d.Weekday()) + 6) % 7 }

// A Layer is windows that look alike.
type Layer struct {
	Role  theme.Role
	Spans []Span
	// Aside draws the layer in a strip at the side of each day, so that it never takes room from the others.
	Aside bool
}

// A Mark is a minute of the week, where On.
type Mark struct {
	On     bool
	Minute int
}

// A Grid is a week. Its zero value is an empty one.
type Grid struct {
	Layers []Layer
	// Repeats says that the week comes again and again: what runs past Sunday comes in on Monday.
	Repeats bool
	// Cursor is where a person edits, nil where nobody does. With one the whole day can be reached, otherwise the hours are those
	// of the windows.
	Cursor *Cursor
	// Now is the line of now.
	Now Mark
	// Heads are the names of the days; those that are empty are "Mon" to "Sun".
	Heads [7]string
	// Top is the first minute of the day that is shown where a cursor is and not all can be, and Coarse lets a line stand for two
	// hours where that shows all; see [Grid.Follow].
	Top    int
	Coarse bool
	// Survey lets the next [Grid.Follow] bring the windows into view before the cursor.
	Survey bool

	lanes lanes // kept between frames
}

// A Cursor is a stretch of a day.
type Cursor struct {
	// Quiet keeps its place without drawing it: the keyboard is elsewhere, and nothing shall jump when it comes back.
	Quiet  bool
	Day    int // 0 is Monday
	Minute int // of the day
	Step   int // minutes that a key moves by
	Length int // minutes that are covered; 0 is one step
}

// Steps are the sizes of a step, the finest first.
func Steps() [3]int { return [3]int{15, 30, 60} }

// Move moves the cursor by days and by steps; it stays in the week.
func (c *Cursor) Move(days, steps int) {
	step := c.step()
	c.Day = max(0, min(c.Day+days, 6))
	c.Minute = max(0, min((c.Minute/step+steps)*step, perDay-step))
}

// Zoom makes the step finer, or coarser where by is positive, and puts the cursor on it.
func (c *Cursor) Zoom(by int) {
	steps, at := Steps(), 0
	for i, s := range steps {
		if s == c.step() {
			at = i
		}
	}
	c.Step = steps[max(0, min(at+by, len(steps)-1))]
	c.Move(0, 0)
}

// aims says that a cursor is to be seen.
func (g *Grid) aims() bool { return g.Cursor != nil && !g.Cursor.Quiet }

// At is the minute of the week that the cursor begins at, and Until the one it ends before.
func (c *Cursor) At() int { return c.Day*perDay + c.Minute }

// Until is the minute of the week behind the cursor.
func (c *Cursor) Until() int { return c.At() + max(c.step(), c.Length) }

// survey brings the windows into view, or a working day where there are none, and where not all have room those around the cursor.
// A line of an hour is best to edit; one of two hours
// is there for windows that are too far apart for that.
func (g *Grid) survey(rows int) {
	const hour, morning, evening = 60, 8 * 60, 20 * 60
	g.lanes.fill(g.Layers, g.Repeats)
	from, until, ok := g.lanes.hours()
	if !ok {
		from, until = morning, evening
	}
	g.Coarse = until-from > rows*hour
	g.Top = max(0, from-hour)
	if until-g.Top > rows*hour {
		g.Top = from
	}
	if at, shown := g.Cursor.Minute, rows*g.editScale(rows); g.Coarse && at >= g.Top+shown {
		g.Top = max(0, min(at-hour, perDay-shown))
	}
}

// editScale is how many minutes a line stands for where somebody edits: an hour at most, as the rest is reached by scrolling,
// unless it is to be coarse.
func (g *Grid) editScale(rows int) int {
	scale := scaleFor(perDay, rows)
	if g.Coarse && scale == 120 {
		return scale
	}
	return min(scale, 60)
}

func (c *Cursor) step() int {
	if c.Step <= 0 {
		return 30
	}
	return c.Step
}

// Follow brings the cursor into view on so many lines, with as little scrolling as that takes, unless it is quiet. Call it after
// each key and each change of the size.
func (g *Grid) Follow(h int) {
	rows := h - head
	if g.Cursor == nil || rows < 1 {
		return
	}
	if g.Survey {
		g.Survey = false
		g.survey(rows)
	}
	if g.Cursor.Quiet {
		return
	}
	scale := g.editScale(rows)
	first, last := g.Cursor.Minute/scale, min(perDay, g.Cursor.Until()-g.Cursor.Day*perDay)
	top := g.Top / scale
	if over := (last-1)/scale - (top + rows - 1); over > 0 {
		top += over
	}
	top = min(top, first)
	g.Top = max(0, min(top, perDay/scale-rows)) * scale
}

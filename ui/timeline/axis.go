// Package timeline draws windows as bars on a scale of days: a pure function of instants, a zone and a number of cells.
package timeline

import (
	"time"

	"seamdash/model"
	"seamdash/ui/theme"
	"seamdash/ui/widget"
)

// Days is how many days the scale shows, beginning with the day that now is in.
const Days = 7

// leastPerDay is the least number of cells in which a day's name and a bar can be told apart.
const leastPerDay = 4

// An Axis maps instants to cells. Days begin at midnight in the zone and are all equally wide, also those of 23 or 25
// hours.
type Axis struct {
	midnights [Days + 1]time.Time
	perDay    int
	now       int // the cell that now is in
}

// NewAxis makes the scale for at most so many cells; ok is false when they are too few.
func NewAxis(now time.Time, zone *time.Location, cells int) (axis Axis, ok bool) {
	axis.perDay = cells / Days
	if axis.perDay < leastPerDay {
		return Axis{}, false
	}
	y, m, d := now.In(zone).Date()
	for i := range axis.midnights {
		axis.midnights[i] = time.Date(y, m, d+i, 0, 0, 0, 0, zone)
	}
	axis.now = int(axis.place(now))
	return axis, true
}

// Cells is how many cells the scale takes.
func (a *Axis) Cells() int { return Days * a.perDay }

// End is the instant behind the last cell.
func (a *Axis) End() time.Time { return a.midnights[Days] }

// Shows says that some of the window lies on the scale and is not past.
func (a *Axis) Shows(w model.Window, now time.Time) bool {
	return !w.Ended(now) && w.From.Before(a.End())
}

// place is where an instant lies in cells; instants before and behind lie at its ends.
func (a *Axis) place(t time.Time) float64 {
	if t.Before(a.midnights[0]) {
		return 0
	}
	for i := range Days {
		if from, until := a.midnights[i], a.midnights[i+1]; t.Before(until) {
			part := float64(t.Sub(from)) / float64(until.Sub(from))
			return (float64(i) + part) * float64(a.perDay)
		}
	}
	return float64(a.Cells())
}

// bar is the half-open range of cells of a window: its edges go to the nearest cell, so that a short gap between two
// windows stays visible, and what is too short for that still gets one cell.
func (a *Axis) bar(w model.Window) (from, until int) {
	first := a.place(w.From)
	last := float64(a.Cells())
	if !w.Until.IsZero() {
		last = a.place(w.Until)
	}
	from, until = int(first+0.5), int(last+0.5)
	if until <= from && last > 0 && first < float64(a.Cells()) {
		from = min(int(first), a.Cells()-1)
		until = from + 1
	}
	return from, until
}

// DrawDays draws the names of the days, each over its first cell.
func (a *Axis) DrawDays(p *widget.Pen) {
	layout := "Mon"
	if a.perDay > len("Mon 02") {
		layout = "Mon 02"
	}
	for i := range Days {
		p.Cell(theme.Muted, a.midnights[i].Format(layout), a.perDay)
	}
}

// Draw draws one window in a role, over the line of now and a dot for each midnight.
func (a *Axis) Draw(p *widget.Pen, w model.Window, r theme.Role) {
	from, until := a.bar(w)
	for i := 0; i < a.Cells(); {
		switch {
		case i == a.now && i >= from && i < until:
			p.Glyph(r, theme.BarAt)
			i++
		case i == a.now:
			p.Glyph(theme.Accent, theme.VLine)
			i++
		case i >= from && i < until:
			n := until - i
			if i < a.now {
				n = min(n, a.now-i)
			}
			p.Repeat(r, theme.Bar, n)
			i += n
		case i%a.perDay == 0:
			p.Glyph(theme.Rule, theme.Dot)
			i++
		default:
			p.Gap(1)
			i++
		}
	}
}

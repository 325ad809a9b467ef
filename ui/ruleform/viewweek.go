package ruleform

import (
	"strconv"

	"seamdash/model/civil"
	"seamdash/ui/theme"
	"seamdash/ui/weekgrid"
	"seamdash/ui/widget"
)

// weekLines prepares the week, or why it cannot show the rule.
func (d *drawing) weekLines(width, lines int) pane {
	if d.week.flat != nil {
		return d.flatLines(width)
	}
	w := &d.week
	w.drawn.Layers = []weekgrid.Layer{{Role: theme.Recurring, Spans: w.spans()}}
	w.drawn.Repeats = w.grid.Every <= 1
	w.cursor.Quiet = d.at != rowWeek
	w.drawn.Cursor = &w.cursor
	grid := lines
	if least := leastWeek(); lines > least {
		grid--
	}
	w.drawn.Follow(grid)
	layout := w.drawn.Lay(width, grid)
	return pane{width: width, draw: func(y int) {
		if y < grid {
			layout.Draw(d.pen, y) // which takes the width by itself
			return
		}
		d.within(width, func() {
			d.pen.Gap(1)
			d.pen.Text(theme.Muted, w.legend())
		})
	}}
}

// leastWeek is how many lines the week needs to be seen; what has more gets a legend below it.
func leastWeek() int {
	_, h := weekgrid.Least()
	return h
}

// spans are the windows of the week as the grid is drawn.
func (w *week) spans() []weekgrid.Span {
	var out []weekgrid.Span
	for day := range w.grid.Days {
		for _, s := range w.grid.Days[day] {
			out = append(out, weekgrid.On(day, civil.Clock(s.From)*civil.Minute, civil.Clock(s.Until)*civil.Minute))
		}
	}
	return out
}

// legend says below the week what the next key does.
func (w *week) legend() string {
	days := [...]string{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}
	switch {
	case w.copying:
		return "copy " + days[w.cursor.Day] + " to: 1 Mon … 7 Sun, w weekdays, a all"
	case w.moving:
		return "the arrows move the window; m ends"
	case w.count > 0:
		return strconv.Itoa(w.count) + " times the next key"
	case w.grid.Every > 1:
		return "every " + strconv.Itoa(w.grid.Every) + " weeks"
	default:
		return ""
	}
}

// flatLines say why the week cannot show the rule.
func (d *drawing) flatLines(width int) pane {
	reason := "The week cannot show this rule: " + d.week.flat.Error() + "."
	lines := widget.Wrap(reason, width-3, 4)
	lines = append(lines, "")
	lines = append(lines, widget.Wrap("It stays as it is. Change it in words, or clear the words to begin a new week.", width-3, 4)...)
	return d.pane(width, func(y int) {
		switch {
		case y == 0:
			d.heading("WEEK", d.at == rowWeek)
		case y == 1 || y-2 >= len(lines):
		default:
			d.pen.Gap(1)
			d.pen.Text(theme.Text, lines[y-2])
		}
	})
}

package main

import (
	"strings"
	"time"

	"seamdash/model/recur"
)

// linesTable shows what a rule will do: its windows on the clock of their zone and in UTC, and what does not take place.
func linesTable(lines []recur.Line) table {
	var t table
	if len(lines) == 0 {
		t.row("no window to come")
		return t
	}
	t.row("DAY", "LOCAL", "UTC", "LENGTH", "")
	for i := range lines {
		l := &lines[i]
		day := l.Day.Weekday().String()[:3] + " " + l.Day.String()
		switch l.Kind {
		case recur.LineOpens:
			w := &l.Window
			t.row(day, hoursWords(w.From, w.Until), w.From.UTC().Format("Mon ")+hoursWords(w.From.UTC(), w.Until.UTC()),
				lengthWords(w.Until.Sub(w.From)), windowNotes(w))
		case recur.LineClock:
			t.row(day, "", "", "", l.Why)
		case recur.LinePaused:
			t.row(day, "-", "-", "-", l.Why)
		default:
			t.row(day, hoursWords(l.Window.From, l.Window.Until), "-", "-", "none: "+l.Why)
		}
	}
	return t
}

// windowNotes tells what is not as usual with a window.
func windowNotes(w *recur.Window) string {
	var notes []string
	for _, n := range w.Notes {
		notes = append(notes, n.String())
	}
	if !w.Open.Equal(w.From) || !w.Close.Equal(w.Until) {
		notes = append(notes, "on the lock "+hoursWords(w.Open, w.Close))
	}
	return strings.Join(notes, "; ")
}

// previewedOf are windows as people are told them, for scripts.
func previewedOf(windows []recur.Window) []previewed {
	out := make([]previewed, len(windows))
	for i := range windows {
		out[i] = previewed{windows[i].From.UTC(), windows[i].Until.UTC()}
	}
	return out
}

// dawn is an instant before everything that a rule does.
func dawn(r *recur.Rule) time.Time {
	const wide = 3 * 24 * time.Hour // zones and time before the window
	return time.Unix(int64(r.Start)*24*60*60, 0).Add(-wide)
}

package ruleform

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"seamdash/model/civil"
	"seamdash/model/recur"
)

// An ahead is one line of what the rule will do, in words.
type ahead struct {
	window      recur.Window
	date        civil.Date
	day, hours  string // hours are "" for what is no window
	utc, length string
	note        string
	away        bool // it does not take place
	skipped     bool // because it is among the skipped dates
}

// tell puts a line of the preview into words.
func (f *Form) tell(l *recur.Line) ahead {
	a := ahead{date: l.Day, window: l.Window, day: f.dayColumn(l.Day)}
	if l.Kind == recur.LineClock {
		a.note = l.Why
		return a
	}
	w := &l.Window
	a.hours = hoursWords(w)
	if l.Kind != recur.LineOpens {
		a.away, a.skipped = true, l.Kind == recur.LineSkipped
		a.note = "skipped"
		if l.Why != "" && l.Why != "skipped" {
			a.note = l.Why + ", skipped"
		}
		if l.Kind == recur.LinePaused || l.Kind == recur.LineDropped {
			a.note = l.Why
		}
		return a
	}
	a.utc = universal(w.From)
	a.length = lengthWords(w.Until.Sub(w.From))
	a.note = windowNotes(w, w.Running(f.now))
	return a
}

// windowNotes is what is out of the ordinary about a window.
func windowNotes(w *recur.Window, running bool) string {
	var notes []string
	if running {
		notes = append(notes, "open now")
	}
	for i, n := range w.Notes {
		if text := n.String(); i == 0 || text != w.Notes[i-1].String() {
			notes = append(notes, text)
		}
	}
	return strings.Join(notes, "; ")
}

// hoursWords are the hours of a window as people are told, with the days that the end is later.
func hoursWords(w *recur.Window) string {
	text := w.From.Format("15:04") + "-" + w.Until.Format("15:04")
	if days := civil.DateOf(w.Until) - civil.DateOf(w.From); days > 0 {
		text += "+" + strconv.Itoa(int(days))
	}
	return text
}

// universal is an opening by UTC, with the days that it is later there, or earlier.
func universal(t time.Time) string {
	text := t.UTC().Format("15:04")
	if days := civil.DateOf(t.UTC()) - civil.DateOf(t); days != 0 {
		text += fmt.Sprintf("%+d", days)
	}
	return text + " UTC"
}

func lengthWords(d time.Duration) string {
	if d >= 48*time.Hour && d%(24*time.Hour) == 0 {
		return strconv.Itoa(int(d/(24*time.Hour))) + " days"
	}
	return recur.Length(d)
}

// dayColumn is a day as it stands above others, where the numbers are below each other.
func (f *Form) dayColumn(d civil.Date) string {
	text := f.dayWords(d)
	if _, _, day := d.Split(); day < 10 {
		return text[:4] + " " + text[4:]
	}
	return text
}

package schedules

import (
	"strconv"
	"strings"
	"time"

	"seamdash/model"
	"seamdash/model/series"
	"seamdash/ui/action"
	"seamdash/ui/theme"
	"seamdash/ui/widget"
)

// doors tell how the rule stands on each lock.
func (w *writer) doors(near *closeup, answers func(*door) string) {
	if near == nil || len(near.doors) == 0 {
		return
	}
	w.heading("ON THE LOCKS", strconv.Itoa(near.onLocks)+" of "+strconv.Itoa(len(near.doors)))
	names := 8
	for i := range near.doors {
		names = max(names, min(widget.Width(near.doors[i].name), w.width/2))
	}
	for i := range near.doors {
		d := &near.doors[i]
		name := padded(shortened(d.name, names), names) + "  "
		role := theme.Muted
		if d.level > series.Coming {
			role = theme.Text
		}
		if widget.Width(d.text) <= w.width-2-widget.Width(name) {
			w.marked(d.mark, piece{theme.Text, name}, piece{role, d.text})
		} else {
			w.marked(d.mark, piece{theme.Text, name})
			w.indented(role, d.text)
		}
		w.indented(theme.Muted, d.live(w.now))
		if help := strings.TrimSpace(answers(d)); help != "" {
			w.indented(theme.Muted, action.Spell(help, w.key))
		}
	}
}

// indented writes a smaller fact below a line.
func (w *writer) indented(role theme.Role, text string) {
	const indent = "  "
	for _, line := range widget.Wrap(text, w.width-len(indent), 3) {
		w.add(piece{role, indent + line})
	}
}

// shortened cuts the middle out of a name, because the ends carry the difference between neighbours.
func shortened(name string, n int) string {
	if widget.Width(name) <= n {
		return name
	}
	runes := []rune(name)
	left, right := len(runes)/2, len(runes)/2
	for left+1 < right || widget.Width(string(runes[:left]))+widget.Width(string(runes[right:])) > n-1 {
		if left > len(runes)-right {
			left--
		} else {
			right++
		}
		if left == 0 || right == len(runes) {
			break
		}
	}
	return string(runes[:left]) + "…" + string(runes[right:])
}

// live are the smaller facts of the code that a rule has on a lock, or "".
func (d *door) live(now time.Time) string {
	if d.state == nil || d.state.Code == nil {
		return ""
	}
	c := d.state.Code
	window := model.Window{From: c.Slot.From, Until: c.Slot.Until}
	return window.Words(now, d.zone) + " · asked for " + model.When(c.AskedAt, now, d.zone) + " · code " + string(c.ID)
}

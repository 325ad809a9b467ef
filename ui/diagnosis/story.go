package diagnosis

import (
	"strconv"
	"time"

	"seamdash/model"
	"seamdash/model/diagnose"
	"seamdash/ui/theme"
	"seamdash/ui/widget"
)

// mostMoments bounds what is shown of what happened; the report has all of it.
const mostMoments = 40

// story tells what happened, what did not, and what is to come.
func (b *block) story(o *Overlay) {
	moments := o.answer.Timeline
	if len(moments) == 0 {
		return
	}
	b.heading("WHAT HAPPENED", zoneLabel(o))
	left := max(0, pastOf(moments)-mostMoments)
	if earlier := left + o.answer.Earlier; earlier > 0 {
		b.add(piece{role: theme.Muted, text: "  " + strconv.Itoa(earlier) + " earlier are left out"})
	}
	cells := 0
	stamps := make([]string, len(moments))
	for i := left; i < len(moments); i++ {
		stamps[i] = stamp(moments[i].At, o.reader)
		cells = max(cells, widget.Width(stamps[i]))
	}
	for i := left; i < len(moments); i++ {
		b.moment(&moments[i], stamps[i], cells)
	}
}

// pastOf is how many moments come before the first that is to come.
func pastOf(moments []diagnose.Moment) int {
	for i := range moments {
		if moments[i].Kind == diagnose.Due {
			return i
		}
	}
	return len(moments)
}

// moment is one line of what happened, or should have.
func (b *block) moment(m *diagnose.Moment, stamp string, cells int) {
	mark, role, note := sign(theme.Rule, theme.Dot), theme.Text, ""
	switch m.Kind {
	case diagnose.Happened:
	case diagnose.Missing:
		mark, role, note = sign(theme.Moving, theme.Warning), theme.Moving, ": nothing says so"
	case diagnose.Due:
		mark, role = sign(theme.Info, theme.Waiting), theme.Muted
	}
	if m.Request != "" {
		note += " (request " + begun(m.Request) + ")"
	}
	if m.Kind == diagnose.Due {
		note += "  ← due"
	}
	lead := []piece{mark, {text: " "}, {role: theme.Muted, text: stamp, cells: cells}, {text: "  "}}
	b.text(lead, role, m.Words+note)
}

// stamp is a time as short as it is clear: of today the time alone, with its seconds where it has some.
func stamp(at time.Time, r model.Reader) string {
	there, now := at.In(r.Zone), r.Now.In(r.Zone)
	switch {
	case at.IsZero():
		return "?"
	case there.YearDay() != now.YearDay() || there.Year() != now.Year():
		return model.When(at, r.Now, r.Zone)
	case there.Second() != 0 && at.Before(r.Now):
		return there.Format("15:04:05")
	default:
		return there.Format("15:04")
	}
}

// zoneLabel says whose clock it is.
func zoneLabel(o *Overlay) string {
	_, label := o.config.Zones.Of(o.subject.lock)
	return label + " time"
}

// begun is as much of a request as it takes to find it again; the report has all of it.
func begun(id model.RequestID) string {
	const some = 8
	if letters := []rune(string(id)); len(letters) > some {
		return string(letters[:some]) + "…"
	}
	return string(id)
}

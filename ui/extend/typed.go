package extend

import (
	"strconv"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"seamdash/model"
	"seamdash/model/moment"
	"seamdash/ui/nav"
)

// A typed is the new end, or the window, as it was typed: when it is for each code, and what there is to say about it.
type typed struct {
	starts []time.Time // only of a window
	ends   []time.Time // empty while the text is not understood
	note   string
	why    string // it cannot be taken, or ""
}

// read reads the text for every code, in the zone of its lock. A length counts from the end that the code has, everything
// else from now.
func (o *Overlay) read() typed {
	text := strings.TrimSpace(o.field.Value())
	if o.window() {
		return o.readWindow(text)
	}
	if text == "" {
		return typed{why: "type a time: 18:00, sun 11:00, +2d, 2027-01-04 09:00"}
	}
	var out typed
	early := 0
	for i := range o.ask.Tasks {
		code := &o.ask.Tasks[i].Code
		base := o.now()
		if strings.HasPrefix(text, "+") {
			base = code.Window.Until
		}
		m, err := moment.Parse(text, base, o.ask.Zones[i])
		if err != nil {
			return typed{why: mistaken(err)}
		}
		if !m.At.After(code.Window.Until) {
			early++
		}
		out.ends = append(out.ends, m.At)
		if out.note == "" {
			out.note = m.Note
		}
	}
	out.why = tooEarly(early, len(o.ask.Tasks))
	return out
}

// readWindow reads a start with its end or its length.
func (o *Overlay) readWindow(text string) typed {
	if text == "" {
		return typed{why: "type a window: tomorrow 9am-5pm, fri 17:00 for 3h, mon 15:00 until thu 11:00"}
	}
	var out typed
	for i := range o.ask.Tasks {
		w, notes, err := moment.Window(text, "", o.now(), o.ask.Zones[i])
		if err != nil {
			return typed{why: mistaken(err)}
		}
		out.starts, out.ends = append(out.starts, w.From), append(out.ends, w.Until)
		if out.note == "" {
			out.note = strings.Join(notes, "; ")
		}
	}
	return out
}

func tooEarly(early, of int) string {
	switch {
	case early == 0:
		return ""
	case of == 1:
		return "that is not later than the end it has"
	default:
		return "that is not later than the end that " + strconv.Itoa(early) + " of them have"
	}
}

// mistaken says what is not understood, and what was probably meant.
func mistaken(err error) string {
	text := err.Error()
	if m, ok := err.(*moment.Mistake); ok && m.Guess != "" { //nolint:errorlint // Parse gives no other error, and nothing wraps it
		text += "; " + m.Guess + " can be read"
	}
	return text
}

// typeKey takes a key while the new end is being typed.
func (o *Overlay) typeKey(msg tea.KeyPressMsg) (nav.Intent, tea.Cmd) {
	switch msg.String() {
	case "esc":
		if o.window() {
			return nav.Close{}, nil
		}
		o.typing = false
		return nil, nil
	case "enter":
		end := o.read()
		if end.why != "" {
			return nav.Refuse{Reason: end.why}, nil
		}
		if o.window() {
			return o.set(end), nil
		}
		at := -1
		return o.extend(func(*model.AccessCode, *time.Location) time.Time { at++; return end.ends[at] }), nil
	default:
		_, cmd := o.field.Update(msg)
		return nil, cmd
	}
}

// set asks for the window of all codes.
func (o *Overlay) set(w typed) nav.Intent {
	tasks := append([]nav.Task{}, o.ask.Tasks...)
	for i := range tasks {
		tasks[i].From, tasks[i].Until = w.starts[i], w.ends[i]
	}
	return nav.Close{Then: nav.DoAll{Tasks: tasks, LeftOut: o.ask.LeftOut}}
}

// resolved says which moment was typed, in full.
func (o *Overlay) resolved(end typed) string {
	if o.window() {
		const full = "Mon 2 Jan 2006 15:04"
		text := o.ask.Tasks[0].Name + ": " + end.starts[0].Format(full) + " to " + end.ends[0].Format(full) + "; each by its own clock"
		if end.note != "" {
			text += "; " + end.note
		}
		return text
	}
	first := end.ends[0]
	text := first.Format("Mon 2 Jan 2006 15:04") + ", " + model.Span(first.Sub(o.ask.Tasks[0].Code.Window.Until).Round(time.Minute)) + " more"
	if len(o.ask.Tasks) > 1 {
		text = o.ask.Tasks[0].Name + ": " + text + "; the others in the zones of their locks"
	}
	if end.note != "" {
		text += "; " + end.note
	}
	return text
}

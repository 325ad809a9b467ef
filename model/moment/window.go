package moment

import (
	"errors"
	"strings"
	"time"

	"seamdash/model"
)

// Window reads the two texts of a window as somebody at now means them who thinks in zone; nil is UTC. The start may bring
// its end: "fri 17:00 for 3h", "today 9:00-11:00", "mon 15:00 until sun 11:00"; until is empty then. A length in until
// counts from the start ("+1d 11:00", "for 2 nights", "3h"), and so does what comes next ("11:00", "sun 11:00"), while
// "tomorrow" and "in 3 days" count from now. The start "now", or a length alone, begins now.
//
// The notes say what the words left open, those of the start first. The error is a [*Mistake] with the field that has to
// change: a missing end, or one that is not after the start, is a mistake of the End.
func Window(from, until string, now time.Time, zone *time.Location) (model.Window, []string, error) {
	from, until = tidy(from), tidy(until)
	var m *Mistake
	head, tail := divide(from)
	if tail != "" && until != "" {
		return model.Window{}, nil, &Mistake{Field: End, Word: brief(until), Why: `is a second end: the start says "` + brief(tail) + `"`}
	}
	if head == "" && tail != "" {
		head = "now"
	}
	r := newReader(now, zone)
	start, err := r.read(head)
	if errors.As(err, &m) {
		return model.Window{}, nil, m.beside("", strings.TrimPrefix(from, head))
	}
	e := newReader(now, zone)
	e.field, e.base = End, start.At
	text := until + tail
	end, err := e.readField(text)
	if errors.As(err, &m) && tail != "" {
		m.Field = Start
		return model.Window{}, nil, m.beside(strings.TrimSuffix(from, tail), "")
	}
	if err != nil {
		return model.Window{}, nil, err
	}
	var notes []string
	for _, note := range []string{start.Note, end.Note} {
		if note != "" {
			notes = append(notes, note)
		}
	}
	return model.Window{From: start.At, Until: end.At}, notes, nil
}

// beside puts the rest of the field around a guess.
func (m *Mistake) beside(before, after string) *Mistake {
	if m.Guess != "" {
		m.Guess = before + m.Guess + after
	}
	return m
}

// divide takes the end out of a text that says both: "fri 17:00 for 3h" into "fri 17:00" and "for 3h".
func divide(text string) (head, tail string) {
	if len(text) > 2*longest {
		return text, ""
	}
	for i, t := range lex(text) {
		switch t.text {
		case "for":
			return strings.TrimSpace(text[:t.from]), text[t.from:]
		case "until", "till", "to", "-", "–", "→":
			if i > 0 {
				return strings.TrimSpace(text[:t.from]), strings.TrimSpace(text[t.to:])
			}
		}
	}
	return text, ""
}

// readField reads a start, or the end of a window whose start is the base.
func (r *reader) readField(text string) (Moment, error) {
	if r.field == Start {
		return r.read(text)
	}
	for _, lead := range []string{"until ", "till ", "to "} {
		if n := len(lead); len(text) > n && strings.EqualFold(text[:n], lead) {
			text = text[n:]
			break
		}
	}
	m, err := r.read(text)
	if err == nil && !m.At.After(r.base) {
		return m, r.mistake(0, len(r.tokens), "is not after the start, "+model.When(r.base, r.now, r.zone), "+1d "+m.At.Format("15:04"))
	}
	return m, err
}

func brief(text string) string {
	if len(text) > longest {
		return "that text"
	}
	return text
}

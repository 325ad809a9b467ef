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
	return newReader(now, zone).window(tidy(from), tidy(until))
}

// window reads both texts with readers like r, which stays as it is.
func (r *reader) window(from, until string) (model.Window, []string, error) {
	head, tail := divide(from)
	if tail != "" && until != "" {
		return model.Window{}, nil, &Mistake{Field: End, Word: until, Why: `is a second end: the start says "` + tail + `"`}
	}
	s, e := *r, *r
	start, err := s.readStart(head, tail)
	if err != nil {
		return model.Window{}, nil, r.amid(err, "", from[len(head):], until)
	}
	e.field, e.base = End, start.At
	end, err := e.readField(until + tail)
	if err != nil && tail != "" {
		return model.Window{}, nil, r.amid(err, head+" ", "", until)
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

// amid makes a mistake in a part of the start's text one of the whole. What stands before and after that part is put around
// the guess, which is kept if it mends the whole.
func (r *reader) amid(err error, before, after, until string) error {
	var m, again *Mistake
	if !errors.As(err, &m) {
		return err
	}
	m.Field = Start
	if m.Guess == "" {
		return err
	}
	if before != "" && !strings.HasPrefix(m.Guess, "for ") {
		before += "until "
	}
	m.Guess = strings.TrimSpace(before + m.Guess + after)
	g := *r
	g.guessing = true
	if _, _, err := g.window(m.Guess, until); errors.As(err, &again) && again.Field == Start {
		m.Guess = ""
	}
	return err
}

// divide takes a text that says both apart, "fri 17:00 for 3h" into "fri 17:00" and "for 3h". The tail is "" when it says no end.
func divide(text string) (head, tail string) {
	tokens := lex(text)
	for i, t := range tokens {
		switch t.text {
		case "for", "until", "till":
		case "to", "-", "–", "→":
			if i == 0 {
				return text, ""
			}
		default:
			continue
		}
		if i+1 == len(tokens) {
			return text, ""
		}
		return strings.TrimSpace(text[:t.from]), text[t.from:]
	}
	return text, ""
}

// readStart reads the start of a window whose end, when it is not empty, stands in the same field: alone that begins now.
func (r *reader) readStart(head, tail string) (Moment, error) {
	if head == "" && tail != "" {
		return Moment{r.now, "no start given: it begins now"}, nil
	}
	return r.read(head)
}

// readField reads a start, or the end of a window whose start is the base; a word that leads to the end may be first.
func (r *reader) readField(text string) (Moment, error) {
	if r.field == Start {
		return r.read(text)
	}
	for _, lead := range []string{"until ", "till ", "to ", "-", "–", "→"} {
		if n := len(lead); len(text) > n && strings.EqualFold(text[:n], lead) {
			text = strings.TrimSpace(text[n:])
			break
		}
	}
	m, err := r.read(text)
	if err == nil && !m.At.After(r.base) {
		return m, r.mistake(0, len(r.tokens), "is not after the start, "+model.When(r.base, r.now, r.zone), "+1d "+m.At.Format("15:04"))
	}
	return m, err
}

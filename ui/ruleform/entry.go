package ruleform

import (
	"strings"
	"unicode"

	"seamdash/model"
	"seamdash/model/holidays"
	"seamdash/model/recur"
	"seamdash/ui/widget"
)

// An entry is what a person made of the rule so far: the texts, the rule as far as they are understood, which part has the
// keyboard, and what all of it was before.
//
// The words, the week and the fields are views of the one rule. A text that is not understood leaves the rule as it is.
type entry struct {
	fields [rows]widget.Field // of the rows that are typed
	rule   recur.Rule         // its lists are replaced and never written into
	wrong  [rows]*mistake     // why a text is not understood
	at     row
	begun  recur.Rule // what the editor began with
	past   []state
	undone []state
	// typing is the row that the newest of past was typed in, so that a word is one step and not five.
	typing row
	// changes counts them, for what is done after a change.
	changes uint64
	notes   []string       // what was read into the words that were read last
	added   []holidays.Set // that the book does not have yet
	pins    []model.PIN    // that the rule had last
	called  calling
}

// A mistake is why a text is not understood.
type mistake struct {
	text, hint string
	guess      string // a whole text that was probably meant, or ""
	at, length int    // of the word in its text, in bytes; no length for all of it
}

// A state is the entry at one moment. It holds digits as a [model.PIN], so that no trace of it shows them.
type state struct {
	texts  [rows]string
	digits model.PIN
	rule   recur.Rule
	wrong  [rows]*mistake
	at     row
	called calling
}

// deepest is how many changes can be taken back.
const deepest = 200

func newEntry() entry {
	e := entry{typing: rows}
	for r := range rows {
		if r.typed() {
			e.fields[r] = widget.NewLongField(longest(r))
		}
	}
	return e
}

// longest is how many letters a row takes.
func longest(r row) int {
	switch r {
	case rowWords, rowSkip, rowExtra:
		return 16_384 // a thousand dates
	case rowDigits:
		return 4096
	default:
		return 200
	}
}

func (e *entry) text(r row) string { return strings.TrimSpace(e.fields[r].Value()) }

// set replaces the text of a row, where it is another.
func (e *entry) set(r row, text string) {
	if e.text(r) != text {
		e.fields[r].Set(text)
	}
}

// present is the state of this moment.
func (e *entry) present() state {
	s := state{rule: e.rule, wrong: e.wrong, at: e.at, called: e.called, digits: model.NewPIN(e.fields[rowDigits].Value())}
	for r := range rows {
		if r.typed() && r != rowDigits {
			s.texts[r] = e.fields[r].Value()
		}
	}
	return s
}

// restore goes back to a state.
func (e *entry) restore(s *state) {
	for r := range rows {
		text := s.texts[r]
		if r == rowDigits {
			text = s.digits.Reveal()
		}
		if r.typed() && e.fields[r].Value() != text {
			e.fields[r].Set(text)
		}
	}
	e.rule, e.wrong, e.at, e.called, e.typing = s.rule, s.wrong, s.at, s.called, rows
}

// like says that two states show the same.
func (s *state) like(t *state) bool {
	return s.texts == t.texts && s.digits.Equal(t.digits) && same(&s.rule, &t.rule)
}

// remember keeps the state before a change in a row; what is typed in one row is one change.
func (e *entry) remember(in row) {
	if in < rows && in.typed() && e.typing == in {
		return
	}
	e.typing = rows
	if in < rows && in.typed() {
		e.typing = in
	}
	e.past = append(e.past, e.present())
	if len(e.past) > deepest {
		e.past = append(e.past[:0], e.past[1:]...)
	}
	e.undone = nil
}

// undo takes back the newest change, and says whether there was one.
func (e *entry) undo() bool { return e.step(&e.past, &e.undone) }

// redo does again what was taken back last, and says whether there was something.
func (e *entry) redo() bool { return e.step(&e.undone, &e.past) }

func (e *entry) step(from, to *[]state) bool {
	now := e.present()
	for len(*from) > 0 {
		last := (*from)[len(*from)-1]
		*from = (*from)[:len(*from)-1]
		if !last.like(&now) {
			*to = append(*to, now)
			e.restore(&last)
			return true
		}
	}
	return false
}

// firstWrong is the first row whose text is not understood.
func (e *entry) firstWrong() (row, bool) {
	for r, m := range e.wrong {
		if m != nil {
			return row(r), true
		}
	}
	return rows, false
}

// visible leaves out what cannot be seen. Line ends are blanks.
func visible(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.Is(unicode.C, r) || r == unicode.ReplacementChar:
			return -1
		default:
			return r
		}
	}, s)
}

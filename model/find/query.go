package find

import (
	"slices"
	"strings"
	"time"
)

// A Subject is what the rows are that a query is about.
type Subject uint8

// The subjects.
const (
	Codes Subject = iota
	Locks
)

// A key is what a term asks about.
type key uint8

const (
	free key = iota // a plain word
	status
	kind
	lockName
	name
	problem
	age
	battery
	zone
	starts
	ends
	managed
)

type op uint8

const (
	is op = iota
	less
	more
)

// A term is one word of a query. Which fields matter depends on the key.
type term struct {
	key   key
	not   bool
	op    op
	words []string      // folded; one of them must hold
	bits  bits          // the states that are asked for
	odd   bool          // some of the words are states that only the picture has
	span  time.Duration // age, starts, ends
	n     int           // battery, in per cent
	day   day           // starts, ends
}

// A Query is a filter that was understood. The zero Query lets everything through.
type Query struct {
	text  string
	of    Subject
	terms []term
}

// String is the text that the query was read from.
func (q Query) String() string { return q.text }

// Empty says that everything passes.
func (q Query) Empty() bool { return len(q.terms) == 0 }

// timed says that rows may begin or cease to match by time alone, otherwise than by a change of their state.
func (q Query) timed() bool {
	for i := range q.terms {
		if k := q.terms[i].key; k == age || k == starts || k == ends {
			return true
		}
	}
	return false
}

// narrows says that what passes q must pass p too, so that the rows of p are enough to search. A false proves nothing.
func (q Query) narrows(p Query) bool {
	for i := range p.terms {
		implied := false
		for k := range q.terms {
			implied = implied || q.terms[k].implies(&p.terms[i])
		}
		if !implied {
			return false
		}
	}
	return true
}

// implies says that a row for which t holds is one for which u holds. Of all terms it knows only texts that grew, and terms
// that are the same.
func (t *term) implies(u *term) bool {
	if t.key != u.key || t.not != u.not {
		return false
	}
	if t.text() && !t.not && len(t.words) == 1 && len(u.words) == 1 {
		return strings.Contains(t.words[0], u.words[0])
	}
	return slices.Equal(t.words, u.words) && t.op == u.op && t.bits == u.bits && t.span == u.span && t.n == u.n && t.day == u.day
}

// text says that the term is about a text that its word is searched in.
func (t *term) text() bool {
	switch t.key {
	case free, lockName, name:
		return true
	default:
		return false
	}
}

// word says that the term is a plain word that must occur, which may be taken as fuzzy.
func (t *term) word() bool { return t.key == free && !t.not }

func fold(s string) string { return strings.ToLower(s) }

func containsAny(text string, words []string) bool {
	for _, w := range words {
		if strings.Contains(text, w) {
			return true
		}
	}
	return false
}

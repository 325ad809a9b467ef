package words

import (
	"slices"

	"seamdash/model/recur"
)

// A clause is a part of a rule that a text says at most once.
type clause uint8

const (
	ofStart clause = iota
	ofEnd
	ofBuffers
	ofPause
	clauses
)

// A place is where in the tokens something was said, from one up to and without another.
type place struct{ from, to int }

// A reader reads one text. It can be used once.
type reader struct {
	text     string
	c        Context
	guessing bool // whether a guess is tried out

	tokens []token
	at     int // the token that is next
	said   [clauses]place
	rule   recur.Rule
	dates  dates
	notes  []string
	before pattern // the days that were read last
	groups int     // how many days with their hours there were
}

// read reads all of the text.
func (r *reader) read() (Reading, error) {
	if len(r.text) > longest {
		return Reading{}, &Mistake{Why: "that is too long for a rule"}
	}
	r.tokens = lex(r.text)
	if len(r.tokens) == 0 {
		m := r.mistake(0, 0, "say on which days and at which hours", "weekdays 9-17")
		m.open = true
		return Reading{}, m
	}
	r.base()
	for r.at < len(r.tokens) {
		if err := r.readPart(); err != nil {
			return Reading{}, err
		}
	}
	if err := r.settle(); err != nil {
		return Reading{}, err
	}
	if len(r.rule.Spans) == 0 && len(r.rule.Extra) == 0 {
		m := r.mistake(0, 0, "on which days, and at which hours?", "every day 9-17 "+r.text)
		m.open = true
		return Reading{}, m
	}
	return Reading{Rule: r.rule, Notes: r.notes}, nil
}

// base begins with what the text does not say.
func (r *reader) base() {
	b := r.c.Base
	r.rule = recur.Rule{Name: b.Name, Locks: b.Locks, Zone: b.Zone, Start: r.c.start(), PIN: b.PIN, Naming: b.Naming}
}

// readPart reads a clause, or days with their hours.
func (r *reader) readPart() error {
	if done, err := r.filler(); done || err != nil {
		return err
	}
	from := r.at
	switch {
	case r.hoursAhead():
		return r.readGroup()
	case r.bufferAhead():
		return r.readBuffers(from)
	case r.countAhead():
		return r.readCount(from)
	case r.rhythmAhead():
		return r.readRhythm(from)
	case r.groups > 0 && r.seasonAhead():
		return r.readLateSeason(from)
	}
	if read := r.clauseAhead(); read != nil {
		r.at++
		return read(from)
	}
	return r.readGroup()
}

// clauseAhead is what reads the clause that the next word leads to, or nil.
func (r *reader) clauseAhead() func(from int) error {
	switch r.peek(0).text {
	case "until", "till", "til", "through", "thru", "ending", "ends":
		return r.readEnd
	case "from", "starting", "starts", "start", "beginning", "since":
		return r.readStart
	case "except", "not", "no", "excluding", "without", "skip":
		return r.readExcept
	case "with":
		return r.readBuffers
	case "also", "extra", "plus":
		return r.readExtra
	case "paused", "pause":
		return r.readPause
	}
	return nil
}

// filler passes over what separates parts. Each has to lead to something.
func (r *reader) filler() (bool, error) {
	from := r.at
	switch {
	case r.takes(",", ";"), r.is(".") && r.at == len(r.tokens)-1 && r.takes("."):
		return true, nil
	case r.takes("and", "but"):
		if r.at == len(r.tokens) && from > 0 {
			return false, r.missing(from, "leads to nothing", r.instead(from, r.at, ""))
		}
		if from == 0 {
			return false, r.mistake(from, r.at, "follows nothing", r.instead(from, r.at, ""))
		}
		return true, nil
	}
	return false, nil
}

// claim notes that the tokens from one up to the next say a clause, and refuses one that was said before.
func (r *reader) claim(c clause, from int) error {
	if p := r.said[c]; p.to > 0 {
		return r.mistake(from, r.at, `does not go with "`+r.words(p)+`"`)
	}
	r.said[c] = place{from, r.at}
	return nil
}

// words is the text of some tokens as it was typed.
func (r *reader) words(p place) string { return r.text[r.tokens[p.from].from:r.tokens[p.to-1].to] }

// peek is a token counted from the next one.
func (r *reader) peek(ahead int) token {
	if i := r.at + ahead; i >= 0 && i < len(r.tokens) {
		return r.tokens[i]
	}
	return token{from: len(r.text), to: len(r.text)}
}

// is says that the next token is one of some words or symbols.
func (r *reader) is(words ...string) bool { return r.isAt(0, words...) }

func (r *reader) isAt(ahead int, words ...string) bool {
	t := r.peek(ahead)
	return (t.kind == word || t.kind == symbol) && slices.Contains(words, t.text)
}

// takes passes over the next token if it is one of some words or symbols.
func (r *reader) takes(words ...string) bool {
	if r.is(words...) {
		r.at++
		return true
	}
	return false
}

// glued says that a token counted from the next one follows the one before it without a blank.
func (r *reader) glued(ahead int) bool {
	return r.peek(ahead).kind != nothing && r.peek(ahead).from == r.peek(ahead-1).to
}

// comma passes over what separates the members of a list, and says whether it did.
func (r *reader) comma() bool {
	was := r.at
	for r.takes(",", "and", "/") {
	}
	return r.at > was
}

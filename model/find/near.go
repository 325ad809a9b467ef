package find

import (
	"strings"

	"github.com/sahilm/fuzzy"
)

const (
	// nearMost is how many texts are compared with a word at most: beyond that a key stroke would be felt.
	nearMost = 2048
	// nearLeast is how long a word is at least that can be taken as fuzzy: two letters come near everything.
	nearLeast = 3
	// scoreSlack is how much worse than the best a match may be; the search gives 10 to 20 points for a letter at the
	// beginning of a word.
	scoreSlack = 15
)

// comeNear looks for rows that come near the plain words where none has them all: a word that occurs nowhere in what the
// other terms left is compared letter by letter.
func (t *Table) comeNear() {
	t.judgeWithout()
	alone := t.words() == 1 // and nothing has it, or there would be no need to come near
	for i := range t.query.terms {
		term := &t.query.terms[i]
		switch {
		case !term.word():
		case !alone && t.occurs(term):
			for k := range t.blocks {
				if b := &t.blocks[k]; b.lock != nil && b.hits > 0 {
					hits := t.hitsOf(b)
					t.ask(b, i, hits)
					b.recount(hits)
				}
			}
		default:
			t.closest = true
			t.near(term.words[0])
		}
	}
}

// judgeWithout judges by everything but the plain words.
func (t *Table) judgeWithout() {
	for k := range t.blocks {
		b := &t.blocks[k]
		if b.lock == nil {
			continue
		}
		hits := t.hitsOf(b)
		for i := range hits {
			hits[i] = 1
		}
		for i := range t.query.terms {
			if !t.query.terms[i].word() {
				t.ask(b, i, hits)
			}
		}
		t.onlyProblems(b, hits)
		b.recount(hits)
	}
}

// occurs says that some row that is left has the word.
func (t *Table) occurs(term *term) bool {
	for k := range t.blocks {
		b := &t.blocks[k]
		if b.lock == nil || b.hits == 0 {
			continue
		}
		if containsAny(b.facts.text, term.words) {
			return true
		}
		if !containsAny(b.names, term.words) {
			continue
		}
		for i, h := range t.hitsOf(b) {
			if h != 0 && containsAny(b.name(i), term.words) {
				return true
			}
		}
	}
	return false
}

// A candidate is a text that has the letters of a word in their order: the name of a lock, for all its rows, or of a code.
type candidate struct {
	text string
	b    *block
	code int // -1 for the lock
}

type candidates []candidate

// String and Len are what the fuzzy search reads.
func (c candidates) String(i int) string { return c[i].text }
func (c candidates) Len() int            { return len(c) }

// near keeps the rows whose names match a word best. For a moment the hits of these are 2.
func (t *Table) near(word string) {
	for _, c := range bestOf(word, t.gather(word)) {
		hits := t.hitsOf(c.b)
		if c.code >= 0 {
			hits[c.code] = 2
			continue
		}
		for i := range hits {
			hits[i] *= 2 - hits[i]/2
		}
	}
	for k := range t.blocks {
		b := &t.blocks[k]
		if b.lock == nil || b.hits == 0 {
			continue
		}
		hits := t.hitsOf(b)
		for i := range hits {
			hits[i] /= 2
		}
		b.recount(hits)
	}
}

// gather collects the texts of the rows that are left which have the letters of the word in their order.
func (t *Table) gather(word string) candidates {
	var found candidates
	if len(word) < nearLeast {
		return nil
	}
	for k := range t.blocks {
		b := &t.blocks[k]
		if b.lock == nil || b.hits == 0 {
			continue
		}
		if subsequence(word, b.facts.name) {
			found = append(found, candidate{b.facts.name, b, -1})
		}
		for i, h := range t.hitsOf(b) {
			if h != 0 && subsequence(word, b.name(i)) {
				found = append(found, candidate{b.name(i), b, i})
			}
		}
		if len(found) >= nearMost {
			t.capped = true
			return found[:nearMost]
		}
	}
	return found
}

// subsequence says that text has all bytes of the word in their order.
func subsequence(word, text string) bool {
	for i := range len(word) {
		k := strings.IndexByte(text, word[i])
		if k < 0 {
			return false
		}
		text = text[k+1:]
	}
	return true
}

// bestOf leaves out what matches much worse than the best.
func bestOf(word string, found candidates) candidates {
	matches := fuzzy.FindFromNoSort(word, found)
	best := -1 << 20
	for i := range matches {
		best = max(best, matches[i].Score)
	}
	var kept candidates
	for i := range matches {
		if matches[i].Score >= best-scoreSlack {
			kept = append(kept, found[matches[i].Index])
		}
	}
	return kept
}

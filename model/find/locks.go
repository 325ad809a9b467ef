package find

import (
	"strings"

	"seamdash/model"
)

// A LockList is the locks of a picture that pass a query.
type LockList struct {
	locks   []*model.Lock
	facts   []lockFacts
	shown   []int
	query   Query
	stuck   func(*model.Lock) bool
	closest bool
}

// NewLockList is an empty list; stuck says that a code on the lock is stuck at present.
func NewLockList(stuck func(*model.Lock) bool) *LockList { return &LockList{stuck: stuck} }

// Shown are the places in the picture of the locks that pass, ascending.
func (l *LockList) Shown() []int { return l.shown }

// Query is what the locks are filtered by.
func (l *LockList) Query() Query { return l.query }

// Closest says that no lock has all the plain words, so that those shown only come near.
func (l *LockList) Closest() bool { return l.closest }

// Update follows the picture; locks are those of a snapshot, in its order. Only locks that changed are read.
func (l *LockList) Update(locks []*model.Lock) {
	if len(locks) == len(l.locks) && (len(locks) == 0 || &locks[0] == &l.locks[0]) {
		return
	}
	known := map[*model.Lock]int{}
	for i, lock := range l.locks {
		if i >= len(locks) || locks[i] != lock {
			known[lock] = i
		}
	}
	facts := make([]lockFacts, len(locks))
	for i, lock := range locks {
		if i < len(l.locks) && l.locks[i] == lock {
			facts[i] = l.facts[i]
		} else if k, ok := known[lock]; ok {
			facts[i] = l.facts[k]
		} else {
			facts[i] = factsOf(lock)
		}
	}
	l.locks, l.facts = locks, facts
	l.search(false)
}

// Filter keeps the locks that pass.
func (l *LockList) Filter(q Query) {
	narrower := !l.query.Empty() && !l.closest && q.narrows(l.query)
	l.query = q
	l.search(narrower)
}

func (l *LockList) search(narrower bool) {
	kept := l.shown[:0]
	l.closest = false
	switch {
	case l.query.Empty():
	case narrower:
		for _, i := range l.shown {
			if l.passes(i) {
				kept = append(kept, i)
			}
		}
	default:
		for i := range l.locks {
			if l.passes(i) {
				kept = append(kept, i)
			}
		}
	}
	if len(kept) == 0 && !l.query.Empty() {
		kept = l.near(kept)
	}
	l.shown = kept
}

func (l *LockList) passes(i int) bool {
	for k := range l.query.terms {
		t := &l.query.terms[k]
		if l.holds(i, t) == t.not {
			return false
		}
	}
	return true
}

// holds answers a term about a lock, without the negation.
func (l *LockList) holds(i int, t *term) bool {
	f := &l.facts[i]
	switch t.key {
	case free:
		return containsAny(f.text, t.words) || l.standsAs(i, t.words[0])
	case name, lockName:
		return containsAny(f.name, t.words)
	case kind:
		return containsAny(f.kind, t.words)
	case problem:
		return hasProblem(f.errs, t.words)
	case status:
		return l.bits(i, t.bits)&t.bits != 0
	case managed:
		return (&row{bits: f.bits}).holds(t, 0, 0, 0)
	default:
		return f.ofLock(t) == yes
	}
}

// bits are the states of a lock; whether it holds a stuck code is asked only when it matters.
func (l *LockList) bits(i int, wanted bits) bits {
	b := l.facts[i].bits
	if wanted&stuckBit != 0 && l.stuck(l.locks[i]) {
		b |= stuckBit
	}
	return b
}

// standsAs says that a plain word begins the word for a state of the lock.
func (l *LockList) standsAs(i int, plain string) bool {
	if len(plain) < nearLeast {
		return false
	}
	for _, w := range lockStates() {
		if strings.HasPrefix(w.text, plain) && l.bits(i, w.bits)&w.bits != 0 {
			return true
		}
	}
	return false
}

// near finds the locks whose names come near the plain words, when all other terms hold.
func (l *LockList) near(kept []int) []int {
	var words []string
	left := Query{}
	for _, t := range l.query.terms {
		if t.word() {
			words = append(words, t.words[0])
		} else {
			left.terms = append(left.terms, t)
		}
	}
	word := strings.Join(words, "")
	if len(word) < nearLeast {
		return kept
	}
	whole := l.query
	l.query = left
	var found candidates
	for i := range l.locks {
		if subsequence(word, l.facts[i].name) && l.passes(i) {
			found = append(found, candidate{text: l.facts[i].name, code: i})
		}
	}
	l.query = whole
	for _, c := range bestOf(word, found) {
		kept = append(kept, c.code)
		l.closest = true
	}
	return kept
}

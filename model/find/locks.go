package find

import (
	"slices"
	"strings"

	"seamdash/model"
)

// A LockList is the locks of a picture that pass a query. It reads no lock before somebody asks for something.
type LockList struct {
	locks    []*model.Lock // as they were last given
	read     []*model.Lock // those that facts are about
	facts    []lockFacts
	shown    []int
	query    Query
	problems bool
	stuck    func(*model.Lock) bool
	closest  bool
}

// troubled are the states of a lock that somebody should look at.
const troubled = offlineBit | errorBit | warningBit | staleBit | unreadBit

// NewLockList is an empty list; stuck says that a code on the lock is stuck at present.
func NewLockList(stuck func(*model.Lock) bool) *LockList { return &LockList{stuck: stuck} }

// Filtering says that there is a query, or that only problems are shown. Otherwise all locks pass, and Shown is not kept.
func (l *LockList) Filtering() bool { return l.problems || !l.query.Empty() }

// Shown are the places in the picture of the locks that pass, ascending.
func (l *LockList) Shown() []int { return l.shown }

// Problems says that only locks are shown that need a look.
func (l *LockList) Problems() bool { return l.problems }

// Query is what the locks are filtered by.
func (l *LockList) Query() Query { return l.query }

// Closest says that no lock has all the plain words, so that those shown only come near.
func (l *LockList) Closest() bool { return l.closest }

// Update follows the picture; locks are those of a snapshot, in its order. Only locks that changed are read.
func (l *LockList) Update(locks []*model.Lock) {
	same := sameSlice(locks, l.locks)
	l.locks = locks
	if !same {
		l.search(false)
	}
}

func sameSlice(a, b []*model.Lock) bool {
	return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0])
}

// Filter keeps the locks that pass a query, and of these only such as need a look when problems is set: those with an error or
// a warning, a stuck code or a low battery, and those that are offline or could not be read.
func (l *LockList) Filter(q Query, problems bool) {
	narrower := l.Filtering() && !l.closest && !l.query.brief() && (problems || !l.problems) && q.narrows(l.query)
	l.query, l.problems = q, problems
	l.search(narrower)
}

// brief says that a plain word is too short to be taken for a state. When it grows, locks may pass that did not before.
func (q Query) brief() bool {
	return slices.ContainsFunc(q.terms, func(t term) bool { return t.word() && len(t.words[0]) < nearLeast })
}

// Again asks every lock again, for what time alone has changed: whether a code is stuck.
func (l *LockList) Again() { l.search(false) }

// renew reads the locks that changed since they were read last.
func (l *LockList) renew() {
	if sameSlice(l.read, l.locks) {
		return
	}
	if !l.inPlace() {
		known := make(map[model.DeviceID]int, len(l.read))
		for i, lock := range l.read {
			known[lock.Device.ID] = i
		}
		facts := make([]lockFacts, len(l.locks))
		for i, lock := range l.locks {
			if k, ok := known[lock.Device.ID]; ok {
				facts[i] = l.facts[k].after(l.read[k], lock)
			} else {
				facts[i] = factsOf(lock)
			}
		}
		l.facts = facts
	}
	l.read = l.locks
}

// inPlace reads the locks that changed where all stand where they stood, which is nearly always so.
func (l *LockList) inPlace() bool {
	if len(l.read) != len(l.locks) {
		return false
	}
	for i, lock := range l.locks {
		if l.read[i] != lock && l.read[i].Device.ID != lock.Device.ID {
			return false
		}
	}
	for i, lock := range l.locks {
		if l.read[i] != lock {
			l.facts[i] = l.facts[i].after(l.read[i], lock)
		}
	}
	return true
}

// after is the facts of a lock as it is now, where f are those of the lock as it was.
func (f *lockFacts) after(before, now *model.Lock) lockFacts {
	if before == now {
		return *f
	}
	if !sameTexts(&before.Device, &now.Device) {
		return factsOf(now)
	}
	next := *f
	next.renew(now)
	return next
}

func (l *LockList) search(narrower bool) {
	l.closest = false
	if !l.Filtering() {
		return
	}
	l.renew()
	kept := l.shown[:0]
	switch {
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
	if len(kept) == 0 {
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
	return !l.problems || l.needsLook(i)
}

func (l *LockList) needsLook(i int) bool {
	f := &l.facts[i]
	return f.bits&troubled != 0 || f.power&lowBit != 0 || l.stuck(l.locks[i])
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

package find

import (
	"slices"
	"time"

	"seamdash/model"
)

// A filter is what a table is filtered by, and what it found.
type filter struct {
	query    Query
	problems bool
	zone     func(*model.Lock) *time.Location
	closest  bool // no row has all words; the rows are those that come near
	capped   bool // there were too many rows to compare all with the words
	minute   int64
	changed  bool    // since the rows were last collected
	found    []uint8 // scratch for one block
	stale    []int32 // blocks to judge again
	days     []zoneDays
}

func (f *filter) filtering() bool { return f.problems || !f.query.Empty() }

// Filter keeps the rows that pass a query, and of these only such as need a look when problems is set. The zero query passes all.
func (t *Table) Filter(q Query, problems bool) {
	narrower := t.filtering() && !t.closest && (problems || !t.problems) && q.narrows(t.query)
	t.query, t.problems = q, problems
	if !t.filtering() {
		t.closest, t.capped = false, false
		return
	}
	t.judgeAll(narrower)
}

// Query is what the table is filtered by.
func (t *Table) Query() Query { return t.query }

// Problems says that only rows are shown that need a look.
func (t *Table) Problems() bool { return t.problems }

// Closest says that no row has all the plain words, so that the rows shown are those that come near. capped says that there
// were too many candidates to compare them all.
func (t *Table) Closest() (is, capped bool) { return t.closest && t.Len() > 0, t.capped }

// judgeAll asks every row, or only those that passed before.
func (t *Table) judgeAll(narrower bool) {
	if !t.filtering() {
		return
	}
	t.minute = t.now.Unix() / 60
	t.closest, t.capped = false, false
	t.days = t.days[:0]
	total := 0
	for i := range t.blocks {
		b := &t.blocks[i]
		if b.lock == nil || narrower && b.hits == 0 {
			continue
		}
		t.judge(b, narrower)
		total += int(b.hits)
	}
	if total == 0 && t.words() > 0 {
		t.comeNear()
	}
	from := t.order
	if narrower && !t.closest {
		from = t.shown
	}
	t.collect(from)
}

// judgeTimed asks again where the answer depends on the time, once a minute, and where rows were asked one by one though only
// all together can say what comes near.
func (t *Table) judgeTimed() {
	if !t.filtering() {
		return
	}
	switch {
	case t.query.timed() && t.minute != t.now.Unix()/60,
		t.changed && t.words() > 0 && (t.closest || t.matches() == 0):
		t.judgeAll(false)
	case t.changed:
		t.collect(t.order)
	}
}

func (t *Table) matches() int {
	n := 0
	for i := range t.blocks {
		n += int(t.blocks[i].hits)
	}
	return n
}

// collect reads the rows that pass out of rows in order.
func (t *Table) collect(rows []uint32) {
	if !t.filtering() {
		return
	}
	t.changed = false
	kept, n := slices.Grow(t.shown[:0], len(rows))[:len(rows)], 0
	for _, slot := range rows { // rows may be t.shown itself
		kept[n] = slot // without a branch, which nobody could predict
		n += int(t.hits[slot])
	}
	t.shown = kept[:n]
}

// words counts the plain words that must occur.
func (t *Table) words() int {
	n := 0
	for i := range t.query.terms {
		if t.query.terms[i].word() {
			n++
		}
	}
	return n
}

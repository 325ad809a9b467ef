package find

import (
	"slices"
	"time"

	"seamdash/model"
)

// zoneDays are the stretches of time that the terms of the query ask for, in one zone.
type zoneDays struct {
	zone        *time.Location
	from, until []int64 // by term
}

// daysIn works the stretches out once for each zone and judgement.
func (t *Table) daysIn(zone *time.Location) *zoneDays {
	for i := range t.days {
		if t.days[i].zone == zone {
			return &t.days[i]
		}
	}
	d := zoneDays{zone: zone, from: make([]int64, len(t.query.terms)), until: make([]int64, len(t.query.terms))}
	for i := range t.query.terms {
		d.from[i], d.until[i] = t.query.terms[i].stretch(t.now, zone)
	}
	t.days = append(t.days, d)
	return &t.days[len(t.days)-1]
}

// judge marks the rows of a lock that pass, of all or of those that passed before.
func (t *Table) judge(b *block, before bool) {
	hits := t.hitsOf(b)
	if !before {
		t.changed = true
		for i := range hits {
			hits[i] = 1
		}
	}
	for i := range t.query.terms {
		t.ask(b, i, hits)
		if !slices.Contains(hits, 1) {
			break
		}
	}
	t.onlyProblems(b, hits)
	b.recount(hits)
}

func (t *Table) hitsOf(b *block) []uint8 { return t.hits[b.first : int(b.first)+b.count()] }

func (b *block) recount(hits []uint8) {
	n := int32(0)
	for _, h := range hits {
		n += int32(h)
	}
	b.hits = n
}

func (t *Table) onlyProblems(b *block, hits []uint8) {
	if !t.problems {
		return
	}
	rows := t.rows[b.first:]
	for i := range hits {
		if hits[i] != 0 && !rows[i].needsLook() {
			hits[i] = 0
		}
	}
}

// ask takes the rows out of hits for which a term of the query does not hold.
func (t *Table) ask(b *block, i int, hits []uint8) {
	term := &t.query.terms[i]
	if answer := b.facts.ofLock(term); answer != each {
		if (answer == yes) == term.not {
			clear(hits)
		}
		return
	}
	switch term.key {
	case free, name:
		t.found = slices.Grow(t.found[:0], len(hits))[:len(hits)]
		clear(t.found)
		for _, w := range term.words {
			b.marks(t.found, w)
		}
		only(hits, t.found, term.not)
	case problem:
		for i := range hits {
			if hits[i] != 0 && (b.errs != nil && hasProblem(b.errs[i], term.words)) == term.not {
				hits[i] = 0
			}
		}
	default:
		t.askRows(b, i, hits)
	}
}

func only(hits, found []uint8, not bool) {
	flip := uint8(0)
	if not {
		flip = 1
	}
	for i := range hits {
		hits[i] &= found[i] ^ flip
	}
}

func (t *Table) askRows(b *block, i int, hits []uint8) {
	term := &t.query.terms[i]
	var from, until int64
	if term.key == starts || term.key == ends {
		days := t.daysIn(t.zone(b.lock))
		from, until = days.from[i], days.until[i]
	}
	rows, now := t.rows[b.first:], t.now.Unix()
	for k := range hits {
		if hits[k] == 0 {
			continue
		}
		holds := rows[k].holds(term, from, until, now) || term.odd && oddly(&b.lock.Codes[k], term.words)
		if holds == term.not {
			hits[k] = 0
		}
	}
}

// oddly says that the code has one of the statuses, though Seam does not document it.
func oddly(c *model.AccessCode, words []string) bool {
	return !c.Status.Known() && slices.Contains(words, fold(string(c.Status)))
}

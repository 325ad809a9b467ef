package find

import (
	"cmp"
	"slices"

	"seamdash/model"
)

// A Column is a fact that rows can be put in order by.
type Column uint8

// The columns. PINs are no order: it would tell about them.
const (
	ByNeed    Column = iota // what is stuck, and then lock by lock
	ByState                 // the worst first
	ByAge                   // the longest in its state first
	ByLock                  // lock by lock, and there by the start of the window
	ByName                  // the code's name
	ByType                  // the kind of code
	ByStart                 // the start of the window
	ByEnd                   // the end of the window
	ByIssues                // the fewest first
	ByBattery               // the weakest first
	ByZone                  // the time zone
)

// A Sort is an order of rows. Rows without the fact are last in both directions; equal rows stand lock by lock.
type Sort struct {
	By   Column
	Down bool // the other way round
}

// missing stands for a fact that the row has not; see key.
const missing = ^uint64(0)

// key is what the rows are sorted by, as a number; of texts it is the beginning.
func (t *Table) key(slot uint32) uint64 {
	k := t.upKey(slot)
	if k == missing || !t.sort.Down {
		return k
	}
	return missing - 1 - min(k, missing-1)
}

// upKey is key for the direction that is not turned round.
func (t *Table) upKey(slot uint32) uint64 {
	r := &t.rows[slot]
	b := &t.blocks[r.block]
	switch t.sort.By {
	case ByNeed:
		return uint64(b.place) | uint64(when(r.bits&stuckBit == 0, 1))<<63
	case ByLock:
		return uint64(b.place)
	case ByName:
		return prefix(b.name(int(slot) - int(b.first)))
	case ByBattery:
		return orMissing(int64(b.facts.level) + 1)
	case ByZone:
		return prefix(b.facts.zone)
	default:
		return r.key(t.sort.By)
	}
}

// key is upKey for what the row itself has.
func (r *row) key(by Column) uint64 {
	switch by {
	case ByState:
		return uint64(severity(r))<<56 | min(orMissing(r.since), 1<<55)
	case ByAge:
		return orMissing(r.since)
	case ByStart:
		return orMissing(r.from)
	case ByEnd:
		return orMissing(r.until)
	case ByIssues:
		return uint64(r.issues)
	case ByType:
		return uint64(r.bits & (ongoingBit | timedBit | backupBit | oneTimeBit | noNetBit))
	default:
		return missing
	}
}

func orMissing(n int64) uint64 {
	if n <= 0 {
		return missing
	}
	return uint64(n)
}

// prefix is the beginning of a text as a number that compares like it.
func prefix(s string) uint64 {
	if s == "" {
		return missing
	}
	var k uint64
	for i := range 8 {
		k <<= 8
		if i < len(s) {
			k |= uint64(s[i])
		}
	}
	return k
}

// severity ranks states, the worst first.
func severity(r *row) int {
	if r.bits&stuckBit != 0 {
		return 0
	}
	ranks := [...]int{
		model.PhaseLate: 1, model.PhaseUnreadable: 2, model.PhaseUnknown: 3, model.PhaseSetting: 4, model.PhaseRemoving: 5,
		model.PhaseLingering: 6, model.PhaseWaiting: 7, model.PhaseLoaded: 8, model.PhaseSet: 9, model.PhaseOver: 10,
	}
	return ranks[r.phase]
}

// compare is a strict order of slots.
func (t *Table) compare(a, b uint32) int {
	if c := cmp.Compare(t.keys[a], t.keys[b]); c != 0 {
		return c
	}
	x, y := &t.blocks[t.rows[a].block], &t.blocks[t.rows[b].block]
	c := 0
	switch t.sort.By {
	case ByName:
		c = cmp.Compare(x.name(int(a)-int(x.first)), y.name(int(b)-int(y.first)))
	case ByZone:
		c = cmp.Compare(x.facts.zone, y.facts.zone)
	default:
	}
	if t.sort.Down {
		c = -c
	}
	return cmp.Or(c, cmp.Compare(x.place, y.place), cmp.Compare(a, b))
}

// arrange puts all rows in order.
func (t *Table) arrange() {
	t.order = t.order[:0]
	for i := range t.blocks {
		b := &t.blocks[i]
		if b.lock == nil {
			continue
		}
		for k := range b.count() {
			slot := uint32(int(b.first) + k) //nolint:gosec // slots fit
			t.keys[slot] = t.key(slot)
			t.order = append(t.order, slot)
		}
	}
	slices.SortFunc(t.order, t.compare)
}

// rekey reads the keys of all rows again, after locks came or went so that the places of others moved. The order stays.
func (t *Table) rekey() {
	for _, slot := range t.order {
		if t.touched[slot] == settled {
			t.keys[slot] = t.key(slot)
		}
	}
}

// merge brings fresh rows, which are in order, into rows that are in order but for those that are touched: these are left out.
// Both fresh rows and the rows they go between are compared by their keys.
func (t *Table) merge(dst, rows, fresh []uint32) []uint32 {
	for _, slot := range rows {
		if t.touched[slot] != settled {
			continue
		}
		for len(fresh) > 0 && t.compare(fresh[0], slot) < 0 {
			dst = append(dst, fresh[0])
			fresh = fresh[1:]
		}
		dst = append(dst, slot)
	}
	return append(dst, fresh...)
}

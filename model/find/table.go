package find

import (
	"slices"
	"time"

	"seamdash/model"
)

// A Table is every code of every lock as rows: filtered, in order, and kept so at a cost that follows what changed. One
// goroutine at a time may use it; it may be built in one and handed to another.
type Table struct {
	locks  []*model.Lock // as they were last given
	states []string      // statuses that Seam does not document
	byID   map[model.DeviceID]int32
	blocks []block
	vacant []int32 // blocks without a lock
	wasted int     // slots that no block owns any more

	// Columns by slot. A slot is the number of a row for as long as its lock exists and its codes stay in number.
	rows    []row
	turns   []int64
	keys    []uint64
	hits    []uint8 // 1 for a row that passes the filter
	touched []touch

	order []uint32 // all slots
	shown []uint32 // those that pass the filter; meaningful only while there is one
	spare []uint32 // scratch for merge
	fresh []uint32 // slots that have to find their place
	gone  []uint32 // slots that are rows no more

	sort Sort
	now  time.Time
	turn int64 // the first of turns
	filter
}

// touch says what happens to a slot in the update that runs.
type touch uint8

const (
	settled touch = iota
	moving        // it has to find its place again
	leaving       // it is a row no more
)

// NewTable is an empty table. zone gives the zone that the days of a lock are counted in; it must not be nil when the table is
// filtered by days.
func NewTable(sort Sort, zone func(*model.Lock) *time.Location) *Table {
	return &Table{byID: map[model.DeviceID]int32{}, sort: sort, turn: far, filter: filter{zone: zone}}
}

// Len is how many rows pass the filter, and All how many there are.
func (t *Table) Len() int { return len(t.rowsShown()) }

// All is how many rows there are, whatever the filter.
func (t *Table) All() int { return len(t.order) }

// Sort is the order of the rows.
func (t *Table) Sort() Sort { return t.sort }

// States are the statuses in the picture that Seam does not document; see [Parse].
func (t *Table) States() []string { return t.states }

// At is what stands in a row, 0 <= row < Len.
func (t *Table) At(row int) (*model.Lock, *model.AccessCode) {
	slot := t.rowsShown()[row]
	b := &t.blocks[t.rows[slot].block]
	return b.lock, &b.lock.Codes[int(slot)-int(b.first)]
}

// Row is where a code stands; ok is false when it passes not, or is gone.
func (t *Table) Row(device model.DeviceID, code model.CodeID) (row int, ok bool) {
	id, ok := t.byID[device]
	if !ok {
		return 0, false
	}
	b := &t.blocks[id]
	i := slices.IndexFunc(b.lock.Codes, func(c model.AccessCode) bool { return c.ID == code })
	if i < 0 {
		return 0, false
	}
	slot := uint32(int(b.first) + i) //nolint:gosec // slots fit
	if t.filtering() && t.hits[slot] == 0 {
		return 0, false
	}
	return slices.BinarySearchFunc(t.rowsShown(), slot, t.compare)
}

// Arrange puts the rows in another order; it costs a sort of all.
func (t *Table) Arrange(sort Sort) {
	t.sort = sort
	t.arrange()
	t.collect(t.order)
}

func (t *Table) rowsShown() []uint32 {
	if t.filtering() {
		return t.shown
	}
	return t.order
}

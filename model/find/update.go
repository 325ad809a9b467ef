package find

import (
	"slices"
	"time"

	"seamdash/model"
)

// Changes counts the codes of the locks that an update to locks would have to read, so that a caller can put a large one
// aside. It compares pointers.
func (t *Table) Changes(locks []*model.Lock) int {
	n := 0
	for i, l := range locks {
		if i < len(t.locks) && t.locks[i] == l {
			continue
		}
		if id, ok := t.byID[l.Device.ID]; !ok || t.blocks[id].lock != l {
			n += len(l.Codes)
		}
	}
	return n
}

// Update follows the picture and the time. locks are those of a snapshot, in its order; the table keeps the slice. Locks that
// are the same pointers are not read again.
func (t *Table) Update(locks []*model.Lock, now time.Time) {
	t.now, t.days = now, t.days[:0]
	first := len(t.order) == 0
	if len(t.rows) == 0 {
		t.reserve(locks)
	}
	moved := t.take(locks)
	t.changed = t.changed || moved
	t.advance()
	if t.wasted > len(t.rows)/2+1024 {
		t.rebuild()
		first = true
	}
	switch {
	case first:
		t.arrange()
		t.settle()
		t.fresh, t.gone = nil, nil // they held every row, and will hold few
		t.judgeAll(false)
	case moved || len(t.fresh)+len(t.gone) > 0:
		t.replace(moved)
	}
	t.judgeTimed()
}

// take finds the locks that changed, came and went. moved says that the place of some other lock is not what it was.
func (t *Table) take(locks []*model.Lock) (moved bool) {
	seen := 0
	for place, l := range locks {
		if place < len(t.locks) && t.locks[place] == l {
			seen++
			continue
		}
		id, ok := t.byID[l.Device.ID]
		if !ok {
			id = t.settleIn(l)
			t.blocks[id].place = int32(place) //nolint:gosec // a place fits
			t.read(id, l)
			moved = true
			continue
		}
		seen++
		b := &t.blocks[id]
		renamed := b.lock.Device.Name != l.Device.Name
		moved = moved || int(b.place) != place
		b.place = int32(place) //nolint:gosec // a place fits
		if b.lock != l {
			t.read(id, l)
		}
		if renamed {
			t.touchAll(b)
		}
	}
	if seen < len(t.locks) {
		t.leave(locks)
		moved = true
	}
	t.locks = locks
	return moved
}

// reserve makes room for all codes at once: growing bit by bit would leave a quarter of the table unused.
func (t *Table) reserve(locks []*model.Lock) {
	n := 0
	for _, l := range locks {
		n += roomFor(len(l.Codes))
	}
	t.rows, t.keys, t.turns = make([]row, 0, n), make([]uint64, 0, n), make([]int64, 0, n)
	t.hits, t.touched = make([]uint8, 0, n), make([]touch, 0, n)
	t.order = make([]uint32, 0, n)
}

// roomFor is how many slots a lock with n codes gets: some to grow.
func roomFor(n int) int { return n + n/8 }

// settleIn finds a block for a new lock.
func (t *Table) settleIn(l *model.Lock) int32 {
	if n := len(t.vacant); n > 0 {
		id := t.vacant[n-1]
		t.vacant = t.vacant[:n-1]
		t.byID[l.Device.ID] = id
		return id
	}
	id := int32(len(t.blocks)) //nolint:gosec // there are not that many locks
	t.blocks = append(t.blocks, block{})
	t.byID[l.Device.ID] = id
	return id
}

// read brings the rows of a block to what the lock is now.
func (t *Table) read(id int32, l *model.Lock) {
	b := &t.blocks[id]
	old := b.lock
	var before []model.AccessCode
	if old != nil {
		before = old.Codes
	}
	if len(l.Codes) > int(b.room) {
		t.empty(b, 0, len(before))
		t.move(b, len(l.Codes))
		before = nil
	}
	t.empty(b, len(l.Codes), len(before))
	b.lock = l
	names, ends := b.names, b.ends
	b.fold(old)
	for i := range l.Codes {
		same := i < len(before) && before[i].ID == l.Codes[i].ID
		if same && t.sort.By == ByName {
			same = nameAt(names, ends, i) == b.name(i)
		}
		slot := uint32(int(b.first) + i) //nolint:gosec // slots fit
		t.refresh(id, slot, &l.Codes[i], same)
	}
	if t.filtering() {
		t.judge(b, false)
	}
}

// refresh reads one row. A row that is the same code with the same key stays where it is.
func (t *Table) refresh(id int32, slot uint32, c *model.AccessCode, same bool) {
	r, turn := rowOf(c, t.blocks[id].habit, t.now)
	r.block = id
	t.rows[slot], t.turns[slot] = r, turn
	t.turn = min(t.turn, turn)
	if !c.Status.Known() && c.Status != "" && !slices.Contains(t.states, string(c.Status)) {
		t.states = append(t.states, string(c.Status))
	}
	key := t.key(slot)
	if !same || t.keys[slot] != key || t.touched[slot] == leaving {
		t.touch(slot)
	}
	t.keys[slot] = key
}

func (t *Table) touch(slot uint32) {
	if t.touched[slot] != moving {
		t.fresh = append(t.fresh, slot)
	}
	t.touched[slot] = moving
}

func (t *Table) touchAll(b *block) {
	for i := range b.count() {
		t.touch(uint32(int(b.first) + i)) //nolint:gosec // slots fit
	}
}

// empty takes the rows from, inclusive, to, exclusive, out of the table.
func (t *Table) empty(b *block, from, to int) {
	for i := from; i < to; i++ {
		slot := uint32(int(b.first) + i) //nolint:gosec // slots fit
		t.touched[slot], t.turns[slot], t.hits[slot] = leaving, far, 0
		t.gone = append(t.gone, slot)
	}
}

// move gives a block a new run of slots with some room to grow.
func (t *Table) move(b *block, n int) {
	t.wasted += int(b.room)
	room := roomFor(n)
	b.first, b.room = int32(len(t.rows)), int32(room) //nolint:gosec // slots fit
	t.rows = append(t.rows, make([]row, room)...)
	t.keys = append(t.keys, make([]uint64, room)...)
	t.hits = append(t.hits, make([]uint8, room)...)
	t.touched = append(t.touched, make([]touch, room)...)
	for range room {
		t.turns = append(t.turns, far)
	}
}

// leave drops the locks that are not in the picture any more.
func (t *Table) leave(locks []*model.Lock) {
	here := make(map[model.DeviceID]bool, len(locks))
	for _, l := range locks {
		here[l.Device.ID] = true
	}
	for device, id := range t.byID {
		if here[device] {
			continue
		}
		b := &t.blocks[id]
		t.empty(b, 0, b.count())
		t.wasted += int(b.room)
		t.blocks[id] = block{}
		t.vacant = append(t.vacant, id)
		delete(t.byID, device)
	}
}

// advance reads the rows again that time has changed.
func (t *Table) advance() {
	now := t.now.Unix()
	if now < t.turn {
		return
	}
	t.turn = far
	judged := int32(-1)
	for slot, turn := range t.turns {
		if turn > now {
			t.turn = min(t.turn, turn)
			continue
		}
		s := uint32(slot) //nolint:gosec // slots fit
		id := t.rows[slot].block
		b := &t.blocks[id]
		t.refresh(id, s, &b.lock.Codes[slot-int(b.first)], true)
		if t.filtering() && id != judged {
			judged = id
			t.stale = append(t.stale, id)
		}
	}
	for _, id := range t.stale {
		t.judge(&t.blocks[id], false)
	}
	t.stale = t.stale[:0]
}

// replace puts touched rows where they belong now.
func (t *Table) replace(moved bool) {
	if moved {
		t.rekey()
		for _, slot := range t.fresh {
			t.keys[slot] = t.key(slot)
		}
	}
	t.fresh = slices.DeleteFunc(t.fresh, func(slot uint32) bool { return t.touched[slot] != moving })
	slices.SortFunc(t.fresh, t.compare)
	t.spare = t.merge(t.spare[:0], t.order, t.fresh)
	t.order, t.spare = t.spare, t.order
	t.settle()
}

func (t *Table) settle() {
	for _, slot := range t.fresh {
		t.touched[slot] = settled
	}
	for _, slot := range t.gone {
		t.touched[slot] = settled
	}
	t.fresh, t.gone = t.fresh[:0], t.gone[:0]
}

// rebuild begins anew without the slots that were given up.
func (t *Table) rebuild() {
	locks := t.locks
	next := NewTable(t.sort, t.zone)
	next.now, next.filter = t.now, t.filter
	next.reserve(locks)
	next.take(locks)
	*t = *next
}

package fleet

import (
	"time"

	"seamdash/model"
	"seamdash/model/find"
	"seamdash/ui/finder"
	"seamdash/ui/widget"
)

// codes is the right part: the codes of one lock, and the cursor over them.
type codes struct {
	list     widget.List[model.CodeID]
	field    *finder.Field
	problems bool           // only codes are shown that need a look
	lock     model.DeviceID // whose codes they are
	shown    []int          // indexes that pass the filter; meaningful only while there is one
	closest  bool           // they only come near
}

func newCodes() codes { return codes{field: finder.New(find.Codes)} }

func (c *codes) filtered() bool { return c.problems || !c.field.Query().Empty() }

// drop shows all codes again, with the next settle.
func (c *codes) drop() {
	c.field.Clear()
	c.problems = false
}

// note is what there is to say about the codes that are shown.
func (c *codes) note() string { return finder.Near(c.closest && c.filtered(), false) }

func (c *codes) at(lock *model.Lock, row int) *model.AccessCode {
	if c.filtered() {
		row = c.shown[row]
	}
	return &lock.Codes[row]
}

func (c *codes) count(lock *model.Lock) int {
	if c.filtered() {
		return len(c.shown)
	}
	return len(lock.Codes)
}

// settle follows a change of the lock, its codes, the filter or the time. Another lock starts at its first code, without the
// filter that was about the codes of the one before.
func (c *codes) settle(lock *model.Lock, now time.Time, zone func(*model.Lock) *time.Location) {
	if lock == nil {
		c.list.Settle(0, func(model.CodeID) (int, bool) { return 0, false })
		return
	}
	if lock.Device.ID != c.lock {
		c.lock = lock.Device.ID
		c.drop()
		c.list.Restart()
	}
	if c.filtered() {
		c.search(lock, now, zone)
	}
	count := c.count(lock)
	c.list.Settle(count, func(id model.CodeID) (int, bool) {
		for row := range count {
			if c.at(lock, row).ID == id {
				return row, true
			}
		}
		return 0, false
	})
	if row, ok := c.list.Row(); ok && !c.list.Chosen() {
		c.list.Choose(c.at(lock, row).ID)
	}
}

// search asks a table of this lock alone, so that a filter means the same here as over all codes. The codes stay in the order
// of the lock.
func (c *codes) search(lock *model.Lock, now time.Time, zone func(*model.Lock) *time.Location) {
	table := find.NewTable(find.Sort{By: find.ByLock}, zone)
	table.Update([]*model.Lock{lock}, now)
	table.Filter(c.field.Query(), c.problems)
	passes := make(map[model.CodeID]bool, table.Len())
	for row := range table.Len() {
		_, code := table.At(row)
		passes[code.ID] = true
	}
	c.shown = c.shown[:0]
	for i := range lock.Codes {
		if passes[lock.Codes[i].ID] {
			c.shown = append(c.shown, i)
		}
	}
	c.closest, _ = table.Closest()
}

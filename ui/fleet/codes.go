package fleet

import (
	"seamdash/model"
	"seamdash/ui/widget"
)

// codes is the right part: the codes of one lock, and the cursor over them.
type codes struct {
	list   widget.List[model.CodeID]
	filter filter
	lock   model.DeviceID // whose codes they are
	shown  []int          // indexes that pass the filter; meaningful only while there is one
}

func newCodes() codes { return codes{filter: newFilter()} }

func (c *codes) filtered() bool { return len(c.filter.words) > 0 }

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

// settle follows a change of the lock, its codes or the filter. Another lock starts at its first code, without the
// filter that was about the codes of the one before.
func (c *codes) settle(lock *model.Lock) {
	if lock == nil {
		c.list.Settle(0, func(model.CodeID) (int, bool) { return 0, false })
		return
	}
	if lock.Device.ID != c.lock {
		c.lock = lock.Device.ID
		c.filter.clear()
		c.list.Restart()
	}
	c.filter.renew()
	if c.filtered() {
		c.search(lock)
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

func (c *codes) search(lock *model.Lock) {
	c.shown = c.shown[:0]
	for i := range lock.Codes {
		if c.filter.match(fold(lock.Codes[i].Name)) {
			c.shown = append(c.shown, i)
		}
	}
}

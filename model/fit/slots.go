package fit

import "seamdash/model"

// slot holds a window to the times that locks of dormakaba take: at most 31 days of the lock's calendar.
func (c *check) slot(w model.Window) {
	if c.lock.Device.Brand() != "dormakaba" {
		return
	}
	at, known := clockOf(&c.lock.Device, w)
	if known && kept(w.Until).After(kept(w.From).In(at).AddDate(0, 0, 31)) {
		c.refuse(OfEnd, "predefined_time_slots", c.called()+" takes 31 days at most", "give an earlier end")
	}
}

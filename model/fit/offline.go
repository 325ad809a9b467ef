package fit

import (
	"time"

	"seamdash/model"
)

// offline judges a new code that the lock knows without being reached.
func (c *check) offline(d *model.CodeDraft) {
	options := OptionsOf(c.lock)
	switch {
	case !d.Offline:
		c.refuse(OfOptions, "one_time", "codes for one use are offline codes", "choose offline too")
	case d.OneTime && options.Offline.Can && !options.OneTime.Can:
		c.refuse(OfOptions, "one_time", options.OneTime.Why, "let it open more often")
	}
	if d.PIN.Known() || c.groupPIN(d.GroupKey).Known() {
		c.refuse(OfPIN, "offline_pin", "the PIN of an offline code is worked out by the lock's maker", "leave the PIN out")
	}
	if d.BackupPool {
		c.warn(OfOptions, "backup_pool", "offline codes have no backup code", "")
	}
	if d.Window.Always() {
		c.refuse(OfKind, "offline_window", "offline codes need a start and an end", "give both times")
		return
	}
	if c.window(d.Window) {
		c.frame(d.Window, true, d.DayRounding)
		c.offlineStart(d)
	}
	c.zone(d.Window)
	c.warn(OfKind, "offline_code", "offline codes can be neither changed nor deleted", "keep the window as short as you can")
}

func (c *check) offlineStart(d *model.CodeDraft) {
	from, until := kept(d.Window.From), kept(d.Window.Until)
	if from.Before(kept(c.now)) {
		c.warn(OfStart, "start_in_past", "the start is past: the code opens at once", "")
	}
	if from.Truncate(time.Hour) != from || until.Truncate(time.Hour) != until {
		c.warn(OfStart, "time_rounded", "the lock's maker may round the times to whole hours", "give whole hours")
	}
	if c.lock.Device.Brand() == "igloohome" && until.Sub(from) > day {
		c.warn(OfStart, "use_within_24_hours", c.called()+" forgets the code unless it is used within 24 hours of its start", "tell the guest")
	}
}

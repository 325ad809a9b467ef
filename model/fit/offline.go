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
	if d.PIN.Known() {
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
		c.slot(d.Window)
		c.rounding(d)
		c.offlineStart(d)
	}
	c.zone(d.Window)
	c.warn(OfKind, "offline_code", "offline codes can be neither changed nor deleted", "keep the window as short as you can")
}

// rounding holds the window to the hours and days in which a maker's codes are counted. The lengths are those that
// Seam's guide gives for igloohome; a change of the clock makes a day of 23 or 25 hours, which is no multiple of one.
func (c *check) rounding(d *model.CodeDraft) {
	if c.lock.Device.Brand() != "igloohome" {
		return
	}
	length := kept(d.Window.Until).Sub(kept(d.Window.From))
	switch {
	case d.DayRounding && length%dayLong != 0:
		c.refuse(OfEnd, "max_time_rounding", c.called()+" wants the same time of day at both ends of a window in days",
			"give the end the time of the start, counted in UTC")
	case d.DayRounding && (length < 29*dayLong || length > 367*dayLong):
		c.refuse(OfEnd, "max_time_rounding", c.called()+" takes 29 to 367 days for a window in days", "choose another end, or a window in hours")
	case !d.DayRounding && length > 672*time.Hour:
		c.refuse(OfEnd, "max_time_rounding", c.called()+" takes 672 hours (28 days) at most for a window in hours",
			"choose an earlier end, or a window in days")
	}
}

func (c *check) offlineStart(d *model.CodeDraft) {
	from, until := kept(d.Window.From), kept(d.Window.Until)
	if from.Before(kept(c.now)) {
		c.warn(OfStart, "start_in_past", "the start is past: the code opens at once", "")
	}
	if from.Truncate(time.Hour) != from || until.Truncate(time.Hour) != until {
		c.warn(OfStart, "time_rounded", "the lock's maker may round the times to whole hours", "give whole hours")
	}
	if c.lock.Device.Brand() == "igloohome" && until.Sub(from) > dayLong {
		c.warn(OfStart, "use_within_24_hours", c.called()+" forgets the code unless it is used within 24 hours of its start", "tell the guest")
	}
}

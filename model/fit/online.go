package fit

import (
	"strconv"

	"seamdash/model"
)

// online judges a new code that Seam programs on the lock.
func (c *check) online(d *model.CodeDraft) {
	if !d.Window.Always() {
		if c.window(d.Window) {
			c.frame(d.Window, false, false)
			c.room(d.Window, d.NativeScheduling)
		}
		c.start(d.Window.From)
		c.zone(d.Window)
	} else {
		c.room(d.Window, d.NativeScheduling)
	}
	c.backup(d)
	switch shared := c.groupPIN(d.GroupKey); {
	case d.PIN.Known():
		c.pin(d.PIN)
	case shared.Known():
		c.pin(shared)
	default:
		c.preferred(d.PINLength)
	}
	if d.NativeScheduling == model.Yes && !d.Window.Always() && c.lock.Device.Habit().Scheduling == model.JustInTime {
		c.warn(OfOptions, "native_scheduling", c.called()+" cannot load codes ahead: Seam sets it an hour before its start",
			"make sure that the lock is online then")
	}
}

func (c *check) backup(d *model.CodeDraft) {
	switch {
	case !d.BackupPool:
	case d.Window.Until.IsZero():
		c.refuse(OfOptions, "backup_pool", "backup codes are for codes with an end", "give the code an end, or go without")
	default:
		if o := backupOption(&c.lock.Device); !o.Can {
			c.refuse(OfOptions, "backup_pool", o.Why, "go without backup codes")
		}
	}
}

// groupPIN is the PIN of a group as far as the codes of this lock show it, except where the maker chooses all PINs.
func (c *check) groupPIN(key string) model.PIN {
	if key == "" || hasRule(&c.lock.Device, "cannot_specify_pin_code") {
		return model.PIN{}
	}
	for code := range c.others {
		if code.GroupKey == key && code.PIN.Known() {
			return code.PIN
		}
	}
	return model.PIN{}
}

// preferred warns of a length that Seam will not keep to.
func (c *check) preferred(length int) {
	d := &c.lock.Device
	if length == 0 || hasRule(d, "cannot_specify_pin_code") {
		return
	}
	if text := lengthBroken(d, length); text != "" {
		c.warn(OfPIN, "pin_length", text+"; Seam makes a PIN of the shortest length", "choose "+lengthWords(lengthsOf(d)))
	}
}

// room warns of a time in which the lock has more codes than places. Seam takes the code all the same, and the lock does
// not.
func (c *check) room(w model.Window, native model.Tri) {
	slots := c.lock.Device.Slots
	if slots == 0 || len(c.lock.Codes) < slots {
		return // there is room whatever their times are
	}
	most, at := c.lock.Crowd(model.AccessCode{ID: c.except, Window: w, Status: model.StatusUnset}, native, c.now)
	if most <= slots {
		return
	}
	text := c.called() + " has places for " + plural(slots, "code") + ", and this makes " + strconv.Itoa(most)
	if at.After(c.now) {
		zone, _ := c.zones.clock(c.lock.Device.TimeZone, w.From.Location())
		text += " from " + model.When(at, c.now, zone)
	}
	c.warn(OfLock, "capacity", text, "remove one, or it will not load until one leaves")
}

// state says what is not well with the lock itself. Codes that are worked out without the lock do not mind.
func (c *check) state(offline bool) {
	l, d := c.lock, &c.lock.Device
	if !l.Loaded || l.Fault != nil {
		c.warn(OfLock, "codes_unknown", "the codes of "+c.called()+" could not be read: what is on it is not compared", "refresh, and look again")
	}
	if offline {
		return
	}
	if d.Online == model.No {
		c.warn(OfLock, "lock_offline", c.called()+" is offline: Seam programs it when it is back", "bring it back before the code is needed")
	}
	for i := range d.Problems {
		if p := &d.Problems[i]; p.Level == model.Error && !saidOtherwise(p.Code) {
			c.warn(OfLock, p.Code, c.called()+": "+p.Words(), "")
		}
	}
}

// saidOtherwise are the errors that other findings tell of, and one that is usual.
func saidOtherwise(code string) bool {
	switch code {
	case "device_disconnected", "hub_disconnected", "account_disconnected", "device_removed", "empty_backup_access_code_pool":
		return true
	default:
		return false
	}
}

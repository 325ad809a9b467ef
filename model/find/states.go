package find

import "seamdash/model"

// bits are states: one for each phase of a code, then what is true beside it.
type bits uint32

const (
	phases     bits = 1<<10 - 1
	stuckBit   bits = 1 << (iota + 9)
	offlineBit      // the lock is offline
	onlineBit
	errorBit   // an error of the row itself
	warningBit // a warning of the row itself
	managedBit
	ongoingBit
	timedBit
	backupBit
	oneTimeBit
	noNetBit // an offline code
	unsetBit // Seam's own word for waiting, on the lock ahead of time, late or over
	lowBit   // a low battery
	wiredBit
	pendingBit
	loadingBit
	unreadBit
	staleBit
)

// A word is one value that a key takes, with the states that it stands for.
type word struct {
	text string
	bits bits
}

func phase(p model.Phase) bits { return 1 << p }

// codeStates are the words of status: for codes.
func codeStates() []word {
	return []word{
		{"stuck", stuckBit},
		{"set", phase(model.PhaseSet)},
		{"setting", phase(model.PhaseSetting)},
		{"loaded", phase(model.PhaseLoaded)},
		{"on the lock", phase(model.PhaseLoaded)},
		{"waiting", phase(model.PhaseWaiting)},
		{"late", phase(model.PhaseLate)},
		{"removing", phase(model.PhaseRemoving)},
		{"lingering", phase(model.PhaseLingering)},
		{"still on", phase(model.PhaseLingering)},
		{"over", phase(model.PhaseOver)},
		{"unknown", phase(model.PhaseUnknown)},
		{"unreadable", phase(model.PhaseUnreadable)},
		{"unset", unsetBit},
		{"error", errorBit},
		{"warning", warningBit},
		{"offline", offlineBit},
		{"online", onlineBit},
	}
}

// lockStates are the words of status: for locks.
func lockStates() []word {
	return []word{
		{"online", onlineBit},
		{"offline", offlineBit},
		{"error", errorBit},
		{"warning", warningBit},
		{"stuck", stuckBit},
		{"pending", pendingBit},
		{"loading", loadingBit},
		{"stale", staleBit},
		{"unread", unreadBit},
		{"unknown", phase(model.PhaseUnknown)},
	}
}

// codeTypes are the words of type: for codes.
func codeTypes() []word {
	return []word{
		{"ongoing", ongoingBit},
		{"time_bound", timedBit},
		{"backup", backupBit},
		{"one_time", oneTimeBit},
		{"offline", noNetBit},
	}
}

func batteryWords() []word {
	return []word{{"low", lowBit}, {"wired", wiredBit}, {"unknown", phase(model.PhaseUnknown)}}
}

func yesNo() []word { return []word{{"yes", managedBit}, {"no", 0}} }

func codeBits(c *model.AccessCode) bits {
	var b bits
	for i := range c.Problems {
		switch p := &c.Problems[i]; {
		case p.Origin != model.OriginCode:
		case p.Level == model.Error:
			b |= errorBit
		default:
			b |= warningBit
		}
	}
	b |= when(c.Managed, managedBit) | when(c.Backup.Is, backupBit) | when(c.Traits.OneTime, oneTimeBit)
	b |= when(c.Traits.Offline, noNetBit) | when(c.Status == model.StatusUnset, unsetBit)
	return b | when(c.Type == model.TypeOngoing, ongoingBit) | when(c.Type == model.TypeTimeBound, timedBit)
}

func lockBits(l *model.Lock) bits {
	d := &l.Device
	b := when(d.Online == model.Yes, onlineBit) | when(d.Online == model.No, offlineBit)
	b |= when(d.Online == model.Unknown, phase(model.PhaseUnknown)) | when(d.Managed, managedBit)
	b |= when(l.Total.Own.Errors > 0, errorBit) | when(l.Total.Own.Warnings > 0, warningBit)
	b |= when(l.Total.InMotion > 0, pendingBit) | when(!l.Loaded && l.Fault == nil, loadingBit)
	b |= when(l.Loaded && l.Fault != nil, staleBit) | when(!l.Loaded && l.Fault != nil || d.Unreadable != "", unreadBit)
	return b
}

// powerBits are apart from [lockBits] because they have a word in common.
func powerBits(d *model.Device) bits {
	known := d.Battery.Known || d.Keypad.Known
	b := when(d.LowPower(d.Battery) || d.LowPower(d.Keypad), lowBit) | when(d.Battery.Wired, wiredBit)
	return b | when(!known && !d.Battery.Wired, phase(model.PhaseUnknown))
}

func when(yes bool, b bits) bits {
	if yes {
		return b
	}
	return 0
}

package fit

import "seamdash/model"

// An Option is something that a form may offer for a lock. Why says in a clause why it is not to be had, or is empty.
type Option struct {
	Can bool
	Why string
}

// Options are what is possible on one lock.
type Options struct {
	// Online are codes that Seam programs on the lock, Offline those that the lock knows without being reached, OneTime the
	// offline codes that open once.
	Online, Offline, OneTime Option
	// OwnPIN is that the person chooses the digits of an online code; Lengths are how many there may be, rising.
	OwnPIN  Option
	Lengths []int
	// Backup are spare codes for codes with a window, Native that the lock loads codes ahead and opens their windows itself.
	Backup, Native Option
}

// OptionsOf reads the lock's capabilities. A capability that Seam does not mention is not supported; one that it denies
// is, but not at present.
func OptionsOf(l *model.Lock) Options {
	d := &l.Device
	o := Options{
		Online: onlineOption(d), Backup: backupOption(d), Native: nativeOption(d), Lengths: lengthsOf(d),
		Offline: capability(d, d.Can.ProgramOfflineCodes, "offline codes"), OwnPIN: Option{Can: true},
	}
	if hasRule(d, "cannot_specify_pin_code") {
		o.OwnPIN = Option{Why: called(d) + " " + ruleWords("cannot_specify_pin_code")}
	}
	o.OneTime = o.Offline
	if o.Offline.Can && d.Brand() == "dormakaba" {
		o.OneTime = Option{Why: called(d) + " has no codes for one use"}
	}
	return o
}

func capability(d *model.Device, can model.Tri, what string) Option {
	switch can {
	case model.Yes:
		return Option{Can: true}
	case model.No:
		return Option{Why: called(d) + " cannot take " + what + " at present" + because(d)}
	case model.Unknown:
		return Option{Why: called(d) + " has no " + what}
	default:
		return Option{Why: called(d) + " has no " + what}
	}
}

// because is the error that Seam reports on the device, as the likely reason.
func because(d *model.Device) string {
	for i := range d.Problems {
		if d.Problems[i].Level == model.Error {
			return ": " + d.Problems[i].Words()
		}
	}
	return ""
}

// onlineOption trusts Seam's older list of capabilities where a server gives none of the three-valued ones.
func onlineOption(d *model.Device) Option {
	if d.Can.AccessCodes && d.Can.ProgramOnlineCodes == model.Unknown && d.Can.ProgramOfflineCodes == model.Unknown {
		return Option{Can: true}
	}
	return capability(d, d.Can.ProgramOnlineCodes, "codes that Seam programs")
}

func backupOption(d *model.Device) Option {
	if d.Can.BackupPool == model.Yes {
		return Option{Can: true}
	}
	return Option{Why: called(d) + " has no backup codes"}
}

// nativeOption follows the brand. Of brands that the guides do not list nobody knows, so it may be asked for.
func nativeOption(d *model.Device) Option {
	if d.Habit().Scheduling == model.JustInTime {
		return Option{Why: called(d) + " cannot load codes ahead"}
	}
	return Option{Can: true}
}

// createLock judges whether the lock takes codes of this kind at all.
func (c *check) createLock(draft *model.CodeDraft) {
	d := &c.lock.Device
	switch {
	case d.Unreadable != "":
		c.warn(OfLock, "device_unreadable", "what Seam says of "+c.called()+" could not be understood: its rules are not known", "")
		return
	case !d.Managed:
		c.refuse(OfLock, "device_unmanaged", c.called()+" is not managed by Seam", "take it under management first")
		return
	case hasProblem(d, "device_removed"):
		c.refuse(OfLock, "device_removed", c.called()+" was removed from its account", "add it again in the maker's app")
		return
	case d.TimeZone == "" && d.Brand() == "two_n":
		c.refuse(OfLock, "zone_unknown", c.called()+" takes no codes before its zone is set", "set the zone on the device")
		return
	}
	option, kind := OptionsOf(c.lock).Online, "online_codes"
	if draft.Offline || draft.OneTime {
		option, kind = OptionsOf(c.lock).Offline, "offline_codes"
	}
	if !option.Can {
		c.refuse(OfKind, kind, option.Why, "choose another lock or another kind of code")
	}
}

func hasProblem(d *model.Device, code string) bool {
	for i := range d.Problems {
		if d.Problems[i].Code == code {
			return true
		}
	}
	return false
}

// kind refuses what is asked for in vain.
func (c *check) kind(d *model.CodeDraft) {
	if d.DayRounding && !d.Offline && !d.OneTime {
		c.warn(OfOptions, "max_time_rounding", "only the times of offline codes are rounded", "")
	}
}

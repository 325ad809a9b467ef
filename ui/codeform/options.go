package codeform

import (
	"seamdash/model/fit"
)

// shown are the rows of the form, in order.
func (f *Form) shown() []row {
	switch {
	case f.task == convert && f.set.always:
		return []row{rowKind}
	case f.task == convert:
		return f.withZone(rowKind, rowFrom, rowUntil)
	case f.task == edit:
		return f.withZone(rowName, rowPIN, rowKind, rowFrom, rowUntil, rowExternal)
	}
	out := f.withZone(rowName, rowPIN, rowLength, rowKind, rowFrom, rowUntil, rowNative, rowBackup, rowExternal, rowOffline)
	if f.set.offline {
		out = append(out, rowOneTime, rowDays)
	}
	return out
}

// withZone asks for the zone where a lock has none.
func (f *Form) withZone(all ...row) []row {
	if f.zoneless() {
		return append(all, rowZone)
	}
	return all
}

func (f *Form) zoneless() bool {
	for i := range f.doors {
		if f.doors[i].zoneless(f.config.Zones) {
			return true
		}
	}
	return false
}

// closed says why a row cannot be set at present, or "".
func (f *Form) closed(r row) string {
	if f.task != create {
		return f.closedChange(r)
	}
	switch r {
	case rowPIN:
		if f.set.offline {
			return "the lock's maker works it out"
		}
		return f.impossible(func(o *fit.Options) fit.Option { return o.OwnPIN })
	case rowLength:
		return f.closedLength()
	case rowFrom, rowUntil, rowZone:
		return f.timeless()
	case rowNative:
		return f.timed(func(o *fit.Options) fit.Option { return o.Native })
	case rowBackup:
		return f.timed(func(o *fit.Options) fit.Option { return o.Backup })
	case rowOffline:
		return f.impossible(func(o *fit.Options) fit.Option { return o.Offline })
	case rowOneTime:
		return f.impossible(func(o *fit.Options) fit.Option { return o.OneTime })
	default:
		return ""
	}
}

func (f *Form) closedChange(r row) string {
	switch {
	case f.task == convert && r == rowKind:
		return "from " + kindWord(!f.set.always) + " to " + kindWord(f.set.always)
	case r == rowKind:
		return "c in the list converts it"
	case r == rowFrom || r == rowUntil || r == rowZone:
		return f.timeless()
	default:
		return ""
	}
}

func kindWord(always bool) string {
	if always {
		return "always"
	}
	return "for a time"
}

func (f *Form) closedLength() string {
	switch {
	case f.text(rowPIN) != "":
		return "the PIN has its length"
	case f.set.offline:
		return "the lock's maker works the PIN out"
	default:
		return ""
	}
}

func (f *Form) timeless() string {
	if f.set.always {
		return "a code that always works has no times"
	}
	return ""
}

// timed is why an option of codes for a time cannot be had, or "".
func (f *Form) timed(of func(*fit.Options) fit.Option) string {
	switch {
	case f.set.always:
		return "only for codes with an end"
	case f.set.offline:
		return "not for offline codes"
	default:
		return f.impossible(of)
	}
}

// impossible is the reason of the first lock that cannot do it: what one of them cannot, none of them gets.
func (f *Form) impossible(of func(*fit.Options) fit.Option) string {
	for i := range f.doors {
		d := &f.doors[i]
		d.learn()
		if option := of(&d.options); !option.Can {
			return option.Why
		}
	}
	return ""
}

// lengths are the lengths of a PIN that all locks take, after 0 for any.
func (f *Form) lengths() []int {
	common := []int{0}
	for n := 4; n <= 12; n++ {
		all := true
		for i := range f.doors {
			f.doors[i].learn()
			all = all && takes(f.doors[i].options.Lengths, n)
		}
		if all {
			common = append(common, n)
		}
	}
	return common
}

func takes(lengths []int, n int) bool {
	for _, one := range lengths {
		if one == n {
			return true
		}
	}
	return len(lengths) == 0
}

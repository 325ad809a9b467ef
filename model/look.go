package model

import (
	"strconv"
	"strings"
)

// A Look is a way in which a PIN became readable to somebody. It stands in the audit log as the action of a [Write] that changed
// nothing.
type Look string

// The looks.
const (
	// ShowPIN is a PIN on a screen, or on the standard output of a command.
	ShowPIN Look = "show PIN"
	// CopyPIN is a PIN on the clipboard, which nobody need have seen.
	CopyPIN Look = "copy PIN"
	// ExportPIN is a PIN in a file.
	ExportPIN Look = "export PIN"
)

// A Sight is a code whose PIN somebody looked at. It is empty for a PIN that belongs to no code of a lock.
type Sight struct {
	Lock DeviceID
	Code CodeID
}

// mostLooks is for how many codes a look has a line each.
const mostLooks = 20

// Lines are the lines of the audit log for a look at several PINs at once: one for each code, or a single one that says how many
// they are where they are more than twenty. line says when, who, and in its Detail where they became readable.
func (l Look) Lines(line Write, at []Sight) []Write {
	line.Action = string(l)
	if len(at) > mostLooks {
		line.Detail = joinWords(strconv.Itoa(len(at))+" PINs", line.Detail)
		line.Device = commonLock(at)
		return []Write{line}
	}
	lines := make([]Write, len(at))
	for i, one := range at {
		line.Device, line.Code = one.Lock, one.Code
		lines[i] = line
	}
	return lines
}

func joinWords(one, other string) string {
	if other == "" {
		return one
	}
	return one + " " + other
}

// commonLock is the lock of all of them, or "".
func commonLock(at []Sight) DeviceID {
	for _, one := range at {
		if one.Lock != at[0].Lock {
			return ""
		}
	}
	return at[0].Lock
}

// IsLook says that the line is about a PIN that somebody looked at: Seam was not asked for anything.
func (w *Write) IsLook() bool {
	switch Look(w.Action) {
	case ShowPIN, CopyPIN, ExportPIN:
		return true
	default:
		return false
	}
}

// WithoutLooks are the lines that are about what Seam was asked for.
func WithoutLooks(lines []Write) []Write {
	out := make([]Write, 0, len(lines))
	for i := range lines {
		if !lines[i].IsLook() {
			out = append(out, lines[i])
		}
	}
	return out
}

// QuotedWithout is a name for the log, without the PINs that some people write into it.
func QuotedWithout(name string, pins ...PIN) string {
	if name == "" {
		return "no name"
	}
	name = Clean(name)
	for _, pin := range pins {
		if pin.Known() {
			name = strings.ReplaceAll(name, pin.Reveal(), pin.String())
		}
	}
	return `"` + name + `"`
}

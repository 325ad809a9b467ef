package codeform

import (
	"seamdash/model"
	"seamdash/ui/theme"
)

// preview is what a conversion gains and loses.
func (d *drawing) preview() []saying {
	device := &d.doors[0].lock.Device
	gain := func(text string) saying { return saying{theme.Works, theme.Marked, true, text, ""} }
	lose := func(text string) saying { return saying{theme.Moving, theme.Warning, true, text, ""} }
	if d.set.always {
		out := []saying{
			lose("It never ends by itself: the PIN opens the door until somebody deletes the code."),
			lose("Its place on the lock stays taken, and no backup code can be pulled for it any more."),
		}
		return append(out, gain("No start or end is left that the lock could miss."))
	}
	out := []saying{lose("Outside its times the PIN does not open the door any more; at the end Seam deletes the code.")}
	if device.Can.BackupPool == model.Yes {
		out = append(out, gain("It ends by itself and gives its place back; a backup code can be pulled for it."))
	} else {
		out = append(out, gain("It ends by itself and gives its place back."))
	}
	switch device.Brand() {
	case "august", "schlage":
		return append(out, lose("This lock drops the code and takes it anew: for a moment the PIN does not work."))
	default:
		return append(out, lose("The lock is programmed again; until then the old times hold."))
	}
}

package coderow

import (
	"seamdash/model"
	"seamdash/ui/nav"
)

// CannotTurn says why the bolt of a lock cannot be turned from afar, to open or to shut it, or "". Seam leaves the capability out
// where the hardware has none, and says false where it does not work at present. Barred is why no bolt can be turned here, or "".
func CannotTurn(lock *model.Lock, open bool, barred string) string {
	can, done := lock.Device.Can.RemotelyLock, "locked"
	if open {
		can, done = lock.Device.Can.RemotelyUnlock, "unlocked"
	}
	switch {
	case lock.Old:
		return "the lock has not been read since the program began"
	case can == model.Unknown:
		return "this lock cannot be " + done + " from afar"
	case barred != "":
		return barred
	case can == model.No:
		return "this lock cannot be " + done + " from afar at present"
	case lock.Device.Online == model.No:
		return "the lock is offline"
	default:
		return ""
	}
}

// AskTurn is the question before the bolt of a lock is turned.
func AskTurn(lock *model.Lock, open bool) nav.Ask {
	name := lockName(lock)
	turn := nav.Bolt{Lock: lock.Device.ID, Name: name, Open: open}
	if open {
		return nav.Ask{
			Title:   "Unlock " + name + "?",
			Body:    []string{"The door opens to whoever stands before it, at once, and stays unlocked unless the lock locks itself."},
			Choices: []nav.Choice{{Key: "y", Label: "unlock it", Intent: turn}},
		}
	}
	return nav.Ask{
		Title:   "Lock " + name + "?",
		Body:    []string{"The bolt turns at once, also while the door stands open."},
		Choices: []nav.Choice{{Key: "y", Label: "lock it", Intent: turn}},
	}
}

package fleet

import (
	"seamdash/model"
	"seamdash/ui/action"
	"seamdash/ui/nav"
)

// boltActions turn the bolt of the selected lock from afar, after a question.
func boltActions() action.Catalogue[*Screen] {
	const group = "Door"
	return action.Catalogue[*Screen]{
		{ID: "lock", Key: action.Keys("L", "L"), Explain: "lock the door from afar, after a question", Group: group, Blocked: canLock, Intent: askLock},
		{ID: "unlock", Key: action.Keys("U", "U"), Explain: "unlock the door from afar, after a question", Group: group, Blocked: canUnlock, Intent: askUnlock},
	}
}

func canLock(s *Screen) string {
	return s.canTurn("locked", func(c *model.Capabilities) model.Tri { return c.RemotelyLock })
}

func canUnlock(s *Screen) string {
	return s.canTurn("unlocked", func(c *model.Capabilities) model.Tri { return c.RemotelyUnlock })
}

// canTurn says why the bolt cannot be turned. Seam leaves the capability out where the hardware has none, and says false
// where it does not work at present.
func (s *Screen) canTurn(done string, of func(*model.Capabilities) model.Tri) string {
	lock, ok := s.lock()
	if !ok {
		return "there is no lock under the cursor"
	}
	switch can := of(&lock.Device.Can); {
	case lock.Old:
		return "the lock has not been read since the program began"
	case can == model.Unknown:
		return "this lock cannot be " + done + " from afar"
	case s.barred.Bolts != "":
		return s.barred.Bolts
	case can == model.No:
		return "this lock cannot be " + done + " from afar at present"
	case lock.Device.Online == model.No:
		return "the lock is offline"
	default:
		return ""
	}
}

func askLock(s *Screen) nav.Intent {
	lock, _ := s.lock()
	name := nameOf(&lock.Device)
	return nav.Ask{
		Title: "Lock " + name + "?",
		Body:  []string{"The bolt turns at once, also while the door stands open."},
		Choices: []nav.Choice{{
			Key: "y", Label: "lock it", Intent: nav.Bolt{Lock: lock.Device.ID, Name: name},
		}},
	}
}

func askUnlock(s *Screen) nav.Intent {
	lock, _ := s.lock()
	name := nameOf(&lock.Device)
	return nav.Ask{
		Title: "Unlock " + name + "?",
		Body:  []string{"The door opens to whoever stands before it, at once, and stays unlocked unless the lock locks itself."},
		Choices: []nav.Choice{{
			Key: "y", Label: "unlock it", Intent: nav.Bolt{Lock: lock.Device.ID, Name: name, Open: true},
		}},
	}
}

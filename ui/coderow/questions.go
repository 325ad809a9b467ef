package coderow

import (
	"time"

	"seamdash/model"
	"seamdash/ui/action"
	"seamdash/ui/nav"
)

// yes is the one choice of a question; the key that opened it is another.
func yes(label string, t nav.Task) []nav.Choice {
	return []nav.Choice{{Key: "y", Label: label, Intent: nav.Do{Task: t}}}
}

// about says which code a question is about: its lock, and when it works there.
func about(l *model.Lock, c *model.AccessCode, r model.Reader) string {
	text := "On " + lockName(l) + ", " + c.Window.Words(r.Now, r.Zone)
	if !c.Window.Always() {
		text += " " + zoneLabel(l, r)
	}
	return text + "."
}

func zoneLabel(l *model.Lock, r model.Reader) string {
	if r.Zone == time.UTC {
		return model.ZoneLabel("")
	}
	return model.ZoneLabel(l.Device.TimeZone)
}

func askDelete(l *model.Lock, c *model.AccessCode, r model.Reader) nav.Intent {
	if c.Status == model.StatusRemoving {
		return askDeleteAgain(l, c, r)
	}
	body := []string{about(l, c, r)}
	switch phase := c.Standing(r.Now).Phase; {
	case l.Device.Online == model.No && phase != model.PhaseWaiting && phase != model.PhaseOver:
		body = append(body, "The lock is offline: until it answers, the PIN may still open the door.")
	case phase == model.PhaseSet:
		body = append(body, "Its PIN opens the door now, and stops to do so once the lock has dropped it.")
	}
	switch {
	case !c.Managed:
		body = append(body, "It was made outside Seam. Once it is gone this program cannot bring it back.")
	case c.PIN.Known() && !c.Window.Ended(r.Now):
		body = append(body, action.KeyOf("undo")+" makes it again afterwards, with the same PIN and times.")
	}
	return nav.Ask{Title: "Delete " + Name(c) + "?", Body: body, Choices: yes("delete it", task(nav.Delete, l, c))}
}

// askDeleteAgain is about a removal that is under way for too long.
func askDeleteAgain(l *model.Lock, c *model.AccessCode, r model.Reader) nav.Intent {
	body := []string{about(l, c, r), "Seam is removing it already, and the lock still has it: its PIN may open the door. Seam is asked once more."}
	return nav.Ask{Title: "Ask again to delete " + Name(c) + "?", Body: append(body, offline(l)...), Choices: yes("ask again", task(nav.Delete, l, c))}
}

func askExtend(l *model.Lock, c *model.AccessCode, r model.Reader) nav.Intent {
	return nav.AskUntil{Tasks: []nav.Task{task(nav.Extend, l, c)}, Zones: []*time.Location{r.Zone}}
}

func askRetry(l *model.Lock, c *model.AccessCode, r model.Reader) nav.Intent {
	body := []string{about(l, c, r), "Seam is asked for the same name, PIN and times again. Some locks drop a code before they take it anew."}
	return nav.Ask{Title: "Ask again for " + Name(c) + "?", Body: append(body, offline(l)...), Choices: yes("ask again", task(nav.Retry, l, c))}
}

// offline warns of a lock that nothing reaches.
func offline(l *model.Lock) []string {
	if l.Device.Online != model.No {
		return nil
	}
	return []string{"The lock is offline: nothing reaches it until it answers."}
}

func askRecreate(l *model.Lock, c *model.AccessCode, r model.Reader) nav.Intent {
	body := []string{
		about(l, c, r), "The code is deleted. Once it is off the lock it is made again with the same name, PIN and times; in between it opens nothing. " +
			"This program does that while it runs, and else when it is started again.",
	}
	return nav.Ask{Title: "Delete " + Name(c) + " and make it again?", Body: append(body, offline(l)...), Choices: yes("delete it and make it again", task(nav.Recreate, l, c))}
}

func askMakeAgain(l *model.Lock, c *model.AccessCode, r model.Reader) nav.Intent {
	body := []string{about(l, c, r), "Seam has dropped it. It is made anew with the same name, PIN and times, as a code of its own."}
	return nav.Ask{Title: "Make " + Name(c) + " again?", Body: append(body, offline(l)...), Choices: yes("make it again", task(nav.MakeAgain, l, c))}
}

func askBackup(l *model.Lock, c *model.AccessCode, r model.Reader) nav.Intent {
	body := []string{about(l, c, r), "A spare code with a PIN of its own stands in for this one, for the same time. It is on the lock already."}
	if c.Backup.Pulled != "" {
		body = []string{about(l, c, r), "One was pulled before: Seam gives the same again."}
	}
	return nav.Ask{Title: "Pull a backup code for " + Name(c) + "?", Body: body, Choices: yes("pull it", task(nav.PullBackup, l, c))}
}

func askAdopt(l *model.Lock, c *model.AccessCode, r model.Reader) nav.Intent {
	body := []string{about(l, c, r), "It was made outside Seam. Seam manages it from then on: it can be changed here, and changes made elsewhere are undone."}
	return nav.Ask{Title: "Let Seam manage " + Name(c) + "?", Body: body, Choices: yes("take it over", task(nav.Adopt, l, c))}
}

func askNewPIN(l *model.Lock, c *model.AccessCode, r model.Reader) nav.Intent {
	body := []string{about(l, c, r), "The new PIN is drawn by chance: one that the lock takes and that no other code on it has. It is not shown; you can copy it afterwards."}
	switch c.Standing(r.Now).Phase {
	case model.PhaseSet, model.PhaseLoaded:
		body = append(body, "Whoever has the old PIN needs the new one: the old one opens nothing once the lock has taken the new one.")
	default:
		body = append(body, "Whoever has the old PIN needs the new one.")
	}
	if c.GroupKey != "" {
		body = append(body, "It was made together with codes on other locks. They keep the old PIN.")
	}
	return nav.Ask{Title: "Give " + Name(c) + " another PIN?", Body: append(body, offline(l)...), Choices: yes("give it another PIN", task(nav.NewPIN, l, c))}
}

func askAllowChange(l *model.Lock, c *model.AccessCode, r model.Reader) nav.Intent {
	body := []string{
		about(l, c, r), "What somebody changes about it in the maker's app stands from then on, and Seam does not undo it any more.",
		"The PIN and the times that you see here may then be others than those on the lock.",
	}
	return nav.Ask{Title: "Let changes to " + Name(c) + " stand?", Body: append(body, offline(l)...), Choices: yes("let them stand", task(nav.AllowChange, l, c))}
}

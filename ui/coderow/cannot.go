package coderow

import (
	"strconv"
	"time"

	"seamdash/model"
	"seamdash/ui/action"
	"seamdash/ui/nav"
)

// cannot says why a deed cannot be done to a code at now, or "". It runs for every row of the catalogue in every frame.
func cannot(deed nav.Deed, l *model.Lock, c *model.AccessCode, now time.Time) string {
	switch {
	case l.Old:
		return "the lock has not been read since the program began"
	case c.Unreadable != "":
		return "Seam's answer about this code could not be read"
	case deed == nav.Delete:
		return cannotDelete(l, c, now)
	case deed == nav.Adopt:
		return cannotAdopt(c)
	case !c.Managed:
		return "it was made outside Seam; " + action.KeyOf("adopt") + " lets Seam manage it"
	default:
		return cannotManaged(deed, l, c, now)
	}
}

// cannotManaged is [cannot] for what is done to codes that Seam manages only.
func cannotManaged(deed nav.Deed, l *model.Lock, c *model.AccessCode, now time.Time) string {
	switch deed {
	case nav.Extend:
		return cannotExtend(l, c, now)
	case nav.Retry:
		return cannotChange(l, c, now)
	case nav.MakeOngoing:
		return cannotMakeOngoing(l, c, now)
	case nav.SetWindow:
		return cannotSetWindow(l, c, now)
	case nav.Recreate:
		return cannotRecreate(l, c, now)
	case nav.PullBackup:
		return cannotPull(c)
	case nav.NewPIN:
		return cannotNewPIN(l, c, now)
	case nav.AllowChange:
		return cannotAllowChange(l, c, now)
	case nav.Delete, nav.Adopt:
		return ""
	default:
		return "this program does not know how"
	}
}

// cannotDelete lets Seam be asked again for a removal that is stuck.
func cannotDelete(l *model.Lock, c *model.AccessCode, now time.Time) string {
	switch {
	case c.Status == model.StatusRemoving && !c.Stuck(l.Device.Habit(), now):
		return "it is being removed already"
	case c.Traits.Offline:
		return "the lock makes offline codes itself and cannot be told to forget one; it ends with its window"
	case c.Traits.CannotBeDeleted:
		return "Seam cannot delete this code; it has to be deleted where it was made"
	default:
		return ""
	}
}

func cannotAdopt(c *model.AccessCode) string {
	switch {
	case c.Managed:
		return "Seam manages it already"
	case c.Traits.CannotBeManaged:
		return "Seam cannot take over this code"
	default:
		return ""
	}
}

// cannotChange is for what is an update to Seam, which takes active and upcoming codes only.
func cannotChange(l *model.Lock, c *model.AccessCode, now time.Time) string {
	switch {
	case c.Traits.Offline:
		return "it is an offline code, which cannot be changed once it is made"
	case c.Status == model.StatusRemoving:
		return "it is being removed"
	case c.Window.Ended(now):
		return "it is over; Seam changes only codes that work or will work"
	case l.Device.Can.ProgramOnlineCodes == model.No:
		return "this lock takes no codes at present"
	default:
		return ""
	}
}

func cannotExtend(l *model.Lock, c *model.AccessCode, now time.Time) string {
	if why := cannotChange(l, c, now); why != "" {
		return why
	}
	if c.Window.Until.IsZero() {
		return "it has no end"
	}
	return ""
}

func cannotMakeOngoing(l *model.Lock, c *model.AccessCode, now time.Time) string {
	switch {
	case c.Window.Always():
		return "it works always already"
	case c.Backup.Is:
		return "it is a backup code, which Seam keeps by itself"
	default:
		return cannotChange(l, c, now)
	}
}

func cannotSetWindow(l *model.Lock, c *model.AccessCode, now time.Time) string {
	if c.Backup.Is {
		return "it is a backup code, which Seam keeps by itself"
	}
	return cannotChange(l, c, now)
}

func cannotRecreate(l *model.Lock, c *model.AccessCode, now time.Time) string {
	switch {
	case !c.PIN.Known():
		return "Seam does not know its PIN, so it cannot be made again with the same"
	case c.Backup.Is:
		return "it is a backup code, which Seam keeps by itself"
	case c.Traits.Offline, c.Traits.OneTime:
		return "the PIN of such a code is made by the lock's maker and does not come twice"
	case c.Window.Ended(now):
		return "its time is over"
	case l.Device.Can.ProgramOnlineCodes == model.No:
		return "this lock takes no codes at present"
	default:
		return ""
	}
}

func cannotPull(c *model.AccessCode) string {
	switch {
	case c.Backup.Is:
		return "it is a backup code itself"
	case c.Backup.Available, c.Backup.Pulled != "":
		return ""
	case c.Window.Always():
		return "Seam keeps backup codes only for codes with a window"
	default:
		return "Seam has no backup code ready for it"
	}
}

// cannotNewPIN knows the locks that make their PINs themselves, and the codes whose PINs Seam or the maker keeps.
func cannotNewPIN(l *model.Lock, c *model.AccessCode, now time.Time) string {
	switch {
	case c.Backup.Is:
		return "it is a backup code, which Seam keeps by itself"
	case c.Traits.OneTime, l.Device.Rules.Demands("cannot_specify_pin_code"):
		return "the lock's maker makes the PIN of such a code"
	case l.Device.Rules.Demands("pin_code_matches_existing_set"):
		return "this lock takes only PINs that its account has in use; " + action.KeyOf("edit") + " lets you type one of those"
	default:
		return cannotChange(l, c, now)
	}
}

func cannotAllowChange(l *model.Lock, c *model.AccessCode, now time.Time) string {
	switch {
	case c.Backup.Is:
		return "it is a backup code, which Seam keeps by itself"
	case c.Traits.ExternalChangeAllowed:
		return "changes in the maker's app stand already"
	default:
		return cannotChange(l, c, now)
	}
}

func codesInWords(n int) string {
	if n == 1 {
		return "1 code"
	}
	return strconv.Itoa(n) + " codes"
}

// inShort is what was left out, in at most a few lines.
func inShort(left []string) []string {
	const most = 3
	if len(left) == 0 {
		return nil
	}
	lines := []string{"Left out:"}
	lines = append(lines, left[:min(most, len(left))]...)
	if more := len(left) - most; more > 0 {
		lines = append(lines, "and "+strconv.Itoa(more)+" more")
	}
	return lines
}

package fit

import (
	"slices"

	"seamdash/model"
)

// changeable judges whether Seam changes this code at all. Only active and upcoming ones can be changed, offline ones
// and those that it does not manage never.
func (c *check) changeable(code *model.AccessCode) {
	switch {
	case !code.Managed:
		c.refuse(OfLock, "code_unmanaged", nameOf(code)+" was not made through Seam", "take it over first, or change it in the maker's app")
	case code.Traits.Offline:
		c.refuse(OfKind, "offline_code", "offline codes cannot be changed", "make another one; this one opens until it ends")
	case leaving(code):
		c.refuse(OfLock, "code_removing", nameOf(code)+" is being removed", "make a new code when it is gone")
	case code.Window.Ended(c.now):
		c.refuse(OfLock, "code_over", nameOf(code)+" is over", "make a new code")
	}
}

func leaving(code *model.AccessCode) bool {
	return code.Status == model.StatusRemoving || slices.ContainsFunc(code.Pending, func(m model.PendingMutation) bool {
		return m.Code == model.MutationDeleting
	})
}

// retime judges a window that is not the one that the code has.
func (c *check) retime(code *model.AccessCode, w model.Window) {
	if w.Always() {
		c.room(w, model.Unknown)
		if code.Backup.Available {
			c.warn(OfKind, "backup_lost", "codes without an end have no backup code", "")
		}
		return
	}
	if c.window(w) {
		c.frame(w, code.Traits.Offline, false)
		c.room(w, model.Unknown)
	}
	if !kept(w.From).Equal(kept(code.Window.From)) {
		c.start(w.From)
	}
	c.zone(w)
}

// recreated warns where the lock forgets a code for a moment in order to change it.
func (c *check) recreated(code *model.AccessCode, change *model.CodeChange) {
	brand := c.lock.Device.Brand()
	moves := change.PIN.Known() && !change.PIN.Equal(code.PIN) || !sameWindow(change.Window, code.Window)
	if moves && code.Status == model.StatusSet && (brand == "august" || brand == "schlage") {
		c.warn(OfLock, "recreated", c.called()+" erases the code and takes it anew: for a moment no PIN of it opens", "choose a quiet moment")
	}
}

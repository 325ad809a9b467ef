package coderow

import (
	"strconv"

	"seamdash/model"
	"seamdash/ui/action"
	"seamdash/ui/nav"
)

// A List is a part of the screen with codes in it.
type List interface {
	// Code is the code under the cursor with its lock; when there is none, why says so and what to do.
	Code() (lock *model.Lock, code *model.AccessCode, why string)
	// Barred is why nothing can be changed from here, or "".
	Barred() string
	// Reader is whoever looks at a lock's times now.
	Reader(lock *model.Lock) model.Reader
	// Owner is the rule that a code belongs to, see [Owned].
	Owner(code *model.AccessCode) (owner Owner, ok bool)
}

// Actions are the rows that act on the code under the cursor.
func Actions[S List]() action.Catalogue[S] {
	const group = "Codes"
	return action.Catalogue[S]{
		{ID: "reveal", Key: action.Keys("v", "v"), Label: "reveal", Now: timeLeft[S], Explain: "show the PIN for 10 seconds, or mask it again", Group: group, Blocked: needsPIN[S], Intent: revealPIN[S]},
		{ID: "copy", Key: action.Keys("y", "y"), Label: "copy", Explain: "send the PIN to the clipboard without showing it, or those of all marked codes", Group: group, Blocked: needsPINOrMarks[S], Intent: copyPIN[S]},
		{ID: "copy-more", Key: action.Keys("Y", "Y"), Explain: "choose what of the code to copy: PIN, id, summary, JSON", Group: group, Blocked: needsCode[S], Intent: copyMore[S]},
	}
}

func needsPIN[S List](list S) string {
	_, code, why := list.Code()
	switch {
	case why != "":
		return why
	case code.PIN.Veiled():
		return "PINs are hidden for a presentation"
	case !code.PIN.Known() && code.AwaitingPIN == model.Yes:
		return "the lock's maker has not handed out this PIN yet"
	case !code.PIN.Known():
		return "Seam does not know this PIN"
	default:
		return ""
	}
}

func revealPIN[S List](list S) nav.Intent {
	lock, code, _ := list.Code()
	return nav.Reveal{Of: nav.CodeOf{Lock: lock.Device.ID, Code: code.ID}, Old: lock.Old}
}

// A Revealer is a [List] that can show PINs.
type Revealer interface {
	// Readable is for how many seconds the PIN of a code stays readable, 0 for one that is masked.
	Readable(code model.CodeID) int
}

// timeLeft says that the key masks the code under the cursor, and how long it has until then.
func timeLeft[S List](list S) string {
	shows, ok := any(list).(Revealer)
	if !ok {
		return ""
	}
	_, code, why := list.Code()
	if why != "" {
		return ""
	}
	if left := shows.Readable(code.ID); left > 0 {
		return "mask (" + strconv.Itoa(left) + " s)"
	}
	return ""
}

func copyPIN[S List](list S) nav.Intent {
	if items := markedIn(list); len(items) > 0 {
		return copyPINs(items)
	}
	lock, code, why := list.Code()
	if why != "" {
		return nav.Refuse{Reason: why} // what was marked is gone
	}
	return nav.Copy{PIN: code.PIN, Of: nav.CodeOf{Lock: lock.Device.ID, Code: code.ID}, Old: lock.Old}
}

func needsPINOrMarks[S List](list S) string {
	if anyMarked(list) {
		return tooMany(list)
	}
	return needsPIN(list)
}

func needsCode[S List](list S) string {
	if anyMarked(list) {
		return tooMany(list)
	}
	_, _, why := list.Code()
	return why
}

func copyMore[S List](list S) nav.Intent {
	if items := markedIn(list); len(items) > 0 {
		return askCopySeveral(items)
	}
	lock, code, why := list.Code()
	if why != "" {
		return nav.Refuse{Reason: why}
	}
	return askCopy(lock, code, needsPIN(list))
}

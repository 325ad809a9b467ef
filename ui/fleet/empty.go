package fleet

import (
	"seamdash/model"
	"seamdash/ui/action"
	"seamdash/ui/coderow"
	"seamdash/ui/theme"
)

func (f *frame) noLocks() coderow.Emptiness {
	if f.locks.filtered() {
		return missed("lock", len(f.picture.Locks), f.locks.found.Query().String(), f.locks.problems)
	}
	return coderow.Unread(&f.picture.Feed, f.place)
}

func (f *frame) noCodes() coderow.Emptiness {
	l := f.lock
	switch {
	case f.codes.filtered():
		return missed("code", len(l.Codes), f.codes.field.Query().String(), f.codes.problems)
	case l.Fault != nil:
		return coderow.Emptiness{Role: theme.Hurts, Why: "The codes could not be read: " + l.Fault.Why() + ".", More: model.AsSentence(l.Fault.Hint), Key: action.KeyOf("refresh") + " tries again now"}
	case !l.Loaded:
		return coderow.Emptiness{Why: "Reading the codes of this lock …"}
	default:
		return coderow.Emptiness{Why: "No codes on this lock.", Key: action.KeyOf("refresh") + " looks again now"}
	}
}

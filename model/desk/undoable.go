package desk

import (
	"time"

	"seamdash/model"
)

// Undoable says why a write cannot be undone, or "" when it can. lock is the newest picture of its lock, nil for none.
func Undoable(t *model.Tracked, lock *model.Lock, now time.Time) string {
	switch {
	case t.After != "":
		return ""
	case t.AcceptedAt.IsZero():
		return unaccepted(t)
	case t.Stage == model.StageChanged:
		return "somebody changed the code since"
	case t.Wanted.Offline:
		return "an offline code cannot be changed or removed from here"
	}
	switch t.Action {
	case model.ActionCreate:
		return undoCreate(t, lock)
	case model.ActionDelete:
		return undoDelete(t, lock, now)
	case model.ActionUpdate, model.ActionConvert:
		return undoUpdate(t, lock, now)
	case model.ActionAdopt:
		return "Seam cannot give a code back that it has taken over"
	case model.ActionBackup:
		return "a backup code that was pulled stays pulled"
	default:
		return "this program does not know how"
	}
}

func unaccepted(t *model.Tracked) string {
	if t.Done() {
		return "Seam never took it"
	}
	return "nobody knows yet whether Seam took it"
}

// present finds the code of a write in a picture that tells; known is false where the picture does not.
func present(t *model.Tracked, lock *model.Lock) (code *model.AccessCode, known bool) {
	if lock == nil || !lock.Loaded || lock.Old {
		return nil, false
	}
	code, _ = lock.Code(t.Code)
	return code, true
}

func undoCreate(t *model.Tracked, lock *model.Lock) string {
	if code, known := present(t, lock); t.Stage == model.StageGone || known && code == nil && t.Done() {
		return "the code is gone already"
	}
	return ""
}

func undoDelete(t *model.Tracked, lock *model.Lock, now time.Time) string {
	switch {
	case t.Unmanaged:
		return "it was made outside Seam, and a new code would not be the same"
	case !t.Before.PIN.Known():
		return "its PIN is not known, so it cannot be made again"
	case t.Before.Window.Ended(now):
		return "its window is over"
	}
	if lock == nil {
		return ""
	}
	for i := range lock.Codes {
		if c := &lock.Codes[i]; c.ID != t.Code && c.PIN.Known() && c.PIN.Equal(t.Before.PIN) {
			return "another code on the lock has its PIN now"
		}
	}
	return ""
}

func undoUpdate(t *model.Tracked, lock *model.Lock, now time.Time) string {
	if why := lostValues(&t.Before, &t.Wanted, now); why != "" {
		return why
	}
	code, known := present(t, lock)
	switch {
	case t.Stage == model.StageGone || known && code == nil:
		return "the code is gone"
	case known && t.Done() && len(differences(&t.Wanted, code)) > 0:
		return "somebody changed the code since"
	default:
		return ""
	}
}

// lostValues says why what a code was before cannot be asked for again.
func lostValues(was, is *model.CodeDraft, now time.Time) string {
	switch {
	case was.Window.Ended(now):
		return "the old times are over"
	case !was.PIN.Known() && is.PIN.Known():
		return "the old PIN is not known"
	case was.Name == "" && is.Name != "":
		return "it had no name, and Seam cannot take one away"
	default:
		return ""
	}
}

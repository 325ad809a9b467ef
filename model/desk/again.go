package desk

import (
	"context"

	"seamdash/model"
)

// Retry asks for the values that a code has once more, which makes Seam tell the lock again.
func (d *Desk) Retry(ctx context.Context, code model.AccessCode) (model.Tracked, error) {
	return d.Update(ctx, code, model.CodeChange{Name: code.Name, PIN: code.PIN, Window: code.Window})
}

// Recreate asks for a code to be removed and, when it has really left the lock, made again with the same PIN and window: the
// lock takes a PIN only once. The write that comes back is about the new code; as long as its After is set it waits, and
// [Desk.Follow] makes it, in this run or a later one.
func (d *Desk) Recreate(ctx context.Context, code model.AccessCode) (model.Tracked, error) {
	draft := model.DraftOf(&code)
	t := model.Tracked{Action: model.ActionCreate, Wanted: draft, Code: code.ID}
	switch {
	case !code.Managed:
		return t, refusal(&t, "it was made outside Seam", "take it over first")
	case !code.PIN.Known():
		return t, refusal(&t, "its PIN is not known, so it cannot be made again", "make another code")
	case code.Window.Ended(d.cfg.Now()):
		return t, refusal(&t, "its window is over", "make another code")
	}
	if code.Status != model.StatusRemoving {
		if _, err := d.Delete(ctx, code); err != nil {
			return t, err
		}
	}
	return d.after(ctx, draft, code.ID)
}

// after makes a code as soon as another one has left the lock: now, or later.
func (d *Desk) after(ctx context.Context, draft model.CodeDraft, other model.CodeID) (model.Tracked, error) {
	t := model.Tracked{Action: model.ActionCreate, Wanted: draft}
	left, err := d.cfg.API.CodesByID(ctx, []model.CodeID{other})
	switch {
	case err != nil:
		return t, err
	case len(left) == 0:
		return d.create(ctx, t)
	case d.cfg.ReadOnly:
		return t, readOnly(t.Action.Words(), string(other))
	}
	t.After, t.AskedAt = other, d.cfg.Now()
	t.ID, t.LookAt = newID(t.AskedAt), t.AskedAt.Add(firstLook)
	d.keep(ctx, t)
	return t, nil
}

// Undo takes a write back: it makes a deleted code again with its PIN and window, restores what a change replaced, and
// removes what was made. Where that cannot be done honestly it refuses with the words of [Undoable]. lock is the newest
// picture of the write's lock. The write that comes back is the one that undoes.
func (d *Desk) Undo(ctx context.Context, t model.Tracked, lock *model.Lock) (model.Tracked, error) {
	if why := Undoable(&t, lock, d.cfg.Now()); why != "" {
		return t, &model.Fault{Op: "undo", Subject: t.Action.Words(), Kind: model.KindRefused, Message: why}
	}
	switch {
	case t.After != "":
		d.forget(ctx, t.ID)
		return t, nil
	case t.Action == model.ActionDelete:
		return d.after(ctx, t.Before, t.Code)
	case t.Action == model.ActionCreate:
		return d.Delete(ctx, codeAs(&t))
	default:
		return d.Update(ctx, codeAs(&t), back(&t.Wanted, &t.Before))
	}
}

// codeAs is the code as a write has made it.
func codeAs(t *model.Tracked) model.AccessCode {
	return model.AccessCode{
		ID: t.Code, DeviceID: t.Lock(), Name: t.Wanted.Name, PIN: t.Wanted.PIN, Window: t.Wanted.Window, Managed: true,
		GroupKey: t.Wanted.GroupKey,
		Traits: model.Traits{
			ExternalChangeAllowed: t.Wanted.ExternalChangeAllowed, Offline: t.Wanted.Offline, OneTime: t.Wanted.OneTime,
		},
	}
}

// back is the change that leads from one state to an earlier one.
func back(from, to *model.CodeDraft) model.CodeChange {
	c := model.CodeChange{Window: to.Window}
	if from.Name != to.Name {
		c.Name = to.Name
	}
	if !from.PIN.Equal(to.PIN) {
		c.PIN = to.PIN
	}
	if from.ExternalChangeAllowed != to.ExternalChangeAllowed {
		c.ExternalChangeAllowed = model.No
		if to.ExternalChangeAllowed {
			c.ExternalChangeAllowed = model.Yes
		}
	}
	return c
}

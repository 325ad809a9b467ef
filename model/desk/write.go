package desk

import (
	"context"
	"crypto/rand"
	"errors"
	"time"

	"seamdash/model"
)

// Create asks for a code. The write that comes back is followed when Seam accepted it, and as well when nobody knows:
// then the error is a [model.Fault] with Unsure set. With any other error Seam refused and nothing was made.
func (d *Desk) Create(ctx context.Context, draft model.CodeDraft) (model.Tracked, error) {
	return d.create(ctx, model.Tracked{Action: model.ActionCreate, Wanted: draft})
}

func (d *Desk) create(ctx context.Context, t model.Tracked) (model.Tracked, error) {
	return d.write(ctx, t, detailOfDraft(&t.Wanted), func(ctx context.Context, t *model.Tracked) error {
		code, err := d.cfg.API.CreateCode(ctx, t.Wanted)
		t.Code = code.ID
		return err
	})
}

// Update asks for a code to be as the change says, also from ongoing to a window and back. before is the code as the
// person saw it. The results are as those of [Desk.Create].
func (d *Desk) Update(ctx context.Context, before model.AccessCode, change model.CodeChange) (model.Tracked, error) {
	was := model.DraftOf(&before)
	t := model.Tracked{Action: model.ActionUpdate, Code: before.ID, Wanted: was.With(change), Before: was}
	if before.Window.Always() != change.Window.Always() {
		t.Action = model.ActionConvert
	}
	switch {
	case !before.Managed:
		return t, refusal(&t, "it was made outside Seam", "take it over first")
	case before.Traits.Offline:
		return t, refusal(&t, "the lock makes offline codes itself and cannot be told of a change", "make another code")
	}
	return d.write(ctx, t, detailOfChange(&was, &t.Wanted), func(ctx context.Context, t *model.Tracked) error {
		return d.cfg.API.UpdateCode(ctx, t.Lock(), t.Code, change)
	})
}

// Delete asks for a code to be removed, whoever made it. The results are as those of [Desk.Create]; a code that is gone
// already is a success.
func (d *Desk) Delete(ctx context.Context, code model.AccessCode) (model.Tracked, error) {
	was := model.DraftOf(&code)
	t := model.Tracked{Action: model.ActionDelete, Code: code.ID, Wanted: was, Before: was, Unmanaged: !code.Managed}
	switch {
	case code.Traits.Offline:
		return t, refusal(&t, "the lock makes offline codes itself and cannot be told to forget one", "it ends by itself with its window")
	case code.Traits.CannotBeDeleted:
		return t, refusal(&t, "Seam cannot erase this code", "remove it in the maker's app")
	}
	return d.write(ctx, t, detailOfDraft(&was), func(ctx context.Context, t *model.Tracked) error {
		if t.Unmanaged {
			return d.cfg.API.DeleteUnmanagedCode(ctx, t.Lock(), t.Code)
		}
		return d.cfg.API.DeleteCode(ctx, t.Lock(), t.Code)
	})
}

// DeleteUnmanaged is [Desk.Delete] for a code that must be one that somebody else made.
func (d *Desk) DeleteUnmanaged(ctx context.Context, code model.AccessCode) (model.Tracked, error) {
	code.Managed = false
	return d.Delete(ctx, code)
}

// Adopt asks Seam to manage a code that somebody else made, with force even one of another workspace. That it did comes
// later. The results are as those of [Desk.Create].
func (d *Desk) Adopt(ctx context.Context, code model.AccessCode, force bool) (model.Tracked, error) {
	was := model.DraftOf(&code)
	t := model.Tracked{Action: model.ActionAdopt, Code: code.ID, Wanted: was, Before: was, Unmanaged: true}
	switch {
	case code.Managed && !force: // one that another workspace took over may be listed as ours still
		return t, refusal(&t, "Seam manages it already", "")
	case code.Traits.CannotBeManaged:
		return t, refusal(&t, "Seam cannot take over codes of this lock", "make a code of its own in its place")
	}
	return d.write(ctx, t, detailOfDraft(&was), func(ctx context.Context, t *model.Tracked) error {
		return d.cfg.API.ManageCode(ctx, t.Lock(), t.Code, force)
	})
}

// PullBackup takes a spare code out of the lock's pool to stand in for a code with a window. The spare code comes with
// the write, whose Code and Wanted are about it. The results are as those of [Desk.Create].
func (d *Desk) PullBackup(ctx context.Context, code model.AccessCode) (model.Tracked, error) {
	t := model.Tracked{Action: model.ActionBackup, Wanted: model.CodeDraft{DeviceID: code.DeviceID}, Before: model.DraftOf(&code)}
	if code.Window.Always() {
		return t, refusal(&t, "only codes with a window have backup codes", "")
	}
	return d.write(ctx, t, "for "+detailOfDraft(&t.Before), func(ctx context.Context, t *model.Tracked) error {
		spare, err := d.cfg.API.PullBackup(ctx, code.DeviceID, code.ID)
		if err == nil {
			t.Code, t.Wanted = spare.ID, model.DraftOf(&spare)
		}
		return err
	})
}

// write asks for one write, logs it and tracks it. It is kept before it is asked for, so that a program that ends in
// between finds it again.
func (d *Desk) write(ctx context.Context, t model.Tracked, detail string, ask func(context.Context, *model.Tracked) error) (model.Tracked, error) {
	if d.cfg.ReadOnly {
		return t, readOnly(t.Action.Words(), string(t.Code))
	}
	now := d.cfg.Now()
	if t.ID == "" {
		t.ID, t.AskedAt = newID(now), now
	}
	t.LookAt = now.Add(firstLook)
	d.busy(t.ID, true)
	defer d.busy(t.ID, false)
	d.keep(ctx, t)

	w := d.begin(t.Action.Words(), t.Lock())
	asked, request := d.receipt(ctx)
	err := ask(asked, &t)
	w.Code, w.Detail, w.Request = t.Code, detail, request()
	d.end(ctx, w, err)
	t.Request = w.Request

	fault, isFault := errors.AsType[*model.Fault](err)
	switch {
	case err == nil:
		t.AcceptedAt, t.Stage = d.cfg.Now(), model.StageAccepted
		t.LookAt = t.AcceptedAt.Add(firstLook)
	case isFault && fault.Unsure:
		t.LookAt = d.cfg.Now().Add(firstLook)
	default:
		d.forget(ctx, t.ID)
		t.Stage, t.DoneAt, t.LookAt, t.Outcome = model.StageFailed, d.cfg.Now(), time.Time{}, "not done: "+model.WhyOf(err)
		return t, err
	}
	d.keep(ctx, t)
	return t, err
}

// newID is unique, and greater than those made before.
func newID(now time.Time) string {
	return model.StampedID(now, rand.Text()[:8])
}

// refusal is a fault of what is not worth asking Seam.
func refusal(t *model.Tracked, message, hint string) *model.Fault {
	return &model.Fault{Op: t.Action.Words(), Subject: string(t.Code), Kind: model.KindRefused, Message: message, Hint: hint}
}

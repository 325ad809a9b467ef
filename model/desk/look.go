package desk

import (
	"context"
	"errors"
	"time"

	"seamdash/model"
)

// look asks Seam what has become of writes: those with a code that Seam manages together by their ids, the others by the
// lists of their locks.
func (f *follower) look(ctx context.Context, due []model.Tracked) {
	ctx, stop := context.WithTimeout(ctx, lookPatience)
	defer stop()
	began := f.cfg.Now()
	var ids []model.CodeID
	var listed []model.Tracked
	for _, t := range due {
		f.looked[t.ID] = began
		switch {
		case t.After != "":
			ids = append(ids, t.After)
		case byList(&t):
			listed = append(listed, t)
		default:
			ids = append(ids, t.Code)
		}
	}
	f.lookByID(ctx, due, ids)
	lists := map[model.DeviceID]*model.Lock{}
	for _, t := range listed {
		lock, asked := lists[t.Lock()]
		if !asked {
			lock = f.list(ctx, t.Lock())
			lists[t.Lock()] = lock
		}
		f.seen(ctx, t, lock)
	}
}

// byList says that Seam cannot be asked for the code by its id: it is not known, or Seam does not manage it.
func byList(t *model.Tracked) bool { return t.Code == "" || t.Unmanaged }

func (f *follower) lookByID(ctx context.Context, due []model.Tracked, ids []model.CodeID) {
	if len(ids) == 0 {
		return
	}
	codes, err := f.cfg.API.CodesByID(ctx, ids)
	for _, t := range due {
		switch {
		case t.After != "" && err == nil && !among(codes, t.After):
			f.begin(ctx, t)
		case t.After != "" || err != nil && !byList(&t):
			f.later(t.ID, err)
		case byList(&t):
		default:
			f.seen(ctx, t, f.lockWith(t.Lock(), codes))
		}
	}
}

func among(codes []model.AccessCode, id model.CodeID) bool {
	for i := range codes {
		if codes[i].ID == id {
			return true
		}
	}
	return false
}

// list reads every code of a lock; nil when that fails.
func (f *follower) list(ctx context.Context, id model.DeviceID) *model.Lock {
	codes, err := f.cfg.API.Codes(ctx, id)
	if err != nil {
		return nil
	}
	more, err := f.cfg.API.UnmanagedCodes(ctx, id)
	if err != nil {
		return nil
	}
	return f.lockWith(id, append(codes, more...))
}

// lockWith is the lock of the picture with codes that were just read.
func (f *follower) lockWith(id model.DeviceID, codes []model.AccessCode) *model.Lock {
	device := model.Device{ID: id}
	if lock, ok := f.by.Picture().Lock(id); ok {
		device = lock.Device
	}
	return &model.Lock{Device: device, Codes: codes, Loaded: true}
}

// seen takes over what a look found; nil is a look that failed.
func (f *follower) seen(ctx context.Context, t model.Tracked, lock *model.Lock) {
	if lock == nil {
		f.later(t.ID, nil)
		return
	}
	now := f.cfg.Now()
	p := judge(&t, lock, now, true)
	f.settle(ctx, t.ID, &p, now)
}

// later puts a look off, until Seam is ready where it says so.
func (f *follower) later(id string, err error) {
	at := f.cfg.Now().Add(lookAgain)
	if fault, ok := errors.AsType[*model.Fault](err); ok && fault.RetryAt.After(at) {
		at = fault.RetryAt
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if t, ok := f.writes[id]; ok {
		t.LookAt = at
		f.writes[id] = t
	}
}

// begin makes the code that waited for another one to leave.
func (f *follower) begin(ctx context.Context, t model.Tracked) {
	now := f.cfg.Now()
	t.After = ""
	if t.Wanted.Window.Ended(now) {
		f.refused(ctx, t, "its window was over before the old code had left the lock", now)
		return
	}
	made, err := f.create(ctx, t)
	if err != nil && !made.Unsure() {
		f.keep(ctx, made) // the person had turned away, and shall see that it came to nothing
	}
}

// refused ends a write that is not worth asking for any more.
func (f *follower) refused(ctx context.Context, t model.Tracked, why string, now time.Time) {
	t.Stage, t.DoneAt, t.LookAt, t.Outcome = model.StageFailed, now, time.Time{}, "not done: "+why
	f.keep(ctx, t)
}

package uitest

import (
	"context"
	"sync"
	"time"

	"seamdash/model"
)

// A Desk answers forms as it is told and remembers what it was asked for.
type Desk struct {
	// Takes is how long an answer takes. Fails gives the error of the next answer, or nil. Neither changes while it is in use.
	Takes time.Duration
	Fails func(asked int) error

	mu      sync.Mutex
	drafts  []model.CodeDraft
	changes []Change
	zones   []string
	asked   int
}

// A Change is what was asked for of a code.
type Change struct {
	Before model.AccessCode
	Change model.CodeChange
}

func (d *Desk) answer(ctx context.Context) error {
	d.mu.Lock()
	d.asked++
	asked := d.asked
	d.mu.Unlock()
	timer := time.NewTimer(d.Takes)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
		return ctx.Err()
	}
	if d.Fails == nil {
		return nil
	}
	return d.Fails(asked)
}

// Create remembers a draft.
func (d *Desk) Create(ctx context.Context, draft model.CodeDraft) (model.Tracked, error) {
	d.mu.Lock()
	d.drafts = append(d.drafts, draft)
	d.mu.Unlock()
	return model.Tracked{Action: model.ActionCreate, Wanted: draft}, d.answer(ctx)
}

// Update remembers a change.
func (d *Desk) Update(ctx context.Context, before model.AccessCode, change model.CodeChange) (model.Tracked, error) {
	d.mu.Lock()
	d.changes = append(d.changes, Change{before, change})
	d.mu.Unlock()
	return model.Tracked{Action: model.ActionUpdate, Code: before.ID}, d.answer(ctx)
}

// ReportZone remembers a zone.
func (d *Desk) ReportZone(ctx context.Context, device model.DeviceID, kind, zone string) error {
	d.mu.Lock()
	d.zones = append(d.zones, string(device)+" "+kind+" "+zone)
	d.mu.Unlock()
	return d.answer(ctx)
}

// Zones are those that were reported, each behind the id and the type of its lock.
func (d *Desk) Zones() []string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return append([]string(nil), d.zones...)
}

// Drafts are the codes that were asked for.
func (d *Desk) Drafts() []model.CodeDraft {
	d.mu.Lock()
	defer d.mu.Unlock()
	return append([]model.CodeDraft(nil), d.drafts...)
}

// Changes are the changes that were asked for.
func (d *Desk) Changes() []Change {
	d.mu.Lock()
	defer d.mu.Unlock()
	return append([]Change(nil), d.changes...)
}

// Delete answers.
func (d *Desk) Delete(ctx context.Context, code model.AccessCode) (model.Tracked, error) {
	return model.Tracked{Action: model.ActionDelete, Code: code.ID}, d.answer(ctx)
}

// Adopt answers.
func (d *Desk) Adopt(ctx context.Context, code model.AccessCode, _ bool) (model.Tracked, error) {
	return model.Tracked{Action: model.ActionAdopt, Code: code.ID}, d.answer(ctx)
}

// PullBackup answers.
func (d *Desk) PullBackup(ctx context.Context, code model.AccessCode) (model.Tracked, error) {
	return model.Tracked{Action: model.ActionBackup, Code: code.ID}, d.answer(ctx)
}

// Retry answers.
func (d *Desk) Retry(ctx context.Context, code model.AccessCode) (model.Tracked, error) {
	return model.Tracked{Action: model.ActionUpdate, Code: code.ID}, d.answer(ctx)
}

// Recreate answers.
func (d *Desk) Recreate(ctx context.Context, code model.AccessCode) (model.Tracked, error) {
	return model.Tracked{Action: model.ActionCreate, After: code.ID}, d.answer(ctx)
}

// Undo answers.
func (d *Desk) Undo(ctx context.Context, t model.Tracked, _ *model.Lock) (model.Tracked, error) {
	return model.Tracked{Action: t.Action, Code: t.Code}, d.answer(ctx)
}

package ui

import (
	"context"

	"seamdash/model"
)

// A Desk asks Seam for changes of codes, logs them and follows them until the lock has done them. Its methods may be called
// from several goroutines, keep the pace that Seam allows for each lock, and must return soon after ctx ends; errors should
// be or wrap a [model.Fault]. That a write is given back says that Seam took it, not that the lock has it.
type Desk interface {
	Create(ctx context.Context, draft model.CodeDraft) (model.Tracked, error)
	// Update converts too; before is the code as the person saw it.
	Update(ctx context.Context, before model.AccessCode, change model.CodeChange) (model.Tracked, error)
	// ReportZone tells Seam where a lock is, by IANA name.
	ReportZone(ctx context.Context, device model.DeviceID, deviceType, zone string) error
	// Delete removes a code, whoever made it.
	Delete(ctx context.Context, code model.AccessCode) (model.Tracked, error)
	// Adopt takes over a code that was made outside Seam, with force even one of another workspace.
	Adopt(ctx context.Context, code model.AccessCode, force bool) (model.Tracked, error)
	// Retry asks for the values that a code has once more.
	Retry(ctx context.Context, code model.AccessCode) (model.Tracked, error)
	// Recreate removes a code and, when it has left the lock, makes it again with the same PIN and window. What is given back
	// is about the new code.
	Recreate(ctx context.Context, code model.AccessCode) (model.Tracked, error)
	// Undo takes a write back, see [seamdash/model/desk.Undoable]; lock is the newest picture of its lock, or nil. The write
	// that undoes is given back.
	Undo(ctx context.Context, t model.Tracked, lock *model.Lock) (model.Tracked, error)
	// PullBackup takes a spare code out of the lock's pool; Code and Wanted of what is given back are about the spare code.
	PullBackup(ctx context.Context, code model.AccessCode) (model.Tracked, error)
}

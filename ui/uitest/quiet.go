package uitest

import (
	"context"
	"maps"
	"slices"
	"sync"

	"seamdash/model"
	"seamdash/model/diagnose"
)

// A Quiet keeps which troubles somebody knows of as long as the test runs.
type Quiet struct {
	// Fails, when there is one, is the answer to everything; it does not change while the keeper is in use.
	Fails error

	mu   sync.Mutex
	kept map[string]diagnose.Quiet
	of   map[string]model.WorkspaceID
}

// Quiets gives those of a workspace.
func (q *Quiet) Quiets(_ context.Context, of model.WorkspaceID) (out []diagnose.Quiet, err error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for _, key := range slices.Sorted(maps.Keys(q.kept)) {
		if q.of[key] == of {
			out = append(out, q.kept[key])
		}
	}
	return out, q.Fails
}

// KeepQuiet keeps one.
func (q *Quiet) KeepQuiet(_ context.Context, of model.WorkspaceID, one diagnose.Quiet) error {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.Fails != nil {
		return q.Fails
	}
	if q.kept == nil {
		q.kept, q.of = map[string]diagnose.Quiet{}, map[string]model.WorkspaceID{}
	}
	q.kept[one.Key], q.of[one.Key] = one, of
	return nil
}

// Wake drops one.
func (q *Quiet) Wake(_ context.Context, _ model.WorkspaceID, key string) error {
	q.mu.Lock()
	defer q.mu.Unlock()
	delete(q.kept, key)
	return q.Fails
}

// Keys are what is kept.
func (q *Quiet) Keys() []string {
	q.mu.Lock()
	defer q.mu.Unlock()
	return slices.Sorted(maps.Keys(q.kept))
}

package uitest

import (
	"context"
	"maps"
	"slices"
	"sync"
	"time"

	"seamdash/model"
	"seamdash/ui/views"
)

// A Memory keeps views and preferences as long as the test runs.
type Memory struct {
	// Fails, when there is one, is the answer to everything. Takes is how long each answer takes. Neither changes while the
	// memory is in use.
	Fails error
	Takes time.Duration

	mu    sync.Mutex
	rooms map[model.WorkspaceID]*kept
	saves int
	under int // way
	most  int
}

type kept struct {
	views       map[string]views.View
	preferences map[string]string
}

// use waits as long as an answer takes, and then runs do on what there is of a workspace.
func (m *Memory) use(ctx context.Context, of model.WorkspaceID, do func(*kept)) error {
	m.enter(1)
	defer m.enter(-1)
	timer := time.NewTimer(m.Takes)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
		return ctx.Err()
	}
	if m.Fails != nil {
		return m.Fails
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.rooms == nil {
		m.rooms = map[model.WorkspaceID]*kept{}
	}
	if m.rooms[of] == nil {
		m.rooms[of] = &kept{views: map[string]views.View{}, preferences: map[string]string{}}
	}
	do(m.rooms[of])
	return nil
}

func (m *Memory) enter(by int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.under += by
	m.most = max(m.most, m.under)
}

// Most is how many things it was asked for at the same time.
func (m *Memory) Most() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.most
}

// Saves counts the views that were saved.
func (m *Memory) Saves() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.saves
}

// Views gives all of a workspace.
func (m *Memory) Views(ctx context.Context, of model.WorkspaceID) (out []views.View, err error) {
	err = m.use(ctx, of, func(k *kept) {
		for _, id := range slices.Sorted(maps.Keys(k.views)) {
			out = append(out, k.views[id])
		}
	})
	return out, err
}

// SaveView keeps a view.
func (m *Memory) SaveView(ctx context.Context, of model.WorkspaceID, v views.View) error {
	return m.use(ctx, of, func(k *kept) {
		k.views[v.ID] = v
		m.saves++
	})
}

// DropView forgets a view.
func (m *Memory) DropView(ctx context.Context, of model.WorkspaceID, id string) error {
	return m.use(ctx, of, func(k *kept) { delete(k.views, id) })
}

// Preferences gives all of a workspace.
func (m *Memory) Preferences(ctx context.Context, of model.WorkspaceID) (out map[string]string, err error) {
	err = m.use(ctx, of, func(k *kept) { out = maps.Clone(k.preferences) })
	return out, err
}

// SetPreference keeps a value.
func (m *Memory) SetPreference(ctx context.Context, of model.WorkspaceID, name, value string) error {
	return m.use(ctx, of, func(k *kept) { k.preferences[name] = value })
}

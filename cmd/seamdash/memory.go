package main

import (
	"context"
	"errors"
	"sync"

	"seamdash/model"
	"seamdash/model/store"
	"seamdash/ui/views"
)

// viewsOf is the screen that the saved views belong to, as the store has it.
const viewsOf = "codes"

// A memory keeps in the local store what a person makes of the screens. The store is opened by somebody else, which may take
// a while.
type memory struct {
	opened chan struct{} // closed when store or err is set
	store  *store.Store
	err    error
	// using is held by whoever uses the store, so that nobody closes it meanwhile.
	using sync.RWMutex
	// working has something for as long as somebody has to finish something in the store when the program ends.
	working chan struct{}
}

func newMemory() *memory {
	return &memory{opened: make(chan struct{}), working: make(chan struct{}, 1)}
}

// open hands over the store, or why there is none; once.
func (m *memory) open(s *store.Store, err error) {
	m.store, m.err = s, err
	close(m.opened)
}

// A noStore is why there is no store.
type noStore struct{ err error }

func (e *noStore) Error() string { return e.err.Error() }
func (e *noStore) Unwrap() error { return e.err }

// unlessTold leaves out an error that whoever opened the store has told already: nothing is remembered then.
func unlessTold(err error) error {
	if _, ok := errors.AsType[*noStore](err); ok {
		return nil
	}
	return err
}

var errMemorySlow = errors.New("the local store takes too long to open")

// use runs do on what the store has of a workspace.
func (m *memory) use(ctx context.Context, of model.WorkspaceID, do func(*store.Room) error) error {
	select {
	case <-m.opened:
	case <-ctx.Done():
		return errMemorySlow
	}
	if m.err != nil {
		return &noStore{m.err}
	}
	m.using.RLock()
	defer m.using.RUnlock()
	return do(m.store.In(of))
}

// changed receives after another program changed the store; nil where there is none.
func (m *memory) changed(ctx context.Context) <-chan struct{} {
	if m == nil {
		return nil
	}
	select {
	case <-m.opened:
	case <-ctx.Done():
		return nil
	}
	if m.err != nil {
		return nil
	}
	return m.store.Changed(ctx)
}

// A sharedGallery is a gallery whose store a memory uses too.
type sharedGallery struct {
	gallery

	memory *memory
}

// Close ends the store when nothing is being kept in it any more.
func (g sharedGallery) Close() error {
	g.memory.working <- struct{}{}
	g.memory.using.Lock()
	defer g.memory.using.Unlock()
	return g.gallery.Close()
}

// Views are the saved views of the codes screen.
func (m *memory) Views(ctx context.Context, of model.WorkspaceID) (out []views.View, err error) {
	err = m.use(ctx, of, func(r *store.Room) error {
		saved, err := r.Views(ctx)
		for i := range saved {
			if saved[i].Screen == viewsOf {
				out = append(out, viewFrom(&saved[i]))
			}
		}
		return err
	})
	return out, unlessTold(err)
}

// SaveView keeps a view.
func (m *memory) SaveView(ctx context.Context, of model.WorkspaceID, v views.View) error {
	return m.use(ctx, of, func(r *store.Room) error { return r.SaveView(ctx, viewTo(&v)) })
}

// DropView forgets a view.
func (m *memory) DropView(ctx context.Context, of model.WorkspaceID, id string) error {
	return m.use(ctx, of, func(r *store.Room) error { return r.DropView(ctx, id) })
}

// Preferences are what was chosen, by name.
func (m *memory) Preferences(ctx context.Context, of model.WorkspaceID) (out map[string]string, err error) {
	err = m.use(ctx, of, func(r *store.Room) (err error) {
		out, err = r.Preferences(ctx)
		return err
	})
	return out, unlessTold(err)
}

// SetPreference keeps a value.
func (m *memory) SetPreference(ctx context.Context, of model.WorkspaceID, name, value string) error {
	return m.use(ctx, of, func(r *store.Room) error { return r.SetPreference(ctx, name, value) })
}

func viewFrom(v *store.View) views.View {
	out := views.View{
		ID: v.ID, Name: v.Name, Filter: v.Filter, Problems: v.Problems, Sort: v.Sort, Down: v.Descending, Hidden: v.Hidden, Place: v.Place,
	}
	for _, c := range v.Columns {
		out.Columns = append(out.Columns, views.Column{Name: c.Name, Width: c.Width})
	}
	return out
}

func viewTo(v *views.View) store.View {
	out := store.View{
		ID: v.ID, Name: v.Name, Screen: viewsOf, Filter: v.Filter, Problems: v.Problems, Sort: v.Sort, Descending: v.Down, Hidden: v.Hidden,
		Place: v.Place,
	}
	for _, c := range v.Columns {
		out.Columns = append(out.Columns, store.Column{Name: c.Name, Width: c.Width})
	}
	return out
}

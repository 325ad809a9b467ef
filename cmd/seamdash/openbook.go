package main

import (
	"context"
	"sync"

	tea "charm.land/bubbletea/v2"

	"seamdash/model"
	"seamdash/model/civil"
	"seamdash/model/rulebook"
	"seamdash/model/zone"
	"seamdash/ui"
)

// bookOf is the recurring schedules of an open workspace: in the local store, or only as long as the program runs where nothing
// is kept, which is the sandbox.
func bookOf(s *session, kept *memory, workspace func() model.WorkspaceID) *rulebook.Book {
	if kept == nil {
		return bookWith(&demo{Memory: rulebook.InMemory(s.now), session: s}, s)
	}
	return bookWith(&bookkeeper{memory: kept, workspace: workspace}, s)
}

func bookWith(k rulebook.Keeper, s *session) *rulebook.Book {
	return rulebook.New(rulebook.Config{Keeper: k, Now: s.now, Zone: func(name string) error {
		_, err := zone.Load(name)
		return err
	}})
}

// watchRules tells the screen to read the recurring schedules once it is known whose they are, and whenever another program may
// have edited them.
func (v *visit) watchRules(ctx context.Context, send func(tea.Msg)) {
	st, ok := v.stays(ctx)
	if !ok || !knows(ctx, st.workspace) {
		return
	}
	elsewhere := st.book.Changed(ctx)
	for {
		send(ui.RulesChanged{})
		select {
		case _, open := <-elsewhere:
			if !open {
				return
			}
		case <-ctx.Done():
			return
		}
	}
}

// A demo is the memory of the sandbox, with a few recurring schedules on its locks as soon as somebody looks.
type demo struct {
	*rulebook.Memory

	session *session

	mu     sync.Mutex
	filled bool
}

// Shelf reads all rules and sets, from the first time on those of the sandbox.
func (d *demo) Shelf(ctx context.Context, known string) (rulebook.Pile, error) {
	if err := d.fill(ctx); err != nil {
		return rulebook.Pile{}, err
	}
	return d.Memory.Shelf(ctx, known)
}

func (d *demo) fill(ctx context.Context) error {
	const by = "sandbox"
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.filled {
		return nil
	}
	var devices []model.Device
	err := d.session.client.Devices(ctx, func(page []model.Device) error {
		devices = append(devices, page...)
		return nil
	})
	if err != nil {
		return err
	}
	book := bookWith(d.Memory, d.session)
	for _, set := range sandboxSets() {
		if _, err := book.SaveSet(ctx, rulebook.SetEntry{Set: set}, by, ""); err != nil {
			return err
		}
	}
	var edits []rulebook.Edit
	for _, r := range sandboxRules(devices, civil.DateOf(d.session.now())) {
		edits = append(edits, rulebook.Edit{Entry: rulebook.Entry{Rule: r}})
	}
	if _, err := book.Save(ctx, edits, by, ""); err != nil {
		return err
	}
	d.filled = true
	return nil
}

// A stirring book tells who rolls the schedules of every change that is made over it.
type stirringBook struct {
	*rulebook.Book

	stir func()
}

// Save keeps edits of rules.
func (b stirringBook) Save(ctx context.Context, edits []rulebook.Edit, by, note string) ([]rulebook.Entry, error) {
	defer b.stir()
	return b.Book.Save(ctx, edits, by, note)
}

// SaveWith keeps edits of rules with sets of holidays.
func (b stirringBook) SaveWith(
	ctx context.Context, sets []rulebook.SetEntry, edits []rulebook.Edit, by, note string,
) ([]rulebook.Entry, []rulebook.SetEntry, error) {
	defer b.stir()
	return b.Book.SaveWith(ctx, sets, edits, by, note)
}

// SaveSet keeps a set of holidays.
func (b stirringBook) SaveSet(ctx context.Context, set rulebook.SetEntry, by, note string) (rulebook.SetEntry, error) {
	defer b.stir()
	return b.Book.SaveSet(ctx, set, by, note)
}

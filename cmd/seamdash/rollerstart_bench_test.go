package main

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"seamdash/model"
	"seamdash/model/engine"
	"seamdash/model/rulebook"
	"seamdash/model/zone"
)

// A codeShelf is Seam with codes that are on their locks at once.
type codeShelf struct {
	mu    sync.Mutex
	codes map[model.CodeID]model.AccessCode
	reads int
}

func (s *codeShelf) CreateCode(_ context.Context, d model.CodeDraft) (model.AccessCode, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := model.AccessCode{
		ID: model.CodeID(fmt.Sprintf("7ba7b810-9dad-11d1-80b4-%012d", len(s.codes))), DeviceID: d.DeviceID, Name: d.Name, PIN: d.PIN,
		Window: d.Window, Status: model.StatusSet, Managed: true, Preloaded: model.Yes,
	}
	s.codes[c.ID] = c
	return c, nil
}

func (s *codeShelf) UpdateCode(context.Context, model.DeviceID, model.CodeID, model.CodeChange) error {
	return nil
}

func (s *codeShelf) DeleteCode(context.Context, model.DeviceID, model.CodeID) error { return nil }

func (s *codeShelf) CodesByID(_ context.Context, ids []model.CodeID) ([]model.AccessCode, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.reads++
	out := make([]model.AccessCode, 0, len(ids))
	for _, id := range ids {
		if c, known := s.codes[id]; known {
			out = append(out, c)
		}
	}
	return out, nil
}

func (s *codeShelf) Codes(context.Context, model.DeviceID) ([]model.AccessCode, error) {
	return nil, nil
}

// BenchmarkRollerStart is the first tick of a program with 10,000 schedules and as many codes in a store on disk: it takes the tenure,
// reads schedules and ledger, compiles, and looks at every code. Idle is a tick after it.
func BenchmarkRollerStart(b *testing.B) {
	keeper := ledgerOn(b, storeAt(b, time.Now))
	locks := cleanedLocks(b, keeper, 10_000)
	now := cleanedOn()
	cfg := engine.Config{
		Keeper: keeper, API: &codeShelf{codes: map[model.CodeID]model.AccessCode{}}, Zone: zone.Load, Holder: "rosa@desk/elsewhere/1/A",
		Picture: func() *model.Snapshot { return locks }, Now: func() time.Time { return now },
	}
	start := func() *engine.Engine {
		cfg.Book = cleanersBook(keeper)
		e := engine.New(cfg)
		if _, err := e.Tick(b.Context()); err != nil {
			b.Fatal(err)
		}
		if s := e.Status(); len(s.States) != len(locks.Locks) || s.Err != nil {
			b.Fatalf("of %d series there are %d (%v)", len(locks.Locks), len(s.States), s.Err)
		}
		return e
	}
	start()
	now = now.Add(time.Minute)
	e := start()
	b.Run("First", func(b *testing.B) {
		for b.Loop() {
			start()
		}
	})
	b.Run("Idle", func(b *testing.B) {
		if _, err := e.Tick(b.Context()); err != nil {
			b.Fatal(err)
		}
		for b.Loop() {
			if next, err := e.Tick(b.Context()); err != nil || !next.After(now) {
				b.Fatal(next, err)
			}
		}
	})
}

// cleanedOn is the day on which the cleaners' windows are looked at.
func cleanedOn() time.Time { return time.Date(2027, 1, 4, 6, 0, 0, 0, time.UTC) }

func cleanersBook(k *ledgerKeeper) *rulebook.Book {
	return bookWith(&bookkeeper{memory: k.memory, workspace: k.workspace}, &session{now: cleanedOn})
}

// cleanedLocks keeps a schedule for each of some locks, and gives a picture of them.
func cleanedLocks(b *testing.B, k *ledgerKeeper, n int) *model.Snapshot {
	b.Helper()
	locks, edits := make([]*model.Lock, n), make([]rulebook.Edit, n)
	for i := range n {
		id := model.DeviceID(fmt.Sprintf("6ba7b810-9dad-11d1-80b4-%012d", i))
		locks[i] = model.NewLock(model.Device{
			ID: id, Name: string(id), Type: "august_lock", TimeZone: "Europe/Lisbon", Managed: true, Online: model.Yes,
		}, nil, true, nil)
		edits[i].Entry.Rule = cleaners()
		edits[i].Entry.Rule.Name, edits[i].Entry.Rule.Locks = fmt.Sprint("Cleaners ", i), []model.DeviceID{id}
	}
	if _, err := cleanersBook(k).Save(b.Context(), edits, "me", ""); err != nil {
		b.Fatal(err)
	}
	return model.NewSnapshot(model.Workspace{}, locks, model.FeedState{Connection: model.Live, AsOf: cleanedOn()}, 1)
}

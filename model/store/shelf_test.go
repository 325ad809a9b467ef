package store

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"seamdash/model"
)

// TestTwoProgramsEditOneRule opens one file twice. The second to save is told what is kept, by whom and since when, and
// nothing of its batch is kept.
func TestTwoProgramsEditOneRule(t *testing.T) {
	t.Parallel()
	cfg := config(t)
	ctx := t.Context()
	now := time.Date(2027, 1, 4, 9, 0, 0, 0, time.UTC)
	cfg.Now = func() time.Time { return now }
	one, two := opened(t, cfg).In("ws"), opened(t, cfg).In("ws")
	first := must[Envelope](t)(saveRule(ctx, one, Envelope{ID: "r", Name: "Cleaners", Body: []byte("mon")}, "rosa@desk", ""))
	seen := must[Shelf](t)(two.Shelf(ctx, ""))
	now = now.Add(time.Minute)
	theirs := first
	theirs.Body = []byte("tue")
	kept := must[Envelope](t)(saveRule(ctx, one, theirs, "rosa@desk", "on Tuesdays"))

	mine := Change{Envelope: seen.Rules[0]}
	mine.Envelope.Body = []byte("wed")
	_, err := two.Save(ctx, Batch{Rules: []Change{{Envelope: Envelope{ID: "new"}}, mine}, By: "kim@laptop"})
	stale, ok := errors.AsType[*StaleError](err)
	if !ok {
		t.Fatalf("the second editor: %v", err)
	}
	want := &StaleError{Change: mine, Kept: kept, Last: Edit{Envelope: kept, By: "rosa@desk", Note: "on Tuesdays"}}
	if d := cmp.Diff(want, stale); d != "" {
		t.Errorf("told (-want +got):\n%s", d)
	}
	if d := cmp.Diff([]Envelope{kept}, must[Shelf](t)(two.Shelf(ctx, "")).Rules); d != "" {
		t.Errorf("kept (-want +got):\n%s", d)
	}
	now = now.Add(time.Minute)
	must[[]Envelope](t)(one.Save(ctx, Batch{Rules: []Change{{Envelope: kept, Gone: true}}, By: "rosa@desk"}))
	_, err = two.Save(ctx, Batch{Rules: []Change{mine}})
	if stale, ok = errors.AsType[*StaleError](err); !ok || stale.Kept.Version != 0 || !stale.Last.Gone || !stale.Last.Envelope.Changed.Equal(now) {
		t.Errorf("after it was removed: %+v, %v", stale, err)
	}
}

// TestShelfWithoutNews leaves out what the reader has.
func TestShelfWithoutNews(t *testing.T) {
	t.Parallel()
	r := opened(t, config(t)).In("ws")
	empty := must[Shelf](t)(r.Shelf(t.Context(), ""))
	must[Envelope](t)(saveRule(t.Context(), r, Envelope{ID: "r"}, "me", ""))
	full := must[Shelf](t)(r.Shelf(t.Context(), empty.Edition))
	again := must[Shelf](t)(r.Shelf(t.Context(), full.Edition))
	if len(full.Rules) != 1 || full.Edition == empty.Edition || len(again.Rules) != 0 || again.Edition != full.Edition {
		t.Errorf("first %+v, then %+v, then %+v", empty, full, again)
	}
	must[[]Envelope](t)(r.Save(t.Context(), Batch{}))
	if got := must[Shelf](t)(r.Shelf(t.Context(), full.Edition)); got.Edition != full.Edition {
		t.Error("saving nothing made a new edition")
	}
}

// TestRefusedBatches are found before anything is written.
func TestRefusedBatches(t *testing.T) {
	t.Parallel()
	r := opened(t, config(t)).In("ws")
	good := Change{Envelope: Envelope{ID: "r"}}
	long := bytes.Repeat([]byte("x"), maxBody+1)
	for name, b := range map[string]Batch{
		"a rule twice":         {Rules: []Change{good, good}},
		"a set twice":          {Sets: []Change{good, good}},
		"a long rule":          {Rules: []Change{good, {Envelope: Envelope{ID: "l", Body: long}}}},
		"a removal of nothing": {Rules: []Change{good, {Envelope: Envelope{ID: "n"}, Gone: true}}},
		"a set of none":        {Rules: []Change{good}, Sets: []Change{{}}},
	} {
		if _, err := r.Save(t.Context(), b); model.KindOf(err) != model.KindInvalid {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := r.SaveDraft(t.Context(), "new", long); model.KindOf(err) != model.KindInvalid {
		t.Errorf("a long draft: %v", err)
	}
	if got := must[Shelf](t)(r.Shelf(t.Context(), "")); len(got.Rules) != 0 {
		t.Errorf("kept %v", got.Rules)
	}
	both := Batch{Rules: []Change{good}, Sets: []Change{good}}
	if out := must[[]Envelope](t)(r.Save(t.Context(), both)); len(out) != 2 {
		t.Errorf("a rule and a set may have one id: %v", out)
	}
}

// oldKeys has the key that testdata/schema-1.db was sealed with.
type oldKeys struct{}

func (oldKeys) Key(context.Context, string) ([]byte, error) {
	return bytes.Repeat([]byte{1}, KeySize), nil
}

func (oldKeys) Create(context.Context, string, []byte) error { return errors.New("no key is needed") }

// TestSchema1 opens a file that a program of the first schema wrote, with everything in it, and goes on with it.
func TestSchema1(t *testing.T) {
	t.Parallel()
	whole := must[[]byte](t)(os.ReadFile(filepath.Join("testdata", "schema-1.db")))
	cfg := Config{Path: filepath.Join(t.TempDir(), "store.db"), Keys: oldKeys{}}
	ok(t, os.WriteFile(cfg.Path, whole, 0o600))
	wantSchema(t, cfg, 1)
	r := opened(t, cfg).In("ws")
	findsSchema1(t, r)
	shelf := must[Shelf](t)(r.Shelf(t.Context(), ""))
	b := Batch{Rules: []Change{{Envelope: shelf.Rules[0], Gone: true}}, Sets: []Change{{Envelope: Envelope{ID: "us"}}}, Seen: shelf.Edition}
	must[[]Envelope](t)(r.Save(t.Context(), b))
	wantSchema(t, cfg, 3)
	old := cfg
	old.steps = []migration{}
	before := old
	before.Path += ".schema-1.backup"
	wantSchema(t, before, 1)
	_, err := Open(t.Context(), old)
	wantFault(t, "the older program", err, ErrNewer, model.KindUnexpected, cfg.Path)
	if !strings.Contains(model.HintOf(err), "update seamdash") {
		t.Errorf("its hint is %q", model.HintOf(err))
	}
}

func wantSchema(t *testing.T, cfg Config, schema uint64) {
	t.Helper()
	if r := report(t, cfg); r.Schema != schema || r.Records < 8 {
		t.Errorf("%s has %d records of schema %d, want schema %d", cfg.Path, r.Records, r.Schema, schema)
	}
}

// findsSchema1 reads what the file was made with.
func findsSchema1(t *testing.T, r *Room) {
	t.Helper()
	ctx := t.Context()
	shelf := must[Shelf](t)(r.Shelf(ctx, ""))
	if len(shelf.Rules) != 1 || string(shelf.Rules[0].Body) != "second" || shelf.Rules[0].Version != 2 {
		t.Errorf("the rules are %+v", shelf.Rules)
	}
	if h := must[[]Edit](t)(r.History(ctx, "gone")); len(h) != 2 || !h[0].Gone || h[0].Note != "done with" {
		t.Errorf("the history of what was removed is %+v", h)
	}
	if w := must[[]model.Tracked](t)(r.Tracked(ctx)); len(w) != 1 || w[0].Wanted.PIN.Reveal() != "4711" {
		t.Errorf("the tracked writes are %v", w)
	}
}

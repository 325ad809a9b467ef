// Package keepertest has the tests that every [rulebook.Keeper] must pass: the local store, the memory of the sandbox, and
// whatever a team will share one day.
package keepertest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"seamdash/model"
	"seamdash/model/rulebook"
)

// Run puts keepers to the test. Open makes an empty one that dates what it keeps by now.
func Run(t *testing.T, open func(t *testing.T, now func() time.Time) rulebook.Keeper) {
	t.Helper()
	for name, test := range map[string]func(*bench){
		"versions":     (*bench).versions,
		"all or none":  (*bench).allOrNone,
		"stale":        (*bench).stale,
		"removed":      (*bench).removed,
		"editions":     (*bench).editions,
		"moved":        (*bench).moved,
		"malformed":    (*bench).malformed,
		"drafts":       (*bench).drafts,
		"end of watch": (*bench).endOfWatch,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := &bench{T: t, clock: time.Date(2027, 1, 4, 9, 0, 0, 0, time.UTC)}
			b.keeper = open(t, func() time.Time { return b.clock })
			test(b)
		})
	}
}

// A bench is one keeper under test.
type bench struct {
	*testing.T

	keeper rulebook.Keeper
	clock  time.Time
}

func (b *bench) pile() rulebook.Pile {
	b.Helper()
	p, err := b.keeper.Shelf(b.Context(), "")
	if err != nil {
		b.Fatal(err)
	}
	return p
}

// save saves a batch a minute later.
func (b *bench) save(batch rulebook.Batch) []rulebook.Envelope {
	b.Helper()
	b.clock = b.clock.Add(time.Minute)
	out, err := b.keeper.Save(b.Context(), batch)
	if err != nil {
		b.Fatal(err)
	}
	return out
}

func (b *bench) rule(v rulebook.Envelope) rulebook.Envelope {
	b.Helper()
	return b.save(rulebook.Batch{Rules: []rulebook.Change{{Envelope: v}}, By: "rosa@desk", Note: string(v.Body)})[0]
}

// want compares; what is empty equals what is nil.
func want[T any](b *bench, what string, want, got T) {
	b.Helper()
	if d := cmp.Diff(want, got, cmpopts.EquateEmpty()); d != "" {
		b.Errorf("%s (-want +got):\n%s", what, d)
	}
}

func envelope(id, body string) rulebook.Envelope {
	return rulebook.Envelope{ID: id, Name: "Rule " + id, Body: []byte(body)}
}

// versions counts edits, dates them and keeps every one.
func (b *bench) versions() {
	first := b.rule(envelope("r", "mon"))
	made := b.clock
	next := first
	next.Body = []byte("tue")
	second := b.rule(next)
	next.Version, next.Made, next.Changed = 2, made, made.Add(time.Minute)
	want(b, "the second version", next, second)
	other := b.rule(envelope("a", "wed"))
	p := b.pile()
	want(b, "rules in order of id", []rulebook.Envelope{other, second}, p.Rules)
	want(b, "sets", nil, p.Sets)
	past, err := b.keeper.History(b.Context(), "r")
	if err != nil {
		b.Fatal(err)
	}
	want(b, "the history", []rulebook.Past{
		{Envelope: second, By: "rosa@desk", Note: "tue"},
		{Envelope: first, By: "rosa@desk", Note: "mon"},
	}, past)
}

// allOrNone leaves nothing of a batch of which one change is stale, whichever it is.
func (b *bench) allOrNone() {
	b.rule(envelope("r", "mon"))
	before := b.pile()
	fresh, set, stale := rulebook.Change{Envelope: envelope("new", "x")}, rulebook.Change{Envelope: envelope("us", "days")}, rulebook.Change{}
	stale.Envelope = envelope("r", "tue")
	for i, batch := range []rulebook.Batch{
		{Rules: []rulebook.Change{fresh, stale}, Sets: []rulebook.Change{set}},
		{Rules: []rulebook.Change{stale, fresh}},
		{Rules: []rulebook.Change{fresh}, Sets: []rulebook.Change{set, {Envelope: envelope("gone", "x"), Gone: true}}},
	} {
		if i == 2 {
			batch.Sets[1].Envelope.Version = 4
		}
		if _, err := b.keeper.Save(b.Context(), batch); !isStale(err) {
			b.Errorf("batch %d: %v", i, err)
		}
	}
	want(b, "after batches that failed", before, b.pile())
	if past, err := b.keeper.History(b.Context(), "new"); err != nil || len(past) != 0 {
		b.Errorf("what was never kept has the history %v, %v", past, err)
	}
	out := b.save(rulebook.Batch{Rules: []rulebook.Change{fresh}, Sets: []rulebook.Change{set}})
	if len(out) != 2 || out[0].ID != "new" || out[1].ID != "us" {
		b.Errorf("kept %v", out)
	}
}

func isStale(err error) bool {
	stale, ok := errors.AsType[*rulebook.Stale](err)
	return ok && stale != nil && errors.Is(err, rulebook.ErrStale) && model.KindOf(err) == model.KindConflict
}

// stale tells what is kept, and who was faster.
func (b *bench) stale() {
	seen := b.rule(envelope("r", "mon"))
	theirs := seen
	theirs.Body = []byte("tue")
	kept := b.rule(theirs)
	set := b.save(rulebook.Batch{Sets: []rulebook.Change{{Envelope: envelope("r", "days")}}, By: "kim@laptop"})[0]
	mine := rulebook.Change{Envelope: seen}
	mine.Envelope.Body = []byte("wed")
	_, err := b.keeper.Save(b.Context(), rulebook.Batch{Rules: []rulebook.Change{mine}})
	got, ok := errors.AsType[*rulebook.Stale](err)
	if !ok || !isStale(err) {
		b.Fatalf("an edit of an old version: %v", err)
	}
	last := rulebook.Past{Envelope: kept, By: "rosa@desk", Note: "tue"}
	want(b, "what is told", &rulebook.Stale{Change: mine, Kept: kept, Last: last}, got)
	again := rulebook.Change{Envelope: envelope("r", "other days")}
	_, err = b.keeper.Save(b.Context(), rulebook.Batch{Sets: []rulebook.Change{again}})
	if got, ok = errors.AsType[*rulebook.Stale](err); !ok {
		b.Fatalf("a set that somebody made meanwhile: %v", err)
	}
	want(b, "what is told of a set", &rulebook.Stale{Set: true, Change: again, Kept: set, Last: rulebook.Past{Envelope: set, By: "kim@laptop"}}, got)
}

// removed keeps the history, which goes on when the rule is made again.
func (b *bench) removed() {
	first := b.rule(envelope("r", "mon"))
	bare := rulebook.Envelope{ID: "r", Version: first.Version}
	gone := b.save(rulebook.Batch{Rules: []rulebook.Change{{Envelope: bare, Gone: true}}, By: "kim@laptop"})[0]
	was := first
	was.Version, was.Changed = 2, b.clock
	want(b, "what was removed", was, gone)
	want(b, "rules", nil, b.pile().Rules)
	_, err := b.keeper.Save(b.Context(), rulebook.Batch{Rules: []rulebook.Change{{Envelope: first}}})
	stale, ok := errors.AsType[*rulebook.Stale](err)
	if !ok {
		b.Fatalf("an edit of what was removed: %v", err)
	}
	removal := rulebook.Past{Envelope: was, By: "kim@laptop", Gone: true}
	want(b, "what is told", &rulebook.Stale{Change: rulebook.Change{Envelope: first}, Last: removal}, stale)
	back := b.rule(envelope("r", "mon again"))
	if back.Version != 3 || !back.Made.Equal(b.clock) {
		b.Errorf("made again: %+v", back)
	}
	past, err := b.keeper.History(b.Context(), "r")
	if err != nil {
		b.Fatal(err)
	}
	want(b, "the history", []rulebook.Past{
		{Envelope: back, By: "rosa@desk", Note: "mon again"}, removal, {Envelope: first, By: "rosa@desk", Note: "mon"},
	}, past)
}

// editions are never the same again.
func (b *bench) editions() {
	seen := []string{b.pile().Edition}
	v := envelope("r", "x")
	for range 3 {
		v = b.rule(v)
		seen = append(seen, b.pile().Edition)
	}
	b.save(rulebook.Batch{Sets: []rulebook.Change{{Envelope: envelope("us", "days")}}})
	now := b.pile().Edition
	if seen = append(seen, now); len(slices.Compact(slices.Sorted(slices.Values(seen)))) != len(seen) || slices.Contains(seen, "") {
		b.Errorf("the editions are %q", seen)
	}
	b.save(rulebook.Batch{})
	if again := b.pile().Edition; again != now {
		b.Errorf("edition %s became %s, and nothing was changed", now, again)
	}
	p, err := b.keeper.Shelf(b.Context(), seen[0])
	if err != nil || p.Edition != now || len(p.Rules) != 1 {
		b.Errorf("what changed since %s: %+v, %v", seen[0], p, err)
	}
	if p, err = b.keeper.Shelf(b.Context(), now); err != nil || p.Edition != now {
		b.Errorf("without news: %+v, %v", p, err)
	}
}

// moved keeps no batch that was judged by another edition.
func (b *bench) moved() {
	v := envelope("r", "x")
	seen := []string{b.pile().Edition}
	for range 3 {
		v = b.rule(v)
		seen = append(seen, b.pile().Edition)
	}
	for _, old := range seen[:3] {
		_, err := b.keeper.Save(b.Context(), rulebook.Batch{Rules: []rulebook.Change{{Envelope: v}}, Seen: old})
		if !errors.Is(err, rulebook.ErrMoved) || errors.Is(err, rulebook.ErrStale) || model.KindOf(err) != model.KindConflict {
			b.Errorf("judged by edition %s: %v", old, err)
		}
	}
	v = b.save(rulebook.Batch{Rules: []rulebook.Change{{Envelope: v}}, Seen: seen[3]})[0]
	want(b, "kept", []rulebook.Envelope{v}, b.pile().Rules)
}

// malformed batches are refused whole.
func (b *bench) malformed() {
	good := rulebook.Change{Envelope: envelope("r", "x")}
	for name, batch := range map[string]rulebook.Batch{
		"no id":                {Rules: []rulebook.Change{good, {Envelope: envelope("", "x")}}},
		"one rule twice":       {Rules: []rulebook.Change{good, good}},
		"one set twice":        {Rules: []rulebook.Change{good}, Sets: []rulebook.Change{good, good}},
		"a removal of nothing": {Rules: []rulebook.Change{good, {Envelope: envelope("n", ""), Gone: true}}},
	} {
		if _, err := b.keeper.Save(b.Context(), batch); model.KindOf(err) != model.KindInvalid {
			b.Errorf("%s: %v", name, err)
		}
	}
	if err := b.keeper.SaveDraft(b.Context(), "", nil); model.KindOf(err) != model.KindInvalid {
		b.Errorf("a draft of nobody: %v", err)
	}
	want(b, "kept", nil, b.pile().Rules)
	both := b.save(rulebook.Batch{Rules: []rulebook.Change{good}, Sets: []rulebook.Change{good}})
	if len(both) != 2 {
		b.Errorf("a rule and a set may have one id: %v", both)
	}
}

// drafts are few: the oldest make room, the latest of an editor counts.
func (b *bench) drafts() {
	ctx := b.Context()
	edition := b.pile().Edition
	for i := range 20 {
		b.clock = b.clock.Add(time.Second)
		if err := b.keeper.SaveDraft(ctx, fmt.Sprint("editor ", i), []byte{byte(i)}); err != nil {
			b.Fatal(err)
		}
	}
	all := b.readDrafts()
	if len(all) < 3 || len(all) > 19 || all[0].ID != "editor 19" || !all[0].Kept.Equal(b.clock) || all[1].ID != "editor 18" {
		b.Fatalf("of twenty drafts there are %v", all)
	}
	b.clock = b.clock.Add(time.Second)
	err := errors.Join(
		b.keeper.SaveDraft(ctx, "editor 18", []byte("later")),
		b.keeper.DropDraft(ctx, "editor 19"),
		b.keeper.DropDraft(ctx, "nobody's"),
	)
	if err != nil {
		b.Fatal(err)
	}
	latest := rulebook.Scrap{ID: "editor 18", Kept: b.clock, Body: []byte("later")}
	want(b, "drafts", append([]rulebook.Scrap{latest}, all[2:]...), b.readDrafts())
	if now := b.pile().Edition; now != edition {
		b.Error("a draft made a new edition")
	}
}

func (b *bench) readDrafts() []rulebook.Scrap {
	b.Helper()
	out, err := b.keeper.Drafts(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	return out
}

// endOfWatch closes what tells of changes.
func (b *bench) endOfWatch() {
	ctx, stop := context.WithCancel(b.Context())
	ear := b.keeper.Changed(ctx)
	stop()
	if ear == nil {
		return // nobody else can change anything
	}
	for range ear {
		b.Log("a change was told late")
	}
}

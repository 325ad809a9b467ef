package live

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"seamdash/model"
)

// happened is an event with a number, at that second.
func happened(second, number int) model.Event {
	return model.Event{ID: model.EventID(fmt.Sprintf("e%06d", number)), At: time.Unix(int64(second), 0)}
}

// TestJournal adds events in any order and holds every stretch that was handed out against a copy: it has the newest, in
// order, and nothing that comes later changes it.
func TestJournal(t *testing.T) {
	t.Parallel()
	grown, lateOnes := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		var j journal
		var all []model.Event
		type stretch struct{ shared, copied []model.Event }
		var handed []stretch
		second := 0
		for range rapid.IntRange(1, 40).Draw(t, "batches") {
			batch := drawBatch(t, &second, len(all))
			if len(all) > 0 && len(batch) > 0 && batch[0].At.Before(all[len(all)-1].At) {
				lateOnes++
			}
			all = append(all, batch...)
			j.add(batch)
			slices.SortFunc(all, compareEvents)
			want := all[max(0, len(all)-journalled):]
			got := j.recent()
			if !slices.Equal(got, want) {
				t.Fatalf("%d events, want the newest %d of %d in order", len(got), len(want), len(all))
			}
			handed = append(handed, stretch{got, slices.Clone(got)})
		}
		for _, h := range handed {
			if !slices.Equal(h.shared, h.copied) {
				t.Fatal("what a snapshot holds was written again")
			}
		}
		if len(all) > 2*journalled {
			grown++
		}
		if cap(j.events) > 2*journalled {
			t.Fatalf("the journal grows: room for %d", cap(j.events))
		}
	})
	if min(grown, lateOnes) == 0 && !testing.Short() {
		t.Errorf("%d runs outgrew the journal, %d batches came late", grown, lateOnes)
	}
}

// drawBatch is some events whose time mostly goes on, numbered from first.
func drawBatch(t *rapid.T, second *int, first int) (batch []model.Event) {
	for range rapid.IntRange(0, 120).Draw(t, "size") {
		*second += rapid.IntRange(-3, 5).Draw(t, "step")
		batch = append(batch, happened(*second, first+len(batch)))
	}
	return batch
}

// TestSharing: news in order are written behind what was handed out, without a copy of that.
func TestSharing(t *testing.T) {
	t.Parallel()
	var j journal
	j.add([]model.Event{happened(1, 1)})
	first := j.recent()
	j.add([]model.Event{happened(2, 2)})
	second := j.recent()
	if &first[0] != &second[0] || len(first) != 1 || len(second) != 2 || cap(first) != 1 {
		t.Errorf("a tick with one event copies the journal, or leaves room to write over it")
	}
}

// TestEventsInTheSnapshot: the picture carries what happened, once, oldest first, over ticks that overlap and over a
// silence after which everything is read again.
func TestEventsInTheSnapshot(t *testing.T) {
	t.Parallel()
	s := newSeam(3, 2)
	bubble(t, s, Config{Sweep: still}, func(r *rig) {
		r.loaded()
		ids := func() (ids []model.EventID) {
			for _, ev := range r.feed.Snapshot().Events {
				ids = append(ids, ev.ID)
			}
			return ids
		}
		rename := func(name string) {
			s.do(func() []model.Event {
				return []model.Event{s.alter(codeID(1, 1), func(c *model.AccessCode) { c.Name = name })}
			})
		}
		if got := ids(); len(got) != 0 {
			t.Fatalf("events before anything happened: %q", got)
		}
		rename("A")
		r.after(15 * time.Second)
		rename("B")
		r.after(15 * time.Second)
		before := ids()
		if len(before) != 2 || before[0] == before[1] {
			t.Fatalf("two things happened, the picture tells of %q", before)
		}
		if at := r.feed.Snapshot().Events; at[1].At.Before(at[0].At) || at[1].CodeID != codeID(1, 1) {
			t.Errorf("not in order, or of something else: %+v", at)
		}
		revision := r.feed.Snapshot().Revision
		r.after(time.Minute)
		if r.feed.Snapshot().Revision != revision {
			t.Error("a quiet minute changed the picture")
		}
		r.feed.Freeze(true)
		r.after(2 * time.Hour)
		r.feed.Freeze(false)
		r.after(30 * time.Second)
		if got := ids(); !slices.Equal(got, before) {
			t.Errorf("after a silence: %q, want %q", got, before)
		}
	})
}

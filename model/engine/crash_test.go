package engine

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"seamdash/model/plan"
	"seamdash/model/rulebook"
)

// errDied stands for a program that is not there any more.
var errDied = errors.New("the program died")

// A reaper ends a program at one of its words with the keeper or with Seam.
type reaper struct{ words, at int }

// dies says whether this is the last word, and that no other one is heard after it.
func (r *reaper) dies() bool {
	r.words++
	return r.at > 0 && r.words >= r.at
}

// A life is what a program lives through, word by word.
type life struct {
	// stays has Seam keep codes after their window, so that they are moved.
	stays bool
	// after has the effect of the last word come true, and only its answer be lost.
	after bool
}

// world is one whose engine dies at a word.
func (l life) world(t *testing.T, r *reaper) *world {
	t.Helper()
	w := newWorld(t, weekly(t, "r", "MO,WE", "front"))
	w.seam.stays = l.stays
	cut := func() error {
		if r.dies() {
			return errDied
		}
		return nil
	}
	if l.after {
		cfg := w.config()
		cfg.Keeper = late{w.keeper, cut}
		w.Engine = New(cfg)
		w.seam.lose = func(call) error { return cut() }
	} else {
		w.keeper.failing(func(string) error { return cut() })
		w.seam.fail(func(call) error { return cut() })
	}
	return w
}

// late is a keeper whose answer does not arrive.
type late struct {
	*spy
	cut func() error
}

func (k late) Begin(ctx context.Context, under Tenure, s plan.Step) (plan.Step, error) {
	s, err := k.spy.Begin(ctx, under, s)
	return s, errors.Join(err, k.cut())
}

func (k late) Conclude(ctx context.Context, under Tenure, c Conclusion) error {
	return errors.Join(k.spy.Conclude(ctx, under, c), k.cut())
}

// TestDeathAtEveryWord: wherever a program dies, the next one makes no code twice, leaves none out, and tells the story of each
// window to its end.
func TestDeathAtEveryWord(t *testing.T) {
	t.Parallel()
	for _, l := range []life{{}, {after: true}, {stays: true}, {stays: true, after: true}} {
		whole := &reaper{}
		w := l.world(t, whole)
		w.week(t)
		if whole.words < 30 {
			t.Fatalf("a week has only %d words", whole.words)
		}
		w.check(t, l, 0)
		for at := 1; at <= whole.words; at++ {
			r := &reaper{at: at}
			w := l.world(t, r)
			w.week(t)
			if r.words < at {
				t.Fatalf("%+v does not die at %d of %d", l, at, whole.words)
			}
			w.check(t, l, at)
		}
	}
}

// week is one with a rule of two windows, whose second is made longer and which is gone in the end. Where the program dies the next
// one goes on.
func (w *world) week(tb testing.TB) {
	tb.Helper()
	w.live(tb, monday().AddDate(0, 0, 1))
	w.book.edit(func(s *rulebook.Shelf) {
		s.Rules[0].Version, s.Rules[0].Rule.After, s.Rules[0].Changed = 2, time.Hour, w.clock.now()
	})
	w.live(tb, monday().AddDate(0, 0, 3))
	w.book.edit(func(s *rulebook.Shelf) { s.Rules = nil })
	w.live(tb, monday().AddDate(0, 0, 4))
}

// live ticks like until; when the program dies the next one takes over once its tenure is over.
func (w *world) live(tb testing.TB, end time.Time) {
	tb.Helper()
	for n := 0; ; n++ {
		next, err := w.Tick(tb.Context())
		switch {
		case err != nil || w.dead():
			w.revive()
		case n > 1000:
			tb.Fatalf("it does not come to rest at %v", w.clock.now())
		case next.IsZero() || next.After(end):
			w.clock.set(end)
			return
		case next.After(w.clock.now()):
			w.clock.set(next)
		}
	}
}

// dead says that Seam was asked in vain: no program of these tests lives on after that.
func (w *world) dead() bool {
	c := w.Status().Counts
	unsure := 0
	for step, n := range c.Steps {
		if step.Outcome == Unsure {
			unsure += n
		}
	}
	return c.LookFaults+unsure > 0
}

// revive starts the next program.
func (w *world) revive() {
	w.keeper.failing(nil)
	w.seam.fail(nil)
	w.seam.lose = nil
	w.clock.add(shortest)
	cfg := w.config()
	cfg.Holder = "next"
	w.Engine = New(cfg)
}

// check looks at what a week has left.
func (w *world) check(tb testing.TB, l life, at int) {
	tb.Helper()
	made := map[bool]int{false: 3, true: 1}[l.stays] // for two windows and the next, or one code that is moved
	if codes := w.seam.has(); len(codes) != 0 || w.seam.made != made {
		tb.Errorf("%+v, death at %d: %d codes were made, there are %v", l, at, w.seam.made, codes)
	}
	kept := w.keeper.has(tb)
	if len(kept.Open)+len(kept.States) > 0 {
		tb.Errorf("%+v, death at %d: %v is still open, %v kept", l, at, kept.Open, kept.States)
	}
	final := map[time.Time]plan.RollKind{}
	rolls, err := w.keeper.Rolls(tb.Context(), RollQuery{})
	if err != nil {
		tb.Fatal(err)
	}
	for i := range rolls {
		if !rolls[i].What.Final() {
			continue
		}
		if _, twice := final[rolls[i].Slot.Open]; twice {
			tb.Errorf("%+v, death at %d: the window at %v has two last words", l, at, rolls[i].Slot.Open)
		}
		final[rolls[i].Slot.Open] = rolls[i].What
	}
	want := map[time.Time]plan.RollKind{monday().Add(time.Hour): plan.Kept, monday().AddDate(0, 0, 2).Add(time.Hour): plan.Kept}
	if diff := cmp.Diff(want, final); diff != "" {
		tb.Errorf("%+v, death at %d: the last words are others:\n%s", l, at, diff)
	}
}

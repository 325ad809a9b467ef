package engine

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"seamdash/model/plan"
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

// dying is a world whose engine dies at a word: before it has any effect, or after it and before the answer.
func dying(t *testing.T, r *reaper, after bool) *world {
	t.Helper()
	w := newWorld(t, weekly(t, "r", "MO,WE", "front"))
	cut := func() error {
		if r.dies() {
			return errDied
		}
		return nil
	}
	if after {
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
	end := monday().AddDate(0, 0, 6)
	for _, after := range []bool{false, true} {
		whole := &reaper{}
		w := dying(t, whole, after)
		w.until(t, end)
		if whole.words < 30 {
			t.Fatalf("a week has only %d words", whole.words)
		}
		for at := 1; at <= whole.words; at++ {
			r := &reaper{at: at}
			w := dying(t, r, after)
			w.live(t, end)
			if r.words < at {
				t.Fatalf("it does not die at %d of %d", at, whole.words)
			}
			w.keeper.failing(nil)
			w.seam.fail(nil)
			w.seam.lose = nil
			w.clock.add(shortest) // until its tenure is over
			cfg := w.config()
			cfg.Holder = "next"
			w.Engine = New(cfg)
			w.until(t, end)
			w.check(t, at)
		}
	}
}

// live ticks like until, as long as the program lives.
func (w *world) live(tb testing.TB, end time.Time) {
	tb.Helper()
	for {
		next, err := w.Tick(tb.Context())
		died := err != nil || w.dead()
		if died || next.After(end) {
			return
		}
		if next.After(w.clock.now()) {
			w.clock.set(next)
		}
	}
}

// dead says that Seam was asked in vain: no program of these tests lives on after that.
func (w *world) dead() bool {
	c := w.Status().Counts
	return c.LookFaults > 0 || c.Steps[Stepped{plan.StepCreate, Unsure}] > 0
}

func (w *world) check(tb testing.TB, at int) {
	tb.Helper()
	if codes := w.seam.has(); len(codes) != 1 || !codes[0].Window.From.After(w.clock.now()) {
		tb.Errorf("death at %d: there are %v", at, codes)
	}
	if w.seam.made != 3 {
		tb.Errorf("death at %d: %d codes were made for two windows and the next", at, w.seam.made)
	}
	final := map[time.Time]int{}
	rolls, err := w.keeper.Rolls(tb.Context(), RollQuery{})
	if err != nil {
		tb.Fatal(err)
	}
	for i := range rolls {
		if rolls[i].What.Final() {
			final[rolls[i].Slot.Open]++
		}
	}
	wednesday := monday().AddDate(0, 0, 2)
	if len(final) != 2 || final[monday().Add(time.Hour)] != 1 || final[wednesday.Add(time.Hour)] != 1 {
		tb.Errorf("death at %d: the windows have %v last words", at, final)
	}
	if open := w.keeper.has(tb).Open; len(open) > 0 {
		tb.Errorf("death at %d: %v is still open", at, open)
	}
	if slices.Contains(w.keeper.kinds(tb), plan.Halted) {
		tb.Errorf("death at %d: it stands still", at)
	}
}

package engine

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"seamdash/model"
	"seamdash/model/plan"
	"seamdash/model/rulebook"
)

// TestARuleRollsThroughItsWeek: each window has its code, one after the other, and its line in the history.
func TestARuleRollsThroughItsWeek(t *testing.T) {
	t.Parallel()
	w := newWorld(t, weekly(t, "r", "MO,WE", "front"))
	w.until(t, monday().AddDate(0, 0, 7))
	want := []plan.RollKind{plan.Made, plan.OnLock, plan.Kept, plan.Made, plan.OnLock, plan.Kept, plan.Made}
	if got := w.keeper.kinds(t); len(got) < len(want) || cmp.Diff(want, got[:len(want)]) != "" {
		t.Errorf("the history is %v", got)
	}
	if n := w.seam.asked("create"); n != 3 {
		t.Errorf("%d codes were made for two windows and the next", n)
	}
	if len(w.seam.has()) != 1 || len(w.keeper.has(t).Open) != 0 {
		t.Errorf("there are %v, and steps %v", w.seam.has(), w.keeper.has(t).Open)
	}
	if diff := cmp.Diff(w.keeper.kinds(t), kindsOf(w.told)); diff != "" {
		t.Errorf("told is something else than kept:\n%s", diff)
	}
}

// TestOnlyOneRolls: who does not have the tenure does nothing and says who has.
func TestOnlyOneRolls(t *testing.T) {
	t.Parallel()
	w := newWorld(t, weekly(t, "r", "MO", "front"))
	if _, err := w.keeper.Acquire(t.Context(), "b", time.Hour); err != nil {
		t.Fatal(err)
	}
	_, err := w.Tick(t.Context())
	if !errors.Is(err, ErrHeld) || len(w.seam.log) != 0 || w.keeper.called("conclude") != 0 {
		t.Errorf("it did %v (%v)", w.seam.log, err)
	}
	if s := w.Status(); s.Mine || s.Tenure.Holder != "b" || s.Err != nil {
		t.Errorf("it shows %+v", s)
	}
	w.clock.add(time.Hour)
	w.tick(t)
	if s := w.Status(); !s.Mine || s.Tenure.Holder != "a" || s.Err != nil || w.seam.asked("create") != 1 {
		t.Errorf("it does not take over: %+v", s)
	}
}

// TestOpenStepsAreSettled: after a crash between the call and its answer nothing is done twice.
func TestOpenStepsAreSettled(t *testing.T) {
	t.Parallel()
	for name, reaches := range map[string]bool{"it was made": true, "it was not": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, weekly(t, "r", "MO", "front"))
			lost := &model.Fault{Op: "create", Kind: model.KindUnreachable, Message: "no answer", Unsure: true}
			fail := func(c call) error {
				if c.op == "create" {
					return lost
				}
				return nil
			}
			if w.seam.lose = fail; !reaches {
				w.seam.lose, w.seam.meet = nil, fail
			}
			w.tick(t)
			if len(w.keeper.has(t).Open) != 1 {
				t.Fatalf("the step is not open: %v", w.keeper.has(t).Open)
			}
			w.seam.lose, w.seam.meet = nil, nil
			w.Engine = New(w.config()) // a new run knows only what was kept
			w.until(t, monday().Add(10*time.Minute))
			if codes := w.seam.has(); len(codes) != 1 || len(w.keeper.has(t).Open) != 0 {
				t.Errorf("there are %d codes and %d open steps", len(codes), len(w.keeper.has(t).Open))
			}
			if n, want := w.seam.asked("create"), map[bool]int{true: 1, false: 2}[reaches]; n != want {
				t.Errorf("it was asked for %d times, not %d", n, want)
			}
		})
	}
}

// TestARuleThatIsGone: its code leaves the lock, and nothing is kept of it but its history.
func TestARuleThatIsGone(t *testing.T) {
	t.Parallel()
	w := newWorld(t, weekly(t, "r", "MO", "front"), weekly(t, "s", "MO", "back"))
	w.tick(t)
	w.book.edit(func(s *rulebook.Shelf) { s.Rules = s.Rules[1:] })
	w.until(t, monday().Add(30*time.Minute))
	if codes := w.seam.has(); len(codes) != 1 || codes[0].DeviceID != "back" || w.seam.asked("delete") != 1 {
		t.Errorf("there is %v", codes)
	}
	if s := w.Status(); len(w.keeper.has(t).States) != 1 || s.Series != 1 || len(s.States) != 1 {
		t.Errorf("%v is kept, and shown %+v", w.keeper.has(t).States, s)
	}
}

// TestAnAnswerThatCannotBeKept: a code that was made, and of which the keeper never heard, is found again and not made twice.
func TestAnAnswerThatCannotBeKept(t *testing.T) {
	t.Parallel()
	w := newWorld(t, weekly(t, "r", "MO", "front"))
	full := errors.New("the disk is full")
	w.keeper.failing(func(op string) error {
		if op == "conclude" && w.seam.asked("create") > 0 {
			return full
		}
		return nil
	})
	if _, err := w.Tick(t.Context()); !errors.Is(err, full) || !errors.Is(w.Status().Err, full) {
		t.Fatalf("that nothing is kept is not told: %v", err)
	}
	w.keeper.failing(nil)
	w.until(t, monday().Add(10*time.Minute))
	if n := w.seam.asked("create"); n != 1 || len(w.keeper.has(t).Open) != 0 || w.Status().Err != nil {
		t.Errorf("it was made %d times, open is %v (%v)", n, w.keeper.has(t).Open, w.Status().Err)
	}
	if got := w.keeper.kinds(t); len(got) == 0 || got[0] != plan.Adopted {
		t.Errorf("the history is %v", got)
	}
}

// A weary book is read so many times, and not once more.
type weary struct {
	*rules
	left int
}

func (b *weary) Load(ctx context.Context) (*rulebook.Shelf, error) {
	if b.left--; b.left < 0 {
		return nil, errors.New("it was read too often")
	}
	return b.rules.Load(ctx)
}

// TestAClockThatAnAnswerPutsBack: the tick ends, and does not go on until the time is reached at which it began.
func TestAClockThatAnAnswerPutsBack(t *testing.T) {
	t.Parallel()
	w := newWorld(t, weekly(t, "r", "MO", "front"))
	cfg := w.config()
	ahead := time.Duration(0)
	cfg.Book, cfg.Now = &weary{w.book, 20}, func() time.Time { return w.clock.now().Add(ahead) }
	w.Engine = New(cfg)
	w.tick(t)
	ahead = 50 * time.Hour // the clock is wrong, and the next answer of Seam tells
	w.seam.meet = func(call) error {
		ahead = 0
		return nil
	}
	if next, err := w.Tick(t.Context()); err != nil || ahead != 0 || !next.After(w.clock.now()) {
		t.Errorf("the tick ended with %v, to go on at %s", err, next)
	}
}

// TestAProgramThatStoodStill: a step that was written down before the machine slept is not done when it wakes up after the tenure:
// somebody else may have settled it.
func TestAProgramThatStoodStill(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, weekly(t, "r", "MO", "front"))
		w.keeper.failing(func(op string) error {
			if op == "begin" {
				<-time.After(time.Hour)
			}
			return nil
		})
		if _, err := w.Tick(t.Context()); !errors.Is(err, ErrHeld) || w.seam.asked("create") != 0 || len(w.keeper.has(t).Open) != 1 {
			t.Errorf("it went on (%v) with %v", err, w.seam.log)
		}
		w.keeper.failing(nil)
		w.until(t, monday().Add(10*time.Minute))
		if w.seam.asked("create") != 1 || len(w.keeper.has(t).Open) != 0 {
			t.Errorf("afterwards it did %v", w.seam.log)
		}
	})
}

// TestOneThatCannotBeKept does not keep the others from being rolled, although it comes first each time.
func TestOneThatCannotBeKept(t *testing.T) {
	t.Parallel()
	w := newWorld(t, weekly(t, "a", "MO", "front"), weekly(t, "b", "MO", "back"))
	cfg := w.config()
	cfg.Keeper = picky{w.keeper, "a"}
	w.Engine = New(cfg)
	failed := 0
	for end := monday().Add(time.Hour); w.clock.now().Before(end); w.clock.add(10 * time.Second) {
		if _, err := w.Tick(t.Context()); err != nil {
			failed++
		}
	}
	if codes := w.seam.has(); len(codes) != 1 || codes[0].DeviceID != "back" {
		t.Errorf("there are %v", codes)
	}
	if failed < 4 || failed > 12 {
		t.Errorf("in an hour it failed %d times", failed)
	}
}

// A picky keeper keeps nothing of one rule.
type picky struct {
	*spy
	not model.RuleID
}

func (k picky) Conclude(ctx context.Context, under Tenure, c Conclusion) error {
	if c.State.Key.Rule == k.not {
		return errors.New("it is too large")
	}
	return k.spy.Conclude(ctx, under, c)
}

// TestLooksAreKeptWhenSomethingHangsOnThem: that a code was looked at again is worth a write only for the first time while its window
// is open, and for as long as it was never on the lock.
func TestLooksAreKeptWhenSomethingHangsOnThem(t *testing.T) {
	t.Parallel()
	open := monday().Add(time.Hour)
	looks := []time.Time{monday().Add(10 * time.Minute), monday().Add(20 * time.Minute), open.Add(time.Minute), open.Add(10 * time.Minute), open.Add(11 * time.Minute)}
	for slow, want := range map[bool][]int{false: {0, 0, 1, 0, 0}, true: {0, 0, 1, 1, 1}} {
		w := newWorld(t, weekly(t, "r", "MO", "front"))
		w.seam.slow = slow
		w.until(t, monday().Add(time.Minute))
		var got []int
		for _, at := range looks {
			before := w.keeper.called("conclude")
			w.clock.set(at)
			w.Saw([]model.Event{{CodeID: "code-1"}})
			w.tick(t)
			got = append(got, w.keeper.called("conclude")-before)
			if seen := w.Status().States[plan.Key{Rule: "r", Lock: "front"}].Code.Seen; !seen.Equal(at) {
				t.Errorf("at %v it shows a look at %v", at, seen)
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("slow %v: looks are kept otherwise:\n%s", slow, diff)
		}
	}
}

// TestAConclusionWhoseAnswerIsLost was kept, and is not told twice.
func TestAConclusionWhoseAnswerIsLost(t *testing.T) {
	t.Parallel()
	w := newWorld(t, weekly(t, "r", "MO", "front"))
	cfg := w.config()
	lost := 0
	cfg.Keeper = late{w.keeper, func() error {
		if lost++; lost%2 == 0 {
			return nil
		}
		return errors.New("no answer")
	}}
	w.Engine = New(cfg)
	for w.clock.now().Before(monday().Add(30 * time.Minute)) {
		_, _ = w.Tick(t.Context())
		w.clock.add(10 * time.Second)
	}
	if diff := cmp.Diff([]plan.RollKind{plan.Made, plan.OnLock}, w.keeper.kinds(t)); diff != "" || w.seam.asked("create") != 1 || lost < 4 {
		t.Errorf("%d answers are lost, and the history is another:\n%s", lost, diff)
	}
}

// scripted has an engine decide by a script, one line for each decision, and notes the situations.
func (w *world) scripted(lines ...plan.Decision) *[]plan.Situation {
	seen := &[]plan.Situation{}
	w.decide = func(in plan.Situation) plan.Decision {
		*seen = append(*seen, in)
		d := plan.Decision{Do: plan.Wait, LookAt: in.Now.Add(time.Hour)}
		if n := len(*seen); n <= len(lines) {
			d = lines[n-1]
		}
		if d.State = in.State; d.Do == plan.Write {
			d.Step.Key = in.State.Key
		}
		return d
	}
	return seen
}

// TestWhatADecisionIsTold: a stir counts until Seam was asked, and a look only until something was written.
func TestWhatADecisionIsTold(t *testing.T) {
	t.Parallel()
	w := newWorld(t, weekly(t, "r", "MO", "front"))
	seen := w.scripted(
		plan.Decision{Do: plan.LookLock}, plan.Decision{Do: plan.Write, Step: plan.Step{Kind: plan.StepDelete, Code: "x"}},
		plan.Decision{Do: plan.LookCode},
	)
	w.answer = func(in plan.Situation, _ plan.Step, _ plan.Result) plan.Decision {
		return plan.Decision{State: in.State, Settled: "done", LookAt: in.Now}
	}
	w.seam.fail(when("list", unavailable))
	w.tick(t)
	w.seam.fail(nil)
	w.clock.add(30 * time.Second)
	seen2 := w.scripted(
		plan.Decision{Do: plan.LookLock}, plan.Decision{Do: plan.Write, Step: plan.Step{Kind: plan.StepDelete, Code: "x"}},
		plan.Decision{Do: plan.LookCode},
	)
	w.tick(t)
	w.clock.add(time.Hour)
	w.tick(t)
	type told struct{ stirred, looked, listed bool }
	var got []told
	for _, in := range append(*seen, *seen2...) {
		got = append(got, told{in.Stirred, !in.Look.At.IsZero(), in.Look.Listed})
	}
	want := []told{{true, false, false}, {true, false, false}, {false, true, true}, {false, false, false}, {false, true, false}, {false, false, false}}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(told{})); diff != "" {
		t.Errorf("told is something else:\n%s", diff)
	}
}

// TestAWishWaitsForAnOpenStep: as long as its end is not known nothing can be done about a wish, which stays.
func TestAWishWaitsForAnOpenStep(t *testing.T) {
	t.Parallel()
	w := newWorld(t, weekly(t, "r", "MO", "front"))
	w.seam.lose = when("create", func(call) error { return context.DeadlineExceeded })
	w.tick(t)
	w.seam.lose = nil
	if err := w.keeper.Ask(t.Context(), Asked{Key: plan.Key{Rule: "r", Lock: "front"}, Wish: plan.Wish{Kind: plan.WishSkip, By: "kim", At: monday()}}); err != nil {
		t.Fatal(err)
	}
	w.tick(t)
	if l := w.keeper.has(t); len(l.Wishes) != 1 || len(l.Open) != 1 {
		t.Errorf("the wish is taken up: %v, open is %v", l.Wishes, l.Open)
	}
	w.until(t, monday().Add(5*time.Minute))
	if l := w.keeper.has(t); len(l.Wishes) != 0 || len(l.Open) != 0 {
		t.Errorf("the wish is forgotten: %v, open is %v", l.Wishes, l.Open)
	}
}

// TestAStirIsForOneDecision, also where that asks for nothing.
func TestAStirIsForOneDecision(t *testing.T) {
	t.Parallel()
	w := newWorld(t, weekly(t, "r", "MO", "front"))
	seen := w.scripted()
	for range 2 {
		w.tick(t)
		w.clock.add(time.Hour)
	}
	if in := *seen; len(in) != 2 || !in[0].Stirred || in[1].Stirred {
		t.Errorf("it was stirred by %v", in)
	}
}

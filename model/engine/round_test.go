package engine

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"seamdash/model"
	"seamdash/model/plan"
	"seamdash/model/recur"
	"seamdash/model/rulebook"
)

func unavailable(call) error {
	return &model.Fault{Op: "ask", Kind: model.KindUnavailable, Message: "Seam is out of order"}
}

// when has calls of one sort fail.
func when(op string, fail func(call) error) func(call) error {
	return func(c call) error {
		if c.op == op {
			return fail(c)
		}
		return nil
	}
}

// fail has calls fail from now on, nil for none.
func (s *seam) fail(meet func(call) error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.meet = meet
}

// calls are those since some number of them.
func (s *seam) calls(since int) []call {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.log[since:])
}

// TestLooksAreAskedTogether: 200 codes to a call, and each lock is listed once however many rules it has.
func TestLooksAreAskedTogether(t *testing.T) {
	t.Parallel()
	entries := hundreds(t, 450)
	twin := weekly(t, "twin", "TU", "lock-000007")
	twin.Rule.PIN.PINs = []model.PIN{model.NewPIN("8021")}
	w := newWorld(t, append(entries, twin)...)
	w.tick(t)
	if lists, creates := w.seam.asked("list"), w.seam.asked("create"); lists != 450 || creates != 451 {
		t.Errorf("%d lists for %d creations", lists, creates)
	}
	w.clock.add(31 * time.Second)
	since := len(w.seam.calls(0))
	w.tick(t)
	sizes := []int{}
	for _, c := range w.seam.calls(since) {
		sizes = append(sizes, len(c.ids))
	}
	if diff := cmp.Diff([]int{200, 200, 51}, sizes); diff != "" {
		t.Errorf("codes are asked for otherwise:\n%s", diff)
	}
}

// TestALookThatFails: the series waits longer and longer, nothing is believed of its code, and Seam's own word on when to come
// again is obeyed.
func TestALookThatFails(t *testing.T) {
	t.Parallel()
	w := newWorld(t, weekly(t, "r", "MO", "front"))
	w.tick(t)
	before := w.keeper.kinds(t)
	var waits []time.Duration
	slow := &model.Fault{Op: "read codes", Kind: model.KindInvalid, Message: "no"}
	w.seam.fail(when("read", func(call) error { return slow }))
	next := monday().Add(30 * time.Second)
	for range 8 {
		w.clock.set(next)
		next = w.tick(t)
		waits = append(waits, next.Sub(w.clock.now()))
	}
	half := 30 * time.Second
	want := []time.Duration{half, 2 * half, 4 * half, 8 * half, 16 * half, 20 * half, 20 * half, 20 * half}
	if diff := cmp.Diff(want, waits); diff != "" {
		t.Errorf("it waits otherwise:\n%s", diff)
	}
	slow = &model.Fault{Op: "read codes", Kind: model.KindRateLimited, RetryAt: next.Add(25 * time.Minute)}
	w.clock.set(next)
	if got := w.tick(t); !got.Equal(slow.RetryAt) {
		t.Errorf("Seam says %v, and it comes at %v", slow.RetryAt, got)
	}
	if diff := cmp.Diff(before, w.keeper.kinds(t)); diff != "" {
		t.Errorf("something is told that nobody saw:\n%s", diff)
	}
	w.seam.fail(nil)
	w.clock.set(slow.RetryAt)
	w.tick(t)
	if got := w.keeper.kinds(t); !slices.Contains(got, plan.OnLock) {
		t.Errorf("afterwards it is not seen: %v", got)
	}
}

// TestOneIDThatSeamDislikes does not keep the others from being read.
func TestOneIDThatSeamDislikes(t *testing.T) {
	t.Parallel()
	w := newWorld(t, hundreds(t, 30)...)
	w.tick(t)
	w.seam.fail(when("read", func(c call) error {
		if slices.Contains(c.ids, "code-17") {
			return &model.Fault{Op: "read codes", Kind: model.KindInvalid, Message: "no such id"}
		}
		return nil
	}))
	w.clock.add(31 * time.Second)
	w.tick(t)
	seen := 0
	for _, s := range w.Status().States {
		if s.Code != nil && !s.Code.OnLock.IsZero() {
			seen++
		}
	}
	if seen != 29 || w.Status().Counts.LookFaults == 0 {
		t.Errorf("%d of 29 codes are seen", seen)
	}
}

// many are rules on the same lock, each with a PIN of its own.
func many(t *testing.T, n int) []rulebook.Entry {
	t.Helper()
	out := make([]rulebook.Entry, n)
	for i := range out {
		out[i] = weekly(t, fmt.Sprintf("r%02d", i), "MO", "front")
		out[i].Rule.PIN = recur.PINPolicy{Kind: recur.Fixed, PINs: []model.PIN{model.NewPIN(fmt.Sprint(5000 + i))}}
	}
	return out
}

// TestEachLockHasItsPace: Seam's limits are kept with a margin, and nobody is refused or forgotten over it.
func TestEachLockHasItsPace(t *testing.T) {
	t.Parallel()
	w := newWorld(t, many(t, 30)...)
	w.until(t, monday().Add(10*time.Minute))
	w.book.edit(func(s *rulebook.Shelf) { s.Rules = nil })
	w.until(t, monday().Add(20*time.Minute))
	for op, limit := range map[string]int{"create": createsPerMinute, "delete": deletesPerMinute} {
		var at []time.Time
		for _, c := range w.seam.calls(0) {
			if c.op == op {
				at = append(at, c.at)
			}
		}
		if len(at) != 30 {
			t.Errorf("%d of 30 are %sd", len(at), op)
		}
		full := false
		for i := limit; i < len(at); i++ {
			full = full || at[i].Sub(at[i-limit]) < 2*time.Minute
			if at[i].Sub(at[i-limit]) < time.Minute {
				t.Errorf("the %s at %v is one too many of its minute", op, at[i])
			}
		}
		if !full {
			t.Errorf("no minute is used for as many %ss as it may have", op)
		}
	}
	if refused := w.Status().Counts.Rolls[plan.Refused]; refused > 0 {
		t.Errorf("%d were refused", refused)
	}
}

// TestAnAllowance: what was spent counts for a minute, and for no longer, also when the clock is set back.
func TestAnAllowance(t *testing.T) {
	t.Parallel()
	var a allowance
	now := monday()
	for i := range updatesPerMinute {
		if at := a.room(plan.StepUpdate, now); !at.IsZero() {
			t.Fatalf("no room for the update %d before %v", i, at)
		}
		a.spend(plan.StepUpdate, now)
		now = now.Add(time.Second)
	}
	if at := a.room(plan.StepUpdate, now); !at.Equal(monday().Add(time.Minute)) {
		t.Errorf("there is room at %v", at)
	}
	if at := a.room(plan.StepDelete, now); !at.IsZero() {
		t.Errorf("updates count as deletions until %v", at)
	}
	if at := a.room(plan.StepUpdate, monday().Add(time.Minute)); !at.IsZero() {
		t.Errorf("after a minute there is no room until %v", at)
	}
	a.spend(plan.StepUpdate, now.Add(time.Hour))
	if at := a.room(plan.StepUpdate, now); !at.IsZero() {
		t.Errorf("what was spent in the future counts until %v", at)
	}
}

// TestLocksSideBySide: several locks are written to at once, and none of them twice.
func TestLocksSideBySide(t *testing.T) {
	t.Parallel()
	entries := hundreds(t, 12)
	for i := range entries {
		second := weekly(t, fmt.Sprintf("second-%d", i), "TU", entries[i].Rule.Locks...)
		second.Rule.PIN.PINs = []model.PIN{model.NewPIN("8021")}
		entries = append(entries, second)
	}
	w := newWorld(t, entries...)
	cfg := w.config()
	cfg.Parallel = 4
	w.Engine = New(cfg)
	together := make(chan struct{})
	var once sync.Once
	var inside sync.WaitGroup
	inside.Add(4)
	w.seam.hold = func(_ context.Context, c call) {
		if c.op != "create" {
			return
		}
		select {
		case <-together:
		default:
			inside.Done() // the first four come together, or the test stands still
			inside.Wait()
			once.Do(func() { close(together) })
		}
	}
	w.tick(t)
	if len(w.seam.has()) != 24 {
		t.Errorf("%d of 24 codes are made", len(w.seam.has()))
	}
	for lock, n := range w.seam.peak {
		if n > 1 && lock != "*" && lock != "" {
			t.Errorf("%s was written to by %d at once", lock, n)
		}
	}
	if w.seam.most != 4 {
		t.Errorf("%d calls were under way at once", w.seam.most)
	}
}

// TestSeamIsAway: it is asked by single calls as long as nothing answers, and everything is made up for once it does.
func TestSeamIsAway(t *testing.T) {
	t.Parallel()
	w := newWorld(t, hundreds(t, 200)...)
	w.seam.fail(unavailable)
	w.until(t, monday().Add(30*time.Minute))
	if n := len(w.seam.calls(0)); n < 20 || n > 60 {
		t.Errorf("Seam was away for half an hour, and was asked %d times", n)
	}
	s := w.Status()
	if !s.Braked || s.Err == nil || s.Due != 0 {
		t.Errorf("it shows %+v", s)
	}
	w.seam.fail(nil)
	w.until(t, monday().Add(32*time.Minute))
	if n := len(w.seam.has()); n != 200 {
		t.Errorf("two minutes after Seam is back %d of 200 codes are made", n)
	}
	if s := w.Status(); s.Braked || s.Err != nil {
		t.Errorf("afterwards it shows %+v", s)
	}
}

// TestABrake: single faults do not put it on, and a code that Seam refuses is no sign that it is away.
func TestABrake(t *testing.T) {
	t.Parallel()
	var b brake
	now := monday()
	away, refused := unavailable(call{}), &model.Fault{Kind: model.KindInvalid}
	for _, err := range []error{away, away, refused, away, nil, away, away} {
		b.answered(now, err)
	}
	if b.on() || b.recovered() {
		t.Error("it is on although Seam answers in between")
	}
	for range 20 {
		b.answered(now, away)
	}
	if _, again := b.pass(now); !again.Equal(now.Add(lastProbe)) {
		t.Errorf("after long it tries again at %v", again)
	}
	b.answered(now, refused)
	if b.on() || !b.recovered() || b.recovered() || b.why() != nil {
		t.Error("Seam answers, and the brake is on, or tells so more than once")
	}
}

// TestABrakeLetsOneThrough: at a time, and the next one when that is done, whatever came of it.
func TestABrakeLetsOneThrough(t *testing.T) {
	t.Parallel()
	var b brake
	now := monday()
	away := unavailable(call{})
	for range manyFaults {
		b.answered(now, away)
	}
	if ok, again := b.pass(now); ok || !again.Equal(now.Add(firstProbe)) || !errors.Is(b.why(), away) {
		t.Errorf("it is off, or tries again at %v", again)
	}
	now = now.Add(firstProbe)
	first, _ := b.pass(now)
	second, again := b.pass(now)
	if !first || second || !again.Equal(now) {
		t.Error("it lets through none, or more than one")
	}
	b.answered(now, &model.Fault{Kind: model.KindCancelled})
	if ok, _ := b.pass(now); !ok {
		t.Error("a call that was given up keeps the next from trying")
	}
	b.idle()
	if ok, _ := b.pass(now); !ok {
		t.Error("one that did not call keeps the next from trying")
	}
}

// TestASeriesThatNeverRests is stopped, tried again later, and does not keep the others from being rolled.
func TestASeriesThatNeverRests(t *testing.T) {
	t.Parallel()
	w := newWorld(t, weekly(t, "good", "MO", "back"), weekly(t, "mad", "MO", "front"))
	decide, turns := w.decide, 0
	w.decide = func(in plan.Situation) plan.Decision {
		if in.State.Key.Rule == "mad" {
			turns++
			return plan.Decision{State: in.State, Do: plan.LookCode}
		}
		return decide(in)
	}
	next := w.tick(t)
	if turns != manyTurns || len(w.seam.has()) != 1 || !next.Equal(monday().Add(30*time.Second)) {
		t.Errorf("%d decisions, %v, next at %v", turns, w.seam.has(), next)
	}
}

// overtake has somebody else take the tenure, two minutes later.
func (w *world) overtake(tb testing.TB) {
	tb.Helper()
	w.clock.add(2 * time.Minute)
	if _, err := w.keeper.Memory.Acquire(tb.Context(), "b", time.Hour); err != nil {
		tb.Error(err)
	}
}

// TestTheTenureIsLost: who lost it writes nothing more.
func TestTheTenureIsLost(t *testing.T) {
	t.Parallel()
	for _, at := range []string{"conclude", "begin"} {
		t.Run("before "+at, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, weekly(t, "r", "MO", "front"))
			var once sync.Once
			w.keeper.failing(func(op string) error {
				if op == at {
					once.Do(func() { w.overtake(t) })
				}
				return nil
			})
			if _, err := w.Tick(t.Context()); !errors.Is(err, ErrHeld) || len(w.seam.has()) != 0 || w.roster != nil {
				t.Errorf("it goes on: %v, %v", err, w.seam.has())
			}
			if s := w.Status(); s.Mine {
				t.Errorf("it shows %+v", s)
			}
		})
	}
}

// TestTheTenureIsLostDuringACall: what came of it is for the one to find out who rolls now.
func TestTheTenureIsLostDuringACall(t *testing.T) {
	t.Parallel()
	w := newWorld(t, weekly(t, "r", "MO", "front"))
	w.seam.hold = func(_ context.Context, c call) {
		if c.op == "create" {
			w.overtake(t)
		}
	}
	if _, err := w.Tick(t.Context()); !errors.Is(err, ErrHeld) || len(w.keeper.has(t).Open) != 1 || len(w.keeper.kinds(t)) != 0 {
		t.Errorf("it is told to have been made by one who does not roll: %v, %v", err, w.keeper.kinds(t))
	}
	if len(w.written.writes) != 1 {
		t.Errorf("the log has %v", w.written.writes)
	}
}

// TestTheTenureLapses: what is known is read anew only if somebody else rolled in between.
func TestTheTenureLapses(t *testing.T) {
	t.Parallel()
	w := newWorld(t, weekly(t, "r", "MO", "front"))
	w.tick(t)
	ledgers := w.keeper.called("ledger")
	w.clock.add(time.Hour)
	w.tick(t)
	if n := w.keeper.called("ledger"); n != ledgers {
		t.Error("nobody else rolled, and everything is read anew")
	}
	w.overtake(t)
	w.clock.add(2 * time.Hour)
	w.tick(t)
	if n := w.keeper.called("ledger"); n != ledgers+1 {
		t.Error("somebody else rolled, and the ledger is not read anew")
	}
}

// TestStepsHaveTimeEnough: a step begins only under a tenure that lasts longer than its call may take.
func TestStepsHaveTimeEnough(t *testing.T) {
	t.Parallel()
	w := newWorld(t, hundreds(t, 10)...)
	steps := 0
	w.seam.hold = func(ctx context.Context, c call) {
		w.clock.add(15 * time.Second) // each call takes a while
		if c.op != "create" {
			return
		}
		steps++
		deadline, ok := ctx.Deadline()
		if !ok || time.Until(deadline) > calling {
			t.Errorf("a step has until %v", deadline)
		}
	}
	w.keeper.failing(func(op string) error {
		if op == "begin" {
			now, err := w.keeper.Tenure(context.Background())
			if err != nil || now.Left <= margin {
				t.Errorf("a step begins with %v left (%v)", now.Left, err)
			}
		}
		return nil
	})
	w.tick(t)
	if steps != 10 {
		t.Errorf("%d of 10 steps were done", steps)
	}
}

// TestTheLogTellsEveryWrite: who, what, when, how it ended, Seam's number for it, and no PIN.
func TestTheLogTellsEveryWrite(t *testing.T) {
	t.Parallel()
	entry := weekly(t, "r", "MO", "front")
	entry.Rule.Name = "Code 4711 for cleaners"
	w := newWorld(t, entry)
	cfg := w.config()
	cfg.Receipt = func(ctx context.Context) (context.Context, func() model.RequestID) {
		return ctx, func() model.RequestID { return "request-1" }
	}
	w.Engine = New(cfg)
	w.seam.fail(when("create", func(call) error {
		return &model.Fault{Op: "create code", Kind: model.KindUnavailable, Message: "try 4711 later", Request: "request-0"}
	}))
	w.tick(t)
	w.seam.fail(nil)
	w.until(t, monday().Add(5*time.Minute))
	want := []model.Write{
		{Who: "rosa@desk", Action: "create code", Device: "front", Outcome: "try " + model.NewPIN("4711").String() + " later", Request: "request-0"},
		{Who: "rosa@desk", Action: "create code", Device: "front", Code: "code-1", Outcome: model.Accepted, Request: "request-1"},
	}
	got := slices.Clone(w.written.writes)
	for i := range got {
		if got[i].At.IsZero() || !strings.Contains(got[i].Detail, "2027-01-04 09:00 to 2027-01-04 12:00 UTC, by the schedule") || strings.Contains(got[i].Detail, "4711") {
			t.Errorf("the log says %q at %v", got[i].Detail, got[i].At)
		}
		got[i].At, got[i].Detail, got[i].Took = time.Time{}, "", 0
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the log has others:\n%s", diff)
	}
	counts := w.Status().Counts.Steps
	if diff := cmp.Diff(map[Stepped]int{{plan.StepCreate, Refused}: 1, {plan.StepCreate, Done}: 1}, counts); diff != "" {
		t.Errorf("counted are others:\n%s", diff)
	}
}

// TestAnErrorThatNobodyClassified may have taken effect, so that the code is looked for before it is asked for again.
func TestAnErrorThatNobodyClassified(t *testing.T) {
	t.Parallel()
	w := newWorld(t, weekly(t, "r", "MO", "front"))
	w.seam.lose = when("create", func(call) error { return context.DeadlineExceeded })
	w.tick(t)
	if w.Status().Counts.Steps[Stepped{plan.StepCreate, Unsure}] != 1 || w.Status().Open != 1 {
		t.Errorf("it counts as %v", w.Status().Counts.Steps)
	}
	w.seam.lose = nil
	w.until(t, monday().Add(5*time.Minute))
	if n := w.seam.asked("create"); n != 1 || len(w.seam.has()) != 1 || w.Status().Open != 0 {
		t.Errorf("it was asked for %d times", n)
	}
}

// TestTheSameOrder: with one lane two engines do the same in the same order, whatever the order of maps.
func TestTheSameOrder(t *testing.T) {
	t.Parallel()
	run := func() string {
		w := newWorld(t, slices.Concat(hundreds(t, 40), many(t, 5))...)
		w.until(t, monday().AddDate(0, 0, 3))
		return fmt.Sprint(w.seam.calls(0), w.told)
	}
	first := run()
	if len(first) < 10_000 {
		t.Fatalf("too little happens: %s", first)
	}
	for range 3 {
		if run() != first {
			t.Fatal("another run does something else")
		}
	}
}

// TestLanesInATrouble: with several lanes and a Seam that fails at random, before and after it did what it was asked, every series has
// its code in the end, and only one.
func TestLanesInATrouble(t *testing.T) {
	t.Parallel()
	entries := hundreds(t, 10)
	for i := range 30 {
		more := weekly(t, fmt.Sprintf("more-%02d", i), "TU", entries[i%10].Rule.Locks...)
		more.Rule.Name = more.Rule.Name + " more"
		more.Rule.PIN.PINs = []model.PIN{model.NewPIN(fmt.Sprint(6000 + i))}
		entries = append(entries, more)
	}
	w := newWorld(t, entries...)
	cfg := w.config()
	cfg.Parallel = 4
	w.Engine = New(cfg)
	dice := rand.New(rand.NewPCG(1, 2)) //nolint:gosec // a test wants the same each time
	var mu sync.Mutex
	met := map[bool]int{}
	fail := func(unsure bool) func(call) error {
		return func(call) error {
			mu.Lock()
			defer mu.Unlock()
			if dice.IntN(3) > 0 {
				return nil
			}
			met[unsure]++
			return &model.Fault{Op: "ask", Kind: model.KindUnavailable, Message: "trouble", Unsure: unsure}
		}
	}
	w.seam.meet, w.seam.lose = fail(false), fail(true)
	w.until(t, monday().Add(40*time.Minute))
	w.seam.fail(nil)
	w.seam.lose = nil
	w.until(t, monday().Add(55*time.Minute))
	perName := map[string]int{}
	for _, c := range w.seam.has() {
		perName[string(c.DeviceID)+c.Name]++
	}
	if len(perName) != 40 || len(w.seam.has()) != 40 || len(w.keeper.has(t).Open) != 0 {
		t.Errorf("40 series have %d codes of %d names, open is %v", len(w.seam.has()), len(perName), w.keeper.has(t).Open)
	}
	if met[false] < 15 || met[true] < 15 || w.Status().Counts.Rolls[plan.Adopted] == 0 {
		t.Errorf("too little happened: %v, %v", met, w.Status().Counts.Rolls)
	}
}

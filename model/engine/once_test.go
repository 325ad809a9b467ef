package engine

import (
	order "cmp"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"seamdash/model"
	"seamdash/model/plan"
	"seamdash/model/rulebook"
)

// onceWorld is one in which two codes can be made, one is refused, and of one lock nothing is known.
func onceWorld(t *testing.T) *world {
	t.Helper()
	entries := hundreds(t, 3)
	w := newWorld(t, append(entries, weekly(t, "far", "MO", "unseen"))...)
	w.show(locksOf("lock-000000", "lock-000001", "lock-000002")...)
	half := w.newest().Feed
	half.Loading = true
	w.draw(w.newest().WithFeed(half))
	w.seam.fail(when("create", func(c call) error {
		if c.lock == "lock-000001" {
			return &model.Fault{Op: "create code", Kind: model.KindInvalid, Message: "not that name"}
		}
		return nil
	}))
	return w
}

// TestOnce: everything that is due, a word about it, and the tenure is given back.
func TestOnce(t *testing.T) {
	t.Parallel()
	w := onceWorld(t)
	got, err := w.Once(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	want := Report{
		Rolls: map[plan.RollKind]int{plan.Made: 2, plan.Refused: 1},
		Steps: map[Stepped]int{{plan.StepCreate, Done}: 2, {plan.StepCreate, Refused}: 1},
		Waits: []Waiting{
			{Key: plan.Key{Rule: "far", Lock: "unseen"}, Rule: "Rule far", Why: "nothing is known of the lock yet"},
			{Key: plan.Key{Rule: "rule-000001", Lock: "lock-000001"}, Rule: "Rule r", Why: "not that name", Until: monday().Add(time.Minute)},
		},
		Next: monday().Add(30 * time.Second),
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("it tells of others:\n%s", diff)
	}
	if now, err := w.keeper.Tenure(t.Context()); err != nil || now.Left > 0 {
		t.Errorf("the tenure is not given back: %+v (%v)", now, err)
	}
}

// TestOnceAgainAndAgain: a series that stands still is told by every run, and a run tells only of itself.
func TestOnceAgainAndAgain(t *testing.T) {
	t.Parallel()
	w := onceWorld(t)
	var r Report
	for range 4 {
		var err error
		if r, err = w.Once(t.Context()); err != nil {
			t.Fatal(err)
		}
		w.clock.set(r.Next.Add(10 * time.Minute))
	}
	if len(r.Halted) != 1 || r.Halted[0].Key.Rule != "rule-000001" || r.Rolls[plan.Made] != 0 {
		t.Errorf("after three refusals there are %v, and told is %v", r.Halted, r.Rolls)
	}
}

// TestOnceWhenSomebodyElseRolls: nothing is done, and whoever rolls keeps the tenure.
func TestOnceWhenSomebodyElseRolls(t *testing.T) {
	t.Parallel()
	w := newWorld(t, weekly(t, "r", "MO", "front"))
	if _, err := w.keeper.Acquire(t.Context(), "b", time.Hour); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Once(t.Context()); !errors.Is(err, ErrHeld) || len(w.seam.calls(0)) > 0 {
		t.Errorf("it did %v (%v)", w.seam.calls(0), err)
	}
	if now, err := w.keeper.Tenure(t.Context()); err != nil || now.Holder != "b" || now.Left <= 0 {
		t.Errorf("the tenure is lost: %+v (%v)", now, err)
	}
}

// TestRehearse: what would be done is told, and nothing is done, whoever rolls.
func TestRehearse(t *testing.T) {
	t.Parallel()
	w := newWorld(t, weekly(t, "made", "MO", "l1"), weekly(t, "gone", "MO", "l2"), weekly(t, "moved", "MO", "l3"))
	w.tick(t)
	w.book.edit(func(s *rulebook.Shelf) {
		s.Rules[2].Version, s.Rules[2].Rule.After = 2, time.Hour
		s.Rules[1] = weekly(t, "new", "TU", "l4")
		s.Rules = append(s.Rules, weekly(t, "lost", "TU", "l5"))
	})
	w.show(locksOf("l1", "l2", "l3", "l4")...)
	away := w.newest().Feed
	away.Connection = model.Retrying
	w.draw(w.newest().WithFeed(away))
	w.clock.add(time.Minute)
	if err := w.keeper.Ask(t.Context(), Asked{Key: plan.Key{Rule: "made", Lock: "l1"}, Wish: plan.Wish{Kind: plan.WishSkip, By: "kim", At: monday()}}); err != nil {
		t.Fatal(err)
	}
	cfg := w.config()
	cfg.Holder = "b" // a has the tenure
	dry := New(cfg)
	before, words := w.keeper.has(t), len(w.seam.calls(0))
	counts := []int{w.keeper.called("acquire"), w.keeper.called("begin"), w.keeper.called("conclude")}
	got, err := dry.Rehearse(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	type line struct {
		rule string
		lock model.DeviceID
		step plan.StepKind
		day  int
		told int
	}
	var lines []line
	for _, i := range got {
		if i.Why == "" {
			t.Errorf("nothing is said of %v", i.Key)
		}
		lines = append(lines, line{i.Rule, i.Key.Lock, i.Step, i.Slot.Open.Day(), len(i.Rolls)})
	}
	want := []line{
		{"Rule gone", "l2", plan.StepDelete, 4, 1},
		{"Rule lost", "l5", "", 1, 0},
		{"Rule made", "l1", plan.StepUpdate, 11, 2},
		{"Rule moved", "l3", plan.StepUpdate, 4, 1},
		{"Rule new", "l4", plan.StepCreate, 5, 0},
	}
	if diff := cmp.Diff(want, lines, cmp.AllowUnexported(line{})); diff != "" {
		t.Errorf("meant are others:\n%s", diff)
	}
	if diff := cmp.Diff(counts, []int{w.keeper.called("acquire"), w.keeper.called("begin"), w.keeper.called("conclude")}); diff != "" {
		t.Errorf("the keeper was written to:\n%s", diff)
	}
	for _, c := range w.seam.calls(words) {
		if c.op != "read" && c.op != "list" {
			t.Errorf("Seam was asked to %s", c.op)
		}
	}
	if after := w.keeper.has(t); after.Edition != before.Edition || len(w.told) != 3 {
		t.Errorf("something is kept or told: %v", w.told)
	}
}

// TestAStatusBelongsToItsReader: what was given out does not change.
func TestAStatusBelongsToItsReader(t *testing.T) {
	t.Parallel()
	w := newWorld(t, weekly(t, "r", "MO", "front"), weekly(t, "s", "TU", "back"))
	none := w.Status()
	w.tick(t)
	two := w.Status()
	made := two.Counts.Steps[Stepped{plan.StepCreate, Done}]
	if len(none.States) != 0 || len(none.Counts.Steps) != 0 || len(two.States) != 2 || made != 2 {
		t.Errorf("it showed %+v, and shows %+v", none, two)
	}
	w.book.edit(func(s *rulebook.Shelf) { s.Rules = s.Rules[1:] })
	w.until(t, monday().Add(time.Hour))
	if len(two.States) != 2 || two.Counts.Rolls[plan.Removed] != 0 {
		t.Error("what was given out changed")
	}
	if s := w.Status(); len(s.States) != 1 || s.Counts.Rolls[plan.Removed] != 1 {
		t.Errorf("it shows %+v", s)
	}
}

// TestNews: they come when there are some, and once.
func TestNews(t *testing.T) {
	t.Parallel()
	w := newWorld(t, weekly(t, "r", "MO", "front"))
	told := func(news <-chan struct{}) bool {
		select {
		case <-news:
			return true
		default:
			return false
		}
	}
	news := w.News()
	w.tick(t)
	if !told(news) {
		t.Error("a code is made, and there is no news")
	}
	news = w.News()
	w.tick(t)
	if told(news) {
		t.Error("nothing happened, and there is news")
	}
}

// TestLag: how much is left undone, and for how long, while nothing can be done.
func TestLag(t *testing.T) {
	t.Parallel()
	w := newWorld(t, hundreds(t, 20)...)
	w.until(t, monday().Add(5*time.Minute))
	w.keeper.failing(func(op string) error {
		if op == "conclude" {
			return errors.New("the disk is full")
		}
		return nil
	})
	w.clock.set(monday().Add(25 * time.Hour))
	if _, err := w.Tick(t.Context()); err == nil {
		t.Fatal("the disk is full, and nobody says so")
	}
	w.keeper.failing(nil)
	w.tick(t)
	next := w.tick(t)
	if s := w.Status(); s.Due != 0 || s.Lag != 0 {
		t.Errorf("all is done, and %d are due for %v", s.Due, s.Lag)
	}
	w.clock.set(next.Add(time.Minute))
	if s := w.Status(); s.Lag != time.Minute {
		t.Errorf("nobody has ticked for a minute, and the lag is %v", s.Lag)
	}
	w.report(nil)
	if s := w.Status(); s.Due != 20 {
		t.Errorf("%d of 20 are due", s.Due)
	}
}

// TestAQueue gives out the earliest first, whatever was done to it.
func TestAQueue(t *testing.T) {
	t.Parallel()
	var q queue
	left := shuffled(&q)
	now := monday().Add(100 * time.Minute)
	var want []*series
	for _, s := range left {
		if !s.due.After(now) {
			want = append(want, s)
		}
	}
	slices.SortFunc(want, func(a, b *series) int {
		return order.Or(a.due.Compare(b.due), compareKeys(a.key, b.key))
	})
	if n := q.count(now); n != len(want) || n < 30 || n == len(left) || !q.next().Equal(want[0].due) {
		t.Errorf("%d of %d are due", n, len(left))
	}
	got := slices.Concat(q.take(now, 10), q.take(now, 1000))
	if !slices.Equal(got, want) || !q.next().After(now) {
		t.Errorf("%d come out, of %d", len(got), len(want))
	}
}

// shuffled fills a queue in many ways, and gives what is in it afterwards.
func shuffled(q *queue) (left []*series) {
	d := &digits{}
	var all []*series
	minute := func() time.Time {
		var p [1]byte
		_, _ = d.Read(p[:])
		return monday().Add(time.Duration(p[0]) * time.Minute)
	}
	for i := range 300 {
		s := &series{key: plan.Key{Rule: model.RuleID(rune('a' + i%7)), Lock: model.DeviceID(rune('a' + i))}}
		all = append(all, s)
		q.set(s, minute())
	}
	for i, s := range all {
		switch i % 5 {
		case 0:
			q.drop(s)
			q.drop(s)
		case 1:
			q.set(s, time.Time{})
		case 2:
			q.set(s, minute())
			left = append(left, s)
		default:
			left = append(left, s)
		}
	}
	return left
}

// TestOnceTellsWhatItCouldNotDo: what waits for Seam, and for the minute to be over.
func TestOnceTellsWhatItCouldNotDo(t *testing.T) {
	t.Parallel()
	paced := newWorld(t, many(t, 12)...)
	r, err := paced.Once(t.Context())
	if err != nil || len(r.Waits) != 3 || !r.Waits[0].Until.Equal(monday().Add(time.Minute)) {
		t.Errorf("of twelve creations on a lock %d have to wait (%v): %+v", len(r.Waits), err, r.Waits)
	}
	away := newWorld(t, hundreds(t, 12)...)
	away.seam.fail(unavailable)
	if r, err = away.Once(t.Context()); err != nil || len(r.Waits) != 12 || r.Next.IsZero() {
		t.Errorf("Seam is away, and %d of 12 wait for it (%v)", len(r.Waits), err)
	}
}

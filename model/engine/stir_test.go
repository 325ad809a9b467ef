package engine

import (
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"seamdash/model"
	"seamdash/model/civil"
	"seamdash/model/holidays"
	"seamdash/model/plan"
	"seamdash/model/recur"
	"seamdash/model/rulebook"
)

// spied has a world note which series are decided about, and in which situation last.
func (w *world) spied() *decisions {
	d := &decisions{last: map[plan.Key]plan.Situation{}}
	decide := w.decide
	w.decide = func(in plan.Situation) plan.Decision {
		d.mu.Lock()
		d.keys, d.last[in.State.Key] = append(d.keys, string(in.State.Key.Rule+"@")+string(in.State.Key.Lock)), in
		d.mu.Unlock()
		return decide(in)
	}
	return d
}

type decisions struct {
	mu   sync.Mutex
	keys []string
	last map[plan.Key]plan.Situation
}

// taken are the series that were decided about since the last time, each once, in order.
func (d *decisions) taken() []string {
	d.mu.Lock()
	defer d.mu.Unlock()
	out := slices.Clone(d.keys)
	slices.Sort(out)
	d.keys = nil
	return slices.Compact(out)
}

// rested is a world of three rules on four locks whose codes are made and seen.
func rested(t *testing.T) (*world, *decisions) {
	t.Helper()
	entries := []rulebook.Entry{weekly(t, "r", "MO", "l1", "l2"), weekly(t, "s", "MO", "l3"), weekly(t, "u", "MO", "l4")}
	entries[1].Rule.Holidays = []recur.SetID{"public"}
	entries[2].Rule.PIN.Kind, entries[2].Rule.PIN.PINs = recur.ChosenBySeam, nil
	w := newWorld(t, entries...)
	w.book.edit(func(s *rulebook.Shelf) {
		s.Sets = []rulebook.SetEntry{{Version: 1, Set: holidays.Set{ID: "public", Name: "Public"}}}
	})
	d := w.spied()
	w.until(t, monday().Add(2*time.Minute))
	if made := w.seam.asked("create"); made != 4 || len(d.taken()) != 4 {
		t.Fatalf("%d codes were made", made)
	}
	w.tick(t)
	if again := d.taken(); len(again) != 0 {
		t.Fatalf("%v is decided about although nothing happened", again)
	}
	return w, d
}

// TestWhatIsStirred: of all that can happen only those series are decided about that it concerns.
func TestWhatIsStirred(t *testing.T) {
	t.Parallel()
	changed := func(w *world, at int, change func(*model.Device)) {
		next := *w.newest().Locks[at]
		change(&next.Device)
		w.draw(w.newest().WithLocks([]*model.Lock{&next}, w.newest().Feed))
	}
	for name, c := range map[string]struct {
		does func(w *world)
		want []string
	}{
		"the same picture in another snapshot": {func(w *world) { w.draw(w.newest().WithFeed(w.newest().Feed)) }, nil},
		"a lock with other codes":              {func(w *world) { changed(w, 0, func(d *model.Device) { d.Name = "L1" }) }, nil},
		"a lock in another zone":               {func(w *world) { changed(w, 1, func(d *model.Device) { d.TimeZone = "Europe/Lisbon" }) }, []string{"r@l2"}},
		"a lock that went offline":             {func(w *world) { changed(w, 2, func(d *model.Device) { d.Online = model.No }) }, []string{"s@l3"}},
		"a lock with other PIN rules":          {func(w *world) { changed(w, 3, func(d *model.Device) { d.Rules.Lengths = []int{6} }) }, []string{"u@l4"}},
		"a lock that is gone":                  {func(w *world) { w.show(w.newest().Locks[1:]...) }, []string{"r@l1"}},
		"a lock that is new":                   {func(w *world) { w.show(append(locksOf("l0"), w.newest().Locks...)...) }, nil},
		"an event of a live code":              {func(w *world) { w.Saw([]model.Event{{ID: "1", Type: "access_code.changed", CodeID: "code-3"}}) }, []string{"s@l3"}},
		"an event of another code":             {func(w *world) { w.Saw([]model.Event{{ID: "1", Type: "access_code.changed", CodeID: "code-9"}}) }, nil},
		"an event of a lock":                   {func(w *world) { w.Saw([]model.Event{{ID: "1", Type: "device.connected", DeviceID: "l1"}}) }, nil},
		"a rule that was edited": {func(w *world) {
			w.book.edit(func(s *rulebook.Shelf) { s.Rules[0].Version, s.Rules[0].Rule.After = 2, time.Hour })
		}, []string{"r@l1", "r@l2"}},
		"a rule with a lock more": {func(w *world) {
			w.show(append(locksOf("l9"), w.newest().Locks...)...)
			w.book.edit(func(s *rulebook.Shelf) {
				s.Rules[1].Version, s.Rules[1].Rule.Locks = 2, []model.DeviceID{"l3", "l9"}
			})
		}, []string{"s@l3", "s@l9"}},
		"a rule that was removed": {func(w *world) { w.book.edit(func(s *rulebook.Shelf) { s.Rules = s.Rules[1:] }) }, []string{"r@l1", "r@l2"}},
		"a set of holidays": {func(w *world) {
			w.book.edit(func(s *rulebook.Shelf) { s.Sets[0].Version = 2 })
		}, []string{"s@l3"}},
		"a wish": {func(w *world) {
			wish := Asked{Key: plan.Key{Rule: "u", Lock: "l4"}, Wish: plan.Wish{Kind: plan.WishRetry, By: "kim", At: monday()}}
			_ = w.keeper.Ask(t.Context(), wish)
		}, []string{"u@l4"}},
		"a clock that was set back": {func(w *world) { w.clock.add(-time.Hour) }, []string{"r@l1", "r@l2", "s@l3", "u@l4"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w, d := rested(t)
			c.does(w)
			w.tick(t)
			if diff := cmp.Diff(c.want, d.taken()); diff != "" {
				t.Errorf("decided about are others:\n%s", diff)
			}
			w.tick(t)
			if again := d.taken(); len(again) != 0 {
				t.Errorf("once more are decided about %v", again)
			}
		})
	}
}

// TestRemovals: that the lock has let go of a code reaches the decision about it, once, and only as long as the code is what it was.
func TestRemovals(t *testing.T) {
	t.Parallel()
	w, d := rested(t)
	of := func() plan.Situation { return d.last[plan.Key{Rule: "s", Lock: "l3"}] }
	report := func(id model.EventID, at time.Time) {
		w.Saw([]model.Event{{ID: id, Type: model.EventCodeRemoved, CodeID: "code-3", At: at}})
		w.tick(t)
	}
	report("old", monday().Add(-time.Second))
	if in := of(); !in.Removed.IsZero() {
		t.Errorf("a report from before the code was made counts: %v", in.Removed)
	}
	at := w.clock.now()
	report("new", at)
	if in := of(); !in.Removed.Equal(at) || len(d.taken()) != 1 {
		t.Errorf("the report says %v", in.Removed)
	}
	report("new", at.Add(time.Second))
	if again := d.taken(); len(again) != 0 {
		t.Errorf("the same event counts again: %v", again)
	}
	w.clock.add(time.Second)
	w.book.edit(func(s *rulebook.Shelf) { s.Rules[1].Version, s.Rules[1].Rule.After = 2, time.Hour })
	w.until(t, at.Add(5*time.Minute))
	report("late", at)
	if in := of(); w.seam.asked("update") != 1 || !in.Removed.IsZero() {
		t.Errorf("the code was moved since, and %v is still held for its removal", in.Removed)
	}
}

// TestLocksThatNobodyKnows: as long as it is not known whether a lock is there, nothing is decided about its series.
func TestLocksThatNobodyKnows(t *testing.T) {
	t.Parallel()
	feed := model.FeedState{Connection: model.Live, AsOf: monday()}
	loading, retrying := feed, feed
	loading.Loading, retrying.Connection = true, model.Retrying
	unread := *locksOf("front")[0]
	unread.Loaded = false
	picture := func(feed model.FeedState, locks ...*model.Lock) *model.Snapshot {
		return model.NewSnapshot(model.Workspace{}, locks, feed, 1)
	}
	for name, c := range map[string]struct {
		picture *model.Snapshot
		waits   bool
		gone    bool
	}{
		"no picture":                  {nil, true, false},
		"nothing answered":            {picture(model.FeedState{Loading: true}), true, false},
		"nothing answered, not so":    {picture(model.FeedState{Connection: model.Live}), true, false},
		"loading":                     {picture(loading), true, false},
		"loading, seen":               {picture(loading, &unread), true, false},
		"loading, of an earlier run":  {picture(loading, locksOf("front")[0].Aged()), true, false},
		"loading, read":               {picture(loading, locksOf("front")...), false, false},
		"not reached":                 {picture(retrying), true, false},
		"not reached, known":          {picture(retrying, locksOf("front")...), false, false},
		"there, its codes not read":   {picture(feed, &unread), false, false},
		"not there":                   {picture(feed, locksOf("back")...), false, true},
		"there is nothing whatsoever": {picture(feed), false, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			entry := weekly(t, "r", "MO", "front")
			entry.Rule.Zone = "Europe/Lisbon"
			w := newWorld(t, entry)
			d := w.spied()
			w.draw(c.picture)
			w.tick(t)
			decided := len(d.taken()) > 0
			in := d.last[plan.Key{Rule: "r", Lock: "front"}]
			if decided == c.waits || decided && in.Lock == nil != c.gone {
				t.Fatalf("decided: %v, with the lock %v", decided, in.Lock)
			}
			w.show(locksOf("front")...)
			w.tick(t)
			if w.seam.asked("create") != 1 {
				t.Error("the lock is there, and nothing is done")
			}
		})
	}
}

// TestHandsOff: what this program does not understand it leaves alone, and takes up once it does.
func TestHandsOff(t *testing.T) {
	t.Parallel()
	heal := func(w *world) {
		w.book.edit(func(s *rulebook.Shelf) {
			s.Broken = nil
			s.Sets = []rulebook.SetEntry{{Version: 1, Set: holidays.Set{ID: "public", Name: "Public"}}}
			s.Rules = []rulebook.Entry{weekly(t, "r", "MO", "front")}
			s.Rules[0].Version = 3
		})
		w.show(locksOf("front")...)
	}
	for name, breaks := range map[string]func(w *world){
		"a rule of a newer program": func(w *world) {
			w.book.edit(func(s *rulebook.Shelf) {
				s.Rules, s.Broken = nil, []rulebook.Broken{{ID: "r", Name: "R", Why: "it is of version 9"}}
			})
		},
		"a set of a newer program": func(w *world) {
			w.book.edit(func(s *rulebook.Shelf) {
				s.Rules[0].Version, s.Rules[0].Rule.Holidays = 2, []recur.SetID{"public"}
				s.Broken = []rulebook.Broken{{Set: true, ID: "public"}}
			})
		},
		"no zone": func(w *world) {
			l := *locksOf("front")[0]
			l.Device.TimeZone = ""
			w.show(&l)
		},
		"a zone that nobody knows": func(w *world) {
			l := *locksOf("front")[0]
			l.Device.TimeZone = "Moon/Tycho"
			w.show(&l)
		},
	} {
		for _, live := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s, live %v", name, live), func(t *testing.T) {
				t.Parallel()
				w := newWorld(t, weekly(t, "r", "MO", "front"))
				if live {
					w.tick(t)
				}
				d := w.spied()
				breaks(w)
				before := len(w.seam.log)
				w.clock.add(time.Hour)
				w.tick(t)
				w.tick(t)
				if taken := d.taken(); len(taken) > 0 || len(w.seam.log) != before || len(w.seam.has()) != before/2 {
					t.Errorf("it decides about %v and asks for %v", taken, w.seam.log[before:])
				}
				heal(w)
				w.tick(t)
				if len(d.taken()) == 0 || len(w.seam.has()) != 1 {
					t.Error("it does not take up what it understands again")
				}
			})
		}
	}
}

// TestAStateOfANewerProgram: its series is nobody's but the newer program's, and so are the wishes for it.
func TestAStateOfANewerProgram(t *testing.T) {
	t.Parallel()
	w := newWorld(t, weekly(t, "r", "MO", "front", "back"))
	key := plan.Key{Rule: "r", Lock: "front"}
	w.keeper.unread = []plan.Key{key}
	if err := w.keeper.Ask(t.Context(), Asked{Key: key, Wish: plan.Wish{Kind: plan.WishRetry, At: monday()}}); err != nil {
		t.Fatal(err)
	}
	w.until(t, monday().Add(time.Hour))
	if codes := w.seam.has(); len(codes) != 1 || codes[0].DeviceID != "back" || len(w.keeper.has(t).Wishes) != 1 {
		t.Errorf("there are %v, and wishes %v", codes, w.keeper.has(t).Wishes)
	}
}

// TestWishesAreTakenUpOnce: and one for a schedule that is not there is done with.
func TestWishesAreTakenUpOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t, weekly(t, "r", "MO,WE", "front"))
	w.tick(t)
	key := plan.Key{Rule: "r", Lock: "front"}
	for _, a := range []Asked{
		{Key: key, Wish: plan.Wish{Kind: plan.WishSkip, By: "kim", At: w.clock.now()}},
		{Key: plan.Key{Rule: "x", Lock: "front"}, Wish: plan.Wish{Kind: plan.WishRetry, By: "kim", At: w.clock.now()}},
	} {
		if err := w.keeper.Ask(t.Context(), a); err != nil {
			t.Fatal(err)
		}
	}
	w.until(t, monday().AddDate(0, 0, 4))
	if left := w.keeper.has(t).Wishes; len(left) > 0 {
		t.Errorf("%v are not taken up", left)
	}
	skipped := 0
	for _, r := range w.told {
		if r.What == plan.Passed {
			skipped++
		}
	}
	if kinds := w.keeper.kinds(t); skipped != 1 || !slices.Contains(kinds, plan.Kept) {
		t.Errorf("one window was to be skipped: %v", kinds)
	}
}

// TestEventsInTheInbox: each is heeded once, as far back as the memory goes, and when there are too many everything is looked at.
func TestEventsInTheInbox(t *testing.T) {
	t.Parallel()
	b := newInbox()
	event := func(i int) model.Event {
		return model.Event{ID: model.EventID(fmt.Sprint(i)), CodeID: "c"}
	}
	for i := range manySeen + 100 {
		b.put([]model.Event{event(i)})
	}
	events, overflow := b.take()
	if len(events) != manyEvents || !overflow {
		t.Errorf("%d events wait, overflow %v", len(events), overflow)
	}
	b.put([]model.Event{event(manySeen + 99), event(100), {CodeID: "c"}, {CodeID: "c"}, {ID: "lock", DeviceID: "l"}})
	if events, overflow = b.take(); len(events) != 2 || overflow {
		t.Errorf("of two new events it takes %v", events)
	}
	b.put([]model.Event{event(0)})
	if events, _ = b.take(); len(events) != 1 || len(b.seen) != manySeen || len(b.ring) != manySeen {
		t.Errorf("%d ids are remembered", len(b.seen))
	}
	w, d := rested(t)
	for i := range manyEvents + 1 {
		w.Saw([]model.Event{event(i)})
	}
	w.tick(t)
	if got := d.taken(); len(got) != 4 {
		t.Errorf("after too many events %v is looked at", got)
	}
}

// TestTheBookFails: nothing is done by rules that may be old.
func TestTheBookFails(t *testing.T) {
	t.Parallel()
	w, d := rested(t)
	w.book.err = errors.New("no rules")
	w.clock.add(24 * time.Hour)
	if _, err := w.Tick(t.Context()); !errors.Is(err, w.book.err) || len(d.taken()) > 0 || !errors.Is(w.Status().Err, w.book.err) {
		t.Errorf("it goes on: %v, %v", err, w.Status().Err)
	}
	w.book.err = nil
	w.tick(t)
	if len(d.taken()) != 4 || w.Status().Err != nil {
		t.Errorf("it does not recover: %v", w.Status().Err)
	}
}

// TestHolidaysAreHeeded: a day that becomes one has no code any more.
func TestHolidaysAreHeeded(t *testing.T) {
	t.Parallel()
	w, _ := rested(t)
	day, err := civil.ParseDate("2027-01-04")
	if err != nil {
		t.Fatal(err)
	}
	w.book.edit(func(s *rulebook.Shelf) {
		s.Sets[0].Version, s.Sets[0].Set.Days = 2, []holidays.Day{{Date: day}}
	})
	w.until(t, monday().Add(10*time.Minute))
	for _, c := range w.seam.has() {
		if free := c.DeviceID == "l3"; free == c.Window.Contains(monday().Add(2*time.Hour)) {
			t.Errorf("%s has a code for %v", c.DeviceID, c.Window)
		}
	}
}

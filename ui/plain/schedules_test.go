package plain_test

import (
	"context"
	"errors"
	"maps"
	"sync"
	"testing"
	"time"

	"seamdash/model"
	"seamdash/model/plan"
	"seamdash/model/rulebook"
	"seamdash/ui/plain"
	"seamdash/ui/uitest"
)

// A board has the schedules of a story.
type board struct {
	mu  sync.Mutex
	now plain.Schedules
}

func (b *board) schedules() plain.Schedules {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.now
}

// put changes what is on the board, and waits until it has been looked at.
func (b *board) put(change func(*plain.Schedules)) {
	b.mu.Lock()
	b.now.States = maps.Clone(b.now.States)
	change(&b.now)
	b.mu.Unlock()
	<-time.After(20 * time.Second)
}

// rolled is a board with the rules of the believable world.
func rolled(t *testing.T) (*board, *uitest.Rules) {
	t.Helper()
	rules := uitest.NewRules(uitest.SomeRules()...)
	shelf, err := rules.Book.Load(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	now := uitest.Rolling(rules)
	return &board{now: plain.Schedules{Shelf: shelf, Told: true, By: now.By, Since: now.Since, States: now.States}}, rules
}

// TestSchedules: who rolls, what each rule says, when it opens next and how it stands on its locks are told in words.
func TestSchedules(t *testing.T) {
	t.Parallel()
	b, _ := rolled(t)
	talksOf(t, uitest.Snapshot(), b.schedules, func(r *reader) {
		r.mustHear(r.hears(), "14:02:00, the schedules are rolled by rosa@desk since today 09:02.", "Dog walker on Maple Ct 1A · Front Door: nothing more is done, somebody removed the code.")
		r.mustHear(r.types("schedules"),
			"The schedules are rolled by rosa@desk since today 09:02.", "7 schedules:",
			"Cleaner: Mondays, Wednesdays and Fridays 09:02 to 16:02 and Saturdays 10:00 to 16:00. Open now, today 09:02-16:02 in Los Angeles. Maple Ct 3B · Front Door: on the lock since 08:56.",
			"Night porter: Every day 22:00 to 06:00 the next day. Next today 22:00 → Sat 06:00 in Los Angeles. Cedar 12 · Main door: retry 14:14 after 3 refusals: Seam could not be reached.",
			"Movers: Every day 09:00 to 12:00, until 13 November 2026. No window comes any more.",
			"Maple Ct 1A · Front Door: halted: somebody removed the code.")
		r.mustHear(r.types("schedules porter"), "1 of 7 schedules:", "Night porter")
		r.mustHear(r.types("schedules nobody"), "None of 7 schedules.")
	})
}

// TestScheduleNews: another one who rolls, and bad news, are told by themselves and once.
func TestScheduleNews(t *testing.T) {
	t.Parallel()
	b, rules := rolled(t)
	talksOf(t, uitest.Snapshot(), b.schedules, func(r *reader) {
		r.hears()
		b.put(func(now *plain.Schedules) { now.By, now.Since = "", time.Time{} })
		r.mustHear(r.hears(), "nobody rolls the schedules, so no code is made of them.")
		b.put(func(now *plain.Schedules) {
			now.By, now.Mine = "kim@office", true
			key := plan.Key{Rule: rules.ID("Cleaner"), Lock: "a3"}
			st := now.States[key]
			st.Last = &plan.Roll{Key: key, At: uitest.Now().Add(time.Second), What: plan.Late}
			now.States[key] = st
		})
		r.mustHear(r.hears(), "this program rolls the schedules.", "Cleaner on Maple Ct 3B · Front Door: its window is open and the code is not on the lock.")
		<-time.After(time.Minute)
		if text := r.hears(); text != "" {
			t.Errorf("told twice: %q", text)
		}
	})
}

// TestNoSchedules: what cannot be told is said so.
func TestNoSchedules(t *testing.T) {
	t.Parallel()
	for want, now := range map[string]plain.Schedules{
		"have not been read yet": {},
		"could not be read: The store is locked. Close the other program.": {Err: &model.Fault{Message: "the store is locked", Hint: "close the other program"}},
		"could not be read: Broken.":                                       {Err: errors.New("broken")},
		"There is no recurring schedule.":                                  {Shelf: &rulebook.Shelf{}},
	} {
		b := &board{now: now}
		talksOf(t, uitest.Snapshot(), b.schedules, func(r *reader) {
			r.hears()
			r.mustHear(r.types("rules"), want)
		})
	}
}

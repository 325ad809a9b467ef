package uitest

import (
	"context"
	"slices"
	"sync"
	"time"

	"seamdash/model"
	"seamdash/model/plan"
	"seamdash/ui"
)

// A Roller has a history, and remembers what it was asked for.
type Roller struct {
	// History are the lines of all rules, the newest first. Takes is how long an answer takes, Fails gives the error of the next
	// one, or nil. None of them changes while the roller is in use.
	History []plan.Roll
	Takes   time.Duration
	Fails   func(what string) error

	mu    sync.Mutex
	asked []string
}

// Asked is what it was asked for: "start", "stop", "retry r1 on a3", "rolls r1 before 0".
func (r *Roller) Asked() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.asked)
}

func (r *Roller) answer(ctx context.Context, what string) error {
	r.mu.Lock()
	r.asked = append(r.asked, what)
	r.mu.Unlock()
	timer := time.NewTimer(r.Takes)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
		return ctx.Err()
	}
	if r.Fails == nil {
		return nil
	}
	return r.Fails(what)
}

// Start remembers.
func (r *Roller) Start(ctx context.Context) error { return r.answer(ctx, "start") }

// Stop remembers.
func (r *Roller) Stop(ctx context.Context) error { return r.answer(ctx, "stop") }

// Ask remembers.
func (r *Roller) Ask(ctx context.Context, of plan.Key, wish plan.WishKind) error {
	return r.answer(ctx, string(wish)+" "+string(of.Rule)+" on "+string(of.Lock))
}

// Rolls gives a page of the history.
func (r *Roller) Rolls(ctx context.Context, rule model.RuleID, before uint64, limit int) ([]plan.Roll, error) {
	if err := r.answer(ctx, "rolls"); err != nil {
		return nil, err
	}
	var out []plan.Roll
	for _, roll := range r.History {
		if roll.Key.Rule == rule && (before == 0 || roll.Number < before) && len(out) < limit {
			out = append(out, roll)
		}
	}
	return out, nil
}

// Rolling is how the rules of the believable world stand while rosa's machine rolls them: the cleaner's code is on its lock, the
// porter's is refused on one lock and on its way on the other, and somebody removed the dog walker's by hand.
func Rolling(rules *Rules) ui.Rolling {
	states := map[plan.Key]plan.State{}
	add := func(rule string, lock model.DeviceID, st plan.State) {
		st.Key, st.Rule = plan.Key{Rule: rules.ID(rule), Lock: lock}, rule
		if st.Last != nil {
			st.Last.Key = st.Key
		}
		states[st.Key] = st
	}
	night := slotOf(7.0+58.0/60, 15.0+58.0/60)
	add("Cleaner", "a3", plan.State{
		Code: &plan.Code{ID: "a3-cleaner", Slot: slotOf(-5, 2), Asked: model.CodeDraft{Name: "Cleaner", Window: span(-5, 2)}, AskedAt: at(-6), OnLock: at(-5.1), Seen: at(-0.1)},
		Last: &plan.Roll{Number: 7, At: at(-5.1), What: plan.OnLock, Slot: slotOf(-5, 2), Code: "a3-cleaner"},
	})
	add("Night porter", "b1", plan.State{
		Fails: 3, NextTry: at(0.2), Refusal: "Seam could not be reached",
		Last: &plan.Roll{Number: 9, At: at(-0.1), What: plan.Refused, Why: "Seam could not be reached"},
	})
	add("Night porter", "b3", plan.State{Code: &plan.Code{ID: "b3-porter", Slot: night, Asked: model.CodeDraft{Name: "Night porter", Window: model.Window{From: night.Open, Until: night.Close}}, AskedAt: at(-0.5)}})
	add("Dog walker", "a1", plan.State{
		Halt: &plan.Halt{Kind: plan.HaltGone, Why: "somebody removed the code", Since: at(-1), Slot: slotOf(69.8, 71.2)},
		Last: &plan.Roll{Number: 8, At: at(-1), What: plan.Halted, Why: "somebody removed the code"},
	})
	add("Dog walker", "a2", plan.State{LookAt: at(60)})
	return ui.Rolling{By: "rosa@desk", Since: at(-5), States: states}
}

// Rolled is a history of the believable world, the newest line first.
func Rolled(rules *Rules) []plan.Roll {
	slot := slotOf(-5, 2)
	cleaner, dog := plan.Key{Rule: rules.ID("Cleaner"), Lock: "a3"}, plan.Key{Rule: rules.ID("Dog walker"), Lock: "a1"}
	return []plan.Roll{
		{Number: 8, Key: dog, At: at(-1), What: plan.Halted, Why: "somebody removed the code", Code: "a1-walker-17"},
		{Number: 7, Key: cleaner, At: at(-5.1), What: plan.OnLock, Slot: slot, Code: "a3-cleaner"},
		{Number: 6, Key: dog, At: at(-5.5), What: plan.Made, Slot: slotOf(69.97, 70.97), Code: "a1-walker-17", Was: "a1-walker-16", Step: 41, Why: "its window comes next"},
		{Number: 5, Key: cleaner, At: at(-6), What: plan.Made, Slot: slot, Code: "a3-cleaner", Was: "a3-cleaner-3", Step: 40, Why: "its window comes next"},
		{Number: 4, Key: dog, At: at(-25), What: plan.Missed, Slot: slotOf(-26.03, -25.03), Why: "the lock was offline", Late: time.Hour},
		{Number: 3, Key: dog, At: at(-26), What: plan.Late, Slot: slotOf(-26.03, -25.03), Code: "a1-walker-16"},
	}
}

func slotOf(from, until float64) plan.Slot {
	return plan.Slot{Open: at(from), Close: at(until), From: at(from), Until: at(until)}
}

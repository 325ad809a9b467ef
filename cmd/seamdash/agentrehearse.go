package main

import (
	"context"
	"fmt"
	"io"

	"seamdash/model"
	"seamdash/model/engine"
	"seamdash/model/plan"
)

// An intentionFacts is what would be done for a schedule on a lock, for scripts.
type intentionFacts struct {
	RuleID string `json:"rule_id"`
	Rule   string `json:"rule"`
	lockNamed

	Step   *string     `json:"step"` // "create", "update", "delete"; null for nothing
	Window *previewed  `json:"window"`
	Why    *string     `json:"why"`
	LookAt *string     `json:"next_look_at"`
	Rolls  []rollFacts `json:"rolls"` // that the history would get
}

// rehearse says what would be done now, and does nothing.
func (a *agent) rehearse(ctx context.Context) error {
	ctx, stop := context.WithTimeout(ctx, briefPatience)
	defer stop()
	if err := a.survey(ctx); err != nil {
		return err
	}
	all, err := a.engine.Rehearse(ctx)
	if err != nil {
		return err
	}
	if a.request.asJSON {
		facts := make([]intentionFacts, len(all))
		for i := range all {
			facts[i] = a.factsOfIntention(&all[i])
		}
		return a.room.program.print(func(w io.Writer) error { return writeJSON(w, facts) })
	}
	t := table{{"SCHEDULE", "LOCK", "WOULD", "WINDOW", "WHY"}}
	for i := range all {
		n := &all[i]
		on := a.room.seriesOn(a.zoneOf(n.Key.Rule), n.Key.Lock)
		t.row(orDash(model.Clean(n.Rule)), a.room.called(n.Key.Lock), would(n), on.slotWords(&n.Slot), orDash(model.Clean(n.Why)))
	}
	return a.room.program.print(func(w io.Writer) error {
		if len(all) == 0 {
			_, err := fmt.Fprintln(w, "there are no schedules")
			return err
		}
		return t.writeTo(w)
	})
}

// would is what an intention comes to.
func would(n *engine.Intention) string {
	words := map[plan.StepKind]string{plan.StepCreate: "make a code", plan.StepUpdate: "change the code", plan.StepDelete: "remove the code"}
	if text, ok := words[n.Step]; ok {
		return text
	}
	return "wait"
}

func (a *agent) factsOfIntention(n *engine.Intention) intentionFacts {
	f := intentionFacts{
		RuleID: string(n.Key.Rule), Rule: model.Clean(n.Rule), lockNamed: a.room.lockNames([]model.DeviceID{n.Key.Lock})[0],
		Step: known(string(n.Step)), Window: windowOf(&n.Slot), Why: known(model.Clean(n.Why)), LookAt: instant(n.LookAt), Rolls: []rollFacts{},
	}
	for i := range n.Rolls {
		f.Rolls = append(f.Rolls, a.room.factsOfRoll(&n.Rolls[i]))
	}
	return f
}

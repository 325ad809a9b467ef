package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"seamdash/model"
	"seamdash/model/engine"
	"seamdash/model/plan"
)

// briefPatience is how long a run that ends by itself may take.
const briefPatience = 15 * time.Minute

const opRoll = "roll the schedules"

// errRolledBadly is the error of a run in which something went wrong, and was told.
var errRolledBadly = errors.New(opRoll + ": not everything went well, see above")

// once does what is due, and reports.
func (a *agent) once(ctx context.Context) error {
	ctx, stop := context.WithTimeout(ctx, briefPatience)
	defer stop()
	if err := a.survey(ctx); err != nil {
		return err
	}
	if a.request.format == logText { // every line of the other is an object
		a.room.tellWhere(ctx)
	}
	report, err := a.engine.Once(ctx)
	rolls := a.crier.cry(ctx)
	switch {
	case errors.Is(err, engine.ErrHeld) && len(rolls) == 0:
		return a.reportHeld(ctx)
	case ctx.Err() != nil:
		return &model.Fault{
			Op: opRoll, Kind: model.KindCancelled, Message: "it was interrupted; the next run goes on where this one ended", Err: ctx.Err(),
		}
	case err != nil:
		return err
	}
	if err := a.printReport(ctx, &report, rolls); err != nil {
		return err
	}
	if err := judgeReport(&report); err != nil {
		return err
	}
	return unanswered(a.engine.Status().Counts)
}

// unanswered is that some series could not be looked at, nil when all could.
func unanswered(c engine.Counts) error {
	if c.LookFaults == 0 {
		return nil
	}
	return &model.Fault{
		Op: opRoll, Kind: model.KindUnavailable, Message: fmt.Sprintf("Seam did not answer %d of %d questions", c.LookFaults, c.Looks),
		Hint: "run it again; until then nothing is done for the series that wait.",
	}
}

// judgeReport is what a run comes to: what stood still before it began is no failure of it.
func judgeReport(r *engine.Report) error {
	for kind, n := range r.Rolls {
		if n > 0 && (kind.Bad() || kind == plan.Refused) {
			return errRolledBadly
		}
	}
	for step, n := range r.Steps {
		if n > 0 && step.Outcome != engine.Done {
			return errRolledBadly
		}
	}
	return nil
}

// A onceFacts is the report of a short run, for scripts.
type onceFacts struct {
	Rolled   bool           `json:"rolled"`
	RolledBy *string        `json:"rolled_by"` // who does, where it was somebody else
	Rolls    []agentRoll    `json:"rolls"`
	Waiting  []waitingFacts `json:"waiting"` // series with something to do that could not be done now
	Halted   []waitingFacts `json:"halted"`  // those that stand still until a person answers
	NextAt   *string        `json:"next_at"`
}

// An agentRoll is a line of the history with what its schedule is called.
type agentRoll struct {
	RuleID string  `json:"rule_id"`
	Rule   *string `json:"rule"`
	rollFacts
}

// A waitingFacts is a series that does not go on at present, for scripts.
type waitingFacts struct {
	RuleID string `json:"rule_id"`
	Rule   string `json:"rule"`
	lockNamed

	Why   string  `json:"why"`
	Until *string `json:"until"` // null where something must happen first
}

// reportHeld says that another program does the work, which is well.
func (a *agent) reportHeld(ctx context.Context) error {
	tenure, err := a.room.keeper.Tenure(ctx)
	if err != nil {
		return err
	}
	by := byOf(tenure.Holder)
	if a.request.asJSON {
		return a.room.program.print(func(w io.Writer) error {
			return writeJSON(w, onceFacts{RolledBy: known(by), Rolls: []agentRoll{}, Waiting: []waitingFacts{}, Halted: []waitingFacts{}})
		})
	}
	return a.room.program.print(func(w io.Writer) error {
		_, err := fmt.Fprintf(w, "nothing to do: %s rolls the schedules\n", orDash(by))
		return err
	})
}

func (a *agent) printReport(ctx context.Context, report *engine.Report, rolls []plan.Roll) error {
	names := a.names(ctx)
	if a.request.asJSON {
		f := onceFacts{
			Rolled: true, Rolls: []agentRoll{}, Waiting: a.factsOfWaiting(report.Waits), Halted: a.factsOfWaiting(report.Halted), NextAt: instant(report.Next),
		}
		for i := range rolls {
			r := &rolls[i]
			f.Rolls = append(f.Rolls, agentRoll{string(r.Key.Rule), known(names(r.Key.Rule)), a.room.factsOfRoll(r)})
		}
		return a.room.program.print(func(w io.Writer) error { return writeJSON(w, f) })
	}
	var t table
	for i := range rolls {
		r := &rolls[i]
		on := a.room.seriesOn(a.zoneOf(r.Key.Rule), r.Key.Lock)
		t.row(string(r.What), orDash(names(r.Key.Rule)), a.room.called(r.Key.Lock), on.slotWords(&r.Slot), rollWords(r))
	}
	for _, of := range []struct {
		what string
		all  []engine.Waiting
	}{{"waits", report.Waits}, {"stands still", report.Halted}} {
		for i := range of.all {
			w := &of.all[i]
			t.row(of.what, orDash(model.Clean(w.Rule)), a.room.called(w.Key.Lock), a.until(w), model.Clean(w.Why))
		}
	}
	return a.room.program.print(func(out io.Writer) error {
		if err := t.writeTo(out); err != nil {
			return err
		}
		_, err := fmt.Fprintln(out, a.outcome(len(rolls), report.Next))
		return err
	})
}

// zoneOf is the clock that a schedule names, "" where it goes by that of each lock.
func (a *agent) zoneOf(id model.RuleID) string {
	e, _ := a.room.shelf.Rule(id)
	return e.Rule.Zone
}

// outcome sums a run up in a line.
func (a *agent) outcome(rolls int, next time.Time) string {
	text := "nothing was due"
	if rolls > 0 {
		text = "done"
	}
	if next.IsZero() {
		return text + "; nothing is to come"
	}
	return text + "; next look " + a.when(next)
}

// until is when a series goes on, "-" where something must happen first.
func (a *agent) until(w *engine.Waiting) string {
	if w.Until.IsZero() {
		return orDash("")
	}
	return a.when(w.Until)
}

func (a *agent) when(t time.Time) string {
	return model.When(t, a.room.session.seamNow(), a.room.program.home())
}

func (a *agent) factsOfWaiting(all []engine.Waiting) []waitingFacts {
	out := make([]waitingFacts, len(all))
	for i := range all {
		w := &all[i]
		out[i] = waitingFacts{
			RuleID: string(w.Key.Rule), Rule: model.Clean(w.Rule), lockNamed: a.room.lockNames([]model.DeviceID{w.Key.Lock})[0],
			Why: model.Clean(w.Why), Until: instant(w.Until),
		}
	}
	return out
}

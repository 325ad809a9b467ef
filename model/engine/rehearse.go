package engine

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"seamdash/model/plan"
)

// An Intention is what an engine would do for a series now.
type Intention struct {
	Key plan.Key
	// Rule is what the rule is called.
	Rule string
	// Step is what would be asked of Seam, "" for nothing, and Slot the window that it would be for.
	Step plan.StepKind
	Slot plan.Slot
	Why  string
	// LookAt is when to decide again, zero for not before something happens.
	LookAt time.Time
	// Rolls are the lines that the history would get.
	Rolls []plan.Roll
}

// Rehearse says what would be done now for every series, by the rules' names. It asks Seam how the codes are, and writes nothing
// anywhere; it needs no tenure and disturbs nobody who has it.
func (e *Engine) Rehearse(ctx context.Context) ([]Intention, error) {
	m, err := e.remember(ctx)
	if err != nil {
		return nil, err
	}
	shelf, err := e.cfg.Book.Load(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the schedules: %w", err)
	}
	asked, err := e.cfg.Keeper.Wishes(ctx)
	if err != nil {
		return nil, fmt.Errorf("read what is wished: %w", err)
	}
	now := e.now()
	m.glance(e.cfg.Picture(), now)
	m.shelve(shelf, now)
	for _, a := range asked {
		m.wish(a, now)
	}
	all := make([]*series, 0, len(m.series))
	for _, s := range m.series {
		m.queue.drop(s)
		all = append(all, s)
	}
	slices.SortFunc(all, func(a, b *series) int {
		return cmp.Or(cmp.Compare(a.name(), b.name()), compareKeys(a.key, b.key))
	})
	r := &round{Engine: e, roster: m, dry: true}
	out := make([]Intention, 0, len(all))
	for batch := range slices.Chunk(all, manyTogether) {
		out = append(out, r.rehearse(ctx, batch)...)
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
	}
	return out, nil
}

// rehearse takes series through a dry round.
func (r *round) rehearse(ctx context.Context, batch []*series) []Intention {
	tasks := r.beginAll(batch)
	r.run(ctx, tasks)
	of := make(map[*series]*task, len(tasks))
	for _, t := range tasks {
		of[t.series] = t
	}
	out := make([]Intention, len(batch))
	for i, s := range batch {
		out[i] = Intention{Key: s.key, Rule: s.name(), Why: s.why}
		if t := of[s]; t != nil {
			out[i].Rolls, out[i].LookAt = t.rolls, t.due
			if t.meant != nil {
				out[i].Step, out[i].Slot = t.meant.Kind, t.meant.Slot
			}
		}
	}
	return out
}

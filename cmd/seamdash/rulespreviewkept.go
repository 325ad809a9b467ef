package main

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/spf13/pflag"

	"seamdash/model/recur"
)

// checkKept refuses what cannot stand beside a schedule that is kept.
func (r *previewRequest) checkKept(flags *pflag.FlagSet) error {
	for _, other := range []string{"words", "start", "end", "duration", "rrule", "exdate", "rdate", "lines"} {
		if flags.Changed(other) {
			return usageError{err: fmt.Errorf("read the flags: the schedule is kept, and --%s has no place beside it", other)}
		}
	}
	return r.checkLimit()
}

// previewKept shows the windows of a schedule that is kept.
func (p *program) previewKept(ctx context.Context, word string, q previewRequest) error {
	ctx, stop := context.WithTimeout(ctx, patience)
	defer stop()
	after, err := q.from()
	if err != nil {
		return err
	}
	r, err := p.openRules(ctx)
	if err != nil {
		return err
	}
	defer r.close()
	e, err := r.rule(word)
	if err != nil {
		return err
	}
	r.locks(ctx, e.Rule.Locks)
	on, err := r.oneClock(&e.Rule, q.zone)
	if err != nil {
		return err
	}
	if q.after == "" {
		after = r.session.now()
	}
	return p.printSchedule(on.schedule, after, q)
}

// oneClock is the one of a rule by which it is shown. Where there are several somebody has to say which.
func (r *ruleRoom) oneClock(rule *recur.Rule, name string) (onClock, error) {
	const op = "preview a schedule"
	all, err := r.compiled(rule)
	switch {
	case err != nil:
		return onClock{}, err
	case len(all) == 0:
		return onClock{}, r.noClock(op, rule)
	case name == "" && len(all) == 1:
		return all[0], nil
	}
	names := make([]string, len(all))
	for i, on := range all {
		if names[i] = on.name; on.name == name {
			return on, nil
		}
	}
	slices.Sort(names)
	why := "its locks are in several time zones"
	if name != "" {
		if _, err := loadZone(name); err != nil {
			return onClock{}, err
		}
		why = "none of its locks goes by " + name
	}
	return onClock{}, usageError{err: errors.New(op + ": " + why), hint: "say with --tz which: " + candidates(names, func(n *string) string { return *n })}
}

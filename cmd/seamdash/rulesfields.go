package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"seamdash/model"
	"seamdash/model/recur"
)

// fieldArgs are what a rule is, as somebody wrote it.
type fieldArgs struct {
	pin pinArgs

	name, words, zone     string
	locks                 []string // for a new rule, or in the place of all that it had
	addLocks, removeLocks []string
	codeName, shortName   string
	series                previewRequest // the other way to say when, by RFC 5545
}

func (a *fieldArgs) register(flags *pflag.FlagSet) {
	flags.StringVar(&a.name, "name", "", "what the schedule is called, and the codes that it makes")
	flags.StringVar(&a.words, "words", "", `when it opens: "mon wed fri 9-13 and sat 10-16 until 30 jun except US holidays"`)
	flags.StringVar(&a.zone, "zone", "", "by which clock, such as Europe/Lisbon (default the clock of each lock)")
	flags.StringArrayVar(&a.locks, "lock", nil, "the lock, by id or by all of its name; once for each lock")
	flags.StringVar(&a.codeName, "code-name", "", "what the codes are called, with {rule}, {date}, {day} and {n} (default {rule})")
	flags.StringVar(&a.shortName, "short-name", "", "the same for locks on which that is too long")
	a.pin.register(flags)
	a.series.registerFields(flags)
}

// empty refuses texts that are given and say nothing.
func empty(flags *pflag.FlagSet, names ...string) error {
	for _, name := range names {
		if flags.Changed(name) && flags.Lookup(name).Value.String() == "" {
			return usageError{err: fmt.Errorf("read --%s: it is empty", name)}
		}
	}
	return nil
}

// devices are the locks that words name wholly, as Seam knows them now.
func (r *ruleRoom) devices(ctx context.Context, names []string) ([]model.DeviceID, error) {
	if len(names) == 0 {
		return nil, nil
	}
	if slices.Contains(names, "") {
		return nil, usageError{err: errors.New("read --lock: it is empty"), hint: "seamdash devices lists the locks."}
	}
	var all []model.Device
	err := r.session.client.Devices(ctx, func(page []model.Device) error {
		all = append(all, page...)
		return nil
	})
	if err != nil {
		return nil, err
	}
	for i := range all {
		all[i].Limits = &r.session.settings.Limits
		if r.known[all[i].ID] == nil {
			r.known[all[i].ID] = model.NewLock(all[i], nil, false, nil)
		}
	}
	r.asked = true
	picked, err := exactly(names)(all)
	ids := make([]model.DeviceID, len(picked))
	for i := range picked {
		ids[i] = picked[i].ID
	}
	return ids, err
}

// into writes what was said into a rule. The words come last, because they are meant by the clock that is in force then.
func (a *fieldArgs) into(ctx context.Context, r *ruleRoom, op string, flags *pflag.FlagSet, rule *recur.Rule) error {
	if err := a.place(ctx, r, rule); err != nil {
		return err
	}
	if a.name != "" {
		rule.Name = model.Clean(a.name)
	}
	if flags.Changed("code-name") {
		rule.Naming.Template = a.codeName
	}
	if flags.Changed("short-name") {
		rule.Naming.Short = a.shortName
	}
	if a.pin.given() {
		policy, err := a.pin.policy(ctx, r.program)
		if err != nil {
			return err
		}
		rule.PIN = policy
	}
	if err := r.wants(ctx, op, rule); err != nil {
		return err
	}
	switch {
	case a.series.start != "":
		return a.series.into(r, rule)
	case a.words == "":
		return nil
	}
	said, err := r.program.readNamed(a.words, r.speak(rule))
	if err != nil {
		return err
	}
	if lost := r.limitsLost(rule, &said); lost != "" {
		r.program.note("no longer: " + lost)
	}
	*rule = said
	return nil
}

func nameless(op string) error {
	return usageError{
		err:  errors.New(op + ": it has no name"),
		hint: `say with --name who or what it is for, or in front of the words: "Cleaners mon 9-13".`,
	}
}

// limitsLost is what kept windows away from a rule and is not in the words that take its place: whoever leaves an end out opens
// a door for ever.
func (r *ruleRoom) limitsLost(was, is *recur.Rule) string {
	var lost []string
	if is.End.Kind == recur.Never {
		switch was.End.Kind {
		case recur.OnDate:
			lost = append(lost, "until "+was.End.On.String())
		case recur.AfterCount:
			lost = append(lost, count(was.End.Count, "window")+" in all")
		case recur.Never:
		}
	}
	for _, id := range was.Holidays {
		if !slices.Contains(is.Holidays, id) {
			set, _ := r.shelf.Set(id)
			lost = append(lost, "except "+cmp.Or(model.Clean(set.Set.Name), model.Clean(string(id))))
		}
	}
	if n := len(was.Skip); n > 0 && len(is.Skip) == 0 {
		lost = append(lost, count(n, "skipped date"))
	}
	if was.Pause.Paused && !is.Pause.Paused {
		lost = append(lost, "paused")
	}
	return strings.Join(lost, ", ")
}

// place says on which locks a rule is, and by which clock.
func (a *fieldArgs) place(ctx context.Context, r *ruleRoom, rule *recur.Rule) error {
	if len(a.locks) > 0 {
		set, err := r.devices(ctx, a.locks)
		if err != nil {
			return err
		}
		rule.Locks = set
	}
	added, err := r.devices(ctx, a.addLocks)
	if err != nil {
		return err
	}
	for _, id := range added {
		if !slices.Contains(rule.Locks, id) {
			rule.Locks = append(rule.Locks, id)
		}
	}
	for _, word := range a.removeLocks {
		if err := r.withoutLock(ctx, rule, word); err != nil {
			return err
		}
	}
	if a.zone == "" {
		return nil
	}
	if _, err := loadZone(a.zone); err != nil {
		return err
	}
	rule.Zone = a.zone
	return nil
}

// withoutLock takes a lock off a rule, also one that Seam does not know any more.
func (r *ruleRoom) withoutLock(ctx context.Context, rule *recur.Rule, word string) error {
	r.locks(ctx, rule.Locks)
	gone, err := r.lockAmong(rule.Locks, word)
	if err != nil {
		return err
	}
	rule.Locks = slices.DeleteFunc(rule.Locks, func(id model.DeviceID) bool { return id == gone })
	return nil
}

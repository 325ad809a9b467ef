package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"seamdash/model"
	"seamdash/model/civil"
	"seamdash/model/holidays"
	"seamdash/model/ics"
	"seamdash/model/rulebook"
)

// A holidaysRequest is what `seamdash rules holidays add` or `remove` was asked for.
type holidaysRequest struct {
	name, country, days, calendar string
	replace, yes, dryRun, asJSON  bool
}

const opHolidays = "keep holidays"

func (p *program) holidaysAddCommand() *cobra.Command {
	var q holidaysRequest
	cmd := &cobra.Command{
		Use:   "add NAME",
		Short: "Keep a set of holidays, of a country, of dates or of a calendar",
		Long: "add keeps days by a name that schedules can say: --words \"weekdays 9-17 except Our holidays\". A change of the set changes\n" +
			"them all. Country and dates add up.",
		Example: "  seamdash rules holidays add \"Our holidays\" --country DE-BY --days \"24 dec, 31 dec\"\n" +
			"  seamdash rules holidays add School --ics school.ics --replace",
		Args:              cobra.ArbitraryArgs, // checked in the command, see run
		ValidArgsFunction: cobra.NoFileCompletions,
	}
	flags := cmd.Flags()
	flags.StringVar(&q.country, "country", "", "the public holidays of a country or a region: US, DE-BY, Portugal")
	flags.StringVar(&q.days, "days", "", "dates: \"25 dec, 1 jan 2027, 24-26 dec\"")
	flags.StringVar(&q.calendar, "ics", "", "the whole days of a calendar file; - for standard input")
	flags.BoolVar(&q.replace, "replace", false, "in the place of the set of this name")
	flags.BoolVar(&q.dryRun, "dry-run", false, "check everything, show what would be, and keep nothing")
	flags.BoolVar(&q.asJSON, "json", false, "print the set as it is afterwards, as JSON")
	cmd.Run = p.does(func(cmd *cobra.Command, args []string) (err error) {
		if q.name, err = oneSet(cmd, args); err != nil {
			return err
		}
		if err := q.check(flags); err != nil {
			return err
		}
		return p.addHolidays(cmd.Context(), q)
	})
	return cmd
}

// oneSet reads the argument that names a set.
func oneSet(cmd *cobra.Command, args []string) (string, error) {
	if len(args) == 0 || args[0] == "" {
		return "", usageError{err: fmt.Errorf("%s: name the set of holidays", cmd.CommandPath()), hint: "such as \"US holidays\"."}
	}
	if isKey(args[0]) {
		return "", keyInArguments()
	}
	return args[0], noMore(cmd, args[1:])
}

func (q *holidaysRequest) check(flags *pflag.FlagSet) error {
	if q.country == "" && q.days == "" && q.calendar == "" {
		return usageError{err: errors.New(opHolidays + ": it is not said which days"), hint: "--country US, --days \"25 dec, 1 jan\" or --ics FILE."}
	}
	return empty(flags, "country", "days", "ics")
}

func (p *program) addHolidays(ctx context.Context, q holidaysRequest) error {
	set, err := p.readHolidays(ctx, q)
	if err != nil {
		return err
	}
	ctx, stop := context.WithTimeout(ctx, patience)
	defer stop()
	r, err := p.openRules(ctx)
	if err != nil {
		return err
	}
	defer r.close()
	if err := r.session.mayWrite(opHolidays, q.dryRun); err != nil {
		return err
	}
	e := rulebook.SetEntry{Set: set}
	was, err := r.set(q.name)
	switch {
	case err == nil && !q.replace:
		return &model.Fault{Op: opHolidays, Subject: was.Set.Name, Kind: model.KindConflict, Message: "there is a set of this name", Hint: "--replace puts the days in its place."}
	case err == nil:
		e.Version, e.Set.ID, e.Set.Name = was.Version, was.Set.ID, was.Set.Name
	case model.KindOf(err) != model.KindNotFound:
		return err
	}
	if q.dryRun {
		p.note("nothing is kept: this is what would be")
		return r.showSets([]rulebook.SetEntry{e}, q.asJSON, false)
	}
	r.tellWhere(ctx)
	kept, err := r.book.SaveSet(ctx, e, me(p.getenv), "rules holidays add")
	if err != nil {
		return err
	}
	if r.room == nil {
		p.note(sandboxForgets)
	}
	return r.showSets([]rulebook.SetEntry{kept}, q.asJSON, false)
}

// readHolidays makes a set of what was said, and refuses one that cannot be kept.
func (p *program) readHolidays(ctx context.Context, q holidaysRequest) (holidays.Set, error) {
	set := holidays.Set{Name: model.Clean(q.name)}
	home := p.today()
	if q.country != "" {
		var err error
		if set.Country, set.Region, err = holidays.ParsePlace(q.country); err != nil {
			return set, unknownPlace(err)
		}
	}
	if q.days != "" {
		days, err := holidays.ParseDays(q.days, home)
		if err != nil {
			return set, misdated(err)
		}
		set.Days = append(set.Days, days...)
	}
	if q.calendar != "" {
		data, err := p.readRules(ctx, q.calendar)
		if err != nil {
			return set, err
		}
		_, days, losses, err := ics.ReadHolidays(bytes.NewReader(data), ics.Options{Today: home})
		if err != nil {
			return set, &model.Fault{Op: opHolidays, Kind: model.KindInvalid, Message: model.Clean(err.Error())}
		}
		for _, loss := range losses {
			p.note("lost: " + model.Clean(loss))
		}
		set.Days = append(set.Days, days...)
	}
	set = set.Normal()
	for _, t := range set.Check() {
		return set, &model.Fault{Op: opHolidays, Subject: set.Name, Kind: model.KindInvalid, Message: t.Text, Type: t.Code, Hint: t.Hint}
	}
	return set, nil
}

func unknownPlace(err error) error {
	fault := &model.Fault{Op: opHolidays, Kind: model.KindInvalid, Message: model.Clean(err.Error())}
	if u, is := errors.AsType[*holidays.Unknown](err); is {
		fault.Hint = u.Hint()
	}
	return fault
}

func (p *program) holidaysRemoveCommand() *cobra.Command {
	var q holidaysRequest
	cmd := &cobra.Command{
		Use:               "remove NAME",
		Short:             "Take a set of holidays away that no schedule uses",
		Args:              cobra.ArbitraryArgs, // checked in the command, see run
		ValidArgsFunction: cobra.NoFileCompletions,
	}
	flags := cmd.Flags()
	flags.BoolVar(&q.yes, "yes", false, "really remove it")
	flags.BoolVar(&q.dryRun, "dry-run", false, "show which it would be")
	cmd.Run = p.does(func(cmd *cobra.Command, args []string) (err error) {
		if q.name, err = oneSet(cmd, args); err != nil {
			return err
		}
		if !q.yes && !q.dryRun {
			return usageError{err: errors.New("remove holidays: nobody said --yes"), hint: "--dry-run shows which it would be; --yes removes it."}
		}
		return p.removeHolidays(cmd.Context(), q)
	})
	return cmd
}

func (p *program) removeHolidays(ctx context.Context, q holidaysRequest) error {
	ctx, stop := context.WithTimeout(ctx, patience)
	defer stop()
	r, err := p.openRules(ctx)
	if err != nil {
		return err
	}
	defer r.close()
	if err := r.session.mayWrite("remove holidays", q.dryRun); err != nil {
		return err
	}
	e, err := r.set(q.name)
	if err != nil {
		return err
	}
	if q.dryRun {
		return r.showSets([]rulebook.SetEntry{e}, false, false)
	}
	r.tellWhere(ctx)
	if err := r.book.RemoveSet(ctx, e, me(p.getenv), "rules holidays remove"); err != nil {
		return inUse(err)
	}
	p.note("removed: " + model.Clean(e.Set.Name))
	return nil
}

// inUse is a conflict to scripts: the set is needed.
func inUse(err error) error {
	use, is := errors.AsType[*rulebook.InUse](err)
	if !is {
		return err
	}
	return &model.Fault{
		Op: "remove holidays", Subject: use.Set, Kind: model.KindConflict, Message: model.Clean(use.Error()), Hint: "take it out of these schedules first.",
	}
}

// today is the date of the person at the keyboard.
func (p *program) today() civil.Date { return civil.DateOf(time.Now().In(p.home())) }

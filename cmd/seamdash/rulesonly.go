package main

import (
	"errors"
	"fmt"

	"github.com/spf13/pflag"

	"seamdash/model"
	"seamdash/model/civil"
	"seamdash/model/recur"
	"seamdash/model/recur/words"
	"seamdash/model/rulebook"
)

// onlyArgs say how one window of a rule changes.
type onlyArgs struct {
	date, at  string // which window
	hours, to string // what becomes of it
}

func (a *onlyArgs) register(flags *pflag.FlagSet) {
	flags.StringVar(&a.date, "only", "", "change only the window of this day: 2027-12-24, \"24 dec\"")
	flags.StringVar(&a.at, "at", "", "the window that opens then, where the day has several: 09:00")
	flags.StringVar(&a.hours, "hours", "", "with --only: the hours that the window gets: 8-11, 22:00-06:00")
	flags.StringVar(&a.to, "to", "", "with --only: the day that the window moves to")
}

func (a *onlyArgs) given() bool { return a.date != "" }

func (a *onlyArgs) check(flags *pflag.FlagSet) error {
	beside := flags.Changed("at") || flags.Changed("hours") || flags.Changed("to")
	switch {
	case !a.given() && beside:
		return usageError{err: errors.New(opEdit + ": --at, --hours and --to are about one window"), hint: "--only says which."}
	case a.given() && a.hours == "" && a.to == "":
		return usageError{err: errors.New(opEdit + ": it is not said what becomes of the window"), hint: "--hours 8-11 gives it other hours; rules skip takes it away."}
	}
	return nil
}

// into makes another window of the one that is meant.
func (a *onlyArgs) into(r *ruleRoom, c *amendment, e rulebook.Entry) error {
	day, err := r.day(a.date, &e.Rule, "only")
	if err != nil {
		return err
	}
	w, err := a.window(r, &e.Rule, day)
	if err != nil {
		return err
	}
	hours := hoursOf(&w)
	if a.hours != "" {
		if hours, err = readHours(a.hours); err != nil {
			return err
		}
	}
	if a.to != "" {
		if day, err = r.day(a.to, &e.Rule, "to"); err != nil {
			return err
		}
	}
	rule, err := recur.EditOne(&e.Rule, w, day, hours)
	if err != nil {
		return &model.Fault{Op: opEdit, Subject: e.Rule.Name, Kind: model.KindInvalid, Message: model.Clean(err.Error())}
	}
	c.note = fmt.Sprintf("rules edit --only %v", w.Day)
	c.edits = edited(e, rule)
	return nil
}

// window is the one that is meant, on the first clock of the rule: that of its wall is the same on all.
func (a *onlyArgs) window(r *ruleRoom, rule *recur.Rule, day civil.Date) (recur.Window, error) {
	all, err := r.compiled(rule)
	if err != nil {
		return recur.Window{}, err
	}
	if len(all) == 0 {
		return recur.Window{}, r.noClock(opEdit, rule)
	}
	s := all[0].schedule
	from, _ := civil.Resolve(day.At(0), s.Zone())
	until, _ := civil.Resolve((day + 1).At(0), s.Zone())
	var found []recur.Window
	for _, w := range s.Between(from, until) {
		if w.Day == day && (a.at == "" || clockOf(&w) == a.at) {
			found = append(found, w)
		}
	}
	name := model.Clean(rule.Name)
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		return recur.Window{}, &model.Fault{
			Op: opEdit, Subject: name, Kind: model.KindInvalid, Message: "there is no such window on " + dayWords(day), Hint: fmt.Sprintf("rules preview %q shows them.", name),
		}
	default:
		return recur.Window{}, usageError{
			err:  fmt.Errorf("%s %s: %s has %d windows", opEdit, name, dayWords(day), len(found)),
			hint: "say with --at which, by when it opens: " + candidates(found, clockOf),
		}
	}
}

func (r *ruleRoom) noClock(op string, rule *recur.Rule) error {
	return &model.Fault{
		Op: op, Subject: model.Clean(rule.Name), Kind: model.KindInvalid, Message: "nobody knows by which clock its locks go", Hint: "rules edit --zone gives it one.",
	}
}

func clockOf(w *recur.Window) string { return w.From.Format("15:04") }

func dayWords(d civil.Date) string { return d.Weekday().String()[:3] + " " + d.String() }

// hoursOf are the hours of a window on the wall.
func hoursOf(w *recur.Window) recur.Hours {
	from, until := civil.WallOf(w.From), civil.WallOf(w.Until)
	midnight := from.Date().At(0)
	return recur.Hours{From: civil.Clock(from - midnight), Until: civil.Clock(until - midnight)}
}

// readHours reads the hours of one window as the words of a schedule have them.
func readHours(text string) (recur.Hours, error) {
	read, err := words.Parse("daily "+text, words.Context{})
	if err != nil {
		return recur.Hours{}, misworded(err, "")
	}
	if rule := &read.Rule; len(rule.Spans) != 1 || rule.End.Kind != recur.Never || len(rule.Skip)+len(rule.Extra) > 0 {
		return recur.Hours{}, &model.Fault{Op: "read the hours", Kind: model.KindInvalid, Message: "more than the hours of one window is said", Hint: "such as 8-11."}
	}
	return read.Rule.Spans[0].Hours, nil
}

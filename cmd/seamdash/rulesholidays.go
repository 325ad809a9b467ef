package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"seamdash/model"
	"seamdash/model/civil"
	"seamdash/model/holidays"
	"seamdash/model/rulebook"
)

func (p *program) rulesHolidaysCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "holidays",
		Short: "Sets of days without windows, which schedules share",
		Args:  cobra.ArbitraryArgs, // checked in the command, see run
		Run: p.does(func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return unknownCommand(cmd, args[0])
			}
			return cmd.Help()
		}),
		ValidArgsFunction: cobra.NoFileCompletions,
	}
	cmd.AddCommand(p.holidaysListCommand(), p.holidaysAddCommand(), p.holidaysRemoveCommand())
	return cmd
}

func (p *program) holidaysListCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:               "list",
		Short:             "List the sets of holidays that are kept",
		Args:              cobra.ArbitraryArgs, // checked in the command, see run
		ValidArgsFunction: cobra.NoFileCompletions,
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print a JSON array for scripts")
	cmd.Run = p.does(func(cmd *cobra.Command, args []string) error {
		if err := noArguments(cmd, args); err != nil {
			return err
		}
		return p.listHolidays(cmd.Context(), asJSON)
	})
	return cmd
}

func (p *program) listHolidays(ctx context.Context, asJSON bool) error {
	ctx, stop := context.WithTimeout(ctx, patience)
	defer stop()
	r, err := p.openRules(ctx)
	if err != nil {
		return err
	}
	defer r.close()
	if len(r.shelf.Sets) == 0 && !asJSON {
		p.note("no holidays; rules holidays add keeps some")
	}
	return r.showSets(r.shelf.Sets, asJSON, true)
}

// A set of holidays for scripts.
type setFacts struct {
	SetID   string     `json:"set_id"`
	Name    string     `json:"name"`
	Country *string    `json:"country"`
	Region  *string    `json:"region"`
	Days    []dayFacts `json:"days"` // beside those of the country
	Next    *dayFacts  `json:"next"`
	UsedBy  []string   `json:"used_by"`
	Version uint64     `json:"version"`
}

type dayFacts struct {
	Date string  `json:"date"`
	Name *string `json:"name"`
}

func factsOfDay(d holidays.Day) dayFacts { return dayFacts{d.Date.String(), known(d.Name)} }

func (r *ruleRoom) factsOfSet(e *rulebook.SetEntry) setFacts {
	f := setFacts{
		SetID: string(e.Set.ID), Name: e.Set.Name, Country: known(e.Set.Country), Region: known(e.Set.Region), Version: e.Version,
		Days: make([]dayFacts, len(e.Set.Days)), UsedBy: []string{},
	}
	for i, d := range e.Set.Days {
		f.Days[i] = factsOfDay(d)
	}
	if next, ok := r.nextHoliday(&e.Set); ok {
		day := factsOfDay(next)
		f.Next = &day
	}
	for _, user := range r.shelf.UsersOf(e.Set.ID) {
		f.UsedBy = append(f.UsedBy, user.Rule.Name)
	}
	return f
}

// nextHoliday is the first day of a set from today on, within a year or so.
func (r *ruleRoom) nextHoliday(set *holidays.Set) (holidays.Day, bool) {
	today := civil.DateOf(r.session.now().In(r.program.home()))
	days := set.Between(today, today+400)
	if len(days) == 0 {
		return holidays.Day{}, false
	}
	return days[0], true
}

// showSets prints sets, several as an array.
func (r *ruleRoom) showSets(sets []rulebook.SetEntry, asJSON, several bool) error {
	facts := make([]setFacts, len(sets))
	for i := range sets {
		facts[i] = r.factsOfSet(&sets[i])
	}
	return r.program.print(func(w io.Writer) error {
		switch {
		case asJSON && several:
			return writeJSON(w, facts)
		case asJSON:
			return writeJSON(w, facts[0])
		default:
			return r.setTable(sets, facts).writeTo(w)
		}
	})
}

func (r *ruleRoom) setTable(sets []rulebook.SetEntry, facts []setFacts) table {
	var t table
	if len(sets) > 0 {
		t.row("NAME", "DAYS", "NEXT", "USED BY")
	}
	for i := range sets {
		set := &sets[i].Set
		var from []string
		if set.Country != "" {
			from = append(from, "public holidays of "+strings.TrimSuffix(set.Country+"-"+set.Region, "-"))
		}
		if n := len(set.Days); n > 0 {
			from = append(from, count(n, "date"))
		}
		next := "-"
		if day, ok := r.nextHoliday(set); ok {
			next = strings.TrimSpace(dayWords(day.Date) + " " + day.Name)
		}
		t.row(set.Name, strings.Join(from, " and "), next, orDash(strings.Join(facts[i].UsedBy, ", ")))
	}
	return t
}

// set finds the set of holidays that a word names wholly.
func (r *ruleRoom) set(word string) (rulebook.SetEntry, error) {
	word = model.Clean(word)
	found := naming(r.shelf.Sets, word, func(e *rulebook.SetEntry) string { return string(e.Set.ID) }, func(e *rulebook.SetEntry) string { return e.Set.Name })
	switch len(found) {
	case 0:
		return rulebook.SetEntry{}, &model.Fault{
			Op: "find holidays", Subject: word, Kind: model.KindNotFound,
			Message: fmt.Sprintf("none of %d sets has this id or name", len(r.shelf.Sets)), Hint: "seamdash rules holidays list shows them.",
		}
	case 1:
		return found[0], nil
	default:
		return rulebook.SetEntry{}, usageError{
			err:  fmt.Errorf("find holidays %s: %d sets have this name", word, len(found)),
			hint: "say which, by id: " + candidates(found, func(e *rulebook.SetEntry) string { return string(e.Set.ID) }),
		}
	}
}

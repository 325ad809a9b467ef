package ruleform

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"seamdash/model/civil"
	"seamdash/model/recur"
	"seamdash/model/rulebook"
	"seamdash/ui/nav"
)

// asksScope asks for which windows a change is meant, where it changes some of a rule that is kept, and says whether it did.
func (f *Form) asksScope() bool {
	if !f.subject.old || sameWindows(&f.rule, &f.subject.entry.Rule) {
		return false
	}
	pivot, ok := f.pivot()
	if !ok {
		return false
	}
	day := f.dayWords(pivot.Day)
	f.question = &question{
		title: "For which windows is the change?",
		text:  "For all of the rule, from that of " + day + " on, or for that one alone?",
		choices: []choice{
			{"a", "all", func(f *Form) (nav.Intent, tea.Cmd) { return f.keepAll() }},
			{"f", day + " and following", func(f *Form) (nav.Intent, tea.Cmd) { return f.keepFollowing(pivot.Day) }},
			{"o", "only " + day, func(f *Form) (nav.Intent, tea.Cmd) { return f.keepOne(pivot) }},
		},
	}
	return true
}

// pivot is the window that a change begins with: the one chosen among the next, or the next of the rule as it is kept.
func (f *Form) pivot() (recur.Window, bool) {
	zone := f.clock()
	if zone == nil {
		return recur.Window{}, false
	}
	schedule, err := recur.Compile(&f.subject.entry.Rule, recur.Setting{Zone: zone, Holidays: f.calendar})
	if err != nil {
		return recur.Window{}, false
	}
	from := f.now
	if f.windowAt > 0 && f.windowAt < len(f.verdict.ahead) {
		from = midnight(f.verdict.ahead[f.windowAt].date, zone)
	}
	return schedule.Next(from)
}

func midnight(d civil.Date, zone *time.Location) time.Time {
	at, _ := civil.Resolve(d.At(0), zone)
	return at
}

// keepFollowing ends the rule before a day, and makes another one of what it is from then on.
func (f *Form) keepFollowing(day civil.Date) (nav.Intent, tea.Cmd) {
	old := &f.subject.entry
	before, rest, err := recur.SplitAt(&old.Rule, day)
	if err != nil {
		return nav.Refuse{Reason: err.Error()}, nil
	}
	_, after, err := recur.SplitAt(&f.rule, day)
	if err != nil { // it has no window before that day any more
		after = f.rule.Clone()
		after.Start = max(after.Start, day)
	}
	if f.rule.End == old.Rule.End {
		after.End = rest.End
	}
	first := *old
	first.Rule = before
	return f.keep([]rulebook.Edit{{Entry: first}, {Entry: rulebook.Entry{Rule: after}}}, "changed from "+f.dayWords(day)+" on", "“"+after.Name+"” is another rule from "+f.dayWords(day)+" on")
}

// keepOne changes one window alone. What is no matter of windows is changed for the rule.
func (f *Form) keepOne(w recur.Window) (nav.Intent, tea.Cmd) {
	old := &f.subject.entry
	rule, err := f.one(&old.Rule, w)
	if err != nil {
		return nav.Refuse{Reason: err.Error()}, nil
	}
	rule.Name, rule.Locks, rule.PIN, rule.Naming = f.rule.Name, f.rule.Locks, f.rule.PIN, f.rule.Naming
	kept := *old
	kept.Rule = rule
	return f.keep([]rulebook.Edit{{Entry: kept}}, "changed on "+f.dayWords(w.Day)+" alone", "“"+rule.Name+"” is changed on "+f.dayWords(w.Day)+" alone")
}

// one is the rule as it is kept, with the hours of the editor for one of its windows; without it where the editor has none that day.
func (f *Form) one(old *recur.Rule, w recur.Window) (recur.Rule, error) {
	zone := w.From.Location()
	schedule, err := recur.Compile(&f.rule, recur.Setting{Zone: zone, Holidays: f.calendar})
	if err != nil {
		return recur.Rule{}, err
	}
	for _, is := range schedule.Between(midnight(w.Day, zone), midnight(w.Day+1, zone)) {
		if is.Day != w.Day {
			continue
		}
		start := w.Day.At(0)
		hours := recur.Hours{From: civil.Clock(civil.WallOf(is.From) - start), Until: civil.Clock(civil.WallOf(is.Until) - start)} //nolint:gosec // within 31 days
		return recur.EditOne(old, w, w.Day, hours)
	}
	return recur.SkipOne(old, w)
}

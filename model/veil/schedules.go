package veil

import (
	"cmp"
	"slices"
	"strings"

	"seamdash/model"
	"seamdash/model/holidays"
	"seamdash/model/plan"
	"seamdash/model/recur"
	"seamdash/model/rulebook"
)

// A shelf is the one that was veiled last, and what it became.
type shelf struct{ from, to *rulebook.Shelf }

// Shelf are the recurring schedules and sets of holidays. The same shelf becomes the same again.
func (v *Veil) Shelf(s *rulebook.Shelf) *rulebook.Shelf {
	v.mu.Lock()
	defer v.mu.Unlock()
	switch {
	case s == nil:
		return nil
	case v.shelf.from == s:
		return v.shelf.to
	}
	to := &rulebook.Shelf{Rules: slices.Clone(s.Rules), Sets: slices.Clone(s.Sets), Broken: slices.Clone(s.Broken)}
	for i := range to.Rules {
		to.Rules[i] = v.entry(to.Rules[i])
	}
	for i := range to.Sets {
		to.Sets[i].Set = v.set(to.Sets[i].Set)
	}
	for i := range to.Broken {
		b := &to.Broken[i]
		b.Name, b.Why = v.called("Schedule ", b.Name, b.ID), v.text(b.Why)
	}
	slices.SortStableFunc(to.Rules, func(a, b rulebook.Entry) int {
		return cmp.Or(strings.Compare(strings.ToLower(a.Rule.Name), strings.ToLower(b.Rule.Name)), cmp.Compare(a.ID, b.ID))
	})
	v.shelf = shelf{s, to}
	return to
}

func (v *Veil) entry(e rulebook.Entry) rulebook.Entry {
	e.Rule = v.rule(e.Rule, e.ID)
	return e
}

// rule shares with the one that it stands for whatever says nothing of a person.
func (v *Veil) rule(r recur.Rule, id model.RuleID) recur.Rule {
	r.Name = v.called("Schedule ", r.Name, string(id))
	r.PIN.PINs = slices.Clone(r.PIN.PINs)
	for i, pin := range r.PIN.PINs {
		r.PIN.PINs[i] = v.pin(pin)
	}
	r.Naming = recur.Naming{Template: v.template(r.Naming.Template), Short: v.template(r.Naming.Short)}
	return r
}

// template is the pattern of the names of codes without what else somebody wrote into it.
func (v *Veil) template(text string) string {
	bare := text
	for _, known := range []string{"{rule}", "{date}", "{day}", "{n}"} {
		bare = strings.ReplaceAll(bare, known, "")
	}
	if Impersonal(bare) {
		return text
	}
	v.learn(bare)
	return ""
}

// set is a set of holidays. What is typed into one are names of days that can be of people; those of countries come with the program.
func (v *Veil) set(s holidays.Set) holidays.Set {
	s.Name = v.called("Holidays ", s.Name, string(s.ID))
	s.Days = slices.Clone(s.Days)
	for i := range s.Days {
		if name := &s.Days[i].Name; !Impersonal(*name) {
			v.learn(*name)
			*name = ""
		}
	}
	return s
}

// Versions are earlier states of a rule. What somebody noted about an edit is left out.
func (v *Veil) Versions(list []rulebook.Version) []rulebook.Version {
	v.mu.Lock()
	defer v.mu.Unlock()
	to := slices.Clone(list)
	for i := range to {
		one := &to[i]
		one.Entry, one.By, one.Note, one.Unread = v.entry(one.Entry), v.person(one.By), "", v.text(one.Unread)
	}
	return to
}

// States are how the schedules stand on their locks.
func (v *Veil) States(states map[plan.Key]plan.State) map[plan.Key]plan.State {
	v.mu.Lock()
	defer v.mu.Unlock()
	to := make(map[plan.Key]plan.State, len(states))
	for key, st := range states {
		to[key] = v.state(st)
	}
	return to
}

func (v *Veil) state(s plan.State) plan.State {
	s.Rule, s.PIN, s.Refusal = v.called("Schedule ", s.Rule, string(s.Key.Rule)), v.pin(s.PIN), v.text(s.Refusal)
	if s.Code != nil {
		code := *s.Code
		code.Asked = v.draft(code.Asked, string(code.ID))
		code.Trouble, code.Why = v.text(code.Trouble), v.text(code.Why)
		s.Code = &code
	}
	if s.Halt != nil {
		halt := *s.Halt
		halt.Why, halt.Try = v.text(halt.Why), v.text(halt.Try)
		s.Halt = &halt
	}
	if s.Last != nil {
		last := v.roll(*s.Last)
		s.Last = &last
	}
	return s
}

// Rolls are lines of the history of schedules.
func (v *Veil) Rolls(list []plan.Roll) []plan.Roll {
	v.mu.Lock()
	defer v.mu.Unlock()
	to := slices.Clone(list)
	for i := range to {
		to[i] = v.roll(to[i])
	}
	return to
}

func (v *Veil) roll(r plan.Roll) plan.Roll {
	r.Why = v.text(r.Why)
	return r
}

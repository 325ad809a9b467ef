package ui

import (
	"cmp"

	tea "charm.land/bubbletea/v2"

	"seamdash/model"
	"seamdash/model/plan"
	"seamdash/model/rulebook"
	"seamdash/ui/coderow"
	"seamdash/ui/nav"
	"seamdash/ui/schedules"
	"seamdash/ui/theme"
	"seamdash/ui/widget"
)

// A rollers is what the root knows of whoever rolls the schedules.
type rollers struct {
	told bool // somebody said who rolls
	last Rolling
	// held came while the updates were frozen, nil for nothing.
	held *Rolling
	// owned is which codes belong to rules, generation that of the newest question for it.
	owned      coderow.Owned
	generation uint64
}

// An owned is which codes belong to rules.
type owned struct {
	generation uint64
	by         map[model.CodeID]coderow.Owner
}

// rolling takes who rolls and how every series stands, and gives it to every screen.
func (a *App) rolling(msg Rolling) tea.Cmd {
	if a.frozen {
		a.rollers.held = &msg
		return nil
	}
	a.rollers.held = nil
	a.rollers.told, a.rollers.last = true, msg
	return tea.Batch(a.own(), a.tabs.each(func(s screen) tea.Cmd { return a.give(s, msg) }))
}

// own works out which codes belong to rules, beside the screen.
func (a *App) own() tea.Cmd {
	if !a.rollers.told {
		return nil
	}
	a.rollers.generation++
	generation, states, shelf := a.rollers.generation, a.rollers.last.States, a.book.shelf
	return func() tea.Msg { return owned{generation, ownersOf(states, shelf)} }
}

// ownersOf is the rule that each live code belongs to, under the name that it has now. shelf may be nil.
func ownersOf(states map[plan.Key]plan.State, shelf *rulebook.Shelf) map[model.CodeID]coderow.Owner {
	names := map[model.RuleID]string{}
	if shelf != nil {
		for i := range shelf.Rules {
			names[shelf.Rules[i].ID] = shelf.Rules[i].Rule.Name
		}
	}
	by := make(map[model.CodeID]coderow.Owner, len(states))
	for key, st := range states {
		if st.Code != nil {
			by[st.Code.ID] = coderow.Owner{Rule: key.Rule, Name: cmp.Or(names[key.Rule], st.Rule)}
		}
	}
	return by
}

// owns gives every screen which codes belong to rules.
func (a *App) owns(msg owned) tea.Cmd {
	if msg.generation != a.rollers.generation {
		return nil
	}
	a.rollers.owned = coderow.Owned{By: msg.by}
	if d := a.diagnosis(); d != nil {
		d.Own(a.rollers.owned)
	}
	return a.tabs.each(func(s screen) tea.Cmd { return a.give(s, a.rollers.owned) })
}

// ruleOf is the rule that a code belongs to: by its id, or else because it looks like one of its codes, which is not sure.
func (a *App) ruleOf(of nav.CodeOf) (e *rulebook.Entry, code *model.AccessCode, sure bool) {
	if lock, ok := a.picture.Lock(of.Lock); ok {
		if code, ok = lock.Code(of.Code); ok {
			if owner, owned := a.rollers.owned.Owner(code); owned {
				if e, ok := a.book.shelf.Rule(owner.Rule); ok {
					return &e, code, true
				}
			}
		}
	}
	e, code, _ = schedules.RuleOf(a.book.shelf, a.picture, a.forms.zones, of, a.now)
	return e, code, false
}

// anyRules says that there is something to roll.
func (a *App) anyRules() bool { return a.book.shelf != nil && len(a.book.shelf.Rules) > 0 }

// whoRolls says who rolls the schedules in at most n cells; nothing where there are none, or where nobody has said yet.
func (a *App) whoRolls(n int) []part {
	if !a.rollers.told || !a.anyRules() {
		return nil
	}
	for _, text := range a.rollerForms() {
		p := part{role: theme.Muted, sign: true, glyph: theme.Recurs, text: text}
		switch roll := &a.rollers.last; {
		case roll.Err != nil:
			p.role, p.glyph = theme.Moving, theme.Warning
		case roll.By == "":
			p.role, p.glyph = theme.Hurts, theme.Failed
		}
		if 1+widget.Width(text) <= n {
			return []part{p}
		}
	}
	return nil
}

// rollerForms are the ways to say who rolls, the longest first.
func (a *App) rollerForms() []string {
	roll := &a.rollers.last
	since := ""
	if !roll.Since.IsZero() {
		since = " since " + a.clockOf()
	}
	switch {
	case roll.By == "" && roll.Err != nil:
		return []string{" nobody knows who rolls the schedules", " who rolls?"}
	case roll.By == "":
		return []string{" nobody rolls the schedules", " nobody rolls"}
	case roll.Mine:
		return []string{" this program rolls" + since, " this program rolls", " rolls", ""}
	default:
		return []string{" rolled by " + roll.By + since, " rolled by " + roll.By, " " + roll.By, ""}
	}
}

// clockOf is since when somebody rolls: the hour, with its day where that is not today.
func (a *App) clockOf() string {
	at, today := a.rollers.last.Since.In(a.config.Zone), a.now.In(a.config.Zone)
	if at.YearDay() == today.YearDay() && at.Year() == today.Year() {
		return at.Format("15:04")
	}
	return model.When(at, a.now, a.config.Zone)
}

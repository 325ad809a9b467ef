package ui

import (
	tea "charm.land/bubbletea/v2"

	"seamdash/model"
	"seamdash/ui/schedules"
	"seamdash/ui/theme"
	"seamdash/ui/widget"
)

// A rollers is what the root knows of whoever rolls the schedules.
type rollers struct {
	told bool // somebody said who rolls
	last Rolling
}

// rolling takes who rolls and how every series stands, and gives it to every screen.
func (a *App) rolling(msg Rolling) tea.Cmd {
	a.rollers.told, a.rollers.last = true, msg
	return a.tabs.each(func(s screen) tea.Cmd { return a.give(s, schedules.Rolling(msg)) })
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
		case roll.By == "":
			p.role, p.glyph = theme.Hurts, theme.Failed
		case roll.Err != nil:
			p.role, p.glyph = theme.Moving, theme.Warning
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

package welcome

import (
	"seamdash/ui/action"
	"seamdash/ui/nav"
)

type rows = action.Catalogue[*Screen]

// catalogue is what the keys do in the present step.
func (s *Screen) catalogue() rows {
	switch s.step {
	case typing:
		return append(rows{
			{Key: action.Keys("enter", "enter"), Label: "check the key", Explain: "ask Seam what the key opens", Blocked: canTry, Intent: always(nav.Enter{})},
			{Key: action.Keys("ctrl+t", "ctrl+t"), Label: "sandbox", Explain: "open a simulated workspace", Intent: always(nav.Open{Sandbox: true})},
			{Key: action.Keys("esc", "esc"), Label: "clear", Explain: "drop what was typed", Blocked: canClear, Intent: always(nav.Leave{})},
		}, quit())
	case asking:
		return rows{back("stop"), quit()}
	case choosing:
		return append(walk(), back("another key"), quit())
	case deciding:
		return append(answers(s), back("another key"), quit())
	case storing, opening:
		return rows{quit()}
	default:
		return rows{quit()}
	}
}

func always(i nav.Intent) func(*Screen) nav.Intent { return action.Always[*Screen](i) }

func quit() action.Row[*Screen] {
	return action.Row[*Screen]{Key: action.Keys("ctrl+c", "ctrl+c"), Label: "quit", Explain: "end the program", Intent: always(nav.Quit{})}
}

func back(label string) action.Row[*Screen] {
	return action.Row[*Screen]{Key: action.Keys("esc", "esc"), Label: label, Explain: "back to the key", Intent: always(nav.Leave{})}
}

// walk is the keys of the list of workspaces.
func walk() rows {
	step := func(s nav.Step) func(*Screen) nav.Intent { return always(nav.Move{Step: s}) }
	return rows{
		{Key: action.Keys("enter", "enter"), Label: "open", Explain: "open this workspace", Intent: always(nav.Enter{})},
		{Key: action.Keys("↑ ↓", "up", "k"), Label: "move", Explain: "one row up", Intent: step(nav.Up)},
		{Key: action.Keys("↓", "down", "j"), Explain: "one row down", Intent: step(nav.Down)},
		{Key: action.Keys("pgup", "pgup"), Explain: "one page up", Intent: step(nav.PageUp)},
		{Key: action.Keys("pgdown", "pgdown"), Explain: "one page down", Intent: step(nav.PageDown)},
		{Key: action.Keys("home", "home", "g"), Explain: "first row", Intent: step(nav.First)},
		{Key: action.Keys("end", "end", "G"), Explain: "last row", Intent: step(nav.Last)},
	}
}

// answers is the keys of the question whether to keep the key; without a keyring there is nothing to decide.
func answers(s *Screen) rows {
	if s.found.noKeyring != nil {
		return rows{{Key: action.Keys("enter", "enter"), Label: "go on without keeping it", Explain: "use the key for this session only", Intent: always(nav.Answer{})}}
	}
	return rows{
		{Key: action.Keys("enter y", "enter", "y"), Label: "keep it", Explain: "put the key into the keyring", Intent: always(nav.Answer{Yes: true})},
		{Key: action.Keys("n", "n"), Label: "only this time", Explain: "use the key for this session only", Intent: always(nav.Answer{})},
	}
}

func canTry(s *Screen) string {
	switch {
	case s.field.Value() == "":
		return "there is no key yet: paste one first"
	case s.looks.Fault != nil:
		return s.looks.Fault.Message
	default:
		return ""
	}
}

func canClear(s *Screen) string {
	if s.field.Value() == "" {
		return "there is nothing to clear; ctrl+c quits"
	}
	return ""
}

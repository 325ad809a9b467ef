package problems

import (
	"seamdash/ui/action"
	"seamdash/ui/nav"
)

func actions() action.Catalogue[*Screen] {
	const move, look = "Move", "Problems"
	always := func(i nav.Intent) func(*Screen) nav.Intent { return action.Always[*Screen](i) }
	step := func(s nav.Step) func(*Screen) nav.Intent { return always(nav.Move{Step: s}) }
	return action.Catalogue[*Screen]{
		{ID: "open", Key: action.Keys("enter d", "enter", "d"), Label: "why?", Explain: "why the code that is hurt first does not work, and what to do", Group: look, Blocked: needsTarget, Intent: diagnosed},
		{ID: "back", Key: action.Keys("esc", "esc"), Explain: "drop the filter", Group: move, Blocked: canLeave, Intent: always(nav.Leave{})},
		{ID: "up", Key: action.Keys("↑ k", "up", "k"), Explain: "one row up", Group: move, Intent: step(nav.Up)},
		{ID: "down", Key: action.Keys("↓ j", "down", "j"), Explain: "one row down", Group: move, Intent: step(nav.Down)},
		{ID: "page-up", Key: action.Keys("pgup", "pgup", "ctrl+b"), Explain: "one page up", Group: move, Intent: step(nav.PageUp)},
		{ID: "page-down", Key: action.Keys("pgdown", "pgdown", "ctrl+f"), Explain: "one page down", Group: move, Intent: step(nav.PageDown)},
		{ID: "first", Key: action.Keys("home g", "home", "g"), Explain: "first row", Group: move, Intent: step(nav.First)},
		{ID: "last", Key: action.Keys("end G", "end", "G"), Explain: "last row", Group: move, Intent: step(nav.Last)},
		{ID: "go-there", Key: action.Keys("o", "o"), Label: "go there", Explain: "go to the code that is hurt first, or to the lock, in the fleet", Group: look, Blocked: needsTarget, Intent: jump},
		{ID: "filter", Key: action.Keys("/", "/"), Label: "filter", Explain: "show only problems that contain some words: what is wrong, locks, codes", Group: look, Intent: always(nav.Find{})},
	}
}

func needsTarget(s *Screen) string {
	if _, ok := s.target(); !ok {
		return "there is no problem under the cursor"
	}
	return ""
}

func canLeave(s *Screen) string {
	if s.filter.field.Value() == "" {
		return "nothing to go back from; " + action.KeyOf("quit") + " quits"
	}
	return ""
}

func diagnosed(s *Screen) nav.Intent {
	of, _ := s.target()
	return nav.Diagnose{Of: of}
}

func jump(s *Screen) nav.Intent {
	of, _ := s.target()
	return nav.Jump(of)
}

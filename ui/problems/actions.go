package problems

import (
	"cmp"

	"seamdash/ui/action"
	"seamdash/ui/nav"
)

func actions() action.Catalogue[*Screen] {
	const move, look, known = "Move", "Problems", "Quiet"
	always := func(i nav.Intent) func(*Screen) nav.Intent { return action.Always[*Screen](i) }
	step := func(s nav.Step) func(*Screen) nav.Intent { return always(nav.Move{Step: s}) }
	turn := func(d nav.Direction) func(*Screen) nav.Intent { return always(nav.Turn{To: d}) }
	return action.Catalogue[*Screen]{
		{ID: "open", Key: action.Keys("enter", "enter"), Label: "why?", Explain: "why the code under the cursor, or the one that is hurt first, does not work", Group: look, Blocked: needsTarget, Intent: diagnosed},
		{ID: "back", Key: action.Keys("esc", "esc"), Explain: "go back to the problems, or drop the filter", Group: move, Blocked: canLeave, Intent: always(nav.Leave{})},
		{ID: "up", Key: action.Keys("↑ k", "up", "k"), Explain: "one row up", Group: move, Intent: step(nav.Up)},
		{ID: "down", Key: action.Keys("↓ j", "down", "j"), Explain: "one row down", Group: move, Intent: step(nav.Down)},
		{ID: "page-up", Key: action.Keys("pgup", "pgup", "ctrl+b"), Explain: "one page up", Group: move, Intent: step(nav.PageUp)},
		{ID: "page-down", Key: action.Keys("pgdown", "pgdown", "ctrl+f"), Explain: "one page down", Group: move, Intent: step(nav.PageDown)},
		{ID: "first", Key: action.Keys("home g", "home", "g"), Explain: "first row", Group: move, Intent: step(nav.First)},
		{ID: "last", Key: action.Keys("end G", "end", "G"), Explain: "last row", Group: move, Intent: step(nav.Last)},
		{ID: "other-pane", Key: action.Keys("tab", "tab"), Explain: "the codes that it hurts, then the windows in danger, then the problems again", Group: move, Intent: turn(nav.Next)},
		{ID: "left", Key: action.Keys("← h", "left", "h"), Explain: "the problems", Group: move, Intent: turn(nav.Left)},
		{ID: "right", Key: action.Keys("→ l", "right", "l"), Label: "codes", Explain: "the codes that it hurts", Group: move, Blocked: (*Screen).noCodes, Intent: turn(nav.Right)},
		{ID: "diagnose", Key: action.Keys("d", "d"), Explain: "why it does not work, since when, and what to do about it", Group: look, Blocked: needsTarget, Intent: diagnosed},
		{ID: "problem-try", Key: action.Keys("s", "s"), Label: "try", Explain: "what can be done about it from here", Group: look, Blocked: needsSteps, Intent: askSteps},
		{ID: "problem-go", Key: action.Keys("o", "o"), Label: "go there", Explain: "go to the code, or to its lock, in the fleet", Group: look, Blocked: needsPlace, Intent: jump},
		{ID: "filter", Key: action.Keys("/", "/"), Label: "filter", Explain: "show only problems that contain some words: what is wrong, locks, codes", Group: look, Intent: always(nav.Find{})},
		{ID: "problem-acknowledge", Key: action.Keys("a", "a"), Label: "acknowledge", Explain: "you know of it: count it no more as long as it lasts", Group: known, Blocked: needsLoud, Intent: acknowledge},
		{ID: "problem-snooze", Key: action.Keys("z", "z"), Label: "snooze", Explain: "count it no more for a while", Group: known, Blocked: needsLoud, Intent: askSnooze},
		{ID: "problem-quiet", Key: action.Keys("A", "A"), Explain: "show what was acknowledged or snoozed, or hide it again", Group: known, Blocked: hasQuiet, Intent: always(nav.ShowQuiet{})},
		{ID: "problem-wake", Key: action.Keys("w", "w"), Explain: "let what was acknowledged or snoozed count again", Group: known, Blocked: needsQuiet, Intent: wake},
	}
}

const noProblem = "there is no problem under the cursor"

func needsTarget(s *Screen) string {
	if _, ok := s.target(); !ok {
		return noProblem
	}
	return ""
}

// needsPlace is why there is no lock to go to, or "".
func needsPlace(s *Screen) string {
	of, ok := s.target()
	if !ok {
		return noProblem
	}
	if _, ok := s.picture.Lock(of.Lock); !ok {
		return "the lock is no longer in the workspace"
	}
	return ""
}

// noCodes is why there are no codes to go to, or "".
func (s *Screen) noCodes() string {
	switch r, ok := s.under(); {
	case !ok:
		return noProblem
	case len(r.Codes) == 0:
		return "it hurts no code at present"
	default:
		return ""
	}
}

// needsTrouble is why nothing can be done about a trouble, or "".
func needsTrouble(s *Screen) string {
	if s.focus == dangersPane {
		return "choose a problem first; " + action.KeyOf("left") + " goes there"
	}
	if _, ok := s.under(); !ok {
		return noProblem
	}
	return ""
}

func needsLoud(s *Screen) string {
	if why := cmp.Or(s.config.Loud, needsTrouble(s)); why != "" {
		return why
	}
	if r, _ := s.under(); r.quiet != nil {
		return "it is quiet already; " + action.KeyOf("problem-wake") + " lets it count again"
	}
	return ""
}

func needsQuiet(s *Screen) string {
	if why := cmp.Or(s.config.Loud, needsTrouble(s)); why != "" {
		return why
	}
	if r, _ := s.under(); r.quiet == nil {
		return "it counts"
	}
	return ""
}

func hasQuiet(s *Screen) string {
	if s.table.quiet == 0 && !s.table.withQuiet {
		return "nothing is acknowledged or snoozed"
	}
	return ""
}

func canLeave(s *Screen) string {
	if s.focus == listPane && s.filter.Empty() && !s.table.withQuiet {
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

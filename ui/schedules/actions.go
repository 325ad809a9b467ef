package schedules

import (
	"slices"

	"seamdash/ui/action"
	"seamdash/ui/coderow"
	"seamdash/ui/nav"
)

func actions() action.Catalogue[*Screen] {
	const move, look, change = "Move", "Schedules", "Changes"
	always := func(i nav.Intent) func(*Screen) nav.Intent { return action.Always[*Screen](i) }
	step := func(s nav.Step) func(*Screen) nav.Intent { return always(nav.Move{Step: s}) }
	turn := func(d nav.Direction) func(*Screen) nav.Intent { return always(nav.Turn{To: d}) }
	return slices.Concat(action.Catalogue[*Screen]{
		{ID: "open", Key: action.Keys("enter", "enter"), Label: "details", Explain: "go to all about the rule", Group: move, Blocked: canEnter, Intent: always(nav.Enter{})},
		{ID: "back", Key: action.Keys("esc", "esc"), Label: "back", Explain: "drop the filter, or go back to the rules", Group: move, Blocked: canLeave, Intent: always(nav.Leave{})},
		{ID: "up", Key: action.Keys("↑ k", "up", "k"), Explain: "one row up", Group: move, Intent: step(nav.Up)},
		{ID: "down", Key: action.Keys("↓ j", "down", "j"), Explain: "one row down", Group: move, Intent: step(nav.Down)},
		{ID: "page-up", Key: action.Keys("pgup", "pgup", "ctrl+b"), Explain: "one page up", Group: move, Intent: step(nav.PageUp)},
		{ID: "page-down", Key: action.Keys("pgdown", "pgdown", "ctrl+f"), Explain: "one page down", Group: move, Intent: step(nav.PageDown)},
		{ID: "first", Key: action.Keys("home g", "home", "g"), Explain: "first row", Group: move, Intent: step(nav.First)},
		{ID: "last", Key: action.Keys("end G", "end", "G"), Explain: "last row", Group: move, Intent: step(nav.Last)},
		{ID: "other-pane", Key: action.Keys("tab", "tab"), Explain: "the other part of the screen", Group: move, Intent: turn(nav.Next)},
	}, coderow.DiagnoseAction[*Screen](look), action.Catalogue[*Screen]{
		{ID: "rule-new", Key: action.Keys("n", "n"), Label: "new", Explain: "make a rule, on the locks of the one under the cursor", Group: change, Blocked: barred, Intent: newRule},
		{ID: "rule-edit", Key: action.Keys("e", "e"), Label: "edit", Explain: "change the rule", Group: change, Blocked: needsReadable, Intent: editRule},
		{ID: "rule-pause", Key: action.Keys("p", "p"), Label: "pause", Explain: "let the rule rest for a while, or let it go on", Group: change, Blocked: needsReadable, Intent: askPause},
		{ID: "rule-skip", Key: action.Keys("-", "-"), Label: "skip next", Explain: "take the next window of the rule away", Group: change, Blocked: needsNext, Intent: askSkip},
		{ID: "rule-remove", Key: action.Keys("x", "x"), Label: "remove", Explain: "take the rule away; its history stays", Group: change, Blocked: needsRule, Intent: askRemove},
		{ID: "rule-restore", Key: action.Keys("b", "b"), Label: "earlier", Explain: "bring back an earlier version of the rule, or the rule that was just removed", Group: change, Blocked: needsPast, Intent: askRestore},
		{ID: "rule-retry", Key: action.Keys("t", "t"), Explain: "take the rule up again where it stands still, and try at once", Group: change, Blocked: needsStuck, Intent: retryRule},
		{ID: "rule-pass", Key: action.Keys("o", "o"), Explain: "let the next window pass where the rule stands still, and go on with the one after it", Group: change, Blocked: needsStuck, Intent: passWindow},
		{ID: "roll", Key: action.Keys("R", "R"), Explain: "have this program make the codes of all rules, or no longer", Group: change, Blocked: needsTurn, Intent: turnRolling},
		{ID: "holidays", Key: action.Keys("h", "h"), Label: "holidays", Explain: "the sets of holidays: make, change and remove them", Group: change, Blocked: needsShelf, Intent: always(nav.Holidays{})},
		{ID: "filter", Key: action.Keys("/", "/"), Label: "filter", Explain: "show only rules that contain some words: names, locks, days, states", Group: look, Intent: always(nav.Find{})},
		{ID: "sort", Key: action.Keys("s", "s"), Label: "sort", Explain: "put the rules in order by next window, name, state or last edit", Group: look, Intent: always(nav.Sort{})},
		{ID: "sort-turn", Key: action.Keys("S", "S"), Explain: "turn the order round", Group: look, Intent: always(nav.Sort{Turn: true})},
		{ID: "week-door", Key: action.Keys("w", "w"), Label: "week", Explain: "the week of the rule, or of its next lock with all that is on it", Group: look, Blocked: needsShown, Intent: always(nav.TurnDoor{})},
		{ID: "week-rule", Key: action.Keys("W", "W"), Explain: "the week of the rule again", Group: look, Blocked: needsShown, Intent: always(nav.TurnDoor{Back: true})},
		{ID: "week-before", Key: action.Keys("[", "["), Explain: "the week before", Group: look, Blocked: needsShown, Intent: always(nav.TurnWeek{By: -1})},
		{ID: "week-after", Key: action.Keys("]", "]"), Explain: "the week after", Group: look, Blocked: needsShown, Intent: always(nav.TurnWeek{By: 1})},
		{ID: "rule-lock", Key: action.Keys("l", "l"), Explain: "go to the code of the rule, or to its lock, in the fleet", Group: look, Blocked: needsDoor, Intent: goToLock},
		{ID: "rule-export", Key: action.Keys("X", "X"), Explain: "how to get rules out of the program and into it", Group: look, Intent: always(exportHint())},
	})
}

// barred is why no rule can be changed from here, or "".
func barred(s *Screen) string {
	switch {
	case s.config.Barred != "":
		return s.config.Barred
	case s.shelf == nil:
		return "the rules have not been read yet"
	default:
		return ""
	}
}

// needsShelf is why there are no sets to look at, or "".
func needsShelf(s *Screen) string {
	if s.shelf == nil {
		return "the rules have not been read yet"
	}
	return ""
}

// needsShown is why there is nothing to look at, or "".
func needsShown(s *Screen) string {
	if _, ok := s.under(); !ok {
		return "there is no rule under the cursor"
	}
	return ""
}

func needsRule(s *Screen) string {
	if why := barred(s); why != "" {
		return why
	}
	if s.edits.running {
		return "the last change of a rule is not kept yet"
	}
	return needsShown(s)
}

func needsReadable(s *Screen) string {
	if why := needsRule(s); why != "" {
		return why
	}
	if r, _ := s.under(); r.broken {
		return "this rule cannot be read, so it can only be removed"
	}
	return ""
}

func needsNext(s *Screen) string {
	if why := needsReadable(s); why != "" {
		return why
	}
	if r, _ := s.under(); r.next.From.IsZero() {
		return "the rule has no window to come"
	}
	return ""
}

func needsPast(s *Screen) string {
	if why := barred(s); why != "" {
		return why
	}
	if s.edits.removed != nil {
		return ""
	}
	if why := needsReadable(s); why != "" {
		return why
	}
	r, _ := s.under()
	switch past := s.edits.pastOf(r); {
	case past == nil:
		return "the history of the rule has not been read yet"
	case len(past.versions) < 2:
		return "there is no earlier version of this rule"
	default:
		return ""
	}
}

func needsDoor(s *Screen) string {
	if why := needsShown(s); why != "" {
		return why
	}
	r, _ := s.under()
	for _, id := range r.entry.Rule.Locks {
		if _, ok := s.picture.Lock(id); ok {
			return ""
		}
	}
	return "none of the rule's locks is in the workspace"
}

func canEnter(s *Screen) string {
	if s.focus == pagePane {
		return "this is all about the rule; " + action.KeyOf("back") + " goes back to the list"
	}
	return needsShown(s)
}

func canLeave(s *Screen) string {
	if s.focus == listPane && s.filter.Empty() {
		return "nothing to go back from; " + action.KeyOf("quit") + " quits"
	}
	return ""
}

func newRule(s *Screen) nav.Intent {
	if r, ok := s.under(); ok {
		return nav.NewRule{Locks: r.entry.Rule.Locks}
	}
	return nav.NewRule{}
}

func editRule(s *Screen) nav.Intent {
	r, _ := s.under()
	return nav.EditRule{ID: r.id()}
}

// InDoubt is the code that the rule has on the lock whose week is shown, or else on the first where it has one.
func (s *Screen) InDoubt() (of nav.CodeOf, why string) {
	if why := needsDoor(s); why != "" {
		return of, why
	}
	if to, ok := goToLock(s).(nav.Jump); ok && to.Code != "" {
		return nav.CodeOf(to), ""
	}
	return of, "the rule has no code on a lock at present"
}

// goToLock goes to the lock whose week is shown, or else to the first of the rule that has its code, or to the first.
func goToLock(s *Screen) nav.Intent {
	r, _ := s.under()
	locks := r.entry.Rule.Locks
	to := nav.Jump{}
	if near := s.closeup(r); near != nil {
		for i := range near.doors {
			if d := &near.doors[i]; d.code != "" && to.Lock == "" {
				to = nav.Jump{Lock: d.id, Code: d.code}
			}
		}
	}
	if at := s.week.door; at > 0 && at <= len(locks) && to.Lock != locks[at-1] {
		to = nav.Jump{Lock: locks[at-1]}
	}
	if to.Lock == "" {
		to.Lock = locks[0]
	}
	return to
}

func exportHint() nav.Intent {
	return nav.Ask{Title: "Rules as files", Body: []string{
		"seamdash rules export writes them as JSON, iCalendar or RRULE, and names what gets lost.",
		"seamdash rules import reads JSON and iCalendar files, after showing what they say.",
		"What is imported appears here by itself.",
	}}
}

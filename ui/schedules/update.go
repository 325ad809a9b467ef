package schedules

import (
	tea "charm.land/bubbletea/v2"

	"seamdash/model"
	"seamdash/ui/action"
	"seamdash/ui/coderow"
	"seamdash/ui/nav"
	"seamdash/ui/theme"
)

// Update takes keys and pastes while the screen is in front, and at all times the answers of its own commands.
func (s *Screen) Update(msg tea.Msg) (nav.Intent, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return s.press(msg)
	case tea.PasteMsg:
		if s.filter.Typing() {
			changed, cmd := s.filter.Edit(msg)
			return nil, tea.Batch(cmd, s.narrow(changed))
		}
	case Shelved:
		return nil, s.takeShelf(msg)
	case Rolling, Rolled, summed, steered, chaptered:
		return s.hear(msg)
	case reckoned:
		return nil, s.takeReckoned(msg)
	case restood:
		return nil, s.takeRestood(msg)
	case looked:
		return nil, s.takeLooked(msg)
	case saved:
		return s.takeSaved(msg)
	case recalled:
		return nil, s.takeRecalled(msg)
	}
	return nil, nil
}

func (s *Screen) press(msg tea.KeyPressMsg) (nav.Intent, tea.Cmd) {
	if s.filter.Typing() {
		move, changed, cmd := s.filter.Press(msg)
		return move, tea.Batch(cmd, s.narrow(changed))
	}
	intent, ours := s.keys.Press(msg, s)
	if r, ok := s.under(); ours && ok {
		s.list.Choose(r.id()) // what somebody acts on keeps the cursor, wherever it comes to stand
	}
	return intent, nil
}

// takeShelf takes the rules as they are kept now. What is shown stays until it is known how they stand.
func (s *Screen) takeShelf(msg Shelved) tea.Cmd {
	s.unread = msg.Err
	if msg.Err != nil || msg.Shelf == s.shelf {
		return nil
	}
	s.shelf, s.work.stale = msg.Shelf, true
	return s.follow()
}

// narrow shows the rules that contain every word of the filter.
func (s *Screen) narrow(changed bool) tea.Cmd {
	if !changed {
		return nil
	}
	s.table.words = s.filter.Words()
	s.settle()
	return s.attend()
}

// widen shows all rules again.
func (s *Screen) widen() tea.Cmd {
	s.filter.Clear()
	return s.narrow(true)
}

// Perform does what one of the screen's own intents wants.
func (s *Screen) Perform(intent nav.Intent) (nav.Intent, tea.Cmd) {
	switch intent := intent.(type) {
	case nav.Roll, nav.RetryRule, nav.PassWindow:
		return s.bid(intent)
	case nav.PauseRule, nav.ResumeRule, nav.SkipWindow, nav.RemoveRule, nav.RestoreRule:
		return s.alter(intent)
	case nav.Move:
		s.move(intent.Step)
	case nav.Turn:
		s.turn(pagePane - s.focus)
	case nav.Enter:
		s.turn(pagePane)
		return s.askGone(), s.attend()
	case nav.ShowRule:
		s.choose(intent.ID)
		return s.askGone(), s.attend()
	case nav.Leave:
		return nil, s.leave()
	default:
		s.view(intent)
	}
	return nil, s.attend()
}

// view shows something else.
func (s *Screen) view(intent nav.Intent) {
	switch intent := intent.(type) {
	case nav.Find:
		s.filter.Begin()
		s.turn(listPane)
	case nav.Sort:
		s.sort(intent.Turn)
	case nav.TurnWeek:
		s.week.turn(intent.By)
		s.showWeek()
	case nav.TurnDoor:
		s.turnDoor(intent.Back)
	default:
	}
}

// move moves the cursor of the list, or the page.
func (s *Screen) move(step nav.Step) {
	if s.focus == listPane || len(s.table.shown) == 0 {
		s.list.Move(step, func(at int) model.RuleID { return s.table.at(at).id() })
		return
	}
	page := max(1, s.page.height-1)
	s.page.scroll(map[nav.Step]int{nav.Up: -1, nav.Down: 1, nav.PageUp: -page, nav.PageDown: page, nav.First: -len(s.page.lines), nav.Last: len(s.page.lines)}[step])
}

// turn gives the keyboard to a part.
func (s *Screen) turn(to pane) {
	if _, ok := s.under(); !ok {
		to = listPane
	}
	s.focus = to
	if to == listPane {
		s.week.open = false
	}
}

func (s *Screen) leave() tea.Cmd {
	if s.focus == pagePane {
		s.turn(listPane)
		return nil
	}
	return s.widen()
}

func (s *Screen) sort(turn bool) {
	if turn {
		s.table.down = !s.table.down
	} else {
		s.table.order = (s.table.order + 1) % orders
	}
	s.settle()
}

// choose goes to a rule; a filter that hides it is dropped. Where it is not known yet the cursor goes there when it is.
func (s *Screen) choose(id model.RuleID) {
	if _, shown := s.table.find(id); !shown {
		s.widen()
	}
	s.list.Choose(id)
	s.list.Settle(len(s.table.shown), s.table.find)
}

// turnDoor shows the week of the next lock of the rule, and after the last that of the rule.
func (s *Screen) turnDoor(back bool) {
	r, _ := s.under()
	beside := s.shape()
	switch {
	case back:
		s.week.door = 0
	case !beside.weekBeside() && !s.week.open: // it was not to be seen
	case s.week.door < len(r.entry.Rule.Locks):
		s.week.door++
	default:
		s.week.door = 0
		if !beside.weekBeside() {
			s.week.open = false
			return
		}
	}
	s.showWeek()
}

// showWeek brings the week to the front where it has no place of its own.
func (s *Screen) showWeek() {
	f := s.shape()
	if !f.weekBeside() {
		s.week.open = true
		if !f.both {
			s.focus = pagePane
		}
	}
}

// emptiness says why there is no rule to see, and what helps.
func (s *Screen) emptiness() coderow.Emptiness {
	switch {
	case s.config.Book == nil:
		return coderow.Emptiness{Why: "No rules are kept here."}
	case s.shelf == nil && s.unread != nil:
		return coderow.Emptiness{Role: theme.Hurts, Why: "The rules could not be read: " + model.AsSentence(model.WhyOf(s.unread)), More: model.AsSentence(model.HintOf(s.unread)), Key: "They are read again as soon as something changes."}
	case s.shelf == nil:
		return coderow.Emptiness{Why: "Reading the rules …"}
	case len(s.table.words) > 0 && len(s.table.all) > 0:
		return coderow.Emptiness{Why: "Nothing matches “" + s.filter.Text() + "”.", Key: action.KeyOf("back") + " shows all " + counted(len(s.table.all), "rule") + " again"}
	case len(s.shelf.Rules)+len(s.shelf.Broken) > len(s.table.all):
		return coderow.Emptiness{Why: "Working the windows out …"}
	default:
		return coderow.Emptiness{
			Why:  "There is no recurring schedule yet.",
			More: "A rule says whose doors open on which days: “mon wed fri 9-13 and sat 10-16 until 30 jun except holidays”.",
			Key:  action.KeyOf("rule-new") + " makes one; " + action.KeyOf("recur") + " on a code in the fleet makes that code recurring",
		}
	}
}

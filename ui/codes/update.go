package codes

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"seamdash/ui/coderow"
	"seamdash/ui/nav"
	"seamdash/ui/views"
)

// Update takes keys and pastes while the screen is in front, and at all times the answers of its own commands.
func (s *Screen) Update(msg tea.Msg) (nav.Intent, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return s.press(msg)
	case tea.PasteMsg:
		return s.paste(msg)
	case coderow.GlimpsePassed:
		return nil, s.reveal.Pass(msg)
	case coderow.Owned:
		s.Owned = msg
	case views.Chosen:
		return nil, s.rechoose(msg)
	case built:
		return nil, s.adopt(msg)
	case recalled:
		return s.recall(&msg)
	case delivered:
		return s.clerk.delivered(msg)
	}
	return nil, nil
}

func (s *Screen) press(msg tea.KeyPressMsg) (nav.Intent, tea.Cmd) {
	s.shelf.chosen = true
	switch {
	case s.panel != nil:
		return s.panel.press(msg)
	case s.field.Typing():
		return s.typeKey(msg)
	default:
		intent, _ := s.keys.Press(msg, s)
		return intent, nil
	}
}

func (s *Screen) paste(msg tea.PasteMsg) (nav.Intent, tea.Cmd) {
	switch {
	case s.panel != nil:
		return nil, s.panel.paste(msg)
	case s.field.Typing():
		s.edit(msg)
		return nil, nil
	default:
		return nil, nil
	}
}

func (s *Screen) adopt(msg built) tea.Cmd {
	cmd, ok := s.rows.adopt(msg, s.picture.Locks, s.config.Now())
	if !ok {
		return nil
	}
	s.reread(-1) // the words for states are those of the new table
	s.settle()
	return cmd
}

// recall takes what an earlier run remembered; what was changed meanwhile goes before it.
func (s *Screen) recall(msg *recalled) (nav.Intent, tea.Cmd) {
	next, ok := s.clerk.recalled(msg)
	if !ok {
		return nil, nil
	}
	if msg.err != nil {
		return nav.Refuse{Reason: "the saved views could not be read: " + msg.err.Error()}, next
	}
	front := s.shelf.view().now.ID
	s.shelf.take(msg.views, msg.front)
	if s.panel != nil {
		s.fold()
	}
	if s.field.Typing() && s.shelf.view().now.ID == front {
		return nil, next
	}
	return nil, tea.Batch(next, s.open())
}

// Perform does what one of the screen's own intents wants.
func (s *Screen) Perform(intent nav.Intent) (nav.Intent, tea.Cmd) {
	switch intent := intent.(type) {
	case nav.Move:
		s.list.Move(intent.Step, s.placeOf)
	case nav.Find:
		s.find()
	case nav.Leave:
		s.retract()
	case nav.Mark:
		return s.mark(intent.How), nil
	case nav.Reveal:
		s.choose() // somebody is about to read it
		return s.reveal.Toggle(intent)
	case nav.TurnView:
		return nil, s.turn(func(f *shelf) { f.turn(intent.By) })
	case nav.Sort, nav.OnlyProblems:
		return nil, s.change(intent)
	case nav.Unfold:
		s.unfold(intent.What)
	case nav.DropView:
		return s.dropView(intent.ID)
	default:
	}
	return nil, nil
}

// mark marks codes; after one the cursor goes on to the next.
func (s *Screen) mark(how nav.Marking) nav.Intent {
	said := coderow.MarkIn(s, how)
	if how == nav.One && said != nil {
		s.list.Move(nav.Down, s.placeOf)
	}
	return said
}

// change changes how the view in front shows its codes, and remembers it.
func (s *Screen) change(intent nav.Intent) tea.Cmd {
	v := &s.shelf.view().now
	switch intent := intent.(type) {
	case nav.OnlyProblems:
		v.Problems = !v.Problems
	case nav.Sort:
		if intent.Turn {
			v.Down = !v.Down
		} else {
			v.Sort, v.Down = nextSort(v.Sort, s.columns()), false
		}
	default:
	}
	return tea.Batch(s.open(), s.remember(s.shelf.front))
}

// remember keeps how a view shows its codes.
func (s *Screen) remember(at int) tea.Cmd {
	s.shelf.remember(at)
	return s.clerk.save(&s.shelf.all[at])
}

// columns are those of the view in front.
func (s *Screen) columns() []views.Column {
	if v := &s.shelf.view().now; len(v.Columns) > 0 {
		return v.Columns
	}
	return s.config.Columns
}

// nextSort is the order after one: from what is stuck first over every column to what is stuck first again.
func nextSort(sort string, columns []views.Column) string {
	orders := []string{""}
	for _, c := range columns {
		if f, ok := views.Named(c.Name); ok && f.Sorts {
			orders = append(orders, f.Name)
		}
	}
	return orders[(slices.Index(orders, sort)+1)%len(orders)]
}

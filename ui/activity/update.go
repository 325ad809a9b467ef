package activity

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"seamdash/ui/action"
	"seamdash/ui/coderow"
	"seamdash/ui/nav"
)

func actions() action.Catalogue[*Screen] {
	const move, look = "Move", "Activity"
	step := func(s nav.Step) func(*Screen) nav.Intent { return action.Always[*Screen](nav.Move{Step: s}) }
	return slices.Concat(action.Catalogue[*Screen]{
		{ID: "open", Key: action.Keys("enter", "enter"), Label: "go there", Explain: "go to the lock, or to the code on it", Group: move, Blocked: canJump, Intent: jump},
		{ID: "back", Key: action.Keys("esc", "esc"), Label: "all", Explain: "show everything, and go back to the newest", Group: move, Intent: action.Always[*Screen](nav.Leave{})},
		{ID: "up", Key: action.Keys("↑ k", "up", "k"), Explain: "one row up", Group: move, Intent: step(nav.Up)},
		{ID: "down", Key: action.Keys("↓ j", "down", "j"), Explain: "one row down", Group: move, Intent: step(nav.Down)},
		{ID: "page-up", Key: action.Keys("pgup", "pgup", "ctrl+b"), Explain: "one page up", Group: move, Intent: step(nav.PageUp)},
		{ID: "page-down", Key: action.Keys("pgdown", "pgdown", "ctrl+f"), Explain: "one page down", Group: move, Intent: step(nav.PageDown)},
		{ID: "first", Key: action.Keys("home g", "home", "g"), Explain: "the newest event", Group: move, Intent: step(nav.First)},
		{ID: "last", Key: action.Keys("end G", "end", "G"), Explain: "the oldest event", Group: move, Intent: step(nav.Last)},
	}, coderow.DiagnoseAction[*Screen](look), action.Catalogue[*Screen]{
		{ID: "own", Key: action.Keys("w", "w"), Label: "own writes", Explain: "show only what was done from here, or everything again", Group: look, Intent: action.Always[*Screen](nav.Narrow{})},
		{ID: "details", Key: action.Keys("i", "i"), Label: "details", Explain: "all that is known of what was done from here, and what to try", Group: look, Blocked: noDetails, Intent: details},
		{ID: "filter", Key: action.Keys("/", "/"), Label: "filter", Explain: "show only events that contain some words", Group: look, Intent: action.Always[*Screen](nav.Find{})},
	})
}

// InDoubt is the code that the row under the cursor is about, or its lock.
func (s *Screen) InDoubt() (of nav.CodeOf, why string) {
	if why := canJump(s); why != "" {
		return of, why
	}
	r, _ := s.under()
	of.Lock, of.Code = r.subject()
	if lock, _ := s.picture.Lock(of.Lock); of.Code != "" {
		if _, there := lock.Code(of.Code); !there {
			return of, "the code is not there any more"
		}
	}
	return of, ""
}

func canJump(s *Screen) string {
	r, ok := s.under()
	if !ok {
		return "there is nothing under the cursor"
	}
	device, _ := r.subject()
	if device == "" {
		return "this is about no lock"
	}
	if _, ok := s.picture.Lock(device); !ok {
		return "the lock is no longer in the workspace"
	}
	return ""
}

func jump(s *Screen) nav.Intent {
	r, _ := s.under()
	device, code := r.subject()
	return nav.Jump{Lock: device, Code: code}
}

// Update takes keys and pastes while the screen is in front, and at all times what this program wrote.
func (s *Screen) Update(msg tea.Msg) (nav.Intent, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		if s.filter.Typing() {
			return s.typeKey(msg)
		}
		intent, _ := s.keys.Press(msg, s)
		return intent, nil
	case tea.PasteMsg:
		if s.filter.Typing() {
			changed, cmd := s.filter.Edit(msg)
			if changed {
				s.settle()
			}
			return nil, cmd
		}
	case Written:
		s.writes = msg.Writes
		s.mine = pair(s.writes, s.followed)
		s.settle()
	case Followed:
		s.followed = msg.Writes
		s.mine = pair(s.writes, s.followed)
		s.settle()
	}
	return nil, nil
}

func (s *Screen) typeKey(msg tea.KeyPressMsg) (nav.Intent, tea.Cmd) {
	move, changed, cmd := s.filter.Press(msg)
	switch {
	case msg.String() == "esc":
		s.leave()
	case changed:
		s.settle()
	}
	return move, cmd
}

// Perform does what one of the screen's own intents wants.
func (s *Screen) Perform(intent nav.Intent) (nav.Intent, tea.Cmd) {
	switch intent := intent.(type) {
	case nav.Move:
		s.list.Move(intent.Step, func(at int) rowID { return s.rows[at].id() })
	case nav.Find:
		s.filter.Begin()
	case nav.Narrow:
		s.own = !s.own
		s.settle()
	case nav.Leave:
		s.leave()
	default:
	}
	return nil, nil
}

// leave drops the filters and lets the cursor stay with the newest event again.
func (s *Screen) leave() {
	s.filter.Clear()
	s.own = false
	s.list.Restart()
	s.settle()
}

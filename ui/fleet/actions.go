package fleet

import (
	"slices"

	"seamdash/model"
	"seamdash/ui/action"
	"seamdash/ui/coderow"
	"seamdash/ui/nav"
)

func actions() action.Catalogue[*Screen] {
	const look, move = "Codes", "Move"
	return slices.Concat(action.Catalogue[*Screen]{
		{ID: "open", Key: action.Keys("enter", "enter"), Label: "codes", Explain: "go to the codes of the lock", Group: move, Blocked: canEnter, Intent: action.Always[*Screen](nav.Enter{})},
		{ID: "back", Key: action.Keys("esc", "esc"), Label: "back", Explain: "drop the filter, or go back to the locks", Group: move, Blocked: canLeave, Intent: action.Always[*Screen](nav.Leave{})},
		{ID: "up", Key: action.Keys("↑ k", "up", "k"), Explain: "one row up", Group: move, Intent: step(nav.Up)},
		{ID: "down", Key: action.Keys("↓ j", "down", "j"), Explain: "one row down", Group: move, Intent: step(nav.Down)},
		{ID: "page-up", Key: action.Keys("pgup", "pgup", "ctrl+b"), Explain: "one page up", Group: move, Intent: step(nav.PageUp)},
		{ID: "page-down", Key: action.Keys("pgdown", "pgdown", "ctrl+f"), Explain: "one page down", Group: move, Intent: step(nav.PageDown)},
		{ID: "first", Key: action.Keys("home g", "home", "g"), Explain: "first row", Group: move, Intent: step(nav.First)},
		{ID: "last", Key: action.Keys("end G", "end", "G"), Explain: "last row", Group: move, Intent: step(nav.Last)},
		{ID: "other-pane", Key: action.Keys("tab", "tab"), Explain: "the other part of the screen", Group: move, Intent: turn(nav.Next)},
		{ID: "left", Key: action.Keys("← h", "left", "h"), Explain: "the locks", Group: move, Intent: turn(nav.Left)},
		{ID: "right", Key: action.Keys("→ l", "right", "l"), Explain: "the codes", Group: move, Intent: turn(nav.Right)},
	}, coderow.DiagnoseAction[*Screen](look), action.Catalogue[*Screen]{
		{ID: "filter", Key: action.Keys("/", "/"), Label: "filter", Explain: "show only rows that match: words, or facts such as status:offline", Group: look, Intent: action.Always[*Screen](nav.Find{})},
	}, coderow.Actions[*Screen](), action.Catalogue[*Screen]{
		{ID: "problems", Key: action.Keys("!", "!"), Label: "problems only", Explain: "show only what needs a look, or everything again; the filter stays", Group: look, Intent: action.Always[*Screen](nav.OnlyProblems{})},
	}, coderow.FormActions[*Screen](), coderow.DeedActions[*Screen](), markActions(), boltActions())
}

func step(s nav.Step) func(*Screen) nav.Intent { return action.Always[*Screen](nav.Move{Step: s}) }

func turn(d nav.Direction) func(*Screen) nav.Intent { return action.Always[*Screen](nav.Turn{To: d}) }

func canEnter(s *Screen) string {
	if _, ok := s.lock(); !ok {
		return "there is no lock to go into"
	}
	if s.focus == codesPane {
		return "these are the codes; " + action.KeyOf("back") + " goes back to the locks"
	}
	return ""
}

func canLeave(s *Screen) string {
	if s.focus == locksPane && s.field().Text() == "" {
		return "nothing to go back from; " + action.KeyOf("quit") + " quits"
	}
	return ""
}

// Code is the code under the cursor with its lock; when there is none, why says so.
func (s *Screen) Code() (lock *model.Lock, code *model.AccessCode, why string) {
	if s.focus != codesPane {
		return nil, nil, "choose a code first: " + action.KeyOf("open") + " goes to the codes"
	}
	lock, _ = s.lock()
	code, ok := s.code()
	if !ok {
		return nil, nil, "there is no code under the cursor"
	}
	return lock, code, ""
}

// InDoubt is the code under the cursor, or the lock while the locks have the keyboard.
func (s *Screen) InDoubt() (of nav.CodeOf, why string) {
	lock, ok := s.lock()
	if !ok {
		return of, "there is no lock under the cursor"
	}
	of.Lock = lock.Device.ID
	if s.focus == codesPane {
		_, code, why := s.Code()
		if why != "" {
			return of, why
		}
		of.Code = code.ID
	}
	return of, ""
}

// Barred is why no code can be changed from here, or "".
func (s *Screen) Barred() string { return s.barred.Codes }

// Reader is whoever looks at a lock's times now.
func (s *Screen) Reader(lock *model.Lock) model.Reader { return s.zones.Reader(lock, s.now()) }

// UnderLock is the lock under the cursor; when there is none, why says so.
func (s *Screen) UnderLock() (lock *model.Lock, why string) {
	lock, ok := s.lock()
	if !ok {
		return nil, "there is no lock under the cursor"
	}
	return lock, ""
}

package codes

import (
	"slices"

	"seamdash/model"
	"seamdash/ui/action"
	"seamdash/ui/coderow"
	"seamdash/ui/nav"
)

func actions() action.Catalogue[*Screen] {
	const move, look = "Move", "Table"
	always := func(i nav.Intent) func(*Screen) nav.Intent { return action.Always[*Screen](i) }
	step := func(s nav.Step) func(*Screen) nav.Intent { return always(nav.Move{Step: s}) }
	return slices.Concat(action.Catalogue[*Screen]{
		{ID: "open", Key: action.Keys("enter", "enter"), Label: "go there", Explain: "go to the code on its lock, in the fleet", Group: move, Blocked: needsCode, Intent: jump},
		{ID: "back", Key: action.Keys("esc", "esc"), Explain: "go back to the filter of the view", Group: move, Blocked: canRetract, Intent: always(nav.Leave{})},
		{ID: "up", Key: action.Keys("↑ k", "up", "k"), Explain: "one row up", Group: move, Intent: step(nav.Up)},
		{ID: "down", Key: action.Keys("↓ j", "down", "j"), Explain: "one row down", Group: move, Intent: step(nav.Down)},
		{ID: "page-up", Key: action.Keys("pgup", "pgup", "ctrl+b"), Explain: "one page up", Group: move, Intent: step(nav.PageUp)},
		{ID: "page-down", Key: action.Keys("pgdown", "pgdown", "ctrl+f"), Explain: "one page down", Group: move, Intent: step(nav.PageDown)},
		{ID: "first", Key: action.Keys("home g", "home", "g"), Explain: "first row", Group: move, Intent: step(nav.First)},
		{ID: "last", Key: action.Keys("end G", "end", "G"), Explain: "last row", Group: move, Intent: step(nav.Last)},
	}, coderow.DiagnoseAction[*Screen](look), action.Catalogue[*Screen]{
		{ID: "next-view", Key: action.Keys("tab ]", "tab", "]"), Label: "next view", Explain: "the next view", Group: look, Intent: always(nav.TurnView{By: 1})},
		{ID: "previous-view", Key: action.Keys("shift+tab [", "shift+tab", "["), Explain: "the view before", Group: look, Intent: always(nav.TurnView{By: -1})},
		{ID: "filter", Key: action.Keys("/", "/"), Label: "filter", Explain: "show only some codes: words, status:stuck, starts:today, battery:<20", Group: look, Intent: always(nav.Find{})},
		{ID: "problems", Key: action.Keys("!", "!"), Label: "problems", Explain: "show only codes that need a look, or all again", Group: look, Intent: always(nav.OnlyProblems{})},
		{ID: "sort", Key: action.Keys("s", "s"), Label: "sort", Explain: "put the rows in order by the next column", Group: look, Intent: always(nav.Sort{})},
		{ID: "sort-turn", Key: action.Keys("S", "S"), Explain: "turn the order round", Group: look, Intent: always(nav.Sort{Turn: true})},
		{ID: "columns", Key: action.Keys("o", "o"), Label: "columns", Explain: "columns: show, hide (space), width (← →), order (K J), reset (z)", Group: look, Intent: always(nav.Unfold{What: nav.Columns})},
		{ID: "views", Key: action.Keys("w", "w"), Label: "views", Explain: "views: save this as new (n), rename (r), hide (space), order (K J), reset (z), delete (x)", Group: look, Intent: always(nav.Unfold{What: nav.Views})},
	}, coderow.Actions[*Screen](), coderow.FormActions[*Screen](), coderow.DeedActions[*Screen](), coderow.MarkActions[*Screen]("all codes that are shown", "of codes that are not shown too"))
}

func needsCode(s *Screen) string {
	_, _, why := s.Code()
	return why
}

func canRetract(s *Screen) string {
	if !s.shelf.view().tried() {
		return "there is nothing to go back from; " + action.KeyOf("next-view") + " shows the next view"
	}
	return ""
}

func jump(s *Screen) nav.Intent {
	lock, code, _ := s.Code()
	return nav.Jump{Lock: lock.Device.ID, Code: code.ID}
}

// Marked are the codes that somebody marked here, whether they are shown or not.
func (s *Screen) Marked() []coderow.Item { return s.marks.In(s.picture) }

// MarkCount is about how many they are.
func (s *Screen) MarkCount() int { return s.marks.Count() }

// Marks are those of this screen.
func (s *Screen) Marks() *coderow.Marks { return &s.marks }

// Rows is how many codes are shown.
func (s *Screen) Rows() int { return s.rows.table.Len() }

// RowAt is the code in a row.
func (s *Screen) RowAt(row int) *model.AccessCode {
	_, code := s.rows.table.At(row)
	return code
}

// RowOf is where a code stands.
func (s *Screen) RowOf(device model.DeviceID, code model.CodeID) (row int, ok bool) {
	return s.rows.table.Row(device, code)
}

// Under is the row under the cursor.
func (s *Screen) Under() (row int, ok bool) { return s.list.Row() }

// InDoubt is the code under the cursor.
func (s *Screen) InDoubt() (of nav.CodeOf, why string) {
	lock, code, why := s.Code()
	if why != "" {
		return of, why
	}
	return nav.CodeOf{Lock: lock.Device.ID, Code: code.ID}, ""
}

// Barred is why no code can be changed from here, or "".
func (s *Screen) Barred() string { return s.config.Barred }

// Reader is whoever looks at a lock's times now.
func (s *Screen) Reader(lock *model.Lock) model.Reader { return s.zones.Reader(lock, s.config.Now()) }

// UnderLock is the lock of the code under the cursor; when there is none, why says so.
func (s *Screen) UnderLock() (lock *model.Lock, why string) {
	lock, _, why = s.Code()
	return lock, why
}

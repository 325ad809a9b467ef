// Package codes is the screen of all codes of all locks in one table: saved views, a filter, any order, any columns.
package codes

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"seamdash/model"
	"seamdash/model/find"
	"seamdash/ui/action"
	"seamdash/ui/coderow"
	"seamdash/ui/finder"
	"seamdash/ui/views"
	"seamdash/ui/widget"
)

// Config is what the screen is built from.
type Config struct {
	// Now is the time of the world that is shown.
	Now func() time.Time
	// Barred is why no code can be changed from here, or "".
	Barred string
	// Views are those of the configuration, Columns what a view shows that names none.
	Views   []views.View
	Columns []views.Column
	// Memory keeps views from run to run, nil for none. Context ends with the program; it is needed with Memory.
	Memory  views.Memory
	Context context.Context
}

// A place is a code on its lock: what the cursor stays with.
type place struct {
	device model.DeviceID
	code   model.CodeID
}

// A Screen is the state of the codes screen.
type Screen struct {
	coderow.Owned // by rules, of all codes

	config  Config
	keys    action.Catalogue[*Screen]
	picture *model.Snapshot
	front   bool
	size    widget.Rect
	rows    rows
	list    widget.List[place]
	field   *finder.Field // of the view in front
	shelf   shelf
	clerk   clerk
	panel   panel // what is unfolded below the rows, nil for nothing
	reveal  coderow.Reveal
	marks   coderow.Marks
	zones   *coderow.Zones
	watched []model.DeviceID
	ink     ink
}

// New makes the screen; picture must not be nil. It reads no code before it comes to the front.
func New(picture *model.Snapshot, zones *coderow.Zones, config Config) *Screen {
	config.Columns = orDefault(config.Columns)
	s := &Screen{
		config: config, keys: actions(), picture: picture, rows: newRows(zones), field: finder.New(find.Codes), shelf: newShelf(config.Views),
		clerk: clerk{memory: config.Memory, ctx: config.Context}, marks: coderow.NewMarks(), zones: zones,
		ink: newInk(),
	}
	s.open()
	return s
}

func orDefault(columns []views.Column) []views.Column {
	if len(columns) == 0 {
		return views.Default()
	}
	return columns
}

// rechoose takes other views and columns of the configuration. A filter that is being typed stays as long as its view does.
func (s *Screen) rechoose(msg views.Chosen) tea.Cmd {
	s.config.Views, s.config.Columns = msg.Views, orDefault(msg.Columns)
	before := s.shelf.view().now
	s.shelf.renew(msg.Views)
	if s.panel != nil {
		s.fold()
	}
	switch after := &s.shelf.view().now; {
	case after.ID == before.ID && after.Same(&before):
		return nil
	case after.ID == before.ID && s.field.Typing():
		cmd := s.rows.arrange(after.Order(), s.picture.Locks, s.config.Now())
		s.filter()
		return cmd
	default:
		return s.open()
	}
}

// Show takes the newest picture, or the same one at a later time. While another screen is in front it costs nothing.
func (s *Screen) Show(picture *model.Snapshot) tea.Cmd {
	s.picture = picture
	if known := s.clerk.of; known != "" && picture.Workspace.ID != "" && picture.Workspace.ID != known {
		s.shelf, s.panel = newShelf(s.config.Views), nil // what was remembered of another workspace
		s.open()
	}
	entered := s.clerk.enter(picture.Workspace.ID)
	if !s.front {
		return entered
	}
	return tea.Batch(entered, s.follow())
}

// Front says that the screen came to the front, or left it.
func (s *Screen) Front(is bool) tea.Cmd {
	s.front = is
	if !is {
		return nil
	}
	return s.follow()
}

// follow brings the rows to the picture and the time.
func (s *Screen) follow() tea.Cmd {
	states := len(s.rows.table.States())
	cmd := s.rows.follow(s.picture.Locks, s.config.Now())
	s.reread(states)
	s.settle()
	return cmd
}

// reread reads the filter again when the picture has more words for states than before.
func (s *Screen) reread(states int) {
	if s.field.Mistake() != "" && !s.field.Typing() && len(s.rows.table.States()) != states {
		s.ask()
	}
}

// settle follows a change of the rows. Until somebody moved it the cursor stays with the first row.
func (s *Screen) settle() {
	s.list.Settle(s.rows.table.Len(), func(at place) (int, bool) { return s.rows.table.Row(at.device, at.code) })
}

// placeOf is what stands in a row.
func (s *Screen) placeOf(row int) place {
	lock, code := s.rows.table.At(row)
	return place{lock.Device.ID, code.ID}
}

// choose makes the row under the cursor the one that the cursor stays with.
func (s *Screen) choose() {
	if row, ok := s.list.Row(); ok {
		s.list.Choose(s.placeOf(row))
	}
}

// Resize gives the screen its part of the terminal.
func (s *Screen) Resize(size widget.Rect) {
	s.size = size
	s.list.Resize(size.H - head - s.below() - s.panelLines())
	if s.panel != nil {
		s.panel.resize(s.panelLines() - 1)
	}
}

// panelLines is what is unfolded below the rows; some rows always stay, because they show what it does.
func (s *Screen) panelLines() int {
	if s.panel == nil {
		return 0
	}
	const leave = 2
	return max(0, min(s.panel.lines()+1, s.size.H-head-leave))
}

// Typing says that the screen has the keyboard for itself.
func (s *Screen) Typing() bool { return s.field.Typing() || s.panel != nil }

// Held are the keys of what is unfolded, or of the filter.
func (s *Screen) Held() []action.Hint {
	switch {
	case s.panel != nil:
		return s.panel.hints()
	case s.field.Typing():
		return []action.Hint{{Keys: "type", Label: "to filter"}, {Keys: "tab", Label: "complete"}, {Keys: "↑ ↓", Label: "move"}, {Keys: "enter", Label: "keep"}, {Keys: "esc", Label: "drop"}}
	default:
		return nil
	}
}

// Conceal masks a revealed PIN at once.
func (s *Screen) Conceal() { s.reveal.Conceal() }

// Readable is for how many seconds the PIN of a code stays readable, 0 for one that is masked.
func (s *Screen) Readable(code model.CodeID) int { return s.reveal.Readable(code) }

// Hints are the screen's actions as they stand.
func (s *Screen) Hints(dst []action.Hint) []action.Hint { return s.keys.Hints(dst, s) }

// Keys are the names of the keys that the screen takes.
func (s *Screen) Keys() []string { return s.keys.KeyNames() }

// Sentence says how the code under the cursor stands.
func (s *Screen) Sentence(now time.Time) coderow.Sentence {
	lock, code, why := s.Code()
	if why != "" {
		return coderow.Sentence{}
	}
	return s.Tells(coderow.SentenceOf(lock, code, s.zones.Reader(lock, now)), code)
}

// Watching gives the locks of the rows on the screen, that under the cursor first, when they are others than the last time
// it was asked; again asks for them in any case.
func (s *Screen) Watching(again bool) (ids []model.DeviceID, changed bool) {
	seen := s.ink.devices[:0]
	add := func(row int) {
		lock, _ := s.rows.table.At(row)
		for _, id := range seen {
			if id == lock.Device.ID {
				return
			}
		}
		seen = append(seen, lock.Device.ID)
	}
	if row, ok := s.list.Row(); ok {
		add(row)
	}
	from, to := s.list.Visible()
	for row := from; row < to; row++ {
		add(row)
	}
	s.ink.devices = seen
	if len(seen) == 0 || !again && same(seen, s.watched) {
		return nil, false
	}
	s.watched = append(make([]model.DeviceID, 0, len(seen)), seen...)
	return s.watched, true
}

func same(a, b []model.DeviceID) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// open shows the view in front as it is now.
func (s *Screen) open() tea.Cmd {
	cmd := s.rows.arrange(s.shelf.view().now.Order(), s.picture.Locks, s.config.Now())
	s.ask()
	return cmd
}

// turn brings another view to the front. The cursor stays with its code where the view has it; else it is where it was when
// this view was last seen, or at the top.
func (s *Screen) turn(to func(*shelf)) tea.Cmd {
	before, held := s.held()
	s.shelf.view().at, s.shelf.view().held = before, held
	to(&s.shelf)
	cmd := s.open()
	if _, there := s.rows.table.Row(before.device, before.code); !held || !there {
		s.list.Restart()
		if one := s.shelf.view(); one.held {
			s.list.Choose(one.at)
		}
		s.settle()
	}
	return tea.Batch(cmd, s.clerk.front(s.shelf.view().now.ID))
}

// held is the code that the cursor stays with; ok is false while it stays with the first row.
func (s *Screen) held() (at place, ok bool) {
	row, ok := s.list.Row()
	if !ok || !s.list.Chosen() {
		return place{}, false
	}
	return s.placeOf(row), true
}

// Code is the code under the cursor with its lock; when there is none, why says so.
func (s *Screen) Code() (lock *model.Lock, code *model.AccessCode, why string) {
	row, ok := s.list.Row()
	if !ok {
		return nil, nil, "there is no code under the cursor"
	}
	lock, code = s.rows.table.At(row)
	return lock, code, ""
}

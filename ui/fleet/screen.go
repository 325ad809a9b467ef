// Package fleet is the first screen: the locks on the left, the codes of the selected lock on the right, and one
// sentence about the row under the cursor.
package fleet

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"seamdash/model"
	"seamdash/ui/action"
	"seamdash/ui/coderow"
	"seamdash/ui/nav"
	"seamdash/ui/widget"
)

// A pane is a part of the screen that can have the keyboard.
type pane uint8

const (
	locksPane pane = iota
	codesPane
)

// A Screen is the state of the fleet screen. It draws from the newest snapshot and keeps nothing that a snapshot says.
type Screen struct {
	hold
	past

	keys    action.Catalogue[*Screen]
	picture *model.Snapshot
	size    widget.Rect
	focus   pane
	now     func() time.Time
	moment  time.Time // of the last key or picture
	minute  int64     // see passTime
	locks   locks
	codes   codes
	zones   *coderow.Zones
	barred  coderow.Barred
}

// A hold is what somebody has in hand: a readable PIN, and marked codes.
type hold struct {
	coderow.Owned // by rules, of all codes

	reveal coderow.Reveal
	marks  coderow.Marks
}

// A past is what was worked out for earlier frames and holds as long as its cause does.
type past struct {
	watched watched
	memory  memory
	strip   strip
}

// New makes the screen; picture must not be nil. now is the time of the world that is shown.
func New(picture *model.Snapshot, zones *coderow.Zones, now func() time.Time, barred coderow.Barred) *Screen {
	s := &Screen{
		hold: hold{marks: coderow.NewMarks()}, keys: actions(), zones: zones, barred: barred, now: now, codes: newCodes(),
	}
	s.locks = newLocks(func(l *model.Lock) bool { return s.memory.holdsStuck(l, s.moment) })
	s.Show(picture)
	return s
}

// Show takes the newest picture, or the same again when time has passed. Cursor, scroll position, filters and a revealed
// PIN stay with their items.
func (s *Screen) Show(picture *model.Snapshot) tea.Cmd {
	later := s.passTime()
	changed := !sameLocks(s.picture, picture)
	s.picture = picture
	if changed || later {
		s.locks.settle(picture, later)
		s.turnCodes()
		s.fit()
	}
	if !picture.Feed.Loading || !picture.Feed.Kept.IsZero() {
		s.locks.stick(picture)
	}
	return nil
}

// sameLocks says that two pictures differ in nothing but the state of the feed.
func sameLocks(a, b *model.Snapshot) bool {
	if a == nil || a.Revision != b.Revision || len(a.Locks) != len(b.Locks) {
		return false
	}
	return len(a.Locks) == 0 || &a.Locks[0] == &b.Locks[0]
}

// Resize gives the screen its part of the terminal.
func (s *Screen) Resize(size widget.Rect) {
	s.size = size
	s.fit()
}

// fit gives the lists the lines that are left for them.
func (s *Screen) fit() {
	shape := s.shape()
	s.locks.list.Resize(shape.locks.H - s.locksHead())
	s.codes.list.Resize(shape.codes.H - len(codesHead(shape.codes.H)) - stripLines(shape.codes))
}

// Typing says that keys are text at present, so that nothing else may take them.
func (s *Screen) Typing() bool { return s.field().Typing() }

// Update takes keys, pastes and the answers of the screen's own commands. A key that the screen has no row for gives
// no intent.
func (s *Screen) Update(msg tea.Msg) (nav.Intent, tea.Cmd) {
	s.moment = s.now()
	defer s.fit()
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		if s.Typing() {
			return s.write(msg)
		}
		intent, _ := s.keys.Press(msg, s)
		return intent, nil
	case tea.PasteMsg:
		if s.Typing() {
			return s.write(msg)
		}
	case coderow.GlimpsePassed:
		return nil, s.reveal.Pass(msg)
	case coderow.Owned:
		s.Owned = msg
	}
	return nil, nil
}

// Perform does what one of the screen's own intents wants.
func (s *Screen) Perform(intent nav.Intent) (nav.Intent, tea.Cmd) {
	s.moment = s.now()
	defer s.fit()
	switch intent := intent.(type) {
	case nav.Move:
		s.move(intent.Step)
	case nav.Turn:
		s.turn(intent.To)
	case nav.Enter:
		s.focus = codesPane
	case nav.Leave:
		s.leave()
	case nav.Find:
		s.field().Open(s.asked())
	case nav.OnlyProblems:
		s.onlyProblems()
	case nav.Jump:
		s.jump(intent)
	case nav.Mark:
		return s.mark(intent.How), nil
	case nav.Reveal:
		return s.reveal.Toggle(intent)
	default:
	}
	return nil, nil
}

// Front changes nothing: the picture is followed at all times.
func (*Screen) Front(bool) tea.Cmd { return nil }

// Held are the keys of the filter.
func (s *Screen) Held() []action.Hint { return s.field().Held() }

// Conceal masks a revealed PIN at once.
func (s *Screen) Conceal() { s.reveal.Conceal() }

// Readable is for how many seconds the PIN of a code stays readable, 0 for one that is masked.
func (s *Screen) Readable(code model.CodeID) int { return s.reveal.Readable(code) }

// Hints are the screen's actions as they stand.
func (s *Screen) Hints(dst []action.Hint) []action.Hint { return s.keys.Hints(dst, s) }

// Keys are the names of the keys that the screen takes.
func (s *Screen) Keys() []string { return s.keys.KeyNames() }

func (s *Screen) move(step nav.Step) {
	if s.focus == codesPane {
		if lock, ok := s.lock(); ok {
			s.codes.list.Move(step, func(row int) model.CodeID { return s.codes.at(lock, row).ID })
		}
		return
	}
	before, _ := s.lock()
	s.locks.list.Move(step, func(row int) model.DeviceID { return s.locks.at(s.picture, row).Device.ID })
	if after, _ := s.lock(); after != before {
		s.turnCodes()
	}
}

func (s *Screen) turn(to nav.Direction) {
	_, ok := s.lock()
	switch {
	case ok && (to == nav.Right || to == nav.Next && s.focus == locksPane):
		s.focus = codesPane
	default:
		s.focus = locksPane
	}
}

// leave drops the filter of the focused pane if there is one, and otherwise goes back to the locks.
func (s *Screen) leave() {
	if s.field().Text() != "" {
		s.field().Clear()
		s.applyFilter()
		return
	}
	s.focus = locksPane
}

// lock is the selected lock.
func (s *Screen) lock() (*model.Lock, bool) {
	row, ok := s.locks.list.Row()
	if !ok {
		return nil, false
	}
	return s.locks.at(s.picture, row), true
}

// code is the code under the cursor of the codes pane.
func (s *Screen) code() (*model.AccessCode, bool) {
	lock, ok := s.lock()
	if !ok {
		return nil, false
	}
	row, ok := s.codes.list.Row()
	if !ok {
		return nil, false
	}
	return s.codes.at(lock, row), true
}

// turnCodes brings the codes pane to the selected lock; without one it has nothing to show and loses the keyboard.
func (s *Screen) turnCodes() {
	lock, ok := s.lock()
	if !ok {
		lock, s.focus = nil, locksPane
	}
	s.codes.settle(lock, s.moment, s.zoneOf)
}

// Package problems is the screen of all that is wrong in the workspace, by root cause and in order of who is hurt first.
package problems

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"seamdash/model"
	"seamdash/model/diagnose"
	"seamdash/ui/action"
	"seamdash/ui/coderow"
	"seamdash/ui/nav"
	"seamdash/ui/widget"
)

// Surveyed brings what was found in the newest picture. The root sends it whenever there is something else to say.
type Surveyed struct {
	Survey *diagnose.Survey // never nil
}

// A Screen is the state of the problems screen.
type Screen struct {
	keys    action.Catalogue[*Screen]
	picture *model.Snapshot
	zones   *coderow.Zones
	now     func() time.Time
	size    widget.Rect
	survey  *diagnose.Survey // nil before the first
	table   table
	list    widget.List[string] // by the key of a trouble's finding
	filter  filter
}

// A filter is the field that the list is narrowed with.
type filter struct {
	field  widget.Field
	typing bool
}

// New makes the screen; picture must not be nil. now is the time of the world that is shown.
func New(picture *model.Snapshot, zones *coderow.Zones, now func() time.Time) *Screen {
	return &Screen{keys: actions(), picture: picture, zones: zones, now: now, filter: filter{field: widget.NewField()}}
}

// Show takes the newest picture, in which names and zones are looked up.
func (s *Screen) Show(picture *model.Snapshot) tea.Cmd {
	s.picture = picture
	return nil
}

// Front changes nothing: what is found is followed at all times.
func (*Screen) Front(bool) tea.Cmd { return nil }

// settle follows a change of the rows.
func (s *Screen) settle() {
	s.table.arrange(s.picture)
	s.list.Settle(len(s.table.shown), s.table.find)
}

// Resize gives the screen its part of the terminal.
func (s *Screen) Resize(size widget.Rect) {
	s.size = size
	s.list.Resize(size.H - head)
}

// Typing says that keys are text at present.
func (s *Screen) Typing() bool { return s.filter.typing }

// Held are no keys beside those of the filter.
func (*Screen) Held() []action.Hint { return nil }

// Conceal has nothing to mask: PINs are not shown here.
func (*Screen) Conceal() {}

// Hints are the screen's actions as they stand.
func (s *Screen) Hints(dst []action.Hint) []action.Hint { return s.keys.Hints(dst, s) }

// Keys are the names of the keys that the screen takes.
func (s *Screen) Keys() []string { return s.keys.KeyNames() }

// Watching names no locks: what is wrong may lie on any.
func (*Screen) Watching(bool) (ids []model.DeviceID, changed bool) { return nil, false }

// under is the row under the cursor.
func (s *Screen) under() (*row, bool) {
	at, ok := s.list.Row()
	if !ok {
		return nil, false
	}
	return s.table.at(at), true
}

// target is what the keys are about: the code that is hurt first by the trouble under the cursor, or else its lock.
func (s *Screen) target() (of nav.CodeOf, ok bool) {
	r, ok := s.under()
	switch {
	case !ok:
		return of, false
	case len(r.Codes) > 0:
		return nav.CodeOf{Lock: r.Codes[0].Lock, Code: r.Codes[0].Code}, true
	case len(r.Locks) > 0:
		return nav.CodeOf{Lock: r.Locks[0]}, true
	default:
		return of, false
	}
}

// Sentence says why, and who is hurt.
func (s *Screen) Sentence(now time.Time) coderow.Sentence {
	r, ok := s.under()
	if !ok {
		return coderow.Sentence{}
	}
	m := s.markOf(r)
	return coderow.Sentence{Role: m.Role, Glyph: m.Glyph, Text: s.said(r, now)}
}

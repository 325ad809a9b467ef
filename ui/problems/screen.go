// Package problems is the screen of all that is wrong in the workspace, by root cause and in order of who is hurt first: with what
// is known about the cause under the cursor, the codes that it hurts, and the windows of the next days that may come to nothing.
package problems

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"seamdash/model"
	"seamdash/model/diagnose"
	"seamdash/ui/action"
	"seamdash/ui/coderow"
	"seamdash/ui/nav"
	"seamdash/ui/sieve"
	"seamdash/ui/widget"
)

// Surveyed brings what was found in the newest picture. The root sends it whenever there is something else to say.
type Surveyed struct {
	Survey *diagnose.Survey // never nil
	// Quiet are the troubles that somebody knows of, by key. It must not be changed.
	Quiet map[string]diagnose.Quiet
}

// Config is what the screen is built from.
type Config struct {
	// Now is the time of the world that is shown, and Home where the person at the keyboard is.
	Now  func() time.Time
	Home *time.Location
	// Barred is why nothing can be changed from here.
	Barred coderow.Barred
	// Loud is why no problem can be kept quiet from here, nor woken, or "".
	Loud string
}

// A pane is a part of the screen that can have the keyboard.
type pane uint8

const (
	listPane pane = iota
	codesPane
	dangersPane
	panes
)

// A Screen is the state of the problems screen.
type Screen struct {
	coderow.Owned // by rules, of all codes

	config  Config
	keys    action.Catalogue[*Screen]
	picture *model.Snapshot
	zones   *coderow.Zones
	size    widget.Rect
	focus   pane
	survey  *diagnose.Survey // nil before the first
	table   table
	list    widget.List[string] // by the key of a trouble's finding
	codes   hurts
	dangers widget.List[nav.CodeOf]
	filter  sieve.Line
	page    page
	watched string // key of the trouble whose locks the feed was told of
}

// A hurts is the list of the codes that one trouble hurts.
type hurts struct {
	of   string // key of the trouble
	list widget.List[nav.CodeOf]
}

// New makes the screen; picture must not be nil.
func New(picture *model.Snapshot, zones *coderow.Zones, config Config) *Screen {
	return &Screen{config: config, keys: actions(), picture: picture, zones: zones, filter: sieve.New()}
}

// Show takes the newest picture, in which names and zones are looked up, or the same one at a later time: what was quiet for a while
// comes back by itself.
func (s *Screen) Show(picture *model.Snapshot) tea.Cmd {
	s.picture = picture
	s.settle()
	return nil
}

// Front changes nothing: what is found is followed at all times.
func (*Screen) Front(bool) tea.Cmd { return nil }

// settle follows a change of the rows.
func (s *Screen) settle() {
	s.table.arrange(s.picture, s.config.Now())
	s.list.Settle(len(s.table.shown), s.table.find)
	s.settleCodes()
	if s.survey != nil {
		s.dangers.Settle(len(s.survey.Dangers), func(of nav.CodeOf) (int, bool) {
			return place(of, len(s.survey.Dangers), func(i int) *diagnose.Hurt { return &s.survey.Dangers[i].Hurt })
		})
	}
	if s.focus == dangersPane && (s.survey == nil || len(s.survey.Dangers) == 0) || s.focus == codesPane && s.noCodes() != "" {
		s.give(listPane)
	}
}

// settleCodes brings the codes to the trouble under the cursor.
func (s *Screen) settleCodes() {
	r, ok := s.under()
	if !ok {
		s.codes = hurts{list: s.codes.list}
		s.codes.list.Restart()
		s.codes.list.Settle(0, nil)
		return
	}
	if r.key != s.codes.of {
		s.codes.of = r.key
		s.codes.list.Restart()
	}
	s.codes.list.Settle(len(r.Codes), func(of nav.CodeOf) (int, bool) {
		return place(of, len(r.Codes), func(i int) *diagnose.Hurt { return &r.Codes[i] })
	})
}

// place finds a code among n of them.
func place(of nav.CodeOf, n int, at func(int) *diagnose.Hurt) (int, bool) {
	for i := range n {
		if codeOf(at(i)) == of {
			return i, true
		}
	}
	return 0, false
}

func codeOf(h *diagnose.Hurt) nav.CodeOf { return nav.CodeOf{Lock: h.Lock, Code: h.Code} }

// Resize gives the screen its part of the terminal.
func (s *Screen) Resize(size widget.Rect) {
	s.size = size
	f := s.shape()
	s.list.Resize(f.list.H - head)
	s.codes.list.Resize(f.codes.H - 1)
	s.dangers.Resize(f.dangers.H - 1)
}

// Typing says that keys are text at present.
func (s *Screen) Typing() bool { return s.filter.Typing() }

// Held are no keys beside those of the filter.
func (*Screen) Held() []action.Hint { return nil }

// Conceal has nothing to mask: PINs are not shown here.
func (*Screen) Conceal() {}

// Hints are the screen's actions as they stand.
func (s *Screen) Hints(dst []action.Hint) []action.Hint { return s.keys.Hints(dst, s) }

// Keys are the names of the keys that the screen takes.
func (s *Screen) Keys() []string { return s.keys.KeyNames() }

// Watching gives the locks of the trouble under the cursor, when they are others than the last time it was asked; again asks for
// them in any case.
func (s *Screen) Watching(again bool) (ids []model.DeviceID, changed bool) {
	r, ok := s.under()
	if !ok || !again && s.watched == r.key {
		return nil, false
	}
	s.watched = r.key
	const most = 20
	return r.Locks[:min(most, len(r.Locks))], true
}

// under is the row under the cursor of the list.
func (s *Screen) under() (*row, bool) {
	at, ok := s.list.Row()
	if !ok {
		return nil, false
	}
	return s.table.at(at), true
}

// endangered is the window in danger that is looked at: the one under the cursor, or the first where there is no trouble to look at.
func (s *Screen) endangered() (*diagnose.Danger, bool) {
	if s.survey == nil || len(s.survey.Dangers) == 0 {
		return nil, false
	}
	if at, ok := s.dangers.Row(); ok && s.focus == dangersPane {
		return &s.survey.Dangers[at], true
	}
	return &s.survey.Dangers[0], len(s.table.shown)+len(s.table.words) == 0
}

// chosen is the code under the cursor of the codes or of the windows in danger, or the one that is hurt first by the trouble under
// that of the list; false where there is none.
func (s *Screen) chosen() (*diagnose.Hurt, bool) {
	if d, ok := s.endangered(); ok {
		return &d.Hurt, true
	}
	r, ok := s.under()
	if !ok || len(r.Codes) == 0 {
		return nil, false
	}
	if at, ok := s.codes.list.Row(); ok && s.focus == codesPane {
		return &r.Codes[at], true
	}
	return &r.Codes[0], true
}

// target is what the keys are about: a code, or a lock where no code is hurt.
func (s *Screen) target() (of nav.CodeOf, ok bool) {
	if h, ok := s.chosen(); ok {
		return codeOf(h), true
	}
	if r, ok := s.under(); ok && len(r.Locks) > 0 {
		return nav.CodeOf{Lock: r.Locks[0]}, true
	}
	return of, false
}

// Package activity is the screen of what happens: the newest events of the workspace as they arrive, in words, and between
// them what this program wrote.
package activity

import (
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"seamdash/model"
	"seamdash/ui/action"
	"seamdash/ui/coderow"
	"seamdash/ui/sieve"
	"seamdash/ui/tracking"
	"seamdash/ui/widget"
)

// Written brings the newest lines of the audit log, the newest first. The program sends it whenever there are others.
type Written struct{ Writes []model.Write }

// A Screen is the state of the activity screen. Its rows are the events of the picture and what this program wrote, the
// newest first.
type Screen struct {
	keys    action.Catalogue[*Screen]
	picture *model.Snapshot
	writes  []model.Write
	// followed are the writes that are followed; mine are both together.
	followed []model.Tracked
	mine     []ownWrite
	own      bool // only what this program wrote is shown
	zones    *coderow.Zones
	home     *time.Location // of the person at the keyboard
	now      func() time.Time
	size     widget.Rect
	list     widget.List[rowID]
	filter   sieve.Line
	begun    bool        // a picture was shown
	words    sieve.Words // of the filter
	rows     []row
	// names are what codes were called when something happened to them: the picture forgets a code that is gone.
	names map[model.CodeID]string
}

// A row is one event, or one write, with what is known of it.
type row struct {
	ownWrite

	event *model.Event // nil for a write
	text  string       // folded, what the filter searches
}

// A rowID tells rows apart while others come above them.
type rowID struct {
	event   model.EventID
	write   uint64
	tracked string // only for a write that is not in the log
}

func (r *row) id() rowID {
	switch {
	case r.write != nil:
		return rowID{write: r.write.Number}
	case r.tracked != nil:
		return rowID{tracked: r.tracked.ID}
	default:
		return rowID{event: r.event.ID}
	}
}

func (r *row) at() time.Time {
	if r.event == nil {
		return r.ownWrite.at()
	}
	return r.event.At
}

// subject is the lock and the code that the row is about, as far as it names them.
func (r *row) subject() (model.DeviceID, model.CodeID) {
	switch {
	case r.tracked != nil:
		return r.tracked.Lock(), r.tracked.Code
	case r.write != nil:
		return r.write.Device, r.write.Code
	default:
		return r.event.DeviceID, r.event.CodeID
	}
}

// head is the lines above the rows.
const head = 2

// New makes the screen; picture must not be nil. What happened on locks all over the world stands in one order, so its times
// are in one zone: home, that of the person.
func New(picture *model.Snapshot, zones *coderow.Zones, home *time.Location, now func() time.Time) *Screen {
	s := &Screen{keys: actions(), picture: picture, zones: zones, home: home, now: now, filter: sieve.New(), names: map[model.CodeID]string{}}
	s.settle()
	return s
}

// Show takes the newest picture. The cursor stays with its event; before somebody moved it, it stays with the newest.
func (s *Screen) Show(picture *model.Snapshot) tea.Cmd {
	before := s.picture
	s.picture = picture
	if s.begun && sameEvents(before.Events, picture.Events) {
		return nil
	}
	s.begun = true
	s.remember(before)
	s.settle()
	return nil
}

func sameEvents(a, b []model.Event) bool {
	return len(a) == len(b) && (len(a) == 0 || a[0].ID == b[0].ID && a[len(a)-1].ID == b[len(b)-1].ID)
}

// remember keeps the names of the codes that something happened to, as the picture has them or the one before had.
func (s *Screen) remember(before *model.Snapshot) {
	names := make(map[model.CodeID]string, len(s.names))
	for i := range s.picture.Events {
		ev := &s.picture.Events[i]
		if ev.CodeID == "" {
			continue
		}
		switch name, known := nameIn(s.picture, ev.DeviceID, ev.CodeID); {
		case known:
			names[ev.CodeID] = name
		case s.names[ev.CodeID] != "":
			names[ev.CodeID] = s.names[ev.CodeID]
		default:
			if name, known := nameIn(before, ev.DeviceID, ev.CodeID); known {
				names[ev.CodeID] = name
			}
		}
	}
	s.names = names
}

func nameIn(picture *model.Snapshot, device model.DeviceID, id model.CodeID) (string, bool) {
	lock, ok := picture.Lock(device)
	if !ok {
		return "", false
	}
	code, ok := lock.Code(id)
	if !ok {
		return "", false
	}
	return coderow.Name(code), true
}

// settle works the rows out anew: events and writes, newest first, that contain every word of the filter.
func (s *Screen) settle() {
	s.words = s.filter.Words()
	s.rows = s.rows[:0]
	events := s.picture.Events // the oldest first
	if s.own {
		events = nil
	}
	mine := s.mine
	for len(events) > 0 || len(mine) > 0 {
		var next row
		if last := len(events) - 1; len(mine) == 0 || last >= 0 && !events[last].At.Before(mine[0].at()) {
			next.event, events = &events[last], events[:last]
		} else {
			next.ownWrite, mine = mine[0], mine[1:]
		}
		if next.text = s.folded(&next); s.words.In(next.text) {
			s.rows = append(s.rows, next)
		}
	}
	s.list.Settle(len(s.rows), func(id rowID) (int, bool) {
		for i := range s.rows {
			if s.rows[i].id() == id {
				return i, true
			}
		}
		return 0, false
	})
}

// all is how many rows there are without a filter.
func (s *Screen) all() int {
	if s.own {
		return len(s.mine)
	}
	return len(s.picture.Events) + len(s.mine)
}

func (s *Screen) folded(r *row) string {
	what := ""
	if r.tracked != nil {
		what = r.tracked.Action.Words() + " " + r.tracked.Stage.String() + " "
	}
	if r.write != nil {
		what += r.write.Words() + " " + r.write.Who + " " + r.write.Detail
	}
	if r.event != nil {
		what = r.event.Type.Words()
	}
	return strings.ToLower(what + " " + s.lockName(r) + " " + s.codeName(r))
}

func (s *Screen) lockName(r *row) string {
	device, _ := r.subject()
	if lock, ok := s.picture.Lock(device); ok && lock.Device.Name != "" {
		return lock.Device.Name
	}
	return string(device)
}

func (s *Screen) codeName(r *row) string {
	device, code := r.subject()
	if name, known := nameIn(s.picture, device, code); known {
		return name
	}
	if name := s.names[code]; name != "" {
		return name
	}
	if r.tracked != nil {
		return tracking.NameOf(r.tracked, nil)
	}
	if r.write != nil && code == "" && r.write.IsLook() {
		return r.write.Detail // the PINs of a rule, or of many codes
	}
	return string(code)
}

// Resize gives the screen its part of the terminal.
func (s *Screen) Resize(size widget.Rect) {
	s.size = size
	s.list.Resize(size.H - head)
}

// Typing says that keys are text at present.
func (s *Screen) Typing() bool { return s.filter.Typing() }

// Front changes nothing: the picture is followed at all times.
func (*Screen) Front(bool) tea.Cmd { return nil }

// Held are no keys beside those of the filter.
func (*Screen) Held() []action.Hint { return nil }

// Conceal has nothing to mask: events carry no PIN here.
func (*Screen) Conceal() {}

// Hints are the screen's actions as they stand.
func (s *Screen) Hints(dst []action.Hint) []action.Hint { return s.keys.Hints(dst, s) }

// Keys are the names of the keys that the screen takes.
func (s *Screen) Keys() []string { return s.keys.KeyNames() }

// Watching names no locks: events come from all of them alike.
func (*Screen) Watching(bool) (ids []model.DeviceID, changed bool) { return nil, false }

// under is the row under the cursor.
func (s *Screen) under() (*row, bool) {
	at, ok := s.list.Row()
	if !ok {
		return nil, false
	}
	return &s.rows[at], true
}

// Sentence says how what the row is about stands now; of a write it says who did what, and what came of it.
func (s *Screen) Sentence(now time.Time) coderow.Sentence {
	r, ok := s.under()
	if !ok {
		return coderow.Sentence{}
	}
	m := s.markOf(r, now)
	if line, ok := s.line(r, now); ok {
		return coderow.Sentence{Role: m.Role, Glyph: m.Glyph, Text: line.Sentences() + asked(r.write)}
	}
	if r.write != nil {
		return coderow.Sentence{Role: m.Role, Glyph: m.Glyph, Text: told(r.write)}
	}
	ev := r.event
	lock, ok := s.picture.Lock(ev.DeviceID)
	if !ok {
		return coderow.Sentence{Role: m.Role, Glyph: m.Glyph, Text: ev.Text}
	}
	reader := s.zones.Reader(lock, now)
	if code, ok := lock.Code(ev.CodeID); ok {
		said := coderow.SentenceOf(lock, code, reader)
		said.Text = "Now: " + said.Text
		return said
	}
	return m.Says(lock, "Now: "+lock.SentenceFor(reader))
}

// asked is who asked for a followed write, and its request; w may be nil.
func asked(w *model.Write) string {
	if w == nil {
		return ""
	}
	text := " " + model.AsSentence(w.Who+" asked for it")
	if w.Request != "" {
		text = strings.TrimSuffix(text, ".") + " (request " + string(w.Request) + ")."
	}
	return text
}

// told is a write, or a look at a PIN, in one or two sentences.
func told(w *model.Write) string {
	if w.IsLook() {
		return model.AsSentence(strings.TrimSpace(w.Who + ": " + w.Words() + " " + w.Detail))
	}
	text := w.Who + " asked for this: " + w.Words()
	if w.Detail != "" {
		text += "; " + w.Detail
	}
	if w.Request != "" {
		text += " (request " + string(w.Request) + ")"
	}
	return model.AsSentence(text)
}

// Package activity is the screen of what happens: the newest events of the workspace as they arrive, in words.
package activity

import (
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"seamdash/model"
	"seamdash/ui/action"
	"seamdash/ui/coderow"
	"seamdash/ui/widget"
)

// A Screen is the state of the activity screen. Its rows are the events of the picture, the newest first.
type Screen struct {
	keys    action.Catalogue[*Screen]
	picture *model.Snapshot
	zones   *coderow.Zones
	home    *time.Location // of the person at the keyboard
	size    widget.Rect
	list    widget.List[model.EventID]
	field   widget.Field
	typing  bool
	begun   bool     // a picture was shown
	words   []string // folded, of the filter
	rows    []row
	// names are what codes were called when something happened to them: the picture forgets a code that is gone.
	names map[model.CodeID]string
}

// A row is one event with what is known of it.
type row struct {
	event *model.Event
	text  string // folded, what the filter searches
}

// head is the lines above the rows.
const head = 2

// New makes the screen; picture must not be nil. What is about no lock is told in the zone home.
func New(picture *model.Snapshot, zones *coderow.Zones, home *time.Location) *Screen {
	s := &Screen{keys: actions(), picture: picture, zones: zones, home: home, field: widget.NewField(), names: map[model.CodeID]string{}}
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
	return s.readZones()
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
		switch name, known := nameIn(s.picture, ev); {
		case known:
			names[ev.CodeID] = name
		case s.names[ev.CodeID] != "":
			names[ev.CodeID] = s.names[ev.CodeID]
		default:
			if name, known := nameIn(before, ev); known {
				names[ev.CodeID] = name
			}
		}
	}
	s.names = names
}

func nameIn(picture *model.Snapshot, ev *model.Event) (string, bool) {
	lock, ok := picture.Lock(ev.DeviceID)
	if !ok {
		return "", false
	}
	code, ok := lock.Code(ev.CodeID)
	if !ok {
		return "", false
	}
	return coderow.Name(code), true
}

// settle works the rows out anew: the events, newest first, that contain every word of the filter.
func (s *Screen) settle() {
	s.words = strings.Fields(strings.ToLower(s.field.Value()))
	s.rows = s.rows[:0]
	for i := len(s.picture.Events) - 1; i >= 0; i-- {
		ev := &s.picture.Events[i]
		if text := s.folded(ev); matches(text, s.words) {
			s.rows = append(s.rows, row{event: ev, text: text})
		}
	}
	s.list.Settle(len(s.rows), func(id model.EventID) (int, bool) {
		for i := range s.rows {
			if s.rows[i].event.ID == id {
				return i, true
			}
		}
		return 0, false
	})
}

func (s *Screen) folded(ev *model.Event) string {
	return strings.ToLower(ev.Type.Words() + " " + s.lockName(ev) + " " + s.codeName(ev))
}

func matches(text string, words []string) bool {
	for _, w := range words {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return true
}

func (s *Screen) lockName(ev *model.Event) string {
	if lock, ok := s.picture.Lock(ev.DeviceID); ok && lock.Device.Name != "" {
		return lock.Device.Name
	}
	return string(ev.DeviceID)
}

func (s *Screen) codeName(ev *model.Event) string {
	if name, known := nameIn(s.picture, ev); known {
		return name
	}
	if name := s.names[ev.CodeID]; name != "" {
		return name
	}
	return string(ev.CodeID)
}

// readZones reads the zones of the locks that something happened on.
func (s *Screen) readZones() tea.Cmd {
	asked := map[string]bool{}
	var cmds []tea.Cmd
	for i := range s.picture.Events {
		lock, ok := s.picture.Lock(s.picture.Events[i].DeviceID)
		if !ok || asked[lock.Device.TimeZone] {
			continue
		}
		asked[lock.Device.TimeZone] = true
		if cmd := s.zones.Read(lock.Device.TimeZone); cmd != nil {
			cmds = append(cmds, cmd)
		}
	}
	return tea.Batch(cmds...)
}

// zoneOf is the zone that an event is told in: that of its lock, or of the person.
func (s *Screen) zoneOf(ev *model.Event) (zone *time.Location, label string) {
	if lock, ok := s.picture.Lock(ev.DeviceID); ok {
		return s.zones.Of(lock)
	}
	return s.home, "your time"
}

// Resize gives the screen its part of the terminal.
func (s *Screen) Resize(size widget.Rect) {
	s.size = size
	s.list.Resize(size.H - head)
}

// Typing says that keys are text at present.
func (s *Screen) Typing() bool { return s.typing }

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

// event is the one under the cursor.
func (s *Screen) event() (*model.Event, bool) {
	at, ok := s.list.Row()
	if !ok {
		return nil, false
	}
	return s.rows[at].event, true
}

// Sentence says how what the event is about stands now.
func (s *Screen) Sentence(now time.Time) coderow.Sentence {
	ev, ok := s.event()
	if !ok {
		return coderow.Sentence{}
	}
	m := markOf(ev.Type)
	lock, ok := s.picture.Lock(ev.DeviceID)
	if !ok {
		return coderow.Sentence{Role: m.Role, Glyph: m.Glyph, Text: ev.Text}
	}
	zone, _ := s.zones.Of(lock)
	if code, ok := lock.Code(ev.CodeID); ok {
		said := coderow.SentenceOf(lock, code, now, zone)
		said.Text = "Now: " + said.Text
		return said
	}
	return m.Says(lock, "Now: "+lock.Sentence(now, zone))
}

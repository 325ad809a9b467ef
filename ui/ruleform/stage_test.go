package ruleform_test

import (
	"context"
	"crypto/rand"
	"strconv"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"seamdash/model"
	"seamdash/model/holidays"
	"seamdash/model/recur"
	"seamdash/model/rulebook"
	"seamdash/ui/nav"
	"seamdash/ui/ruleform"
	"seamdash/ui/theme"
	"seamdash/ui/uitest"
	"seamdash/ui/widget"
)

// A book keeps rules as the real one does, and fails when it is told to.
type book struct {
	mu     sync.Mutex
	fails  error
	rules  map[model.RuleID]rulebook.Entry
	sets   []rulebook.SetEntry
	drafts map[string]rulebook.Draft
	saves  int
	ids    int
	gone   bool // the rules that are there were removed by somebody else
}

func (b *book) SaveWith(_ context.Context, sets []rulebook.SetEntry, edits []rulebook.Edit, _, _ string) ([]rulebook.Entry, []rulebook.SetEntry, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.saves++
	if b.fails != nil {
		return nil, nil, b.fails
	}
	var out []rulebook.Entry
	for _, e := range edits {
		if kept := b.rules[e.Entry.ID]; e.Entry.ID != "" && (b.gone || kept.Version != e.Entry.Version) {
			return nil, nil, &rulebook.Conflict{ID: kept.ID, Mine: e, Theirs: kept, Gone: b.gone, By: "rosa@desk", When: uitest.Now()}
		}
	}
	for _, e := range edits {
		if e.Entry.ID == "" {
			e.Entry.ID = model.RuleID("rule" + strconv.Itoa(len(b.rules)+1))
		}
		e.Entry.Version++
		b.rules[e.Entry.ID] = e.Entry
		out = append(out, e.Entry)
	}
	b.sets = append(b.sets, sets...)
	return out, sets, nil
}

func (b *book) NewSetID() recur.SetID {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.ids++
	return recur.SetID("set" + strconv.Itoa(b.ids))
}

func (b *book) Drafts(context.Context) ([]rulebook.Draft, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	var out []rulebook.Draft
	for _, d := range b.drafts {
		out = append(out, d)
	}
	return out, nil
}

func (b *book) SaveDraft(_ context.Context, d rulebook.Draft) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	d.Kept = uitest.Now()
	b.drafts[d.ID] = d
	return nil
}

func (b *book) DropDraft(_ context.Context, id string) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	delete(b.drafts, id)
	return nil
}

// History has the newest version alone, made by rosa.
func (b *book) History(_ context.Context, id model.RuleID) ([]rulebook.Version, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return []rulebook.Version{{Entry: b.rules[id], By: "rosa@desk", Gone: b.gone}}, nil
}

func (b *book) shelf() *rulebook.Shelf {
	b.mu.Lock()
	defer b.mu.Unlock()
	s := &rulebook.Shelf{Sets: b.sets}
	for i := range len(b.rules) {
		s.Rules = append(s.Rules, b.rules[model.RuleID("rule"+strconv.Itoa(i+1))])
	}
	return s
}

// newBook has the holidays of the United States in it.
func newBook() *book {
	return &book{
		rules: map[model.RuleID]rulebook.Entry{}, drafts: map[string]rulebook.Draft{},
		sets: []rulebook.SetEntry{{Version: 1, Set: holidays.Set{ID: "us", Name: "US holidays", Country: "US"}}},
	}
}

// A stage is an editor with the parts of the root that it needs.
type stage struct {
	*ruleform.Form
	pen     widget.Pen
	look    *theme.Theme
	size    widget.Rect
	intents []nav.Intent
	closed  bool
}

func (s *stage) Init() tea.Cmd { return nil }

func (s *stage) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if size, ok := msg.(tea.WindowSizeMsg); ok {
		s.size = widget.Rect{W: size.Width, H: size.Height}
		s.Resize(widget.Rect{W: size.Width, H: size.Height - 3})
		return s, nil
	}
	intent, cmd := s.Form.Update(msg)
	if intent != nil {
		s.intents = append(s.intents, intent)
	}
	if _, is := intent.(nav.Close); is {
		s.closed = true
	}
	return s, cmd
}

func (s *stage) View() tea.View {
	s.pen.Begin(s.look, s.size.W)
	s.Form.View(&s.pen)
	text := widget.Wrap(s.Sentence().Text, s.size.W-2, 2)
	for y := range 2 {
		if y < len(text) {
			s.pen.Text(theme.Text, text[y])
		}
		s.pen.NewLine()
	}
	for _, h := range s.Hints() {
		s.pen.Text(theme.Muted, h.Keys+" "+h.Label+"  ")
	}
	return tea.NewView(s.pen.String())
}

// config is what the editors of the stories are built from.
func config(tb interface {
	Context() context.Context
	Helper()
}, b *book,
) ruleform.Config {
	tb.Helper()
	return ruleform.Config{Book: b, Context: tb.Context(), Now: uitest.Now, Home: time.UTC, Random: rand.Reader, By: "kim@desk", Number: 1}
}

// play plays a story with an editor.
func play(t *testing.T, open func(*testing.T) (*ruleform.Form, tea.Cmd), story func(d *uitest.Driver, s *stage)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		f, cmd := open(t)
		s := &stage{Form: f, look: theme.New(theme.Options{})}
		uitest.Play(t, starting{s, cmd}, func(d *uitest.Driver) { story(d, s) })
	})
}

// starting is a stage whose first command was given by the editor.
type starting struct {
	*stage
	first tea.Cmd
}

func (s starting) Init() tea.Cmd { return s.first }

// last is what the editor said last.
func (s *stage) last() string {
	if len(s.intents) == 0 {
		return ""
	}
	switch i := s.intents[len(s.intents)-1].(type) {
	case nav.Refuse:
		return i.Reason
	case nav.Close:
		if say, ok := i.Then.(nav.Say); ok {
			return say.Text
		}
	default:
	}
	return ""
}

func fresh(b *book, locks ...model.DeviceID) func(*testing.T) (*ruleform.Form, tea.Cmd) {
	return func(t *testing.T) (*ruleform.Form, tea.Cmd) {
		t.Helper()
		return ruleform.NewRule(config(t, b), uitest.Snapshot(), b.shelf(), locks, widget.Rect{})
	}
}

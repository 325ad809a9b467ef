// Package schedules is the screen of recurring schedules: every rule with its next window and what of it is on the locks, and
// for the one under the cursor its windows, its warnings, its history and its week.
package schedules

import (
	"context"
	"strconv"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"seamdash/model"
	"seamdash/model/rulebook"
	"seamdash/model/series"
	"seamdash/ui/action"
	"seamdash/ui/coderow"
	"seamdash/ui/sieve"
	"seamdash/ui/theme"
	"seamdash/ui/widget"
)

// A Book keeps the rules. Its methods may be called from several goroutines and must return soon after ctx ends.
type Book interface {
	// Save keeps all edits or none. A [rulebook.Conflict] says that somebody else was faster, a [rulebook.Refusal] that a rule
	// cannot be kept.
	Save(ctx context.Context, edits []rulebook.Edit, by, note string) ([]rulebook.Entry, error)
	// History are the versions of a rule, the newest first, also of one that was removed.
	History(ctx context.Context, id model.RuleID) ([]rulebook.Version, error)
}

// Config is what the screen is built from.
type Config struct {
	// Now is the time of the world that is shown.
	Now func() time.Time
	// Home is where the person at the keyboard is.
	Home *time.Location
	// Book keeps the rules, nil where none are kept. Context ends with the program; it is needed with Book.
	Book    Book
	Context context.Context
	// By is who edits, for the history.
	By string
	// Barred is why no rule can be changed from here, or "".
	Barred string
	// Roller rolls the rules, nil where nothing can; it needs Context. Unrolled is why nobody can say from here who rolls, or "".
	Roller   Roller
	Unrolled string
}

// Shelved brings the rules as they are kept now, or why they could not be read. The root sends it whenever there are others.
type Shelved struct {
	Shelf *rulebook.Shelf // nil with Err
	Err   error
}

// Changed says that this program changed rules, so that they are to be read again.
type Changed struct{}

// A pane is a part of the screen that can have the keyboard.
type pane uint8

const (
	listPane pane = iota
	pagePane
)

// A Screen is the state of the schedules screen.
type Screen struct {
	config  Config
	keys    action.Catalogue[*Screen]
	picture *model.Snapshot
	zones   *coderow.Zones
	shelf   *rulebook.Shelf // nil until it was read
	unread  error           // why it could not be read the last time
	rolls   rolls
	front   bool
	size    widget.Rect
	table   table
	list    widget.List[model.RuleID]
	filter  sieve.Line
	focus   pane
	page    page
	week    week
	work    work
	edits   edits

	chronicle chronicle
}

// New makes the screen; picture must not be nil.
func New(picture *model.Snapshot, zones *coderow.Zones, config Config) *Screen {
	return &Screen{config: config, keys: actions(), picture: picture, zones: zones, filter: sieve.New()}
}

// Show takes the newest picture, or the same one at a later time. While another screen is in front it costs nothing.
func (s *Screen) Show(picture *model.Snapshot) tea.Cmd {
	s.picture = picture
	return s.follow()
}

// Front says that the screen came to the front, or left it.
func (s *Screen) Front(is bool) tea.Cmd {
	s.front = is
	return s.follow()
}

// settle follows a change of the rows.
func (s *Screen) settle() {
	s.table.arrange()
	s.list.Settle(len(s.table.shown), s.table.find)
}

// Resize gives the screen its part of the terminal.
func (s *Screen) Resize(size widget.Rect) {
	s.size = size
	s.list.Resize(s.shape().list.H - head)
	s.page.resize(s.shape().page.H - 1)
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

// under is the row under the cursor.
func (s *Screen) under() (*row, bool) {
	at, ok := s.list.Row()
	if !ok {
		return nil, false
	}
	return s.table.at(at), true
}

// Watching gives the locks of the rule under the cursor, when they are others than the last time it was asked; again asks for
// them in any case.
func (s *Screen) Watching(again bool) (ids []model.DeviceID, changed bool) {
	r, ok := s.under()
	if !ok || len(r.entry.Rule.Locks) == 0 || !again && s.work.watched == r.entry {
		return nil, false
	}
	s.work.watched = r.entry
	const most = 20
	return r.entry.Rule.Locks[:min(most, len(r.entry.Rule.Locks))], true
}

// Sentence says all of the rule under the cursor.
func (s *Screen) Sentence(now time.Time) coderow.Sentence {
	r, ok := s.under()
	if !ok {
		return coderow.Sentence{}
	}
	m := s.markOf(r)
	return coderow.Sentence{Role: m.Role, Glyph: m.Glyph, Text: s.said(r, now)}
}

// markOf is how the rule stands, with what is known of its codes.
func (s *Screen) markOf(r *row) coderow.Mark {
	m, near := r.mark(), s.closeup(r)
	if r.phase == puzzled {
		return m
	}
	if sum := s.sumOf(r); sum.urgency() > 0 {
		m = levelOf(series.Broken)
		if m.Word = sum.word(); sum.urgency() == 1 {
			m.Role, m.Glyph = theme.Moving, theme.Warning
		}
		return m
	}
	if near == nil {
		return m
	}
	switch {
	case r.phase == open && near.onLocks == 0 && near.comes():
		m.Role, m.Glyph, m.Word = theme.Moving, theme.Setting, "on its way"
	case r.phase == open && near.onLocks == 0:
		m.Role, m.Glyph, m.Word = theme.Moving, theme.Warning, "no code"
	case near.alarming(), r.phase == open && near.onLocks < len(near.doors):
		m.Role, m.Glyph = theme.Moving, theme.Warning
	}
	return m
}

// said is how the rule stands, in sentences.
func (s *Screen) said(r *row, now time.Time) string {
	if r.phase == puzzled {
		return model.AsSentence(r.name() + " cannot run: " + r.why)
	}
	if d := s.worst(r); d != nil {
		return model.AsSentence(r.name()+" on "+d.name+": "+d.text) + s.answers(d) + model.AsSentence(" It"+r.stands(now))
	}
	text := model.AsSentence(r.name() + r.stands(now))
	if r.why != "" {
		text += " " + model.AsSentence(r.why)
	}
	if near := s.closeup(r); r.phase == open && near != nil && near.onLocks < len(near.doors) {
		text += " Its code is on " + strconv.Itoa(near.onLocks) + " of " + counted(len(near.doors), "lock") + "."
	}
	if s.nobody() && (r.phase == open || r.phase == waiting) {
		text += " " + nobodyRolls
		if needsTurn(s) == "" {
			text += " " + action.KeyOf("roll") + " rolls here."
		}
	}
	return text
}

// stands goes on behind the name of the rule.
func (r *row) stands(now time.Time) string {
	countdown := string(r.next.AppendCountdown(nil, now))
	switch r.phase {
	case open:
		return " is open until " + model.When(r.next.Until, now, r.zone) + " (" + r.place + "), " + countdown
	case waiting:
		return " opens " + r.next.Words(now, r.zone) + " (" + r.place + "), " + strings.TrimPrefix(countdown, "starts ")
	case paused:
		return " is paused " + pausedUntil(&r.entry.Rule.Pause)
	default:
		return " has no window any more"
	}
}

const nobodyRolls = "Nobody rolls the rules, so no code is made of it."

// worst is the lock on which a rule needs somebody most, or nil.
func (s *Screen) worst(r *row) (out *door) {
	near := s.closeup(r)
	if near == nil || s.sumOf(r).urgency() == 0 {
		return nil
	}
	for i := range near.doors {
		d := &near.doors[i]
		if d.level > series.Coming && (out == nil || d.level > out.level) {
			out = d
		}
	}
	return out
}

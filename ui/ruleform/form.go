// Package ruleform is the overlay in which a recurring schedule is made or changed: by words, on a grid of the week, and in
// fields, which are views of one rule. At each key it says what the rule will do: its next windows, and what they will meet on
// their locks. What was typed is kept until the book has it.
package ruleform

import (
	"context"
	"io"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"seamdash/model"
	"seamdash/model/civil"
	"seamdash/model/plan"
	"seamdash/model/recur"
	"seamdash/model/recur/words"
	"seamdash/model/rulebook"
	"seamdash/ui/coderow"
	"seamdash/ui/nav"
	"seamdash/ui/weekgrid"
	"seamdash/ui/widget"
)

// A Book keeps rules and what was left unfinished. It may be used by several goroutines, and returns soon after ctx ends.
type Book interface {
	// SaveWith keeps sets of holidays and makes all of the edits, or nothing. Where somebody else changed a rule meanwhile its error
	// has a [*rulebook.Conflict]. New sets have an id of NewSetID.
	SaveWith(ctx context.Context, sets []rulebook.SetEntry, edits []rulebook.Edit, by, note string) ([]rulebook.Entry, []rulebook.SetEntry, error)
	NewSetID() recur.SetID
	Drafts(ctx context.Context) ([]rulebook.Draft, error)
	SaveDraft(ctx context.Context, draft rulebook.Draft) error
	DropDraft(ctx context.Context, id string) error
	// History are the versions of a rule, the newest first, also of one that was removed.
	History(ctx context.Context, id model.RuleID) ([]rulebook.Version, error)
}

// Config is what an editor needs of the program around it.
type Config struct {
	Book    Book
	Context context.Context // ends with the program
	Now     func() time.Time
	Home    *time.Location // where the person at the keyboard is
	Random  io.Reader      // for PINs and ids
	By      string         // who is at the keyboard, for the history
	// States are how every series stands at present, nil where nobody says so. What it gives is not changed.
	States func() map[plan.Key]plan.State
	// Number is the address of the editor: no other of the program has it.
	Number uint64
}

// A Form is one open editor.
type Form struct {
	world
	entry

	week     week
	config   Config
	subject  subject
	verdict  verdict
	asked    asked
	dispatch dispatch
	drafting drafting
	question *question // that waits for an answer, or nil
	picker   *picker   // that lies over the editor, or nil
	rival    rival
	dispute  *dispute // what somebody else made of the rule meanwhile, or nil
	size     widget.Rect
	look
}

// A look is what of the editor is seen at present.
type look struct {
	page     bool            // the fields, where there is no room for them beside the week
	windowAt int             // among the next windows
	insisted bool            // somebody wanted to save, so that what is missing is said
	glimpse  coderow.Glimpse // of the PINs
}

// A world is what the rule is about, as the newest picture has it.
type world struct {
	picture *model.Snapshot
	shelf   *rulebook.Shelf
	neighbours
	doors  []door
	clocks clocks
	now    time.Time
	minute int64 // of the last verdict
}

// A subject is the rule that is being changed.
type subject struct {
	entry rulebook.Entry // as it was when the editor was opened
	old   bool           // there is one; otherwise the rule is a new one
	// origin is the code that a new rule was made from, or "".
	origin model.CodeID
}

// NewRule opens the editor for a new rule on locks.
func NewRule(config Config, picture *model.Snapshot, shelf *rulebook.Shelf, locks []model.DeviceID, size widget.Rect) (*Form, tea.Cmd) {
	f := blank(config, picture, shelf, size)
	return f, f.begin(recur.Rule{Locks: slices.Clone(locks), Start: f.today()})
}

// EditRule opens the editor for a rule of the book; it is nil when the rule is not there.
func EditRule(config Config, picture *model.Snapshot, shelf *rulebook.Shelf, id model.RuleID, size widget.Rect) (*Form, tea.Cmd) {
	kept, ok := shelf.Rule(id)
	if !ok {
		return nil, nil
	}
	f := blank(config, picture, shelf, size)
	f.subject = subject{entry: kept, old: true}
	return f, f.begin(kept.Rule)
}

// FromCode opens the editor for a rule that does again and again what a code does once; it is nil when the code is gone.
func FromCode(config Config, picture *model.Snapshot, shelf *rulebook.Shelf, of nav.CodeOf, size widget.Rect) (*Form, tea.Cmd) {
	lock, ok := picture.Lock(of.Lock)
	if !ok {
		return nil, nil
	}
	code, ok := lock.Code(of.Code)
	if !ok {
		return nil, nil
	}
	f := blank(config, picture, shelf, size)
	r := recur.Rule{Name: code.Name, Locks: []model.DeviceID{of.Lock}, Start: f.today()}
	if code.PIN.Known() {
		r.PIN = recur.PINPolicy{Kind: recur.Fixed, PINs: []model.PIN{code.PIN}}
	}
	if at := f.clocks.of(lock.Device.TimeZone); at != nil {
		r.Spans = again(code.Window, at)
	}
	f.subject.origin = code.ID
	return f, f.begin(r)
}

func blank(config Config, picture *model.Snapshot, shelf *rulebook.Shelf, size widget.Rect) *Form {
	if config.Home == nil {
		config.Home = time.UTC
	}
	f := &Form{config: config, size: size, entry: newEntry()}
	f.world = world{picture: picture, shelf: shelf, clocks: clocks{}, now: config.Now()}
	f.week.cursor = weekgrid.Cursor{Minute: 9 * 60, Step: 60}
	f.index()
	return f
}

// begin puts what the editor begins with into it.
func (f *Form) begin(r recur.Rule) tea.Cmd {
	f.rule, f.begun = r, r
	f.at = rowName
	if f.subject.old || r.Name != "" {
		f.at = rowWords
	}
	f.respell(rows, &recur.Rule{Start: -1})
	f.keepPINs()
	f.meet()
	f.judge()
	return f.findDraft()
}

// today is the day on the clock that counts.
func (f *Form) today() civil.Date { return civil.DateOf(f.now.In(f.here())) }

// here is the clock that counts, or where nobody knows it that of the person.
func (f *Form) here() *time.Location {
	if at := f.clock(); at != nil {
		return at
	}
	return f.config.Home
}

// Resize gives the editor its part of the terminal.
func (f *Form) Resize(size widget.Rect) { f.size = size }

// Conceal masks the PINs that are being typed.
func (f *Form) Conceal() { f.glimpse.Close() }

// Number is the address of the editor.
func (f *Form) Number() uint64 { return f.config.Number }

// Busy says that the book has been asked and has not answered yet.
func (f *Form) Busy() bool { return f.dispatch.under }

// Show takes the newest picture, or the same again because time has passed. What was typed stays as it is.
func (f *Form) Show(picture *model.Snapshot) {
	f.now = f.config.Now()
	if minute := f.now.Unix() / 60; picture != f.picture || minute != f.minute {
		f.picture = picture
		f.meet()
		f.judge()
	}
}

// Shelve takes the newest rules and sets of the book.
func (f *Form) Shelve(shelf *rulebook.Shelf) tea.Cmd {
	f.shelf = shelf
	f.index()
	f.judge()
	return f.seeWho()
}

// context is what words are read in.
func (f *Form) context(base *recur.Rule) words.Context {
	c := words.Context{Today: f.today(), Base: *base}
	for _, s := range f.sets() {
		c.Sets = append(c.Sets, words.SetName{ID: s.ID, Name: s.Name})
	}
	if len(c.Sets) > 0 {
		c.Likely = c.Sets[0].ID
	}
	return c
}

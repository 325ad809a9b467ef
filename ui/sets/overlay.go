// Package sets is the overlay of the sets of holidays: which there are, on which days they keep doors closed, which rules have them,
// and how one is made, changed and removed.
package sets

import (
	"context"
	"strconv"
	"time"

	tea "charm.land/bubbletea/v2"

	"seamdash/model/civil"
	"seamdash/model/holidays"
	"seamdash/model/recur"
	"seamdash/model/rulebook"
	"seamdash/ui/action"
	"seamdash/ui/nav"
	"seamdash/ui/widget"
)

// A Book keeps the sets. Its methods must return soon after ctx ends.
type Book interface {
	SaveSet(ctx context.Context, set rulebook.SetEntry, by, note string) (rulebook.SetEntry, error)
	RemoveSet(ctx context.Context, set rulebook.SetEntry, by, note string) error
}

// Config is what the overlay is built from.
type Config struct {
	Book    Book
	Context context.Context // ends with the program
	Now     func() time.Time
	Home    *time.Location // where the person at the keyboard is
	By      string         // who changes sets, for their history
	// Barred is why no set can be changed from here, or "".
	Barred string
	// Number is the address of the overlay: no other of the program has it.
	Number uint64
}

// Answered is what came of keeping or removing a set; Number says whose answer it is.
type Answered struct {
	Number uint64
	id     recur.SetID
	did    string
	err    error
}

// A question is what is being typed, or waits for yes or no.
type question uint8

const (
	nothing question = iota
	what             // a new set is of: a place, or dates
	called           // the name of a new set
	rename
	dates
	removal
)

// An Overlay is the open list.
type Overlay struct {
	config Config
	shelf  *rulebook.Shelf
	list   widget.List[recur.SetID]
	size   widget.Rect
	asks   question
	field  widget.Field
	fresh  holidays.Set // that is being made
	busy   bool
	told   string // why something was not done, or what was
	failed bool
	near   near
}

// longest is how many bytes the dates of a set may take in the field.
const longest = 8 << 10

// near are the days of the set under the cursor, as long as they are true.
type near struct {
	of    rulebook.SetEntry
	today civil.Date
	days  []holidays.Day
}

// New opens the list; shelf must not be nil.
func New(config Config, shelf *rulebook.Shelf, size widget.Rect) *Overlay {
	o := &Overlay{config: config, shelf: shelf, field: widget.NewLongField(longest)}
	o.Resize(size)
	o.Shelve(shelf)
	return o
}

// Number is the address of the overlay.
func (o *Overlay) Number() uint64 { return o.config.Number }

// Shelve takes the sets as they are kept now. The cursor stays with its set.
func (o *Overlay) Shelve(shelf *rulebook.Shelf) {
	o.shelf = shelf
	o.list.Settle(len(shelf.Sets), func(id recur.SetID) (int, bool) {
		for i := range shelf.Sets {
			if shelf.Sets[i].Set.ID == id {
				return i, true
			}
		}
		return 0, false
	})
}

// Resize gives the overlay its part of the terminal.
func (o *Overlay) Resize(size widget.Rect) {
	o.size = size
	o.list.Resize(max(1, size.H*2/5-head))
}

// under is the set under the cursor.
func (o *Overlay) under() (rulebook.SetEntry, bool) {
	at, ok := o.list.Row()
	if !ok {
		return rulebook.SetEntry{}, false
	}
	return o.shelf.Sets[at], true
}

func (o *Overlay) today() civil.Date { return civil.DateOf(o.config.Now().In(o.config.Home)) }

// Hints are the overlay's own keys.
func (o *Overlay) Hints() []action.Hint {
	_, some := o.under()
	why := o.config.Barred
	if why == "" && !some {
		why = "there is no set yet"
	}
	switch o.asks {
	case nothing:
		return []action.Hint{
			{Keys: "n", Label: "new", Blocked: o.config.Barred},
			{Keys: "t", Label: "its dates", Blocked: why},
			{Keys: "e", Label: "rename", Blocked: why},
			{Keys: "x", Label: "remove", Blocked: why},
			{Keys: "↑ ↓", Label: "move"},
			{Keys: "esc", Label: "close"},
		}
	case removal:
		return []action.Hint{{Keys: "r", Label: "remove it"}, {Keys: "enter esc", Label: "cancel"}}
	default:
		return []action.Hint{{Keys: "type", Label: o.asks.label()}, {Keys: "enter", Label: "go on"}, {Keys: "esc", Label: "back"}}
	}
}

func (q question) label() string {
	return [...]string{what: "a country or dates", called: "a name", rename: "a name", dates: "dates", removal: ""}[q]
}

// Update takes every key, pastes, and the answers of the overlay's own commands.
func (o *Overlay) Update(msg tea.Msg) (nav.Intent, tea.Cmd) {
	switch msg := msg.(type) {
	case Answered:
		o.answered(msg)
		return nil, nil
	case tea.KeyPressMsg:
		switch o.asks {
		case nothing:
			return o.press(msg.String())
		case removal:
			return o.confirm(msg.String())
		default:
			return o.typeKey(msg)
		}
	case tea.PasteMsg:
		if o.asks != nothing && o.asks != removal {
			_, cmd := o.field.Update(msg)
			return nil, cmd
		}
	}
	return nil, nil
}

func (o *Overlay) press(key string) (nav.Intent, tea.Cmd) {
	steps := map[string]nav.Step{"up": nav.Up, "k": nav.Up, "down": nav.Down, "j": nav.Down, "pgup": nav.PageUp, "pgdown": nav.PageDown, "home": nav.First, "end": nav.Last}
	if step, ok := steps[key]; ok {
		o.list.Move(step, func(row int) recur.SetID { return o.shelf.Sets[row].Set.ID })
		return nil, nil
	}
	if key == "esc" {
		return nav.Close{}, nil
	}
	entry, some := o.under()
	asks, changes := map[string]question{"n": what, "t": dates, "e": rename, "x": removal}[key]
	switch {
	case !changes:
		return nil, nil
	case o.config.Barred != "":
		return nav.Refuse{Reason: o.config.Barred}, nil
	case o.busy:
		return nav.Refuse{Reason: "the last change is not kept yet"}, nil
	case !some && asks != what:
		return nav.Refuse{Reason: "there is no set yet"}, nil
	case asks == dates && len(typed(entry.Set.Days)) > longest:
		return nav.Refuse{Reason: entry.Set.Name + " has " + strconv.Itoa(len(entry.Set.Days)) + " dates, too many for one line"}, nil
	}
	o.ask(asks, &entry.Set)
	return nil, nil
}

// ask begins to ask; what is there already stands in the field.
func (o *Overlay) ask(q question, s *holidays.Set) {
	o.asks, o.told = q, ""
	text := map[question]string{rename: s.Name, dates: typed(s.Days)}[q]
	o.field.Set(text)
}

// typed are days as they are typed.
func typed(days []holidays.Day) string {
	text := ""
	for i, d := range days {
		if i > 0 {
			text += ", "
		}
		text += d.Date.String()
		if d.Name != "" {
			text += " " + d.Name
		}
	}
	return text
}

// users says which rules have a set.
func (o *Overlay) users(id recur.SetID) string {
	users := o.shelf.UsersOf(id)
	switch len(users) {
	case 0:
		return "no rule"
	case 1:
		return users[0].Rule.Name
	default:
		return strconv.Itoa(len(users)) + " rules"
	}
}

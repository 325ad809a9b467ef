// Package finder is the field that a list is filtered with: one line in the language of [find], completions below it, and,
// while the text is not understood, what is wrong with it beside the last good view.
package finder

import (
	"errors"
	"slices"
	"strings"
	"unicode"

	tea "charm.land/bubbletea/v2"

	"seamdash/model"
	"seamdash/model/find"
	"seamdash/ui/action"
	"seamdash/ui/nav"
	"seamdash/ui/widget"
)

// longestPaste is how much of a pasted text is looked at, in bytes; the field keeps 200 letters of it.
const longestPaste = 4096

// A Field is the filter of one list. A field that nobody types into always has a text that was understood.
type Field struct {
	of     find.Subject
	input  widget.Field
	typing bool

	query   find.Query
	good    string        // what query was read from
	mistake *find.Mistake // in the text as it stands, or nil
	insist  bool          // somebody wanted to keep a text that was not understood

	offers []find.Candidate
	walk   walk
}

// A walk is a way through the completions: each is tried in the text that stood there before.
type walk struct {
	on     bool
	at     int // in offers
	before string
	cursor int // in before
	query  find.Query
	good   string
}

// New makes an empty field for a list of codes or of locks.
func New(of find.Subject) *Field {
	return &Field{of: of, input: widget.NewField()}
}

// Open gives the field the keyboard; locks and states are as for [Field.Update].
func (f *Field) Open(locks []*model.Lock, states []string) {
	f.typing = true
	f.offer(locks, states)
}

// Typing says that keys are text at present.
func (f *Field) Typing() bool { return f.typing }

// Text is what stands in the field.
func (f *Field) Text() string { return strings.TrimSpace(f.input.Value()) }

// Query is what the list is to be filtered by: the text, or the last one that was understood.
func (f *Field) Query() find.Query { return f.query }

// Mistake is what is wrong with the text, what would be right and what was probably meant, or "".
func (f *Field) Mistake() string {
	if f.mistake == nil {
		return ""
	}
	return f.mistake.Error()
}

// Clear empties the field and takes the keyboard from it.
func (f *Field) Clear() {
	f.typing = false
	f.Set("", nil)
}

// Set puts a text into the field as if it had been typed; states are as for [Field.Update].
func (f *Field) Set(text string, states []string) {
	f.input.Set(text)
	f.offers, f.walk = nil, walk{}
	f.read(states)
}

// Held are the keys that the field takes while somebody types.
func (f *Field) Held() []action.Hint {
	if f.walk.on {
		return []action.Hint{{Keys: "tab ↑ ↓", Label: "choose"}, {Keys: "enter", Label: "keep"}, {Keys: "esc", Label: "take back"}}
	}
	return []action.Hint{
		{Keys: "type", Label: "to filter"},
		{Keys: "tab", Label: "complete"},
		{Keys: "↑ ↓", Label: "move"},
		{Keys: "enter", Label: "keep"},
		{Keys: "esc", Label: "drop"},
	}
}

// Step is how a key moves the cursor of the list while somebody types, if it does.
func (f *Field) Step(msg tea.KeyPressMsg) (step nav.Step, ok bool) {
	switch key := msg.String(); {
	case f.walk.on:
	case key == "up":
		return nav.Up, true
	case key == "down":
		return nav.Down, true
	case key == "pgup":
		return nav.PageUp, true
	case key == "pgdown":
		return nav.PageDown, true
	}
	return 0, false
}

// Update takes a key or a paste while the field has the keyboard, and says whether the query is another now. locks are those
// of the picture, for completions, states the statuses in it that Seam does not document. Enter and esc end the typing, which
// [Field.Typing] tells afterwards.
func (f *Field) Update(msg tea.Msg, locks []*model.Lock, states []string) (changed bool) {
	if !f.typing {
		return false
	}
	before := f.good
	f.insist = false
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		msg.Text = visible(msg.Text)
		f.press(msg, states)
	case tea.PasteMsg:
		msg.Content = visible(msg.Content[:min(len(msg.Content), longestPaste)])
		f.edit(msg, states)
	default:
		return false
	}
	if f.typing && !f.walk.on {
		f.offer(locks, states)
	}
	return f.good != before
}

// visible leaves out what cannot be seen, such as marks that turn the direction of writing. Control characters are the field's
// to clean: it makes blanks of line ends.
func visible(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.C, r) && !unicode.IsControl(r) {
			return -1
		}
		return r
	}, s)
}

func (f *Field) press(msg tea.KeyPressMsg, states []string) {
	switch key := msg.String(); key {
	case "enter":
		f.keep()
	case "esc":
		f.drop(states)
	case "tab", "shift+tab":
		f.complete(key == "tab", states)
	case "up", "down":
		if f.walk.on {
			f.complete(key == "down", states)
		}
	default:
		f.edit(msg, states)
	}
}

// edit gives the key to the line of text.
func (f *Field) edit(msg tea.Msg, states []string) {
	f.walk = walk{}
	if changed, _ := f.input.Update(msg); changed {
		f.read(states)
	}
}

// keep ends the typing, unless the text is not understood: then the field stays and says why.
func (f *Field) keep() {
	f.walk = walk{}
	if f.insist = f.mistake != nil; !f.insist {
		f.typing, f.offers = false, nil
	}
}

// drop takes back the completion that is tried, or else the filter.
func (f *Field) drop(states []string) {
	if f.walk.on {
		f.input.Put(f.walk.before, f.walk.cursor)
		f.query, f.good = f.walk.query, f.walk.good
		f.walk = walk{}
		f.read(states)
		return
	}
	f.Clear()
}

// offer works out what the word at the cursor may become. Where there is nothing it is what a mistake was probably meant to be.
func (f *Field) offer(locks []*model.Lock, states []string) {
	text := f.input.Value()
	f.offers = slices.DeleteFunc(find.Complete(text, f.input.Cursor(), f.of, locks, states), func(c find.Candidate) bool {
		return c.Text == text[c.From:c.To]
	})
	if m := f.mistake; m != nil && m.Guess != "" && len(f.offers) == 0 {
		f.offers = []find.Candidate{{Text: m.Guess, From: m.From, To: m.To}}
	}
}

// complete puts the next completion, or the one before, into the text. One that is the only one is final: what comes behind
// it may be completed too.
func (f *Field) complete(forward bool, states []string) {
	n := len(f.offers)
	if n == 0 {
		return
	}
	switch {
	case !f.walk.on:
		f.walk = walk{on: n > 1, before: f.input.Value(), cursor: f.input.Cursor(), query: f.query, good: f.good}
		if !forward {
			f.walk.at = n - 1
		}
	case forward:
		f.walk.at = (f.walk.at + 1) % n
	default:
		f.walk.at = (f.walk.at + n - 1) % n
	}
	c := &f.offers[f.walk.at]
	f.input.Put(f.walk.before[:c.From]+c.Text+f.walk.before[c.To:], c.From+len(c.Text))
	f.read(states)
}

// read takes the text as the query, or keeps the last good one.
func (f *Field) read(states []string) {
	text := f.input.Value()
	q, err := find.Parse(text, f.of, states)
	if err == nil {
		f.query, f.good, f.mistake = q, text, nil
		return
	}
	if !errors.As(err, &f.mistake) {
		f.mistake = &find.Mistake{Why: err.Error(), To: len(text)}
	}
	f.forget(text, states)
}

// forget leaves a word out of the last good query that is the beginning of one which turns out to be no plain word: while
// status:late is typed nobody wants the rows that are called “status”.
func (f *Field) forget(text string, states []string) {
	at := f.mistake.At
	if !strings.HasPrefix(f.good, text[:at]) {
		return
	}
	begun, _, _ := strings.Cut(f.good[at:], " ")
	if begun == "" || strings.Contains(begun, ":") || !strings.HasPrefix(f.mistake.Word, begun) || !strings.Contains(f.mistake.Word, ":") {
		return
	}
	rest := text[:at] + text[at+len(f.mistake.Word):]
	if q, err := find.Parse(rest, f.of, states); err == nil {
		f.query, f.good = q, rest
	}
}

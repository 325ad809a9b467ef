package widget

import (
	"strings"
	"unicode/utf8"

	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"seamdash/ui/theme"
)

// A Field is one line that text is typed into.
type Field struct {
	input  textinput.Model
	masked bool
}

// NewField makes an empty field that has the keyboard. Its paste key is off, because it would start programs to ask
// for the clipboard; a terminal's own paste arrives as a message and works.
func NewField() Field {
	in := textinput.New()
	in.Prompt = ""
	in.CharLimit = 200
	in.SetVirtualCursor(false)
	in.KeyMap.Paste.SetEnabled(false)
	in.Focus()
	return Field{input: in}
}

// NewLongField is [NewField] for so many letters.
func NewLongField(letters int) Field {
	f := NewField()
	f.input.CharLimit = letters
	return f
}

// NewSecretField makes a field that shows a bullet for each letter and takes texts of any sensible length: what was cut
// would be wrong without a word.
func NewSecretField() Field {
	f := NewField()
	f.input.CharLimit = 4096
	f.masked = true
	return f
}

// Update takes a key or a paste and says whether the text changed.
func (f *Field) Update(msg tea.Msg) (changed bool, cmd tea.Cmd) {
	before := f.input.Value()
	f.input, cmd = f.input.Update(msg)
	return f.input.Value() != before, cmd
}

// Value is the text.
func (f *Field) Value() string { return f.input.Value() }

// Set replaces the text and puts the cursor behind it.
func (f *Field) Set(s string) {
	f.input.SetValue(s)
	f.input.CursorEnd()
}

// Cursor is where the cursor stands in the text, in bytes.
func (f *Field) Cursor() int {
	return len(string([]rune(f.input.Value())[:f.input.Position()]))
}

// Put replaces the text and puts the cursor at a place in bytes.
func (f *Field) Put(s string, cursor int) {
	f.input.SetValue(s)
	f.input.SetCursor(utf8.RuneCountInString(s[:max(0, min(cursor, len(s)))]))
}

// Draw writes the field into the next n cells and returns how many cells its cursor is from where it began. A text
// that is too long shows the part around the cursor.
func (f *Field) Draw(p *Pen, r theme.Role, n int) (cursor int) {
	n = min(n, p.Room())
	text := []rune(f.input.Value())
	if f.masked {
		text = []rune(strings.Repeat("•", len(text)))
	}
	before, after := string(text[:f.input.Position()]), string(text[f.input.Position():])
	if Width(before) > n-1 {
		before = lastCells(before, n-1)
	}
	cursor = Width(before)
	p.Cell(r, before, cursor)
	p.Cell(r, after, n-cursor)
	return cursor
}

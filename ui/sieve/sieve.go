// Package sieve is the line in which somebody types the words that the rows of a list must contain.
package sieve

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"seamdash/ui/nav"
	"seamdash/ui/theme"
	"seamdash/ui/widget"
)

// Words are what a row must contain, folded.
type Words []string

// Of are the words of a text.
func Of(text string) Words { return strings.Fields(strings.ToLower(text)) }

// In says that a folded text contains every word.
func (w Words) In(folded string) bool {
	for _, word := range w {
		if !strings.Contains(folded, word) {
			return false
		}
	}
	return true
}

// A Line is what is typed, and whether somebody is typing.
type Line struct {
	field  widget.Field
	typing bool
}

// New is an empty line.
func New() Line { return Line{field: widget.NewField()} }

// Typing says that the line takes the keys.
func (l *Line) Typing() bool { return l.typing }

// Begin has the line take the keys.
func (l *Line) Begin() { l.typing = true }

// Text is what is typed, without spaces around.
func (l *Line) Text() string { return strings.TrimSpace(l.field.Value()) }

// Empty says that nothing is typed, not even a space.
func (l *Line) Empty() bool { return l.field.Value() == "" }

// Words are those of the text.
func (l *Line) Words() Words { return Of(l.field.Value()) }

// Clear empties the line.
func (l *Line) Clear() { l.field.Set("") }

// Press takes a key while the line has them. Enter and tab leave it, esc empties it as well, and what moves the cursor of the list is given
// back. Changed says that the words may be others.
func (l *Line) Press(msg tea.KeyPressMsg) (move nav.Intent, changed bool, cmd tea.Cmd) {
	switch msg.String() {
	case "enter", "tab":
		l.typing = false
	case "esc":
		l.typing = false
		l.Clear()
		return nil, true, nil
	case "up":
		return nav.Move{Step: nav.Up}, false, nil
	case "down":
		return nav.Move{Step: nav.Down}, false, nil
	case "pgup":
		return nav.Move{Step: nav.PageUp}, false, nil
	case "pgdown":
		return nav.Move{Step: nav.PageDown}, false, nil
	default:
		changed, cmd = l.Edit(msg)
	}
	return nil, changed, cmd
}

// Edit takes what changes the text, such as a paste.
func (l *Line) Edit(msg tea.Msg) (changed bool, cmd tea.Cmd) { return l.field.Update(msg) }

// Draw draws the line where the pen is, with the room that it has left, less margin cells. While somebody types it takes all of that and
// gives in which of its cells the cursor is; otherwise there is what was typed, if anything was.
func (l *Line) Draw(p *widget.Pen, margin int) (cursor int, typing bool) {
	switch text := l.Text(); {
	case l.typing:
		const slash = "/ "
		p.Text(theme.Accent, slash)
		return len(slash) + l.field.Draw(p, theme.Text, p.Room()-margin), true
	case text != "":
		p.Text(theme.Accent, "/ "+text)
	}
	return 0, false
}

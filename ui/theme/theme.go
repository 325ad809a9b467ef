// Package theme holds every colour and glyph of the screen. A [Theme] is a pure function of the terminal's darkness,
// its colour profile and the wish for plain ASCII; nothing outside this package names a colour.
package theme

import (
	"strings"

	"github.com/charmbracelet/colorprofile"
)

// Options are what a theme depends on.
type Options struct {
	// Light says that the terminal has a light background.
	Light bool
	// Contrast asks for the most contrast, on a ground of its own.
	Contrast bool
	// Profile is what colours the terminal can show; anything below ANSI means none at all.
	Profile colorprofile.Profile
	// ASCII asks for glyphs that every font has.
	ASCII bool
}

// A Role is what a piece of text means. Colour carries state and nothing else; a word or glyph always says the same.
type Role uint8

// The roles.
const (
	Text          Role = iota
	Strong             // a name that stands out
	Muted              // chrome and facts that nobody looks for
	Rule               // lines
	Accent             // the title of the part that has the keyboard
	Selected           // the row under the cursor
	SelectedQuiet      // the same in a part that has not the keyboard
	Works              // green: works
	Moving             // amber: on its way, or soon
	Hurts              // red: hurts somebody
	Info               // blue: good to know
	Recurring          // violet: belongs to a schedule
	Production         // band behind a production workspace
	Sandbox            // band behind a sandbox
	Struck             // what does not take place, struck through
	Wrong              // a word that is not understood, underlined
	roles
)

// Reset ends any role.
const Reset = "\x1b[m"

// A Theme gives the escape sequence for each role and the text for each glyph. It is immutable.
type Theme struct {
	open  [roles]string
	ascii *strings.Replacer // nil unless only ASCII is wanted
	glyph [glyphs]string
}

// New makes the theme.
func New(o Options) *Theme {
	t := &Theme{}
	for role := range roles {
		t.open[role] = sequence(Look(role, o), o.Profile)
	}
	for g := range glyphs {
		t.glyph[g] = pair(g, o.ASCII)
	}
	if o.ASCII {
		t.ascii = plainer()
	}
	return t
}

// Open is the escape sequence that begins the role; empty where the role is the terminal's own look. [Reset] ends it.
func (t *Theme) Open(r Role) string { return t.open[r] }

// Plain replaces the drawing characters of our own texts where only ASCII is wanted. Letters of names stay.
func (t *Theme) Plain(s string) string {
	if t.ascii == nil {
		return s
	}
	return t.ascii.Replace(s)
}

// ASCII says that only ASCII glyphs are wanted.
func (t *Theme) ASCII() bool { return t.ascii != nil }

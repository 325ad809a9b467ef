package finder_test

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"seamdash/model/find"
	"seamdash/ui/finder"
	"seamdash/ui/theme"
	"seamdash/ui/uitest"
	"seamdash/ui/widget"
)

// TestAnyKeys presses any keys and pastes anything: the query is always one that is understood, a field without the keyboard
// has a text that is, and what is drawn keeps its size.
func TestAnyKeys(t *testing.T) {
	t.Parallel()
	locks, paper := uitest.Locks(), theme.New(theme.Options{})
	keys := []tea.KeyPressMsg{tab(), back(), esc(), enter(), up(), down(), ctrl('w'), ctrl('u'), ctrl('k'), ctrl('a'), {Code: tea.KeyLeft}, {Code: tea.KeyBackspace}, {Code: tea.KeyDelete}}
	words := []string{"maple", "st", "status:", "status:sett", "!", "\"", ",", " ", "age:>3", "colour:red", "lock:", "b", "貯蔵庫", "e\u0301\u0302", "\x1b[2J", strings.Repeat("a ", 300)}
	rapid.Check(t, func(t *rapid.T) {
		of := rapid.SampledFrom([]find.Subject{find.Codes, find.Locks}).Draw(t, "of")
		f := finder.New(of)
		for range rapid.IntRange(1, 25).Draw(t, "steps") {
			if !f.Typing() {
				f.Open(locks, nil)
			}
			before := f.Query().String()
			var changed bool
			if rapid.Bool().Draw(t, "key") {
				changed = f.Update(rapid.SampledFrom(keys).Draw(t, "which"), locks, nil)
			} else {
				changed = f.Update(tea.PasteMsg{Content: rapid.SampledFrom(words).Draw(t, "text")}, locks, nil)
			}
			check(t, f, of)
			if !changed && f.Query().String() != before {
				t.Fatalf("the query became %q, unsaid, from %q", f.Query(), before)
			}
			drawn(t, f, paper, rapid.IntRange(12, 60).Draw(t, "width"))
		}
	})
}

func check(t *rapid.T, f *finder.Field, of find.Subject) {
	if _, err := find.Parse(f.Query().String(), of, nil); err != nil {
		t.Fatalf("the query %q is not understood: %v", f.Query(), err)
	}
	if _, err := find.Parse(f.Text(), of, nil); (err != nil) != (f.Mistake() != "") {
		t.Fatalf("of %q the mistake is %q, and should be %v", f.Text(), f.Mistake(), err)
	}
	if !f.Typing() && f.Mistake() != "" {
		t.Fatalf("%q was kept: %s", f.Text(), f.Mistake())
	}
}

// drawn draws the field and what is below it.
func drawn(t *rapid.T, f *finder.Field, paper *theme.Theme, w int) {
	var p widget.Pen
	p.Begin(paper, w)
	if at := f.Draw(&p, w); at >= w || (at < 0) == f.Typing() {
		t.Fatalf("the cursor stands in cell %d of %d", at, w)
	}
	p.NewLine()
	for y := range f.Below("a note") {
		f.DrawBelow(&p, y, "a note")
		p.NewLine()
	}
	for _, line := range strings.Split(p.String(), "\n") {
		if n := ansi.StringWidthWc(line); n != w {
			t.Fatalf("a line of %d cells, want %d: %q", n, w, line)
		}
	}
}

package widget_test

import (
	"slices"
	"strings"
	"testing"
	"unicode"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"seamdash/ui/nav"
	"seamdash/ui/theme"
	"seamdash/ui/widget"
)

// TestPenKeepsTheWidth writes any text in any way: every line comes out exactly as wide as the frame.
func TestPenKeepsTheWidth(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		width := rapid.IntRange(1, 60).Draw(t, "width")
		th := theme.New(theme.Options{ASCII: rapid.Bool().Draw(t, "ascii")})
		lines := rapid.IntRange(1, 4).Draw(t, "lines")
		var p widget.Pen
		p.Begin(th, width)
		for y := range lines {
			if y > 0 {
				p.NewLine()
			}
			for range rapid.IntRange(0, 6).Draw(t, "strokes") {
				stroke(t, &p)
			}
		}
		got := strings.Split(p.String(), "\n")
		if len(got) != lines {
			t.Fatalf("%d lines, want %d", len(got), lines)
		}
		for _, line := range got {
			if w := ansi.StringWidthWc(line); w != width {
				t.Fatalf("%d cells, want %d: %q", w, width, line)
			}
		}
	})
}

func stroke(t *rapid.T, p *widget.Pen) {
	text := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"國國國", "e\u0301", "👨‍👩‍👧", "\x1b[31mx", "a\nb", "\u0903", "\u1112", "\u1161", "\U0001F1F5", "\u200d", "→…●", ""})).Draw(t, "text")
	role := theme.Role(rapid.IntRange(0, int(theme.Wrong)).Draw(t, "role"))
	n := rapid.IntRange(-1, 70).Draw(t, "n")
	switch rapid.IntRange(0, 10).Draw(t, "how") {
	case 0:
		p.Text(role, text)
	case 1:
		p.Cell(role, text, max(n, 0))
	case 2:
		p.Name(role, text, max(n, 0))
	case 3:
		p.RightBytes(role, []byte(text), max(n, 0))
	case 4:
		p.Gap(n)
	case 5:
		p.Repeat(role, theme.HLine, n)
	case 6:
		p.Region(n)
		p.Text(role, text)
		p.EndRegion()
	case 7:
		p.Region(n)
	case 8:
		p.Bar(role)
	case 9:
		p.Space(n)
	default:
		p.CellBytes(role, []byte(text), max(n, 0))
	}
}

func draw(width int, strokes func(*widget.Pen)) string {
	var p widget.Pen
	p.Begin(theme.New(theme.Options{}), width)
	strokes(&p)
	return ansi.Strip(p.String())
}

func TestPenCuts(t *testing.T) {
	for _, c := range []struct {
		name string
		how  func(*widget.Pen)
		want string
	}{
		{"fits", func(p *widget.Pen) { p.Cell(theme.Text, "abc", 5); p.Text(theme.Text, "|") }, "abc  |    "},
		{"end", func(p *widget.Pen) { p.Cell(theme.Text, "abcdefgh", 5); p.Text(theme.Text, "|") }, "abcd…|    "},
		{"middle", func(p *widget.Pen) { p.Name(theme.Text, "Maple Court 3B", 9) }, "Mapl…t 3B "},
		{"middle, wide", func(p *widget.Pen) { p.Name(theme.Text, "國a國b國c國d國", 9) }, "國a…d國   "},
		{"right", func(p *widget.Pen) { p.RightBytes(theme.Text, []byte("64 %"), 6); p.Text(theme.Text, "|") }, "  64 %|   "},
		{"line's end", func(p *widget.Pen) { p.Text(theme.Text, "0123456789abc") }, "012345678…"},
		{"wide at the edge", func(p *widget.Pen) { p.Text(theme.Text, "012345678國") }, "012345678…"},
		{"region", func(p *widget.Pen) {
			p.Region(4)
			p.Text(theme.Text, "abcdef")
			p.EndRegion()
			p.Text(theme.Text, "xyz")
		}, "abc…xyz   "},
		{"control", func(p *widget.Pen) { p.Text(theme.Text, "a\x1b[2Jb\nc") }, "ab c      "},
	} {
		if got := draw(10, c.how); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// TestOneCell holds the short cut against the full rules: alone, doubled, and behind a letter.
func TestOneCell(t *testing.T) {
	n := 0
	for r := rune(0); r <= 0x10ffff; r++ {
		if !widget.OneCell(r) {
			continue
		}
		n++
		s := string(r)
		if !unicode.IsPrint(r) || ansi.StringWidth(s) != 1 || ansi.StringWidth(s+s+"a"+s) != 4 {
			t.Errorf("%U %q takes %d cells", r, s, ansi.StringWidth(s))
		}
	}
	if n < 500 {
		t.Errorf("only %d runes take the short cut", n)
	}
}

func TestWrap(t *testing.T) {
	for _, c := range []struct {
		text     string
		width, n int
		want     []string
	}{
		{"", 10, 2, nil},
		{"short", 10, 2, []string{"short"}},
		{"one two three", 7, 2, []string{"one two", "three"}},
		{"one two three four", 7, 2, []string{"one two", "three four"}},
		{"unbreakable", 5, 2, []string{"unbreakable"}},
	} {
		if got := widget.Wrap(c.text, c.width, c.n); !slices.Equal(got, c.want) {
			t.Errorf("Wrap(%q, %d, %d) = %q, want %q", c.text, c.width, c.n, got, c.want)
		}
	}
}

// TestListKeepsItsItem changes the rows at random: while the chosen item is there the cursor is on it, and it is
// always on the screen.
func TestListKeepsItsItem(t *testing.T) {
	kept, away := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		var l widget.List[int]
		l.Resize(rapid.IntRange(1, 8).Draw(t, "height"))
		rows := []int{}
		chosen := -1
		for range rapid.IntRange(1, 12).Draw(t, "steps") {
			if len(rows) > 0 && rapid.Bool().Draw(t, "move") {
				l.Move(nav.Step(rapid.IntRange(0, int(nav.Last)).Draw(t, "step")), func(row int) int { return rows[row] })
				row, _ := l.Row()
				chosen = rows[row]
			} else {
				rows = rapid.SliceOfNDistinct(rapid.IntRange(0, 20), 0, 20, rapid.ID[int]).Draw(t, "rows")
				l.Settle(len(rows), func(k int) (int, bool) { i := slices.Index(rows, k); return i, i >= 0 })
			}
			row, ok := l.Row()
			if ok != (len(rows) > 0) {
				t.Fatalf("row %d of %d, ok %v", row, len(rows), ok)
			}
			if !ok {
				continue
			}
			checkVisible(t, &l, row, len(rows))
			if slices.Contains(rows, chosen) {
				kept++
				if rows[row] != chosen {
					t.Fatalf("the cursor is on %d, not on %d", rows[row], chosen)
				}
			} else {
				away++
			}
		}
	})
	if (kept == 0 || away == 0) && !testing.Short() {
		t.Errorf("the walk kept the item %d times and missed it %d times", kept, away)
	}
}

func checkVisible(t *rapid.T, l *widget.List[int], row, count int) {
	if from, to := l.Visible(); row < from || row >= to || to > count {
		t.Fatalf("row %d is not visible in [%d, %d) of %d", row, from, to, count)
	}
}

func TestThumb(t *testing.T) {
	for _, c := range []struct{ top, count, height, from, to int }{
		{0, 10, 10, 0, 0},
		{0, 20, 10, 0, 5},
		{10, 20, 10, 5, 10},
		{0, 100000, 10, 0, 1},
		{99990, 100000, 10, 9, 10},
		{0, 5, 0, 0, 0},
	} {
		if from, to := widget.Thumb(c.top, c.count, c.height); from != c.from || to != c.to {
			t.Errorf("Thumb(%d, %d, %d) = %d, %d; want %d, %d", c.top, c.count, c.height, from, to, c.from, c.to)
		}
	}
}

func TestFieldShowsItsCursor(t *testing.T) {
	f := widget.NewField()
	for _, r := range "a very long text 國" {
		if changed, _ := f.Update(tea.KeyPressMsg{Code: r, Text: string(r)}); !changed {
			t.Fatalf("typing %q changes nothing", r)
		}
	}
	var at int
	if got := draw(10, func(p *widget.Pen) { at = f.Draw(p, theme.Text, 8) }); got != "text 國   " || at != 7 {
		t.Errorf("%q with the cursor at %d", got, at)
	}
	if changed, _ := f.Update(tea.KeyPressMsg{Code: tea.KeyLeft}); changed {
		t.Error("moving counts as a change")
	}
	f.Set("")
	if f.Value() != "" {
		t.Errorf("%q is left", f.Value())
	}
}

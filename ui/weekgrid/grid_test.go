package weekgrid_test

import (
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"seamdash/model/civil"
	"seamdash/ui/theme"
	"seamdash/ui/weekgrid"
	"seamdash/ui/widget"
)

// drawn is the grid as lines without colours and without blanks at their ends.
func drawn(g *weekgrid.Grid, w, h int, o theme.Options) []string {
	var p widget.Pen
	p.Begin(theme.New(o), w)
	g.Draw(&p, w, h)
	lines := strings.Split(ansi.Strip(p.String()), "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return lines[:h]
}

func rich() theme.Options { return theme.Options{Profile: colorprofile.TrueColor} }

func sketch(text string) []string { return strings.Split(strings.Trim(text, "\n"), "\n") }

const hour = civil.Hour

// cleaners are two mornings and a night, with a stay of somebody else beside the first.
func cleaners() weekgrid.Grid {
	return weekgrid.Grid{
		Repeats: true,
		Layers: []weekgrid.Layer{
			{Role: theme.Recurring, Spans: []weekgrid.Span{
				weekgrid.On(0, 9*hour, 13*hour), weekgrid.On(2, 9*hour+15*civil.Minute, 13*hour+30*civil.Minute), weekgrid.On(6, 22*hour, 30*hour),
			}},
			{Role: theme.Muted, Aside: true, Spans: []weekgrid.Span{weekgrid.On(0, 10*hour, 11*hour)}},
		},
	}
}

// TestWeek draws hours, halves and quarters, a night over Sunday, a strip beside, and the line of now.
func TestWeek(t *testing.T) {
	g := cleaners()
	g.Now = weekgrid.Mark{On: true, Minute: 3*24*60 + 14*60 + 10}
	want := sketch(`
       Mon     Tue     Wed     Thu     Fri     Sat     Sun
 00:00 ████↑   ·       ·       ·       ·       ·       ·
 01:00 █████   ·       ·       ·       ·       ·       ·
 02:00 █████   ·       ·       ·       ·       ·       ·
 03:00 █████   ·       ·       ·       ·       ·       ·
 04:00 █████   ·       ·       ·       ·       ·       ·
 05:00 █████   ·       ·       ·       ·       ·       ·
 06:00 ·       ·       ·       ·       ·       ·       ·
 07:00 ·       ·       ·       ·       ·       ·       ·
 08:00 ·       ·       ·       ·       ·       ·       ·
 09:00 █████   ·       ▆▆▆▆▆   ·       ·       ·       ·
 10:00 ███████ ·       █████   ·       ·       ·       ·
 11:00 █████   ·       █████   ·       ·       ·       ·
 12:00 █████   ·       █████   ·       ·       ·       ·
 13:00 ·       ·       ▀▀▀▀▀   ·       ·       ·       ·
 14:10 ·       ·       ·       ─────── ·       ·       ·
 15:00 ·       ·       ·       ·       ·       ·       ·
 16:00 ·       ·       ·       ·       ·       ·       ·
 17:00 ·       ·       ·       ·       ·       ·       ·
 18:00 ·       ·       ·       ·       ·       ·       ·
 19:00 ·       ·       ·       ·       ·       ·       ·
 20:00 ·       ·       ·       ·       ·       ·       ·
 21:00 ·       ·       ·       ·       ·       ·       ·
 22:00 ·       ·       ·       ·       ·       ·       █████
 23:00 ·       ·       ·       ·       ·       ·       ████↓`)
	if diff := cmp.Diff(want, drawn(&g, 64, 25, rich())); diff != "" {
		t.Error(diff)
	}
}

// TestHoursFit: without a night the hours around the windows are enough, and each line stands for as little as fits.
func TestHoursFit(t *testing.T) {
	g := cleaners()
	g.Layers[0].Spans = g.Layers[0].Spans[:2]
	want := sketch(`
       Mon Tue Wed Thu Fri Sat Sun
 08:00 .   .   .   .   .   .   .
 09:00 ##  .   ##  .   .   .   .
 10:00 ### .   ##  .   .   .   .
 11:00 ##  .   ##  .   .   .   .
 12:00 ##  .   ##  .   .   .   .
 13:00 .   .   ""  .   .   .   .
 14:00 .   .   .   .   .   .   .
 15:00 .   .   .   .   .   .   .`)
	if diff := cmp.Diff(want, drawn(&g, 40, 9, theme.Options{ASCII: true})); diff != "" {
		t.Error(diff)
	}
	if got := drawn(&g, 40, 17, rich()); got[2] != "       ·   ·   ·   ·   ·   ·   ·" || got[3] != " 09:00 ██  ·   ▄▄  ·   ·   ·   ·" {
		t.Errorf("with room for it a line is not half an hour: %q", got[2:4])
	}
	if got := drawn(&weekgrid.Grid{}, 40, 13, rich()); got[1] != " 08:00 ·   ·   ·   ·   ·   ·   ·" {
		t.Errorf("an empty week: %q", got)
	}
}

// TestLanes: what overlaps stands side by side, each with its name where it fits; what does not, does not.
func TestLanes(t *testing.T) {
	named := func(s weekgrid.Span, label string) weekgrid.Span { s.Label = label; return s }
	g := weekgrid.Grid{Layers: []weekgrid.Layer{
		{Role: theme.Recurring, Spans: []weekgrid.Span{named(weekgrid.On(0, 9*hour, 12*hour), "Cleaners")}},
		{Role: theme.Info, Spans: []weekgrid.Span{named(weekgrid.On(0, 11*hour, 14*hour), "Okafor"), weekgrid.On(1, 9*hour, 11*hour)}},
	}}
	want := sketch(`
       Mon           Tue           Wed           Thu           Fri           Sat           Sun
 08:00 ·             ·             ·             ·             ·             ·             ·
 09:00 Clea…         █████         ·             ·             ·             ·             ·
 10:00 █████         █████         ·             ·             ·             ·             ·
 11:00 █████ Okafor  ·             ·             ·             ·             ·             ·
 12:00 ·     ██████  ·             ·             ·             ·             ·             ·
 13:00 ·     ██████  ·             ·             ·             ·             ·             ·
 14:00 ·             ·             ·             ·             ·             ·             ·
 15:00 ·             ·             ·             ·             ·             ·             ·`)
	if diff := cmp.Diff(want, drawn(&g, 110, 9, rich())); diff != "" {
		t.Error(diff)
	}
}

// TestCursor scrolls no more than it must, and says exactly where it is.
func TestCursor(t *testing.T) {
	g := cleaners()
	g.Cursor = &weekgrid.Cursor{Day: 2, Minute: 9 * 60, Step: 15}
	g.Top = 8 * 60
	g.Follow(7)
	g.Cursor.Move(0, 1)
	want := sketch(`
       Mon Tue Wed Thu Fri Sat Sun
 08:00 ·   ·   ·   ·   ·   ·   ·
 09:15 ██  ·   [▆] ·   ·   ·   ·
 10:00 ███ ·   ██  ·   ·   ·   ·
 11:00 ██  ·   ██  ·   ·   ·   ·
 12:00 ██  ·   ██  ·   ·   ·   ·
 13:00 ·   ·   ▀▀  ·   ·   ·   ·`)
	if diff := cmp.Diff(want, drawn(&g, 40, 7, rich())); diff != "" {
		t.Error(diff)
	}
	for _, c := range []struct{ days, steps, day, minute, top int }{
		{0, 18, 2, 13*60 + 45, 8 * 60},
		{0, 1, 2, 14 * 60, 9 * 60},
		{9, 0, 6, 14 * 60, 9 * 60},
		{0, 99, 6, 23*60 + 45, 18 * 60},
		{-9, -4, 0, 22*60 + 45, 18 * 60},
		{0, -99, 0, 0, 0},
	} {
		g.Cursor.Move(c.days, c.steps)
		g.Follow(7)
		if g.Cursor.Day != c.day || g.Cursor.Minute != c.minute || g.Top != c.top {
			t.Errorf("after %+v: day %d, minute %d, top %d", c, g.Cursor.Day, g.Cursor.Minute, g.Top)
		}
	}
	g.Cursor.Move(0, 5)
	for _, c := range []struct{ by, step, minute int }{{1, 30, 60}, {1, 60, 60}, {1, 60, 60}, {-2, 15, 60}, {-1, 15, 60}} {
		if g.Cursor.Zoom(c.by); g.Cursor.Step != c.step || g.Cursor.Minute != c.minute {
			t.Errorf("zoom %+v: %+v", c, *g.Cursor)
		}
	}
	if at, until := g.Cursor.At(), g.Cursor.Until(); at != 60 || until != 75 {
		t.Errorf("the cursor covers %d to %d", at, until)
	}
}

// TestSurvey brings the windows into view once, and leaves the rest to the cursor.
func TestSurvey(t *testing.T) {
	for _, c := range []struct {
		from, until civil.Clock
		rows        int
		cursor, top int
		coarse      bool
	}{
		{18 * hour, 22 * hour, 6, 18, 17 * 60, false},
		{18 * hour, 24 * hour, 6, 18, 18 * 60, false},
		{0, 2 * hour, 6, 0, 0, false},
		{22 * hour, 30 * hour, 13, 22, 0, true},
		{22 * hour, 30 * hour, 24, 22, 0, false},
		{22 * hour, 30 * hour, 6, 22, 18 * 60, true}, // two hours a line are not enough: those around the cursor
		{9 * hour, 10 * hour, 6, 20, 8 * 60, false},
		{8 * hour, 8 * hour, 13, 9, 7 * 60, false}, // no window: a working day
	} {
		g := weekgrid.Grid{
			Repeats: true, Survey: true, Cursor: &weekgrid.Cursor{Quiet: true, Minute: c.cursor * 60, Step: 60},
			Layers: []weekgrid.Layer{{Spans: []weekgrid.Span{weekgrid.On(1, c.from, c.until)}}},
		}
		g.Follow(1 + c.rows)
		if g.Top != c.top || g.Coarse != c.coarse || g.Survey {
			t.Errorf("%+v: top %d, coarse %v", c, g.Top, g.Coarse)
		}
		if l := g.Lay(40, 1+c.rows); l.Lines() > 1+c.rows {
			t.Errorf("%+v: %d lines", c, l.Lines())
		}
		top := g.Top
		if g.Follow(1 + c.rows); g.Top != top {
			t.Errorf("%+v: it scrolls from %d to %d while nobody edits", c, top, g.Top)
		}
	}
}

// TestCursorOnWindow: a window below the cursor keeps its colour, so that it does not look like a hole.
func TestCursorOnWindow(t *testing.T) {
	look := func(role theme.Role) string {
		g := weekgrid.Grid{
			Cursor: &weekgrid.Cursor{Day: 1, Minute: 9 * 60, Step: 60},
			Layers: []weekgrid.Layer{{Role: role, Spans: []weekgrid.Span{weekgrid.On(1, 9*hour, 10*hour)}}},
		}
		var p widget.Pen
		p.Begin(theme.New(rich()), 64)
		g.Draw(&p, 64, 25)
		return p.String()
	}
	if look(theme.Recurring) == look(theme.Hurts) {
		t.Error("the window below the cursor has lost its colour")
	}
}

// TestBetween is about the clock on the wall, also in a week in which it changes.
func TestBetween(t *testing.T) {
	zone, err := time.LoadLocation("Europe/Lisbon")
	if err != nil {
		t.Fatal(err)
	}
	sunday, _ := civil.MakeDate(2026, 10, 25)
	monday := weekgrid.Monday(sunday)
	if monday.Weekday() != time.Monday || monday != sunday-6 || weekgrid.Monday(monday) != monday {
		t.Fatalf("the week of %v begins on %v", sunday, monday)
	}
	from, _ := civil.Resolve(sunday.At(9*hour), zone)
	got := weekgrid.Between(monday, from, from.Add(4*time.Hour), zone)
	if want := weekgrid.On(6, 9*hour, 13*hour); got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
	twice, _ := civil.Resolve(sunday.At(hour+30*civil.Minute), zone)
	if got := weekgrid.Between(monday, twice, twice.Add(time.Hour), zone); got.Until <= got.From {
		t.Errorf("an hour that comes twice makes an empty span: %+v", got)
	}
}

// anyWeek is a grid of any windows, with or without somebody who edits.
func anyWeek(t *rapid.T) *weekgrid.Grid {
	span := rapid.Custom(func(t *rapid.T) weekgrid.Span {
		from := rapid.IntRange(-3000, 12000).Draw(t, "from")
		return weekgrid.Span{From: from, Until: from + rapid.IntRange(-5, 12000).Draw(t, "long"), Label: rapid.SampledFrom([]string{"", "Ana", "日本語の名"}).Draw(t, "label")}
	})
	g := &weekgrid.Grid{
		Repeats: rapid.Bool().Draw(t, "repeats"),
		Layers: []weekgrid.Layer{
			{Role: theme.Recurring, Spans: rapid.SliceOfN(span, 0, 9).Draw(t, "main")},
			{Role: theme.Muted, Aside: rapid.Bool().Draw(t, "aside"), Spans: rapid.SliceOfN(span, 0, 3).Draw(t, "beside")},
		},
	}
	if rapid.Bool().Draw(t, "editing") {
		g.Cursor = &weekgrid.Cursor{Day: rapid.IntRange(0, 6).Draw(t, "day"), Minute: 15 * rapid.IntRange(0, 95).Draw(t, "quarter"), Step: 15}
	}
	return g
}

// opens says that a window of the grid lies in its week.
func opens(g *weekgrid.Grid) bool {
	for _, layer := range g.Layers {
		for _, s := range layer.Spans {
			if s.Until > s.From && (g.Repeats || s.From < 7*24*60 && s.Until > 0) {
				return true
			}
		}
	}
	return false
}

// TestAnyWeek: whatever the windows, the lines have their width, what is open is to be seen, and so is the cursor.
func TestAnyWeek(t *testing.T) {
	least, low := weekgrid.Least()
	rapid.Check(t, func(t *rapid.T) {
		g := anyWeek(t)
		w, h := rapid.IntRange(least, 200).Draw(t, "w"), rapid.IntRange(low, 60).Draw(t, "h")
		g.Follow(h)
		var p widget.Pen
		p.Begin(theme.New(rich()), w)
		layout := g.Lay(w, h)
		if layout.Lines() > h || layout.Lines() < 2 {
			t.Fatalf("%d lines in %d", layout.Lines(), h)
		}
		for y := range h {
			layout.Draw(&p, y)
			if p.Room() != 0 {
				t.Fatalf("line %d leaves %d cells", y, p.Room())
			}
			p.NewLine()
		}
		text := ansi.Strip(p.String())
		if seen := strings.ContainsAny(text, "█▀▄▂▆▔━↑↓日") || strings.Contains(text, "Ana"); opens(g) && !seen && g.Cursor == nil {
			t.Fatalf("%+v shows nothing:\n%s", g.Layers, text)
		}
		if g.Cursor != nil && !strings.Contains(text, "[") {
			t.Fatalf("the cursor is not to be seen:\n%s", text)
		}
	})
}

// TestTooSmall: below its least size the grid is blank, and as wide as it was asked to be.
func TestTooSmall(t *testing.T) {
	g := cleaners()
	w, h := weekgrid.Least()
	for _, c := range [][2]int{{w - 1, h}, {w, h - 1}} {
		if got := strings.Join(drawn(&g, c[0], c[1], rich()), ""); got != "" {
			t.Errorf("%v: %q", c, got)
		}
	}
	if got := strings.Join(drawn(&g, w, h, rich()), ""); !strings.Contains(got, "Mon") {
		t.Errorf("its least size: %q", got)
	}
}

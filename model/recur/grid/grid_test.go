package grid_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"seamdash/model/civil"
	"seamdash/model/recur"
	"seamdash/model/recur/grid"
	"seamdash/model/rrule"
)

// rule is one of spans, given as pairs of days and hours such as "22:00-06:00".
func rule(tb testing.TB, start string, spans ...string) recur.Rule {
	tb.Helper()
	day, err := civil.ParseDate(start)
	if err != nil {
		tb.Fatal(err)
	}
	r := recur.Rule{Start: day}
	for i := 0; i < len(spans); i += 2 {
		d, bad := rrule.Parse(spans[i])
		from, err := civil.ParseClock(spans[i+1][:5])
		until, wrong := civil.ParseClock(spans[i+1][6:])
		if err := errors.Join(bad, err, wrong); err != nil {
			tb.Fatal(err)
		}
		if until <= from {
			until += civil.Day
		}
		r.Spans = append(r.Spans, recur.Span{Days: d, Hours: recur.Hours{From: from, Until: until}})
	}
	return r
}

// drawn is a grid as text: "Mon 09:00-13:00 Sat 22:00-06:00".
func drawn(g grid.Grid) string {
	var out []string
	for d := range g.Days {
		for _, s := range g.Days[d] {
			day := time.Weekday((d + 1) % 7).String()[:3]
			out = append(out, day+" "+(civil.Clock(s.From)*60).String()+"-"+(civil.Clock(s.Until)*60).String())
		}
	}
	return strings.Join(out, " ")
}

func TestGridOf(t *testing.T) {
	t.Parallel()
	for text, c := range map[string]struct {
		spans []string
		with  func(*recur.Rule)
		want  string
		err   string
	}{
		"by weekday":            {spans: []string{"FREQ=WEEKLY;BYDAY=MO,SU", "22:00-06:00", "FREQ=WEEKLY;BYDAY=WE", "09:00-12:00"}, want: "Mon 22:00-06:00+1 Wed 09:00-12:00 Sun 22:00-06:00+1"},
		"the start's weekday":   {spans: []string{"FREQ=WEEKLY", "09:00-12:00"}, want: "Tue 09:00-12:00"},
		"daily":                 {spans: []string{"FREQ=DAILY;BYDAY=SA,SU", "09:00-12:00"}, want: "Sat 09:00-12:00 Sun 09:00-12:00"},
		"every two weeks":       {spans: []string{"FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", "09:00-12:00"}, want: "Mon 09:00-12:00"},
		"touching":              {spans: []string{"FREQ=WEEKLY;BYDAY=MO", "09:00-12:00", "FREQ=WEEKLY;BYDAY=MO", "12:00-15:00"}, want: "Mon 09:00-15:00"},
		"nothing":               {want: ""},
		"monthly":               {spans: []string{"FREQ=MONTHLY;BYDAY=1MO", "09:00-12:00"}, err: "by the month"},
		"yearly":                {spans: []string{"FREQ=YEARLY", "09:00-12:00"}, err: "by the year"},
		"every two days":        {spans: []string{"FREQ=DAILY;INTERVAL=2", "09:00-12:00"}, err: "every 2 days"},
		"in summer":             {spans: []string{"FREQ=WEEKLY;BYDAY=MO;BYMONTH=6,7", "09:00-12:00"}, err: "in some months"},
		"by day of the month":   {spans: []string{"FREQ=DAILY;BYMONTHDAY=13", "09:00-12:00"}, err: "depend on the date"},
		"by position":           {spans: []string{"FREQ=WEEKLY;BYDAY=MO,TU;BYSETPOS=1", "09:00-12:00"}, err: "by their position"},
		"in different weeks":    {spans: []string{"FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", "09:00-12:00", "FREQ=DAILY", "13:00-14:00"}, err: "in different weeks"},
		"weeks from Sunday":     {spans: []string{"FREQ=WEEKLY;INTERVAL=2;BYDAY=MO;WKST=SU", "09:00-12:00"}, err: "begin on Sunday"},
		"overlapping":           {spans: []string{"FREQ=WEEKLY;BYDAY=MO", "22:00-06:00", "FREQ=WEEKLY;BYDAY=TU", "05:00-07:00"}, err: "Mon 22:00-06:00 and Tue 05:00-07:00 would overlap"},
		"seconds":               {spans: []string{"FREQ=DAILY", "09:00-12:00"}, with: func(r *recur.Rule) { r.Spans[0].Hours.From++ }, err: "seconds"},
		"touching, but counted": {spans: []string{"FREQ=DAILY", "09:00-12:00", "FREQ=DAILY", "12:00-13:00"}, with: func(r *recur.Rule) { r.End = recur.End{Kind: recur.AfterCount, Count: 3} }, err: "one by one"},
	} {
		r := rule(t, "2027-01-05", c.spans...)
		if c.with != nil {
			c.with(&r)
		}
		g, err := grid.Of(&r)
		switch {
		case c.err != "" && (err == nil || !strings.Contains(err.Error(), c.err)):
			t.Errorf("%s: got %v, want %q", text, err, c.err)
		case c.err == "" && (err != nil || drawn(g) != c.want):
			t.Errorf("%s: got %q %v, want %q", text, drawn(g), err, c.want)
		}
	}
}

func TestGridEdits(t *testing.T) {
	t.Parallel()
	const h = 60
	// build paints into an empty week: day, from and until.
	build := func(paint ...[3]int) grid.Grid {
		t.Helper()
		var g grid.Grid
		for _, p := range paint {
			var err error
			if g, err = g.Paint(p[0], p[1], p[2]); err != nil {
				t.Fatal(err)
			}
		}
		return g
	}
	type edit = func(*grid.Grid) (grid.Grid, error)
	for text, c := range map[string]struct {
		from []([3]int)
		do   edit
		want string
		err  string
	}{
		"paint beside":             {from: [][3]int{{0, 9 * h, 12 * h}}, do: func(g *grid.Grid) (grid.Grid, error) { return g.Paint(0, 12*h, 13*h) }, want: "Mon 09:00-13:00"},
		"paint around":             {from: [][3]int{{0, 9 * h, 10 * h}, {0, 11 * h, 12 * h}}, do: func(g *grid.Grid) (grid.Grid, error) { return g.Paint(0, 8*h, 13*h) }, want: "Mon 08:00-13:00"},
		"paint under a night":      {from: [][3]int{{6, 22 * h, 30 * h}}, do: func(g *grid.Grid) (grid.Grid, error) { return g.Paint(0, 5*h, 7*h) }, want: "Mon 06:00-07:00 Sun 22:00-06:00+1"},
		"paint into the morning":   {from: [][3]int{{1, 5 * h, 7 * h}}, do: func(g *grid.Grid) (grid.Grid, error) { return g.Paint(0, 22*h, 30*h) }, want: "Mon 22:00-05:00+1 Tue 05:00-07:00"},
		"paint what is open":       {from: [][3]int{{1, 5 * h, 7 * h}}, do: func(g *grid.Grid) (grid.Grid, error) { return g.Paint(1, 6*h, 7*h) }, want: "Tue 05:00-07:00"},
		"paint nothing":            {do: func(g *grid.Grid) (grid.Grid, error) { return g.Paint(1, 6*h, 6*h) }, err: "closes after it opens"},
		"erase the middle":         {from: [][3]int{{0, 9 * h, 17 * h}}, do: func(g *grid.Grid) (grid.Grid, error) { return g.Erase(0, 12*h, 13*h) }, want: "Mon 09:00-12:00 Mon 13:00-17:00"},
		"erase Sunday's tail":      {from: [][3]int{{6, 22 * h, 30 * h}}, do: func(g *grid.Grid) (grid.Grid, error) { return g.Erase(0, 0, 2*h) }, want: "Mon 02:00-06:00 Sun 22:00-00:00+1"},
		"move over midnight":       {from: [][3]int{{0, 0, 2 * h}}, do: func(g *grid.Grid) (grid.Grid, error) { return g.Move(0, 0, -h) }, want: "Sun 23:00-01:00+1"},
		"move into another":        {from: [][3]int{{0, 9 * h, 10 * h}, {0, 11 * h, 12 * h}}, do: func(g *grid.Grid) (grid.Grid, error) { return g.Move(0, 0, 90) }, err: "Mon 10:30-11:30 and Mon 11:00-12:00 would overlap"},
		"open earlier":             {from: [][3]int{{0, 9 * h, 10 * h}}, do: func(g *grid.Grid) (grid.Grid, error) { return g.MoveFrom(0, 0, -15) }, want: "Mon 08:45-10:00"},
		"close before it opens":    {from: [][3]int{{0, 9 * h, 10 * h}}, do: func(g *grid.Grid) (grid.Grid, error) { return g.MoveUntil(0, 0, -h) }, err: "closes after it opens"},
		"remove":                   {from: [][3]int{{0, 9 * h, 10 * h}, {2, 9 * h, 10 * h}}, do: func(g *grid.Grid) (grid.Grid, error) { return g.Remove(2, 0) }, want: "Mon 09:00-10:00"},
		"not there":                {do: func(g *grid.Grid) (grid.Grid, error) { return g.Move(2, 0, 15) }, err: "no window here"},
		"copy a day":               {from: [][3]int{{0, 9 * h, 10 * h}, {2, 1 * h, 2 * h}}, do: func(g *grid.Grid) (grid.Grid, error) { return g.CopyDay(0, 2, 4) }, want: "Mon 09:00-10:00 Wed 09:00-10:00 Fri 09:00-10:00"},
		"copy a night on a day":    {from: [][3]int{{0, 22 * h, 30 * h}, {2, 5 * h, 7 * h}}, do: func(g *grid.Grid) (grid.Grid, error) { return g.CopyDay(0, 1) }, err: "would overlap"},
		"copy no day":              {do: func(g *grid.Grid) (grid.Grid, error) { return g.CopyDay(7, 1) }, err: "no day 7"},
		"split at midnight":        {from: [][3]int{{6, 22 * h, 30 * h}}, do: func(g *grid.Grid) (grid.Grid, error) { return g.Split(6, 0) }, want: "Mon 00:00-06:00 Sun 22:00-00:00+1"},
		"split a weekend":          {from: [][3]int{{4, 18 * h, 52 * h}}, do: func(g *grid.Grid) (grid.Grid, error) { return g.Split(4, 0) }, want: "Fri 18:00-00:00+1 Sat 00:00-00:00+1 Sun 00:00-04:00"},
		"split what does not need": {from: [][3]int{{6, 22 * h, 24 * h}}, do: func(g *grid.Grid) (grid.Grid, error) { return g.Split(6, 0) }, err: "Sun 22:00-24:00 does not run over midnight"},
		"join":                     {from: [][3]int{{6, 22 * h, 24 * h}, {0, 0, 6 * h}}, do: func(g *grid.Grid) (grid.Grid, error) { return g.Join(6, 0) }, want: "Sun 22:00-06:00+1"},
		"join with nothing":        {from: [][3]int{{6, 22 * h, 24 * h}}, do: func(g *grid.Grid) (grid.Grid, error) { return g.Join(6, 0) }, err: "no window begins"},
	} {
		g := build(c.from...)
		before := drawn(g)
		got, err := c.do(&g)
		switch {
		case c.err != "" && (err == nil || !strings.Contains(err.Error(), c.err)):
			t.Errorf("%s: got %v, want %q", text, err, c.err)
		case c.err == "" && (err != nil || drawn(got) != c.want):
			t.Errorf("%s: got %q %v, want %q", text, drawn(got), err, c.want)
		}
		if drawn(g) != before {
			t.Errorf("%s: the grid itself was changed", text)
		}
	}
}

// TestGridOfOtherWeeks: where the next week is not like this one, nothing runs from Sunday into Monday.
func TestGridOfOtherWeeks(t *testing.T) {
	t.Parallel()
	g := grid.Grid{Every: 2}
	g, err := g.Paint(6, 22*60, 30*60)
	if err != nil {
		t.Fatal(err)
	}
	g, err = g.Paint(0, 5*60, 7*60)
	if err != nil || drawn(g) != "Mon 05:00-07:00 Sun 22:00-06:00+1" {
		t.Errorf("got %q %v: Monday's window was cut by that of the Sunday two weeks before", drawn(g), err)
	}
	if _, err := g.Split(6, 0); err == nil || !strings.Contains(err.Error(), "2 weeks later") {
		t.Errorf("got %v, want that there is no week for the rest", err)
	}
	if _, _, ok := g.At(0, 60); ok {
		t.Error("Monday 01:00 is in Sunday's window of the week before")
	}
}

// openMinutes is which minutes of the weeks of a grid are open.
func openMinutes(g *grid.Grid) []bool {
	out := make([]bool, max(g.Every, 1)*7*24*60)
	for d := range g.Days {
		for _, s := range g.Days[d] {
			for m := s.From; m < s.Until; m++ {
				out[(d*24*60+m)%len(out)] = true
			}
		}
	}
	return out
}

// TestGridEditsByMinutes paints and erases at random and compares with a list of minutes; at each step the grid must survive
// being made a rule and shown again, and that rule be the same as its normal form.
func TestGridEditsByMinutes(t *testing.T) {
	t.Parallel()
	edits := 0
	rapid.Check(t, func(t *rapid.T) {
		g := grid.Grid{Every: rapid.IntRange(1, 2).Draw(t, "every")}
		for range rapid.IntRange(1, 12).Draw(t, "edits") {
			day, from := rapid.IntRange(0, 6).Draw(t, "day"), rapid.IntRange(0, 95).Draw(t, "from")*15
			until := from + rapid.IntRange(1, 130).Draw(t, "for")*15
			want := openMinutes(&g)
			paint := rapid.IntRange(0, 2).Draw(t, "paint") > 0
			for m := from; m < until; m++ {
				want[(day*24*60+m)%len(want)] = paint
			}
			next, err := g.Erase(day, from, until)
			if paint {
				next, err = g.Paint(day, from, until)
			}
			if err != nil && g.Every > 1 && strings.Contains(err.Error(), "the week ends there") {
				continue
			}
			if err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(want, openMinutes(&next)) {
				t.Fatalf("%s\npaint %v day %d %d-%d\n%s", drawn(g), paint, day, from, until, drawn(next))
			}
			g = next
			edits++
			checkGridRule(t, &g)
		}
	})
	if edits == 0 && !testing.Short() {
		t.Error("nothing was edited")
	}
}

func checkGridRule(t *rapid.T, g *grid.Grid) {
	r := recur.Rule{Name: "Cleaners", Start: 20825, Spans: []recur.Span{{Days: rrule.Rule{Freq: rrule.Yearly}}}}
	g.Into(&r)
	back, err := grid.Of(&r)
	if err != nil {
		t.Fatalf("%s: %v", drawn(*g), err)
	}
	if !back.Equal(g) && drawn(*g) != "" {
		t.Fatalf("%s became %s", drawn(*g), drawn(back))
	}
	normal := r.Normal()
	if diff := cmp.Diff(normal.Spans, r.Spans); diff != "" && drawn(*g) != "" {
		t.Fatalf("the grid does not write the normal form: %s", diff)
	}
}

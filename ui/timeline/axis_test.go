package timeline_test

import (
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"seamdash/model"
	"seamdash/ui/theme"
	"seamdash/ui/timeline"
	"seamdash/ui/widget"
)

func zoneOf(t *testing.T, name string) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

// drawn is one line of the scale, as text.
func drawn(axis *timeline.Axis, draw func(*widget.Pen)) string {
	var p widget.Pen
	p.Begin(theme.New(theme.Options{Profile: colorprofile.TrueColor}), axis.Cells())
	draw(&p)
	return ansi.Strip(p.String())
}

func bar(axis *timeline.Axis, w model.Window) string {
	return drawn(axis, func(p *widget.Pen) { axis.Draw(p, w, theme.Works) })
}

// TestBars draws windows on a Friday at 14:02 in Los Angeles, eight cells (of three hours) a day.
func TestBars(t *testing.T) {
	zone := zoneOf(t, "America/Los_Angeles")
	now := time.Date(2026, 11, 20, 14, 2, 0, 0, zone)
	axis, ok := timeline.NewAxis(now, zone, 60)
	if !ok || axis.Cells() != 56 {
		t.Fatalf("ok %v, %d cells", ok, axis.Cells())
	}
	at := func(day, hour int) time.Time { return time.Date(2026, 11, day, hour, 0, 0, 0, zone) }
	for _, c := range []struct {
		name   string
		window model.Window
		want   string
	}{
		{"none", model.Window{From: at(10, 0), Until: at(11, 0)}, "·   │   ·       ·       ·       ·       ·       ·       "},
		{"today", model.Window{From: at(20, 9), Until: at(20, 16)}, "·  ━┿   ·       ·       ·       ·       ·       ·       "},
		{"over now", model.Window{From: at(20, 6), Until: at(20, 21)}, "· ━━┿━━ ·       ·       ·       ·       ·       ·       "},
		{"a stay", model.Window{From: at(20, 15), Until: at(22, 11)}, "·   │━━━━━━━━━━━━━━━    ·       ·       ·       ·       "},
		{"the next stay", model.Window{From: at(22, 15), Until: at(24, 11)}, "·   │   ·       ·    ━━━━━━━━━━━━━━━    ·       ·       "},
		{"half an hour", model.Window{From: at(23, 0), Until: at(23, 0).Add(30 * time.Minute)}, "·   │   ·       ·       ━       ·       ·       ·       "},
		{"beyond both ends", model.Window{From: at(1, 0), Until: at(30, 0)}, "━━━━┿━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━"},
		{"without an end", model.Window{From: at(26, 0)}, "·   │   ·       ·       ·       ·       ·       ━━━━━━━━"},
	} {
		if got := bar(&axis, c.window); got != c.want {
			t.Errorf("%s:\n got %q\nwant %q", c.name, got, c.want)
		}
	}
	want := "Fri 20  Sat 21  Sun 22  Mon 23  Tue 24  Wed 25  Thu 26  "
	if got := drawn(&axis, axis.DrawDays); got != want {
		t.Errorf("days %q, want %q", got, want)
	}
}

// TestClockChange: on the day of 25 hours noon stays in the middle, and the next days begin at their midnights.
func TestClockChange(t *testing.T) {
	zone := zoneOf(t, "Europe/Lisbon")
	now := time.Date(2026, 10, 24, 0, 30, 0, 0, zone)
	axis, _ := timeline.NewAxis(now, zone, 7*25)
	local := func(day, hour int) time.Time { return time.Date(2026, 10, day, hour, 0, 0, 0, zone) }
	line := bar(&axis, model.Window{From: local(25, 4), Until: local(26, 0)})
	// 4 o'clock is the fifth of 25 hours, because one came twice.
	first, last := -1, -1
	for i, r := range []rune(line) {
		if r == '━' {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	if first != 25+5 || last != 49 {
		t.Errorf("the bar covers cells %d to %d, want 30 to 49: %q", first, last, line)
	}
}

func TestTooNarrow(t *testing.T) {
	if _, ok := timeline.NewAxis(time.Unix(0, 0), time.UTC, 7*4-1); ok {
		t.Error("a scale on which nothing can be told apart")
	}
}

// TestAnyWindow: whatever the window, a line is as wide as the scale, the line of now is there, and a window that the
// scale shows has at least one cell.
func TestAnyWindow(t *testing.T) {
	zone := zoneOf(t, "America/Los_Angeles")
	rapid.Check(t, func(t *rapid.T) {
		now := time.Unix(rapid.Int64Range(1.7e9, 1.9e9).Draw(t, "now"), 0)
		axis, _ := timeline.NewAxis(now, zone, rapid.IntRange(28, 200).Draw(t, "cells"))
		w := model.Window{From: now.Add(time.Duration(rapid.IntRange(-300, 300).Draw(t, "from")) * time.Hour)}
		if length := rapid.IntRange(0, 400).Draw(t, "hours"); length > 0 {
			w.Until = w.From.Add(time.Duration(length) * time.Hour)
		}
		line := bar(&axis, w)
		if n := len([]rune(line)); n != axis.Cells() {
			t.Fatalf("%d cells, want %d: %q", n, axis.Cells(), line)
		}
		if strings.Count(line, "│")+strings.Count(line, "┿") != 1 {
			t.Fatalf("no line of now: %q", line)
		}
		if axis.Shows(w, now) && !strings.ContainsAny(line, "━┿") {
			t.Fatalf("a window of %v from %v is not to be seen at %v: %q", w.Until.Sub(w.From), w.From, now, line)
		}
	})
}

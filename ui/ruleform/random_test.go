package ruleform_test

import (
	"errors"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"seamdash/model"
	"seamdash/model/civil"
	"seamdash/model/recur"
	"seamdash/model/rrule"
	"seamdash/ui/nav"
	"seamdash/ui/ruleform"
	"seamdash/ui/theme"
	"seamdash/ui/uitest"
	"seamdash/ui/widget"
)

// TestAnyKeys presses any keys and pastes anything: every frame is whole, words, week and fields always tell one rule, and a save
// that fails loses nothing.
func TestAnyKeys(t *testing.T) {
	t.Parallel()
	saved, painted := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		b := newBook()
		f := anyForm(t, b)
		first := rapid.Bool().Draw(t, "saved first") // of what the form begins with, which chance seldom leaves as sound
		for i := range rapid.IntRange(1, 60).Draw(t, "steps") {
			b.fails = rapid.SampledFrom([]error{nil, errors.New("the disk is full")}).Draw(t, "fails")
			before := f.Typed()
			intent, cmd := step(t, f, first && i == 0)
			if f.Busy() {
				if intent, _ = f.Update(cmd()); b.fails != nil && f.Typed() != before {
					t.Fatal("a save that failed changed what was typed")
				}
				saved++
			}
			whole(t, f)
			if why := f.Agree(); why != "" {
				t.Fatalf("%s\n%+v\n%+v", why, f.Rule(), f.Typed())
			}
			if _, closed := intent.(nav.Close); closed {
				break
			}
		}
		if r := f.Rule(); len(r.Spans) > 0 {
			painted++
		}
	})
	if (saved == 0 || painted == 0) && !testing.Short() {
		t.Errorf("chance saved %d rules and painted %d", saved, painted)
	}
}

// anyForm opens an editor: for a new rule, for one of the book, for one that the week cannot show, or from a code.
func anyForm(t *rapid.T, b *book) *ruleform.Form {
	c, size := config(t, b), widget.Rect{W: 80, H: 18}
	var f *ruleform.Form
	switch rapid.IntRange(0, 4).Draw(t, "form") {
	case 0:
		f, _ = ruleform.EditRule(c, uitest.Snapshot(), b.with(outcome()).shelf(), "rule1", size)
	case 1:
		rule := outcome()
		rule.Spans = append(rule.Spans, recur.Span{
			Days:  rrule.Rule{Freq: rrule.Monthly, ByDay: []rrule.Day{{N: 1, Weekday: 0}}},
			Hours: recur.Hours{From: 20 * civil.Hour, Until: 26 * civil.Hour},
		})
		f, _ = ruleform.EditRule(c, uitest.Snapshot(), b.with(rule).shelf(), "rule1", size)
	case 2:
		f, _ = ruleform.FromCode(c, uitest.Snapshot(), b.shelf(), nav.CodeOf{Lock: "a3", Code: "a3-duarte"}, size)
	default:
		locks := rapid.SampledFrom([][]model.DeviceID{nil, {"a3"}, {"a3", "b1"}, {"a3", "d1", "gone"}}).Draw(t, "locks")
		f, _ = ruleform.NewRule(c, uitest.Snapshot(), b.shelf(), locks, size)
		f.Update(tea.PasteMsg{Content: "Cleaners"})
		f.Update(pressed("tab"))
		f.Update(tea.PasteMsg{Content: "mon wed 9-13"})
	}
	return f
}

// step does one thing that may happen to an editor, or saves.
func step(t *rapid.T, f *ruleform.Form, save bool) (nav.Intent, tea.Cmd) {
	if save {
		return f.Update(pressed("ctrl+s"))
	}
	keys := []string{
		"tab", "tab", "tab", "shift+tab", "down", "up", "left", "right", "space", "space", "enter", "esc", "ctrl+z", "ctrl+z", "ctrl+y", "ctrl+g",
		"ctrl+s", "ctrl+o", "backspace", "shift+down", "shift+up", "alt+down", "alt+right", "+", "-", "c", "m", "s", "j", "x", "z", "w", "h", "p", "l",
		"u", "1", "3", "5", "9", "0", "a", "e", "k", "t", "y", "n", "f", "o", "home", "end", "pgdown",
	}
	texts := []string{
		"Cleaners", "mon 9-13", "weekdays 9-17, sat 10-14 until 30 jun except 25 dec", "every 2 weeks on tue 22-6", "last fri of the month 9-12",
		"daily 9-13 20 times", " and sun 8-9", "30 jun", "25 dec, 1 jan", "28 nov 10-14", "15 min", "until 4 jan", "tomorrow", "20 times", "4179",
		"4179 5281", "{rule} {n}", "except US holidays", "except holidays", "貯蔵庫", "e\u0301\u0302", "\x1b[2J\x00", strings.Repeat("mon 9-10 ", 60), "wde",
	}
	switch rapid.IntRange(0, 9).Draw(t, "what") {
	case 0, 1:
		return f.Update(tea.PasteMsg{Content: rapid.SampledFrom(texts).Draw(t, "text")})
	case 2:
		f.Show(uitest.Snapshot())
		return nil, nil
	default:
		return f.Update(pressed(rapid.SampledFrom(keys).Draw(t, "key")))
	}
}

// pressed is a key by its name.
func pressed(name string) tea.KeyPressMsg {
	var mod tea.KeyMod
	for prefix, m := range map[string]tea.KeyMod{"shift+": tea.ModShift, "alt+": tea.ModAlt, "ctrl+": tea.ModCtrl} {
		if rest, is := strings.CutPrefix(name, prefix); is {
			name, mod = rest, m
		}
	}
	code, named := map[string]rune{
		"tab": tea.KeyTab, "down": tea.KeyDown, "up": tea.KeyUp, "left": tea.KeyLeft, "right": tea.KeyRight, "enter": tea.KeyEnter,
		"esc": tea.KeyEscape, "backspace": tea.KeyBackspace, "home": tea.KeyHome, "end": tea.KeyEnd, "pgdown": tea.KeyPgDown,
	}[name]
	switch {
	case named:
		return tea.KeyPressMsg{Code: code, Mod: mod}
	case name == "space":
		return tea.KeyPressMsg{Code: tea.KeySpace, Text: " "}
	case mod != 0:
		return tea.KeyPressMsg{Code: rune(name[0]), Mod: mod}
	default:
		return tea.KeyPressMsg{Code: rune(name[0]), Text: name}
	}
}

func whole(t *rapid.T, f *ruleform.Form) {
	var p widget.Pen
	size := widget.Rect{W: rapid.IntRange(60, 210).Draw(t, "width"), H: rapid.IntRange(10, 45).Draw(t, "height")}
	f.Resize(size)
	p.Begin(theme.New(theme.Options{}), size.W)
	at := f.View(&p)
	lines := strings.Split(p.String(), "\n")
	if len(lines) != size.H+1 {
		t.Fatalf("%d lines, want %d", len(lines)-1, size.H)
	}
	for _, line := range lines {
		if n := ansi.StringWidthWc(line); n != size.W {
			t.Fatalf("a line of %d cells, want %d: %q", n, size.W, line)
		}
	}
	if at != nil && (at.X < 0 || at.X >= size.W || at.Y < 0 || at.Y >= size.H) {
		t.Fatalf("the cursor stands at %v of %v", at, size)
	}
}

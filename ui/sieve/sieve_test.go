package sieve_test

import (
	"testing"

	tea "charm.land/bubbletea/v2"

	"seamdash/ui/nav"
	"seamdash/ui/sieve"
)

func TestWords(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"": true, "  ": true, "door": true, "DOOR front": true, "front  oor": true, "door back": false, "doors": false,
	} {
		if got := sieve.Of(text).In("front door"); got != want {
			t.Errorf("%q lets the front door through: %v", text, got)
		}
	}
}

func press(l *sieve.Line, key tea.Key) (nav.Intent, bool) {
	move, changed, _ := l.Press(tea.KeyPressMsg(key))
	return move, changed
}

// typed is a line in which somebody is typing, with a text.
func typed(t *testing.T, text string) *sieve.Line {
	t.Helper()
	l := sieve.New()
	l.Begin()
	for _, r := range text {
		if move, changed := press(&l, tea.Key{Code: r, Text: string(r)}); move != nil || !changed {
			t.Errorf("%q: move %v, changed %v", r, move, changed)
		}
	}
	return &l
}

func TestKeysBesideTheText(t *testing.T) {
	t.Parallel()
	l := typed(t, "A b")
	if _, changed := press(l, tea.Key{Code: tea.KeyLeft}); changed {
		t.Error("a move of the cursor changes the words")
	}
	for code, want := range map[rune]nav.Step{tea.KeyUp: nav.Up, tea.KeyDown: nav.Down, tea.KeyPgUp: nav.PageUp, tea.KeyPgDown: nav.PageDown} {
		if move, changed := press(l, tea.Key{Code: code}); move != (nav.Move{Step: want}) || changed {
			t.Errorf("%v moves %v, changed %v", code, move, changed)
		}
	}
	if !l.Typing() || l.Text() != "A b" || !l.Words().In("xaxbx") {
		t.Errorf("typing %v, %q", l.Typing(), l.Text())
	}
}

func TestLeavingTheLine(t *testing.T) {
	t.Parallel()
	for code, want := range map[rune]string{tea.KeyEnter: "A b", tea.KeyTab: "A b", tea.KeyEsc: ""} {
		l := typed(t, "A b")
		if _, changed := press(l, tea.Key{Code: code}); changed != (want == "") || l.Typing() || l.Text() != want {
			t.Errorf("%v: changed %v, typing %v, %q", code, changed, l.Typing(), l.Text())
		}
	}
}

func TestPaste(t *testing.T) {
	t.Parallel()
	l := typed(t, "")
	if changed, _ := l.Edit(tea.PasteMsg{Content: " pasted"}); !changed || l.Text() != "pasted" || l.Empty() {
		t.Errorf("%v, %q", changed, l.Text())
	}
}

package codeform_test

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"seamdash/model"
	"seamdash/ui/codeform"
	"seamdash/ui/coderow"
	"seamdash/ui/nav"
	"seamdash/ui/theme"
	"seamdash/ui/uitest"
	"seamdash/ui/widget"
)

// TestTimesOfTheLock: the times of a code are written, and read, on the clock of its lock.
func TestTimesOfTheLock(t *testing.T) {
	t.Parallel()
	desk, picture := &uitest.Desk{}, uitest.Snapshot()
	f := codeform.NewEdit(codeform.Config{Desk: desk, Context: t.Context(), Now: uitest.Now, Zones: coderow.NewZones(nil), Home: uitest.Now().Location()},
		picture, nav.CodeOf{Lock: "a3", Code: "a3-duarte"}, widget.Rect{W: 120, H: 30})
	if !strings.Contains(screen(f), "2026-11-21 15:00:12") {
		t.Errorf("the times are not written in the zone of the lock:\n%s", screen(f))
	}
	for range 3 {
		f.Update(tea.KeyPressMsg{Code: tea.KeyTab})
	}
	f.Update(tea.KeyPressMsg{Code: 'u', Mod: tea.ModCtrl})
	f.Update(tea.PasteMsg{Content: "2026-11-21 17:00:12"})
	_, cmd := f.Update(tea.KeyPressMsg{Code: tea.KeyEnter})
	if cmd == nil {
		t.Fatalf("nothing was sent:\n%s", screen(f))
	}
	cmd()
	lock, _ := picture.Lock("a3")
	code, _ := lock.Code("a3-duarte")
	want := model.Window{From: code.Window.From, Until: code.Window.From.Add(2 * 60 * 60 * 1e9)}
	if got := desk.Changes()[0].Change.Window; !got.Equal(want) {
		t.Errorf("asked for %v, want %v", got, want)
	}
}

func screen(f *codeform.Form) string {
	var p widget.Pen
	p.Begin(theme.New(theme.Options{}), 120)
	f.View(&p)
	return p.String()
}

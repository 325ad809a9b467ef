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

// TestZoneComesLater: a form that opens before the lock's zone was read means the same times before and after.
func TestZoneComesLater(t *testing.T) {
	t.Parallel()
	for name, typed := range map[string]string{"untouched": "", "something typed": " x"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			desk, zones, picture := &uitest.Desk{}, coderow.NewZones(nil), uitest.Snapshot()
			f, read := codeform.NewEdit(codeform.Config{Desk: desk, Context: t.Context(), Now: uitest.Now, Zones: zones, Home: uitest.Now().Location()},
				picture, nav.CodeOf{Lock: "a3", Code: "a3-duarte"}, widget.Rect{W: 120, H: 30})
			if typed != "" {
				f.Update(tea.PasteMsg{Content: typed})
			}
			if !strings.Contains(screen(f), "2026-11-21T23:00:12Z") {
				t.Errorf("the times do not say which they mean:\n%s", screen(f))
			}
			batch, _ := read().(coderow.ZoneRead)
			zones.Take(batch)
			f.Show(picture)
			if strings.Contains(screen(f), "2026-11-21 15:00:12") != (typed == "") {
				t.Errorf("the times are not written in the zone of the lock:\n%s", screen(f))
			}
			f.Update(tea.PasteMsg{Content: "!"})
			for range 3 {
				f.Update(tea.KeyPressMsg{Code: tea.KeyTab})
			}
			f.Update(tea.KeyPressMsg{Code: 'u', Mod: tea.ModCtrl})
			f.Update(tea.PasteMsg{Content: "+2h"})
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
		})
	}
}

func screen(f *codeform.Form) string {
	var p widget.Pen
	p.Begin(theme.New(theme.Options{}), 120)
	f.View(&p)
	return p.String()
}

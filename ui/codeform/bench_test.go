package codeform_test

import (
	"crypto/rand"
	"strconv"
	"testing"

	tea "charm.land/bubbletea/v2"

	"seamdash/model"
	"seamdash/ui/codeform"
	"seamdash/ui/coderow"
	"seamdash/ui/theme"
	"seamdash/ui/uitest"
	"seamdash/ui/widget"
)

// BenchmarkKey is a key press in a form that is filled in, with the frame that follows it.
func BenchmarkKey(b *testing.B) {
	for _, locks := range []int{1, 50, 200} {
		for _, in := range []struct {
			name string
			tabs int
		}{{"name", 0}, {"PIN", 1}, {"until", 4}} {
			b.Run(in.name+"/"+strconv.Itoa(locks), func(b *testing.B) {
				f, pen := filled(b, locks), widget.Pen{}
				look := theme.New(theme.Options{})
				for range in.tabs {
					f.Update(tea.KeyPressMsg{Code: tea.KeyTab})
				}
				keys := []tea.KeyPressMsg{{Code: '1', Text: "1"}, {Code: tea.KeyBackspace}}
				b.ReportAllocs()
				i := 0
				for b.Loop() {
					f.Update(keys[i%2])
					pen.Begin(look, 120)
					f.View(&pen)
					i++
				}
			})
		}
	}
}

func filled(b *testing.B, locks int) *codeform.Form {
	b.Helper()
	picture := uitest.Many(locks, 29) // their locks have room for 30
	zones := coderow.NewZones(nil)
	ids := make([]model.DeviceID, len(picture.Locks))
	for i, l := range picture.Locks {
		ids[i] = l.Device.ID
	}
	f := codeform.NewCreate(codeform.Config{
		Desk: &uitest.Desk{}, Context: b.Context(), Now: uitest.Now, Zones: zones, Random: rand.Reader,
	}, picture, ids, widget.Rect{W: 120, H: 33})
	for i, text := range []string{"Guest · Okafor", "739104", "", "tomorrow 3pm", "+1d 11:00"} {
		if i > 0 {
			f.Update(tea.KeyPressMsg{Code: tea.KeyTab})
		}
		f.Update(tea.PasteMsg{Content: text})
	}
	f.Update(tea.KeyPressMsg{Code: tea.KeyTab})
	for range 5 {
		f.Update(tea.KeyPressMsg{Code: tea.KeyUp})
	}
	return f
}

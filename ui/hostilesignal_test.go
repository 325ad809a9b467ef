package ui_test

import (
	"strings"
	"testing"

	"seamdash/model"
	"seamdash/ui"
	"seamdash/ui/uitest"
	"seamdash/ui/uitest/emulator"
)

// TestHostileNotifications: what is told beside the screen is one notification, in which no name begins or ends anything.
func TestHostileNotifications(t *testing.T) {
	all := uitest.Attacks()
	all["ends of notifications"] = "4;1;99\x07\x1b]0;owned\x07;notify;\u009c\x1b\\x"
	for name, text := range all {
		for _, how := range []ui.Notify{ui.OSC9, ui.OSC777, ui.OSC99} {
			mustTellOnce(t, name, how, door(text))
		}
	}
}

func mustTellOnce(t *testing.T, name string, how ui.Notify, text string) {
	t.Helper()
	stage := hostileStage(t, func(int) string { return text })
	stage.Notify, stage.W, stage.H = how, 80, 24
	uitest.Run(t, stage, func(d *uitest.Driver) {
		m := uitest.NewMirror(t, 80, 24, emulator.ByRune)
		news := model.Event{ID: "new", Type: "access_code.set_on_device", At: uitest.Now(), RecordedAt: uitest.Now(), DeviceID: "n", CodeID: "1"}
		d.Show(d.Feed.Picture.WithEvents(append(d.Feed.Picture.Events, news)))
		for _, sequence := range d.Raw {
			m.Send(sequence)
		}
		m.Close()
		screen := m.Screens[0]
		if len(d.Raw) != 1 || len(screen.Complaints) > 0 || len(screen.Titles) > 0 || len(screen.Notes) != 1 {
			t.Errorf("%s, %d: sent %q, complaints %q, titles %q, notes %q", name, how, d.Raw, screen.Complaints, screen.Titles, screen.Notes)
		}
		for _, note := range screen.Notes {
			if uitest.Unseen(note) != 0 || strings.Contains(note, "\n") || !strings.Contains(note, strings.TrimSpace("Nook 7 "+strings.ReplaceAll(text, ";", ","))) {
				t.Errorf("%s, %d: the note is %q", name, how, note)
			}
		}
	})
}

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
	for _, how := range []ui.Notify{ui.OSC9, ui.OSC777, ui.OSC99} {
		stage := hostileStage(t, func(int) string { return door("4;1;99\x07\x1b]0;owned\x07;notify;\u009c\x1b\\x") })
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
			if len(screen.Complaints) > 0 || len(screen.Titles) > 0 || len(screen.Notes) != 1 || !strings.Contains(screen.Notes[0], "Nook 7 4,1,99") {
				t.Errorf("%d: complaints %q, titles %q, notes %q", how, screen.Complaints, screen.Titles, screen.Notes)
			}
		})
	}
}

package ui_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"seamdash/model"
	"seamdash/ui/uitest"
)

// TestZoneIsTold: a lock that takes no times before Seam knows its zone gets it from the form, after a question.
func TestZoneIsTold(t *testing.T) {
	desk := &uitest.Desk{Fails: func(asked int) error {
		if asked == 1 {
			return &model.Fault{Op: "report", Kind: model.KindUnavailable, Message: "Seam answered 503"}
		}
		return nil
	}}
	picture := oneLock(func(d *model.Device) { d.TimeZone, d.Type = "", "ultraloq_lock" })
	uitest.Run(t, uitest.Stage{Desk: desk, Picture: picture}, func(d *uitest.Driver) {
		d.Press("n", "ctrl+r")
		d.Sees("say first where the lock is", "▸ Zone")
		d.Type("Europe/Lisbon")
		d.Press("tab")
		d.Type("Kim")
		d.Press("tab", "tab", "tab", "tab")
		d.Sees("▸ From")
		d.Type("tomorrow 9am for 2h")
		d.Press("enter")
		d.Sees("Seam does not know where the lock is", "in Europe/Lisbon?")
		d.Press("y")
		d.Sees("Seam was not told the zone: Seam answered 503", "NEW CODE")
		d.Press("ctrl+r")
		d.Sees("Seam knows now that the lock is in Europe/Lisbon")
		d.Press("enter")
		d.SeesNot("NEW CODE")
		if diff := cmp.Diff([]string{"a4 ultraloq_lock Europe/Lisbon", "a4 ultraloq_lock Europe/Lisbon"}, desk.Zones()); diff != "" {
			t.Errorf("Seam was told (-want +got):\n%s", diff)
		}
		if n := len(desk.Drafts()); n != 1 {
			t.Errorf("Seam was asked for %d codes", n)
		}
	})
}

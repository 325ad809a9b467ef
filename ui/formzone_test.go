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

// TestEditWithoutZone: whoever changes a name need not know where the lock is.
func TestEditWithoutZone(t *testing.T) {
	desk := &uitest.Desk{}
	code := uitest.FrontDoor()[4]
	device := uitest.Locks()[0].Device
	device.TimeZone = ""
	picture := workspace(model.NewLock(device, []model.AccessCode{code}, true, nil))
	uitest.Run(t, uitest.Stage{Desk: desk, Picture: picture}, func(d *uitest.Driver) {
		d.Press("enter", "e")
		d.Sees("2026-11-21T23:00:12Z")
		d.Type(", Ana")
		d.Press("enter")
		changes := desk.Changes()
		if len(changes) != 1 || changes[0].Change.Name != "Guest · Duarte, Ana" || !changes[0].Change.Window.Equal(code.Window) {
			t.Errorf("asked of Seam: %+v", changes)
		}
	})
}

package ui_test

import (
	"testing"
	"time"

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

// TestTimesOfEachLock: three o'clock is three o'clock on every door.
func TestTimesOfEachLock(t *testing.T) {
	desk := &uitest.Desk{}
	uitest.Run(t, uitest.Stage{Desk: desk}, func(d *uitest.Driver) {
		for _, lock := range []string{"Cedar 12 · Main door", "Quinta do Lago · Portão"} {
			d.GoTo(lock)
			d.Press("enter", "home", "space", "esc")
		}
		d.Press("n")
		d.Type("Plumber")
		d.Press("tab", "tab", "tab", "tab")
		d.Sees("▸ From")
		d.Type("2026-12-01 15:00 for 2h")
		d.Sees("on each lock's own clock, 2 zones")
		d.Press("enter")
		drafts := desk.Drafts()
		if len(drafts) != 2 {
			t.Fatalf("asked of Seam: %+v", drafts)
		}
		lisbon := time.Date(2026, 12, 1, 15, 0, 0, 0, time.UTC)
		if got := drafts[0].Window.From; !got.Equal(inLosAngeles(t, "2026-12-01 15:00")) {
			t.Errorf("in Los Angeles from %v", got)
		}
		if got := drafts[1].Window; !got.From.Equal(lisbon) || !got.Until.Equal(lisbon.Add(2*time.Hour)) {
			t.Errorf("in Lisbon %v", got)
		}
	})
}

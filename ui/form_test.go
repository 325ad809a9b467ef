package ui_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"seamdash/model"
	"seamdash/ui/uitest"
)

// inLosAngeles is a time on the clock of most locks of the believable world.
func inLosAngeles(t *testing.T, text string) time.Time {
	t.Helper()
	zone, err := time.LoadLocation("America/Los_Angeles")
	if err != nil {
		t.Fatal(err)
	}
	at, err := time.ParseInLocation("2006-01-02 15:04", text, zone)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// fillIn opens the form for a new code on the front door and fills in what is needed.
func fillIn(d *uitest.Driver) {
	toFrontDoor(d)
	d.Press("n")
	d.Type("Guest · Silva")
	d.Press("tab")
	d.Type("739 104")
	d.Press("tab", "tab")
	d.Type("tomorrow 3pm")
	d.Press("tab")
	d.Type("+1d 11:00")
}

// TestCreate: what is typed is what Seam is asked for, once, and the form closes when Seam has it.
func TestCreate(t *testing.T) {
	desk := &uitest.Desk{Takes: time.Second}
	uitest.Run(t, uitest.Stage{Desk: desk}, func(d *uitest.Driver) {
		fillIn(d)
		d.Sees("739104", "Sat 21 Nov 2026 15:00 Los Angeles", "Sun 22 Nov 2026 11:00 Los Angeles · 20 h", "fits · on the lock in about 2 min")
		d.Press("enter", "enter")
		d.Sees("asking Seam", "goes on")
		d.After(2 * time.Second)
		d.Sees("Guest · Silva on Maple Ct 3B · Front Door: Seam has it")
		d.SeesNot("NEW CODE")
		want := []model.CodeDraft{{
			DeviceID: "a3", Name: "Guest · Silva", PIN: model.NewPIN("739104"),
			Window: model.Window{From: inLosAngeles(t, "2026-11-21 15:00"), Until: inLosAngeles(t, "2026-11-22 11:00")},
		}}
		if diff := cmp.Diff(want, desk.Drafts()); diff != "" {
			t.Errorf("asked of Seam (-want +got):\n%s", diff)
		}
	})
}

// TestCreateFails: a failed request keeps everything that was typed, and Seam's words stand beside their fields.
func TestCreateFails(t *testing.T) {
	desk := &uitest.Desk{Fails: func(asked int) error {
		if asked > 1 {
			return nil
		}
		return &model.Fault{Op: "create a code", Kind: model.KindInvalid, Message: "1 input error", Fields: map[string][]string{"name": {"this name is odd"}}}
	}}
	uitest.Run(t, uitest.Stage{Desk: desk}, func(d *uitest.Driver) {
		fillIn(d)
		d.Press("enter")
		d.Sees("✖ this name is odd", "was not made on Maple Ct 3B · Front Door: 1 input error", "Guest · Silva", "739104", "tomorrow 3pm", "+1d 11:00")
		d.Type("!")
		d.SeesNot("this name is odd")
		d.Press("enter")
		d.Sees("Guest · Silva! on Maple Ct 3B · Front Door: Seam has it")
	})
}

// TestLeaveForm: a form with something typed asks, an empty one does not.
func TestLeaveForm(t *testing.T) {
	uitest.Run(t, uitest.Stage{Desk: &uitest.Desk{}}, func(d *uitest.Driver) {
		toFrontDoor(d)
		d.Press("n", "esc")
		d.SeesNot("NEW CODE")
		d.Press("n")
		d.Type("Kim")
		d.Press("esc")
		d.Sees("What you typed would be lost")
		d.Press("enter")
		d.Sees("NEW CODE", "Kim")
		d.Press("esc", "y")
		d.SeesNot("NEW CODE")
	})
}

// TestEditForm: only what was changed is meant, and both times go with it.
func TestEditForm(t *testing.T) {
	desk := &uitest.Desk{}
	uitest.Run(t, uitest.Stage{Desk: desk}, func(d *uitest.Driver) {
		toFrontDoor(d)
		d.Press("/")
		d.Type("duarte")
		d.Press("enter", "e")
		d.Sees("CHANGE THE CODE", "Guest · Duarte")
		d.Press("enter")
		d.Sees("nothing was changed")
		d.Type(" x")
		d.Sees("was Guest · Duarte")
		d.Press("enter")
		changes := desk.Changes()
		if len(changes) != 1 {
			t.Fatalf("%d changes", len(changes))
		}
		want := model.CodeChange{Name: "Guest · Duarte x", Window: changes[0].Before.Window}
		if diff := cmp.Diff(want, changes[0].Change); diff != "" {
			t.Errorf("asked of Seam (-want +got):\n%s", diff)
		}
	})
}

// TestConvertForm: a code with a window works always afterwards.
func TestConvertForm(t *testing.T) {
	desk := &uitest.Desk{}
	uitest.Run(t, uitest.Stage{Desk: desk}, func(d *uitest.Driver) {
		toFrontDoor(d)
		d.Press("/")
		d.Type("duarte")
		d.Press("enter", "c")
		d.Sees("CONVERT THE CODE", "never ends by itself")
		d.Press("enter")
		changes := desk.Changes()
		if len(changes) != 1 || !changes[0].Change.Window.Always() || changes[0].Before.ID != "a3-duarte" {
			t.Errorf("asked of Seam: %+v", changes)
		}
		d.Sees("works always at Seam")
	})
}

// TestClosedWhileAsking: what was asked goes on, and the status line says what came of it.
func TestClosedWhileAsking(t *testing.T) {
	desk := &uitest.Desk{Takes: 3 * time.Second, Fails: func(int) error { return errors.New("the wire is cut") }}
	uitest.Run(t, uitest.Stage{Desk: desk}, func(d *uitest.Driver) {
		fillIn(d)
		d.Press("enter", "esc")
		d.Sees("goes on", "LOCKS")
		d.After(4 * time.Second)
		d.Sees("nobody knows whether Guest · Silva was made")
	})
}

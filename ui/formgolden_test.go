package ui_test

import (
	"strconv"
	"testing"
	"time"

	"seamdash/model"
	"seamdash/ui/uitest"
)

// TestFormGoldens pins the forms as they settle.
func TestFormGoldens(t *testing.T) {
	conflict := &uitest.Desk{Fails: func(int) error {
		return &model.Fault{Op: "create a code", Kind: model.KindInvalid, Message: "2 input errors", Hint: "Correct what is marked.", Fields: map[string][]string{
			"name": {"this name is odd"}, "ends_at": {"must be within a year"},
		}}
	}}
	for _, story := range []struct {
		name  string
		stage uitest.Stage
		play  func(*uitest.Driver)
	}{
		{"form-new", uitest.Stage{}, func(d *uitest.Driver) { toFrontDoor(d); d.Press("n") }},
		{"form-filled", uitest.Stage{}, fillIn},
		{"form-refused", uitest.Stage{Desk: conflict}, func(d *uitest.Driver) { fillIn(d); d.Press("enter") }},
		{"form-asking", uitest.Stage{Desk: &uitest.Desk{Takes: time.Minute}}, func(d *uitest.Driver) { fillIn(d); d.Press("enter") }},
		{"form-wrong", uitest.Stage{}, func(d *uitest.Driver) {
			toFrontDoor(d)
			d.Press("n")
			d.Type("Guest · Silva")
			d.Press("tab")
			d.Type("903114")
			d.Press("tab", "tab")
			d.Type("tomorow 3pm")
			d.Press("up", "up")
		}},
		{"form-leave", uitest.Stage{}, func(d *uitest.Driver) { fillIn(d); d.Press("esc") }},
		{"form-several", uitest.Stage{}, func(d *uitest.Driver) {
			d.Press("2", "*", "n")
			d.Type("Plumber")
			d.Press("tab")
			d.Type("0000")
			d.Press("tab", "space")
		}},
		{"form-edit", uitest.Stage{}, func(d *uitest.Driver) {
			openDuarte(d, "e")
			d.Type(", Ana")
			elsewhere(d, func(c *model.AccessCode) { c.Window.Until = c.Window.Until.Add(time.Hour) })
		}},
		{"form-convert", uitest.Stage{}, func(d *uitest.Driver) { openDuarte(d, "c") }},
		{"form-zone", uitest.Stage{Picture: oneLock(func(d *model.Device) { d.TimeZone = "" })}, func(d *uitest.Driver) {
			d.Press("n")
			d.Type("Kim")
			d.Press("up")
		}},
	} {
		for _, size := range [][2]int{{60, 16}, {80, 24}, {120, 40}, {200, 50}} {
			name := story.name + "-" + strconv.Itoa(size[0]) + "x" + strconv.Itoa(size[1])
			t.Run(name, func(t *testing.T) {
				stage := story.stage
				stage.W, stage.H = size[0], size[1]
				if stage.Desk == nil {
					stage.Desk = &uitest.Desk{}
				}
				uitest.Run(t, stage, func(d *uitest.Driver) {
					story.play(d)
					uitest.Golden(t, name, d.Screen(), *update)
				})
			})
		}
	}
}

package ui_test

import (
	"strconv"
	"testing"
	"time"

	"seamdash/model"
	"seamdash/ui"
	"seamdash/ui/uitest"
)

// TestDeedGoldens pins what changing codes looks like, from the smallest terminal to a large one.
func TestDeedGoldens(t *testing.T) {
	refused := &model.Fault{Op: "delete code", Kind: model.KindUnavailable, Message: "Seam answered 503", Hint: "Wait a minute."}
	under := func(d *uitest.Driver) {
		d.Send(ui.Followed{Writes: []model.Tracked{
			asked("t1", model.ActionUpdate, 2*time.Minute, codeNamed(t, "a3-okafor")), asked("t2", model.ActionDelete, 0, codeNamed(t, "a3-painter")),
		}})
		d.After(20 * time.Second)
	}
	stories := []struct {
		name string
		desk *clerk
		play func(*uitest.Driver)
	}{
		{"delete", &clerk{}, func(d *uitest.Driver) { toCode(d, "okafor"); d.Press("x") }},
		{"deed-more", &clerk{}, func(d *uitest.Driver) { toCode(d, "okafor"); d.Press(".") }},
		{"extend", &clerk{}, func(d *uitest.Driver) { toCode(d, "okafor"); d.Press("+") }},
		{"extend-typed", &clerk{}, func(d *uitest.Driver) { toCode(d, "okafor"); d.Press("+", "t"); d.Type("mon 9:00") }},
		{"bulk-count", &clerk{}, func(d *uitest.Driver) { markThree(d); d.Press("x", "5", "enter") }},
		{"bulk-done", &clerk{errs: map[model.CodeID]error{"a3-nanny": refused}}, func(d *uitest.Driver) { markThree(d); d.Press("x", "2", "enter") }},
		{"bulk-stop", &clerk{slow: time.Minute}, func(d *uitest.Driver) { markThree(d); d.Press("x", "2", "enter", "esc") }},
		{"tracking", &clerk{}, under},
		{"tracking-activity", &clerk{}, func(d *uitest.Driver) { under(d); d.Press("5", "w", "down") }},
		{"tracking-details", &clerk{}, func(d *uitest.Driver) { under(d); d.Press("5", "w", "down", "i") }},
		{"undo", &clerk{}, func(d *uitest.Driver) { under(d); d.Press("u") }},
	}
	for _, story := range stories {
		for _, size := range [][2]int{{60, 16}, {80, 24}, {120, 40}, {200, 50}} {
			name := story.name + "-" + strconv.Itoa(size[0]) + "x" + strconv.Itoa(size[1])
			t.Run(name, func(t *testing.T) {
				desk := &clerk{errs: story.desk.errs, slow: story.desk.slow}
				uitest.Run(t, uitest.Stage{Desk: desk, W: size[0], H: size[1]}, func(d *uitest.Driver) {
					story.play(d)
					uitest.Golden(t, name, d.Screen(), *update)
				})
			})
		}
	}
}

package ui_test

import (
	"flag"
	"strings"
	"testing"

	"seamdash/model"
	"seamdash/ui"
	"seamdash/ui/uitest"
)

var update = flag.Bool("update", false, "write the goldens instead of comparing")

// TestGoldens pins the settled screens. Read a golden like a picture before you accept a change of it.
func TestGoldens(t *testing.T) {
	sizes := []struct {
		name string
		w, h int
	}{{"80x24", 80, 24}, {"120x40", 120, 40}, {"200x50", 200, 50}}
	stories := []struct {
		name  string
		stage uitest.Stage
		play  func(*uitest.Driver)
	}{
		{"locks", uitest.Stage{}, func(d *uitest.Driver) { d.Press("down", "down") }},
		{"codes", uitest.Stage{}, func(d *uitest.Driver) { toFrontDoor(d); d.Press("down", "down", "down") }},
		{"activity", uitest.Stage{Picture: eventful()}, func(d *uitest.Driver) { d.Press("5", "down", "down", "down", "down") }},
		{"problems", uitest.Stage{}, func(d *uitest.Driver) { d.Press("4", "down", "down") }},
		{"problems-codes", uitest.Stage{}, func(d *uitest.Driver) { d.Press("4", "right", "down") }},
		{"problems-dangers", uitest.Stage{}, func(d *uitest.Driver) { d.Press("4", "tab", "tab", "down") }},
		{"problems-quiet", uitest.Stage{}, func(d *uitest.Driver) { d.Press("4", "a", "down", "z", "t", "A", "end", "up") }},
		{"problems-snooze", uitest.Stage{}, func(d *uitest.Driver) { d.Press("4", "z") }},
		{"problems-try", uitest.Stage{}, func(d *uitest.Driver) { d.Press("4", "down", "down", "s") }},
		{"problems-none", uitest.Stage{Picture: uitest.Many(400, 5)}, func(d *uitest.Driver) { d.Press("4") }},
		{"problems-ascii", uitest.Stage{Look: ui.Look{ASCII: true}}, func(d *uitest.Driver) { d.Press("4", "right") }},
		{"problems-kept", uitest.Stage{Picture: kept(13)}, func(d *uitest.Driver) { d.Press("4") }},
		{"table", uitest.Stage{}, func(d *uitest.Driver) { d.Press("2", "down", "down") }},
		{"table-stuck", uitest.Stage{}, func(d *uitest.Driver) { d.Press("2", "tab", "space", "S") }},
		{"table-columns", uitest.Stage{}, func(d *uitest.Driver) { d.Press("2", "o", "down", "down", "space", "down", "right") }},
		{"table-views", uitest.Stage{}, func(d *uitest.Driver) { d.Press("2", "w", "down", "down", "space") }},
		{"table-filter", uitest.Stage{}, func(d *uitest.Driver) { d.Press("2", "/"); d.Type("guest front") }},
		{"marks", uitest.Stage{}, func(d *uitest.Driver) { toFrontDoor(d); d.Press("down", "space", "down", "V") }},
		{"palette", uitest.Stage{}, func(d *uitest.Driver) { d.Press(":", "down"); d.Type("lock") }},
		{"unlock", uitest.Stage{Picture: gate(able(), model.Yes), Doors: &porter{}}, func(d *uitest.Driver) { d.Press("U") }},
		{"problem", uitest.Stage{}, func(d *uitest.Driver) { d.GoTo("Maple Ct 3B · Patio") }},
		{"filter", uitest.Stage{}, func(d *uitest.Driver) { d.Press("/"); d.Type("maple front") }},
		{"help", uitest.Stage{}, func(d *uitest.Driver) { d.Press("?") }},
		{"ascii", uitest.Stage{Look: ui.Look{ASCII: true}}, toFrontDoor},
		{"retrying", uitest.Stage{Picture: retrying()}, func(*uitest.Driver) {}},
		{"kept", uitest.Stage{Picture: kept(13)}, func(d *uitest.Driver) { d.GoTo("Maple Ct 3B · Front Door") }},
		{"kept-partly", uitest.Stage{Picture: kept(6)}, func(d *uitest.Driver) { d.GoTo("Pier 4 · Boat shed"); d.Press("enter") }},
		{"connecting", uitest.Stage{Picture: connecting()}, func(*uitest.Driver) {}},
		{"schedules", withRules(ui.Look{}), func(d *uitest.Driver) { d.Press("3", "down") }},
		{"schedules-page", withRules(ui.Look{}), func(d *uitest.Driver) { d.Press("3", "down", "down", "enter") }},
		{"schedules-lock", withRules(ui.Look{}), func(d *uitest.Driver) { d.Press("3", "w", "w", "w") }},
		{"schedules-ascii", withRules(ui.Look{ASCII: true}), func(d *uitest.Driver) { d.Press("3", "w") }},
		{"holidays", withRules(ui.Look{}), func(d *uitest.Driver) { d.Press("3", "h") }},
		{"holidays-new", withRules(ui.Look{}), func(d *uitest.Driver) { d.Press("3", "h", "n"); d.Type("25 dezember"); d.Press("enter") }},
		{"schedules-rolled", rolled(), func(d *uitest.Driver) { d.Press("3", "down") }},
		{"schedules-halted", rolled(), func(d *uitest.Driver) { d.Press("3", "s", "s", "home", "enter", "enter") }},
		{"schedules-rolls", rolled(), func(d *uitest.Driver) { d.Press("3", "s", "s", "home", "enter", "enter"); d.Screen(); d.Press("end") }},
		{"schedules-gone", rolled(), func(d *uitest.Driver) { d.Press("3", "s", "s", "home", "enter") }},
		{"schedules-touched", rolled(), func(d *uitest.Driver) { d.Press("3", "e"); d.Type(" except 20 nov"); d.Press("enter", "a") }},
		{"schedules-remove", withRules(ui.Look{}), func(d *uitest.Driver) { d.Press("3", "x") }},
	}
	for _, story := range stories {
		for _, size := range sizes {
			t.Run(story.name+"/"+size.name, func(t *testing.T) {
				stage := story.stage
				stage.W, stage.H = size.w, size.h
				uitest.Run(t, stage, func(d *uitest.Driver) {
					story.play(d)
					uitest.Golden(t, story.name+"-"+size.name, d.Screen(), *update)
				})
			})
		}
	}
}

// TestProblemsOnTheSmallestTerminal pins the screen where there is room for one part at a time.
func TestProblemsOnTheSmallestTerminal(t *testing.T) {
	for name, keys := range map[string][]string{"problems": {"down"}, "problems-codes": {"right"}, "problems-dangers": {"tab", "tab"}} {
		uitest.Run(t, uitest.Stage{W: 60, H: 16}, func(d *uitest.Driver) {
			d.Press("4")
			d.Press(keys...)
			uitest.Golden(t, name+"-60x16", d.Screen(), *update)
		})
	}
}

// withRules is a stage with the rules of the believable world.
func withRules(look ui.Look) uitest.Stage {
	return uitest.Stage{Rules: uitest.NewRules(uitest.SomeRules()...), Look: look}
}

// rolled is a stage with the rules of the believable world, which rosa's machine rolls.
func rolled() uitest.Stage {
	rules := uitest.NewRules(uitest.SomeRules()...)
	now := uitest.Rolling(rules)
	return uitest.Stage{Rules: rules, Roller: &uitest.Roller{History: uitest.Rolled(rules)}, Rolling: &now}
}

func TestStyledGolden(t *testing.T) {
	uitest.Run(t, uitest.Stage{W: 120, H: 24}, func(d *uitest.Driver) {
		toFrontDoor(d)
		uitest.Golden(t, "styled", strings.ReplaceAll(d.Styled(), "\x1b", "^"), *update)
	})
}

func TestTooSmall(t *testing.T) {
	uitest.Run(t, uitest.Stage{}, func(d *uitest.Driver) {
		toFrontDoor(d)
		before := d.Screen()
		d.Resize(52, 12)
		uitest.Golden(t, "toosmall", d.Screen(), *update)
		d.Press("j", "/", "v")
		d.Resize(7, 3)
		d.Sees("seamd")
		d.Resize(1, 1)
		d.Screen()
		d.Resize(120, 40)
		if after := d.Screen(); after != before {
			t.Errorf("something was lost while the terminal was small:\n%s", after)
		}
	})
}

// toFrontDoor goes to the codes of the lock that has one in every state.
func toFrontDoor(d *uitest.Driver) {
	d.GoTo("Maple Ct 3B · Front Door")
	d.Press("enter")
}

func retrying() *model.Snapshot {
	s := uitest.Snapshot()
	feed := s.Feed
	feed.Connection, feed.NextTry = model.Retrying, uitest.Now().Add(12e9)
	feed.AsOf = uitest.Now().Add(-90e9)
	feed.Fault = &model.Fault{
		Op: "list events", Kind: model.KindUnreachable, Message: "no answer from connect.getseam.com in 10 s",
		Hint: "Check the network.",
	}
	return s.WithFeed(feed)
}

func connecting() *model.Snapshot {
	return model.NewSnapshot(model.Workspace{}, nil, model.FeedState{}, 0)
}

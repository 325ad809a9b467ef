package ui_test

import (
	"testing"

	tea "charm.land/bubbletea/v2"

	"seamdash/ui"
	"seamdash/ui/uitest"
)

// TestKeyAllocations: a key press with its frame makes less than 300 allocations on every screen. It runs alone, because others
// would be counted with it.
func TestKeyAllocations(t *testing.T) {
	picture := busy(uitest.Many(100, 40), 1000)
	enter, down, up := tea.KeyPressMsg{Code: tea.KeyEnter}, tea.KeyPressMsg{Code: tea.KeyDown}, tea.KeyPressMsg{Code: tea.KeyUp}
	for name, key := range map[string]tea.KeyPressMsg{
		"fleet, locks": {Code: '1', Text: "1"}, "fleet, codes": enter, "codes": {Code: '2', Text: "2"}, "activity": {Code: '5', Text: "5"},
	} {
		app := ui.New(uitest.Config(&uitest.Feed{Picture: picture}, ui.Look{}))
		app.Update(tea.WindowSizeMsg{Width: 200, Height: 50})
		press(app, key)
		before := app.View().Content
		press(app, down)
		if app.View().Content == before {
			t.Errorf("%s: the key changes nothing", name)
		}
		press(app, up)
		if n := testing.AllocsPerRun(20, func() { press(app, down); press(app, up) }) / 2; n >= 300 {
			t.Errorf("%s: %v allocations for a key and its frame", name, n)
		}
	}
}

// TestScheduleKeyAllocations is the same for the schedules, with a rule on each line.
func TestScheduleKeyAllocations(t *testing.T) {
	app, _ := scheduled(t, 100)
	before := app.View().Content
	down, up := tea.KeyPressMsg{Code: tea.KeyDown}, tea.KeyPressMsg{Code: tea.KeyUp}
	press(app, down)
	if app.View().Content == before {
		t.Error("the key changes nothing")
	}
	press(app, up)
	if n := testing.AllocsPerRun(20, func() { press(app, down); press(app, up) }) / 2; n >= 300 {
		t.Errorf("%v allocations for a key and its frame", n)
	}
}

package ui_test

import (
	"fmt"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"seamdash/model"
	"seamdash/model/plan"
	"seamdash/model/recur"
	"seamdash/model/rulebook"
	"seamdash/ui"
	"seamdash/ui/uitest"
)

// manyRules are n rules on the locks of [uitest.Many], of four shapes.
func manyRules(n, locks int) []recur.Rule {
	shapes := []string{"mon wed fri 9-13 and sat 10-16", "daily 22:00-06:00", "every 2 weeks on tue 7-9", "first mon of the month 9-11"}
	kinds := make([]recur.Rule, len(shapes))
	for i, text := range shapes {
		kinds[i] = uitest.Rule("shape", text)
	}
	rules := make([]recur.Rule, n)
	for i := range rules {
		rules[i] = kinds[i%len(kinds)]
		rules[i].Name = fmt.Sprintf("Rule %d", i)
		rules[i].Locks = []model.DeviceID{model.DeviceID(fmt.Sprintf("m%05d", i%locks))}
	}
	return rules
}

// settled runs commands until none is left but those of clocks.
func settled(app *ui.App, cmd tea.Cmd) {
	waits := []tea.Cmd{cmd}
	for len(waits) > 0 {
		cmd, waits = waits[0], waits[1:]
		if cmd == nil {
			continue
		}
		switch msg := cmd().(type) {
		case tea.BatchMsg:
			waits = append(waits, msg...)
		default:
			_, next := app.Update(msg)
			waits = append(waits, next)
		}
	}
}

// scheduled is an app of 200x50 on the screen of schedules with n rules, all worked out.
func scheduled(tb testing.TB, n int) (*ui.App, *uitest.Rules) {
	tb.Helper()
	const locks = 1000
	rules := uitest.NewRules(manyRules(n, locks)...)
	config := uitest.Config(&uitest.Feed{Picture: uitest.Many(locks, 20)}, ui.Look{})
	config.Rules, config.Context = rules, tb.Context()
	app := ui.New(config)
	app.Update(tea.WindowSizeMsg{Width: 200, Height: 50})
	_, cmd := app.Update(ui.RulesChanged{})
	settled(app, cmd)
	_, cmd = app.Update(allRolling(tb, rules))
	settled(app, cmd)
	_, cmd = app.Update(tea.KeyPressMsg{Code: '3', Text: "3"})
	settled(app, cmd)
	return app, rules
}

// allRolling is somebody who rolls all rules, each with a live code.
func allRolling(tb testing.TB, rules *uitest.Rules) ui.Rolling {
	tb.Helper()
	shelf, err := rules.Book.Load(tb.Context())
	if err != nil {
		tb.Fatal(err)
	}
	now := ui.Rolling{By: "rosa@desk", Since: uitest.Now(), States: make(map[plan.Key]plan.State, len(shelf.Rules))}
	for i := range shelf.Rules {
		e := &shelf.Rules[i]
		key := plan.Key{Rule: e.ID, Lock: e.Rule.Locks[0]}
		now.States[key] = plan.State{
			Key: key, Rule: e.Rule.Name, Code: &plan.Code{ID: model.CodeID(e.ID)}, Last: &plan.Roll{Key: key, At: uitest.Now(), What: plan.Made},
		}
	}
	return now
}

// BenchmarkKeySchedules is one key press with the frame that follows, at 200x50. The target is 0.3 ms and 300 allocations, however
// many rules there are; what is worked out beside the screen is not in it.
func BenchmarkKeySchedules(b *testing.B) {
	for _, n := range []int{100, 10_000} {
		b.Run(fmt.Sprintf("schedules/%d", n), func(b *testing.B) {
			app, _ := scheduled(b, n)
			upAndDown(b, func(key tea.KeyPressMsg) { press(app, key) })
		})
	}
}

// BenchmarkRuleChanged is one rule of 10,000 that somebody changed, until all stand as they are now: read, reckoned, in order and
// drawn. Nothing of it but the order and the frame holds up a key.
func BenchmarkRuleChanged(b *testing.B) {
	app, rules := scheduled(b, 10_000)
	shelf, err := rules.Book.Load(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	entry := shelf.Rules[0]
	b.ReportAllocs()
	for b.Loop() {
		entry.Rule.After = 5*time.Minute - entry.Rule.After
		kept, err := rules.Book.Save(b.Context(), []rulebook.Edit{{Entry: entry}}, "", "")
		if err != nil {
			b.Fatal(err)
		}
		entry = kept[0]
		_, cmd := app.Update(ui.RulesChanged{})
		settled(app, cmd)
		_ = app.View()
	}
}

// BenchmarkRolling is the telling of how 10,000 series stand, with the screen of schedules in front: what the keyboard waits for, and
// all of it.
func BenchmarkRolling(b *testing.B) {
	const rules = 10_000
	app, book := scheduled(b, rules)
	now := allRolling(b, book)
	b.Run("keys wait", func(b *testing.B) {
		for b.Loop() {
			app.Update(now)
		}
	})
	b.Run("all", func(b *testing.B) {
		for b.Loop() {
			_, cmd := app.Update(now)
			settled(app, cmd)
		}
	})
}

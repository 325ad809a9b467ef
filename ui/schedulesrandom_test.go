package ui_test

import (
	"context"
	"math/rand/v2"
	"testing"
	"time"

	"seamdash/model"
	"seamdash/model/plan"
	"seamdash/model/recur"
	"seamdash/model/rulebook"
	"seamdash/ui"
	"seamdash/ui/uitest"
)

// TestAnyKeysOnSchedules presses keys as they come, at any size, while other programs change the rules and locks come and go. Every
// frame is whole, and nothing breaks.
func TestAnyKeysOnSchedules(t *testing.T) {
	keys := []string{
		"up", "down", "j", "k", "pgup", "pgdown", "home", "end", "enter", "esc", "tab", "w", "W", "[", "]", "s", "S", "/", "p", "-", "x", "b", "h",
		"r", "g", "d", "o", "1", "t", "c", "l", "3", "X", "backspace", "m", "f", "R", "y", "c", "u",
	}
	sizes := [][2]int{{60, 16}, {80, 24}, {99, 27}, {100, 31}, {120, 40}, {200, 50}, {60, 50}}
	seeds := uint64(6)
	if testing.Short() {
		seeds = 2
	}
	for seed := range seeds {
		rules := uitest.NewRules(uitest.SomeRules()...)
		now, roller := uitest.Rolling(rules), &uitest.Roller{History: uitest.Rolled(rules)}
		uitest.Run(t, uitest.Stage{Rules: rules, Roller: roller, Rolling: &now}, func(d *uitest.Driver) {
			random := rand.New(rand.NewPCG(seed, 7))
			d.Press("3")
			frames := 0
			for range 250 {
				switch random.IntN(40) {
				case 0:
					size := sizes[random.IntN(len(sizes))]
					d.Resize(size[0], size[1])
				case 1:
					meddle(t, rules, random)
					d.Send(ui.RulesChanged{})
				case 2:
					d.Show(uitest.Snapshot().WithoutLocks([]model.DeviceID{uitest.Locks()[random.IntN(13)].Device.ID}, d.Feed.Picture.Feed))
				case 3:
					d.After(time.Duration(random.IntN(40)) * time.Minute)
				case 4:
					d.Send(anyRolling(now, random))
				case 5:
					d.Send(ui.Rolled{Rolls: roller.History[:random.IntN(len(roller.History))]})
				default:
					d.Press(keys[random.IntN(len(keys))])
				}
				d.Screen()
				frames++
			}
			if frames < 250 {
				t.Fatalf("seed %d drew %d frames", seed, frames)
			}
		})
	}
}

// anyRolling is somebody, or nobody, who rolls, and what they keep of some series.
func anyRolling(all ui.Rolling, random *rand.Rand) ui.Rolling {
	some := []ui.Rolling{{}, {By: "rosa@desk"}, {By: "kim@office", Mine: true, Wanted: true}, {Wanted: true}, {By: "agent on desk", Err: context.DeadlineExceeded}}[random.IntN(5)]
	some.States = map[plan.Key]plan.State{}
	for key, st := range all.States {
		if random.IntN(3) > 0 {
			some.States[key] = st
		}
	}
	return some
}

// meddle changes, removes or adds a rule, as another program would.
func meddle(t *testing.T, rules *uitest.Rules, random *rand.Rand) {
	t.Helper()
	shelf, err := rules.Book.Load(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if len(shelf.Rules) == 0 || random.IntN(3) == 0 {
		rules.Put(uitest.Rule("Another", "mon-fri 7-8 and sat 22:00-04:00", "a1", "c1", "gone"), "ana@laptop", "")
		return
	}
	e := shelf.Rules[random.IntN(len(shelf.Rules))]
	e.Rule.Zone, e.Rule.Skip = "Europe/Lisbon", append([]recur.Skip(nil), recur.Skip{Date: e.Rule.Start + 30})
	if _, err := rules.Book.Save(context.Background(), []rulebook.Edit{{Entry: e, Remove: random.IntN(2) == 0}}, "ana@laptop", "meddled"); err != nil {
		t.Fatal(err)
	}
}

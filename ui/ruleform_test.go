package ui_test

import (
	"context"
	"fmt"
	"strconv"
	"testing"
	"time"

	"seamdash/model"
	"seamdash/model/recur"
	"seamdash/model/rulebook"
	"seamdash/ui"
	"seamdash/ui/uitest"
)

// outcome is "Cleaners Mon, Wed, Fri 9-13 and Sat 10-16, not on holidays, until June" on a lock.
func outcome(t *testing.T, rules *uitest.Rules, lock model.DeviceID) recur.Rule {
	t.Helper()
	shelf, err := rules.Book.Load(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	r := uitest.Rule("Cleaners", "mon wed fri 9-13 and sat 10-16 until 30 jun 2027", lock)
	r.Start += 28 // today
	r.Holidays = []recur.SetID{shelf.Sets[0].Set.ID}
	return r
}

// keeps fails unless the book has exactly this rule of its name.
func keeps(t *testing.T, rules *uitest.Rules, want recur.Rule) {
	t.Helper()
	shelf, err := rules.Book.Load(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for i := range shelf.Rules {
		if got := &shelf.Rules[i].Rule; got.Name == want.Name {
			found++
			if !recur.Equal(got, &want) {
				t.Errorf("kept is %+v\nwant %+v", got, want)
			}
		}
	}
	if found != 1 {
		t.Errorf("%d rules are called %s", found, want.Name)
	}
}

// TestRuleByWords: from the list of schedules to the kept rule by one sentence and ten keys.
func TestRuleByWords(t *testing.T) {
	rules := uitest.NewRules()
	uitest.Run(t, uitest.Stage{Rules: rules}, func(d *uitest.Driver) {
		d.Press("3", "n")
		d.Type("Cleaners")
		d.Press("tab")
		d.Type("mon wed fri 9-13 and sat 10-16 until june except holidays")
		d.Press("enter") // goes to what is missing
		d.Sees("no lock is chosen")
		d.Press("enter")
		d.Sees("WHICH LOCKS?")
		d.Type("3bfront")
		d.Press("space", "enter", "ctrl+s")
		d.Sees("“Cleaners” is kept")
		d.SeesNot("understood ✓")
		keeps(t, rules, outcome(t, rules, "a3"))
	})
}

// TestRuleByWeek: the same by the week and the fields.
func TestRuleByWeek(t *testing.T) {
	rules := uitest.NewRules()
	uitest.Run(t, uitest.Stage{Rules: rules}, func(d *uitest.Driver) {
		d.Press("3", "n")
		d.Type("Cleaners")
		d.Press("tab", "tab", "4", "space", "c", "3", "5", "end", "left", "down", "6", "space")
		d.Sees("> mon wed fri 9-13 and sat 10-16")
		d.Press("h", "space", "enter", "up", "up", "up")
		d.Type("june")
		d.Press("up", "up", "up", "enter")
		d.Type("3bfront")
		d.Press("space", "enter", "ctrl+s")
		keeps(t, rules, outcome(t, rules, "a3"))
	})
}

// TestRuleFromCode: R on a code begins with what the code is.
func TestRuleFromCode(t *testing.T) {
	rules := uitest.NewRules()
	uitest.Run(t, uitest.Stage{Rules: rules, Desk: &uitest.Desk{}}, func(d *uitest.Driver) {
		toFrontDoor(d)
		d.Press("/")
		d.Type("duarte")
		d.Press("enter", "R")
		d.Sees("RULE  Guest · Duarte", "> sat 15-11", "on Maple Ct 3B · Front Door")
		d.Press("esc") // nothing was typed, so nothing is asked
		d.SeesNot("RULE  Guest")
	})
}

// TestRuleConflict: somebody else is faster; both are shown, and mine can be kept over theirs.
func TestRuleConflict(t *testing.T) {
	rules := uitest.NewRules(uitest.SomeRules()[0])
	uitest.Run(t, uitest.Stage{Rules: rules}, func(d *uitest.Driver) {
		d.Press("3", "e")
		d.Sees("RULE  Cleaner")
		shelf, err := rules.Book.Load(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		theirs := shelf.Rules[0]
		theirs.Rule.Before = 15 * time.Minute
		if _, err := rules.Book.Save(context.Background(), []rulebook.Edit{{Entry: theirs}}, "rosa@desk", "earlier"); err != nil {
			t.Fatal(err)
		}
		d.Press("shift+tab")
		d.Type("s")
		d.Send(ui.RulesChanged{})
		d.Sees("changed by rosa@desk today 14:02; saving shows both", "RULE  Cleaners")
		d.Press("enter")
		d.Sees("SOMEBODY CHANGED THIS RULE MEANWHILE", "rosa@desk", "Cleaners", "15 min")
		d.Press("m")
		d.Sees("“Cleaners” is changed")
		want := uitest.SomeRules()[0]
		want.Name = "Cleaners"
		keeps(t, rules, want)
	})
}

// TestRuleDraft: what was left unfinished is offered when the editor is opened again.
func TestRuleDraft(t *testing.T) {
	rules := uitest.NewRules()
	uitest.Run(t, uitest.Stage{Rules: rules}, func(d *uitest.Driver) {
		d.Press("3", "n")
		d.Type("Gardener")
		d.Press("tab")
		d.Type("tue 8-")
		d.Press("esc", "k")
		d.Sees("it is offered when the editor is opened again")
		d.Press("n")
		d.Sees("There is an unfinished edit", "“tue 8-”")
		d.Press("t")
		d.Sees("RULE  Gardener", "> tue 8-")
	})
}

// TestRuleSaveLater: an editor that is closed while the book is asked is told of all the same.
func TestRuleSaveLater(t *testing.T) {
	rules := uitest.NewRules()
	rules.Takes = 10 * time.Second
	uitest.Run(t, uitest.Stage{Rules: rules}, func(d *uitest.Driver) {
		d.After(20 * time.Second)
		d.Press("3", "n")
		d.Type("Cleaners")
		d.Press("tab")
		d.Type("mon 9-13")
		d.Press("enter", "enter")
		d.Type("3bfront")
		d.Press("space", "enter", "ctrl+s")
		d.Sees("keeping the rule")
		d.Press("esc")
		d.SeesNot("RULE  Cleaners")
		d.After(11 * time.Second)
		d.Sees("“Cleaners” is kept")
	})
}

// TestRuleGoldens pins the editor as it settles.
func TestRuleGoldens(t *testing.T) {
	filled := func(d *uitest.Driver) {
		d.Press("3", "n")
		d.Type("Cleaners")
		d.Press("tab")
		d.Type("mon wed fri 9-13 and sat 10-16 until 30 jun except US holidays, 25 nov")
	}
	for _, story := range []struct {
		name string
		play func(*uitest.Driver)
	}{
		{"rule-new", func(d *uitest.Driver) { d.Press("3", "n") }},
		{"rule-words", filled},
		{"rule-mistake", func(d *uitest.Driver) { filled(d); d.Type(" and tuu 9-10") }},
		{"rule-week", func(d *uitest.Driver) { filled(d); d.Press("tab", "down", "shift+down") }},
		{"rule-windows", func(d *uitest.Driver) { filled(d); d.Press("tab", "tab", "down", "down", "down", "space") }},
		{"rule-fields", func(d *uitest.Driver) { filled(d); d.Press("tab", "tab", "tab", "tab") }},
		{"rule-locks", func(d *uitest.Driver) { filled(d); d.Press("tab", "tab", "tab", "enter", "space") }},
		{"rule-leave", func(d *uitest.Driver) { filled(d); d.Press("esc") }},
	} {
		for _, size := range [][2]int{{60, 16}, {80, 24}, {120, 40}, {200, 50}} {
			name := story.name + "-" + strconv.Itoa(size[0]) + "x" + strconv.Itoa(size[1])
			t.Run(name, func(t *testing.T) {
				uitest.Run(t, uitest.Stage{Rules: uitest.NewRules(uitest.SomeRules()...), W: size[0], H: size[1]}, func(d *uitest.Driver) {
					story.play(d)
					uitest.Golden(t, name, d.Screen(), *update)
				})
			})
		}
	}
}

// TestRuleConflictOnSmallTerminals: where both versions do not fit, what differs is shown, also when it is at the end of long texts,
// and what is left out is counted.
func TestRuleConflictOnSmallTerminals(t *testing.T) {
	for _, size := range [][2]int{{60, 16}, {80, 24}, {200, 50}} {
		rules := uitest.NewRules(uitest.SomeRules()[0])
		uitest.Run(t, uitest.Stage{Rules: rules, W: size[0], H: size[1]}, func(d *uitest.Driver) {
			d.Press("3", "e")
			shelf, err := rules.Book.Load(context.Background())
			if err != nil {
				t.Fatal(err)
			}
			theirs := shelf.Rules[0]
			theirs.Rule = uitest.Rule("Cleaner", "mon wed fri 9:02-16:02 and sat 10-17 until 30 jun 2027 except 24 dec", "a3", "a4")
			theirs.Rule.Before, theirs.Rule.After = 15*time.Minute, 5*time.Minute
			if _, err := rules.Book.Save(context.Background(), []rulebook.Edit{{Entry: theirs}}, "rosa@desk", "earlier"); err != nil {
				t.Fatal(err)
			}
			d.Press("shift+tab")
			d.Type(" and her crew")
			d.Press("enter", "a")
			d.Sees("SOMEBODY CHANGED THIS RULE MEANWHILE", "Cleaner and her crew", "10-16", "10-17")
			if size[1] == 16 {
				d.Sees("more differences, for which there is no room here", "t take theirs", "m save mine", "n keep both", "esc back")
			} else {
				d.Sees("15 min", "5 min")
			}
			uitest.Golden(t, fmt.Sprintf("rule-conflict-%dx%d", size[0], size[1]), d.Screen(), *update)
		})
	}
}

// TestFooterOfTheWeek: on every terminal the footer names the key that lists all others.
func TestFooterOfTheWeek(t *testing.T) {
	for _, size := range [][2]int{{60, 16}, {80, 24}} {
		uitest.Run(t, uitest.Stage{Rules: uitest.NewRules(), W: size[0], H: size[1]}, func(d *uitest.Driver) {
			d.Press("3", "n")
			d.Type("Gardener")
			d.Press("tab", "tab")
			d.Sees("? all keys", "save", "esc leave")
			d.Press("space")
			d.Sees("? all keys", "save", "esc leave")
		})
	}
}

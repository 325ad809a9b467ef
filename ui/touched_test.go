package ui_test

import (
	"testing"

	"seamdash/ui/uitest"
)

// TestChangesOfLiveCodes: before a rule is changed in a way that does something to a code that is on a lock, the lock and what becomes of the
// code are named, and enter means no; where the code stays as it is nobody is asked.
func TestChangesOfLiveCodes(t *testing.T) {
	const live = "Maple Ct 3B · Front Door: the code that is open now, today 09:02-16:02,"
	rolling(t, uitest.Stage{}, &uitest.Roller{}, func(d *uitest.Driver, rules *uitest.Rules) {
		d.At("Cleaner")
		d.Press("-")
		d.Sees(live + " becomes Sat 10:00-16:00.")
		d.Press("esc", "x")
		d.Sees(live + " leaves the lock.")
		d.Press("esc", "p", "w")
		d.Sees("This changes codes of “Cleaner” that are on locks", live+" becomes 2026-11-27 09:02-16:02")
		d.Press("enter")
		if e, _ := ruleOf(t, rules, "Cleaner"); e.Rule.Pause.Paused {
			t.Fatal("enter paused it")
		}
		d.Press("p", "w", "c")
		if e, _ := ruleOf(t, rules, "Cleaner"); !e.Rule.Pause.Paused {
			t.Fatal("it is not paused")
		}
		d.Press("p", "g") // the code is as it was when the rule was not paused: nothing happens to it
		if e, _ := ruleOf(t, rules, "Cleaner"); e.Rule.Pause.Paused {
			t.Fatal("it was asked before something that does nothing to the code")
		}
		d.Press("b", "1")
		d.Sees("This changes codes of “Cleaner” that are on locks")
		d.Press("c")
		d.Sees("Cleaner is back as it was")
		now := uitest.Rolling(rules)
		now.By = ""
		d.Send(now)
		d.Press("x")
		d.Sees(live+" leaves the lock.", "This happens as soon as somebody rolls the rules.")
	})
	rolling(t, uitest.Stage{}, &uitest.Roller{}, func(d *uitest.Driver, rules *uitest.Rules) {
		d.GoTo("Dog walker") // without a live code
		d.Press("p", "w")
		if e, _ := ruleOf(t, rules, "Dog walker"); !e.Rule.Pause.Paused {
			t.Fatalf("a question stands in the way:\n%s", d.Screen())
		}
	})
}

// TestEditsOfLiveCodes: the editor asks before it keeps a change that does something to a code that is on a lock, and only then.
func TestEditsOfLiveCodes(t *testing.T) {
	for _, size := range [][2]int{{120, 40}, {60, 16}} {
		rolling(t, uitest.Stage{W: size[0], H: size[1]}, &uitest.Roller{}, func(d *uitest.Driver, rules *uitest.Rules) {
			d.At("Cleaner")
			d.Press("e")
			d.Type(" except 24 dec")
			d.Press("enter", "a")
			if e, _ := ruleOf(t, rules, "Cleaner"); len(e.Rule.Skip) != 1 {
				t.Fatalf("what does nothing to the code was not kept:\n%s", d.Screen())
			}
			d.Press("e")
			d.Type(", 20 nov")
			d.Press("enter", "a")
			d.Sees("This changes codes that are on locks. Save it?", "Front Door: the code that is open now, today 09:02-16:02, becomes Sat 10:00-16:00.")
			d.Press("enter")
			d.SeesNot("Save it?")
			if e, _ := ruleOf(t, rules, "Cleaner"); len(e.Rule.Skip) != 1 {
				t.Fatal("enter kept it")
			}
			d.Press("enter", "a", "s")
			if e, _ := ruleOf(t, rules, "Cleaner"); len(e.Rule.Skip) != 2 {
				t.Fatalf("it was not kept:\n%s", d.Screen())
			}
		})
	}
}

package ui_test

import (
	"context"
	"testing"

	"seamdash/model/holidays"
	"seamdash/model/rulebook"
	"seamdash/ui/uitest"
)

// setCalled is a set as it is kept.
func setCalled(t *testing.T, rules *uitest.Rules, name string) (rulebook.SetEntry, bool) {
	t.Helper()
	shelf, err := rules.Book.Load(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range shelf.Sets {
		if e.Set.Name == name {
			return e, true
		}
	}
	return rulebook.SetEntry{}, false
}

// TestHolidays makes a set of a country and one of typed dates, changes its dates and its name, and removes it.
func TestHolidays(t *testing.T) {
	schedules(t, uitest.Stage{}, func(d *uitest.Driver, rules *uitest.Rules) {
		d.Press("h")
		d.Sees("HOLIDAYS 1 set:", "US holidays", "no rule", "Thu 2026-11-26  Thanksgiving Day")
		d.Press("n")
		d.Type("germny")
		d.Press("enter")
		d.Sees("germny", "Germany")
		for range 6 {
			d.Press("backspace")
		}
		d.Type("de-by")
		d.Press("enter")
		d.Sees("What is it called?", "DE-BY holidays")
		d.Press("enter")
		d.Sees("DE-BY holidays is kept", "HOLIDAYS 2 sets")
		d.At("DE-BY holidays")
		if e, ok := setCalled(t, rules, "DE-BY holidays"); !ok || e.Set.Country != "DE" || e.Set.Region != "BY" {
			t.Errorf("kept: %+v", e.Set)
		}
		d.Press("n")
		d.Type("25 dec, 40 dec")
		d.Press("enter")
		d.Sees("40 dec")
		for range 8 {
			d.Press("backspace")
		}
		d.Press("enter", "enter")
		d.Sees("Days off is kept")
		d.At("Days off")
		d.Press("t")
		d.Type(", 1 jan 2027 New Year")
		d.Press("enter")
		e, _ := setCalled(t, rules, "Days off")
		if len(e.Set.Days) != 2 || e.Set.Days[1].Name != "New Year" || e.Version != 2 {
			t.Errorf("kept: %+v, version %d", e.Set.Days, e.Version)
		}
		d.Press("e")
		d.Type(" of ours")
		d.Press("enter")
		d.Sees("Days off of ours is kept")
		d.Press("x", "x", "enter")
		if _, there := setCalled(t, rules, "Days off of ours"); !there {
			t.Error("enter removed it")
		}
		d.Press("x", "r")
		d.Sees("Days off of ours is removed", "HOLIDAYS 2 sets")
		d.Press("esc")
		d.Sees("SCHEDULES 7")
	})
}

// TestSetInUse: a set that a rule has is not removed, nor is what somebody else changed meanwhile written over.
func TestSetInUse(t *testing.T) {
	rules := uitest.NewRules()
	rule := uitest.Rule("Cleaner", "mon 9-13", "a3")
	set, _ := setCalled(t, rules, "US holidays")
	rule.Holidays = append(rule.Holidays, set.Set.ID)
	rules.Put(rule, "sam@desk", "made")
	uitest.Run(t, uitest.Stage{Rules: rules}, func(d *uitest.Driver) {
		d.Press("3", "h")
		d.Sees("Cleaner")
		d.Press("x", "r")
		d.Sees("used by Cleaner")
		if _, there := setCalled(t, rules, "US holidays"); !there {
			t.Fatal("a set that a rule has was removed")
		}
		d.Press("e")
		d.Type("!")
		theirs := set
		theirs.Set.Days = []holidays.Day{{Date: rule.Start + 40, Name: "Inventory"}}
		if _, err := rules.SaveSet(context.Background(), theirs, "ana@laptop", "more"); err != nil {
			t.Fatal(err)
		}
		d.Press("enter")
		d.Sees("ana@laptop")
		d.Press("esc")
		d.Sees("Inventory")
		if e, _ := setCalled(t, rules, "US holidays"); len(e.Set.Days) != 1 {
			t.Errorf("what somebody else kept is gone: %+v", e.Set)
		}
	})
	uitest.Run(t, uitest.Stage{Rules: rules, ReadOnly: true, W: 80, H: 24}, func(d *uitest.Driver) {
		d.Press("3", "h")
		d.Sees("US holidays", "NEXT TWELVE MONTHS")
		d.Press("n")
		d.Sees("this session only reads")
	})
}

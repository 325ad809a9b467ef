package ui_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"seamdash/model"
	"seamdash/model/recur"
	"seamdash/model/rulebook"
	"seamdash/ui"
	"seamdash/ui/uitest"
)

// schedules plays a story on the screen of schedules.
func schedules(t *testing.T, stage uitest.Stage, story func(d *uitest.Driver, rules *uitest.Rules)) {
	t.Helper()
	rules := uitest.NewRules(uitest.SomeRules()...)
	stage.Rules = rules
	uitest.Run(t, stage, func(d *uitest.Driver) {
		d.Press("3")
		story(d, rules)
	})
}

// ruleOf is a rule as it is kept.
func ruleOf(t *testing.T, rules *uitest.Rules, name string) (rulebook.Entry, bool) {
	t.Helper()
	shelf, err := rules.Book.Load(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range shelf.Rules {
		if e.Rule.Name == name {
			return e, true
		}
	}
	return rulebook.Entry{}, false
}

// TestSchedules: the list says of each rule how it stands, when it opens and on how many of its locks its code is; the page says the
// rest of the one under the cursor.
func TestSchedules(t *testing.T) {
	schedules(t, uitest.Stage{}, func(d *uitest.Driver, _ *uitest.Rules) {
		d.Sees("SCHEDULES 7", "nobody rolls: no code is made")
		for name, wants := range map[string][]string{
			"Cleaner": {"open now", "until today 16:02, ends in 2 h", "1 of 1"}, "Night porter": {"waits", "today 22:00 → Sat 06:00", "0 of 2", "never"},
			"Jardineiro": {"paused", "2026-12-03 08:00-12:00"}, "Movers": {"over", "-"}, "Boat club": {"cannot run"}, "Dog walker": {"waits", "Mon 12:00-13:00", "0 of 3"},
		} {
			line := d.Line(name)
			for _, want := range wants {
				if !strings.Contains(line, want) {
					t.Errorf("%s: %q lacks %q", name, line, want)
				}
			}
		}
		d.At("Cleaner")
		d.Sees("Mondays, Wednesdays and Fridays 09:02 to 16:02", "NEXT WINDOWS", "Sat 2026-11-21", "ON THE LOCKS", "Maple Ct 3B · Front Door", "set")
		d.Press("enter", "end")
		d.Sees("EDITS", "made, by sam@desk")
		d.Press("esc", "down")
		d.At("Night porter")
		d.Sees("WEEK of Night porter", "Night porter opens today 22:00", "not on the lock")
	})
}

// TestSchedulesWithoutRules: an empty screen names the key that makes the first rule, and one that nobody can fill says so.
func TestSchedulesWithoutRules(t *testing.T) {
	uitest.Run(t, uitest.Stage{Rules: uitest.NewRules()}, func(d *uitest.Driver) {
		d.Press("3")
		d.Sees("There is no recurring schedule yet.", "n makes one", "R on a code")
	})
	uitest.Run(t, uitest.Stage{}, func(d *uitest.Driver) {
		d.Press("3")
		d.Sees("No rules are kept here.")
	})
}

// TestPauseRule pauses for a week and lets it go on again; every question names the rule, and enter means no.
func TestPauseRule(t *testing.T) {
	schedules(t, uitest.Stage{}, func(d *uitest.Driver, rules *uitest.Rules) {
		d.Press("down", "p")
		d.Sees("Pause “Night porter”?", "for a week, until Fri 2026-11-27", "cancel")
		d.Press("enter")
		if e, _ := ruleOf(t, rules, "Night porter"); e.Rule.Pause.Paused {
			t.Fatal("enter paused it")
		}
		d.Press("p", "w")
		d.Sees("Night porter is paused until Fri 2026-11-27")
		if line := d.Line("▸ ○ paused     Night"); line == "" {
			t.Errorf("the list does not say it:\n%s", d.Screen())
		}
		e, _ := ruleOf(t, rules, "Night porter")
		if e.Version != 2 || !e.Rule.Pause.Paused || e.Rule.Pause.Open || e.Rule.Pause.Until.String() != "2026-11-27" || e.Rule.Pause.From.String() != "2026-11-20" {
			t.Errorf("kept: %+v, version %d", e.Rule.Pause, e.Version)
		}
		d.At("Night porter") // it stays with the rule, which stands elsewhere now
		d.Press("p")
		d.Sees("Let “Night porter” go on?")
		d.Press("g")
		d.Sees("Night porter goes on")
		if e, _ := ruleOf(t, rules, "Night porter"); e.Rule.Pause != (recur.Pause{}) {
			t.Errorf("still %+v", e.Rule.Pause)
		}
		d.Press("enter", "end")
		d.Sees("resumed, by kim@office", "paused until Fri 2026-11-27, by kim")
	})
}

// TestSkipNextWindow takes one window away, and only that one.
func TestSkipNextWindow(t *testing.T) {
	schedules(t, uitest.Stage{}, func(d *uitest.Driver, rules *uitest.Rules) {
		d.Press("down", "-")
		d.Sees("Skip the next window of “Night porter”?", "today 22:00 → Sat 06:00")
		d.Press("s")
		d.Sees("Sat 22:00 → Sun 06:00")
		d.At("Night porter")
		e, _ := ruleOf(t, rules, "Night porter")
		if want := []recur.Skip{{Date: e.Rule.Start + 28, One: true, At: 22 * 60 * 60}}; len(e.Rule.Skip) != 1 || e.Rule.Skip[0] != want[0] {
			t.Errorf("kept: %+v", e.Rule.Skip)
		}
		d.Sees("Fri 2026-11-20", "skipped")
	})
}

// TestRemoveRule: removing asks, Cancel is the default, and the rule can be brought back.
func TestRemoveRule(t *testing.T) {
	schedules(t, uitest.Stage{}, func(d *uitest.Driver, rules *uitest.Rules) {
		d.Press("x")
		d.Sees("Remove the rule “Cleaner” on 1 lock?", "they stay there")
		d.Press("x", "enter")
		if _, there := ruleOf(t, rules, "Cleaner"); !there {
			t.Fatal("the key that asks removed it")
		}
		d.Press("x", "r")
		d.Sees("Cleaner is removed; b brings it back", "SCHEDULES 6")
		if _, there := ruleOf(t, rules, "Cleaner"); there {
			t.Fatal("it is still kept")
		}
		d.Press("b")
		d.Sees("Bring back “Cleaner”, which was removed?")
		d.Press("r")
		d.Sees("Cleaner is back as it was", "SCHEDULES 7")
		if e, there := ruleOf(t, rules, "Cleaner"); !there || len(e.Rule.Spans) != 2 {
			t.Errorf("what came back: %+v", e.Rule)
		}
	})
}

// TestEarlierVersion brings a version of the history back, as one more edit.
func TestEarlierVersion(t *testing.T) {
	schedules(t, uitest.Stage{}, func(d *uitest.Driver, rules *uitest.Rules) {
		d.Press("down", "b")
		d.Sees("there is no earlier version of this rule")
		d.Press("p", "o", "b")
		d.Sees("Which version of “Night porter” shall come back?", "made, by sam@desk")
		d.Press("1")
		d.Sees("Night porter is back as it was")
		d.Press("enter", "end")
		d.Sees("brought back version 1, by kim@office")
		if e, _ := ruleOf(t, rules, "Night porter"); e.Version != 3 || e.Rule.Pause.Paused {
			t.Errorf("version %d, %+v", e.Version, e.Rule.Pause)
		}
	})
}

// TestEarlierVersionWhereOnlyTheListIsSeen needs no look at the history before.
func TestEarlierVersionWhereOnlyTheListIsSeen(t *testing.T) {
	schedules(t, uitest.Stage{W: 80, H: 24}, func(d *uitest.Driver, _ *uitest.Rules) {
		d.Press("down", "p", "o", "b")
		d.Sees("Which version of “Night porter” shall come back?")
	})
}

// TestOneKeyOnTwoScreens: a key that somebody chose for the one screen keeps its meaning on another.
func TestOneKeyOnTwoScreens(t *testing.T) {
	schedules(t, uitest.Stage{Keys: map[string][]string{"problems": {"p"}}}, func(d *uitest.Driver, _ *uitest.Rules) {
		d.SeesNot("cannot be")
		d.Press("p")
		d.Sees("Pause “Cleaner”?")
		d.Press("esc", "1", "p")
		d.Sees("4 of 13  p problems only")
	})
	schedules(t, uitest.Stage{Keys: map[string][]string{"refresh": {"p"}}}, func(d *uitest.Driver, _ *uitest.Rules) {
		d.Sees("the key p cannot be “refresh”, it is “rule-pause”")
	})
}

// TestRuleChangedElsewhere: what another program did meanwhile is never written over; it is told, and shown.
func TestRuleChangedElsewhere(t *testing.T) {
	change := func(t *testing.T, rules *uitest.Rules, edit rulebook.Edit) {
		t.Helper()
		if _, err := rules.Book.Save(context.Background(), []rulebook.Edit{edit}, "ana@laptop", "elsewhere"); err != nil {
			t.Fatal(err)
		}
	}
	schedules(t, uitest.Stage{}, func(d *uitest.Driver, rules *uitest.Rules) {
		e, _ := ruleOf(t, rules, "Cleaner")
		d.Press("x")
		e.Rule.Name = "Cleaning crew"
		change(t, rules, rulebook.Edit{Entry: e})
		d.Press("r") // nobody has told the screen yet
		d.Sees("“Cleaner” is not changed: it was changed by ana@laptop", "Cleaning crew")
		if _, there := ruleOf(t, rules, "Cleaning crew"); !there {
			t.Error("a rule that somebody changed was removed")
		}
		d.Press("down", "p")
		e, _ = ruleOf(t, rules, "Night porter")
		change(t, rules, rulebook.Edit{Entry: e, Remove: true})
		d.Send(ui.RulesChanged{})
		d.Press("w")
		d.Sees("somebody removed the rule meanwhile", "SCHEDULES 6")
		d.SeesNot("Night porter")
	})
}

// TestWeekOfALock turns from the week of a rule to those of its locks, on which other rules and codes are, and through the weeks.
func TestWeekOfALock(t *testing.T) {
	schedules(t, uitest.Stage{W: 200, H: 50}, func(d *uitest.Driver, _ *uitest.Rules) {
		d.At("Cleaner")
		d.Sees("WEEK of Cleaner · Los Angeles", "from 2026-11-16")
		d.Press("w")
		d.Sees("WEEK of Maple Ct 3B · Front Door", "Cleaner · Dog walker · Painter", "Guest · Okafor")
		d.Press("w")
		d.Sees("WEEK of Cleaner")
		d.Press("]")
		d.Sees("from 2026-11-23")
		d.Press("[", "[")
		d.Sees("from 2026-11-09")
		d.Press("w", "W")
		d.Sees("WEEK of Cleaner", "from 2026-11-09")
		d.Press("down")
		d.Sees("WEEK of Night porter", "from 2026-11-16")
	})
}

// TestSchedulesNarrow: at 80x24 there is one part at a time.
func TestSchedulesNarrow(t *testing.T) {
	schedules(t, uitest.Stage{W: 80, H: 24}, func(d *uitest.Driver, _ *uitest.Rules) {
		d.Sees("3 Schedules", "Cleaner", "Night porter")
		d.SeesNot("NEXT WINDOWS")
		d.Press("down", "enter")
		d.Sees("NEXT WINDOWS", "Los Angeles")
		d.SeesNot("Cleaner")
		d.Press("w")
		d.Sees("WEEK of Night porter", "22:00", "↓")
		d.Press("w")
		d.Sees("WEEK of Cedar 12 · Main door")
		d.Press("w", "w")
		d.Sees("NEXT WINDOWS")
		d.Press("end")
		d.Sees("made, by sam@desk")
		d.Press("esc")
		d.At("Night porter")
	})
}

// TestScheduleList: sorting and filtering keep the cursor with its rule.
func TestScheduleList(t *testing.T) {
	schedules(t, uitest.Stage{}, func(d *uitest.Driver, _ *uitest.Rules) {
		d.Press("down", "s")
		d.At("Night porter")
		d.Sees("SCHEDULES 7 by name")
		d.Press("S", "home")
		d.At("Night porter") // the last by name
		d.Press("/")
		d.Type("maple fri")
		d.Sees("2 of 7", "Dog walker", "Cleaner")
		d.SeesNot("Boat club")
		d.Press("esc")
		d.Sees("SCHEDULES 7")
		d.At("Night porter")
	})
}

// TestRulesThatCannotBeRead: the screen says why, and shows them as soon as they can be.
func TestRulesThatCannotBeRead(t *testing.T) {
	rules := uitest.NewRules(uitest.SomeRules()...)
	broken := true
	rules.Fails = func(what string) error {
		if broken && what == "load" {
			return &model.Fault{Op: "read the schedules", Message: "the store is locked", Hint: "close the other program"}
		}
		return nil
	}
	uitest.Run(t, uitest.Stage{Rules: rules}, func(d *uitest.Driver) {
		d.Press("3")
		d.Sees("The rules could not be read", "The store is locked.", "Close the other program")
		d.Press("n")
		d.Sees("the rules have not been read yet")
		broken = false
		d.Send(ui.RulesChanged{})
		d.Sees("SCHEDULES 7", "Cleaner")
		broken = true
		d.Send(ui.RulesChanged{})
		d.Sees("the rules could not be read again", "Cleaner")
	})
}

// TestReadOnlySchedules: everything is shown, nothing is changed, and the keys say why.
func TestReadOnlySchedules(t *testing.T) {
	schedules(t, uitest.Stage{ReadOnly: true}, func(d *uitest.Driver, _ *uitest.Rules) {
		d.Sees("Cleaner")
		for _, key := range []string{"n", "e", "p", "-", "x", "b"} {
			d.Press(key)
			d.Sees("this session only reads")
		}
	})
}

// TestFromACodeToItsRule: R on a code that looks like that of a rule leads there; on any other it makes a new rule.
func TestFromACodeToItsRule(t *testing.T) {
	uitest.Run(t, uitest.Stage{Rules: uitest.NewRules(uitest.SomeRules()...)}, func(d *uitest.Driver) {
		d.GoTo("Maple Ct 3B · Front Door")
		d.Press("enter", "/")
		d.Type("cleaner")
		d.Press("enter", "R")
		d.Sees("“Cleaner” looks like the code of the rule “Cleaner”", "go to the rule", "make another rule of it")
		d.Press("g")
		d.At("Cleaner")
		d.Sees("SCHEDULES 7", "Mondays, Wednesdays and Fridays 09:02 to 16:02")
		d.Press("l")
		d.At("Cleaner")
		d.SeesNot("SCHEDULES")
		d.Press("esc", "enter", "/")
		d.Type("duarte")
		d.Press("enter", "R")
		d.SeesNot("looks like the code of")
		d.Sees("Guest · Duarte")
	})
}

// TestRuleThatCannotBeRead is shown, left alone, and can be removed.
func TestRuleThatCannotBeRead(t *testing.T) {
	rules := uitest.NewRules(uitest.Rule("Cleaner", "mon 9-13", "a3"))
	rules.Spoil("From tomorrow")
	uitest.Run(t, uitest.Stage{Rules: rules}, func(d *uitest.Driver) {
		d.Press("3", "end")
		d.At("From tomorrow")
		d.Sees("SCHEDULES 2", "cannot run", "Most often a newer version of the program wrote it.")
		for _, key := range []string{"e", "p", "-"} {
			d.Press(key)
			d.Sees("it can only be removed")
		}
		d.Press("x", "r")
		d.Sees("From tomorrow is removed", "SCHEDULES 1")
	})
}

// TestRuleOfSeveralZones opens by the clock of each lock: the first to open is told, in its own zone.
func TestRuleOfSeveralZones(t *testing.T) {
	uitest.Run(t, uitest.Stage{Rules: uitest.NewRules(uitest.Rule("Inspection", "sat 9-10", "a1", "c1"))}, func(d *uitest.Driver) {
		d.Press("3")
		d.Sees("Sat 09:00-10:00", "opens Sat 09:00-10:00 (Lisbon), in 10 h", "in 2 time zones; the times")
		if line := d.Line("Quinta do Lago · Portão"); !strings.Contains(line, "not on the lock") {
			t.Errorf("the second lock: %q", line)
		}
	})
}

// TestSkipSeveralInARow: windows that touch are one on the lock, and are skipped as one.
func TestSkipSeveralInARow(t *testing.T) {
	rules := uitest.NewRules(uitest.Rule("Cleaner", "sat 9-11 and sat 11-13 and sun 9-11", "a3"))
	uitest.Run(t, uitest.Stage{Rules: rules}, func(d *uitest.Driver) {
		d.Press("3")
		d.Sees("Sat 09:00-13:00")
		d.Press("-", "s")
		d.Sees("Sun 09:00-11:00")
		d.SeesNot("opens Sat")
		if e, _ := ruleOf(t, rules, "Cleaner"); len(e.Rule.Skip) != 1 || e.Rule.Skip[0].One {
			t.Errorf("kept: %+v", e.Rule.Skip)
		}
	})
}

// TestAnEditThatIsSlow: while one is being kept there is no second, and what failed is told with its reason.
func TestAnEditThatIsSlow(t *testing.T) {
	rules := uitest.NewRules(uitest.SomeRules()...)
	fails := false
	rules.Fails = func(what string) error {
		if fails && what == "save" {
			return &model.Fault{Op: "save the schedules", Message: "the disk is full"}
		}
		return nil
	}
	uitest.Run(t, uitest.Stage{Rules: rules}, func(d *uitest.Driver) {
		d.Press("3")
		rules.Takes = 2 * time.Second
		d.Press("p", "d")
		d.Press("x")
		d.Sees("the last change of a rule is not kept yet")
		d.After(3 * time.Second)
		d.Sees("Cleaner is paused until Sat 2026-11-21")
		d.At("Cleaner") // which is not the first any more
		d.After(5 * time.Second)
		rules.Takes, fails = 0, true
		d.Press("x", "r")
		d.Sees("“Cleaner” is not changed: the disk is full", "SCHEDULES 7")
	})
}

// TestQuestionAboutAnOldVersion: an answer is about the rule as it was shown; when it was changed since, nothing is done.
func TestQuestionAboutAnOldVersion(t *testing.T) {
	schedules(t, uitest.Stage{}, func(d *uitest.Driver, rules *uitest.Rules) {
		d.Press("x")
		e, _ := ruleOf(t, rules, "Cleaner")
		e.Rule.After = 5 * time.Minute
		if _, err := rules.Book.Save(context.Background(), []rulebook.Edit{{Entry: e}}, "ana@laptop", ""); err != nil {
			t.Fatal(err)
		}
		d.Send(ui.RulesChanged{})
		d.Press("r")
		d.Sees("somebody changed “Cleaner” meanwhile; nothing was done")
		if _, there := ruleOf(t, rules, "Cleaner"); !there {
			t.Error("a version that nobody saw was removed")
		}
	})
}

// TestALockGetsAZone: a rule runs as soon as Seam says where its lock is.
func TestALockGetsAZone(t *testing.T) {
	schedules(t, uitest.Stage{}, func(d *uitest.Driver, _ *uitest.Rules) {
		if line := d.Line("Boat club"); !strings.Contains(line, "cannot run") {
			t.Errorf("without a zone: %q", line)
		}
		s := d.Feed.Picture
		shed := *mustLock(t, s, "d1")
		shed.Device.TimeZone = "America/Los_Angeles"
		d.Show(s.WithLocks([]*model.Lock{&shed}, s.Feed))
		if line := d.Line("Boat club"); !strings.Contains(line, "waits") || !strings.Contains(line, "Sun 10:00-18:00") {
			t.Errorf("with a zone: %q", line)
		}
	})
}

// TestACodeOfOtherTimes: a code that has only the name of the rule's is not taken for it.
func TestACodeOfOtherTimes(t *testing.T) {
	rules := uitest.NewRules(uitest.Rule("Cleaner", "mon wed fri 9-13", "a3"))
	uitest.Run(t, uitest.Stage{Rules: rules}, func(d *uitest.Driver) {
		d.Press("3")
		d.Sees("ON THE LOCKS 0 of 1", "other times: today 09:02-16:02")
	})
}

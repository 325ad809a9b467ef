package ui_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"seamdash/model"
	"seamdash/model/plan"
	"seamdash/ui"
	"seamdash/ui/uitest"
)

// rolling plays a story on the screen of schedules, whose rules somebody rolls.
func rolling(t *testing.T, stage uitest.Stage, roller *uitest.Roller, story func(d *uitest.Driver, rules *uitest.Rules)) {
	t.Helper()
	stage.Roller = roller
	schedules(t, stage, func(d *uitest.Driver, rules *uitest.Rules) {
		d.Send(uitest.Rolling(rules))
		story(d, rules)
	})
}

// TestWhoRolls: the header says who rolls and since when as fully as there is room, in red when nobody does, and nothing where there
// is nothing to roll or nobody knows.
func TestWhoRolls(t *testing.T) {
	rosa := ui.Rolling{By: "rosa@desk", Since: uitest.Now().Add(-5 * time.Hour)}
	mine := ui.Rolling{By: "kim@office", Since: uitest.Now().Add(-50 * time.Hour), Mine: true, Wanted: true}
	for _, tc := range []struct {
		w, h    int
		rolling ui.Rolling
		want    string
	}{
		{120, 40, rosa, "↻ rolled by rosa@desk since 09:02"},
		{120, 40, mine, "↻ this program rolls since 2026-11-18 12:02"},
		{120, 40, ui.Rolling{}, "✖ nobody rolls the schedules"},
		{80, 24, rosa, "↻ rosa@desk  ●"},
		{80, 24, mine, "↻ rolls  ●"},
		{80, 24, ui.Rolling{}, "✖ nobody rolls"},
		{60, 16, mine, "↻ "},
		{120, 40, ui.Rolling{Err: errors.New("the store is locked")}, "▲ nobody knows who rolls the schedules"},
		{120, 40, ui.Rolling{By: "rosa@desk", Err: errors.New("no answer")}, "▲ rolled by rosa@desk"},
	} {
		schedules(t, uitest.Stage{W: tc.w, H: tc.h, Roller: &uitest.Roller{}}, func(d *uitest.Driver, _ *uitest.Rules) {
			head := func() string { return strings.Join(strings.Split(d.Screen(), "\n")[:2], "\n") }
			if got := head(); strings.Contains(got, "↻") || strings.Contains(got, "rolls") {
				t.Errorf("before anybody said so: %s", got)
			}
			d.Send(tc.rolling)
			if got := head(); !strings.Contains(got, tc.want) {
				t.Errorf("%dx%d: the header lacks %q:\n%s", tc.w, tc.h, tc.want, got)
			}
		})
	}
	schedules(t, uitest.Stage{Roller: &uitest.Roller{}}, func(d *uitest.Driver, _ *uitest.Rules) {
		d.Send(ui.Rolling{Err: errors.New("the store is locked")})
		d.Sees("nobody knows who rolls: the store is locked")
		d.SeesNot("nobody rolls")
	})
	uitest.Run(t, uitest.Stage{Rules: uitest.NewRules(), Roller: &uitest.Roller{}}, func(d *uitest.Driver) {
		d.Send(ui.Rolling{})
		d.SeesNot("nobody rolls")
	})
}

// TestStartAndStopRolling: when nobody rolls the screen says so and which key begins; the same key ends it, after a question.
func TestStartAndStopRolling(t *testing.T) {
	roller := &uitest.Roller{}
	schedules(t, uitest.Stage{Roller: roller}, func(d *uitest.Driver, _ *uitest.Rules) {
		d.Press("R")
		d.Sees("it is not known yet who rolls")
		d.Send(ui.Rolling{})
		d.Sees("nobody rolls, so no code is made: R rolls here")
		d.Press("R")
		d.Sees("this program rolls the rules whenever nobody else does")
		d.Send(ui.Rolling{By: "kim@office", Mine: true, Wanted: true, Since: uitest.Now()})
		d.SeesNot("nobody rolls")
		d.Press("R", "R", "enter") // pressing it twice is no answer, and enter is no
		if asked := roller.Asked(); slices.Contains(asked, "stop") {
			t.Fatalf("stopped without a yes: %q", asked)
		}
		d.Press("R")
		d.Sees("Stop rolling the rules?", "the next windows have no code")
		d.Press("s")
		d.Sees("this program rolls no more")
		d.Send(ui.Rolling{By: "rosa@desk"})
		d.Press("R")
		d.Sees("rosa@desk rolls already, and one is enough")
		asked := slices.DeleteFunc(roller.Asked(), func(s string) bool { return s == "rolls" })
		if !slices.Equal(asked, []string{"start", "stop"}) {
			t.Errorf("asked for %q", asked)
		}
	})
	failing := &uitest.Roller{Fails: func(what string) error {
		if what == "start" {
			return &model.Fault{Message: "the store is locked"}
		}
		return nil
	}}
	schedules(t, uitest.Stage{Roller: failing}, func(d *uitest.Driver, _ *uitest.Rules) {
		d.Send(ui.Rolling{})
		d.Press("R")
		d.Sees("this program does not roll: the store is locked")
	})
	schedules(t, uitest.Stage{ReadOnly: true, Roller: roller}, func(d *uitest.Driver, _ *uitest.Rules) {
		d.Send(ui.Rolling{})
		d.Sees("nobody rolls: no code is made")
		d.Press("R")
		d.Sees("this session only reads")
	})
	schedules(t, uitest.Stage{}, func(d *uitest.Driver, _ *uitest.Rules) {
		d.Press("R")
		d.Sees("this program cannot roll rules here")
	})
}

// TestHowSeriesStand: the list and the page say of each rule what is on its locks, what is tried again and what stands still.
func TestHowSeriesStand(t *testing.T) {
	rolling(t, uitest.Stage{W: 200, H: 50}, &uitest.Roller{}, func(d *uitest.Driver, _ *uitest.Rules) {
		for name, wants := range map[string][]string{
			"Cleaner": {"open now", "1 of 1", "today 08:56 on lock"}, "Night porter": {"retries", "today 13:56 refused"},
			"Dog walker": {"halted", "0 of 3", "today 13:02 halted"}, "Linen service": {"never"},
		} {
			line := d.Line(name)
			for _, want := range wants {
				if !strings.Contains(line, want) {
					t.Errorf("%s: %q lacks %q", name, line, want)
				}
			}
		}
		d.At("Cleaner")
		d.Sees("on the lock since 08:56", "code a3-cleaner")
		d.Press("down")
		d.At("Night porter")
		d.Sees("retry 14:14 after 3 refusals: Seam could not be reached", "asked for 13:32, not seen yet", "t tries again")
		d.Press("s", "s", "home") // by state
		d.At("Dog walker")
		d.Sees("halted: somebody removed the code", "no code before Mon 02:02")
		d.Press("/")
		d.Type("halted")
		d.Sees("1 of 7", "Dog walker")
	})
}

// TestRetryAndPass: one key takes a rule up again on every lock where it stands still, another lets the window pass there; where
// nothing stands still both say so.
func TestRetryAndPass(t *testing.T) {
	roller := &uitest.Roller{}
	rolling(t, uitest.Stage{}, roller, func(d *uitest.Driver, rules *uitest.Rules) {
		d.Press("t")
		d.Sees("nothing of this rule stands still")
		d.Press("down", "t")
		d.Sees("Night porter is tried again on Cedar 12 · Main door")
		d.GoTo("Dog walker")
		d.Press("o")
		d.Sees("Dog walker lets its next window pass on Maple Ct 1A · Front Door")
		porter, dog := string(rules.ID("Night porter")), string(rules.ID("Dog walker"))
		asked := slices.DeleteFunc(roller.Asked(), func(s string) bool { return s == "rolls" })
		if want := []string{"retry " + porter + " on b1", "skip " + dog + " on a1"}; !slices.Equal(asked, want) {
			t.Errorf("asked for %q, want %q", asked, want)
		}
		alone := uitest.Rolling(rules)
		alone.By = ""
		d.Send(alone)
		d.Press("t")
		d.Sees("as soon as somebody rolls")
	})
}

// TestGoneByHand: who comes to a rule whose code was removed by hand is asked once; enter means no.
func TestGoneByHand(t *testing.T) {
	roller := &uitest.Roller{}
	rolling(t, uitest.Stage{}, roller, func(d *uitest.Driver, rules *uitest.Rules) {
		d.GoTo("Dog walker")
		d.Press("enter")
		d.Sees("Somebody removed the code of “Dog walker” by hand", "On Maple Ct 1A · Front Door, today 13:02", "make it again", "let this window pass", "pause the rule")
		d.Press("enter")
		d.SeesNot("by hand")
		d.Press("esc", "enter")
		d.SeesNot("by hand")
		again := uitest.Rolling(rules)
		key := plan.Key{Rule: rules.ID("Dog walker"), Lock: "a1"}
		st := again.States[key]
		halt := *st.Halt
		halt.Since = halt.Since.Add(time.Minute)
		st.Halt = &halt
		again.States[key] = st
		d.Send(again)
		d.Press("esc", "enter", "p")
		d.Sees("Pause “Dog walker”?")
		d.Press("esc")
		halt.Since = halt.Since.Add(time.Minute)
		d.Press("esc", "enter", "m")
		d.Sees("Dog walker is tried again on")
		if want := "retry " + string(key.Rule) + " on a1"; !slices.Contains(roller.Asked(), want) {
			t.Errorf("asked for %q, want %q among it", roller.Asked(), want)
		}
	})
}

// TestRollsOfARule: its page has every line of its history, the newest first, reads older ones when somebody comes there, and takes
// new ones as they happen.
func TestRollsOfARule(t *testing.T) {
	rules := uitest.NewRules(uitest.SomeRules()...)
	key := plan.Key{Rule: rules.ID("Cleaner"), Lock: "a3"}
	roller := &uitest.Roller{}
	for n := uint64(120); n > 0; n-- {
		when := uitest.Now().Add(-time.Duration(121-n) * time.Hour)
		roller.History = append(roller.History, plan.Roll{Number: n, Key: key, At: when, What: plan.Made, Code: model.CodeID(fmt.Sprintf("c%d", n)), Was: "c0", Step: n + 1000, Why: "its window comes next"})
	}
	uitest.Run(t, uitest.Stage{Rules: rules, Roller: roller}, func(d *uitest.Driver) {
		d.Press("3")
		d.Send(ui.Rolling{By: "rosa@desk"})
		d.Press("enter")
		all := d.Pages()
		for _, want := range []string{"ROLLS", "made", "its window comes next · code c120, was c0 · step 1120", "code c71,", "code c1,"} {
			if !strings.Contains(all, want) {
				t.Errorf("the page lacks %q:\n%s", want, all)
			}
		}
		if n := len(slices.DeleteFunc(roller.Asked(), func(s string) bool { return s != "rolls" })); n != 3 {
			t.Errorf("the history was read in %d parts, want 3", n)
		}
		late := plan.Roll{Number: 121, Key: key, At: uitest.Now(), What: plan.Late, Late: 7 * time.Minute, Code: "c121"}
		d.Send(ui.Rolled{Rolls: []plan.Roll{late}})
		d.Press("home")
		if all = d.Pages(); !strings.Contains(all, "late by 7 min") {
			t.Errorf("what happened meanwhile is not there:\n%s", all)
		}
	})
}

// TestCodesOfRules: a code that belongs to a rule, by its id and not by its name, has a sign in every list and names the rule; what
// is done to it by hand is warned of.
func TestCodesOfRules(t *testing.T) {
	rules := uitest.NewRules(uitest.SomeRules()...)
	now := uitest.Rolling(rules)
	stage := uitest.Stage{Rules: rules, Roller: &uitest.Roller{}, Rolling: &now, Desk: &uitest.Desk{}}
	uitest.Run(t, stage, func(d *uitest.Driver) {
		d.GoTo("Maple Ct 3B · Front Door")
		d.Press("enter", "/")
		d.Type("cleaner")
		d.Press("enter")
		d.Sees("↻ Cleaner", "It belongs to the rule “Cleaner”.")
		d.Press("R")
		d.Sees("“Cleaner” is the code of the rule “Cleaner”")
		d.Press("esc", "e")
		d.Sees("“Cleaner” belongs to the rule “Cleaner”", "go to the rule")
		d.Press("a")
		d.Sees("CHANGE THE CODE")
		d.Press("esc", "x")
		d.Sees("which stands still on this lock once it is gone")
		d.Press("esc", "esc", "home", "*", "x")
		d.Sees("1 code of rules, which stand still there without them", "of the rule “Cleaner”")
		d.Press("esc", "M", "2", "/")
		d.Type("cleaner")
		d.Press("enter")
		var marked []string
		for line := range strings.SplitSeq(d.Screen(), "\n") {
			if strings.Contains(line, "↻ Cleaner") {
				marked = append(marked, line)
			}
		}
		if len(marked) != 1 || !strings.Contains(marked[0], "3B") { // codes of the same name on other locks are not the rule's
			t.Errorf("with a sign: %q", marked)
		}
		delete(now.States, plan.Key{Rule: rules.ID("Cleaner"), Lock: "a3"})
		d.Send(now)
		d.SeesNot("↻ Cleaner")
	})
	stage.Look = ui.Look{ASCII: true}
	now = uitest.Rolling(rules)
	uitest.Run(t, stage, func(d *uitest.Driver) {
		toFrontDoor(d)
		d.Sees("@ Cleaner")
	})
}

// TestShortGap: where a rule's windows follow each other faster than the lock changes codes, its row and its page say so.
func TestShortGap(t *testing.T) {
	rules := uitest.NewRules(uitest.Rule("Nurse", "daily 9-10 and daily 10:20-11", "b1"))
	slow := model.Device{ID: "b1", Name: "Gate", Type: "lockly_lock", TimeZone: "America/Los_Angeles", Online: model.Yes, Managed: true}
	picture := model.NewSnapshot(model.Workspace{ID: "w1"}, []*model.Lock{model.NewLock(slow, nil, true, nil)}, model.FeedState{Connection: model.Live}, 1)
	uitest.Run(t, uitest.Stage{Picture: picture, Rules: rules, Roller: &uitest.Roller{}}, func(d *uitest.Driver) {
		d.Send(ui.Rolling{By: "rosa@desk"})
		d.Press("3")
		d.Sees("▲ waits", "Gate has 20 min between two windows")
	})
}

// TestFrozenRolling: what is on the screen stays as it is while the updates are frozen, but for what must not wait.
func TestFrozenRolling(t *testing.T) {
	rolling(t, uitest.Stage{}, &uitest.Roller{}, func(d *uitest.Driver, rules *uitest.Rules) {
		d.Press("f")
		d.Send(ui.Rolling{By: "ana@laptop"})
		d.Send(badNews(rules, 30))
		d.After(3 * time.Second)
		d.Sees("rolled by rosa@desk", "halted", "nothing more is done")
		d.Press("f")
		d.Sees("rolled by ana@laptop")
		d.SeesNot("✖ halted")
	})
}

// TestRollsWhileReading: what happens while the history is being read is in it, once; one that cannot be read says why.
func TestRollsWhileReading(t *testing.T) {
	rules := uitest.NewRules(uitest.SomeRules()...)
	key := plan.Key{Rule: rules.ID("Cleaner"), Lock: "a3"}
	line := func(n uint64, why string) plan.Roll {
		return plan.Roll{Number: n, Key: key, At: uitest.Now(), What: plan.Made, Why: why}
	}
	roller := &uitest.Roller{History: []plan.Roll{line(2, "the newer one"), line(1, "the older one")}, Takes: time.Second}
	uitest.Run(t, uitest.Stage{Rules: rules, Roller: roller}, func(d *uitest.Driver) {
		d.Press("3")
		d.Send(ui.Rolling{By: "rosa@desk"})
		d.Send(ui.Rolled{Rolls: []plan.Roll{line(2, "the newer one")}}) // the first answer may be from before it
		d.After(5 * time.Second)
		d.Send(ui.Rolled{Rolls: []plan.Roll{line(2, "the newer one")}})
		d.Press("enter")
		d.Screen()
		d.Press("end")
		if n := strings.Count(d.Screen(), "the newer one"); n != 1 {
			t.Errorf("the line is there %d times:\n%s", n, d.Screen())
		}
		if n := len(slices.DeleteFunc(roller.Asked(), func(s string) bool { return s != "rolls" })); n != 2 {
			t.Errorf("the history was read %d times, want once more for what came meanwhile", n)
		}
	})
	broken := &uitest.Roller{Fails: func(string) error { return &model.Fault{Message: "the store is locked"} }}
	uitest.Run(t, uitest.Stage{W: 80, H: 24, Rules: uitest.NewRules(uitest.SomeRules()...), Roller: broken}, func(d *uitest.Driver) {
		d.Press("3")
		d.Send(ui.Rolling{By: "rosa@desk"})
		d.Press("enter")
		d.Screen()
		d.Press("end")
		d.Sees("could not be read: The store is locked.")
	})
}

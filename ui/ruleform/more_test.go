package ruleform_test

import (
	"strconv"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"seamdash/model"
	"seamdash/model/civil"
	"seamdash/model/recur"
	"seamdash/model/recur/words"
	"seamdash/model/rrule"
	"seamdash/model/rulebook"
	"seamdash/ui/nav"
	"seamdash/ui/ruleform"
	"seamdash/ui/uitest"
	"seamdash/ui/widget"
)

// with puts a rule into a book, as rule1.
func (b *book) with(r recur.Rule) *book {
	b.rules["rule1"] = rulebook.Entry{ID: "rule1", Version: 1, Made: uitest.Now(), Rule: r}
	return b
}

func change(b *book) func(*testing.T) (*ruleform.Form, tea.Cmd) {
	return func(t *testing.T) (*ruleform.Form, tea.Cmd) {
		t.Helper()
		return ruleform.EditRule(config(t, b), uitest.Snapshot(), b.shelf(), "rule1", widget.Rect{})
	}
}

// TestUndo: each step goes back and forth again, in words and in the week.
func TestUndo(t *testing.T) {
	play(t, fresh(newBook(), "a3"), func(d *uitest.Driver, s *stage) {
		d.Press("tab")
		d.Type("mon 9-13")
		d.Press("tab", "c", "3")
		d.Sees("> mon wed 9-13")
		d.Press("x")
		d.Sees("> wed 9-13")
		d.Press("ctrl+z")
		d.Sees("> mon wed 9-13", "Mon 23 Nov", "Wed 25 Nov")
		d.Press("ctrl+z")
		d.Sees("> mon 9-13", "Mon 23 Nov")
		d.SeesNot("Wed 25 Nov")
		d.Press("ctrl+y", "ctrl+y")
		d.Sees("> wed 9-13")
		d.Press("ctrl+z", "ctrl+z", "ctrl+z", "ctrl+z", "ctrl+z")
		d.Sees("such as: mon wed fri")
		if got := s.last(); got != "nothing was changed in this editor" {
			t.Errorf("the last undo says %q", got)
		}
		d.Press("tab", "space", "ctrl+y")
		if got := s.last(); got != "nothing was taken back" {
			t.Errorf("after another change, redo says %q", got)
		}
	})
}

// TestLeave: an editor with something in it asks, and the key that asked never answers.
func TestLeave(t *testing.T) {
	b := newBook()
	play(t, fresh(b, "a3"), func(d *uitest.Driver, s *stage) {
		d.Press("tab")
		d.Type("mon 9-13")
		d.Press("esc")
		d.Sees("Leave the rule?")
		d.Press("esc")
		d.SeesNot("Leave the rule?")
		d.Sees("> mon 9-13")
		d.Press("esc", "y")
		if !s.closed || b.saves != 0 || len(b.drafts) != 0 {
			t.Errorf("closed %v, %d saves, drafts %v", s.closed, b.saves, b.drafts)
		}
	})
	play(t, fresh(b, "a3"), func(d *uitest.Driver, s *stage) {
		d.Press("esc")
		if !s.closed {
			t.Error("an editor with nothing in it asks")
		}
	})
}

// TestDraft: what is unfinished is kept after a rest, also words that are not understood, and offered again.
func TestDraft(t *testing.T) {
	b := newBook()
	play(t, fresh(b, "a3"), func(d *uitest.Driver, _ *stage) {
		d.Type("Cleaners")
		d.Press("tab")
		d.Type("mon 9-13 and tue 9")
		if len(b.drafts) != 0 {
			t.Error("a draft is kept at every key")
		}
		d.After(5 * time.Second)
		if got := b.drafts["new"]; got.Words != "mon 9-13 and tue 9" || got.Rule.Name != "Cleaners" {
			t.Errorf("kept is %+v", got)
		}
	})
	play(t, fresh(b, "a3"), func(d *uitest.Driver, s *stage) {
		d.Sees("There is an unfinished edit from today 22:02", "“mon 9-13 and tue 9”")
		d.Press("t")
		d.Sees("RULE  Cleaners", "> mon 9-13 and tue 9", "not understood")
		d.Press("tab")
		d.Type("-11")
		d.Press("enter")
		if !s.closed {
			t.Errorf("the editor is still open: %s", s.last())
		}
	})
	if len(b.drafts) != 0 || len(b.rules) != 1 {
		t.Errorf("drafts %v, rules %v", b.drafts, b.rules)
	}
}

// TestDroppedDraft: it is gone.
func TestDroppedDraft(t *testing.T) {
	b := newBook()
	b.drafts["new"] = rulebook.Draft{ID: "new", Words: "mon 9", Kept: uitest.Now()}
	play(t, fresh(b, "a3"), func(d *uitest.Driver, _ *stage) {
		d.Press("d")
		d.SeesNot("unfinished")
	})
	if len(b.drafts) != 0 {
		t.Errorf("drafts %v", b.drafts)
	}
}

// TestConflict: both versions are shown, and each way out does what it says.
func TestConflict(t *testing.T) {
	theirs := outcome()
	theirs.Name, theirs.End = "Night crew", recur.End{}
	for key, want := range map[string]struct {
		rules int
		name  string
	}{"t": {1, "Night crew"}, "m": {1, "Cleaners!"}, "n": {2, "Night crew"}, "esc": {1, "Night crew"}} {
		t.Run(key, func(t *testing.T) {
			b := newBook().with(outcome())
			play(t, change(b), func(d *uitest.Driver, s *stage) {
				b.mu.Lock()
				b.rules["rule1"] = rulebook.Entry{ID: "rule1", Version: 2, Rule: theirs}
				b.mu.Unlock()
				d.Press("shift+tab")
				d.Type("!")
				d.Press("enter")
				d.Sees("SOMEBODY CHANGED THIS RULE MEANWHILE", "rosa@desk", "YOURS", "THEIRS", "name      Cleaners!", "Night crew", "30 jun 2027",
					model.When(uitest.Now(), uitest.Now(), time.UTC)) // where the person is, not the lock
				d.Press(key)
				switch key {
				case "t":
					d.Sees("RULE  Night crew")
					d.Press("ctrl+z")
					d.Sees("RULE  Cleaners!")
				case "esc":
					d.Sees("RULE  Cleaners!")
				default:
					if !s.closed {
						t.Errorf("the editor is still open: %s", s.last())
					}
				}
			})
			if len(b.rules) != want.rules || b.rules["rule1"].Rule.Name != want.name {
				t.Errorf("kept are %+v", b.rules)
			}
		})
	}
}

// TestNoZone: a lock without a time zone makes it a must, and the list finds it by its city.
func TestNoZone(t *testing.T) {
	b := newBook()
	picture := uitest.Snapshot()
	lock, _ := picture.Lock("a3")
	device := lock.Device
	device.TimeZone = ""
	picture = picture.WithLocks([]*model.Lock{model.NewLock(device, lock.Codes, true, nil)}, picture.Feed)
	open := func(t *testing.T) (*ruleform.Form, tea.Cmd) {
		t.Helper()
		return ruleform.NewRule(config(t, b), picture, b.shelf(), []model.DeviceID{"a3"}, widget.Rect{})
	}
	play(t, open, func(d *uitest.Driver, s *stage) {
		d.Type("Cleaners")
		d.Press("tab")
		d.Type("mon 9-13")
		d.Sees("nobody knows when they are without a time zone")
		d.Press("enter")
		if b.saves != 0 || s.last() == "" {
			t.Error("it was kept without a time zone")
		}
		d.Press("enter")
		d.Sees("WHOSE CLOCK?")
		d.Type("lisbon")
		d.Press("enter")
		d.Sees("Europe/Lisbon", "Mon 30 Nov       09:00-13:00  09:00 UTC")
		d.Press("ctrl+s")
		if !s.closed || b.rules["rule1"].Rule.Zone != "Europe/Lisbon" {
			t.Errorf("%s: kept are %+v", s.last(), b.rules)
		}
	})
}

// TestClocks: windows that a change of the clocks meets say what becomes of them.
func TestClocks(t *testing.T) {
	play(t, fresh(newBook(), "a3"), func(d *uitest.Driver, _ *stage) {
		d.Resize(200, 50)
		d.Press("tab")
		d.Type("sun 2:30-6 from 7 mar 2027")
		d.Sees("Sun 14 Mar 2027  03:30-06:00  10:30 UTC  2 h 30 min", "02:30 does not exist that day, opens at 03:30", "does not exist")
	})
}

// TestSkip: a window is skipped and brought back under the cursor; the line stays, with a word.
func TestSkip(t *testing.T) {
	play(t, fresh(newBook(), "a3"), func(d *uitest.Driver, _ *stage) {
		d.Press("tab")
		d.Type("mon wed 9-13")
		d.Press("tab", "tab", "down", "space")
		d.Sees("> mon wed 9-13 except 25 nov", "Wed 25 Nov", "skipped")
		d.Press("space")
		d.SeesNot("except", "skipped")
	})
}

// TestFlat: what the week cannot show stays as it is, and says why.
func TestFlat(t *testing.T) {
	rule := outcome()
	rule.Spans = []recur.Span{{
		Days:  rrule.Rule{Freq: rrule.Monthly, ByDay: []rrule.Day{{N: -1, Weekday: time.Friday}}},
		Hours: recur.Hours{From: 9 * civil.Hour, Until: 12 * civil.Hour},
	}}
	b := newBook().with(rule)
	play(t, change(b), func(d *uitest.Driver, s *stage) {
		d.Sees("The week cannot show this rule", "repeat by the month", "Fri 27 Nov")
		d.Press("tab", "space")
		if got := s.last(); got != "the week cannot show this rule: some of its windows repeat by the month; change it in words" {
			t.Errorf("painting says %q", got)
		}
		if got := s.Rule(); !recur.Equal(&got, &rule) {
			t.Errorf("the rule is %+v", got)
		}
	})
}

func fromCode(b *book) func(*testing.T) (*ruleform.Form, tea.Cmd) {
	return func(t *testing.T) (*ruleform.Form, tea.Cmd) {
		t.Helper()
		return ruleform.FromCode(config(t, b), uitest.Snapshot(), b.shelf(), nav.CodeOf{Lock: "a3", Code: "a3-duarte"}, widget.Rect{})
	}
}

// TestLeaveFromCode: what came from the code is not asked about, what was typed is.
func TestLeaveFromCode(t *testing.T) {
	play(t, fromCode(newBook()), func(d *uitest.Driver, s *stage) {
		d.Sees("esc leave")
		d.SeesNot("(asks)")
		d.Press("esc")
		if !s.closed {
			t.Errorf("an editor that nothing was typed in asks:\n%s", d.Screen())
		}
	})
	play(t, fromCode(newBook()), func(d *uitest.Driver, s *stage) {
		d.Type(" until june")
		d.Sees("esc leave (asks)")
		d.Press("esc")
		d.Sees("Leave the rule?")
		if s.closed {
			t.Error("what was typed is lost")
		}
	})
}

// TestFromCode: name, lock, PIN and hours of the code are there.
func TestFromCode(t *testing.T) {
	b := newBook()
	play(t, fromCode(b), func(d *uitest.Driver, s *stage) {
		d.Sees("RULE  Guest · Duarte", "> sat 15-11", "Sat 21 Nov       15:00-11:00+1")
		d.Press("enter")
		if !s.closed {
			t.Errorf("the editor is still open: %s", s.last())
		}
		if got := b.rules["rule1"].Rule; got.PIN.Kind != recur.Fixed || len(got.PIN.PINs) != 1 || got.Locks[0] != "a3" {
			t.Errorf("kept is %+v", got)
		}
	})
}

// TestPIN: PINs are masked as they are typed, and one can be made that the lock takes.
func TestPIN(t *testing.T) {
	b := newBook()
	play(t, fresh(b, "a3"), func(d *uitest.Driver, s *stage) {
		d.Type("Cleaners")
		d.Press("tab")
		d.Type("mon 9-13")
		d.Press("tab", "p", "space", "down")
		d.Type("4179")
		d.Sees("one of yours", "••••")
		d.SeesNot("4179")
		d.Press("ctrl+o")
		d.Sees("4179")
		d.Press("ctrl+g")
		d.SeesNot("4179")
		d.Press("enter")
		if got := b.rules["rule1"].Rule.PIN; !s.closed || got.Kind != recur.Fixed || len(got.PINs) != 1 || got.PINs[0].Reveal() == "4179" {
			t.Errorf("%s: %v PINs are kept", s.last(), len(got.PINs))
		}
	})
}

// TestHolidaysOfACountry: words can name those of a country that no set has yet; the set is kept with the rule.
func TestHolidaysOfACountry(t *testing.T) {
	b := newBook()
	play(t, fresh(b, "a3"), func(d *uitest.Driver, s *stage) {
		d.Type("Cleaners")
		d.Press("tab")
		d.Type("tue 9-13 except PT holidays")
		d.Sees("understood ✓", "Tue  1 Dec", "skipped")
		d.Press("enter")
		if !s.closed || len(b.sets) != 2 || b.rules["rule1"].Rule.Holidays[0] != b.sets[1].Set.ID {
			t.Errorf("%s: sets %+v, rule %+v", s.last(), b.sets, b.rules["rule1"])
		}
	})
}

// TestScopeOfACount: windows that are over stay counted.
func TestScopeOfACount(t *testing.T) {
	rule := outcome()
	rule.Start -= 7 // five windows are over: Fri, Sat, Mon, Wed, and today's
	rule.End, rule.Holidays = recur.End{Kind: recur.AfterCount, Count: 10}, nil
	b := newBook().with(rule)
	play(t, change(b), func(d *uitest.Driver, s *stage) {
		d.Press("tab", "down", "down", "down", "+", "enter")
		d.Sees("For which windows is the change?")
		d.Press("f")
		if !s.closed {
			t.Errorf("the editor is still open: %s\n%s", s.last(), d.Screen())
		}
	})
	before, after := b.rules["rule1"].Rule, b.rules["rule2"].Rule
	if before.End.Count+after.End.Count != 10 || before.End.Count != 5 {
		t.Errorf("the counts are %d and %d", before.End.Count, after.End.Count)
	}
}

// TestScopes: a change of hours is for all windows, from one on, or for one alone.
func TestScopes(t *testing.T) {
	for key, want := range map[string][]string{
		"a": {"mon wed fri 9-14 and sat 10-16"},
		"f": {"mon wed fri 9-13 and sat 10-16 until 22 nov 2026", "mon wed fri 9-14 and sat 10-16 from 23 nov 2026"},
		"o": {"mon wed fri 9-13 and sat 10-16 except 23 nov 2026 at 9:00 also 23 nov 2026 9-14"},
	} {
		t.Run(key, func(t *testing.T) {
			rule := outcome()
			rule.End, rule.Holidays = recur.End{}, nil
			b := newBook().with(rule)
			play(t, change(b), func(d *uitest.Driver, s *stage) {
				d.Press("tab", "tab", "down")
				d.At("Mon 23 Nov") // the window that it is about
				d.Press("shift+tab", "down", "down", "down", "+", "c", "3", "5", "enter")
				d.Sees("For which windows is the change?", "Mon 23 Nov and following", "only Mon 23 Nov")
				d.Press(key)
				if !s.closed {
					t.Errorf("the editor is still open: %s\n%s", s.last(), d.Screen())
				}
			})
			start, _ := civil.MakeDate(2026, 11, 20)
			for i, text := range want {
				reading, err := words.Parse(text, words.Context{Today: start, Base: recur.Rule{Name: rule.Name, Locks: rule.Locks, Start: start}})
				if err != nil {
					t.Fatal(err)
				}
				kept(t, b, model.RuleID("rule"+strconv.Itoa(i+1)), reading.Rule)
			}
			if len(b.rules) != len(want) {
				t.Errorf("%d rules are kept", len(b.rules))
			}
		})
	}
}

// TestWeekKeys: every key of the week does what the list of keys says, and the words follow.
func TestWeekKeys(t *testing.T) {
	play(t, fresh(newBook(), "a3"), func(d *uitest.Driver, _ *stage) {
		d.Press("tab", "tab")
		for _, step := range []struct {
			keys  []string
			words string
		}{
			{[]string{"shift+down", "shift+down", "space"}, "mon 9-12"},
			{[]string{"-"}, "mon 8-12"},
			{[]string{"z", "down", "down", "down", "+"}, "mon 08:00-12:30"},
			{[]string{"z", "+"}, "mon 08:00-12:45"},
			{[]string{"m", "right", "m"}, "tue 08:00-12:45"},
			{[]string{"c", "w"}, "weekdays 08:00-12:45"},
			{[]string{"x"}, "mon wed-fri 08:00-12:45"},
			{[]string{"ctrl+z", "c", "e"}, "every day 08:00-12:45"},
			{[]string{"ctrl+z", "ctrl+z", "z", "pgdown", "pgdown", "pgdown", "8", "space"}, ""},
		} {
			d.Press(step.keys...)
			if step.words != "" && d.Line("> "+step.words+" ") == "" {
				t.Errorf("after %q the words are not %q:\n%s", step.keys, step.words, d.Screen())
			}
		}
		d.Press("?")
		d.Sees("KEYS ON THE WEEK", "split a window at midnight")
		d.Resize(80, 24)
		d.Sees("a number before a key does it as often: four steps")
		d.Type("copy")
		d.Sees("copy the day to others: 1 Monday to 7 Sunday")
		d.SeesNot("split a window")
		d.Press("esc")
		d.SeesNot("KEYS ON THE WEEK")
	})
}

// TestMidnight: a window over midnight is one, can be two, and one again.
func TestMidnight(t *testing.T) {
	play(t, fresh(newBook(), "a3"), func(d *uitest.Driver, _ *stage) {
		d.Press("tab")
		d.Type("mon 22-6")
		d.Press("tab", "pgdown", "pgdown", "pgdown", "up", "s")
		d.Sees("> mon 22-24 and tue 0-6")
		d.Press("j")
		d.Sees("> mon 22-6")
	})
}

// TestMet: what stands in the way of the windows is said beside them while they are typed.
func TestMet(t *testing.T) {
	picture := uitest.Snapshot()
	lock, _ := picture.Lock("a3")
	pin := model.PIN{}
	for i := range lock.Codes {
		if lock.Codes[i].PIN.Known() {
			pin = lock.Codes[i].PIN
		}
	}
	b := newBook()
	play(t, fresh(b, "a3", "d1", "gone"), func(d *uitest.Driver, _ *stage) {
		d.Resize(200, 50)
		d.Type("Cleaners")
		d.Press("tab")
		d.Type("mon 9-13 and mon 13:02-15 from 2 nov 2026")
		d.Sees("it starts in the past", "between two windows", "1 of its locks left the workspace")
		d.Press("tab", "p", "space", "tab")
		d.Type(pin.Reveal())
		d.Sees("has this PIN already")
	})
	play(t, fresh(b, "a3", "c1"), func(d *uitest.Driver, _ *stage) {
		d.Press("tab")
		d.Type("mon 9-13")
		d.Sees("2 time zones", "Los Angeles time; 2 zones, each lock by its own")
	})
}

// TestOvertaken: an open editor says that the rule was changed or removed elsewhere, and leaves what was typed alone.
func TestOvertaken(t *testing.T) {
	b := newBook().with(outcome())
	play(t, change(b), func(d *uitest.Driver, s *stage) {
		d.Press("shift+tab")
		d.Type("!")
		s.Shelve(b.shelf()) // another rule was changed
		d.Resize(100, 30)
		d.SeesNot("by somebody")
		theirs := outcome()
		theirs.Name = "Night crew"
		b.mu.Lock()
		b.rules["rule1"] = rulebook.Entry{ID: "rule1", Version: 2, Changed: uitest.Now(), Rule: theirs}
		b.mu.Unlock()
		d.Send(s.Shelve(b.shelf())())
		d.Resize(60, 16)
		d.Sees("changed by rosa@desk "+model.When(uitest.Now(), uitest.Now(), time.UTC)+"; saving shows both", "RULE  Cleaners!")
		d.Resize(100, 30)
		d.Press("enter")
		d.Sees("SOMEBODY CHANGED THIS RULE MEANWHILE")
		d.Press("t")
		d.Sees("RULE  Night crew")
		d.SeesNot("by rosa")
		s.Shelve(&rulebook.Shelf{Broken: []rulebook.Broken{{ID: "rule1"}}})
		d.Resize(80, 24)
		d.Sees("changed by a newer program")
		s.Shelve(&rulebook.Shelf{})
		d.Resize(100, 30)
		d.Sees("removed by somebody")
	})
}

// TestGone: a rule that somebody removed meanwhile can be kept as a new one.
func TestGone(t *testing.T) {
	b := newBook().with(outcome())
	play(t, change(b), func(d *uitest.Driver, s *stage) {
		b.mu.Lock()
		b.gone = true
		b.mu.Unlock()
		d.Press("shift+tab")
		d.Type("!")
		d.Press("enter")
		d.Sees("SOMEBODY REMOVED THIS RULE", "It was removed by rosa@desk", "can be kept again as a new rule")
		d.Press("m")
		d.Sees("SOMEBODY REMOVED")
		d.Press("n")
		if !s.closed || len(b.rules) != 2 {
			t.Errorf("%s: %d rules", s.last(), len(b.rules))
		}
	})
}

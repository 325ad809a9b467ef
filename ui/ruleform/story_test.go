package ruleform_test

import (
	"errors"
	"testing"

	"seamdash/model"
	"seamdash/model/civil"
	"seamdash/model/recur"
	"seamdash/model/rrule"
	"seamdash/ui/uitest"
)

// outcome is "Cleaners Mon, Wed, Fri 9-13 and Sat 10-16, not on holidays, until June", as it is kept.
func outcome() recur.Rule {
	weekly := func(days ...rrule.Day) rrule.Rule { return rrule.Rule{Freq: rrule.Weekly, ByDay: days} }
	start, _ := civil.MakeDate(2026, 11, 20)
	end, _ := civil.MakeDate(2027, 6, 30)
	return recur.Rule{
		Name: "Cleaners", Locks: []model.DeviceID{"a3"}, Start: start,
		Spans: []recur.Span{
			{Days: weekly(rrule.Day{Weekday: 1}, rrule.Day{Weekday: 3}, rrule.Day{Weekday: 5}), Hours: recur.Hours{From: 9 * civil.Hour, Until: 13 * civil.Hour}},
			{Days: weekly(rrule.Day{Weekday: 6}), Hours: recur.Hours{From: 10 * civil.Hour, Until: 16 * civil.Hour}},
		},
		End: recur.End{Kind: recur.OnDate, On: end}, Holidays: []recur.SetID{"us"},
	}
}

// kept fails unless the book has this rule.
func kept(t *testing.T, b *book, id model.RuleID, want recur.Rule) {
	t.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	got := b.rules[id].Rule
	if !recur.Equal(&got, &want) {
		t.Errorf("kept is %+v\nwant %+v", got, want)
	}
}

// TestByWords: one sentence, and three keys.
func TestByWords(t *testing.T) {
	b := newBook()
	play(t, fresh(b, "a3"), func(d *uitest.Driver, s *stage) {
		d.Type("Cleaners")
		d.Press("tab")
		d.Type("mon wed fri 9-13 and sat 10-16 until june except holidays")
		d.Sees("understood ✓", "Mon 23 Nov  09:00-13:00  17:00 UTC  4 h", "until 30 June 2027, except US holidays")
		d.Press("enter")
		if !s.closed {
			t.Errorf("the editor is still open: %s", s.last())
		}
	})
	kept(t, b, "rule1", outcome())
}

// TestByWeek: ten keys on the week are the hours; the fields are the rest.
func TestByWeek(t *testing.T) {
	b := newBook()
	play(t, fresh(b, "a3"), func(d *uitest.Driver, s *stage) {
		d.Type("Cleaners")
		d.Press("tab", "tab")
		d.Press("4", "space", "c", "3", "5", "end", "left", "down", "6", "space")
		d.Sees("> mon wed fri 9-13 and sat 10-16", "understood ✓")
		d.Press("h", "space", "enter")
		d.Sees("Holidays  US holidays", "except US holidays")
		for range 3 {
			d.Press("up")
		}
		d.Type("june")
		d.Sees("until 30 jun 2027", "until 30 June 2027")
		d.Press("enter")
		if !s.closed {
			t.Errorf("the editor is still open: %s", s.last())
		}
	})
	kept(t, b, "rule1", outcome())
}

// TestNotUnderstood: the word is named, the rule stays what it was, and nothing is kept.
func TestNotUnderstood(t *testing.T) {
	b := newBook()
	play(t, fresh(b, "a3"), func(d *uitest.Driver, s *stage) {
		d.Type("Cleaners")
		d.Press("tab")
		d.Type("mon 9-13")
		d.Sees("Mon 23 Nov       09:00-13:00")
		d.Type(" wde 9-13")
		d.Sees("not understood ✖", `"wde" is not a day`, "Mon 23 Nov       09:00-13:00")
		d.Press("enter")
		if s.closed || b.saves != 0 {
			t.Error("it was kept")
		}
		d.Press("ctrl+g")
		d.Sees("> mon 9-13 wed 9-13", "understood ✓", "Wed 25 Nov")
	})
}

// TestSaveFails: everything typed stays, and the next try keeps it.
func TestSaveFails(t *testing.T) {
	b := newBook()
	b.fails = errors.New("the disk is full")
	play(t, fresh(b, "a3"), func(d *uitest.Driver, s *stage) {
		d.Type("Cleaners")
		d.Press("tab")
		d.Type("mon wed fri 9-13 and sat 10-16 until june except US holidays")
		d.Press("enter")
		d.Sees("was not kept: the disk is full", "mon wed fri 9-13 and sat 10-16 until june except US holidays", "Cleaners")
		b.mu.Lock()
		b.fails = nil
		b.mu.Unlock()
		d.Press("enter")
		if !s.closed {
			t.Errorf("the editor is still open: %s", s.last())
		}
	})
	kept(t, b, "rule1", outcome())
}

package main

import (
	"bytes"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"seamdash/model"
	"seamdash/model/civil"
	"seamdash/model/recur"
	"seamdash/model/rulebook"
)

// FuzzRuleFile: what is read is written back the same, and nothing makes it fail otherwise than by saying why.
func FuzzRuleFile(f *testing.F) {
	rule := cleaners()
	rule.PIN = recur.PINPolicy{Kind: recur.Fixed, PINs: []model.PIN{model.NewPIN("384756")}}
	for _, reveal := range []bool{true, false} {
		text := writtenFile(f, &rulebook.Shelf{}, []rulebook.Entry{{ID: "a", Rule: rule}}, reveal)
		if bytes.Contains(text, []byte("384756")) != reveal {
			f.Fatalf("asked for PINs: %v, and got %s", reveal, text)
		}
		f.Add(text)
	}
	f.Add([]byte(`{"seamdash_rules":1,"holidays":[],"rules":[{"rule_id":"","rule":{}}]}`))
	f.Add([]byte(`{"seamdash_rules":1} {}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		rules, sets, err := readRuleFile(data)
		if err != nil {
			if model.Clean(err.Error()) == "" {
				t.Error("it is not said why")
			}
			return
		}
		shelf := &rulebook.Shelf{}
		for i := range sets {
			shelf.Sets = append(shelf.Sets, rulebook.SetEntry{Set: sets[i]})
		}
		entries := make([]rulebook.Entry, len(rules))
		for i := range rules {
			entries[i] = rulebook.Entry{ID: rules[i].id, Rule: rules[i].rule}
		}
		comesBack(t, rules, writtenFile(t, shelf, entries, true))
	})
}

func writtenFile(tb testing.TB, shelf *rulebook.Shelf, entries []rulebook.Entry, reveal bool) []byte {
	tb.Helper()
	file, _, err := fileOf(shelf, entries, reveal)
	if err != nil {
		tb.Fatal(err)
	}
	var out bytes.Buffer
	if err := writeJSON(&out, file); err != nil {
		tb.Fatal(err)
	}
	return out.Bytes()
}

func comesBack(t *testing.T, rules []readRule, text []byte) {
	t.Helper()
	again, _, err := readRuleFile(text)
	if err != nil || len(again) != len(rules) {
		t.Fatalf("%d schedules come back, want %d; %v\n%s", len(again), len(rules), err, text)
	}
	for i := range again {
		if again[i].id != rules[i].id || !recur.Equal(&again[i].rule, &rules[i].rule) {
			t.Errorf("schedule %d comes back as another", i)
		}
	}
}

// TestKeptEnds: UNTIL bounds starts, a rule its days.
func TestKeptEnds(t *testing.T) {
	t.Parallel()
	lisbon, err := loadZone("Europe/Lisbon")
	if err != nil {
		t.Fatal(err)
	}
	day, _ := civil.MakeDate(2030, time.July, 1)
	for text, want := range map[string]recur.End{
		"FREQ=DAILY":                         {},
		"FREQ=DAILY;COUNT=3":                 {Kind: recur.AfterCount, Count: 3},
		"FREQ=DAILY;UNTIL=20300701":          {Kind: recur.OnDate, On: day},
		"FREQ=DAILY;UNTIL=20300701T090000":   {Kind: recur.OnDate, On: day},
		"FREQ=DAILY;UNTIL=20300701T085959":   {Kind: recur.OnDate, On: day - 1},
		"FREQ=DAILY;UNTIL=20300701T080000Z":  {Kind: recur.OnDate, On: day}, // 09:00 in summer
		"FREQ=DAILY;UNTIL=20300701T075959Z":  {Kind: recur.OnDate, On: day - 1},
		"FREQ=WEEKLY;UNTIL=20300630T230000Z": {Kind: recur.OnDate, On: day - 1}, // midnight
	} {
		told := previewRequest{start: "2030-06-03T09:00", duration: "PT1H", rule: text} // a Monday
		rule, _, err := told.kept(lisbon)
		if diff := cmp.Diff(want, rule.End); diff != "" || err != nil {
			t.Errorf("%s: %v %s", text, err, diff)
		}
	}
}

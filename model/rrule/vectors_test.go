package rrule_test

import (
	"bytes"
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"seamdash/model/rrule"
	"seamdash/model/zone"
)

type window struct {
	Start string `json:"start"`
	End   string `json:"end"`
}

type reply struct {
	ID          string   `json:"id"`
	Occurrences []window `json:"occurrences"`
	Error       string   `json:"error"`
}

// TestPublicVectors asks each series what it is asked in the truth, and refuses only rules below a day.
func TestPublicVectors(t *testing.T) {
	lines := readLines(t, "testdata/recur-public.jsonl", 529)
	refused := 0
	for _, line := range lines {
		var want struct {
			ID     string
			RRule  string
			Expect []window
			Needs  []string
		}
		decode(t, line, &want)
		got := ask(t, line)
		if slices.Contains(want.Needs, "subdaily") && strings.HasPrefix(got.Error, "sub-daily: ") {
			refused++
			continue
		}
		if diff := cmp.Diff(want.Expect, got.Occurrences); diff != "" || got.Error != "" || got.ID != want.ID {
			t.Errorf("%s %s: %s\n%s", want.ID, want.RRule, got.Error, diff)
		}
	}
	if refused != 13 {
		t.Errorf("%d rules below a day were refused, want 13", refused)
	}
}

// TestInvalidVectors refuses, puts right and accepts what the truth says, with its codes.
func TestInvalidVectors(t *testing.T) {
	// Two codes of the truth tell apart what is refused for a plainer reason here.
	codes := map[string]string{"endless": "sub-daily", "zone-case": "unknown-zone"}
	done := map[string]int{}
	for _, line := range readLines(t, "testdata/recur-invalid.jsonl", 232) {
		var want struct {
			ID, Field, Action, Code string
			Input, Normalised       json.RawMessage
		}
		decode(t, line, &want)
		done[want.Action]++
		got := ask(t, want.Input)
		code, _, _ := strings.Cut(got.Error, ": ")
		if known, ok := codes[want.Code]; ok {
			want.Code = known
		}
		if refused := want.Action == "refuse"; refused && code != want.Code || !refused && (got.Error != "" || len(got.Occurrences) == 0) {
			t.Errorf("%s %s: got %q and %d windows, want %s %s", want.ID, want.Input[:min(len(want.Input), 200)], got.Error, len(got.Occurrences), want.Action, want.Code)
		}
		if want.Action == "normalise" {
			holdsNote(t, want.ID, want.Input, want.Code)
		}
		if want.Field == "rrule" && len(want.Normalised) > 0 {
			hasForm(t, want.ID, want.Input, want.Normalised)
		}
	}
	if diff := cmp.Diff(map[string]int{"refuse": 206, "normalise": 15, "accept": 11}, done); diff != "" {
		t.Error(diff)
	}
}

func holdsNote(t *testing.T, id string, input []byte, code string) {
	t.Helper()
	var q rrule.Request
	decode(t, input, &q)
	_, notes, err := rrule.NewSeries(q, zone.Load)
	if err != nil || !slices.ContainsFunc(notes, func(n rrule.Note) bool { return n.Code == code }) {
		t.Errorf("%s: notes %v, %v, want one with the code %q", id, notes, err, code)
	}
}

// hasForm compares the text of a rule as its zone has it.
func hasForm(t *testing.T, id string, input, normalised []byte) {
	t.Helper()
	var q rrule.Request
	var form string
	decode(t, input, &q)
	decode(t, normalised, &form)
	at, err := zone.Load(q.TZ)
	if err != nil {
		t.Fatal(err)
	}
	if r, err := rrule.Parse(*q.RRule); err != nil || r.In(at).String() != form {
		t.Errorf("%s: %s, %v, want %s", id, r.In(at), err, form)
	}
}

func ask(t *testing.T, line []byte) reply {
	t.Helper()
	var got reply
	decode(t, rrule.Answer(line, zone.Load), &got)
	return got
}

func decode(t *testing.T, text []byte, into any) {
	t.Helper()
	if err := json.Unmarshal(text, into); err != nil {
		t.Fatalf("%v in %.200s", err, text)
	}
}

// readLines fails where the corpus is not as large as it was made.
func readLines(tb testing.TB, name string, want int) [][]byte {
	tb.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		tb.Fatal(err)
	}
	lines := bytes.Split(bytes.TrimSpace(text), []byte("\n"))
	if len(lines) != want {
		tb.Fatalf("%s has %d lines, want %d", name, len(lines), want)
	}
	return lines
}

package rrule_test

import (
	"bytes"
	"encoding/json"
	"testing"

	"seamdash/model/rrule"
	"seamdash/model/zone"
)

// TestWhatComesAlong: a line of a collection says more than the series, which changes nothing about the answer.
func TestWhatComesAlong(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, vector := range readLines(t, "testdata/recur-invalid.jsonl", 232) {
		var flat, series map[string]json.RawMessage
		decode(t, vector, &flat)
		decode(t, flat["input"], &series)
		if series["id"] = flat["id"]; len(flat["input"]) > 1000 {
			continue // a line has an end somewhere, and these are about that
		}
		alone := encode(t, series)
		delete(flat, "input")
		for name, value := range series {
			flat[name] = value
		}
		for name := range flat {
			seen[name] = true
		}
		if got, want := rrule.Answer(encode(t, flat), zone.Load), rrule.Answer(alone, zone.Load); !bytes.Equal(got, want) {
			t.Errorf("%s: got %s, want %s", flat["id"], got, want)
		}
	}
	for _, name := range []string{"field", "action", "code", "reason", "policy", "observed", "normalised"} {
		if !seen[name] {
			t.Errorf("no line has the field %s", name)
		}
	}
}

func encode(t *testing.T, v any) []byte {
	t.Helper()
	out, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

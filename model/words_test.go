package model

import (
	"slices"
	"testing"
)

func TestWords(t *testing.T) {
	t.Parallel()
	tests := map[string]string{
		Problem{Level: Error, Code: "no_space_for_access_code_on_device"}.Words(): "the lock is full",
		Problem{Level: Warning, Code: "delay_in_setting_on_device"}.Words():       "programming takes too long",
		Problem{Level: Warning, Code: "failed_to_set_on_device"}.Words():          "could not be set on the lock",
		Problem{Level: Error, Code: "brand_new_trouble"}.Words():                  "brand new trouble",
		Problem{Level: Error, Code: "august_device_slots_full"}.Words():           "the lock is full",
		Problem{Level: Error, Code: "code_modified_external_to_seam"}.Words():     "changed outside Seam",
		Problem{Level: Warning, Code: "code_modified_external_to_seam"}.Words():   "changed outside Seam, as allowed",
		Problem{Level: Error, Code: "functional_offline_device"}.Words():          "works without a connection",
		Constraint{Type: "no_zeros"}.Words():                                      "no digit 0",
		Constraint{Type: "prime_only"}.Words():                                    "prime only",
		MutationUpdatingCode.Words():                                              "the old PIN still works until the lock confirms",
		MutationCode("repainting_door").Words():                                   "repainting door",
		EventType("access_code.set_on_device").Words():                            "set on the lock",
		EventType("lock.door_left_open").Words():                                  "lock door left open",
	}
	for got, want := range tests {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

// TestVocabulary asserts that no table is empty, repeats a code or leaves a code without words.
func TestVocabulary(t *testing.T) {
	t.Parallel()
	for name, terms := range map[string][]term{
		"errors": errorTerms(), "warnings": warningTerms(), "constraints": constraintTerms(), "mutations": mutationTerms(), "events": eventTerms(), "retired": retiredTerms(),
	} {
		if len(terms) < 6 {
			t.Errorf("%s: only %d terms", name, len(terms))
		}
		codes := codesOf(terms)
		slices.Sort(codes)
		if n := len(slices.Compact(slices.Clone(codes))); n != len(codes) {
			t.Errorf("%s: a code stands twice", name)
		}
		for _, term := range terms {
			if term.words == "" || Clean(term.words) != term.words {
				t.Errorf("%s: %s has no words", name, term.code)
			}
		}
	}
}

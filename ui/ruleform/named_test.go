package ruleform_test

import (
	"testing"

	"seamdash/ui/uitest"
)

const oneSentence = "Cleaners Mon, Wed, Fri 9-13 and Sat 10-16, not on holidays, until June"

// TestOneSentence: a name and the words can be typed as one sentence, where the name stands and where the words do.
func TestOneSentence(t *testing.T) {
	for row, keys := range map[string][]string{"name": nil, "words": {"tab"}} {
		t.Run(row, func(t *testing.T) {
			b := newBook()
			play(t, fresh(b, "a3"), func(d *uitest.Driver, s *stage) {
				d.Press(keys...)
				d.Type(oneSentence)
				d.Sees("understood ✓", "Mon 23 Nov  09:00-13:00", "(called “Cleaners”)")
				d.Press("tab", "tab")
				d.Sees("RULE  Cleaners  ", "> Mon, Wed, Fri 9-13 and Sat 10-16, not on holidays, until June")
				d.Press("enter")
				if !s.closed {
					t.Errorf("the editor is still open: %s", s.last())
				}
			})
			kept(t, b, "rule1", outcome())
		})
	}
}

// TestMistakeBehindName: once there is a name, a mistake is one of the words behind it; a rule with a name takes no other.
func TestMistakeBehindName(t *testing.T) {
	b := newBook()
	play(t, fresh(b, "a3"), func(d *uitest.Driver, _ *stage) {
		d.Press("tab")
		d.Type("Cleaners mon 9-13 and wde 9-11")
		d.Sees("RULE  Cleaners", "not understood", `"wde" is not a day`)
		d.Press("ctrl+g")
		d.Sees("> Cleaners mon 9-13 and wed 9-11", "understood ✓", "Mon 23 Nov  09:00-13:00")
		for range len("Cleaners mon 9-13 and wed 9-11") {
			d.Press("backspace")
		}
		d.Sees("(whom it is for)")
		d.Type("Crew mon 9-10")
		d.Press("shift+tab")
		d.Sees("RULE  Crew", "> mon 9-10")
		d.Press("tab", "home")
		d.Type("Cleaners ")
		d.Sees(`"Cleaners" is not a day`)
	})
}

// TestSentenceAsName: a mistake behind a name keeps the rule from being kept, also where the name is typed; a name with words
// is a name where there are other words.
func TestSentenceAsName(t *testing.T) {
	b := newBook()
	play(t, fresh(b, "a3"), func(d *uitest.Driver, s *stage) {
		d.Type("Cleaners mon 9-13 wibble")
		d.Sees("not understood", `"wibble" is not a day`)
		d.Press("enter")
		if s.closed {
			t.Fatal("half of the sentence was kept")
		}
		d.Sees("RULE  Cleaners", "> mon 9-13 wibble")
		for range len("mon 9-13 wibble") {
			d.Press("backspace")
		}
		d.Type("tue 10-11")
		d.Press("shift+tab")
		d.Type(" mon 9-13")
		d.Press("tab")
		d.Sees("RULE  Cleaners mon 9-13", "> tue 10-11")
		d.Press("ctrl+z", "ctrl+z", "ctrl+z")
		d.Sees("RULE  Cleaners  ", "> mon 9-13 wibble")
	})
}

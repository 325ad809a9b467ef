package words_test

import (
	"errors"
	"testing"

	"seamdash/model/civil"
	"seamdash/model/recur"
	"seamdash/model/recur/words"
)

// TestNamedBeforeOpenHolidays holds that a name is found also before words that only leave open which holidays they mean, so that these
// are told and not the name.
func TestNamedBeforeOpenHolidays(t *testing.T) {
	t.Parallel()
	c := friday(t)
	const text, want = "Cleaners mon 9-13, not on holidays", "mon 9-13, not on holidays"
	for _, likely := range []recur.SetID{"school", "gone", ""} {
		c.Likely = likely
		if name, rest, ok := words.Named(text, c); !ok || name != "Cleaners" || rest != want {
			t.Errorf("name %q, rest %q, %v", name, rest, ok)
		}
		guess := ""
		if likely == "school" {
			guess = "mon 9-13, not on 'School holidays'"
		}
		_, err := words.Parse(want, c)
		if m, is := errors.AsType[*words.Mistake](err); !is || m.Word != "holidays" || m.Guess != guess {
			t.Errorf("%q: %v, guess %q", likely, err, m.Guess)
		}
	}
	c.Sets = nil
	if name, _, ok := words.Named(text, c); !ok || name != "Cleaners" {
		t.Errorf("without sets: name %q, %v", name, ok)
	}
}

func TestNamed(t *testing.T) {
	t.Parallel()
	today, _ := civil.MakeDate(2026, 11, 20)
	c := words.Context{Today: today, Sets: []words.SetName{{ID: "us", Name: "US holidays"}}}
	for _, want := range []struct{ text, name, rest string }{
		{"Cleaners Mon, Wed, Fri 9-13 and Sat 10-16, not on holidays, until June", "Cleaners", "Mon, Wed, Fri 9-13 and Sat 10-16, not on holidays, until June"},
		{"Cleaners: mon 9-13", "Cleaners", "mon 9-13"},
		{"  Pool service Quinta, every 2 weeks on tue 9-11", "Pool service Quinta", "every 2 weeks on tue 9-11"},
		{`"Monday crew" mon 9-13`, "Monday crew", "mon 9-13"},
		{"Müll tue 6-8", "Müll", "tue 6-8"},
		{"mon 9-13", "", ""},                 // there is no name
		{"mondya 9-13 and tue 9-13", "", ""}, // a slip
		{"wibble 9-13", "", ""},              // what follows is no rule
		{"Cleaners mon 9-13 wibble", "", ""},
		{"morning mon 9-13", "", ""}, // has a meaning of its own
		{"one two three four five mon 9-13", "", ""},
		{"7 mon 9-13", "", ""},
		{"Cleaners", "", ""},
		{"", "", ""},
	} {
		name, rest, ok := words.Named(want.text, c)
		if name != want.name || rest != want.rest || ok != (want.name != "") {
			t.Errorf("%q: name %q, rest %q, %v", want.text, name, rest, ok)
		}
		if !ok {
			continue
		}
		if _, err := words.Parse(rest, c); err != nil {
			t.Errorf("%q: %v", rest, err)
		}
		if _, err := words.Parse(want.text, c); err == nil {
			t.Errorf("%q can be read as it stands", want.text)
		}
	}
}

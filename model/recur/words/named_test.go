package words_test

import (
	"testing"

	"seamdash/model/civil"
	"seamdash/model/recur/words"
)

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

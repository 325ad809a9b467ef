package find

import (
	"slices"
	"strings"

	"seamdash/model"
)

// completions is how many candidates are offered at most.
const completions = 8

// A Candidate is one way to complete the word that the cursor is in: put Text for the bytes From to To.
type Candidate struct {
	Text     string
	From, To int
	// Asks says what a key is about; "" for values.
	Asks string
}

// Complete offers what the word around the cursor, a place in bytes, may become: keys, and behind a key its values, those
// that the picture has where the set is open. states are as for [Parse].
func Complete(text string, cursor int, of Subject, locks []*model.Lock, states []string) []Candidate {
	cursor = max(0, min(cursor, len(text)))
	l := lexeme{from: cursor, to: cursor, valueAt: cursor, values: []string{""}}
	for _, w := range lex(text[:cursor]) {
		if w.to == cursor {
			l = w
		}
	}
	c := completion{typed: fold(l.values[len(l.values)-1]), from: l.valueAt, to: cursor}
	if l.key == "" {
		if l.quoted {
			return nil
		}
		c.keys(rules(of, states))
		return c.found
	}
	for _, r := range rules(of, states) {
		if r.name == l.key && l.op == is {
			c.values(&r, of, locks)
		}
	}
	return c.found
}

type completion struct {
	typed    string
	from, to int
	found    []Candidate
}

func (c *completion) full() bool { return len(c.found) >= completions }

func (c *completion) keys(known []rule) {
	for _, r := range known {
		if strings.HasPrefix(r.name, c.typed) {
			c.found = append(c.found, Candidate{r.name, c.from, c.to, r.asks})
		}
	}
}

func (c *completion) values(r *rule, of Subject, locks []*model.Lock) {
	for _, text := range r.texts() {
		if strings.HasPrefix(text, c.typed) {
			c.add(text)
		}
	}
	if r.words != nil || r.read != nil {
		return
	}
	switch r.key {
	case zone:
		c.add("none")
	case problem:
		c.add("any")
	default:
	}
	for _, l := range locks {
		if c.full() {
			return
		}
		c.ofLock(r.key, of, l)
	}
}

// ofLock offers what one lock has for a key.
func (c *completion) ofLock(k key, of Subject, l *model.Lock) {
	switch {
	case k == zone:
		c.add(l.Device.TimeZone)
	case k == kind:
		c.add(l.Device.Manufacturer)
	case k == lockName, k == name && of == Locks:
		c.add(l.Device.Name)
	case k == name:
		for i := range l.Codes {
			c.add(l.Codes[i].Name)
		}
	case k == problem:
		c.problems(l.Device.Problems)
		for i := range l.Codes {
			if of == Codes {
				c.problems(l.Codes[i].Problems)
			}
		}
	}
}

func (c *completion) problems(list []model.Problem) {
	for i := range list {
		c.add(list[i].Code)
	}
}

// add offers a value that contains what was typed, once; one with blanks or commas stands in quotes.
func (c *completion) add(value string) {
	if c.full() || value == "" || !strings.Contains(fold(value), c.typed) {
		return
	}
	if strings.ContainsAny(value, " ,\t") {
		value = `"` + strings.ReplaceAll(value, `"`, "") + `"`
	}
	if !slices.ContainsFunc(c.found, func(f Candidate) bool { return f.Text == value }) {
		c.found = append(c.found, Candidate{Text: value, From: c.from, To: c.to})
	}
}

package find

import (
	"slices"
	"strings"
	"unicode/utf8"

	"seamdash/model"
)

const (
	// completions is how many candidates are offered at most.
	completions = 8
	// completionTexts is how many texts of the picture are looked at for them: a key stroke must not wait for 200,000 codes.
	completionTexts = 50_000
)

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
	if len(text) > Longest {
		return nil
	}
	cursor = max(0, min(cursor, len(text)))
	l := lexeme{from: cursor, to: cursor, at: []int{cursor}, values: []string{""}}
	for _, w := range lex(text[:cursor]) {
		if w.to == cursor {
			l = w
		}
	}
	c := completion{typed: fold(l.values[len(l.values)-1]), from: l.at[len(l.at)-1], to: cursor}
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
	looked   int // texts of the picture
}

func (c *completion) full() bool { return len(c.found) >= completions || c.looked >= completionTexts }

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

// add offers a value that contains what was typed, once.
func (c *completion) add(value string) {
	if c.full() {
		return
	}
	if c.looked++; value == "" || !containsFolded(value, c.typed) {
		return
	}
	value = quoted(value)
	if !slices.ContainsFunc(c.found, func(f Candidate) bool { return f.Text == value }) {
		c.found = append(c.found, Candidate{Text: value, From: c.from, To: c.to})
	}
}

// quoted is a value as it has to be typed: one with blanks or commas stands in quotes.
func quoted(value string) string {
	if strings.ContainsAny(value, " ,\t") {
		return `"` + strings.ReplaceAll(value, `"`, "") + `"`
	}
	return value
}

// containsFolded says that a text contains a folded word, whatever the case of the text. It allocates nothing where the word
// is ASCII.
func containsFolded(text, word string) bool {
	for i := range len(word) {
		if word[i] >= utf8.RuneSelf {
			return strings.Contains(fold(text), word)
		}
	}
	for at := 0; at+len(word) <= len(text); at++ {
		n := 0
		for n < len(word) && lower(text[at+n]) == word[n] {
			n++
		}
		if n == len(word) {
			return true
		}
	}
	return false
}

func lower(b byte) byte {
	if b >= 'A' && b <= 'Z' {
		return b + 'a' - 'A'
	}
	return b
}

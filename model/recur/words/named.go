package words

import (
	"errors"
	"strings"

	"seamdash/model/moment"
)

// mostNameWords is how many words a name may have that stands before its rule.
const mostNameWords = 4

// Named parts a text that begins with a name, as in "Cleaners mon wed 9-13" or "Cleaners: mon wed 9-13", into the name and the rule.
// ok is false where the text can be read as it stands, where a word in front may be a slip of one that has a meaning, and where
// what follows is no rule: then a name that was guessed would hide a mistake. "holidays" that do not say which are no such mistake.
func Named(text string, c Context) (name, rest string, ok bool) {
	if len(text) > longest {
		return "", "", false
	}
	r := &reader{text: text, c: c, guessing: true}
	if _, err := r.read(); err == nil {
		return "", "", false
	}
	tokens := r.tokens
	for n := 1; n < len(tokens) && n <= mostNameWords && strange(tokens[n-1]); n++ {
		from := n
		if tokens[n].kind == symbol && (tokens[n].text == ":" || tokens[n].text == ",") && n+1 < len(tokens) {
			from++
		}
		if rest = text[tokens[from].from:]; r.nearlyReadable(rest) {
			return nameOf(text, tokens[:n]), rest, true
		}
	}
	return "", "", false
}

// nearlyReadable says that a text can be read, at least up to holidays that do not say which.
func (r *reader) nearlyReadable(text string) bool {
	g := &reader{text: text, c: r.c, guessing: true}
	_, err := g.read()
	m, is := errors.AsType[*Mistake](err)
	return err == nil || is && m.which
}

// nameOf is the name that some tokens are.
func nameOf(text string, tokens []token) string {
	if len(tokens) == 1 && tokens[0].kind == quoted {
		return tidy(tokens[0].text)
	}
	return tidy(text[tokens[0].from:tokens[len(tokens)-1].to])
}

// strange says that a token is a word that has no meaning in a rule, and is like none that has.
func strange(t token) bool {
	if t.kind == quoted {
		return true
	}
	if t.kind != word || t.month != 0 || t.days != noDay {
		return false
	}
	if _, known := hints()[t.text]; known {
		return false
	}
	for _, near := range []string{strings.TrimSuffix(t.text, "s"), t.text} {
		if moment.Closest(near, vocabulary()) != "" {
			return false
		}
	}
	return true
}

package find

import (
	"slices"
	"strconv"
	"strings"
)

// A Mistake is what is wrong with a query, for the person who typed it.
type Mistake struct {
	// Word is the word that was not understood, and At the place in bytes where it begins.
	Word string
	At   int
	// Why says what is wrong with it, and what would be right.
	Why string
	// Guess is what was probably meant instead of the bytes From to To, or "".
	Guess    string
	From, To int
	// Unfinished says that the word is right so far and only needs its end.
	Unfinished bool
}

// Error says it in one line.
func (m *Mistake) Error() string {
	if m.Guess == "" {
		return m.Why
	}
	return m.Why + "; did you mean " + m.Guess + "?"
}

// Longest is how long a query may be, in bytes, and MostWords how many words it may have: each word costs a look at every
// row, and a text that somebody pasted by mistake must not keep the screen busy.
const (
	Longest   = 1024
	MostWords = 24
)

// Parse reads a query about a subject; states are the words of status: that the picture has beside those that Seam
// documents. The error, if any, is a [*Mistake].
func Parse(text string, of Subject, states []string) (Query, error) {
	if len(text) > Longest {
		return Query{}, &Mistake{Word: text, To: len(text), Why: "this is too long for a filter; " + strconv.Itoa(Longest) + " letters are the most"}
	}
	q := Query{text: strings.TrimLeft(oneLine(text), " "), of: of}
	known := rules(of, states)
	words := lex(text)
	if len(words) > MostWords {
		w := &words[MostWords]
		why := "a filter takes " + strconv.Itoa(MostWords) + " words at most"
		return Query{}, &Mistake{Word: text[w.from:w.to], At: w.from, From: w.from, To: w.to, Why: why}
	}
	for _, l := range words {
		last := l.to == len(text)
		t, err := parseTerm(&l, text, known, last)
		if err != nil {
			return Query{}, err
		}
		if t.key == free && t.words[0] == "" {
			continue // an empty pair of quotes
		}
		q.terms = append(q.terms, t)
	}
	return q, nil
}

func parseTerm(l *lexeme, text string, known []rule, last bool) (term, error) {
	t, m := l.term(known, last)
	if m == nil {
		return t, nil
	}
	m.Word, m.At = text[l.from:l.to], l.from
	if m.To == 0 {
		m.From, m.To = l.from, l.to
	}
	return t, m
}

// term reads a word; last says that the text ends with it.
func (l *lexeme) term(known []rule, last bool) (t term, m *Mistake) {
	t = term{not: l.not, op: l.op}
	if l.key == "" {
		if l.values[0] == "" && !l.quoted {
			return t, &Mistake{Why: "! wants a word behind it", Unfinished: last}
		}
		t.words = []string{fold(l.values[0])}
		return t, nil
	}
	i := slices.IndexFunc(known, func(r rule) bool { return r.name == l.key })
	if i < 0 {
		return t, l.noKey(known)
	}
	t.key = known[i].key
	if t.op != is && !known[i].compares {
		return t, &Mistake{Why: known[i].name + " cannot be compared; < and > are for age:, battery:, starts: and ends:"}
	}
	if t.op != is && len(l.values) > 1 {
		return t, &Mistake{Why: known[i].name + " compares with one value only"}
	}
	for k, value := range l.values {
		end := last && k == len(l.values)-1
		if m := known[i].take(&t, strings.Trim(fold(value), " "), end); m != nil {
			m.From, m.To = l.span(k)
			return t, m
		}
	}
	return t, nil
}

// noKey is the mistake about a key that there is not, which may be one about another subject.
func (l *lexeme) noKey(known []rule) *Mistake {
	names := make([]string, len(known))
	for i := range known {
		names[i] = known[i].name
	}
	for _, r := range rules(Codes, nil) {
		if r.name == l.key {
			return &Mistake{Why: r.name + " asks about codes, and these are locks; the keys are " + strings.Join(names, " ")}
		}
	}
	m := &Mistake{Guess: closest(l.key, names), From: l.keyAt, To: l.keyTo}
	m.Why = "there is no key " + l.key
	if m.Guess == "" {
		m.Why += " (quotes make it text); the keys are " + strings.Join(names, " ")
	}
	return m
}

// take adds one value to the term. A value that is the end of the text may still grow.
func (r *rule) take(t *term, value string, end bool) *Mistake {
	if value == "" {
		return &Mistake{Why: r.name + " wants " + r.values(), Unfinished: end}
	}
	if r.words == nil && r.read == nil {
		t.words = append(t.words, value)
		return nil
	}
	if t.op == is && r.knows(t, value) {
		return nil
	}
	if r.read != nil && len(t.words) == 0 && r.read(t, value) {
		return nil
	}
	m := &Mistake{Why: r.name + " does not know " + value, Unfinished: end && r.begins(value, t.op)}
	if m.Guess = quoted(closest(value, r.texts())); m.Guess == "" || r.read != nil {
		m.Why += "; it wants " + r.values()
	}
	return m
}

// knows takes a value that is one of the words.
func (r *rule) knows(t *term, value string) bool {
	for _, w := range r.words {
		if w.text == value {
			t.bits |= w.bits
			t.odd = t.odd || r.key == status && w.bits == 0
			t.words = append(t.words, value)
			return true
		}
	}
	return false
}

// values says what the key takes.
func (r *rule) values() string {
	switch {
	case r.wants != "":
		return r.wants
	case r.words != nil:
		return strings.Join(r.texts(), ", ")
	default:
		return "a part of " + r.asks
	}
}

func (r *rule) texts() []string {
	var out []string
	for _, w := range r.words {
		out = append(out, w.text)
	}
	if r.key == starts || r.key == ends {
		for _, w := range dayWords() {
			out = append(out, w.text)
		}
	}
	return out
}

// begins says that a longer value may be right: it begins a word, a number or a date.
func (r *rule) begins(value string, op op) bool {
	if op == is && slices.ContainsFunc(r.texts(), func(w string) bool { return strings.HasPrefix(w, value) }) {
		return true
	}
	return r.read != nil && strings.Trim(value, "0123456789-") == "" && (op != is || r.key != age)
}

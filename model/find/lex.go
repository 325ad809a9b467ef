package find

import (
	"strings"
	"unicode"
)

// A lexeme is one word of a query as it was typed. from and to are where it stands, in bytes.
type lexeme struct {
	from, to int
	not      bool
	key      string // with its colon, folded; "" for a plain word
	op       op
	values   []string // of a plain word just one
	quoted   bool     // some of it stood in quotes
	// keyAt and keyTo are where the key stands, at where each value begins, in bytes.
	keyAt, keyTo int
	at           []int
}

// span is where a value stands, in bytes.
func (l *lexeme) span(value int) (from, to int) {
	if value+1 < len(l.at) {
		return l.at[value], l.at[value+1] - 1 // a comma lies between them
	}
	return l.at[value], l.to
}

// lex splits a text at blanks outside of quotes. A quote that is not closed reaches to the end.
func lex(text string) []lexeme {
	text = oneLine(text)
	var out []lexeme
	for at := 0; at < len(text); {
		if text[at] == ' ' {
			at++
			continue
		}
		end, quoted := at, false
		for end < len(text) && (quoted || text[end] != ' ') {
			if text[end] == '"' {
				quoted = !quoted
			}
			end++
		}
		out = append(out, lexWord(text, at, end))
		at = end
	}
	return out
}

// oneLine makes a blank of each control character, byte by byte so that places stay: none is in a name, and the line feed
// is what we keep names apart by.
func oneLine(text string) string {
	plain := []byte(text)
	for i, b := range plain {
		if b < ' ' {
			plain[i] = ' '
		}
	}
	return string(plain)
}

func lexWord(text string, from, to int) lexeme {
	l := lexeme{from: from, to: to}
	for from < to && text[from] == '!' {
		l.not = !l.not
		from++
	}
	if n := keyLength(text[from:to]); n > 0 {
		l.key, l.keyAt, l.keyTo = fold(text[from:from+n]), from, from+n
		from += n
		from += l.compare(text[from:to])
	}
	l.at = []int{from}
	l.split(text[from:to])
	return l
}

// keyLength is the length of the letters and the colon that a word begins with; 0 when it does not.
func keyLength(s string) int {
	for i, r := range s {
		switch {
		case r == ':':
			if i == 0 {
				return 0
			}
			return i + 1
		case !unicode.IsLetter(r):
			return 0
		}
	}
	return 0
}

// compare reads < or > and says how long it was; <= and >= are read as < and >, as nobody counts seconds here.
func (l *lexeme) compare(s string) int {
	n := len(s) - len(strings.TrimLeft(s, "<>="))
	switch {
	case strings.HasPrefix(s, "<"):
		l.op = less
	case strings.HasPrefix(s, ">"):
		l.op = more
	}
	return n
}

// split takes the quotes away, and takes the values of a key apart at commas.
func (l *lexeme) split(s string) {
	var value strings.Builder
	quoted, begin := false, l.at[0]
	for i, r := range s {
		switch {
		case r == '"':
			quoted = !quoted
			l.quoted = true
		case r == ',' && !quoted && l.key != "":
			l.values = append(l.values, value.String())
			value.Reset()
			l.at = append(l.at, begin+i+1)
		default:
			value.WriteRune(r)
		}
	}
	l.values = append(l.values, value.String())
}

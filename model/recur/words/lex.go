package words

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"seamdash/model/moment"
)

type tokenKind uint8

const (
	nothing tokenKind = iota // behind the last token
	word
	number
	symbol
	quoted
	raw // a recurrence rule in RFC 5545
)

// A token is the smallest piece that has a meaning: each of "25", "dec", "2027", and of "9", "-", "13".
type token struct {
	kind tokenKind
	// text is folded to lower case, without the quotes of a quoted name and without the full stops of "a.m.".
	text     string
	n        int // of a number, as far as it fits
	from, to int // where it stands, in bytes

	month   time.Month // that a word names, or 0
	weekday time.Weekday
	days    dayKind
}

// A dayKind says whether a word names a weekday: "monday", or "mondays".
type dayKind uint8

const (
	noDay dayKind = iota
	oneDay
	manyDays
)

// lex splits a text into tokens. All but blanks and what cannot be seen is in one.
func lex(text string) []token {
	var out []token
	for at := 0; at < len(text); {
		c, size := utf8.DecodeRuneInString(text[at:])
		if blank(c, size) {
			at += size
			continue
		}
		t := next(text, at, c, size)
		if n := len(out); n > 0 && out[n-1].kind == word && out[n-1].text == "rrule" {
			t = rawRule(text, at)
		}
		out = append(out, t)
		at = t.to
	}
	return out
}

func blank(c rune, size int) bool {
	return unicode.IsSpace(c) || c != utf8.RuneError && unicode.In(c, unicode.Cc, unicode.Cf) || size == 0
}

// next is the token that begins at a place with the letter c.
func next(text string, at int, c rune, size int) token {
	rest := text[at:]
	switch {
	case digit(c):
		t := token{kind: number, from: at, to: at + span(rest, digit)}
		t.text = text[at:t.to]
		for _, d := range t.text[:min(len(t.text), 6)] {
			t.n = t.n*10 + int(d-'0')
		}
		return t
	case unicode.IsLetter(c):
		t := token{kind: word, from: at, to: at + span(rest, inWord)}
		t.text = strings.ReplaceAll(strings.ToLower(text[at:t.to]), ".", "")
		t.name()
		return t
	case quote(c) != 0:
		if name, length := quotedName(rest, quote(c), size); length > 0 {
			return token{kind: quoted, text: name, from: at, to: at + length}
		}
	}
	return token{kind: symbol, text: sign(c, rest[:size]), from: at, to: at + size}
}

// name says which month or weekday a word names.
func (t *token) name() {
	var ok bool
	if t.month, ok = moment.Month(t.text); ok {
		return
	}
	if t.weekday, ok = moment.Weekday(t.text); ok {
		t.days = oneDay
		return
	}
	if one, plural := strings.CutSuffix(t.text, "s"); plural {
		if t.weekday, ok = moment.Weekday(one); ok {
			t.days = manyDays
		}
	}
}

// sign is a symbol, with one for all dashes.
func sign(c rune, typed string) string {
	switch c {
	case '–', '—', '‐', '‑', '−', '→':
		return "-"
	case '&':
		return "and"
	}
	return typed
}

// span is how many bytes a text begins with that belong together.
func span(text string, in func(rune) bool) int {
	if i := strings.IndexFunc(text, func(c rune) bool { return !in(c) }); i >= 0 {
		return i
	}
	return len(text)
}

func digit(c rune) bool { return '0' <= c && c <= '9' }

func inWord(c rune) bool {
	return unicode.IsLetter(c) || unicode.Is(unicode.Mn, c) || c == '\'' || c == '’' || c == '.' || c == '_'
}

// quote is the mark that ends what c begins, or 0.
func quote(c rune) rune {
	switch c {
	case '\'', '"':
		return c
	case '“':
		return '”'
	case '‘':
		return '’'
	}
	return 0
}

// quotedName reads a name in quotes, in which the mark stands twice where it is part of the name.
func quotedName(text string, end rune, size int) (name string, length int) {
	mark := string(end)
	var out strings.Builder
	for at := size; ; {
		i := strings.Index(text[at:], mark)
		if i < 0 {
			return "", 0
		}
		out.WriteString(text[at : at+i])
		at += i + len(mark)
		if !strings.HasPrefix(text[at:], mark) {
			return out.String(), at
		}
		out.WriteString(mark)
		at += len(mark)
	}
}

// rawRule takes all up to the next blank.
func rawRule(text string, at int) token {
	to := at + span(text[at:], func(c rune) bool { return !unicode.IsSpace(c) })
	return token{kind: raw, text: text[at:to], from: at, to: to}
}

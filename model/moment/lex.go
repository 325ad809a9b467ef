package moment

import (
	"strings"
	"unicode"
)

// A token is the smallest piece that has a meaning: "tomorrow", "9:00", and each of "+", "1", "d" in "+1d". from and to are
// where it stands, in bytes.
type token struct {
	text     string // folded to lower case
	from, to int
}

// lex splits a tidy text at blanks, and words where digits and letters meet.
func lex(text string) []token {
	var out []token
	for at := 0; at < len(text); {
		if text[at] == ' ' || text[at] == ',' {
			at++
			continue
		}
		end := at
		for end < len(text) && text[end] != ' ' {
			end++
		}
		word := strings.TrimRight(text[at:end], ",")
		out = appendWord(out, word, at)
		at = end
	}
	return out
}

// appendWord takes one word apart; at is where it stands.
func appendWord(out []token, word string, at int) []token {
	if dated(word) {
		return append(out, token{strings.ToLower(word), at, at + len(word)})
	}
	if i := dash(word); i > 0 { // 9:00-11:00
		out = appendWord(out, word[:i], at)
		out = append(out, token{"-", at + i, at + i + 1})
		return appendWord(out, word[i+1:], at+i+1)
	}
	begin := 0
	var last rune
	for i, c := range word {
		if i > begin && seam(last, c) {
			out = append(out, token{strings.ToLower(word[begin:i]), at + begin, at + i})
			begin = i
		}
		last = c
	}
	return append(out, token{strings.ToLower(word[begin:]), at + begin, at + len(word)})
}

// dated says that a word begins as an RFC 3339 date and time does.
func dated(word string) bool {
	return len(word) > 11 && word[4] == '-' && word[7] == '-' && (word[10] == 'T' || word[10] == 't')
}

// dash is where a word is the span of two times of day, or 0.
func dash(word string) int {
	i := strings.IndexByte(word, '-')
	if i > 0 && clockLike(word[:i]) && clockLike(word[i+1:]) {
		return i
	}
	return 0
}

func clockLike(word string) bool {
	return word != "" && digit(rune(word[0])) && (strings.Contains(word, ":") || strings.HasSuffix(strings.ToLower(word), "m"))
}

// seam says that a word comes apart between these letters.
func seam(last, c rune) bool {
	return last == '+' || digit(last) && unicode.IsLetter(c) || unicode.IsLetter(last) && digit(c)
}

func digit(c rune) bool { return '0' <= c && c <= '9' }

// number reads a token of at most five digits.
func number(s string) (int, bool) {
	if s == "" || len(s) > 5 {
		return 0, false
	}
	n := 0
	for _, c := range s {
		if !digit(c) {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	return n, true
}

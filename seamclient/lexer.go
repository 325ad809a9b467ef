package seamclient

import (
	"bytes"
	"encoding/json"
	"unicode/utf8"
)

// maxNesting is how deep a skipped value may be; deeper ones are left to the standard library.
const maxNesting = 64

// A lexer walks over JSON without building anything. It knows less than encoding/json on purpose: whatever it is not
// sure about, it refuses (every method returns false and the position is then meaningless), and its caller falls back
// to the standard library. What it accepts, the standard library accepts with the same meaning; fuzzing holds it to
// that.
type lexer struct {
	data []byte
	pos  int
}

// next skips white space and gives the byte that follows, 0 at the end.
func (l *lexer) next() byte {
	for l.pos < len(l.data) {
		switch c := l.data[l.pos]; c {
		case ' ', '\t', '\r', '\n':
			l.pos++
		default:
			return c
		}
	}
	return 0
}

// take consumes one expected byte.
func (l *lexer) take(c byte) bool {
	if l.next() != c {
		return false
	}
	l.pos++
	return true
}

// word consumes a literal.
func (l *lexer) word(w string) bool {
	l.next()
	if !bytes.HasPrefix(l.data[l.pos:], []byte(w)) {
		return false
	}
	l.pos += len(w)
	return true
}

// raw consumes a string and gives what is between its quotes, and whether it means itself, without escapes.
func (l *lexer) raw() (inside []byte, plain, ok bool) {
	if !l.take('"') {
		return nil, false, false
	}
	plain = true
	for i := l.pos; i < len(l.data); i++ {
		switch c := l.data[i]; {
		case c == '"':
			inside = l.data[l.pos:i]
			l.pos = i + 1
			return inside, plain, true
		case c == '\\':
			plain = false
			i++ // whatever is escaped, it does not end the string
		case c < ' ':
			return nil, false, false
		case c >= utf8.RuneSelf:
			plain = false
		}
	}
	return nil, false, false
}

// key consumes the name of a member and the colon. Names with escapes, capitals or foreign letters are refused: the
// standard library matches names by folding case.
func (l *lexer) key() ([]byte, bool) {
	name, plain, ok := l.raw()
	if !ok || !plain {
		return nil, false
	}
	for _, c := range name {
		if c >= 'A' && c <= 'Z' {
			return nil, false
		}
	}
	return name, l.take(':')
}

// object consumes an object and calls member for each value, which member must consume.
func (l *lexer) object(member func(key []byte) bool) bool {
	if !l.take('{') {
		return false
	}
	if l.next() == '}' {
		l.pos++
		return true
	}
	for {
		key, ok := l.key()
		if !ok || !member(key) {
			return false
		}
		if l.next() != ',' {
			return l.take('}')
		}
		l.pos++
	}
}

// array consumes an array and calls element for each value, which element must consume.
func (l *lexer) array(element func() bool) bool {
	if !l.take('[') {
		return false
	}
	if l.next() == ']' {
		l.pos++
		return true
	}
	for {
		if !element() {
			return false
		}
		if l.next() != ',' {
			return l.take(']')
		}
		l.pos++
	}
}

// value consumes any value and gives its text.
func (l *lexer) value() ([]byte, bool) {
	l.next()
	from := l.pos
	if !l.skip(maxNesting) {
		return nil, false
	}
	return l.data[from:l.pos], true
}

func (l *lexer) skip(depth int) bool {
	switch l.next() {
	case '"':
		inside, plain, ok := l.raw()
		return ok && (plain || json.Valid(quoted(inside)))
	case '{':
		return l.skipObject(depth)
	case '[':
		return depth > 0 && l.array(func() bool { return l.skip(depth - 1) })
	case 't':
		return l.word("true")
	case 'f':
		return l.word("false")
	case 'n':
		return l.word("null")
	default:
		return l.number()
	}
}

// skipObject does not care what the names mean, so unlike [lexer.object] it takes any.
func (l *lexer) skipObject(depth int) bool {
	if depth == 0 || !l.take('{') {
		return false
	}
	if l.next() == '}' {
		l.pos++
		return true
	}
	for {
		if l.next() != '"' || !l.skip(depth) || !l.take(':') || !l.skip(depth-1) {
			return false
		}
		if l.next() != ',' {
			return l.take('}')
		}
		l.pos++
	}
}

// quoted gives the text of a string with its quotes, which stand right around it.
func quoted(inside []byte) []byte {
	q := make([]byte, 0, len(inside)+2)
	return append(append(append(q, '"'), inside...), '"')
}

// number consumes a number by the grammar of JSON, which forbids leading zeros and bare points.
func (l *lexer) number() bool {
	if l.peek() == '-' {
		l.pos++
	}
	switch c := l.peek(); {
	case c == '0':
		l.pos++
	case c < '1' || c > '9':
		return false
	default:
		l.digits()
	}
	if l.peek() == '.' {
		l.pos++
		if !l.digits() {
			return false
		}
	}
	if c := l.peek(); c == 'e' || c == 'E' {
		l.pos++
		if c := l.peek(); c == '+' || c == '-' {
			l.pos++
		}
		return l.digits()
	}
	return true
}

func (l *lexer) peek() byte {
	if l.pos < len(l.data) {
		return l.data[l.pos]
	}
	return 0
}

func (l *lexer) digits() bool {
	from := l.pos
	for c := l.peek(); c >= '0' && c <= '9'; c = l.peek() {
		l.pos++
	}
	return l.pos > from
}

// text consumes a string or null, which reads as "". Escapes and foreign letters are decoded by the standard library.
// With words, a text that occurred before is not allocated again.
func (l *lexer) text(into *string, words map[string]string) bool {
	if l.next() == 'n' {
		return l.word("null")
	}
	inside, plain, ok := l.raw()
	if !ok {
		return false
	}
	if !plain {
		return json.Unmarshal(quoted(inside), into) == nil
	}
	if words == nil {
		*into = string(inside)
		return true
	}
	known, ok := words[string(inside)] // this conversion does not allocate
	if !ok {
		known = string(inside)
		words[known] = known
	}
	*into = known
	return true
}

// flag consumes true, false or null, which leaves the value alone.
func (l *lexer) flag(into *bool) bool {
	switch l.next() {
	case 't':
		*into = true
		return l.word("true")
	case 'f':
		*into = false
		return l.word("false")
	default:
		return l.word("null")
	}
}

// tri consumes true, false or null, which reads as absent.
func (l *lexer) tri(into **bool) bool {
	if l.next() == 'n' {
		return l.word("null")
	}
	*into = new(bool)
	return l.flag(*into)
}

// list consumes an array of objects, which is empty in nearly all codes, or null. What it holds is decoded by the
// standard library.
func list[T any](l *lexer, into *[]T) bool {
	inside, ok := l.value()
	if !ok {
		return false
	}
	if string(inside) == "[]" {
		return true
	}
	return json.Unmarshal(inside, into) == nil
}

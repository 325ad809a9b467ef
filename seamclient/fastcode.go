package seamclient

import (
	"bytes"
	"encoding/json"
	"reflect"
	"slices"

	"seamdash/model"
)

// maxWords bounds what one page may make the reader remember.
const maxWords = 4096

// codeSize is a guess at how many bytes one code takes in an answer, on the low side.
const codeSize = 512

// codeReader reads a page of access codes several times faster than encoding/json, because first loads and sweeps
// consist of little else. It gives up on anything unusual; see [lexer].
type codeReader struct {
	lexer
	wire    wireCode // the code that is being read
	members map[string]*member
	start   member            // stands before the first member of a code
	seen    uint64            // which members of it were met; more than 64 do not fit
	words   map[string]string // device ids, statuses and the like occur again and again
	codes   []model.AccessCode
	page    pageMarks
}

// A member is a place in the wire struct, by the name that stands in the JSON; into is nil for members of no interest.
type member struct {
	bit     uint64
	into    any
	repeats bool    // its values are often the same from code to code
	text    []byte  // the name as it usually stands there, with quotes and colon
	after   *member // what came after it in the code before: all codes have their members in the same order
}

func newCodeReader() *codeReader {
	r := &codeReader{members: map[string]*member{}, words: map[string]string{}}
	v := reflect.ValueOf(&r.wire).Elem()
	for i := range v.NumField() {
		m := r.learn(v.Type().Field(i).Tag.Get("json"))
		m.bit, m.into = 1<<i, v.Field(i).Addr().Interface()
		m.repeats = m.into != &r.wire.ID && m.into != &r.wire.Name && m.into != &r.wire.Code && m.into != &r.wire.CreatedAt
	}
	return r
}

// learn adds a name of a member.
func (r *codeReader) learn(name string) *member {
	m := &member{text: []byte(`"` + name + `":`)}
	if len(r.members) < maxWords {
		r.members[name] = m
	}
	return m
}

// fastCodes is [shape.decode] for regular answers; ok is false for all others. Readers are used again: what they learnt
// of the order of members holds for the next page too.
func (c *Client) fastCodes(body []byte) (codes []model.AccessCode, next string, ok bool) {
	r, isReader := c.readers.Get().(*codeReader)
	if !isReader {
		r = newCodeReader()
	}
	defer c.readers.Put(r)
	return r.read(body)
}

func (r *codeReader) read(body []byte) (codes []model.AccessCode, next string, ok bool) {
	defer func() { r.lexer, r.codes, r.page = lexer{}, nil, pageMarks{} }() // a reader at rest holds on to no answer
	r.lexer = lexer{data: body}
	if !r.object(r.top) || r.codes == nil || r.next() != 0 || r.pos != len(body) {
		return nil, "", false
	}
	if cap(r.codes)-len(r.codes) > len(r.codes)/16 {
		r.codes = slices.Clone(r.codes) // the list lives long; growing left room that nobody will use
	}
	return r.codes, r.page.cursor(), true
}

// top consumes a member of the answer. What could be mixed up with another one is left to the standard library.
func (r *codeReader) top(key []byte) bool {
	switch string(key) {
	case "access_codes":
		if r.codes != nil {
			return false
		}
		r.codes = make([]model.AccessCode, 0, len(r.data)/codeSize)
		return r.array(r.code)
	case "pagination":
		raw, ok := r.value()
		return ok && r.page == pageMarks{} && json.Unmarshal(raw, &r.page) == nil
	default:
		_, ok := r.value()
		return ok
	}
}

// code consumes one access code.
func (r *codeReader) code() bool {
	r.wire, r.seen = wireCode{}, 0
	if len(r.words) > maxWords {
		clear(r.words)
	}
	if !r.take('{') {
		return false
	}
	if r.next() != '}' {
		for last := &r.start; ; r.pos++ {
			m, ok := r.name(last)
			if !ok || !r.fill(m) {
				return false
			}
			if r.next() != ',' {
				break
			}
			last = m
		}
	}
	if !r.take('}') {
		return false
	}
	r.codes = append(r.codes, codeShape().one(&r.wire, nil))
	return true
}

// name consumes the name of a member and the colon. Most of the time it is the one that came there before.
func (r *codeReader) name(last *member) (m *member, ok bool) {
	r.next()
	if m = last.after; m != nil && bytes.HasPrefix(r.data[r.pos:], m.text) {
		r.pos += len(m.text)
		return m, true
	}
	key, ok := r.key()
	if !ok {
		return nil, false
	}
	if m, ok = r.members[string(key)]; !ok {
		m = r.learn(string(key))
	}
	last.after = m
	return m, true
}

// fill consumes the value of a member. A member that comes twice is refused: the standard library lets the later one
// win or mixes both.
func (r *codeReader) fill(m *member) bool {
	if r.seen&m.bit != 0 {
		return false
	}
	r.seen |= m.bit
	switch into := m.into.(type) {
	case nil:
		return r.skip(maxNesting)
	case *string:
		if m.repeats {
			return r.text(into, r.words)
		}
		return r.text(into, nil)
	case *bool:
		return r.flag(into)
	case **bool:
		return r.tri(into)
	case *[]wireProblem:
		return list(&r.lexer, into)
	case *[]wireMutation:
		return list(&r.lexer, into)
	default:
		return false
	}
}

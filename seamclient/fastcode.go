package seamclient

import (
	"encoding/json"
	"reflect"
	"slices"

	"seamdash/model"
)

// maxWords bounds what one page may make the reader remember.
const maxWords = 4096

// codeReader reads a page of access codes several times faster than encoding/json, because first loads and sweeps
// consist of little else. It gives up on anything unusual; see [lexer].
type codeReader struct {
	lexer
	wire    wireCode // the code that is being read
	members map[string]member
	seen    uint64            // which members of it were met; more than 64 do not fit
	words   map[string]string // device ids, statuses and the like occur again and again
	codes   []model.AccessCode
	page    pageMarks
}

// A member is a place in the wire struct, by the name that stands in the JSON.
type member struct {
	bit     uint64
	into    any
	repeats bool // its values are often the same from code to code
}

func newCodeReader(body []byte) *codeReader {
	r := &codeReader{lexer: lexer{data: body}, members: map[string]member{}, words: map[string]string{}}
	v := reflect.ValueOf(&r.wire).Elem()
	for i := range v.NumField() {
		into := v.Field(i).Addr().Interface()
		unique := into == &r.wire.ID || into == &r.wire.Name || into == &r.wire.Code || into == &r.wire.CreatedAt
		r.members[v.Type().Field(i).Tag.Get("json")] = member{bit: 1 << i, into: into, repeats: !unique}
	}
	return r
}

// fastCodes is [shape.decode] for regular answers; ok is false for all others.
func fastCodes(body []byte) (codes []model.AccessCode, next string, ok bool) {
	r := newCodeReader(body)
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
		r.codes = []model.AccessCode{}
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
	if !r.object(r.member) {
		return false
	}
	r.codes = append(r.codes, codeShape().one(&r.wire, nil))
	return true
}

// member consumes one member of a code. One that comes twice is refused: the standard library lets the later one win
// or mixes both.
func (r *codeReader) member(key []byte) bool {
	m, ok := r.members[string(key)]
	if !ok {
		_, ok := r.value()
		return ok
	}
	if r.seen&m.bit != 0 {
		return false
	}
	r.seen |= m.bit
	switch into := m.into.(type) {
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

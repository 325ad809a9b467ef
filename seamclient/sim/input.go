package sim

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"time"
)

// An input is the parameters of one request, from the body or the query. It collects what is wrong instead of stopping
// at the first fault, because Seam reports all faults of a request at once. Unknown fields are ignored, as Seam does.
type input struct {
	fields map[string]json.RawMessage
	query  bool // values are text: "5", "true" and a single value for a list are then in order
	faults []inputFault
}

func newInput() *input { return &input{fields: map[string]json.RawMessage{}} }

// readBody takes a JSON object; an empty body counts as {}.
func (in *input) readBody(body []byte) *failure {
	if len(bytes.TrimSpace(body)) == 0 {
		return nil
	}
	if !json.Valid(body) {
		return &failure{status: 400, message: "Invalid JSON"} // plain text: the envelope needs a kind
	}
	if err := json.Unmarshal(body, &in.fields); err != nil || in.fields == nil {
		in.fields = map[string]json.RawMessage{}
		return invalidInput([]inputFault{{"", "Expected object, received " + kindOf(body)}})
	}
	return nil
}

// readQuery takes Seam's query form: a list repeats its key, an empty value is null. A field of the body wins.
func (in *input) readQuery(values url.Values) {
	for key, list := range values {
		if _, ok := in.fields[key]; ok || key == "_strict" {
			continue
		}
		in.query = true
		var value any = list
		if len(list) == 1 {
			value = list[0]
			if list[0] == "" {
				value = nil
			}
		}
		if raw, err := json.Marshal(value); err == nil {
			in.fields[key] = raw
		}
	}
}

// failure is nil when nothing was wrong.
func (in *input) failure() *failure {
	if len(in.faults) == 0 {
		return nil
	}
	return invalidInput(in.faults)
}

func (in *input) fault(field, message string) {
	in.faults = append(in.faults, inputFault{field, message})
}

// has tells whether the field was given and is not null.
func (in *input) has(field string) bool {
	raw, ok := in.fields[field]
	return ok && string(bytes.TrimSpace(raw)) != "null"
}

func (in *input) hasAny(fields ...string) bool {
	for _, field := range fields {
		if in.has(field) {
			return true
		}
	}
	return false
}

func (in *input) read(field, want string, into any) bool {
	if !in.has(field) {
		return false
	}
	if err := json.Unmarshal(in.fields[field], into); err != nil {
		in.fault(field, fmt.Sprintf("Expected %s, received %s for %q", want, kindOf(in.fields[field]), field))
		return false
	}
	return true
}

// text reads a string; absent and null both give "".
func (in *input) text(field string) string {
	var s string
	in.read(field, "string", &s)
	return s
}

// oneOf holds a string that was given to a list of values.
func (in *input) oneOf(field string, values ...string) {
	s := unquote(in.fields[field])
	if s != "" && !slices.Contains(values, s) {
		in.fault(field, fmt.Sprintf("Invalid enum value %q for %q", s, field))
	}
}

// id reads a UUID; absent gives the zero uuid.
func (in *input) id(field string) uuid {
	var s string
	if !in.read(field, "string", &s) {
		return uuid{}
	}
	u, ok := parseUUID(s)
	if !ok {
		in.fault(field, fmt.Sprintf("Invalid uuid for %q", field))
	}
	return u
}

// needID reads a UUID that must be there.
func (in *input) needID(field string) uuid {
	in.need(field)
	return in.id(field)
}

func (in *input) need(field string) {
	if !in.has(field) {
		in.fault(field, field+" is required")
	}
}

// flag reads an optional boolean: nil when absent.
func (in *input) flag(field string) *bool {
	var b bool
	if in.query && in.has(field) {
		if s := unquote(in.fields[field]); s == "true" || s == "false" {
			b = s == "true"
			return &b
		}
	}
	if !in.read(field, "boolean", &b) {
		return nil
	}
	return &b
}

// number reads an optional number: nil when absent.
func (in *input) number(field string) *float64 {
	var f float64
	if in.query && in.has(field) {
		if f, err := strconv.ParseFloat(unquote(in.fields[field]), 64); err == nil {
			return &f
		}
	}
	if !in.read(field, "number", &f) {
		return nil
	}
	return &f
}

// numbers reads an array of whole numbers.
func (in *input) numbers(field string) []int {
	var many []int
	in.read(field, "array", &many)
	return many
}

// list reads an array of strings: nil when absent, empty when empty.
func (in *input) list(field string) []string {
	if in.query && in.has(field) {
		var one string
		if json.Unmarshal(in.fields[field], &one) == nil {
			return []string{one}
		}
	}
	var many []string
	if in.read(field, "array", &many) && many == nil {
		many = []string{}
	}
	return many
}

// ids reads an array of UUIDs.
func (in *input) ids(field string) []uuid {
	texts := in.list(field)
	if texts == nil {
		return nil
	}
	ids := make([]uuid, 0, len(texts))
	for _, s := range texts {
		u, ok := parseUUID(s)
		if !ok {
			in.fault(field, fmt.Sprintf("Invalid uuid for %q", field))
			return nil
		}
		ids = append(ids, u)
	}
	return ids
}

// instant reads a timestamp with an offset. A naive or date-only one is refused: whose day would it be?
func (in *input) instant(field string) stamp {
	s := in.text(field)
	if s == "" {
		return 0
	}
	return in.parseInstant(field, s)
}

func (in *input) parseInstant(field, s string) stamp {
	t, err := time.Parse(time.RFC3339Nano, s)
	if err != nil || t.Year() < 1970 || t.Year() > 9999 {
		in.fault(field, fmt.Sprintf("Invalid date for %q", field))
		return 0
	}
	return stampOf(t)
}

func unquote(raw json.RawMessage) string {
	var s string
	if json.Unmarshal(raw, &s) != nil {
		return ""
	}
	return s
}

// kindOf names a JSON value the way the validation messages do.
func kindOf(raw []byte) string {
	raw = bytes.TrimSpace(raw)
	if len(raw) == 0 {
		return "nothing"
	}
	switch raw[0] {
	case '{':
		return "object"
	case '[':
		return "array"
	case '"':
		return "string"
	case 't', 'f':
		return "boolean"
	case 'n':
		return "null"
	}
	return "number"
}

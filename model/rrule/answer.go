package rrule

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"time"
)

// MaxLine is how long a line for [Answer] may be, in bytes: room for all dates that a series may have.
const MaxLine = 128 << 10

// A line is a request with what comes along in collections of them and says nothing about the series.
type line struct {
	Request
	Category json.RawMessage `json:"category"`
	Source   json.RawMessage `json:"source"`
	Expect   json.RawMessage `json:"expect"`
	Engines  json.RawMessage `json:"engines"`
	Note     json.RawMessage `json:"note"`
	Needs    json.RawMessage `json:"needs"`

	// Those of bad series tell what is wrong and what others make of it.
	Field      json.RawMessage `json:"field"`
	Action     json.RawMessage `json:"action"`
	Code       json.RawMessage `json:"code"`
	Reason     json.RawMessage `json:"reason"`
	Policy     json.RawMessage `json:"policy"`
	Observed   json.RawMessage `json:"observed"`
	Normalised json.RawMessage `json:"normalised"`
}

type window struct {
	Start time.Time `json:"start"`
	End   time.Time `json:"end"`
}

// Answer answers a [Request] in one line of JSON with one line of JSON, without its end: {"id","occurrences":[{"start","end"}]}
// with instants in UTC, or {"id","error"}, where the error begins with its code. A field that it does not know is an error, because
// a date in a misspelt field would open a door that it was to keep shut.
//
// A line with a query is a question, to which "no window" is an answer: about an empty series it gives none. A line without
// one is a series to be kept: an empty one is refused, and of another it gives the first ten windows. All else that is wrong is
// refused in both.
func Answer(text []byte, load func(name string) (*time.Location, error)) []byte {
	id, found, err := answer(text, load)
	if err != nil {
		why := err.Error()
		if e := (*Error)(nil); errors.As(err, &e) {
			why = e.Code + ": " + why
		}
		return encode(struct {
			ID    string `json:"id"`
			Error string `json:"error"`
		}{id, why})
	}
	out := make([]window, len(found))
	for i, o := range found {
		out[i] = window{o.Start.UTC(), o.End.UTC()}
	}
	return encode(struct {
		ID          string   `json:"id"`
		Occurrences []window `json:"occurrences"`
	}{id, out})
}

// encode cannot fail: what it gets has only text and times of years that JSON knows.
func encode(v any) []byte {
	out, err := json.Marshal(v)
	if err != nil {
		return []byte(`{"id":"","error":"the answer cannot be written"}`)
	}
	return out
}

func answer(text []byte, load func(string) (*time.Location, error)) (id string, found []Occurrence, err error) {
	q, err := readLine(text)
	if err != nil {
		return q.ID, nil, err
	}
	s, _, err := NewSeries(q.Request, load)
	if err != nil {
		return q.ID, nil, err
	}
	if err := s.Check(); err != nil && (q.Query == nil || !isEmpty(err)) {
		return q.ID, nil, err
	}
	if q.Query == nil {
		return q.ID, s.first(10), nil
	}
	found, err = s.ask(*q.Query)
	return q.ID, found, err
}

func readLine(text []byte) (line, error) {
	var q line
	if len(text) > MaxLine {
		return q, refuse("too-long", "", "a line has at most %d bytes, this one has %d", MaxLine, len(text))
	}
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	err := d.Decode(&q)
	if err == nil {
		if _, err := d.Token(); !errors.Is(err, io.EOF) {
			return q, refuse("bad-json", "", "something follows the request on its line")
		}
		return q, nil
	}
	var known struct {
		ID string `json:"id"`
	}
	if json.Unmarshal(text, &known) == nil { // the answer is known by it, wherever in the line it stands
		q.ID = known.ID
	}
	return q, badJSON(err)
}

// badJSON says what is wrong with a line in words of the line, not of Go.
func badJSON(err error) error {
	if e := (*json.UnmarshalTypeError)(nil); errors.As(err, &e) {
		return refuse("bad-json", e.Field[strings.LastIndexByte(e.Field, '.')+1:], "the JSON %s does not belong here", bounded(e.Value))
	}
	if field, found := strings.CutPrefix(err.Error(), "json: unknown field "); found {
		return refuse("unknown-field", "", "%s is not a field of a request", quoted(strings.Trim(field, `"`)))
	}
	return refuse("bad-json", "", "the line is not one JSON object")
}

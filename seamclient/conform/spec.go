package conform

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// ErrUndocumented is for traffic on paths that the document does not have.
var ErrUndocumented = errors.New("path is not in the OpenAPI document")

// A Spec is Seam's OpenAPI document. It may be used by several goroutines.
type Spec struct {
	doc *openapi3.T
}

// ReadSpec parses the document and makes a strict judge of it; see [strict].
func ReadSpec(document []byte) (*Spec, error) {
	doc, err := openapi3.NewLoader().LoadFromData(document)
	if err != nil {
		return nil, fmt.Errorf("read the OpenAPI document: %w", err)
	}
	if doc.Paths.Len() == 0 {
		return nil, errors.New("read the OpenAPI document: it has no paths")
	}
	work := strict{}
	for _, schema := range doc.Components.Schemas {
		work.tighten(schema)
	}
	for _, item := range doc.Paths.Map() {
		if item.Post == nil {
			continue
		}
		if body := item.Post.RequestBody; body != nil {
			work.tightenAll(body.Value.Content)
		}
		for _, answer := range item.Post.Responses.Map() {
			work.tightenAll(answer.Value.Content)
		}
	}
	return &Spec{doc: doc}, nil
}

// Request checks the JSON body of a POST to a path.
func (s *Spec) Request(path string, body []byte) error {
	op, err := s.operation(path)
	if err != nil {
		return err
	}
	if op.RequestBody == nil {
		if string(body) == "{}" || len(body) == 0 {
			return nil
		}
		return fmt.Errorf("request to %s: the document has no body there", path)
	}
	schema := op.RequestBody.Value.Content.Get("application/json").Schema.Value
	return check("request to "+path, schema, body, openapi3.VisitAsRequest())
}

// Response checks the JSON body of an answer. Errors have no schema in the document; the envelope that Seam's error
// guide describes is checked instead.
func (s *Spec) Response(path string, status int, body []byte) error {
	op, err := s.operation(path)
	if err != nil {
		return err
	}
	subject := fmt.Sprintf("answer %d of %s", status, path)
	if status != http.StatusOK {
		return checkEnvelope(subject, body)
	}
	return check(subject, op.Responses.Status(status).Value.Content.Get("application/json").Schema.Value, body, openapi3.VisitAsResponse())
}

func (s *Spec) operation(path string) (*openapi3.Operation, error) {
	item := s.doc.Paths.Value(path)
	if item == nil || item.Post == nil {
		return nil, fmt.Errorf("%s: %w", path, ErrUndocumented)
	}
	return item.Post, nil
}

func check(subject string, schema *openapi3.Schema, body []byte, as openapi3.SchemaValidationOption) error {
	var value any
	if err := json.Unmarshal(body, &value); err != nil {
		return fmt.Errorf("%s: not JSON: %w", subject, err)
	}
	uuid := openapi3.WithStringFormatValidator("uuid", openapi3.NewRegexpFormatValidator(openapi3.FormatOfStringForUUIDOfRFC4122))
	when := openapi3.WithStringFormatValidator("date-time", openapi3.NewRegexpFormatValidator(openapi3.FormatOfStringDateTime))
	var findings []error
	for _, reason := range reasons(schema.VisitJSON(value, as, openapi3.MultiErrors(), openapi3.DisableSchemaErrorDetails(), uuid, when)) {
		findings = append(findings, fmt.Errorf("%s: %s", subject, reason))
	}
	return errors.Join(findings...)
}

// reasons takes the tree of errors that the validator builds apart into one line for each leaf.
func reasons(err error) []string {
	var out []string
	if list, ok := errors.AsType[openapi3.MultiError](err); ok {
		for _, one := range list {
			out = append(out, reasons(one)...)
		}
		return out
	}
	s, ok := errors.AsType[*openapi3.SchemaError](err)
	switch {
	case err == nil:
		return nil
	case !ok:
		return []string{err.Error()}
	}
	if out = reasons(s.Origin); len(out) > 0 {
		return out
	}
	return []string{strings.Join(s.JSONPointer(), ".") + ": " + s.Reason}
}

func checkEnvelope(subject string, body []byte) error {
	var envelope struct {
		OK    *bool `json:"ok"`
		Error *struct {
			Type             string          `json:"type"`
			Message          string          `json:"message"`
			RequestID        string          `json:"request_id"`
			ValidationErrors json.RawMessage `json:"validation_errors"`
			Data             json.RawMessage `json:"data"`
		} `json:"error"`
	}
	decoder := json.NewDecoder(strings.NewReader(string(body)))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&envelope); err != nil {
		return fmt.Errorf("%s: not an error envelope: %w", subject, err)
	}
	switch e := envelope.Error; {
	case envelope.OK == nil || *envelope.OK:
		return fmt.Errorf("%s: ok is not false", subject)
	case e == nil || e.Type == "" || e.Message == "" || e.RequestID == "":
		return fmt.Errorf("%s: the error lacks its type, message or request id", subject)
	case (e.Type == "invalid_input") != (e.ValidationErrors != nil):
		return fmt.Errorf("%s: validation_errors belongs to invalid_input and to nothing else", subject)
	}
	return nil
}

// Values lists, sorted, every value that the document allows for a property anywhere below a named schema, such as
// error_code below the errors of access_code. part narrows the search to one property of the schema; "" takes all.
func (s *Spec) Values(schema, part, property string) ([]string, error) {
	ref := s.doc.Components.Schemas[schema]
	if ref != nil && part != "" {
		ref = ref.Value.Properties[part]
	}
	if ref == nil {
		return nil, fmt.Errorf("the document has no schema %s %s", schema, part)
	}
	found := map[string]bool{}
	collect(ref, property, found, map[*openapi3.Schema]bool{})
	out := make([]string, 0, len(found))
	for v := range found {
		out = append(out, v)
	}
	slices.Sort(out)
	return out, nil
}

func collect(ref *openapi3.SchemaRef, property string, found map[string]bool, seen map[*openapi3.Schema]bool) {
	if seen[ref.Value] {
		return
	}
	s := ref.Value
	seen[s] = true
	if p := s.Properties[property]; p != nil {
		for _, v := range p.Value.Enum {
			if text, ok := v.(string); ok {
				found[text] = true
			}
		}
	}
	for _, below := range inside(s) {
		collect(below, property, found, seen)
	}
}

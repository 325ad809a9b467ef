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

// ReadSpec parses the document and closes every request schema, so that a field that Seam does not list is an error;
// the document leaves them open. It also gives the variants of a oneOf names to which its discriminator can point: in the
// document they stand inline, where OpenAPI gives a discriminator no meaning and every variant would be tried.
func ReadSpec(document []byte) (*Spec, error) {
	doc, err := openapi3.NewLoader().LoadFromData(document)
	if err != nil {
		return nil, fmt.Errorf("read the OpenAPI document: %w", err)
	}
	if doc.Paths.Len() == 0 {
		return nil, errors.New("read the OpenAPI document: it has no paths")
	}
	for _, item := range doc.Paths.Map() {
		if item.Post == nil || item.Post.RequestBody == nil {
			continue
		}
		for _, media := range item.Post.RequestBody.Value.Content {
			closeObjects(media.Schema)
		}
	}
	seen := map[*openapi3.Schema]bool{}
	for _, schema := range doc.Components.Schemas {
		nameVariants(schema, seen)
	}
	return &Spec{doc: doc}, nil
}

func closeObjects(ref *openapi3.SchemaRef) {
	if ref == nil || ref.Value == nil {
		return
	}
	s := ref.Value
	if len(s.Properties) > 0 && s.AdditionalProperties.Schema == nil && len(s.AllOf) == 0 {
		no := false
		s.AdditionalProperties.Has = &no
	}
	for _, p := range s.Properties {
		closeObjects(p)
	}
	closeObjects(s.Items)
	for _, list := range [][]*openapi3.SchemaRef{s.OneOf, s.AnyOf} {
		for _, one := range list {
			closeObjects(one)
		}
	}
}

func nameVariants(ref *openapi3.SchemaRef, seen map[*openapi3.Schema]bool) {
	if ref == nil || ref.Value == nil || seen[ref.Value] {
		return
	}
	s := ref.Value
	seen[s] = true
	if s.Discriminator != nil {
		s.Discriminator = mapVariants(s.OneOf, s.Discriminator.PropertyName)
	}
	for _, p := range s.Properties {
		nameVariants(p, seen)
	}
	for _, list := range [][]*openapi3.SchemaRef{s.OneOf, s.AnyOf, s.AllOf, {s.Items, s.AdditionalProperties.Schema}} {
		for _, one := range list {
			nameVariants(one, seen)
		}
	}
}

// mapVariants gives each variant a name and the discriminator that leads there, or nil where a value of the property
// fits several variants or none.
func mapVariants(variants []*openapi3.SchemaRef, property string) *openapi3.Discriminator {
	d := &openapi3.Discriminator{PropertyName: property, Mapping: map[string]openapi3.MappingRef{}}
	for i, variant := range variants {
		p := variant.Value.Properties[property]
		if p == nil || len(p.Value.Enum) == 0 {
			return nil
		}
		if variant.Ref == "" {
			variant.Ref = fmt.Sprintf("#/variant/%s/%d", property, i)
		}
		for _, v := range p.Value.Enum {
			value, ok := v.(string)
			if _, taken := d.Mapping[value]; taken || !ok {
				return nil
			}
			d.Mapping[value] = openapi3.MappingRef{Ref: variant.Ref}
		}
	}
	return d
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
	if err := schema.VisitJSON(value, as, openapi3.MultiErrors(), openapi3.DisableSchemaErrorDetails(), uuid, when); err != nil {
		return fmt.Errorf("%s: %w", subject, err)
	}
	return nil
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
	if ref == nil || ref.Value == nil || seen[ref.Value] {
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
	for _, p := range s.Properties {
		collect(p, property, found, seen)
	}
	for _, list := range [][]*openapi3.SchemaRef{s.OneOf, s.AnyOf, s.AllOf, {s.Items, s.AdditionalProperties.Schema}} {
		for _, one := range list {
			collect(one, property, found, seen)
		}
	}
}

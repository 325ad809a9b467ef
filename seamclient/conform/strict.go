package conform

import (
	"fmt"
	"maps"
	"slices"

	"github.com/getkin/kin-openapi/openapi3"
)

// strict turns the schemas of the document, which are written for code generators, into ones that catch mistakes. It
// remembers those that it has been through: they are shared and may be nested in themselves.
type strict map[*openapi3.Schema]bool

func (done strict) tightenAll(content openapi3.Content) {
	for _, media := range content {
		done.tighten(media.Schema)
	}
}

func (done strict) tighten(ref *openapi3.SchemaRef) {
	if done[ref.Value] {
		return
	}
	s := ref.Value
	done[s] = true
	merge(s)
	if s.Discriminator != nil {
		s.Discriminator = mapVariants(s.OneOf, s.Discriminator.PropertyName)
	}
	if s.Discriminator == nil {
		// The document is generated from unions, of which several members may fit: a time is also a string.
		s.AnyOf, s.OneOf = slices.Concat(s.AnyOf, s.OneOf), nil
	}
	if s.Type == nil && len(s.Enum) == 0 && len(inside(s)) == 0 {
		s.Nullable = true // a schema that says nothing lets null through as well; the validator sees that otherwise
	}
	if len(s.Properties) > 0 && s.AdditionalProperties.Schema == nil {
		no := false
		s.AdditionalProperties.Has = &no // a field that Seam does not list is an error; the document leaves all objects open
	}
	for _, below := range inside(s) {
		done.tighten(below)
	}
}

// merge makes one object out of an allOf of objects. Apart, none of them could be closed.
func merge(s *openapi3.Schema) {
	for _, part := range s.AllOf {
		merge(part.Value)
		if s.Properties == nil {
			s.Properties = openapi3.Schemas{}
		}
		maps.Copy(s.Properties, part.Value.Properties)
		s.Required = append(s.Required, part.Value.Required...)
		s.Type = part.Value.Type
	}
	s.AllOf = nil
}

// mapVariants gives each variant of a oneOf a name and the discriminator that leads there, or nil where a value of the
// property fits several variants or none. In the document they stand inline, where OpenAPI gives a discriminator no
// meaning and every variant would be tried: a hundred for each event.
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

// inside lists the schemas right below one.
func inside(s *openapi3.Schema) []*openapi3.SchemaRef {
	all := slices.Concat(slices.Collect(maps.Values(s.Properties)), s.OneOf, s.AnyOf, s.AllOf)
	for _, one := range []*openapi3.SchemaRef{s.Items, s.AdditionalProperties.Schema} {
		if one != nil {
			all = append(all, one)
		}
	}
	return all
}

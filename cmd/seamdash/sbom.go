package main

import (
	"cmp"
	"runtime/debug"
	"slices"
	"strings"

	"seamdash/cmd/licences"
	"seamdash/model/zone"
)

// A bill is a software bill of materials as CycloneDX 1.6 has it. It holds neither the time nor a number of its own, so that the same
// program gives the same bytes.
type bill struct {
	Format       string       `json:"bomFormat"`
	Spec         string       `json:"specVersion"`
	Version      int          `json:"version"`
	Metadata     billMetadata `json:"metadata"`
	Components   []component  `json:"components"`
	Dependencies []dependency `json:"dependencies"`
}

type billMetadata struct {
	Component  component  `json:"component"`
	Properties []property `json:"properties,omitempty"`
}

type component struct {
	Type       string          `json:"type"`
	Ref        string          `json:"bom-ref"`
	Name       string          `json:"name"`
	Version    string          `json:"version"`
	URL        string          `json:"purl,omitempty"`
	Licences   []licenceChoice `json:"licenses,omitempty"`
	Properties []property      `json:"properties,omitempty"`
}

type licenceChoice struct {
	Licence licenceName `json:"license"`
}

// licenceName has an identifier of SPDX, or a name where SPDX has none.
type licenceName struct {
	ID   string `json:"id,omitempty"`
	Name string `json:"name,omitempty"`
}

type property struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

type dependency struct {
	Ref string   `json:"ref"`
	On  []string `json:"dependsOn,omitempty"`
}

// billOf lists what a binary is built of. Its build information does not say who needs whom, so everything is needed by the program.
func billOf(built *debug.BuildInfo, modules []licences.Module) bill {
	own := component{
		Type: "application", Ref: "pkg:golang/" + built.Main.Path, Name: built.Main.Path, Version: cmp.Or(version, built.Main.Version),
		Licences: []licenceChoice{{licenceName{ID: "MIT"}}},
	}
	out := bill{Format: "CycloneDX", Spec: "1.6", Version: 1, Metadata: billMetadata{Component: own, Properties: builtFor(built)}}
	all := dependency{Ref: own.Ref}
	for _, m := range modules {
		out.Components = append(out.Components, partOf(m))
	}
	out.Components = append(out.Components, component{
		Type: "data", Ref: "tzdata", Name: "time zones of IANA", Version: zone.Version(), Licences: []licenceChoice{{licenceName{Name: "public domain"}}},
	})
	for i := range out.Components {
		all.On = append(all.On, out.Components[i].Ref)
	}
	out.Dependencies = []dependency{all}
	return out
}

// builtFor are the settings of the build that tell one binary from another.
func builtFor(built *debug.BuildInfo) []property {
	var out []property
	for _, s := range built.Settings {
		if slices.Contains([]string{"GOOS", "GOARCH", "CGO_ENABLED", "-trimpath"}, s.Key) {
			out = append(out, property{"go:build:" + s.Key, s.Value})
		}
	}
	return out
}

func partOf(m licences.Module) component {
	of := m.Version
	if m.Path == licences.Std { // "go1.26.0", and perhaps experiments behind it
		of, _, _ = strings.Cut(strings.TrimPrefix(of, "go"), " ")
	}
	url := "pkg:golang/" + m.Path + "@" + strings.ReplaceAll(of, "+", "%2B")
	c := component{Type: "library", Ref: url, Name: m.Path, Version: of, URL: url}
	if m.Sum != "" {
		c.Properties = append(c.Properties, property{"go:sum", m.Sum})
	}
	if !m.Stated() {
		return c
	}
	for _, id := range m.Licences {
		c.Licences = append(c.Licences, licenceChoice{licenceName{ID: id}})
	}
	return c
}

package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"

	"seamdash/cmd/licences"
	"seamdash/model"
	"seamdash/model/zone"
)

// A licencesRequest is what `seamdash licences` was asked for.
type licencesRequest struct{ asJSON, texts, sbom bool }

func (p *program) licencesCommand() *cobra.Command {
	var r licencesRequest
	cmd := &cobra.Command{
		Use:     "licences",
		Aliases: []string{"licenses"},
		Short:   "List what others wrote of this program, and under which licences",
		Long: "licences lists the modules that this very program is built of, as its build information has them, with their licences.\n" +
			"--texts adds the licences themselves, which must go along with the program. --sbom prints a bill of materials\n" +
			"(CycloneDX 1.6, JSON) for programs that look for known flaws.",
		Args:              cobra.ArbitraryArgs, // checked in the command, see run
		ValidArgsFunction: cobra.NoFileCompletions,
	}
	flags := cmd.Flags()
	flags.BoolVar(&r.asJSON, "json", false, "print a JSON array for scripts")
	flags.BoolVar(&r.texts, "texts", false, "also print the licences themselves")
	flags.BoolVar(&r.sbom, "sbom", false, "print a software bill of materials (CycloneDX)")
	cmd.Run = p.does(func(cmd *cobra.Command, args []string) error {
		if err := noArguments(cmd, args); err != nil {
			return err
		}
		if r.sbom && (r.asJSON || r.texts) {
			return usageError{err: errors.New("print a bill of materials: --sbom goes with no other form"), hint: "give --sbom alone."}
		}
		return p.licences(cmd.Context(), r)
	})
	return cmd
}

// licenceFacts is a module for scripts.
type licenceFacts struct {
	Module   string         `json:"module"`
	Version  string         `json:"version"`
	Licences []string       `json:"licences"` // identifiers of SPDX; empty where the module states none
	Sum      *string        `json:"sum"`      // as in go.sum; null for Go's own library
	Texts    []licenceTexts `json:"texts,omitempty"`
}

type licenceTexts struct {
	File string `json:"file"`
	Text string `json:"text"`
}

func (p *program) licences(_ context.Context, r licencesRequest) error {
	built, ok := debug.ReadBuildInfo()
	if !ok {
		return &model.Fault{
			Op: "list the licences", Kind: model.KindUnexpected, Message: "this program was built without saying of what",
			Hint: "build it with go build, as make build does.",
		}
	}
	modules, err := licences.Of(built)
	if err != nil {
		return &model.Fault{Op: "list the licences", Kind: model.KindUnexpected, Err: err, Hint: "build it from its own go.mod, as make build does."}
	}
	switch {
	case r.sbom:
		return p.print(func(w io.Writer) error { return writeJSON(w, billOf(built, modules)) })
	case r.asJSON:
		facts, err := licencesFor(modules, r.texts)
		if err != nil {
			return err
		}
		return p.print(func(w io.Writer) error { return writeJSON(w, facts) })
	}
	if err := p.print(func(w io.Writer) error { return licenceTable(modules).writeTo(w) }); err != nil || !r.texts {
		return err
	}
	return p.print(func(w io.Writer) error { return printTexts(w, modules) })
}

func licencesFor(modules []licences.Module, withTexts bool) ([]licenceFacts, error) {
	var out []licenceFacts
	for _, m := range modules {
		f := licenceFacts{Module: m.Path, Version: m.Version, Licences: []string{}}
		if m.Stated() {
			f.Licences = m.Licences
		}
		if m.Sum != "" {
			f.Sum = &m.Sum
		}
		if withTexts {
			texts, err := m.Texts()
			if err != nil {
				return nil, err
			}
			for _, t := range texts {
				f.Texts = append(f.Texts, licenceTexts{t.Name, t.Text})
			}
		}
		out = append(out, f)
	}
	return out, nil
}

func licenceTable(modules []licences.Module) table {
	var t table
	t.row("MODULE", "VERSION", "LICENCE")
	for _, m := range modules {
		name, licence := m.Path, strings.Join(m.Licences, ", ")
		if name == licences.Std {
			name = "Go's own library"
		}
		if !m.Stated() {
			licence = "states none"
		}
		t.row(name, m.Version, licence)
	}
	t.row("time zones of IANA", zone.Version(), "public domain")
	return t
}

// printTexts prints each text under the module it came with.
func printTexts(w io.Writer, modules []licences.Module) error {
	for _, m := range modules {
		texts, err := m.Texts()
		if err != nil {
			return err
		}
		for _, t := range texts {
			head := m.Path + " " + m.Version + ": " + t.Name
			if _, err := fmt.Fprintf(w, "\n%s\n%s\n\n%s\n", head, strings.Repeat("-", len(head)), strings.TrimRight(t.Text, "\n")); err != nil {
				return err
			}
		}
	}
	return nil
}

package main

import (
	"context"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"seamdash/cmd/config"
	"seamdash/cmd/credentials"
	"seamdash/model"
)

// A whoamiRequest is what `seamdash whoami` was asked for.
type whoamiRequest struct{ asJSON, verbose bool }

func (p *program) whoamiCommand() *cobra.Command {
	var r whoamiRequest
	cmd := &cobra.Command{
		Use:               "whoami",
		Short:             "Say which workspace the key opens and where the key comes from",
		Args:              cobra.ArbitraryArgs, // checked in the command, see run
		ValidArgsFunction: cobra.NoFileCompletions,
	}
	flags := cmd.Flags()
	flags.BoolVar(&r.asJSON, "json", false, "print a JSON object for scripts")
	flags.BoolVarP(&r.verbose, "verbose", "v", false, "also print every setting and where it comes from")
	cmd.Run = p.does(func(cmd *cobra.Command, args []string) error {
		if err := noArguments(cmd, args); err != nil {
			return err
		}
		return p.whoami(cmd.Context(), r)
	})
	return cmd
}

// identity is what whoami tells.
type identity struct {
	Workspace string         `json:"workspace_id"`
	Name      string         `json:"name"`
	Sandbox   bool           `json:"is_sandbox"`
	Suspended bool           `json:"is_suspended"`
	Endpoint  *string        `json:"endpoint"` // null in the sandbox
	Profile   string         `json:"profile"`
	KeyKind   *string        `json:"key_kind"` // these are null in the sandbox, too
	KeySource *string        `json:"key_source"`
	KeyPlace  *string        `json:"key_place"`
	Settings  []settingFacts `json:"settings,omitempty"`
}

type settingFacts struct {
	Key   string `json:"key"`
	Value string `json:"value"`
	From  string `json:"from"`
}

func (p *program) whoami(ctx context.Context, r whoamiRequest) error {
	settings, err := p.settings()
	if err != nil {
		return err
	}
	if r.verbose && !r.asJSON { // before anything can fail: this is where people look for the reason
		if err := p.print(func(w io.Writer) error { return settingTable(settings).writeTo(w) }); err != nil {
			return err
		}
	}
	facts, s, err := p.identify(ctx)
	if err != nil {
		return err
	}
	if !r.asJSON {
		return p.print(func(w io.Writer) error { return facts.table(s, r.verbose).writeTo(w) })
	}
	if r.verbose {
		for _, l := range settings.Lines() {
			facts.Settings = append(facts.Settings, settingFacts{l.Key, l.Value, l.Origin})
		}
	}
	return p.print(func(w io.Writer) error { return writeJSON(w, facts) })
}

// identify asks Seam.
func (p *program) identify(ctx context.Context) (identity, *session, error) {
	s, err := p.open(ctx)
	if err != nil {
		return identity{}, nil, err
	}
	ctx, stop := context.WithTimeout(ctx, patience)
	defer stop()
	ws, err := s.client.Workspace(ctx)
	if err != nil {
		return identity{}, nil, err
	}
	if wanted := s.settings.Workspace; !p.sandbox && wanted != "" && ws.ID != wanted {
		return identity{}, nil, credentials.WrongWorkspace("check the key", ws, wanted)
	}
	return identityOf(s, ws), s, nil
}

func identityOf(s *session, ws model.Workspace) identity {
	facts := identity{
		Workspace: string(ws.ID), Name: ws.Name, Sandbox: ws.Sandbox, Suspended: ws.Suspended, Profile: s.settings.Profile,
	}
	if !s.found.Key.Known() {
		return facts
	}
	kind := "api_key"
	if s.found.Key.NeedsWorkspace() {
		kind = "personal_access_token"
	}
	endpoint := model.Clean(s.found.Endpoint)
	facts.Endpoint, facts.KeyKind, facts.KeySource, facts.KeyPlace = &endpoint, &kind, &s.found.Source, &s.found.Place
	return facts
}

func (f identity) table(s *session, after bool) table {
	var t table
	if after {
		t.row("")
	}
	kind := kindOf(model.Workspace{Sandbox: f.Sandbox})
	if f.Suspended {
		kind += ", suspended"
	}
	t.row("WORKSPACE", fmt.Sprintf("%s (%s)", orDash(f.Name), kind))
	t.row("ID", f.Workspace)
	place := s.place
	if s.found.Kept {
		place += ", which the key was kept for"
	}
	t.row("ENDPOINT", place)
	if f.KeyPlace == nil {
		t.row("KEY", "none, the sandbox needs no key")
		return t
	}
	words := map[string]string{"api_key": "API key", "personal_access_token": "personal access token"}[*f.KeyKind]
	t.row("KEY", words+" from "+*f.KeyPlace)
	t.row("PROFILE", f.Profile)
	return t
}

// settingTable shows every setting with the source that won.
func settingTable(s *config.Resolved) table {
	var t table
	t.row("SETTING", "VALUE", "FROM")
	for _, l := range s.Lines() {
		t.row(l.Key, orDash(l.Value), l.Origin)
	}
	return t
}

package main

import (
	"context"
	"errors"
	"io"
	"strconv"

	"github.com/spf13/cobra"

	"seamdash/cmd/credentials"
	"seamdash/model"
	"seamdash/model/store"
	"seamdash/model/zone"
)

// The states of what the doctor looked at. Unknown is what could not be looked at because something before it is bad.
const (
	good    = "good"
	bad     = "bad"
	unknown = "unknown"
)

// An examined thing is one line of the doctor's.
type examined struct {
	Name  string  `json:"check"`
	State string  `json:"state"`
	Text  string  `json:"found"`
	Hint  *string `json:"hint"` // null where there is nothing to do
}

func well(name, text string) examined { return examined{Name: name, State: good, Text: text} }

func unclear(name, text string) examined { return examined{Name: name, State: unknown, Text: text} }

func ill(name string, err error) examined {
	e := examined{Name: name, State: bad, Text: oneLine(err)}
	if hint := model.Clean(hintOf(err)); hint != "" {
		e.Hint = &hint
	}
	return e
}

// errUnwell is the error of a doctor who found something bad, and has told it.
var errUnwell = errors.New("look at this set-up: something is not well, see above")

func (p *program) doctorCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "doctor",
		Short: "Check settings, key, workspace, local file, schedules and time zones, and say what to do",
		Long: "doctor looks at what the program needs and changes nothing. It ends with 1 when something is bad.\n" +
			"What could not be looked at is unknown, which is not bad.",
		Args:              cobra.ArbitraryArgs, // checked in the command, see run
		ValidArgsFunction: cobra.NoFileCompletions,
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print a JSON array for scripts")
	cmd.Run = p.does(func(cmd *cobra.Command, args []string) error {
		if err := noArguments(cmd, args); err != nil {
			return err
		}
		return p.doctor(cmd.Context(), asJSON)
	})
	return cmd
}

func (p *program) doctor(ctx context.Context, asJSON bool) error {
	all := []examined{p.examineSettings()}
	all = append(all, p.examineWorkspace(ctx)...)
	all = append(all, p.examineStore(ctx), p.examineRolls(ctx), p.examineTerminal(), well("time zones", "IANA "+zone.Version()+", "+
		strconv.Itoa(len(zone.Names()))+" names, carried by the program"))
	if err := p.print(func(w io.Writer) error { return printExamined(w, all, asJSON) }); err != nil {
		return err
	}
	for _, e := range all {
		if e.State == bad {
			return errUnwell
		}
	}
	return nil
}

func printExamined(w io.Writer, all []examined, asJSON bool) error {
	if asJSON {
		return writeJSON(w, all)
	}
	var t table
	for _, e := range all {
		t.row(e.State, e.Name, e.Text)
		if e.Hint != nil {
			t.row("", "", "→ "+*e.Hint)
		}
	}
	return t.writeTo(w)
}

func (p *program) examineSettings() examined {
	settings, err := p.settings()
	if err != nil {
		return ill("settings", err)
	}
	text := "profile " + settings.Profile
	if settings.ReadOnly {
		text += ", read-only"
	}
	return well("settings", text)
}

// examineWorkspace looks for the key and asks Seam what it opens.
func (p *program) examineWorkspace(ctx context.Context) []examined {
	s, err := p.open(ctx)
	switch {
	case errors.Is(err, credentials.ErrNoKey):
		return []examined{ill("key", err), unclear("workspace", "nobody was asked, for want of a key")}
	case err != nil:
		return []examined{ill("key", err), unclear("workspace", "nobody was asked")}
	}
	key := well("key", "none, the sandbox needs no key")
	if s.found.Key.Known() {
		key = well("key", "from "+s.found.Place)
	}
	ctx, stop := context.WithTimeout(ctx, patience)
	defer stop()
	ws, err := s.client.Workspace(ctx)
	if err != nil {
		return []examined{key, ill("workspace", err)}
	}
	return []examined{key, well("workspace", orDash(ws.Name)+" ("+kindOf(ws)+") at "+s.place)}
}

// examineStore reads the whole file, if there is one.
func (p *program) examineStore(ctx context.Context) examined {
	const name = "local file"
	cfg, err := p.storeConfig(p.note)
	if err != nil {
		return ill(name, err)
	}
	ctx, stop := context.WithTimeout(ctx, patience)
	defer stop()
	r, err := store.Check(ctx, cfg)
	switch {
	case errors.Is(err, store.ErrMissing):
		return well(name, "none yet at "+cfg.Path+"; it is made when there is something to keep")
	case err != nil:
		return ill(name, err)
	default:
		return well(name, r.Path+", "+strconv.Itoa(r.Records)+" records, all read")
	}
}

func (p *program) examineTerminal() examined {
	if !p.isTerminal(p.stdout) {
		return unclear("terminal", "the output goes elsewhere")
	}
	return well("terminal", orDash(model.Clean(p.getenv("TERM"))))
}

package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"seamdash/model"
	"seamdash/model/ics"
	"seamdash/model/rulebook"
)

// The formats of rules.
const (
	formatJSON = "json"
	formatICS  = "ics"
)

// An exportRequest is what `seamdash rules export` was asked for.
type exportRequest struct {
	words         []string
	format        string
	output        string
	force, reveal bool
}

func (p *program) rulesExportCommand() *cobra.Command {
	var q exportRequest
	cmd := &cobra.Command{
		Use:   "export [SCHEDULE...]",
		Short: "Write recurring schedules down, for another machine or a calendar program",
		Long: "export writes all schedules, or those that are named, with their holidays: as JSON, which rules import reads back whole, or\n" +
			"as iCalendar, in which neither locks nor PINs are. What is lost is told on standard error. PINs are left out of JSON, too,\n" +
			"without --reveal.",
		Example:           "  seamdash rules export --output schedules.json\n  seamdash rules export Cleaners --format ics > cleaners.ics",
		Args:              cobra.ArbitraryArgs, // checked in the command, see run
		ValidArgsFunction: cobra.NoFileCompletions,
	}
	flags := cmd.Flags()
	flags.StringVar(&q.format, "format", formatJSON, "json or ics")
	_ = cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions([]string{formatJSON, formatICS}, cobra.ShellCompDirectiveNoFileComp)) // it fails for a flag that does not exist
	flags.StringVar(&q.output, "output", "", "the file to write, readable by you only (default standard output)")
	flags.BoolVar(&q.force, "force", false, "write over a file that is there")
	flags.BoolVar(&q.reveal, "reveal", false, "write the PINs, too")
	cmd.Run = p.does(func(cmd *cobra.Command, args []string) error {
		if q.words = args; len(args) > 0 {
			if err := someRules(cmd, args); err != nil {
				return err
			}
		}
		if err := q.check(flags); err != nil {
			return err
		}
		return p.exportRules(cmd.Context(), q)
	})
	return cmd
}

func (q *exportRequest) check(flags *pflag.FlagSet) error {
	switch {
	case q.format != formatJSON && q.format != formatICS:
		return usageError{err: fmt.Errorf("read --format: %q is neither json nor ics", model.Clean(q.format))}
	case q.format == formatICS && q.reveal:
		return usageError{err: errors.New("read --reveal: a calendar has no place for PINs"), hint: "--format json has."}
	case q.force && q.output == "":
		return usageError{err: errors.New("read --force: it is about --output")}
	}
	return empty(flags, "output")
}

func (p *program) exportRules(ctx context.Context, q exportRequest) error {
	ctx, stop := context.WithTimeout(ctx, patience)
	defer stop()
	r, err := p.openRules(ctx)
	if err != nil {
		return err
	}
	defer r.close()
	entries := r.shelf.Rules
	if len(q.words) > 0 {
		if entries, err = r.rules(q.words); err != nil {
			return err
		}
	} else {
		for i := range r.shelf.Broken {
			p.note("lost: " + r.shelf.Broken[i].Name + ": it cannot be read")
		}
	}
	text, losses, err := r.written(entries, q)
	if err != nil {
		return err
	}
	for _, loss := range losses {
		p.note("lost: " + model.Clean(loss))
	}
	if q.output == "" {
		if q.reveal {
			r.looked(ctx, model.ShowPIN, onOutput, entries)
		}
		return p.print(func(w io.Writer) error {
			_, err := w.Write(text)
			return err
		})
	}
	if err := writeWhole(q.output, text, q.force); err != nil {
		return err
	}
	if q.reveal {
		r.looked(ctx, model.ExportPIN, "to a file", entries)
	}
	p.note(count(len(entries), "schedule") + " written to " + model.Clean(q.output))
	return nil
}

// written is rules in a format.
func (r *ruleRoom) written(entries []rulebook.Entry, q exportRequest) (text []byte, losses []string, err error) {
	var out bytes.Buffer
	if q.format == formatJSON {
		file, losses, err := fileOf(r.shelf, entries, q.reveal)
		if err != nil {
			return nil, nil, err
		}
		err = writeJSON(&out, file)
		return out.Bytes(), losses, err
	}
	all := make([]ics.Entry, len(entries))
	for i := range entries {
		all[i] = ics.Entry{ID: string(entries[i].ID), Rule: entries[i].Rule}
	}
	losses, err = ics.Write(&out, all, ics.WriteOptions{Now: r.session.now(), Holidays: r.shelf.Calendars()})
	return out.Bytes(), losses, err
}

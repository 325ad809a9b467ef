package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"seamdash/model"
	"seamdash/model/routine"
	"seamdash/model/rulebook"
)

// An importRequest is what `seamdash rules import` was asked for.
type importRequest struct {
	keepArgs

	file            string // "-" for standard input
	locks           []string
	zones           []string // name in the file=name in the zone database
	replace, partly bool
}

const opImport = "import schedules"

func (p *program) rulesImportCommand() *cobra.Command {
	var q importRequest
	cmd := &cobra.Command{
		Use:   "import FILE",
		Short: "Keep recurring schedules of a file: of rules export, or of a calendar program",
		Long: "import keeps all schedules of a file or none. It knows what rules export writes, and iCalendar, for which --lock says whose\n" +
			"doors are meant; what cannot be kept of an event is told. Schedules that are here already stay as they are, or become as\n" +
			"the file says with --replace. FILE may be - for standard input.",
		Example: "  seamdash rules import schedules.json --dry-run\n" +
			"  curl -s https://example.com/bookings.ics | seamdash rules import - --lock \"Front Door\"",
		Args: cobra.ArbitraryArgs, // checked in the command, see run
	}
	flags := cmd.Flags()
	flags.StringArrayVar(&q.locks, "lock", nil, "the lock that all schedules are for, by id or by all of its name; once for each lock")
	flags.StringArrayVar(&q.zones, "zone", nil, "what a zone of the calendar is: \"Our Time Zone=Europe/Lisbon\"")
	flags.BoolVar(&q.replace, "replace", false, "change schedules that are here already; their locks and PINs stay where the file has none")
	flags.BoolVar(&q.partly, "partly", false, "leave out events that no schedule can be made of")
	q.register(flags)
	q.registerYes(flags)
	cmd.Run = p.does(func(cmd *cobra.Command, args []string) error {
		if err := q.check(cmd, args, flags); err != nil {
			return err
		}
		return p.importRules(cmd.Context(), q)
	})
	return cmd
}

func (q *importRequest) check(cmd *cobra.Command, args []string, _ *pflag.FlagSet) error {
	if len(args) != 1 || args[0] == "" {
		return usageError{err: fmt.Errorf("%s: want one file, got %d", cmd.CommandPath(), len(args)), hint: "- is standard input."}
	}
	q.file = args[0]
	for _, pair := range q.zones {
		from, to, ok := strings.Cut(pair, "=")
		if !ok || from == "" {
			return usageError{err: fmt.Errorf("read --zone: %q does not say which zone is which", model.Clean(pair)), hint: `such as --zone "Our Time Zone=Europe/Lisbon".`}
		}
		if _, err := loadZone(to); err != nil {
			return err
		}
	}
	return nil
}

func (p *program) importRules(ctx context.Context, q importRequest) error {
	data, err := p.readRules(ctx, q.file)
	if err != nil {
		return err
	}
	ctx, stop := context.WithTimeout(ctx, patience)
	defer stop()
	r, err := p.openRules(ctx)
	if err != nil {
		return err
	}
	defer r.close()
	if err := r.session.mayWrite(opImport, q.dryRun); err != nil {
		return err
	}
	in := intake{room: r, request: &q}
	if in.locks, err = r.devices(ctx, q.locks); err != nil {
		return err
	}
	if err := in.read(data); err != nil {
		return err
	}
	if err := in.settle(ctx); err != nil {
		return err
	}
	return in.keep(ctx)
}

// readRules reads a file with rules, which is not larger than one can be.
func (p *program) readRules(ctx context.Context, path string) ([]byte, error) {
	in := p.stdin
	if path != "-" {
		file, err := opened(ctx, opImport, path)
		if errors.Is(err, fs.ErrNotExist) {
			return nil, &model.Fault{Op: opImport, Subject: model.Clean(path), Kind: model.KindNotFound, Message: "there is no such file"}
		}
		if err != nil {
			return nil, err
		}
		defer func() { _ = file.Close() }() // it was only read
		in = file
	}
	text, err := typed(ctx, opImport, func() (string, error) {
		text, err := io.ReadAll(io.LimitReader(in, maxRuleFile+1))
		return string(text), err
	})
	switch {
	case err != nil:
		return nil, fmt.Errorf("%s: %w", opImport, err)
	case len(text) > maxRuleFile:
		return nil, &model.Fault{Op: opImport, Kind: model.KindInvalid, Message: fmt.Sprintf("the file has more than %d MiB", maxRuleFile>>20)}
	}
	return bytes.TrimSpace(bytes.TrimPrefix([]byte(text), []byte("\ufeff"))), nil
}

// opened opens a file, which may be a pipe that nobody writes to yet. One that nobody waits for any more ends with the program.
func opened(ctx context.Context, op, path string) (*os.File, error) {
	select {
	case opening := <-routine.Ask(func() (*os.File, error) { return os.Open(path) }):
		file, err := opening.Get()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", op, err)
		}
		return file, nil
	case <-ctx.Done():
		return nil, interrupted(op)
	}
}

// keep keeps what was read, all of it or nothing.
func (in *intake) keep(ctx context.Context) error {
	r, q := in.room, in.request
	if in.already > 0 {
		r.program.note(count(in.already, "schedule") + " here already; --replace makes them as the file says")
	}
	c := amendment{op: opImport, note: "rules import", edits: in.edits, sets: in.sets}
	if len(c.edits) == 0 && len(c.sets) == 0 {
		return r.showImported(ctx, nil, q.asJSON)
	}
	if err := r.agree(ctx, &c, q.yes || q.dryRun); err != nil {
		return err
	}
	if q.dryRun {
		r.program.note("nothing is kept: this is what would be")
		return r.showImported(ctx, entriesOf(c.edits), q.asJSON)
	}
	r.tellWhere(ctx)
	kept, _, err := r.book.SaveWith(ctx, c.sets, c.edits, me(r.program.getenv), c.note)
	if err != nil {
		return r.unkept(c.op, err)
	}
	if r.room == nil {
		r.program.note(sandboxForgets)
	}
	if err := r.load(ctx); err != nil {
		return err
	}
	r.program.note(count(len(kept), "schedule") + " kept")
	return r.showImported(ctx, kept, q.asJSON)
}

// showImported lists rules that were imported.
func (r *ruleRoom) showImported(ctx context.Context, entries []rulebook.Entry, asJSON bool) error {
	r.locks(ctx, doorsOf(entries))
	all := make([]standing, len(entries))
	for i := range entries {
		all[i] = r.standingOf(entries[i])
	}
	return r.program.print(func(w io.Writer) error {
		if !asJSON {
			return r.table(all, nil).writeTo(w)
		}
		facts := make([]ruleFacts, len(all))
		for i := range all {
			facts[i] = r.factsOf(&all[i])
		}
		return writeJSON(w, facts)
	})
}

package main

import (
	"context"
	"io"
	"time"

	"github.com/spf13/cobra"

	"seamdash/model"
)

// A codesRequest is what `seamdash codes` was asked for.
type codesRequest struct {
	device string // id or name; "" for all
	asJSON bool
	reveal bool
}

func (p *program) codesCommand() *cobra.Command {
	var r codesRequest
	cmd := &cobra.Command{
		Use:   "codes",
		Short: "List access codes with their state in words, or make, change and remove them",
		Example: "  seamdash codes --device \"Front Door\"\n" +
			"  seamdash codes create --device \"Front Door\" --name Cleaner --starts \"fri 9:00 for 3h\" --wait\n" +
			"  seamdash codes --json | jq '.[] | select(.stuck) | .state'",
		Args: cobra.ArbitraryArgs, // checked in the command, see run
		// Without this, shells would offer files.
		ValidArgsFunction: cobra.NoFileCompletions,
	}
	flags := cmd.Flags()
	flags.StringVar(&r.device, "device", "", "only this device: its id, its name, or a part that no other name has")
	flags.BoolVar(&r.asJSON, "json", false, "print a JSON array for scripts")
	flags.BoolVar(&r.reveal, "reveal", false, "show the PINs")
	cmd.Run = p.does(func(cmd *cobra.Command, args []string) error {
		switch {
		case len(args) > 0 && couldBePIN(args[0]):
			return pinInArguments()
		case len(args) > 0:
			return unknownCommand(cmd, args[0])
		}
		if r.device == "" && flags.Changed("device") {
			return usageError{err: errEmptyDevice, hint: "seamdash devices lists them; leave --device out for all."}
		}
		return p.codes(cmd.Context(), r)
	})
	cmd.AddCommand(p.codesCreateCommand(), p.codesUpdateCommand(), p.codesConvertCommand(), p.codesDeleteCommand(), p.codesAdoptCommand(),
		p.codesDiagnoseCommand())
	return cmd
}

func (p *program) codes(ctx context.Context, r codesRequest) error {
	s, err := p.open(ctx)
	if err != nil {
		return err
	}
	ctx, stop := context.WithTimeout(ctx, patience)
	defer stop()
	pick := everyDevice
	if r.device != "" {
		pick = named(r.device)
	}
	locks, err := readFleet(ctx, s.client, &s.settings.Limits, pick)
	if err != nil {
		return err
	}
	if r.reveal {
		p.lookedAt(ctx, s, locks)
	}
	now := s.now()
	if r.asJSON {
		err = p.print(func(w io.Writer) error { return writeJSON(w, allCodeFacts(locks, now, r.reveal)) })
	} else {
		err = p.print(func(w io.Writer) error { return codeTable(locks, now, r.reveal).writeTo(w) })
	}
	if err != nil {
		return err
	}
	if fault := firstFault(locks); fault != nil {
		return fault
	}
	if !r.asJSON && countCodes(locks) == 0 {
		p.note("no access codes")
	}
	return nil
}

func countCodes(locks []*model.Lock) int {
	n := 0
	for _, l := range locks {
		n += len(l.Codes)
	}
	return n
}

func allCodeFacts(locks []*model.Lock, now time.Time, reveal bool) []codeFacts {
	facts := make([]codeFacts, 0, countCodes(locks))
	for _, l := range locks {
		for i := range l.Codes {
			facts = append(facts, factsOfCode(l, &l.Codes[i], now, reveal))
		}
	}
	return facts
}

func codeTable(locks []*model.Lock, now time.Time, reveal bool) table {
	var t table
	if countCodes(locks) > 0 {
		t.row("DEVICE", "NAME", "PIN", "STATE", "WINDOW", "ZONE", "PROBLEMS", "ID")
	}
	for _, l := range locks {
		zone := zoneOf(&l.Device)
		for i := range l.Codes {
			c := &l.Codes[i]
			pin := c.PIN.String()
			if reveal {
				pin = orDash(c.PIN.Reveal())
			}
			t.row(orDash(l.Device.Name), orDash(c.Name), pin, string(c.AppendState(nil, now, zone)), window(c.Window, zone),
				model.ZoneLabel(zone.String()), tally(model.TallyOf(c.Problems)), string(c.ID))
		}
	}
	return t
}

// window is a span in dates, which keep their meaning in a file that is read later, unlike "today".
func window(w model.Window, zone *time.Location) string {
	const minute = "2006-01-02 15:04"
	switch {
	case w.Always():
		return "always"
	case w.Until.IsZero():
		return "from " + w.From.In(zone).Format(minute)
	case w.From.IsZero():
		return "until " + w.Until.In(zone).Format(minute)
	default:
		return w.From.In(zone).Format(minute) + " to " + w.Until.In(zone).Format(minute)
	}
}

package main

import (
	"context"
	"fmt"
	"io"
	"strconv"

	"github.com/spf13/cobra"

	"seamdash/model"
)

func (p *program) devicesCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:     "devices",
		Short:   "List the devices of the workspace",
		Example: "  seamdash devices --sandbox\n  seamdash devices --json | jq '.[] | select(.online == false) | .name'",
		Args:    cobra.ArbitraryArgs, // checked in the command, see run
		// Without this, shells would offer files.
		ValidArgsFunction: cobra.NoFileCompletions,
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print a JSON array for scripts")
	cmd.Run = p.does(func(cmd *cobra.Command, args []string) error {
		if err := noArguments(cmd, args); err != nil {
			return err
		}
		return p.devices(cmd.Context(), asJSON)
	})
	return cmd
}

func (p *program) devices(ctx context.Context, asJSON bool) error {
	s, err := p.open(ctx)
	if err != nil {
		return err
	}
	ctx, stop := context.WithTimeout(ctx, patience)
	defer stop()
	locks, err := readFleet(ctx, s.client, &s.settings.Limits, everyDevice)
	if err != nil {
		return err
	}
	if asJSON {
		facts := make([]deviceFacts, len(locks))
		for i, l := range locks {
			facts[i] = factsOfDevice(l)
		}
		err = p.print(func(w io.Writer) error { return writeJSON(w, facts) })
	} else {
		err = p.print(func(w io.Writer) error { return deviceTable(locks).writeTo(w) })
	}
	if err != nil {
		return err
	}
	if len(locks) == 0 && !asJSON {
		p.note("no devices in this workspace")
	}
	return firstFault(locks)
}

func deviceTable(locks []*model.Lock) table {
	var t table
	if len(locks) > 0 {
		t.row("DEVICE", "STATE", "BATTERY", "SLOTS", "ZONE", "TYPE", "PROBLEMS", "ID")
	}
	for _, l := range locks {
		d := &l.Device
		t.row(orDash(d.Name), deviceState(d), battery(d), slots(l), orDash(d.TimeZone), orDash(d.Type),
			tally(model.TallyOf(d.Problems)), string(d.ID))
	}
	return t
}

func deviceState(d *model.Device) string {
	if d.Unreadable != "" {
		return "unreadable"
	}
	state := "unknown"
	if online, ok := d.Online.Bool(); ok && online {
		state = "online"
	} else if ok {
		state = "offline"
	}
	switch d.Locked {
	case model.Yes:
		return state + ", locked"
	case model.No:
		return state + ", unlocked"
	case model.Unknown:
		return state
	default:
		return state
	}
}

func battery(d *model.Device) string {
	b := d.Battery
	if b.Wired {
		return "wired"
	}
	percent, ok := b.Percent()
	switch {
	case !ok:
		return orDash(b.Status)
	case d.LowPower(b):
		return fmt.Sprintf("%d %% low", percent)
	default:
		return fmt.Sprintf("%d %%", percent)
	}
}

func slots(l *model.Lock) string {
	used, ok := l.SlotsUsed()
	switch {
	case ok && l.Device.Slots > 0:
		return fmt.Sprintf("%d/%d", used, l.Device.Slots)
	case ok:
		return fmt.Sprintf("%d/-", used)
	case l.Device.Slots > 0:
		return fmt.Sprintf("-/%d", l.Device.Slots)
	default:
		return "-"
	}
}

// tally is "2 errors, 1 warning", or "-" for none.
func tally(t model.Tally) string {
	errors, warnings := count(t.Errors, "error"), count(t.Warnings, "warning")
	switch {
	case t.Errors > 0 && t.Warnings > 0:
		return errors + ", " + warnings
	case t.Errors > 0:
		return errors
	case t.Warnings > 0:
		return warnings
	default:
		return "-"
	}
}

// count is "1 lock" or "2 locks".
func count(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return strconv.Itoa(n) + " " + thing + "s"
}

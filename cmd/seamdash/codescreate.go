package main

import (
	"cmp"
	"context"
	"errors"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"seamdash/model"
	"seamdash/model/fit"
	"seamdash/model/routine"
	"seamdash/model/zone"
	"seamdash/seamclient"
)

// A createRequest is what `seamdash codes create` was asked for.
type createRequest struct {
	writeArgs

	devices  []string
	times    timeArgs
	pinStdin bool
	// draft is what holds on every lock; the window is read for each.
	draft model.CodeDraft
}

func (p *program) codesCreateCommand() *cobra.Command {
	var r createRequest
	cmd := &cobra.Command{
		Use:   "create",
		Short: "Make an access code on one lock or several",
		Long: "create checks the code against what is known of each lock, and sends nothing when a rule is broken. Without times the\n" +
			"code is ongoing. Without --pin-stdin every lock gets a PIN of its own, which --reveal shows. Words for times are meant\n" +
			"in the zone of each lock, and what they came to is told on standard error.",
		Example: "  pass show door/cleaner | seamdash codes create --device Patio --name Cleaner --pin-stdin --wait\n" +
			"  seamdash codes create --device Patio --name Gardener --starts \"fri 9:00 for 3h\" --dry-run\n" +
			"  seamdash codes create --device Patio --device Garage --name Guest --starts \"fri 15:00\" --ends \"+2d 11:00\"",
		Args:              cobra.ArbitraryArgs, // checked in the command, see run
		ValidArgsFunction: cobra.NoFileCompletions,
	}
	flags := cmd.Flags()
	flags.StringArrayVar(&r.devices, "device", nil, "the lock, by id or by all of its name; once for each lock")
	flags.StringVar(&r.draft.Name, "name", "", "what the code is called")
	flags.BoolVar(&r.pinStdin, pinStdin, false, "read the PIN from standard input, at a terminal behind a prompt that shows nothing")
	flags.IntVar(&r.draft.PINLength, pinLength, 0, "how many digits the PIN should have, 4 to 12, where Seam chooses it")
	r.times.register(flags)
	native := flags.Bool("native-scheduling", true, "let the lock load the code ahead and open the window itself, or not (default Seam decides)")
	flags.Lookup("native-scheduling").DefValue = "" // whoever says nothing leaves it to Seam
	flags.BoolVar(&r.draft.BackupPool, "backup-pool", false, "keep spare codes for a code with an end")
	flags.BoolVar(&r.draft.ExternalChangeAllowed, "allow-external-changes", false, "let changes in the maker's app stand instead of undoing them")
	flags.BoolVar(&r.draft.Offline, "offline", false, "a code that the lock knows without being reached")
	flags.BoolVar(&r.draft.OneTime, "one-time", false, "an offline code that opens once")
	flags.BoolVar(&r.draft.DayRounding, "round-to-days", false, "let the times of an offline code be rounded to days instead of hours")
	r.register(flags)
	cmd.Run = p.does(func(cmd *cobra.Command, args []string) error {
		if err := noMore(cmd, args); err != nil {
			return err
		}
		r.draft.NativeScheduling = choice(flags, "native-scheduling", *native)
		if err := r.check(flags); err != nil {
			return err
		}
		return p.createCodes(cmd.Context(), r)
	})
	return cmd
}

// check refuses what is wrong on every lock.
func (r *createRequest) check(flags *pflag.FlagSet) error {
	for _, name := range r.devices {
		if name == "" {
			return usageError{err: errEmptyDevice, hint: "seamdash devices lists them."}
		}
	}
	r.several = len(r.devices) > 1 // whatever they turn out to be: the shape of the output must not depend on names
	length := r.draft.PINLength
	switch {
	case len(r.devices) == 0:
		return usageError{err: errors.New("create a code: no lock is named"), hint: "name it with --device; seamdash devices lists them."}
	case r.draft.Name == "":
		return usageError{err: errors.New("create a code: it has no name"), hint: "say with --name who or what it is for."}
	case r.pinStdin && flags.Changed(pinLength):
		return usageError{err: errors.New("create a code: --pin-stdin and --pin-length exclude each other")}
	case flags.Changed(pinLength) && (length < 4 || length > 12):
		return usageError{err: errors.New("read --pin-length: a PIN has 4 to 12 digits")} // it may be a PIN, so it is not repeated
	}
	return cmp.Or(r.times.check(flags), r.writeArgs.check(flags))
}

func (p *program) createCodes(ctx context.Context, r createRequest) error {
	s, err := p.open(ctx)
	if err != nil {
		return err
	}
	if err := s.mayWrite("create a code", r.dryRun); err != nil {
		return err
	}
	if r.pinStdin {
		if r.draft.PIN, err = p.askPIN(ctx); err != nil {
			return err
		}
	}
	limited, stop := context.WithTimeout(ctx, patience)
	defer stop()
	locks, err := readFleet(limited, s.client, &s.settings.Limits, exactly(r.devices))
	if err == nil {
		err = firstFault(locks)
	}
	if err != nil {
		return err
	}
	drafts, err := p.draft(s, &r, locks)
	if err != nil {
		return err
	}
	if r.dryRun {
		return p.rehearse(len(drafts), r.several, func(i int) (seamclient.Request, error) { return seamclient.RehearseCreate(drafts[i]) })
	}
	o, err := p.openBureau(limited, s)
	if err != nil {
		return err
	}
	defer o.close()
	return p.conclude(ctx, o, &r.writeArgs, o.createAll(limited, locks, drafts))
}

// draft makes what is to be asked for on each lock, and fails when a lock would not take it.
func (p *program) draft(s *session, r *createRequest, locks []*model.Lock) ([]model.CodeDraft, error) {
	var drafts []model.CodeDraft
	var broken []error
	var found []fit.Finding
	now := s.now()
	for _, l := range locks {
		d := r.draft
		d.DeviceID = l.Device.ID
		if r.times.given() {
			window, err := p.readTimes(&r.times, l, model.Window{}, now)
			if err != nil {
				return nil, err
			}
			d.Window = window
		}
		here := fit.Create(l, &d, now, zone.Lookup)
		found = append(found, here...)
		broken = append(broken, refusal("create a code", &l.Device, here)...)
		drafts = append(drafts, d)
	}
	p.warn(found)
	return drafts, joined(broken)
}

// readTimes reads the times for a lock and tells what they came to.
func (p *program) readTimes(a *timeArgs, l *model.Lock, was model.Window, now time.Time) (model.Window, error) {
	read, err := a.on(&l.Device, was, now)
	if err != nil {
		return model.Window{}, err
	}
	for _, line := range read.told(&l.Device) {
		p.note(line)
	}
	return read.window, nil
}

// createAll makes the codes, several at a time.
func (o *bureau) createAll(ctx context.Context, locks []*model.Lock, drafts []model.CodeDraft) []outcome {
	outcomes := make([]outcome, len(drafts))
	routine.Each(len(drafts), parallel, func(i int) {
		tracked, err := o.desk.Create(ctx, drafts[i])
		outcomes[i] = outcome{lock: locks[i], tracked: tracked, err: onLock(err, locks[i], len(drafts))}
	})
	return outcomes
}

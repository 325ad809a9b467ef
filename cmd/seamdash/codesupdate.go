package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"seamdash/model"
	"seamdash/model/fit"
	"seamdash/model/zone"
	"seamdash/seamclient"
)

// A changeRequest is what `seamdash codes update` or `codes convert` was asked for.
type changeRequest struct {
	codeArgs

	name     string
	times    timeArgs
	pinStdin bool
	external model.Tri
	to       model.CodeType // of a conversion, otherwise ""
}

func (p *program) codesUpdateCommand() *cobra.Command {
	var r changeRequest
	cmd := &cobra.Command{
		Use:   "update CODE",
		Short: "Change name, PIN or window of an access code",
		Long: "update changes what is named and leaves the rest as it is. Of a window one edge is enough. Until the lock has heard of\n" +
			"it, the old PIN and the old window hold. CODE is an id, or all of a name that no other code has.",
		Example: "  seamdash codes update \"Guest Novak\" --device \"Harbor 12 · Apt 4\" --ends \"sun 11:00\"\n" +
			"  pass show door/cleaner | seamdash codes update 0c9dbf3c-5ad6-4b0e-8f5a-0f4a3a4b5c11 --pin-stdin --wait",
		Args:              cobra.ArbitraryArgs, // checked in the command, see run
		ValidArgsFunction: cobra.NoFileCompletions,
	}
	flags := cmd.Flags()
	flags.StringVar(&r.name, "name", "", "what the code is called from now on")
	flags.BoolVar(&r.pinStdin, pinStdin, false, "read the new PIN from standard input, at a terminal behind a prompt that shows nothing")
	external := flags.Bool("allow-external-changes", false, "let changes in the maker's app stand, or undo them (=false)")
	r.times.register(flags)
	r.register(flags)
	cmd.Run = p.does(func(cmd *cobra.Command, args []string) error {
		r.external = choice(flags, "allow-external-changes", *external)
		if err := cmp.Or(r.check(cmd, args), r.times.check(flags)); err != nil {
			return err
		}
		switch {
		case flags.Changed("name") && r.name == "":
			return usageError{err: errors.New("read --name: it is empty"), hint: "leave it out to keep the name."}
		case r.name == "" && !r.pinStdin && !r.times.given() && r.external == model.Unknown:
			return usageError{err: errors.New("update a code: nothing is to be changed"), hint: "--name, --pin-stdin, --starts and --ends say what."}
		}
		return p.changeCode(cmd.Context(), r)
	})
	return cmd
}

func (p *program) codesConvertCommand() *cobra.Command {
	var r changeRequest
	cmd := &cobra.Command{
		Use:   "convert CODE",
		Short: "Give an ongoing code a window, or take the window away",
		Long: "convert makes an ongoing code open in a window only, or a code with a window open from now until it is removed.\n" +
			"CODE is an id, or all of a name that no other code has.",
		Example: "  seamdash codes convert \"Dog walker\" --to time_bound --starts \"mon 9:00\" --ends \"fri 18:00\" --wait\n" +
			"  seamdash codes convert \"Guest Novak\" --to ongoing --dry-run",
		Args:              cobra.ArbitraryArgs, // checked in the command, see run
		ValidArgsFunction: cobra.NoFileCompletions,
	}
	flags := cmd.Flags()
	to := flags.String("to", "", "what the code becomes: ongoing or time_bound, as Seam calls them")
	_ = cmd.RegisterFlagCompletionFunc("to", cobra.FixedCompletions([]string{ // it fails for a flag that does not exist
		string(model.TypeOngoing), string(model.TypeTimeBound),
	}, cobra.ShellCompDirectiveNoFileComp))
	r.times.register(flags)
	r.register(flags)
	cmd.Run = p.does(func(cmd *cobra.Command, args []string) error {
		r.to = model.CodeType(*to)
		if err := cmp.Or(r.check(cmd, args), r.times.check(flags)); err != nil {
			return err
		}
		if err := r.checkConversion(); err != nil {
			return err
		}
		return p.changeCode(cmd.Context(), r)
	})
	return cmd
}

func (r *changeRequest) checkConversion() error {
	switch {
	case r.to == model.TypeOngoing && r.times.given():
		return usageError{err: errors.New("convert a code: an ongoing one has no times"), hint: "leave --starts and --ends out."}
	case r.to == model.TypeTimeBound && !r.times.given():
		return usageError{err: errors.New("convert a code: a time_bound one has a start and an end"), hint: "give --starts and --ends."}
	case r.to != model.TypeOngoing && r.to != model.TypeTimeBound:
		return usageError{err: errors.New("convert a code: it is not said to what"), hint: "--to ongoing, or --to time_bound --starts T --ends T."}
	}
	return nil
}

// op is what was asked for, in words.
func (r *changeRequest) op() string {
	if r.to != "" {
		return "convert a code"
	}
	return "update a code"
}

func (p *program) changeCode(ctx context.Context, r changeRequest) error {
	s, err := p.open(ctx)
	if err != nil {
		return err
	}
	if err := s.mayWrite(r.op(), r.dryRun); err != nil {
		return err
	}
	var pin model.PIN
	if r.pinStdin {
		if pin, err = p.askPIN(ctx); err != nil {
			return err
		}
	}
	limited, stop := context.WithTimeout(ctx, patience)
	defer stop()
	t, err := findCode(limited, s, r.word, r.device)
	if err != nil {
		return err
	}
	change, err := p.change(s, &r, t, pin)
	if err != nil {
		return err
	}
	if r.dryRun {
		return p.rehearse(1, false, func(int) (seamclient.Request, error) { return seamclient.RehearseUpdate(t.code.ID, change) })
	}
	o, err := p.openBureau(limited, s)
	if err != nil {
		return err
	}
	defer o.close()
	tracked, err := o.desk.Update(limited, t.code, change)
	return p.conclude(ctx, o, &r.writeArgs, []outcome{{lock: t.lock, was: &t.code, tracked: tracked, err: err}})
}

// change is how the code shall be, and an error when the lock would not take it. Seam must always be told the whole window:
// what is not asked for is as it was.
func (p *program) change(s *session, r *changeRequest, t *target, pin model.PIN) (model.CodeChange, error) {
	c := model.CodeChange{Name: r.name, PIN: pin, Window: t.code.Window, ExternalChangeAllowed: r.external}
	if err := r.fits(t); err != nil {
		return c, err
	}
	now := s.now()
	switch {
	case r.to == model.TypeOngoing:
		c.Window = model.Window{}
	case r.times.given():
		window, err := p.readTimes(&r.times, t.lock, t.code.Window, now)
		if err != nil {
			return c, err
		}
		c.Window = window
	}
	found := fit.Update(t.lock, &t.code, &c, now, zone.Lookup)
	p.warn(found)
	if broken := refusal(r.op(), &t.lock.Device, found); len(broken) > 0 {
		return c, joined(broken)
	}
	for _, line := range differences(&t.code, &c, zoneOf(&t.lock.Device)) {
		p.note(line)
	}
	return c, nil
}

// fits says whether the code is of the kind that the request is about.
func (r *changeRequest) fits(t *target) error {
	ongoing := t.code.Window.Always()
	why, hint := "", ""
	switch {
	case r.to == model.TypeOngoing && ongoing:
		why, hint = "it is ongoing already", "codes convert --to time_bound gives it a window."
	case r.to == model.TypeTimeBound && !ongoing:
		why, hint = "it has a window already", "codes update --starts T --ends T moves it."
	case r.to == "" && ongoing && r.times.given():
		why, hint = "it is ongoing and has no times", "codes convert --to time_bound --starts T --ends T gives it a window."
	default:
		return nil
	}
	return &model.Fault{Op: r.op(), Subject: t.name(), Kind: model.KindInvalid, Message: why, Hint: hint}
}

// name is how the code is named to people.
func (t *target) name() string {
	return cmp.Or(t.code.Name, string(t.code.ID)) + " on " + called(&t.lock.Device)
}

// differences are before and after, one line for each thing that changes.
func differences(was *model.AccessCode, c *model.CodeChange, zone *time.Location) []string {
	var lines []string
	line := func(what, before, after string) {
		lines = append(lines, fmt.Sprintf("%s: %s -> %s", what, before, after))
	}
	if c.Name != "" && c.Name != was.Name {
		line("name", orDash(was.Name), model.Clean(c.Name))
	}
	if c.PIN.Known() && !c.PIN.Equal(was.PIN) {
		line("PIN", was.PIN.String(), "another")
	}
	if !c.Window.Equal(was.Window) {
		line("window", window(was.Window, zone), window(c.Window, zone))
	}
	return lines
}

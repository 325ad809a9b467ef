package main

import (
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"seamdash/model"
)

// waitUsual is how long --wait waits when nobody says.
const waitUsual = 10 * time.Minute

// writeArgs are what every command takes that changes a code.
type writeArgs struct {
	dryRun, asJSON, reveal bool
	wait                   time.Duration // 0 for not at all
	several                bool          // more than one lock was named, so that JSON is an array
}

func (a *writeArgs) register(flags *pflag.FlagSet) {
	flags.BoolVar(&a.dryRun, "dry-run", false, "check everything, print the request as JSON with the PIN masked, and send nothing")
	flags.DurationVar(&a.wait, "wait", 0, "follow the code on standard error until the lock has it; --wait=30m says how long at most (10m)")
	wait := flags.Lookup("wait")
	wait.NoOptDefVal, wait.DefValue = waitUsual.String(), ""
	flags.BoolVar(&a.asJSON, "json", false, "print the code as Seam has it afterwards, as JSON")
	flags.BoolVar(&a.reveal, "reveal", false, "show the PIN")
}

// check refuses flags that cannot be meant.
func (a *writeArgs) check(flags *pflag.FlagSet) error {
	switch {
	case flags.Changed("wait") && a.wait <= 0:
		return usageError{err: fmt.Errorf("read --wait: %v is not a time to wait", a.wait)}
	case a.dryRun && a.wait > 0:
		return usageError{err: errors.New("read the flags: --dry-run sends nothing that --wait could follow")}
	}
	return nil
}

// codeArgs are what every command takes about a code that there is.
type codeArgs struct {
	writeArgs

	word   string // names the code: its id or its name
	device string // where to look for it; "" for anywhere
}

func (a *codeArgs) register(flags *pflag.FlagSet) {
	flags.StringVar(&a.device, "device", "", "look for the code on this lock only: its id or all of its name")
	a.writeArgs.register(flags)
}

// check reads the arguments and refuses what cannot be meant.
func (a *codeArgs) check(cmd *cobra.Command, args []string) error {
	if len(args) == 0 || args[0] == "" {
		return usageError{
			err: fmt.Errorf("%s: name the code", cmd.CommandPath()), hint: "by its id or by all of its name; seamdash codes lists them.",
		}
	}
	if isKey(args[0]) {
		return keyInArguments()
	}
	if err := noMore(cmd, args[1:]); err != nil {
		return err
	}
	if a.device == "" && cmd.Flags().Changed("device") {
		return usageError{err: errEmptyDevice, hint: "seamdash devices lists them; leave --device out to look everywhere."}
	}
	a.word = args[0]
	return a.writeArgs.check(cmd.Flags())
}

// noMore refuses arguments that nothing asks for, and does not repeat what may be a PIN.
func noMore(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	if couldBePIN(args[0]) {
		return pinInArguments()
	}
	err := noArguments(cmd, args)
	if _, odd := time.ParseDuration(args[0]); odd == nil && cmd.Flags().Changed("wait") {
		return usageError{err: err, hint: "--wait takes its time after an equals sign: --wait=" + args[0] + "."}
	}
	return err
}

// choice is a flag that may be left open: Unknown where nobody said.
func choice(flags *pflag.FlagSet, name string, value bool) model.Tri {
	if !flags.Changed(name) {
		return model.Unknown
	}
	return model.TriOf(&value)
}

// mayWrite refuses to change anything in a session that must not, before anybody is asked for a PIN.
func (s *session) mayWrite(op string, dryRun bool) error {
	if dryRun || !s.settings.ReadOnly {
		return nil
	}
	return &model.Fault{
		Op: op, Kind: model.KindRefused, Message: "this session is read-only",
		Hint: "leave --read-only out, or read_only in the configuration; --dry-run works all the same",
	}
}

package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"seamdash/model"
)

// The flags that choose a PIN. None takes its digits: what stands on a command line is kept in the history of the shell and
// seen by every program of the machine.
const (
	pinStdin  = "pin-stdin"
	pinLength = "pin-length"
	pinNew    = "pin-new"
	pinList   = "pin-list-stdin"
)

var errPINInArguments = errors.New("read the arguments: a PIN does not belong there, where the history and other programs see it")

// pinInArguments refuses digits on the command line without repeating them.
func pinInArguments() error {
	return usageError{err: errPINInArguments, hint: "give it to --pin-stdin at the prompt or through a pipe, and choose another than this one."}
}

// couldBePIN says that an argument is made of digits as a PIN is.
func couldBePIN(arg string) bool {
	return len(arg) >= 4 && len(arg) <= 12 && strings.Trim(arg, "0123456789") == ""
}

// misread makes wrong usage of what is wrong with a flag, and never repeats what may be a key or a PIN.
func misread(cmd *cobra.Command, err error) error {
	if odd, ok := errors.AsType[*pflag.InvalidValueError](err); ok {
		name := odd.GetFlag().Name
		switch {
		case name != pinLength && strings.HasPrefix(name, "pin-") && couldBePIN(odd.GetValue()):
			return pinInArguments()
		case strings.HasPrefix(name, "pin-"):
			err = fmt.Errorf("read --%s: %s", name, odd.GetFlag().Usage)
		}
	}
	for _, tempting := range []string{"--pin", "--code"} {
		if err.Error() == "unknown flag: "+tempting {
			return usageError{err: err, hint: "a PIN goes through --pin-stdin: a prompt or a pipe, which nobody else sees."}
		}
	}
	return usageError{err: err, hint: cmd.CommandPath() + " --help lists the flags."}
}

// askPIN reads a PIN from standard input; which digits a lock takes is judged later.
func (p *program) askPIN(ctx context.Context) (model.PIN, error) {
	const op = "read the PIN"
	text, err := p.askSecret(ctx, op, "PIN (it stays hidden): ")
	if err != nil {
		return model.PIN{}, err
	}
	text = strings.TrimSpace(text)
	switch {
	case text == "":
		return model.PIN{}, usageError{
			err: errors.New(op + ": nothing was given"), hint: "type it at the prompt, or pipe it in: pass show door/cleaner | seamdash codes create ...",
		}
	case strings.ContainsAny(text, "\r\n"):
		return model.PIN{}, usageError{err: errors.New(op + ": more than one line was given"), hint: "give one PIN; for several locks it is the same."}
	}
	return model.NewPIN(text), nil
}

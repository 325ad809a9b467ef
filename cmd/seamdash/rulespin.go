package main

import (
	"context"
	"errors"
	"strings"

	"github.com/spf13/pflag"

	"seamdash/model"
	"seamdash/model/recur"
)

// pinArgs say where the PINs of a rule come from.
type pinArgs struct {
	stdin, fresh, list bool
	length             int
}

func (a *pinArgs) register(flags *pflag.FlagSet) {
	flags.BoolVar(&a.stdin, pinStdin, false, "one PIN for all windows, read from standard input, at a terminal behind a prompt that shows nothing")
	flags.BoolVar(&a.fresh, pinNew, false, "a new PIN for each window")
	flags.BoolVar(&a.list, pinList, false, "the next PIN of a list for each window, read from standard input, one a line")
	flags.IntVar(&a.length, pinLength, 0, "how many digits a new PIN has, 4 to 12 (default the fewest that the lock takes)")
}

func (a *pinArgs) given() bool { return a.stdin || a.fresh || a.list }

// check refuses flags that cannot be meant.
func (a *pinArgs) check(op string, flags *pflag.FlagSet) error {
	n := 0
	for _, wanted := range []bool{a.stdin, a.fresh, a.list} {
		if wanted {
			n++
		}
	}
	switch {
	case n > 1:
		return usageError{err: errors.New(op + ": --pin-stdin, --pin-new and --pin-list-stdin exclude each other")}
	case flags.Changed(pinLength) && !a.fresh:
		return usageError{err: errors.New(op + ": --pin-length is for --pin-new")}
	case flags.Changed(pinLength) && (a.length < 4 || a.length > 12):
		return usageError{err: errors.New("read --pin-length: a PIN has 4 to 12 digits")} // it may be a PIN, so it is not repeated
	}
	return nil
}

// policy reads what has to be read of standard input.
func (a *pinArgs) policy(ctx context.Context, p *program) (recur.PINPolicy, error) {
	switch {
	case a.stdin:
		pin, err := p.askPIN(ctx)
		return recur.PINPolicy{Kind: recur.Fixed, PINs: []model.PIN{pin}}, err
	case a.list:
		pins, err := p.askPINs(ctx)
		return recur.PINPolicy{Kind: recur.Listed, PINs: pins}, err
	case a.fresh:
		return recur.PINPolicy{Kind: recur.Fresh, Length: a.length}, nil
	default:
		return recur.PINPolicy{}, nil
	}
}

// askPINs reads a list of PINs; which digits a lock takes is judged later.
func (p *program) askPINs(ctx context.Context) ([]model.PIN, error) {
	const op = "read the PINs"
	text, err := p.askSecret(ctx, op, "PINs, with blanks between them (they stay hidden): ")
	if err != nil {
		return nil, err
	}
	fields := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" \t\r\n,;", r) })
	if len(fields) == 0 {
		return nil, usageError{err: errors.New(op + ": nothing was given"), hint: "pipe them in, one a line."}
	}
	pins := make([]model.PIN, len(fields))
	for i, f := range fields {
		pins[i] = model.NewPIN(f)
	}
	return pins, nil
}

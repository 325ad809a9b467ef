package main

import (
	"context"
	"errors"
	"io"
	"syscall"

	"charm.land/fang/v2"
	"github.com/spf13/cobra"
)

// A program is one run of the command line: what became of it.
type program struct {
	err error // why the command failed
}

// run does what the arguments ask and returns the exit code. Cancelling ctx ends everything in good order.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	p := &program{}
	root := p.rootCommand()
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	// Commands record their own failure in p.err, because on an error fang asks the terminal for its background
	// and may wait seconds for the answer. What cobra itself has to say still arrives here.
	err := fang.Execute(ctx, root, fang.WithVersion(version), fang.WithoutManpage(),
		fang.WithErrorHandler(func(io.Writer, fang.Styles, error) {}))
	if p.err == nil && err != nil {
		p.err = usageError{err: err}
	}
	if errors.Is(p.err, syscall.EPIPE) {
		return exitDone // whoever read our output has seen enough
	}
	if p.err != nil {
		report(stderr, p.err)
	}
	return exitCode(p.err)
}

// does makes a function that returns an error fit for cobra; see run for why the error does not go through cobra.
func (p *program) does(f func(cmd *cobra.Command, args []string) error) func(*cobra.Command, []string) {
	return func(cmd *cobra.Command, args []string) { p.err = f(cmd, args) }
}

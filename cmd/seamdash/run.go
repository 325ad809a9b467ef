package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"image/color"
	"io"
	"strings"
	"syscall"
	"time"

	"charm.land/fang/v2"
	"charm.land/lipgloss/v2"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"seamdash/cmd/config"
	"seamdash/cmd/credentials"
	"seamdash/model/routine"
	"seamdash/model/zone"
)

// A program is one run of the command line: what it was given and how it went.
type program struct {
	env    []string
	stdin  io.Reader
	stdout io.Writer // as given: a terminal, if it is one, is recognised here
	stderr io.Writer

	sandbox  bool
	scenario string           // what happens in the sandbox, "" for nothing
	flags    *pflag.FlagSet   // those that every command shares
	face     *pflag.FlagSet   // those of the dashboard
	settled  *config.Resolved // see settings
	stamp    config.Stamp     // of the file when it was read
	keyring  credentials.Ring // nil for the system's
	network  network
	dumps    func() error // nil for what the system says of core dumps; the process of a test is not ours
	profile  string       // that was chosen in the dashboard, "" for the one of the command line

	err error // why the command failed
}

// run does what the arguments ask and returns the exit code. The environment is a list of KEY=value as from
// os.Environ; cancelling ctx ends everything in good order.
func run(ctx context.Context, args, env []string, stdin io.Reader, stdout, stderr io.Writer) int {
	p := &program{env: env, stdin: stdin, stdout: stdout, stderr: stderr}
	return p.run(ctx, args)
}

func (p *program) run(ctx context.Context, args []string) int {
	ctx, thrown, stop := routine.Catching(ctx)
	defer stop()
	root := p.rootCommand()
	root.SetArgs(args)
	root.SetIn(p.stdin)
	out := &witness{to: p.stdout}
	if root.SetOut(out); p.isTerminal(p.stdout) {
		root.SetOut(p.stdout) // help asks it for its colours
	}
	root.SetErr(p.stderr)
	p.addCompletion(root)
	// Commands record their own failure in p.err, because on an error fang asks the terminal for its background
	// and may wait seconds for the answer. What cobra itself has to say still arrives here.
	err := fang.Execute(ctx, root, fang.WithVersion(version), fang.WithoutManpage(), fang.WithColorSchemeFunc(helpColours),
		fang.WithErrorHandler(func(io.Writer, fang.Styles, error) {}))
	if p.err == nil && out.err != nil {
		p.err = fmt.Errorf("write output: %w", out.err)
	}
	if p.err == nil && err != nil {
		p.err = usageError{err: err}
	}
	if t := thrown(); t != nil { // whatever else failed did so because everything was ended
		p.err = defect("run seamdash", t)
	}
	if errors.Is(p.err, syscall.EPIPE) {
		return exitDone // whoever read our output has seen enough
	}
	if p.err != nil {
		report(p.stderr, p.err)
	}
	return exitCode(p.err)
}

// helpColours can be read on light and on dark: the terminal's own text, and of its palette the colours that either has.
func helpColours(lipgloss.LightDarkFunc) fang.ColorScheme {
	own := lipgloss.NoColor{}
	return fang.ColorScheme{
		Base: own, Title: lipgloss.Blue, Description: own, Codeblock: own, Program: lipgloss.Blue, DimmedArgument: own, Comment: own,
		Flag: lipgloss.Magenta, FlagDefault: own, Command: lipgloss.Cyan, QuotedString: lipgloss.Green, Argument: own, Help: own, Dash: own,
		ErrorHeader: [2]color.Color{own, own}, ErrorDetails: own,
	}
}

// A witness remembers the first failure of a writer, for what cobra and fang print without looking: help, the version,
// scripts for shells.
type witness struct {
	to  io.Writer
	err error
}

func (w *witness) Write(p []byte) (int, error) {
	n, err := w.to.Write(p)
	if w.err == nil {
		w.err = err
	}
	return n, err //nolint:wrapcheck // what the writer said, unchanged
}

// does makes a function that returns an error fit for cobra; see run for why the error does not go through cobra.
func (p *program) does(f func(cmd *cobra.Command, args []string) error) func(*cobra.Command, []string) {
	return func(cmd *cobra.Command, args []string) {
		p.err = guarded("run "+cmd.CommandPath(), func() error { return f(cmd, args) })
	}
}

// getenv is the value of a variable of the environment given to run, or "".
func (p *program) getenv(name string) string {
	for i := len(p.env) - 1; i >= 0; i-- { // like the shell, the last one wins
		if value, ok := strings.CutPrefix(p.env[i], name+"="); ok {
			return value
		}
	}
	return ""
}

// home is the zone of the person at the keyboard: the one that TZ names, if there is such a zone, otherwise that of the machine.
func (p *program) home() *time.Location {
	if at, known := zone.Lookup(strings.TrimPrefix(p.getenv("TZ"), ":")); known {
		return at
	}
	return time.Local
}

// print hands a buffered writer to f and says whether all of it arrived.
func (p *program) print(f func(w io.Writer) error) error {
	out := bufio.NewWriter(p.stdout)
	err := f(out)
	if err == nil {
		err = out.Flush()
	}
	if err != nil {
		return fmt.Errorf("write output: %w", err)
	}
	return nil
}

// note tells the person something that is not part of the output.
func (p *program) note(text string) {
	_, _ = fmt.Fprintln(p.stderr, text) // a note that nobody can read is no failure
}

package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/spf13/cobra"

	"seamdash/model/diagnose"
)

// A problemsRequest is what `seamdash problems` was asked for.
type problemsRequest struct{ asJSON, all bool }

func (p *program) problemsCommand() *cobra.Command {
	var r problemsRequest
	cmd := &cobra.Command{
		Use:   "problems",
		Short: "List what keeps codes from working, by cause, and what may in the next 72 h",
		Long: "problems prints a line for each cause that keeps codes from working or leaves a door open, who is hurt first before the\n" +
			"others, and for each window of the next 72 h that is in danger. It ends with 1 when something blocks a code, and prints\n" +
			"nothing into a pipe when there is nothing, so that cron writes a mail only when there is something to do.",
		Example: "  seamdash problems\n  seamdash problems --json | jq -r '.[] | select(.kind == \"trouble\") | .title'\n" +
			"  */10 * * * * seamdash problems",
		Args:              cobra.ArbitraryArgs, // checked in the command, see run
		ValidArgsFunction: cobra.NoFileCompletions,
	}
	cmd.Flags().BoolVar(&r.asJSON, "json", false, "print a JSON array for scripts")
	cmd.Flags().BoolVar(&r.all, "all", false, "also what hurts nobody yet")
	cmd.Run = p.does(func(cmd *cobra.Command, args []string) error {
		if err := noArguments(cmd, args); err != nil {
			return err
		}
		return p.problems(cmd.Context(), r)
	})
	return cmd
}

func (p *program) problems(ctx context.Context, r problemsRequest) error {
	s, err := p.open(ctx)
	if err != nil {
		return err
	}
	ctx, stop := context.WithTimeout(ctx, patience)
	defer stop()
	c, err := takeCensus(ctx, s)
	if err != nil {
		return err
	}
	troubles := c.survey.Troubles
	if !r.all {
		troubles = slices.DeleteFunc(slices.Clone(troubles), func(t diagnose.Trouble) bool { return !t.Finding.Blocks && !opens(&t) })
	}
	err = p.print(func(w io.Writer) error {
		if r.asJSON {
			return writeJSON(w, c.problemFacts(troubles))
		}
		if err := c.troubleTable(troubles).writeTo(w); err != nil {
			return err
		}
		return c.dangerTable().writeTo(w)
	})
	if err != nil {
		return err
	}
	return p.judge(c, len(troubles))
}

// judge says how the command ends: that something blocks goes before that something could not be read, which is told in any case.
func (p *program) judge(c *census, shown int) error {
	if !c.survey.Blocked() {
		if c.fault() == nil && p.isTerminal(p.stdout) {
			p.note(c.calm(shown))
		}
		return c.fault()
	}
	const few = 8
	for i, err := range c.unread {
		if i == few {
			p.note(fmt.Sprintf("and %d more could not be read", len(c.unread)-few))
			break
		}
		p.note("not read: " + oneLine(err))
	}
	return errors.New("look at this workspace: " + c.blocking() + ", see above")
}

// calm says what was looked at where nothing blocks, to whoever looks at a terminal.
func (c *census) calm(shown int) string {
	text := "nothing blocks a code: " + count(c.survey.Locks, "lock") + " and " + count(c.survey.Codes, "code") + " checked"
	if hidden := len(c.survey.Troubles) - shown; hidden > 0 {
		text += "; " + count(hidden, "lesser problem") + " with --all"
	}
	return text
}

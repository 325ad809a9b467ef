package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"seamdash/model"
)

// The states of what the doctor looked at. Unknown is what could not be looked at because something before it is bad, and what
// only a person can see.
const (
	good    = "good"
	bad     = "bad"
	unknown = "unknown"
)

// An examined thing is one line of the doctor's.
type examined struct {
	Name  string  `json:"check"`
	State string  `json:"state"`
	Text  string  `json:"found"`
	Hint  *string `json:"hint"` // null where there is nothing to do
}

func well(text string) examined { return examined{State: good, Text: text} }

func unclear(text string) examined { return examined{State: unknown, Text: text} }

// wrong is something bad that is mended by following the hint.
func wrong(text, hint string) examined { return examined{State: bad, Text: text}.advised(hint) }

// ill is something bad that an error tells, with the error's hint.
func ill(err error) examined { return wrong(oneLine(err), hintOf(err)) }

// advised has a hint, unless that is empty.
func (e examined) advised(hint string) examined {
	if hint = model.Clean(hint); hint != "" {
		e.Hint = &hint
	}
	return e
}

// writeTo writes it as a line, with the hint below; wide is the width of names.
func (e examined) writeTo(w io.Writer, wide int) error {
	line := fmt.Sprintf("%-7s  %-*s  %s\n", e.State, wide, e.Name, e.Text)
	if e.Hint != nil {
		line += strings.Repeat(" ", len(unknown)+2+wide+2) + "→ " + *e.Hint + "\n"
	}
	_, err := io.WriteString(w, line)
	return err
}

// A check is one thing that the doctor looks at.
type check struct {
	name string
	look func(ctx context.Context) examined
	// advice is what to do where it is bad and nobody else says.
	advice string
}

// looking is how long one check may take. A key command and a keyring can ask their owner for a finger or a password.
const looking = 90 * time.Second

func (c check) examine(ctx context.Context) examined {
	ctx, stop := context.WithTimeout(ctx, looking)
	defer stop()
	e := c.look(ctx)
	e.Name = c.name
	if e.State == bad && e.Hint == nil {
		e = e.advised(c.advice)
	}
	return e
}

func (p *program) doctorCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "doctor",
		Short: "Check key, workspace, clock, keyring, local file, terminal and more, and say what to do",
		Long: "doctor looks at what the program needs, says of each whether it is good or bad, and what to do. It changes nothing.\n" +
			"It ends with 1 when something is bad. What could not be looked at is unknown, which is not bad.",
		Args:              cobra.ArbitraryArgs, // checked in the command, see run
		ValidArgsFunction: cobra.NoFileCompletions,
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print a JSON array for scripts")
	cmd.Run = p.does(func(cmd *cobra.Command, args []string) error {
		if err := noArguments(cmd, args); err != nil {
			return err
		}
		return p.doctor(cmd.Context(), asJSON)
	})
	return cmd
}

// doctor tells what it finds as it finds it: some of it takes a while.
func (p *program) doctor(ctx context.Context, asJSON bool) error {
	checks := newDoctor(p).checks()
	wide := 0
	for _, c := range checks {
		wide = max(wide, len(c.name))
	}
	all := make([]examined, 0, len(checks))
	for _, c := range checks {
		e := c.examine(ctx)
		if ctx.Err() != nil {
			return &model.Fault{Op: "look at this set-up", Kind: model.KindCancelled, Message: "it was interrupted", Err: ctx.Err()}
		}
		if all = append(all, e); asJSON {
			continue
		}
		if err := p.print(func(w io.Writer) error { return e.writeTo(w, wide) }); err != nil {
			return err
		}
	}
	if asJSON {
		if err := p.print(func(w io.Writer) error { return writeJSON(w, all) }); err != nil {
			return err
		}
	}
	ails := slices.DeleteFunc(all, func(e examined) bool { return e.State != bad })
	if len(ails) == 0 {
		return nil
	}
	return fmt.Errorf("look at this set-up: %s bad, see above", areOf(ails))
}

// areOf names what ails: "key is", "key, clock are".
func areOf(ails []examined) string {
	names := make([]string, len(ails))
	for i := range ails {
		names[i] = ails[i].Name
	}
	if len(names) == 1 {
		return names[0] + " is"
	}
	return strings.Join(names, ", ") + " are"
}

package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/term"
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

// A sheet is how lines are laid out: how wide the names are, and the window, which is 0 for no window.
type sheet struct{ names, window int }

// writeTo writes it as a line, with the hint below. In a window what is too long goes on under its own column.
func (e examined) writeTo(w io.Writer, on sheet) error {
	head := fmt.Sprintf("%-7s  %-*s  ", e.State, on.names, e.Name)
	below := strings.Repeat(" ", len(head))
	text := on.folded(e.Text, len(head), below)
	if e.Hint != nil {
		text += "\n" + below + "→ " + on.folded(*e.Hint, len(head)+2, below+"  ")
	}
	_, err := io.WriteString(w, head+text+"\n")
	return err
}

// leastText is the room that a text needs to be folded at all.
const leastText = 20

// folded breaks a text between words only: a path or a command that is broken cannot be copied.
func (s sheet) folded(text string, indent int, below string) string {
	room := s.window - indent
	if room < leastText {
		return text
	}
	var out strings.Builder
	used := 0
	for i, word := range strings.Fields(text) {
		w := ansi.StringWidth(word)
		switch {
		case i == 0:
		case used+1+w > room:
			out.WriteString("\n" + below)
			used = 0
		default:
			out.WriteString(" ")
			used++
		}
		out.WriteString(word)
		used += w
	}
	return out.String()
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
	on := sheet{window: p.columns()}
	for _, c := range checks {
		on.names = max(on.names, len(c.name))
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
		if err := p.print(func(w io.Writer) error { return e.writeTo(w, on) }); err != nil {
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

// columns is how wide the window is that the output goes to, 0 where it goes elsewhere.
func (p *program) columns() int {
	window, ok := p.stdout.(term.File)
	if !ok || !p.isTerminal(p.stdout) {
		return 0
	}
	w, _, err := term.GetSize(window.Fd())
	if err != nil {
		return 0
	}
	return w
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

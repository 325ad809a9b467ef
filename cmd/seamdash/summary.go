package main

import (
	"context"
	"fmt"
	"io"
)

// summary is the dashboard for pipes, mail and cron: devices, then everything that is wrong.
func (p *program) summary(ctx context.Context) error {
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
	if s.settings.Presentation {
		c = c.veiled(s.now())
	}
	err = p.print(func(w io.Writer) error {
		headline(w, c)
		if len(c.picture.Locks) > 0 {
			_, _ = fmt.Fprintln(w) // w keeps its first error
			if err := deviceTable(c.picture.Locks).writeTo(w); err != nil {
				return err
			}
		}
		return problemList(w, c)
	})
	if err != nil {
		return err
	}
	return c.fault()
}

func headline(w io.Writer, c *census) {
	s := c.picture
	_, _ = fmt.Fprintf(w, "%s (%s): %s, %d offline; %s, %d in motion; %s\n",
		orDash(s.Workspace.Name), kindOf(s.Workspace), count(s.Total.Locks, "lock"), s.Total.Offline,
		count(s.Total.Codes, "code"), s.Total.InMotion, c.troubled())
}

// problemList is a line for each cause, and for each window of the next 72 h that is in danger.
func problemList(w io.Writer, c *census) error {
	for _, list := range []struct {
		title string
		lines table
	}{{"PROBLEMS", c.troubleTable(c.survey.Troubles)}, {"IN DANGER", c.dangerTable()}} {
		if len(list.lines) == 0 {
			continue
		}
		if _, err := fmt.Fprintln(w, "\n"+list.title); err != nil {
			return err
		}
		if err := list.lines.writeTo(w); err != nil {
			return err
		}
	}
	return nil
}

package main

import (
	"context"
	"fmt"
	"io"

	"seamdash/model"
)

// summary is the dashboard for pipes, mail and cron: devices, then everything that is wrong.
func (p *program) summary(ctx context.Context) error {
	s, err := p.open(ctx)
	if err != nil {
		return err
	}
	ctx, stop := context.WithTimeout(ctx, patience)
	defer stop()
	ws, err := s.client.Workspace(ctx)
	if err != nil {
		return err
	}
	locks, err := readFleet(ctx, s.client, &s.settings.Limits, everyDevice)
	if err != nil {
		return err
	}
	picture := model.NewSnapshot(ws, locks, model.FeedState{}, 0)
	err = p.print(func(w io.Writer) error {
		headline(w, picture)
		if len(picture.Locks) > 0 {
			_, _ = fmt.Fprintln(w) // w keeps its first error
			if err := deviceTable(picture.Locks).writeTo(w); err != nil {
				return err
			}
		}
		return problemList(w, picture)
	})
	if err != nil {
		return err
	}
	return firstFault(picture.Locks)
}

func headline(w io.Writer, s *model.Snapshot) {
	kind := "production"
	if s.Workspace.Sandbox {
		kind = "sandbox"
	}
	_, _ = fmt.Fprintf(w, "%s (%s): %s, %d offline; %s, %d in motion; %s\n",
		orDash(s.Workspace.Name), kind, count(s.Total.Locks, "lock"), s.Total.Offline,
		count(s.Total.Codes, "code"), s.Total.InMotion, problemCount(s.Total.Own))
}

func problemCount(t model.Tally) string {
	if t == (model.Tally{}) {
		return "no problems"
	}
	return tally(t)
}

func problemList(w io.Writer, s *model.Snapshot) error {
	t := problemTable(s.Locks)
	if len(t) == 0 {
		return nil
	}
	if _, err := fmt.Fprintln(w, "\nPROBLEMS"); err != nil {
		return err
	}
	return t.writeTo(w)
}

// problemTable shows each problem once: what Seam copies from an account onto its devices, or from a device onto its
// codes, is shown where it comes from.
func problemTable(locks []*model.Lock) table {
	var t table
	type cause struct {
		account model.AccountID
		code    string
	}
	seen := map[cause]bool{}
	for _, l := range locks {
		name := orDash(l.Device.Name)
		for _, p := range l.Device.Problems {
			where, at := name, cause{l.Device.AccountID, p.Code}
			if p.Origin == model.OriginAccount {
				where = "account of " + name
				if seen[at] {
					continue
				}
				seen[at] = true
			}
			t.problem(where, p)
		}
		for i := range l.Codes {
			for _, p := range l.Codes[i].Problems {
				if p.Origin == model.OriginCode {
					t.problem(name+": "+orDash(l.Codes[i].Name), p)
				}
			}
		}
	}
	return t
}

func (t *table) problem(where string, p model.Problem) {
	t.row(p.Level.String(), where, p.Words(), since(p), p.Message)
}

func since(p model.Problem) string {
	if p.Since.IsZero() {
		return ""
	}
	return "since " + p.Since.UTC().Format("2006-01-02 15:04") + " UTC"
}

package main

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"seamdash/model"
	"seamdash/seamclient"
)

// A removeRequest is what `seamdash codes delete` or `codes adopt` was asked for.
type removeRequest struct {
	codeArgs

	yes, force bool
}

func (p *program) codesDeleteCommand() *cobra.Command {
	var r removeRequest
	cmd := &cobra.Command{
		Use:   "delete CODE",
		Short: "Remove an access code from its lock",
		Long: "delete removes a code, also one that was made outside Seam. It opens the door until the lock has heard of it: --wait\n" +
			"says when that is over. CODE is an id, or all of a name that no other code has.",
		Example:           "  seamdash codes delete \"Guest Novak\" --yes --wait\n  seamdash codes delete \"Guest Novak\" --device \"Harbor 12 · Apt 4\" --dry-run",
		Args:              cobra.ArbitraryArgs, // checked in the command, see run
		ValidArgsFunction: cobra.NoFileCompletions,
	}
	flags := cmd.Flags()
	flags.BoolVar(&r.yes, "yes", false, "really remove it")
	r.register(flags)
	cmd.Run = p.does(func(cmd *cobra.Command, args []string) error {
		if err := r.check(cmd, args); err != nil {
			return err
		}
		if !r.yes && !r.dryRun {
			return usageError{
				err: errors.New("delete a code: nobody said --yes"), hint: "--dry-run shows which code it would be; --yes removes it.",
			}
		}
		return p.deleteCode(cmd.Context(), r)
	})
	return cmd
}

func (p *program) codesAdoptCommand() *cobra.Command {
	var r removeRequest
	cmd := &cobra.Command{
		Use:   "adopt CODE",
		Short: "Let Seam manage a code that was made outside it",
		Long: "adopt asks Seam to take over a code that somebody made at the lock or in its maker's app. The answer comes later: --wait\n" +
			"waits for it. CODE is an id, or all of a name that no other code has.",
		Example:           "  seamdash codes adopt \"Old housekeeper\" --wait --json",
		Args:              cobra.ArbitraryArgs, // checked in the command, see run
		ValidArgsFunction: cobra.NoFileCompletions,
	}
	flags := cmd.Flags()
	flags.BoolVar(&r.force, "force", false, "take it even from another Seam workspace")
	r.register(flags)
	cmd.Run = p.does(func(cmd *cobra.Command, args []string) error {
		if err := r.check(cmd, args); err != nil {
			return err
		}
		return p.adoptCode(cmd.Context(), r)
	})
	return cmd
}

func (p *program) deleteCode(ctx context.Context, r removeRequest) error {
	return p.dispose(ctx, &r, disposal{
		op: "delete a code", mayNot: whyNotDelete,
		rehearse: func(c *model.AccessCode) (seamclient.Request, error) {
			return seamclient.RehearseDelete(c.ID, c.Managed)
		},
		perform: func(ctx context.Context, o *bureau, c model.AccessCode) (model.Tracked, error) {
			return o.desk.Delete(ctx, c)
		},
	})
}

func (p *program) adoptCode(ctx context.Context, r removeRequest) error {
	return p.dispose(ctx, &r, disposal{
		op: "take over a code", mayNot: whyNotAdopt,
		rehearse: func(c *model.AccessCode) (seamclient.Request, error) { return seamclient.RehearseManage(c.ID, r.force) },
		perform: func(ctx context.Context, o *bureau, c model.AccessCode) (model.Tracked, error) {
			return o.desk.Adopt(ctx, c, r.force)
		},
	})
}

func whyNotDelete(c *model.AccessCode) (why, hint string) {
	switch {
	case c.Traits.Offline:
		return "the lock makes offline codes itself and cannot be told to forget one", "it ends by itself with its window."
	case c.Traits.CannotBeDeleted:
		return "Seam cannot erase it", "remove it in the maker's app."
	default:
		return "", ""
	}
}

func whyNotAdopt(c *model.AccessCode) (why, hint string) {
	switch {
	case c.Managed:
		return "Seam manages it already", "codes update changes it, codes delete removes it."
	case c.Traits.CannotBeManaged:
		return "Seam cannot take over codes of this lock", "make a code of its own in its place with codes create."
	default:
		return "", ""
	}
}

// A disposal is something done to one code as a whole.
type disposal struct {
	op       string
	mayNot   func(*model.AccessCode) (why, hint string) // why is "" where it may be done
	rehearse func(*model.AccessCode) (seamclient.Request, error)
	perform  func(context.Context, *bureau, model.AccessCode) (model.Tracked, error)
}

func (p *program) dispose(ctx context.Context, r *removeRequest, d disposal) error {
	s, err := p.open(ctx)
	if err != nil {
		return err
	}
	if err := s.mayWrite(d.op, r.dryRun); err != nil {
		return err
	}
	limited, stop := context.WithTimeout(ctx, patience)
	defer stop()
	t, err := findCode(limited, s, r.word, r.device)
	if err != nil {
		return err
	}
	if why, hint := d.mayNot(&t.code); why != "" {
		return &model.Fault{Op: d.op, Subject: t.name(), Kind: model.KindInvalid, Message: why, Hint: hint}
	}
	p.note(d.op + ": " + t.name())
	if r.dryRun {
		return p.rehearse(1, false, func(int) (seamclient.Request, error) { return d.rehearse(&t.code) })
	}
	o, err := p.openBureau(limited, s)
	if err != nil {
		return err
	}
	defer o.close()
	tracked, err := d.perform(limited, o, t.code)
	return p.conclude(ctx, o, &r.writeArgs, []outcome{{lock: t.lock, was: &t.code, tracked: tracked, err: err}})
}

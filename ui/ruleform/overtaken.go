package ruleform

import (
	"cmp"
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"seamdash/model"
	"seamdash/model/rulebook"
)

// A rival is who changed the rule while the editor was open, as far as that is known.
type rival struct {
	asked   bool
	version uint64 // that they made, 0 for none: they removed the rule
	by      string
}

// seeWho asks who changed or removed the rule since the editor took it, where the newest shelf says that somebody did.
func (f *Form) seeWho() tea.Cmd {
	if !f.subject.old {
		return nil
	}
	kept, ok := f.shelf.Rule(f.subject.entry.ID)
	if ok && kept.Version <= f.subject.entry.Version || f.rival.asked && f.rival.version == kept.Version {
		return nil
	}
	f.rival = rival{asked: true, version: kept.Version}
	book, id := f.config.Book, f.subject.entry.ID
	return f.ask(toSeeWho, func(ctx context.Context, answer *Answered) {
		answer.versions, answer.err = book.History(ctx, id)
	})
}

// seen takes who it was. Where that cannot be read nobody is named.
func (f *Form) seen(msg *Answered) {
	if msg.err == nil && len(msg.versions) > 0 {
		if newest := &msg.versions[0]; newest.Gone || newest.Entry.Version == f.rival.version {
			f.rival.by = newest.By
		}
	}
}

// overtaken says that somebody else changed or removed the rule since the editor took it, as far as the newest shelf tells; otherwise
// it is "".
func (f *Form) overtaken() string {
	if !f.subject.old || f.dispatch.under {
		return ""
	}
	who := cmp.Or(f.rival.by, "somebody")
	kept, ok := f.shelf.Rule(f.subject.entry.ID)
	switch {
	case !ok && f.unreadable():
		return "changed by a newer program; saving asks what to keep"
	case !ok:
		return "removed by " + who + "; saving asks what to keep"
	case kept.Version <= f.subject.entry.Version:
		return ""
	case kept.Changed.IsZero():
		return "changed by " + who + "; saving shows both"
	default:
		return "changed by " + who + " " + model.When(kept.Changed, f.now, f.config.Home) + "; saving shows both"
	}
}

// unreadable says that the rule is kept in a way that this program does not know.
func (f *Form) unreadable() bool {
	return slices.ContainsFunc(f.shelf.Broken, func(b rulebook.Broken) bool { return !b.Set && b.ID == string(f.subject.entry.ID) })
}

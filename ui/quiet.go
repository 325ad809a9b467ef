package ui

import (
	"context"
	"maps"
	"time"

	tea "charm.land/bubbletea/v2"

	"seamdash/model"
	"seamdash/model/diagnose"
	"seamdash/ui/action"
	"seamdash/ui/nav"
)

// A QuietKeeper keeps which troubles of a workspace somebody knows of, on this machine and for all programs on it. Its methods may
// be called from several goroutines and must return soon after ctx ends.
type QuietKeeper interface {
	Quiets(ctx context.Context, of model.WorkspaceID) ([]diagnose.Quiet, error)
	// KeepQuiet keeps one in place of that with its key, and Wake drops one; one that is not there is no error.
	KeepQuiet(ctx context.Context, of model.WorkspaceID, q diagnose.Quiet) error
	Wake(ctx context.Context, of model.WorkspaceID, key string) error
}

// QuietChanged says that another program may have kept troubles quiet, or woken them. The program sends it.
type QuietChanged struct{}

const (
	// quietPatience is how long keeping may take.
	quietPatience = 5 * time.Second
	// quietRecall is how long reading may take: the store may be waiting for somebody to unlock the keyring.
	quietRecall = 30 * time.Second
)

// A hush is what the root knows of the troubles that are kept quiet. What a person does is true at once and kept beside the screen,
// one thing at a time, so that an older one never comes last.
type hush struct {
	of   model.WorkspaceID // "" until it is known
	by   map[string]diagnose.Quiet
	read bool // what is kept was read
	// busy says that something is under way, stale that what is kept is to be read.
	busy, stale bool
	waits       []quietErrand
	// generation tells the answers about this workspace from those about another.
	generation uint64
}

// A quietErrand is one thing to keep.
type quietErrand func(ctx context.Context, of model.WorkspaceID, in QuietKeeper) error

// quietRead is what is kept.
type quietRead struct {
	generation uint64
	quiets     []diagnose.Quiet
	err        error
}

// quietKept is what came of an errand.
type quietKept struct {
	generation uint64
	err        error
}

// enterHush begins anew when the workspace turns out to be another.
func (a *App) enterHush() tea.Cmd {
	h, ws := &a.hush, a.picture.Workspace.ID
	if ws == "" || ws == h.of {
		return nil
	}
	*h = hush{of: ws, by: map[string]diagnose.Quiet{}, stale: true, generation: h.generation + 1}
	return a.nextHush()
}

// rehush reads again what is kept.
func (a *App) rehush() tea.Cmd {
	a.hush.stale = true
	return a.nextHush()
}

// nextHush does what is to be done next: keep what a person did, and only then read.
func (a *App) nextHush() tea.Cmd {
	h, keeper, parent := &a.hush, a.config.Quiet, a.config.Context
	switch {
	case keeper == nil:
		h.read, h.waits = true, nil // it is known for as long as the program runs
		return nil
	case h.busy || h.of == "":
		return nil
	case len(h.waits) > 0:
		errand := h.waits[0]
		h.busy, h.waits = true, h.waits[1:]
		of, generation := h.of, h.generation
		return func() tea.Msg {
			ctx, stop := context.WithTimeout(parent, quietPatience)
			defer stop()
			return quietKept{generation, errand(ctx, of, keeper)}
		}
	case h.stale:
		h.busy, h.stale = true, false
		of, generation := h.of, h.generation
		return func() tea.Msg {
			ctx, stop := context.WithTimeout(parent, quietRecall)
			defer stop()
			quiets, err := keeper.Quiets(ctx, of)
			return quietRead{generation, quiets, err}
		}
	default:
		return nil
	}
}

// hushed takes what is kept. What a person did meanwhile is not in it, so it is read again after that was kept.
func (a *App) hushed(msg quietRead) tea.Cmd {
	h := &a.hush
	if msg.generation != h.generation {
		return nil
	}
	h.busy = false
	switch {
	case msg.err != nil:
		told := a.notice.say("which problems are kept quiet could not be read: "+model.WhyOf(msg.err), loudly)
		return tea.Batch(told, a.nextHush())
	case len(h.waits) > 0:
		h.stale = true
		return a.nextHush()
	}
	by := make(map[string]diagnose.Quiet, len(msg.quiets))
	for _, q := range msg.quiets {
		by[q.Key] = q
	}
	h.by, h.read = by, true
	return tea.Batch(a.tellSurvey(), a.nextHush())
}

// quietKept takes the end of an errand. What failed is told, and stays on the screen.
func (a *App) quietKept(msg quietKept) tea.Cmd {
	if msg.generation != a.hush.generation {
		return nil
	}
	a.hush.busy = false
	if msg.err != nil {
		told := a.notice.say("that is not kept for the next run: "+model.WhyOf(msg.err), loudly)
		return tea.Batch(told, a.nextHush())
	}
	return a.nextHush()
}

// change makes a change of what is kept quiet: at once here, and then where it is kept.
func (h *hush) change(do func(by map[string]diagnose.Quiet), keep quietErrand) {
	by := maps.Clone(h.by) // screens have the old one
	if by == nil {
		by = map[string]diagnose.Quiet{}
	}
	do(by)
	h.by, h.waits = by, append(h.waits, keep)
}

// quieten keeps a trouble quiet.
func (a *App) quieten(what nav.Quieten) tea.Cmd {
	q := diagnose.Quiet{Key: what.Key, Until: what.Until, At: a.now, By: a.config.By}
	if what.Since.After(q.At) {
		q.At = what.Since // Seam's clock is before ours
	}
	a.hush.change(func(by map[string]diagnose.Quiet) { by[q.Key] = q }, func(ctx context.Context, of model.WorkspaceID, in QuietKeeper) error {
		return in.KeepQuiet(ctx, of, q)
	})
	said := what.Name + " is quiet as long as it lasts; "
	if !q.Until.IsZero() {
		said = what.Name + " is quiet until " + model.When(q.Until, a.now, a.config.Zone) + "; "
	}
	return tea.Batch(a.notice.say(said+action.KeyOf("problem-quiet")+" shows it", quietly), a.nextHush(), a.tellSurvey())
}

// wake ends the quiet of a trouble.
func (a *App) wake(what nav.Wake) tea.Cmd {
	a.unhush(what.Key)
	return tea.Batch(a.notice.say(what.Name+" counts again", quietly), a.nextHush(), a.tellSurvey())
}

// unhush forgets a quiet.
func (a *App) unhush(key string) {
	a.hush.change(func(by map[string]diagnose.Quiet) { delete(by, key) }, func(ctx context.Context, of model.WorkspaceID, in QuietKeeper) error {
		return in.Wake(ctx, of, key)
	})
}

// lapse drops every quiet that means nothing any more: its time is over, or the trouble that somebody knew of has gone, so that the
// next of its kind is told of.
func (a *App) lapse() tea.Cmd {
	w := &a.watchman
	if !a.hush.read || w.survey == nil || len(a.hush.by) == 0 {
		return nil
	}
	lasting := make(map[string]*diagnose.Trouble, len(w.survey.Troubles))
	for i := range w.survey.Troubles {
		lasting[w.survey.Troubles[i].Finding.Key()] = &w.survey.Troubles[i]
	}
	for key, q := range a.hush.by {
		t, lasts := lasting[key]
		switch {
		case q.Over(a.now), lasts && !q.Covers(t, a.now), !lasts && q.Until.IsZero() && complete(w.picture):
			a.unhush(key)
		}
	}
	return a.nextHush()
}

// complete says that a picture is of now and of everything, so that what it does not show is not there.
func complete(picture *model.Snapshot) bool {
	feed := &picture.Feed
	return feed.Connection == model.Live && !feed.Loading && feed.Kept.IsZero() && picture.Total.Locks > 0
}

package ui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"seamdash/model"
	"seamdash/ui/nav"
)

// A Witness keeps in the audit log who looked at PINs and who copied them.
type Witness interface {
	// Witnessed keeps looks: all of them, or with an error none. It may be called by several goroutines, and returns soon after
	// ctx ends.
	Witnessed(ctx context.Context, looks []model.Write) error
}

// witnessPatience is how long it may take until a look is kept.
const witnessPatience = 10 * time.Second

// unwitnessed says that looks could not be kept.
type unwitnessed struct{ err error }

// witness has looks kept. Nothing waits for it: a guest stands outside, so that a PIN is shown although nobody can keep that it was.
func (a *App) witness(how model.Look, where string, at ...nav.CodeOf) tea.Cmd {
	if a.config.Witness == nil {
		return nil
	}
	sights := make([]model.Sight, len(at))
	for i, one := range at {
		sights[i] = model.Sight(one)
	}
	looks := how.Lines(model.Write{At: a.now, Who: a.config.By, Detail: where}, sights)
	keeper, parent := a.config.Witness, a.config.Context
	return func() tea.Msg {
		ctx, stop := context.WithTimeout(parent, witnessPatience)
		defer stop()
		if err := keeper.Witnessed(ctx, looks); err != nil {
			return unwitnessed{err}
		}
		return nil
	}
}

// unwitnessed tells that nobody will know of a look.
func (a *App) unwitnessed(msg unwitnessed) tea.Cmd {
	return a.notice.show("that this PIN was shown or copied is not in the local log: "+model.WhyOf(msg.err), loudly, cautionFor)
}

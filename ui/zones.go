package ui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"seamdash/model"
	"seamdash/ui/askzone"
	"seamdash/ui/nav"
)

// told counts for each lock how often Seam was told where it is. Only the latest counts.
type told map[model.DeviceID]uint64

// zoneTold is what came of telling Seam a zone.
type zoneTold struct {
	what       nav.ReportZone
	generation uint64
	err        error
}

// askZone asks where a lock is.
func (a *App) askZone(id model.DeviceID) tea.Cmd {
	if why := barredFromDesk(&a.config); why != "" {
		return a.notice.say(why, loudly)
	}
	lock, ok := a.picture.Lock(id)
	if !ok {
		return a.notice.say("the lock is not there any more", loudly)
	}
	a.tabs.screen().Conceal()
	a.put(askzone.New(askzone.Config{Zones: a.forms.zones, Home: a.config.Zone, Now: a.config.Now}, a.picture, lock, a.frame.body))
	return nil
}

// reportZone tells Seam where a lock is.
func (a *App) reportZone(what nav.ReportZone) tea.Cmd {
	a.told[what.Lock]++
	generation := a.told[what.Lock]
	desk, parent := a.config.Desk, a.config.Context
	return tea.Batch(a.notice.show("telling Seam that "+what.Name+" is in "+what.Zone, quietly, deedPatience), func() tea.Msg {
		ctx, stop := context.WithTimeout(parent, deedPatience)
		defer stop()
		err := desk.ReportZone(ctx, what.Lock, what.Type, what.Zone)
		return zoneTold{what: what, generation: generation, err: err}
	})
}

// zoneTold says whether Seam knows the zone now.
func (a *App) zoneTold(msg zoneTold) tea.Cmd {
	if msg.generation != a.told[msg.what.Lock] {
		return nil
	}
	a.config.Feed.Refresh()
	if msg.err != nil {
		return a.notice.show("Seam was not told where "+msg.what.Name+" is: "+whyNot(msg.err, "and its times show it in a minute"), loudly, failedFor)
	}
	return a.notice.show("Seam knows now that "+msg.what.Name+" is in "+msg.what.Zone, quietly, noticeFor)
}

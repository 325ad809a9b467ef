package ui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"seamdash/model"
	"seamdash/model/desk"
	"seamdash/ui/nav"
	"seamdash/ui/tracking"
)

// tookBack is what came of taking a write back.
type tookBack struct {
	line    tracking.Line
	tracked model.Tracked
	err     error
}

// askUndo asks whether to take back the newest write that can be taken back, and says what that will do.
func (a *App) askUndo() tea.Cmd {
	var passed []string // over those that cannot
	for i := len(a.follow.writes) - 1; i >= 0; i-- {
		t := &a.follow.writes[i]
		if a.follow.spent[t.ID] {
			continue
		}
		line := tracking.Of(t, a.picture, a.follow.zones, a.now)
		lock, _ := a.picture.Lock(t.Lock())
		if why := desk.Undoable(t, lock, a.now); why != "" {
			passed = append(passed, t.Action.Words()+", "+line.Code+" on "+line.Lock+": "+why)
			continue
		}
		return a.perform(nav.Ask{Title: "Undo: " + t.Action.Words() + "?", Body: a.undoing(&line, passed), Choices: []nav.Choice{
			{Key: "y", Label: "undo it", Intent: nav.TakeBack{ID: t.ID}},
		}})
	}
	if len(passed) > 0 {
		return a.notice.show("cannot be undone: "+passed[0], loudly, resultFor)
	}
	return a.notice.say("this program has changed nothing that it could undo", loudly)
}

// noUndo says why nothing can be undone, as far as that needs no look at single writes.
func noUndo(a *App) string {
	if why := barredFromDesk(&a.config); why != "" {
		return why
	}
	if len(a.follow.writes) == 0 {
		return "this program has changed nothing that it could undo"
	}
	return ""
}

// undoing says exactly what an undo will do.
func (a *App) undoing(l *tracking.Line, passed []string) []string {
	t, when := l.Write, func(w model.Window) string { return l.Words(w) }
	var body []string
	switch {
	case t.After != "":
		body = []string{l.Code + " on " + l.Lock + " waits to be made again. It will not be made."}
	case t.Action == model.ActionDelete:
		body = []string{
			l.Code + " is made again on " + l.Lock + ", with the same PIN, " + when(t.Before.Window) + ".",
			"To Seam it is a new code. If the old one is still on the lock, it is made once that has left.",
		}
	case t.Action == model.ActionCreate:
		body = []string{l.Code + " on " + l.Lock + ", " + when(t.Wanted.Window) + ", is deleted."}
	default:
		body = append([]string{l.Code + " on " + l.Lock + " becomes again as it was:"}, restored(&t.Wanted, &t.Before, when)...)
	}
	body = append(body, "Asked for "+model.When(t.AskedAt, a.now, a.config.Zone)+", your time.")
	if len(passed) > 0 {
		body = append(body, "What came after it cannot be undone: "+passed[0]+".")
	}
	return body
}

// restored are the values that a change replaced and that come back.
func restored(from, to *model.CodeDraft, when func(model.Window) string) []string {
	var lines []string
	if from.Name != to.Name {
		lines = append(lines, "the name "+model.Clean(to.Name))
	}
	if !from.PIN.Equal(to.PIN) {
		lines = append(lines, "the PIN that it had before")
	}
	if !from.Window.Equal(to.Window) {
		lines = append(lines, when(to.Window))
	}
	if from.ExternalChangeAllowed != to.ExternalChangeAllowed {
		lines = append(lines, "what may be changed outside Seam")
	}
	if len(lines) == 0 {
		lines = []string{"the same values, asked for again"}
	}
	return lines
}

// takeBack asks the desk to take a write back.
func (a *App) takeBack(id string) tea.Cmd {
	for i := range a.follow.writes {
		t := a.follow.writes[i]
		if t.ID != id || a.follow.spent[id] {
			continue
		}
		a.follow.spent[id] = true // until it failed there is no second
		lock, _ := a.picture.Lock(t.Lock())
		line := tracking.Of(&t, a.picture, a.follow.zones, a.now)
		parent, asked := a.config.Context, a.config.Desk
		return tea.Batch(a.notice.show("asking Seam to undo: "+t.Action.Words()+", "+line.Code, quietly, deedPatience), func() tea.Msg {
			ctx, stop := context.WithTimeout(parent, deedPatience)
			defer stop()
			undone, err := asked.Undo(ctx, t, lock)
			return tookBack{line: line, tracked: undone, err: err}
		})
	}
	return a.notice.say("that is not followed any more", loudly)
}

// tookBack tells what came of it. An undo is not undone in turn.
func (a *App) tookBack(msg tookBack) tea.Cmd {
	a.config.Feed.Refresh()
	if msg.err != nil {
		if !unsure(msg.err) {
			delete(a.follow.spent, msg.line.Write.ID)
		}
		return a.notice.show("not undone: "+whyOf(msg.err), loudly, failedFor)
	}
	if msg.tracked.ID != "" {
		a.follow.spent[msg.tracked.ID] = true
	}
	text := msg.line.Code + ": undo accepted by Seam"
	if msg.line.Write.After != "" {
		text = msg.line.Code + " will not be made again"
	}
	return a.notice.show(text, quietly, noticeFor)
}

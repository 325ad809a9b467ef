package ui

import (
	"crypto/rand"

	tea "charm.land/bubbletea/v2"

	"seamdash/ui/codeform"
	"seamdash/ui/coderow"
	"seamdash/ui/nav"
	"seamdash/ui/ruleform"
)

// forms are the forms for codes and the editors of rules: the one that lies over the screen is [App.over], and those that were
// closed while Seam or the book was being asked are kept until there is an answer.
type forms struct {
	zones  *coderow.Zones
	number uint64 // of the newest
	under  map[uint64]*codeform.Form
	rules  map[uint64]*ruleform.Form
}

// form opens a form over the screen.
func (a *App) form(intent nav.Intent) tea.Cmd {
	a.forms.number++
	config := codeform.Config{
		Desk: a.config.Desk, Context: a.config.Context, Now: a.config.Now, Zones: a.forms.zones, Home: a.config.Zone,
		Random: rand.Reader, Number: a.forms.number,
	}
	var f *codeform.Form
	switch intent := intent.(type) {
	case nav.CreateCode:
		f = codeform.NewCreate(config, a.picture, intent.Locks, a.frame.body)
	case nav.EditCode:
		f = codeform.NewEdit(config, a.picture, intent.Of, a.frame.body)
	case nav.ConvertCode:
		f = codeform.NewConvert(config, a.picture, intent.Of, a.frame.body)
	default:
		return nil
	}
	if f == nil {
		return a.notice.say("it is not there any more", loudly)
	}
	a.tabs.screen().Conceal()
	a.put(f)
	return nil
}

// showForm gives the form or the diagnosis over the screen the picture, or the same again when time has passed.
func (a *App) showForm() {
	if d := a.diagnosis(); d != nil {
		d.Show(a.picture)
	}
	switch f := a.over.(type) {
	case *codeform.Form:
		f.Show(a.picture)
	case *ruleform.Form:
		f.Show(a.picture)
	}
}

// keepForm keeps a form that is closed while it waits for an answer.
func (a *App) keepForm() {
	switch f := a.over.(type) {
	case *codeform.Form:
		if f.Busy() {
			a.forms.under[f.Number()] = f
		}
	case *ruleform.Form:
		if f.Busy() {
			a.forms.rules[f.Number()] = f
		}
	}
}

// formAnswered gives a form its answer, whether it is still to be seen or not.
func (a *App) formAnswered(msg codeform.Answered) tea.Cmd {
	f, ok := a.over.(*codeform.Form)
	front := ok && f.Number() == msg.Number
	if !front {
		f = a.forms.under[msg.Number]
	}
	if f == nil {
		return nil
	}
	intent, cmd := f.Update(msg)
	if !f.Busy() {
		delete(a.forms.under, msg.Number)
		a.config.Feed.Refresh()
	}
	if closed, is := intent.(nav.Close); is && !front {
		intent = closed.Then
	}
	return tea.Batch(cmd, a.perform(intent))
}

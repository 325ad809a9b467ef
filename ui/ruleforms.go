package ui

import (
	"crypto/rand"

	tea "charm.land/bubbletea/v2"

	"seamdash/model/plan"
	"seamdash/ui/nav"
	"seamdash/ui/ruleform"
)

// openRule lays the editor over the screen.
func (a *App) openRule(intent nav.Intent) tea.Cmd {
	a.forms.number++
	config := ruleform.Config{
		Book: a.config.Rules, Context: a.config.Context, Now: a.config.Now, Home: a.config.Zone, Random: rand.Reader,
		By: a.config.By, Number: a.forms.number, States: func() map[plan.Key]plan.State { return a.rollers.last.States },
	}
	var f *ruleform.Form
	var cmd tea.Cmd
	switch intent := intent.(type) {
	case nav.NewRule:
		f, cmd = ruleform.NewRule(config, a.picture, a.book.shelf, intent.Locks, a.frame.body)
	case nav.EditRule:
		f, cmd = ruleform.EditRule(config, a.picture, a.book.shelf, intent.ID, a.frame.body)
	case nav.RecurCode:
		f, cmd = ruleform.FromCode(config, a.picture, a.book.shelf, intent.Of, a.frame.body)
	default:
		return nil
	}
	if f == nil {
		return a.notice.say("it is not there any more", loudly)
	}
	a.tabs.screen().Conceal()
	a.put(f)
	return cmd
}

// ruleAnswered gives an editor its answer, whether it is still to be seen or not.
func (a *App) ruleAnswered(msg ruleform.Answered) tea.Cmd {
	f, ok := a.over.(*ruleform.Form)
	front := ok && f.Number() == msg.Number
	if !front {
		f = a.forms.rules[msg.Number]
	}
	if f == nil {
		return nil
	}
	busy := f.Busy()
	intent, cmd := f.Update(msg)
	if busy && !f.Busy() {
		delete(a.forms.rules, msg.Number)
		cmd = tea.Batch(cmd, a.reshelve())
	}
	if closed, is := intent.(nav.Close); is && !front {
		intent = closed.Then
	}
	return tea.Batch(cmd, a.perform(intent))
}

package ui

import (
	tea "charm.land/bubbletea/v2"

	"seamdash/model"
	"seamdash/ui/activity"
	"seamdash/ui/coderow"
	"seamdash/ui/diagnosis"
	"seamdash/ui/nav"
)

// diagnose opens the diagnosis of a code, or of a lock, in place of one that is open.
func (a *App) diagnose(of nav.CodeOf) tea.Cmd {
	a.forms.number++
	config := diagnosis.Config{
		Now: a.config.Now, Zones: a.forms.zones, Barred: coderow.Barred{Codes: barredFromDesk(&a.config), Bolts: barred(&a.config)}, Key: a.keymap.key,
		Records: a.config.Records, Reports: a.config.Reports, Context: a.config.Context, Number: a.forms.number,
	}
	d, cmd := diagnosis.New(config, a.picture, of, a.frame.body)
	if d == nil {
		return a.notice.say("it is not there any more", loudly)
	}
	d.Own(a.rollers.owned)
	d.Written(a.follow.log)
	d.Followed(a.follow.writes)
	a.tabs.screen().Conceal()
	a.clear()
	a.put(d)
	return cmd
}

// diagnosed gives a diagnosis what it asked for, in front or not.
func (a *App) diagnosed(msg diagnosis.Answered) tea.Cmd {
	if text, failed, is := msg.Receipt(); is {
		how := quietly
		if failed {
			how = loudly
		}
		return a.notice.show(text, how, resultFor)
	}
	d := a.diagnosis()
	if d == nil || d.Number() != msg.Number {
		return nil
	}
	intent, cmd := d.Update(msg)
	return tea.Batch(cmd, a.perform(intent))
}

// written takes the newest lines of the log, and hands them to whoever shows them.
func (a *App) written(msg activity.Written) tea.Cmd {
	a.follow.log = model.WithoutLooks(msg.Writes)
	if d := a.diagnosis(); d != nil {
		d.Written(a.follow.log)
	}
	return a.tabs.each(func(s screen) tea.Cmd { return a.give(s, msg) })
}

package ui

import (
	tea "charm.land/bubbletea/v2"

	"seamdash/model"
	"seamdash/ui/nav"
)

// perform does what an intent wants, unless nobody may at present.
func (a *App) perform(intent nav.Intent) tea.Cmd {
	if a.withholds(intent) {
		return a.notice.say(presenting, loudly)
	}
	return a.obey(intent)
}

func (a *App) obey(intent nav.Intent) tea.Cmd {
	switch intent := intent.(type) {
	case nil, nav.Open: // the workspace is open already
		return nil
	case nav.Quit, nav.Suspend, nav.SwitchWorkspace, nav.ReachWorkspace, nav.EnterWorkspace, nav.StayHere:
		return a.travel(intent)
	case nav.Help, nav.Palette, nav.Ask, nav.AskUntil, nav.AskZone, nav.Close, nav.Diagnose, nav.Present:
		return a.lay(intent)
	case nav.Press:
		return a.act(keyCalled(intent.Key))
	case nav.Bolt:
		return a.turnBolt(intent)
	case nav.Do, nav.DoAll, nav.ReportZone, nav.Undo, nav.TakeBack, nav.CreateCode, nav.EditCode, nav.ConvertCode,
		nav.NewRule, nav.EditRule, nav.RecurCode, nav.Holidays:
		return a.change(intent)
	case nav.Show, nav.Jump, nav.ShowRule:
		return a.bring(intent)
	case nav.Refresh, nav.Freeze, nav.Quieten, nav.Wake:
		return a.steer(intent)
	case nav.Copy, nav.CopyPINs, nav.CopyText, nav.Revealed, nav.Say, nav.Refuse:
		return a.tell(intent)
	default:
		next, cmd := a.tabs.screen().Perform(intent)
		return tea.Batch(cmd, a.perform(next))
	}
}

// bring brings a screen to the front, and there what somebody wants to see.
func (a *App) bring(intent nav.Intent) tea.Cmd {
	a.clear()
	to := nav.Fleet
	switch intent := intent.(type) {
	case nav.Show:
		return a.tabs.turn(intent.Screen)
	case nav.ShowRule:
		to = nav.Schedules
	default:
	}
	turned := a.tabs.turn(to)
	next, cmd := a.tabs.screen().Perform(intent)
	return tea.Batch(turned, cmd, a.perform(next))
}

// steer tells the feed how to go on, or the counts what to leave out.
func (a *App) steer(intent nav.Intent) tea.Cmd {
	switch intent := intent.(type) {
	case nav.Freeze:
		return a.freeze()
	case nav.Quieten:
		return a.quieten(intent)
	case nav.Wake:
		return a.wake(intent)
	default:
	}
	a.config.Feed.Refresh()
	return a.notice.say("asking Seam for news", quietly)
}

// tell says something in the status line, of what was sent to the clipboard too.
func (a *App) tell(intent nav.Intent) tea.Cmd {
	switch intent := intent.(type) {
	case nav.Copy:
		return a.copy(intent)
	case nav.CopyPINs:
		return a.copyPINs(intent)
	case nav.CopyText:
		return a.copyText(intent)
	case nav.Revealed:
		return tea.Batch(a.notice.say(intent.Text, quietly), a.witness(model.ShowPIN, intent.Where, intent.Of))
	case nav.Say:
		return a.notice.say(intent.Text, quietly)
	case nav.Refuse:
		return a.notice.say(intent.Reason, loudly)
	default:
		return nil
	}
}

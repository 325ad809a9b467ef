package ui

import (
	tea "charm.land/bubbletea/v2"

	"seamdash/model"
	"seamdash/ui/action"
	"seamdash/ui/activity"
	"seamdash/ui/nav"
	"seamdash/ui/theme"
	"seamdash/ui/widget"
)

// veilKey begins and ends a presentation unless a person chose another key.
const veilKey = "ctrl+p"

// veilWord says in the header that names and PINs are hidden.
const veilWord = "PRESENTATION"

// veils says that a key begins or ends the presentation wherever the keyboard is, also in a form or a filter: somebody may have begun to
// look on. A key that types a letter does not.
func (a *App) veils(msg tea.KeyPressMsg) bool {
	if a.switching.leaving {
		return false // there is nothing to be seen, and the next workspace takes over
	}
	chosen, ok := a.keymap.translate(msg, a.tabs.front)
	return ok && msg.Text == "" && chosen.String() == veilKey
}

// turnVeil hides names and PINs, or shows them again. Where the program began with them hidden, that is asked before.
func (a *App) turnVeil(what nav.Present) tea.Cmd {
	if a.config.veil != nil && a.config.Presentation && !what.Sure {
		return a.lay(nav.Ask{
			Title: "Show PINs and the names of guests?",
			Body:  []string{"This session began as a presentation. Whoever sees this screen will see them from now on."},
			Choices: []nav.Choice{
				{Key: "y", Label: "end the presentation", Intent: nav.Present{Sure: true}},
			},
		})
	}
	a.parting = true
	return nil
}

// withholds says that what is wanted is not done during a presentation: whatever shows a PIN or changes something. The catalogues say so
// before, and there is neither a PIN nor a way to change anything behind the veil; this is for whoever forgets.
func (a *App) withholds(intent nav.Intent) bool {
	if a.config.veil == nil {
		return false
	}
	switch intent.(type) {
	case nav.Reveal, nav.Revealed, nav.Copy, nav.CopyPINs,
		nav.Bolt, nav.Do, nav.DoAll, nav.AskUntil, nav.AskZone, nav.ReportZone, nav.Undo, nav.TakeBack,
		nav.CreateCode, nav.EditCode, nav.ConvertCode, nav.NewRule, nav.EditRule, nav.RecurCode, nav.PauseRule, nav.ResumeRule,
		nav.SkipWindow, nav.RemoveRule, nav.RestoreRule, nav.Roll, nav.RetryRule, nav.PassWindow, nav.Quieten, nav.Wake,
		nav.SwitchWorkspace, nav.ReachWorkspace, nav.EnterWorkspace:
		return true
	default:
		return false
	}
}

// unquiet is why no problem can be kept quiet, or woken, or "". A session that only reads can: it changes nothing of Seam's.
func unquiet(config *Config) string {
	if config.veil != nil {
		return presenting
	}
	return ""
}

// drawVeil says that names and PINs are hidden.
func (a *App) drawVeil(p *widget.Pen) {
	if a.config.veil != nil {
		p.Text(theme.Accent, veilWord)
		p.Gap(2)
	}
}

// veilWidth is how many cells [App.drawVeil] takes.
func (a *App) veilWidth() int {
	if a.config.veil == nil {
		return 0
	}
	return len(veilWord) + 2
}

// present begins a presentation of what is in front. Nothing is asked: it may be that somebody is looking already. It begins on the screen
// that is in front, and in the fleet at the lock that is looked at.
func (a *App) present() (tea.Model, tea.Cmd) {
	a.parting = false
	a.conceal()
	p := newPresentation(a.config)
	p.back = a
	p.last = tidings{followed: &Followed{Writes: a.follow.writes}, written: &activity.Written{Writes: a.follow.log}}
	if a.rollers.told {
		p.last.rolling = &a.rollers.last
	}
	for _, msg := range p.last.messages() {
		p.waiting = enqueue(p.waiting, msg)
	}
	p.at, _ = a.tabs.screen().Watching(true)
	appeared := p.front.appear(a)
	said := p.front.notice.say("guests and PINs are hidden; "+action.KeyOf("presentation")+" ends the presentation", quietly)
	return p, tea.Batch(p.mine(tea.Batch(appeared, p.front.address(said))), p.Init())
}

// lookAt brings the cursor of the fleet to a lock, whichever screen is in front.
func (a *App) lookAt(lock model.DeviceID) tea.Cmd {
	for i := range a.tabs.all {
		if one := &a.tabs.all[i]; one.id == nav.Fleet {
			_, cmd := one.screen.Perform(nav.Jump{Lock: lock})
			return cmd
		}
	}
	return nil
}

// appear takes the place of another dashboard on the terminal.
func (a *App) appear(instead *App) tea.Cmd {
	a.look, a.frozen, a.pocket = instead.look, instead.frozen, instead.pocket
	if instead.frame.w > 0 {
		a.resize(instead.frame.w, instead.frame.h)
	}
	a.tabs.turned = true
	return a.tabs.turn(instead.tabs.all[instead.tabs.front].id)
}

// resume goes on where a dashboard was left for a presentation. What the presentation told of is no news.
func (a *App) resume(after *App) {
	a.look, a.frozen, a.pocket, a.tabs.turned = after.look, after.frozen, after.pocket, true
	a.resize(after.frame.w, after.frame.h)
	a.herald = herald{since: a.config.Now()}
	a.alarms.newest = max(a.alarms.newest, after.alarms.newest)
}

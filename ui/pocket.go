package ui

import (
	"strconv"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"seamdash/model"
	"seamdash/ui/nav"
)

// A pocket is what this program put on the clipboard last. A PIN is taken away again: after a while, and before the program leaves,
// because nobody could do it then.
type pocket struct {
	generation uint64 // of what was put there last
	pin        bool   // it is a PIN, and is there still as far as this program knows
	// sending says that the terminal was not told yet; leave is what waits for that.
	sending bool
	leave   tea.Cmd
}

type (
	// pocketed says that the terminal was told what to put on the clipboard.
	pocketed struct{ generation uint64 }
	// outstayed says that it has been there long enough.
	outstayed struct{ generation uint64 }
)

// copyText puts what is no secret on the clipboard; a PIN that was there is gone by that.
func (a *App) copyText(what nav.CopyText) tea.Cmd {
	a.pocket.generation++
	a.pocket.pin = false
	return tea.Batch(a.clipboard(what.Text), a.notice.say(what.What+" sent to the clipboard", quietly))
}

func (a *App) copy(what nav.Copy) tea.Cmd {
	return tea.Batch(a.copyPIN(what.PIN.Reveal()), a.receipt("PIN sent to the clipboard", what.Old), a.witness(model.CopyPIN, "to the clipboard", what.Of))
}

func (a *App) copyPINs(what nav.CopyPINs) tea.Cmd {
	if len(what.Named) == 0 {
		return a.notice.say("none of the marked codes has a PIN that Seam knows", loudly)
	}
	lines, of := make([]string, len(what.Named)), make([]nav.CodeOf, len(what.Named))
	for i, one := range what.Named {
		lines[i], of[i] = one.Name+": "+one.PIN.Reveal(), one.Of
	}
	text := strconv.Itoa(len(lines)) + " PINs sent to the clipboard"
	if what.Unknown > 0 {
		text += "; Seam does not know " + strconv.Itoa(what.Unknown) + " more"
	}
	return tea.Batch(a.copyPIN(strings.Join(lines, "\n")), a.receipt(text, what.Old), a.witness(model.CopyPIN, "to the clipboard", of...))
}

// copyPIN puts a text with PINs on the clipboard, for a while.
func (a *App) copyPIN(text string) tea.Cmd {
	p := &a.pocket
	p.generation++
	p.pin, p.sending = a.config.ClipboardClear > 0, true
	sent, late := pocketed{p.generation}, outstayed{p.generation}
	tell := tea.Sequence(a.clipboard(text), func() tea.Msg { return sent })
	if !p.pin {
		return tell
	}
	return tea.Batch(tell, tea.Tick(a.config.ClipboardClear, func(time.Time) tea.Msg { return late }))
}

// receipt says what was sent, for how long, and how old it is where it is not of today.
func (a *App) receipt(text string, old bool) tea.Cmd {
	how, stay := quietly, ""
	if after := a.config.ClipboardClear; after > 0 {
		stay = "; it is emptied in " + model.Span(after) + " or when you leave"
	}
	if old {
		how, text = loudly, text+" as it was "+model.When(a.picture.Feed.Kept, a.now, a.config.Zone)+"; it may have changed"
	}
	return a.notice.say(text+stay, how)
}

// outstayed takes a PIN off the clipboard when its time is over. What was copied after it has a time of its own, or none.
func (a *App) outstayed(msg outstayed) tea.Cmd {
	if msg.generation != a.pocket.generation || !a.pocket.pin {
		return nil
	}
	wiped := a.empty()
	if a.notice.text != "" { // which matters more
		return wiped
	}
	return tea.Batch(wiped, a.notice.say("PIN taken off the clipboard", quietly))
}

// pocketed lets go who waited until the terminal had what was copied.
func (a *App) pocketed(msg pocketed) tea.Cmd {
	if msg.generation != a.pocket.generation {
		return nil
	}
	leave := a.pocket.leave
	a.pocket.sending, a.pocket.leave = false, nil
	if leave == nil {
		return nil
	}
	return a.leave(leave)
}

// empty takes a PIN off the clipboard, where one is.
func (a *App) empty() tea.Cmd {
	if !a.pocket.pin {
		return nil
	}
	a.pocket.generation++
	a.pocket.pin = false
	return a.wipe()
}

// leave masks and takes away every PIN, and then leaves. What was copied just now may still be on its way to the terminal and would
// come behind its own end, so that it is waited for; whoever asks again does not wait.
func (a *App) leave(how tea.Cmd) tea.Cmd {
	a.conceal()
	if a.pocket.sending && a.pocket.pin && a.pocket.leave == nil {
		a.pocket.leave = how
		return nil
	}
	return tea.Sequence(a.empty(), how)
}

// conceal masks every PIN that is readable.
func (a *App) conceal() {
	a.tabs.screen().Conceal()
	if form, ok := a.over.(concealer); ok {
		form.Conceal()
	}
}

// A concealer is an overlay in which a PIN can be readable.
type concealer interface{ Conceal() }

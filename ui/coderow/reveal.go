package coderow

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"seamdash/model"
	"seamdash/ui/action"
	"seamdash/ui/nav"
)

// revealFor is how long a PIN stays readable.
const revealFor = 10 * time.Second

// A Reveal is the one code of a screen whose PIN is readable at present, if any.
type Reveal struct {
	code model.CodeID
	// generation tells the end of this reveal from the end of an earlier one.
	generation uint64
}

// RevealEnded says that the time of one reveal is over.
type RevealEnded struct {
	of         *Reveal
	generation uint64
}

// Shows says that the PIN of the code is readable.
func (r *Reveal) Shows(code model.CodeID) bool { return r.code != "" && r.code == code }

// Conceal masks at once.
func (r *Reveal) Conceal() {
	r.code = ""
	r.generation++
}

// Toggle shows the PIN of a code for ten seconds, or masks it when it is the one that is shown.
func (r *Reveal) Toggle(what nav.Reveal) (nav.Intent, tea.Cmd) {
	if r.Shows(what.Code) {
		r.Conceal()
		return nav.Say{Text: "PIN masked"}, nil
	}
	r.Conceal()
	r.code = what.Code
	ended := RevealEnded{r, r.generation}
	text := "PIN readable for 10 seconds; " + action.KeyOf("reveal") + " masks it at once"
	if what.Old {
		text = "PIN of the old picture, which may have changed; " + action.KeyOf("reveal") + " masks it at once"
	}
	return nav.Say{Text: text}, tea.Tick(revealFor, func(time.Time) tea.Msg { return ended })
}

// End masks when the time of the latest reveal is over; the end of an earlier one, or of another screen's, means nothing.
func (r *Reveal) End(msg RevealEnded) {
	if msg.of == r && msg.generation == r.generation {
		r.Conceal()
	}
}

package coderow

import (
	tea "charm.land/bubbletea/v2"

	"seamdash/model"
	"seamdash/ui/action"
	"seamdash/ui/nav"
)

// A Reveal is the one code of a screen whose PIN is readable at present, if any.
type Reveal struct {
	Glimpse

	code model.CodeID
}

// Shows says that the PIN of the code is readable.
func (r *Reveal) Shows(code model.CodeID) bool { return r.Readable(code) > 0 }

// Readable is for how many seconds it is.
func (r *Reveal) Readable(code model.CodeID) int {
	if r.code != code {
		return 0
	}
	return r.Left()
}

// Conceal masks at once.
func (r *Reveal) Conceal() { r.Close() }

// Toggle shows the PIN of a code for ten seconds, or masks it when it is the one that is shown.
func (r *Reveal) Toggle(what nav.Reveal) (nav.Intent, tea.Cmd) {
	if r.Shows(what.Of.Code) {
		r.Conceal()
		return nav.Say{Text: "PIN masked"}, nil
	}
	r.code = what.Of.Code
	text := "PIN readable for 10 seconds; " + action.KeyOf("reveal") + " masks it at once"
	if what.Old {
		text = "PIN of the old picture, which may have changed; " + action.KeyOf("reveal") + " masks it at once"
	}
	return nav.Revealed{Of: what.Of, Where: "on the screen", Text: text}, r.Open()
}

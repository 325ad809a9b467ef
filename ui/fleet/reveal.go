package fleet

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"seamdash/model"
	"seamdash/ui/nav"
)

// revealFor is how long a PIN stays readable.
const revealFor = 10 * time.Second

// reveal is the one code whose PIN is readable at present, if any.
type reveal struct {
	code model.CodeID
	// generation tells the end of this reveal from the end of an earlier one.
	generation uint64
}

// revealEnded says that the time of one reveal is over.
type revealEnded struct{ generation uint64 }

func (r *reveal) shows(code model.CodeID) bool { return r.code != "" && r.code == code }

func (r *reveal) conceal() {
	r.code = ""
	r.generation++
}

// toggle shows the PIN of a code, or masks it when it is the one that is shown.
func (r *reveal) toggle(what nav.Reveal) (nav.Intent, tea.Cmd) {
	if r.shows(what.Code) {
		r.conceal()
		return nav.Say{Text: "PIN masked"}, nil
	}
	r.conceal()
	r.code = what.Code
	ended := revealEnded{r.generation}
	text := "PIN readable for 10 seconds; v masks it at once"
	if what.Old {
		text = "PIN of the old picture, which may have changed; v masks it at once"
	}
	return nav.Say{Text: text}, tea.Tick(revealFor, func(time.Time) tea.Msg { return ended })
}

func (r *reveal) end(msg revealEnded) {
	if msg.generation == r.generation {
		r.conceal()
	}
}

// Package band draws which workspace is open and whether it is the real thing. The word is ours and comes first, in colours that no
// other text wears; the name, which anybody can choose, comes behind it and outside of the band, so that no name can hide or fake it.
package band

import (
	"seamdash/model"
	"seamdash/ui/theme"
	"seamdash/ui/widget"
)

const suspended = " SUSPENDED"

// Least is how many cells the band needs to say what matters: the longer word with a blank on either side.
const Least = len("PRODUCTION") + 2

// nameLeast is how much of a long name must fit for any of it to be shown.
const nameLeast = 6

// Role is what the band of a workspace is drawn in.
func Role(ws *model.Workspace) theme.Role {
	if ws.Sandbox {
		return theme.Sandbox
	}
	return theme.Production
}

// Width is how many cells [Draw] takes where it has all that it wants.
func Width(ws *model.Workspace) int {
	n := len(word(ws)) + 2
	if name := widget.Width(ws.Called()); name > 0 {
		n += name + 1
	}
	return n
}

func word(ws *model.Workspace) string {
	if ws.Suspended {
		return ws.Kind() + suspended
	}
	return ws.Kind()
}

// Draw draws the word and as much of the name as there is room for in n cells. Where there is little, the name gives way first, and
// then that the workspace is suspended.
func Draw(p *widget.Pen, ws *model.Workspace, n int) {
	n = min(n, p.Room())
	says := word(ws)
	if len(says)+2 > n {
		says = ws.Kind()
	}
	p.Text(Role(ws), " "+says+" ")
	name := ws.Called()
	full, left := widget.Width(name), n-len(says)-3
	if shown := min(full, left); shown > 0 && shown >= min(full, nameLeast) {
		p.Gap(1)
		p.Name(theme.Strong, name, shown)
	}
}

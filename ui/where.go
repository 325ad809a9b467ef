package ui

import (
	"seamdash/ui/band"
	"seamdash/ui/diagnosis"
	"seamdash/ui/help"
	"seamdash/ui/menu"
	"seamdash/ui/palette"
	"seamdash/ui/theme"
	"seamdash/ui/widget"
	"seamdash/ui/workspaces"
)

const (
	on = " on "
	// nobodyKnows stands for the workspace before Seam said which the key opens.
	nobodyKnows = "a workspace that Seam has not named yet"
	// whereEnd is the rule behind the workspace.
	whereEnd = 2
)

// decides says that what lies over the screen may change something in the workspace. What is not known to only tell does.
func (a *App) decides() bool {
	switch over := a.over.(type) {
	case nil, *help.Overlay, *palette.Overlay, *diagnosis.Overlay, *workspaces.Overlay: // that is about another workspace
		return false
	case *menu.Overlay:
		return over.Decides()
	default:
		return true
	}
}

// whereWidth is how many cells [App.drawWhere] takes: at most half of the line, but always the word of the band.
func (a *App) whereWidth() int {
	switch {
	case !a.decides():
		return 0
	case !a.named():
		return len(on) + len(nobodyKnows) + whereEnd
	default:
		return len(on) + max(min(band.Width(&a.picture.Workspace)+1, a.frame.w/2), band.Least) + whereEnd
	}
}

// drawWhere says in the lower rule which workspace a question is about, where somebody looks for the keys that answer it.
func (a *App) drawWhere(p *widget.Pen) {
	if !a.decides() {
		return
	}
	p.Text(theme.Muted, on)
	if a.named() {
		p.Region(p.Room() - whereEnd)
		band.Draw(p, &a.picture.Workspace, p.Room())
		p.EndRegion()
	} else {
		p.Text(theme.Moving, nobodyKnows)
	}
	p.Gap(1)
	rule(p)
}

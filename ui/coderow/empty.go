package coderow

import (
	"seamdash/model"
	"seamdash/ui/action"
	"seamdash/ui/theme"
	"seamdash/ui/widget"
)

// An Emptiness says why there is nothing to see, what is known about it, and which key helps.
type Emptiness struct {
	Role           theme.Role // of Why
	Why, More, Key string
}

// Draw writes line y of an empty part that is w cells wide: a blank, then the three texts, long ones over several lines.
func (e *Emptiness) Draw(p *widget.Pen, w, y int) {
	y--
	for i, text := range []string{e.Why, e.More, action.Spell(e.Key, p.Key)} {
		lines := widget.Wrap(text, w-8, 4)
		if y >= 0 && y < len(lines) {
			p.Gap(4)
			p.Text([]theme.Role{e.Role, theme.Muted, theme.Muted}[i], lines[y])
			return
		}
		y -= len(lines)
	}
}

// Unread says why no lock is known yet; place says in words where the data comes from.
func Unread(feed *model.FeedState, place string) Emptiness {
	switch {
	case feed.Connection == model.Retrying && feed.Fault != nil:
		return Emptiness{Role: theme.Hurts, Why: "Nothing could be read yet: " + feed.Fault.Error() + ".", More: model.AsSentence(feed.Fault.Hint), Key: action.KeyOf("refresh") + " tries again now, " + action.KeyOf("quit") + " quits"}
	case feed.Connection == model.Connecting:
		return Emptiness{Why: "Connecting to " + place + " …", Key: action.KeyOf("quit") + " quits"}
	case feed.Connection == model.Frozen:
		return Emptiness{Why: "The updates were frozen before any lock was read.", Key: action.KeyOf("freeze") + " lets them run again"}
	case feed.Connection == model.Off:
		return Emptiness{Why: "Updates are off and nothing was read yet.", Key: action.KeyOf("refresh") + " reads once"}
	case feed.Loading:
		return Emptiness{Why: "Reading the locks …", Key: action.KeyOf("quit") + " quits"}
	default:
		return Emptiness{Why: "This workspace has no locks.", More: "Locks appear here by themselves once their account is connected in Seam.", Key: action.KeyOf("refresh") + " looks again now"}
	}
}

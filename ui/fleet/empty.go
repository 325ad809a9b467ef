package fleet

import (
	"seamdash/model"
	"seamdash/ui/theme"
	"seamdash/ui/widget"
)

// An emptiness says why there is nothing to see, what is known about it, and which key helps.
type emptiness struct {
	role           theme.Role
	why, more, key string
}

// emptyLine draws line y of an empty part: a blank, then the three texts, long ones over several lines.
func (f *frame) emptyLine(e emptiness, in widget.Rect, y int) {
	y--
	for i, text := range []string{e.why, e.more, e.key} {
		lines := widget.Wrap(text, in.W-8, 4)
		if y >= 0 && y < len(lines) {
			f.pen.Gap(4)
			f.pen.Text([]theme.Role{e.role, theme.Muted, theme.Muted}[i], lines[y])
			return
		}
		y -= len(lines)
	}
}

func (f *frame) noLocks() emptiness {
	feed := &f.picture.Feed
	switch {
	case f.locks.filtered():
		return emptiness{why: "No lock matches “" + f.locks.filter.text() + "”.", key: "esc shows all " + count(len(f.picture.Locks), "lock") + " again"}
	case feed.Connection == model.Retrying && feed.Fault != nil:
		return emptiness{role: theme.Hurts, why: "Nothing could be read yet: " + feed.Fault.Error() + ".", more: feed.Fault.Hint, key: "r tries again now, q quits"}
	case feed.Connection == model.Connecting:
		return emptiness{why: "Connecting to " + f.place + " …", key: "q quits"}
	case feed.Connection == model.Frozen:
		return emptiness{why: "The updates were frozen before any lock was read.", key: "f lets them run again"}
	case feed.Connection == model.Off:
		return emptiness{why: "Updates are off and nothing was read yet.", key: "r reads once"}
	case feed.Loading:
		return emptiness{why: "Reading the locks …", key: "q quits"}
	default:
		return emptiness{why: "This workspace has no locks.", more: "Locks appear here by themselves once their account is connected in Seam.", key: "r looks again now"}
	}
}

func (f *frame) noCodes() emptiness {
	l := f.lock
	switch {
	case f.codes.filtered():
		return emptiness{why: "No code matches “" + f.codes.filter.text() + "”.", key: "esc shows all " + count(len(l.Codes), "code") + " again"}
	case l.Fault != nil:
		return emptiness{role: theme.Hurts, why: "The codes could not be read: " + l.Fault.Error() + ".", more: l.Fault.Hint, key: "r tries again now"}
	case !l.Loaded:
		return emptiness{why: "Reading the codes of this lock …"}
	default:
		return emptiness{why: "No codes on this lock.", key: "r looks again now"}
	}
}

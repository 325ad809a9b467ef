package desk

import (
	"strings"
	"time"

	"seamdash/model"
)

// The words of the log are read long after, by whoever: times carry their date, and no PIN is in them.

const logTime = "2006-01-02 15:04"

// detailOfDraft says which code it is about.
func detailOfDraft(c *model.CodeDraft) string {
	return model.QuotedWithout(c.Name, c.PIN) + ", " + windowFor(c.Window)
}

func windowFor(w model.Window) string {
	switch {
	case w.Always():
		return "ongoing"
	case w.Until.IsZero():
		return "from " + utc(w.From) + " UTC"
	case w.From.IsZero():
		return "until " + utc(w.Until) + " UTC"
	default:
		return utc(w.From) + " to " + utc(w.Until) + " UTC"
	}
}

func utc(t time.Time) string { return t.UTC().Format(logTime) }

// detailOfChange says what is another than before.
func detailOfChange(was, wanted *model.CodeDraft) string {
	var changes []string
	name := model.QuotedWithout(wanted.Name, was.PIN, wanted.PIN)
	if was.Name != wanted.Name {
		changes = append(changes, "name "+model.QuotedWithout(was.Name, was.PIN, wanted.PIN)+" → "+name)
	}
	if !was.PIN.Equal(wanted.PIN) {
		changes = append(changes, "another PIN")
	}
	if !sameWindow(was.Window, wanted.Window) {
		changes = append(changes, windowFor(was.Window)+" → "+windowFor(wanted.Window))
	}
	switch {
	case was.ExternalChangeAllowed == wanted.ExternalChangeAllowed:
	case wanted.ExternalChangeAllowed:
		changes = append(changes, "changes outside Seam allowed")
	default:
		changes = append(changes, "changes outside Seam undone")
	}
	if len(changes) == 0 {
		return name + ", the same values again"
	}
	return name + ": " + strings.Join(changes, "; ")
}

// sameWindow compares what Seam keeps of a time: milliseconds.
func sameWindow(a, b model.Window) bool {
	return a.From.UnixMilli() == b.From.UnixMilli() && a.Until.UnixMilli() == b.Until.UnixMilli()
}

package ui

import (
	"strconv"

	"seamdash/model"
)

// keptPicture names the picture that an earlier run kept, as long as any of it is on the screen.
func (a *App) keptPicture() string {
	return "picture of " + model.When(a.picture.Feed.Kept, a.now, a.config.Zone)
}

// progress is how far the feed has come with reading everything.
func (a *App) progress() string {
	total := &a.picture.Total
	return strconv.Itoa(total.Loaded) + " of " + strconv.Itoa(total.Locks) + " locks"
}

// kept says in the status line that what is on the screen is not what is true now, and what comes next.
func (a *App) kept() string {
	feed, total := &a.picture.Feed, &a.picture.Total
	switch {
	case feed.Kept.IsZero():
		return ""
	case feed.Connection == model.Frozen, feed.Connection == model.Off:
		return a.keptPicture() + ", from the last run; updates are " + feed.Connection.String()
	case feed.Loading && feed.Connection == model.Live:
		return a.keptPicture() + ", from the last run; loading what is true now: " + a.progress()
	case feed.Loading:
		return a.keptPicture() + ", from the last run; loading what is true now …"
	default:
		return a.keptPicture() + " is all there is for " + strconv.Itoa(total.Old) + " of " + strconv.Itoa(total.Locks) + " locks"
	}
}

// late says that Seam owes an answer.
func (a *App) late() string {
	feed := &a.picture.Feed
	if !feed.Late(a.now) {
		return ""
	}
	return "no answer from Seam yet; what you see is from " + model.Ago(a.now.Sub(feed.AsOf))
}

package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"seamdash/model"
	"seamdash/model/diagnose"
	"seamdash/ui/problems"
)

// A Surveyor finds all that is wrong in picture after picture. It is asked from one goroutine at a time, beside the screen.
type Surveyor interface {
	Look(picture *model.Snapshot, now time.Time, zone func(*model.Lock) *time.Location) *diagnose.Survey
}

const (
	// surveyPace is the least time from one survey to the next.
	surveyPace = time.Second
	// surveyWords is how old the words of a survey get, which say how long something lasts.
	surveyWords = time.Minute
)

// A watchman has the picture surveyed beside the screen, once at a time and the newest, and knows what was found last.
type watchman struct {
	surveyor Surveyor
	running  bool
	begun    time.Time        // the newest survey
	of       *model.Snapshot  // what it looks at, nil before the first
	survey   *diagnose.Survey // the last that was made, nil before the first
	picture  *model.Snapshot  // of which
	count    diagnose.Count
}

// surveyed brings what was found in a picture.
type surveyed struct {
	of     *model.Snapshot
	survey *diagnose.Survey
}

// lookOut has the picture surveyed where it says something that the last one did not, or where time alone may have changed the answer.
func (a *App) lookOut() tea.Cmd {
	w := &a.watchman
	if a.picture.Total.Locks == 0 { // nothing is known yet, or there is nothing: the first picture of a lock waits for no pace
		w.of, w.survey = nil, nil
		return nil
	}
	if w.running || !w.due(a.picture, a.now) {
		return nil
	}
	w.running, w.begun, w.of = true, a.now, a.picture
	surveyor, picture, now, zone := w.surveyor, a.picture, a.now, a.forms.zones.In
	return func() tea.Msg { return surveyed{of: picture, survey: surveyor.Look(picture, now, zone)} }
}

// due says that a survey is to be made now.
func (w *watchman) due(picture *model.Snapshot, now time.Time) bool {
	since := now.Sub(w.begun).Abs() // the clock may be set back
	switch {
	case w.of == nil:
		return true
	case since < surveyPace:
		return false
	case !sameFacts(w.of, picture), since >= surveyWords:
		return true
	default:
		return w.survey != nil && !w.survey.Until.IsZero() && !now.Before(w.survey.Until)
	}
}

// sameFacts says that a survey of one picture holds for the other.
func sameFacts(a, b *model.Snapshot) bool {
	return a == b || a.Workspace.ID == b.Workspace.ID && sameSlice(a.Locks, b.Locks) && sameSlice(a.Accounts, b.Accounts)
}

// sameSlice says that two slices are one. Those of pictures are never written again.
func sameSlice[T any](a, b []T) bool {
	return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0])
}

// surveyed takes what was found, and gives it to every screen.
func (a *App) surveyed(msg surveyed) tea.Cmd {
	w := &a.watchman
	w.running = false
	if msg.of.Workspace.ID != a.picture.Workspace.ID {
		return a.lookOut() // the key opens another workspace than that of the old picture
	}
	w.survey, w.picture = msg.survey, msg.of
	return tea.Batch(a.lapse(), a.tellSurvey(), a.found())
}

// tellSurvey counts, and gives every screen what was found and what of it is kept quiet.
func (a *App) tellSurvey() tea.Cmd {
	a.recount()
	if a.watchman.survey == nil {
		return nil
	}
	news := problems.Surveyed{Survey: a.watchman.survey, Quiet: a.hush.by}
	return a.tabs.each(func(s screen) tea.Cmd { return a.give(s, news) })
}

// recount counts anew: what was quiet for a time may not be any more.
func (a *App) recount() {
	if w := &a.watchman; w.survey != nil {
		w.count = w.survey.Count(a.hush.by, a.now)
	}
}

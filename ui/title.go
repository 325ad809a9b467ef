package ui

import (
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"seamdash/model"
)

// title is what the window is called: the workspace with its kind before it, and how much is wrong there. Windows are shared and recorded, so no
// name of a lock or a guest is in it.
func (a *App) title() string {
	title := "seamdash"
	if a.named() {
		title += ": " + a.picture.Workspace.String()
	}
	if a.outdated() {
		return title + " (old picture)"
	}
	var wrong []string
	if n := a.watchman.count; a.counts() {
		if n.Grave > 0 {
			wrong = append(wrong, several(n.Grave, "serious problem"))
		}
		if n.Warnings > 0 {
			wrong = append(wrong, several(n.Warnings, "warning"))
		}
	}
	if len(wrong) == 0 {
		return title
	}
	return title + " (" + strings.Join(wrong, ", ") + ")"
}

func several(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return strconv.Itoa(n) + " " + what + "s"
}

// outdated says that what an earlier run kept is still most of what there is to see.
func (a *App) outdated() bool {
	feed, total := &a.picture.Feed, &a.picture.Total
	return !feed.Kept.IsZero() && (feed.Loading || total.Old == total.Locks)
}

// progressBar is how far the first load has come, nil when there is nothing to wait for.
func (a *App) progressBar() *tea.ProgressBar {
	feed, total := &a.picture.Feed, &a.picture.Total
	if !a.config.Progress || !feed.Loading {
		return nil
	}
	percent := 0
	if total.Locks > 0 {
		percent = 100 * total.Loaded / total.Locks
	}
	switch feed.Connection {
	case model.Frozen, model.Off:
		return nil
	case model.Retrying:
		return tea.NewProgressBar(tea.ProgressBarWarning, percent)
	case model.Connecting, model.Live:
	}
	if total.Locks == 0 {
		return tea.NewProgressBar(tea.ProgressBarIndeterminate, 0)
	}
	return tea.NewProgressBar(tea.ProgressBarDefault, percent)
}

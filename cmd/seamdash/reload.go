package main

import (
	"context"
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"seamdash/cmd/config"
	"seamdash/model"
	"seamdash/model/live"
	"seamdash/model/routine"
	"seamdash/ui"
)

// reloadLook is how often the configuration is looked at while the dashboard runs. What is new is read when two looks in a
// row find the same, because editors write a file in several steps.
const reloadLook = time.Second

// A reloader reads the configuration again when it is changed.
type reloader struct {
	path  string
	asked bool // somebody named just this file
	given config.Given
	// running is what the dashboard began with, and now what it does at present.
	running, now *config.Resolved
	// read is the file as it was last read, seen as it was at the last look.
	read, seen config.Stamp
	broken     bool // it could not be read
}

// reload keeps the dashboard to what the configuration says.
func (v *visit) reload(ctx context.Context, send func(tea.Msg)) {
	st, ok := v.stays(ctx)
	if !ok {
		return
	}
	p := v.program
	r := reloader{
		given: config.Given{Flags: p.given(), Getenv: p.getenv}, running: st.session.settings, now: st.session.settings,
		read: p.stamp, seen: p.stamp,
	}
	r.path, r.asked = p.configPath()
	r.follow(ctx, st.feed, send)
}

// A pacemaker is the part of the feed that settings change.
type pacemaker interface {
	SetPace(p live.Pace)
	SetLimits(l *model.Limits)
}

// follow looks at the file until ctx ends. A look may hang on a disk that is far away; then it is left behind.
func (r *reloader) follow(ctx context.Context, feed pacemaker, send func(tea.Msg)) {
	look := time.NewTicker(reloadLook)
	defer look.Stop()
	for {
		select {
		case <-look.C:
		case <-ctx.Done():
			return
		}
		select {
		case found := <-routine.Ask(func() (func(), error) { return r.look(feed, send), nil }):
			act, _ := found.Get()
			act()
		case <-ctx.Done():
			return
		}
	}
}

// look reads the file if it is new, and gives what is to be done about it.
func (r *reloader) look(feed pacemaker, send func(tea.Msg)) func() {
	at := config.StampOf(r.path)
	settled := at.Is(r.seen)
	r.seen = at
	if at.Is(r.read) || !settled {
		return func() {}
	}
	r.read = at
	next, moved, err := r.load()
	if err != nil {
		r.broken = true
		return func() { send(ui.Caution{Text: mistakeInWords(err)}) }
	}
	taken, _ := next.Changes(r.now)
	_, waiting := next.Changes(r.running)
	if moved {
		waiting = append([]string{"profile"}, waiting...)
	}
	mended := r.broken
	r.now, r.broken = next, false
	if len(taken)+len(waiting) == 0 && !mended {
		return func() {} // only a comment, perhaps
	}
	return func() {
		if slices.Contains(taken, "pace") {
			feed.SetPace(live.PaceOf(next.Pace))
		}
		if slices.Contains(taken, "thresholds") { // every lock is looked at anew
			feed.SetLimits(&next.Limits)
		}
		send(configured(next, changeInWords(taken, waiting), len(waiting) > 0))
	}
}

func (r *reloader) load() (next *config.Resolved, moved bool, err error) {
	file, err := config.Load(r.path, r.asked)
	if err != nil {
		return nil, false, err
	}
	return config.Again(file, r.given, r.running)
}

// configured is what a running dashboard takes of the settings.
func configured(s *config.Resolved, text string, loud bool) ui.Configured {
	return ui.Configured{
		Look: look(s), Keys: s.Bindings, Notify: notify(s), ClipboardClear: s.ClipboardClear, Views: s.Given(), Columns: s.Codes.Columns, Text: text, Loud: loud,
	}
}

// mistakeInWords is what is wrong with the configuration, that nothing came of it, and the advice, in this order because a
// narrow terminal cuts the end. The path is left out: who changed the file knows it.
func mistakeInWords(err error) string {
	const stays = "; the settings stay as they are"
	m, ok := errors.AsType[*config.Mistake](err)
	if !ok {
		return oneLine(err) + stays
	}
	text := model.Clean(filepath.Base(m.Place)+": "+m.What) + stays
	if m.Hint != "" {
		text += " (" + strings.TrimSuffix(model.Clean(m.Hint), ".") + ")"
	}
	return text
}

// changeInWords says which settings hold only later, and which now.
func changeInWords(taken, waiting []string) string {
	text := "configuration read again"
	switch len(waiting) {
	case 0:
	case 1:
		text += "; " + waiting[0] + " waits for the next start"
	default:
		text += "; " + strings.Join(waiting, ", ") + " wait for the next start"
	}
	switch len(taken) {
	case 0:
		return text
	case 1:
		return text + "; " + taken[0] + " holds now"
	default:
		return text + "; " + strings.Join(taken, ", ") + " hold now"
	}
}

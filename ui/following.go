package ui

import (
	"strconv"
	"time"

	tea "charm.land/bubbletea/v2"

	"seamdash/model"
	"seamdash/ui/action"
	"seamdash/ui/activity"
	"seamdash/ui/coderow"
	"seamdash/ui/theme"
	"seamdash/ui/tracking"
	"seamdash/ui/widget"
)

// A following is what the root knows of the writes that are followed.
type following struct {
	zones  *coderow.Zones
	since  time.Time // the program began
	writes []model.Tracked
	log    []model.Write          // the newest of the log without looks, the newest first
	told   map[string]model.Stage // by write: what was told of it, or is old news
	spent  map[string]bool        // by write: it was undone, or undid another
	band   string                 // what is under way, or ""
	mark   coderow.Mark           // of the band
}

// followed takes the writes as they are now, and hands them to the screen that lists them.
func (a *App) followed(msg Followed) tea.Cmd {
	a.follow.writes = msg.Writes
	if d := a.diagnosis(); d != nil {
		d.Followed(msg.Writes)
	}
	return tea.Batch(a.track(), a.tabs.each(func(s screen) tea.Cmd { return a.give(s, activity.Followed(msg)) }))
}

// track reads the writes off the newest picture: what is under way goes into the band, what has ended is told once.
func (a *App) track() tea.Cmd {
	f := &a.follow
	f.band = ""
	if len(f.writes) == 0 {
		return nil
	}
	told := make(map[string]model.Stage, len(f.writes))
	var ended []tracking.Line
	under := 0
	for i := len(f.writes) - 1; i >= 0; i-- {
		line := tracking.Of(&f.writes[i], a.picture, f.zones, a.now)
		if line.UnderWay() && f.ours(&line) {
			if under++; under == 1 {
				f.band, f.mark = line.Brief(), line.Mark()
			}
		}
		if f.news(&line, told) {
			ended = append(ended, line)
		}
	}
	f.told = told
	if under > 1 {
		f.band = a.andMore(f.band, under-1)
	}
	return a.tellEnded(ended)
}

// andMore says how many others are under way and which keys show them: behind the text, or before it where that would be cut.
func (a *App) andMore(text string, others int) string {
	keys := action.Spell(action.KeyOf("activity")+" "+action.KeyOf("own"), a.keymap.key)
	more := "+" + strconv.Itoa(others) + " more: " + keys
	const around = 8 // what the rule has beside the text
	if widget.Width(text)+2+len(more)+around <= a.frame.w {
		return text + "  " + more
	}
	return more + ", " + text
}

// ours says that the write was asked for since the program began.
func (f *following) ours(line *tracking.Line) bool { return !line.Write.AskedAt.Before(f.since) }

// news says that a write has ended in a way that was not told yet, and notes in told what then was.
func (f *following) news(line *tracking.Line, told map[string]model.Stage) bool {
	id, stage := line.Write.ID, line.Progress.Stage
	before, known := f.told[id]
	if !line.Ended() {
		told[id] = model.StageAsked // its end will be news, whoever asked for it
		return false
	}
	told[id] = stage
	if known && before == stage {
		return false
	}
	return known || f.ours(line) // else it ended before anybody looked
}

// tellEnded says what came of writes; the worst is named when there are several.
func (a *App) tellEnded(ended []tracking.Line) tea.Cmd {
	if len(ended) == 0 {
		return nil
	}
	first := ended[0]
	for _, line := range ended[1:] {
		if line.Bad() && !first.Bad() {
			first = line
		}
	}
	text := first.Brief()
	if len(ended) > 1 {
		text += " (and " + strconv.Itoa(len(ended)-1) + " more)"
	}
	how := quietly
	if first.Bad() {
		how = loudly
	}
	return tea.Batch(a.notice.show(text, how, resultFor), a.notifyEnded(&first, text))
}

// notifyEnded tells in the way that was configured what no event tells by itself, see [worthTelling].
func (a *App) notifyEnded(line *tracking.Line, text string) tea.Cmd {
	stage := line.Progress.Stage
	byEvent := stage == model.StageOnLock || stage == model.StageFailed
	if a.config.Notify == Silent || byEvent {
		return nil
	}
	return a.toTerminal(signal(a.config.Notify, text))
}

// underWay is what the status line says of writes while nothing else is to be said there.
func (a *App) underWay() (theme.Role, theme.Glyph, string) {
	return a.follow.mark.Role, a.follow.mark.Glyph, a.follow.band
}

package ui

import (
	"maps"
	"strconv"
	"time"

	tea "charm.land/bubbletea/v2"

	"seamdash/model"
	"seamdash/model/diagnose"
	"seamdash/model/plan"
	"seamdash/model/series"
	"seamdash/ui/nav"
	"seamdash/ui/problems"
	"seamdash/ui/widget"
)

const (
	// gathered is how long an alarm waits for others, so that a burst is one.
	gathered = 2 * time.Second
	// between is the least time between two alarms.
	between = time.Minute
	// lowAgain is how long nothing more is said of a battery that goes up and down around its limit.
	lowAgain = 24 * time.Hour
	// graveAgain is how long nothing more is said of a trouble that comes and goes.
	graveAgain = time.Hour
)

// An alarms tells a person of what somebody must look at, whichever screen is in front: bad news of schedules, batteries that
// have become low, and troubles that are new.
type alarms struct {
	waiting []string // what is to be told, oldest first
	due     bool     // a message is under way that has it told
	told    time.Time
	newest  uint64 // line of the history that was heard of
	unseen  int    // bad lines since the schedules were in front
	low     map[model.DeviceID]time.Time
	// grave are the keys of the grave troubles that there were, nil before they were known, and told when each was told of.
	grave map[string]bool
	heard map[string]time.Time
}

// alarmed says that it is time to tell.
type alarmed struct{}

// rolled takes new lines of the history, and gives them to every screen.
func (a *App) rolled(msg Rolled) tea.Cmd {
	for i := range msg.Rolls {
		roll := &msg.Rolls[i]
		if roll.Number <= a.alarms.newest {
			continue
		}
		a.alarms.newest = roll.Number
		if roll.What.Bad() {
			a.alarms.unseen++
			a.alarms.waiting = append(a.alarms.waiting, a.badNews(roll))
		}
	}
	return tea.Batch(a.alarm(), a.tabs.each(func(s screen) tea.Cmd { return a.give(s, msg) }))
}

// drained takes note of batteries that became low since the picture before.
func (a *App) drained(before *model.Snapshot) tea.Cmd {
	for _, l := range a.picture.Locks {
		old, known := before.Lock(l.Device.ID)
		if !known || old == l || !weak(&l.Device) || weak(&old.Device) || !old.Device.Battery.Known && !old.Device.Keypad.Known {
			continue
		}
		if at, told := a.alarms.low[l.Device.ID]; told && a.now.Sub(at) < lowAgain {
			continue
		}
		if a.alarms.low == nil {
			a.alarms.low = map[model.DeviceID]time.Time{}
		}
		a.alarms.low[l.Device.ID] = a.now
		text := "the battery of " + orElse(l.Device.Name, string(l.Device.ID)) + " is low"
		if percent, ok := l.Device.Battery.Percent(); ok {
			text += ", " + strconv.Itoa(percent) + " %"
		}
		a.alarms.waiting = append(a.alarms.waiting, text)
	}
	return a.alarm()
}

// found takes note of grave troubles that were not there before, whatever was wrong at the beginning.
func (a *App) found() tea.Cmd {
	w := &a.watchman
	if !complete(w.picture) {
		return nil
	}
	before := a.alarms.grave
	a.alarms.grave = map[string]bool{}
	for i := range w.survey.Troubles {
		t := &w.survey.Troubles[i]
		if !t.Finding.Grave() || t.Finding.Cause == diagnose.CauseLowBattery || t.Finding.Cause == diagnose.CauseLowKeypad { // see drained
			continue
		}
		key := t.Finding.Key()
		a.alarms.grave[key] = true
		if q, known := a.hush.by[key]; before == nil || before[key] || known && q.Covers(t, a.now) || a.alarms.heardOf(key, a.now) {
			continue
		}
		a.alarms.waiting = append(a.alarms.waiting, problems.Headline(t))
	}
	return a.alarm()
}

// heardOf says that a trouble was told of a short while ago, and otherwise notes that it is now.
func (a *alarms) heardOf(key string, now time.Time) bool {
	maps.DeleteFunc(a.heard, func(_ string, at time.Time) bool { return now.Sub(at) >= graveAgain })
	if _, told := a.heard[key]; told {
		return true
	}
	if a.heard == nil {
		a.heard = map[string]time.Time{}
	}
	a.heard[key] = now
	return false
}

// weak says that a battery of the device is low.
func weak(d *model.Device) bool { return d.LowPower(d.Battery) || d.LowPower(d.Keypad) }

// alarm has told what waits, soon.
func (a *App) alarm() tea.Cmd {
	if len(a.alarms.waiting) == 0 || a.alarms.due {
		return nil
	}
	a.alarms.due = true
	return tea.Tick(max(gathered, between-a.now.Sub(a.alarms.told)), func(time.Time) tea.Msg { return alarmed{} })
}

// alarmed tells what waits, in one line.
func (a *App) alarmed() tea.Cmd {
	waiting := a.alarms.waiting
	a.alarms.due, a.alarms.waiting, a.alarms.told = false, nil, a.now
	last := waiting[len(waiting)-1]
	text := last
	if more := len(waiting) - 1; more > 0 {
		text += " (and " + strconv.Itoa(more) + " more)"
	}
	shown := text
	const around = 8 // what the rule has beside the text
	if len(waiting) > 1 && widget.Width(text)+around > a.frame.w {
		shown = strconv.Itoa(len(waiting)) + " alarms: " + last
	}
	told := a.notice.show(shown, loudly, failedFor)
	if a.config.Notify == Silent {
		return told
	}
	return tea.Batch(told, a.toTerminal(signal(a.config.Notify, text)))
}

// looked says that the schedules are in front, so that their bad news are no news any more.
func (a *App) looked() {
	if a.tabs.all[a.tabs.front].id == nav.Schedules && a.over == nil {
		a.alarms.unseen = 0
	}
}

// badNews is a bad line of the history, in words.
func (a *App) badNews(roll *plan.Roll) string {
	return a.ruleCalled(roll.Key) + " on " + a.lockCalled(roll.Key.Lock) + ": " + series.Tell(roll)
}

// ruleCalled is the name of the rule of a series, also of one that is gone.
func (a *App) ruleCalled(key plan.Key) string {
	if a.book.shelf != nil {
		if e, ok := a.book.shelf.Rule(key.Rule); ok && e.Rule.Name != "" {
			return e.Rule.Name
		}
	}
	return orElse(a.rollers.last.States[key].Rule, "a rule")
}

func (a *App) lockCalled(id model.DeviceID) string {
	if lock, ok := a.picture.Lock(id); ok && lock.Device.Name != "" {
		return lock.Device.Name
	}
	return string(id)
}

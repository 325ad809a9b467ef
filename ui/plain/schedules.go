package plain

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"seamdash/model"
	"seamdash/model/civil"
	"seamdash/model/plan"
	"seamdash/model/recur"
	"seamdash/model/recur/words"
	"seamdash/model/rulebook"
	"seamdash/model/series"
)

// Schedules are the recurring schedules as they stand at a moment. What it has belongs to everybody: it must not be changed.
type Schedules struct {
	// Shelf has the rules, nil until they were read; Err is why they could not be.
	Shelf *rulebook.Shelf
	Err   error
	// Told says that it is known who rolls them: By, "" for nobody, since Since; Mine says that it is this program.
	Told   bool
	By     string
	Since  time.Time
	Mine   bool
	States map[plan.Key]plan.State
}

// A rolls is what was said of the schedules.
type rolls struct {
	told   bool
	by     string
	newest time.Time // of the lines of the history
}

// schedules tells who rolls the rules, and how those stand whose sentence has all of some words.
func (t *talk) schedules(text string) {
	if t.Schedules == nil {
		t.say("No recurring schedules are kept here. ", schedulesElsewhere)
		return
	}
	now := t.Schedules()
	switch {
	case now.Shelf == nil && now.Err != nil:
		t.say("The recurring schedules could not be read: ", model.AsSentence(model.WhyOf(now.Err)), " ", model.AsSentence(model.HintOf(now.Err)))
		return
	case now.Shelf == nil:
		t.say("The recurring schedules have not been read yet.")
		return
	case len(now.Shelf.Rules) == 0:
		t.say("There is no recurring schedule. ", schedulesElsewhere)
		return
	}
	t.say(model.AsSentence(t.roller(&now)))
	holidays := now.Shelf.Calendars()
	var lines []string
	for i := range now.Shelf.Rules {
		line := t.schedule(&now, &now.Shelf.Rules[i], holidays)
		if has(line, text) {
			lines = append(lines, line)
		}
	}
	t.found(lines, len(now.Shelf.Rules), "schedule", false)
}

// has says that a line has every word of a text.
func has(line, text string) bool {
	line = strings.ToLower(line)
	for _, word := range strings.Fields(strings.ToLower(text)) {
		if !strings.Contains(line, word) {
			return false
		}
	}
	return true
}

// roller says who rolls.
func (t *talk) roller(now *Schedules) string {
	who, since := "the schedules are rolled by "+now.By, ""
	if !now.Since.IsZero() {
		since = " since " + model.When(now.Since, t.Now(), t.Zone)
	}
	switch {
	case !now.Told:
		return "it is not known yet who rolls the schedules"
	case now.By == "":
		return "nobody rolls the schedules, so no code is made of them"
	case now.Mine:
		who = "this program rolls the schedules"
	}
	return who + since
}

// schedule is one rule in words: what it says, what comes next, and how it stands on its locks.
func (t *talk) schedule(now *Schedules, e *rulebook.Entry, holidays func(recur.SetID) (recur.Calendar, bool)) string {
	context := words.Context{Today: civil.DateOf(t.Now()), Base: e.Rule}
	for i := range now.Shelf.Sets {
		context.Sets = append(context.Sets, words.SetName{ID: now.Shelf.Sets[i].Set.ID, Name: now.Shelf.Sets[i].Set.Name})
	}
	text := ruleName(e) + ": " + words.Sentence(&e.Rule, context)
	if next := t.next(&e.Rule, holidays); next != "" {
		text += " " + model.AsSentence(next)
	}
	return text + t.onLocks(now, e)
}

// next is the window that is open or comes next on any of the rule's locks, "" where that cannot be worked out.
func (t *talk) next(r *recur.Rule, holidays func(recur.SetID) (recur.Calendar, bool)) string {
	var first recur.Window
	var label string
	zones := t.zonesOf(r)
	for _, name := range zones {
		schedule, err := recur.Compile(r, recur.Setting{Zone: t.zoneNamed(name), Holidays: holidays})
		if err != nil {
			return "it cannot run: " + err.Error()
		}
		if w, some := schedule.Next(t.Now()); some && (first.From.IsZero() || w.From.Before(first.From)) {
			first, label = w, model.ZoneLabel(name)
		}
	}
	window := model.Window{From: first.From, Until: first.Until}
	switch {
	case first.From.IsZero() && len(zones) == 0:
		return ""
	case first.From.IsZero():
		return "no window comes any more"
	case window.Started(t.Now()):
		return "open now, " + window.Words(t.Now(), first.From.Location()) + " in " + label
	default:
		return "next " + window.Words(t.Now(), first.From.Location()) + " in " + label
	}
}

// zonesOf are the names of the known zones that a rule has windows in.
func (t *talk) zonesOf(r *recur.Rule) (names []string) {
	add := func(name string) {
		if !slices.Contains(names, name) && t.zoneNamed(name) != nil {
			names = append(names, name)
		}
	}
	if r.Zone != "" {
		add(r.Zone)
		return names
	}
	for _, id := range r.Locks {
		if lock, ok := t.picture.Lock(id); ok {
			add(lock.Device.TimeZone)
		}
	}
	return names
}

// zoneNamed is a zone by its name, nil where there is none.
func (t *talk) zoneNamed(name string) *time.Location {
	if name == "" {
		return nil
	}
	at := t.zone(&model.Lock{Device: model.Device{TimeZone: name}})
	if at == time.UTC && name != "UTC" {
		return nil
	}
	return at
}

// onLocks says how a rule stands on its locks: each of a few, or else how many have their code and which need somebody.
func (t *talk) onLocks(now *Schedules, e *rulebook.Entry) string {
	const few = 3
	text, well := "", 0
	for _, id := range e.Rule.Locks {
		st, ok := now.States[plan.Key{Rule: e.ID, Lock: id}]
		if !ok {
			continue
		}
		name, lock, zone := string(id), (*model.Lock)(nil), time.UTC
		if l, known := t.picture.Lock(id); known {
			name, lock, zone = lockName(l), l, t.zone(l)
		}
		stands := series.Stand(&st, lock, t.Now(), zone)
		if stands.Level == series.Well {
			well++
		}
		if len(e.Rule.Locks) <= few || stands.Level > series.Coming {
			text += " " + model.AsSentence(name+": "+stands.Text)
		}
	}
	if len(e.Rule.Locks) > few {
		text = " Its code is on " + strconv.Itoa(well) + " of " + several(len(e.Rule.Locks), "lock") + "." + text
	}
	return text
}

// rolled tells what has changed with the schedules since it was told last: who rolls them, and bad news.
func (t *talk) rolled() {
	if t.Schedules == nil {
		return
	}
	now := t.Schedules()
	if now.Shelf == nil || !now.Told || len(now.Shelf.Rules) == 0 {
		return
	}
	if !t.rolls.told || t.rolls.by != now.By {
		t.say(t.clock(), ", ", t.roller(&now), ".")
	}
	first := !t.rolls.told
	t.rolls.told, t.rolls.by = true, now.By
	news := t.news(&now, first)
	for i, line := range news {
		if i == mostChanges {
			t.say(t.clock(), ", and ", strconv.Itoa(len(news)-i), " more schedules need somebody; schedules tells which.")
			return
		}
		t.say(t.clock(), ", ", line)
	}
}

// news are the bad lines of the history that were not told yet; at first there are none, only what stands still.
func (t *talk) news(now *Schedules, first bool) []string {
	var fresh []*plan.Roll
	before := t.rolls.newest
	for key := range now.States {
		st := now.States[key]
		if st.Last == nil {
			continue
		}
		if st.Last.At.After(t.rolls.newest) {
			t.rolls.newest = st.Last.At
		}
		if st.Last.What.Bad() && (first && st.Halt != nil || !first && st.Last.At.After(before)) {
			fresh = append(fresh, st.Last)
		}
	}
	slices.SortFunc(fresh, func(a, b *plan.Roll) int {
		return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Key.Rule, b.Key.Rule), cmp.Compare(a.Key.Lock, b.Key.Lock))
	})
	lines := make([]string, len(fresh))
	for i, roll := range fresh {
		name := orThis(now.States[roll.Key].Rule, "a rule")
		if e, ok := now.Shelf.Rule(roll.Key.Rule); ok {
			name = ruleName(&e)
		}
		where := string(roll.Key.Lock)
		if l, ok := t.picture.Lock(roll.Key.Lock); ok {
			where = lockName(l)
		}
		lines[i] = model.AsSentence(name + " on " + where + ": " + series.Tell(roll))
	}
	return lines
}

func ruleName(e *rulebook.Entry) string { return orThis(e.Rule.Name, "a rule without a name") }

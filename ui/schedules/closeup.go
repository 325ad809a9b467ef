package schedules

import (
	"cmp"
	"slices"
	"time"

	"seamdash/model"
	"seamdash/model/plan"
	"seamdash/model/prospect"
	"seamdash/model/recur"
	"seamdash/model/rulebook"
	"seamdash/model/series"
	"seamdash/model/zone"
	"seamdash/ui/coderow"
	"seamdash/ui/nav"
	"seamdash/ui/theme"
)

const (
	// previewed is how many lines of what comes are shown.
	previewed = 10
	// ahead is how far windows are judged, and judged how many of them at most.
	ahead  = 60 * 24 * time.Hour
	judged = 60
	// judgedDoors is how many locks of a rule are judged, and how many others on one lock are looked at.
	judgedDoors  = 40
	judgedOthers = 40
)

// A closeup is all about one rule, at a moment.
type closeup struct {
	entry    *rulebook.Entry
	revision uint64
	roll     uint64 // the generation of how the series stand
	due      time.Time
	// doors are the locks of the rule, in its order behind those that need somebody; onLocks is on how many of them the code of the window is.
	doors   []door
	onLocks int
	// lines are what comes, by the clock of the most locks, and place names that clock.
	lines []recur.Line
	zone  *time.Location
	place string
	// places is how many clocks there are.
	places   int
	warnings []prospect.Warning
}

// A door is how a rule stands on one of its locks.
type door struct {
	id   model.DeviceID
	name string
	mark coderow.Mark
	// text says it in words.
	text string
	// code is the one that was found, "" for none; on says that it is on the lock, or will be by itself.
	code  model.CodeID
	on    bool
	level series.Level
	// state is what is kept of the rule on this lock, nil for nothing; zone is where its times are told.
	state *plan.State
	zone  *time.Location
}

// need is how much the rule needs somebody on this lock, the idle, the good and the coming all the same.
func (d *door) need() series.Level { return max(d.level, series.Coming) }

// comes says that a code is on its way to one of the locks.
func (c *closeup) comes() bool {
	return slices.ContainsFunc(c.doors, func(d door) bool { return d.level == series.Coming })
}

// closeup works out all about a rule.
func (a *almanac) closeup(e *rulebook.Entry, index map[model.DeviceID][]*rulebook.Entry) *closeup {
	c := &closeup{entry: e, revision: a.picture.Revision, roll: a.roll, due: a.now.Add(time.Minute), zone: time.UTC}
	clocks, _, _ := a.clocks(&e.Rule)
	c.places = len(clocks)
	question := prospect.Question{Now: a.now, Zones: zone.Lookup, PINs: pinsOf(&e.Rule), SamePIN: samePIN(&e.Rule), Start: e.Rule.Start}
	found := map[model.DeviceID]door{}
	for i := range clocks {
		schedule, err := a.schedule(&e.Rule, clocks[i].zone)
		if err != nil {
			continue // the row says why
		}
		if i == 0 {
			c.lines, c.zone, c.place = schedule.Preview(a.now, previewed), clocks[0].zone, model.ZoneLabel(clocks[0].name)
		}
		windows := upcoming(schedule, a.now)
		for _, lock := range clocks[i].locks {
			found[lock.Device.ID] = a.door(e, lock, windows)
			if len(question.Doors) < judgedDoors {
				question.Doors = append(question.Doors, a.judged(e, lock, &clocks[i], windows, index))
			}
		}
	}
	for _, id := range e.Rule.Locks {
		d, ok := found[id]
		if !ok {
			d = a.unclear(id)
		}
		if d.on {
			c.onLocks++
		}
		c.doors = append(c.doors, d)
	}
	slices.SortStableFunc(c.doors, func(a, b door) int { return cmp.Compare(b.need(), a.need()) })
	c.warnings = prospect.Judge(&question)
	return c
}

// upcoming are the windows that are open or to come.
func upcoming(s *recur.Schedule, now time.Time) []recur.Window {
	windows := s.Between(now, now.Add(ahead))
	if len(windows) == 0 {
		return s.After(now, 1)
	}
	return windows[:min(judged, len(windows))]
}

// unclear is a lock on which nothing can be said of the rule.
func (a *almanac) unclear(id model.DeviceID) door {
	d := door{id: id, name: string(id), mark: coderow.Mark{Role: theme.Moving, Glyph: theme.Unknown}, text: "not in the workspace, or not read"}
	if lock, ok := a.picture.Lock(id); ok {
		d.name, d.text = lockName(&lock.Device), "nobody knows its time zone"
	}
	return d
}

// door says what of the rule is on a lock.
func (a *almanac) door(e *rulebook.Entry, lock *model.Lock, windows []recur.Window) door {
	d := door{
		id: lock.Device.ID, name: lockName(&lock.Device), mark: coderow.Mark{Role: theme.Muted, Glyph: theme.Waiting}, zone: a.zones.In(lock),
	}
	if a.rolled(&d, e.ID, lock) {
		return d
	}
	if len(windows) == 0 {
		d.text = "nothing to come"
		return d
	}
	code, exact := liveCode(&e.Rule, lock, windows[0])
	switch {
	case !lock.Loaded && !lock.Old:
		d.text = "its codes have not been read yet"
	case exact:
		d.on = true
		d.code, d.mark, d.text = code.ID, coderow.MarkOf(lock, code, a.now), string(code.AppendState(nil, a.now, a.zones.In(lock)))
	case code != nil:
		d.mark = coderow.Mark{Role: theme.Info, Glyph: theme.Waiting}
		d.text = "other times: " + code.Window.Words(a.now, a.zones.In(lock))
	case !a.now.Before(windows[0].Open):
		d.mark, d.text = coderow.Mark{Role: theme.Moving, Glyph: theme.Warning}, "not on the lock, window open"
	case d.state != nil:
		d.text = series.Stand(d.state, lock, a.now, d.zone).Text
	default:
		d.text = "not on the lock"
	}
	return d
}

// rolled says how the rule stands on a lock by what the one who rolls keeps of that; false says that this is not more than the
// lock itself tells.
func (a *almanac) rolled(d *door, rule model.RuleID, lock *model.Lock) bool {
	st, ok := a.states[plan.Key{Rule: rule, Lock: lock.Device.ID}]
	if !ok {
		return false
	}
	d.state = &st
	if st.Code == nil && st.Halt == nil && st.Fails == 0 {
		return false
	}
	stands := series.Stand(&st, lock, a.now, d.zone)
	d.level = stands.Level
	d.text, d.mark, d.on = stands.Text, levelOf(stands.Level), stands.Level == series.Well
	if code := stands.Code; code != nil {
		d.code = code.ID
		if stands.Level <= series.Coming {
			d.mark = coderow.MarkOf(lock, code, a.now)
		}
	}
	return true
}

// levelOf is the mark of a series that stands so.
func levelOf(l series.Level) coderow.Mark {
	return [...]coderow.Mark{
		series.Idle:   {Role: theme.Muted, Glyph: theme.Waiting},
		series.Well:   {Role: theme.Works, Glyph: theme.Set},
		series.Coming: {Role: theme.Moving, Glyph: theme.Setting},
		series.Uneasy: {Role: theme.Moving, Glyph: theme.Warning},
		series.Broken: {Role: theme.Hurts, Glyph: theme.Failed},
	}[l]
}

// liveCode is the code on a lock that has the name of the rule's code for a window; exact says that it has its times too. Codes
// tell of no rule, so a code of the same name and times that somebody made by hand is taken for it.
func liveCode(r *recur.Rule, lock *model.Lock, w recur.Window) (code *model.AccessCode, exact bool) {
	name := r.CodeName(lock.Device.Rules.NameLimit(), w)
	for i := range lock.Codes {
		c := &lock.Codes[i]
		switch {
		case c.Name != name:
		case c.Window.Equal(model.Window{From: w.Open, Until: w.Close}):
			return c, true
		case code == nil:
			code = c
		}
	}
	return code, false
}

// RuleOf finds the rule whose code a code looks like: it is on a lock of the rule, and has the name and the times of one of the
// rule's windows.
func RuleOf(shelf *rulebook.Shelf, picture *model.Snapshot, zones *coderow.Zones, of nav.CodeOf, now time.Time) (e *rulebook.Entry, code *model.AccessCode, found bool) {
	lock, ok := picture.Lock(of.Lock)
	if !ok {
		return nil, nil, false
	}
	if code, ok = lock.Code(of.Code); !ok || code.Window.From.IsZero() || code.Window.Until.IsZero() {
		return nil, nil, false
	}
	a := newAlmanac(shelf, picture, zones, now)
	for i := range shelf.Rules {
		if e = &shelf.Rules[i]; slices.Contains(e.Rule.Locks, of.Lock) && a.made(e, lock, code) {
			return e, code, true
		}
	}
	return nil, nil, false
}

// made says that a code has the name and the times of a window of the rule.
func (a *almanac) made(e *rulebook.Entry, lock *model.Lock, code *model.AccessCode) bool {
	at := a.zones.Named(orElse(e.Rule.Zone, lock.Device.TimeZone))
	if at == nil {
		return false
	}
	schedule, err := a.schedule(&e.Rule, at)
	if err != nil {
		return false
	}
	for _, w := range schedule.Between(code.Window.From, code.Window.Until) {
		if code.Window.Equal(model.Window{From: w.Open, Until: w.Close}) && code.Name == e.Rule.CodeName(lock.Device.Rules.NameLimit(), w) {
			return true
		}
	}
	return false
}

// judged is a lock of the rule as [prospect.Judge] wants it.
func (a *almanac) judged(e *rulebook.Entry, lock *model.Lock, at *clock, windows []recur.Window, index map[model.DeviceID][]*rulebook.Entry) prospect.Door {
	d := prospect.Door{Lock: lock, Zone: at.zone, Windows: programmed(windows)}
	if len(windows) > 0 {
		d.Name = e.Rule.CodeName(lock.Device.Rules.NameLimit(), windows[0])
		d.Own = func(c *model.AccessCode) bool {
			return c.Name == d.Name && c.Window.Equal(d.Windows[0])
		}
	}
	others := index[lock.Device.ID]
	for _, other := range others[:min(judgedOthers, len(others))] {
		if other.ID == e.ID {
			continue
		}
		zone := at.zone
		if other.Rule.Zone != e.Rule.Zone {
			if zone = a.zones.Named(orElse(other.Rule.Zone, lock.Device.TimeZone)); zone == nil {
				continue
			}
		}
		if schedule, err := a.schedule(&other.Rule, zone); err == nil {
			d.Others = append(d.Others, prospect.Series{Name: nameOf(&other.Rule), Windows: programmed(upcoming(schedule, a.now))})
		}
	}
	return d
}

func orElse(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// programmed are windows as the lock gets them.
func programmed(windows []recur.Window) []model.Window {
	out := make([]model.Window, len(windows))
	for i, w := range windows {
		out[i] = model.Window{From: w.Open, Until: w.Close}
	}
	return out
}

// pinsOf are the PINs of a rule's codes as far as they are known before they are made.
func pinsOf(r *recur.Rule) []model.PIN { return slices.Clone(r.PIN.PINs) }

// samePIN says that each code of a rule has the PIN of the one before.
func samePIN(r *recur.Rule) bool {
	return r.PIN.Kind == recur.Fixed || r.PIN.Kind == recur.ChosenBySeam
}

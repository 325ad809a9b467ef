package ruleform

import (
	"slices"
	"strconv"
	"time"

	"seamdash/model"
	"seamdash/model/fit"
	"seamdash/model/prospect"
	"seamdash/model/recur"
	"seamdash/model/rulebook"
)

// judged is how many windows are held against what is on the locks.
const judged = 40

// An asked is what prospects were worked out for: as long as it is the same, so are they.
type asked struct {
	rule    recur.Rule
	picture *model.Snapshot
	shelf   *rulebook.Shelf
	minute  int64
	found   []warning
}

// prospects asks what the windows will meet on every lock, unless that is known.
func (f *Form) prospects() {
	if a := &f.asked; a.picture == f.picture && a.shelf == f.shelf && a.minute == f.minute && same(&a.rule, &f.rule) {
		f.verdict.warnings = a.found
		return
	}
	f.askProspects()
	f.asked = asked{f.rule, f.picture, f.shelf, f.minute, f.verdict.warnings}
}

func (f *Form) askProspects() {
	q := prospect.Question{
		Now: f.now, Zones: f.knows, PINs: f.rule.PIN.PINs, New: !f.subject.old, Start: f.rule.Start,
		SamePIN: f.rule.PIN.Kind == recur.Fixed || f.rule.PIN.Kind == recur.ChosenBySeam,
	}
	byZone := map[*time.Location][]model.Window{}
	names := map[*time.Location]func(limit int) string{}
	for i := range f.doors {
		d := &f.doors[i]
		zone := f.on(d)
		if d.lock == nil || zone == nil {
			continue
		}
		if _, worked := byZone[zone]; !worked {
			byZone[zone], names[zone] = f.windowsIn(zone)
		}
		q.Doors = append(q.Doors, prospect.Door{
			Lock: d.lock, Zone: zone, Windows: byZone[zone], Name: names[zone](d.lock.Device.Rules.NameLimit()), Others: f.others(d.id, zone), Own: f.own(names[zone]),
		})
	}
	f.gather(prospect.Judge(&q))
	if n := f.lost(); n > 0 {
		text := strconv.Itoa(n) + " of its locks left the workspace, or have not been read yet"
		f.verdict.warnings = append([]warning{{level: prospect.Doubtful, text: text, at: rowLocks}}, f.verdict.warnings...)
	}
}

// lost counts the locks of the rule that the picture does not have.
func (f *Form) lost() int {
	n := 0
	for i := range f.doors {
		if f.doors[i].lock == nil {
			n++
		}
	}
	return n
}

// windowsIn are the next windows in a zone as the lock gets them, and what the first of them is called.
func (f *Form) windowsIn(zone *time.Location) (out []model.Window, name func(int) string) {
	name = func(int) string { return f.rule.Name }
	schedule := f.verdict.schedule
	if schedule == nil || schedule.Zone() != zone {
		var err error
		if schedule, err = recur.Compile(&f.rule, recur.Setting{Zone: zone, Holidays: f.calendar}); err != nil {
			return nil, name
		}
	}
	windows := schedule.After(f.now, judged)
	if running, ok := schedule.Next(f.now); ok && (len(windows) == 0 || !running.Open.Equal(windows[0].Open)) {
		windows = append([]recur.Window{running}, windows...)
	}
	for i := range windows {
		out = append(out, model.Window{From: windows[i].Open, Until: windows[i].Close})
	}
	if len(windows) == 0 {
		return nil, name
	}
	known := map[int]string{}
	return out, func(limit int) string {
		if _, worked := known[limit]; !worked {
			known[limit] = f.rule.CodeName(limit, windows[0])
		}
		return known[limit]
	}
}

// own recognises the codes that the rule made: those that have its name, and the one that it was made from.
func (f *Form) own(name func(int) string) func(*model.AccessCode) bool {
	origin := f.subject.origin
	switch {
	case origin != "":
		return func(c *model.AccessCode) bool { return c.ID == origin }
	case !f.subject.old:
		return nil
	}
	called := name(0)
	return func(c *model.AccessCode) bool { return c.Managed && c.Name != "" && c.Name == called }
}

// knows finds a zone, for those who judge windows by it.
func (f *Form) knows(name string) (*time.Location, bool) {
	zone := f.clocks.of(name)
	return zone, zone != nil
}

// A course is the windows of another rule on one clock, kept as long as it is the same rule.
type course struct {
	version uint64
	zone    *time.Location
	minute  int64
	made    prospect.Series
}

// seriesLast is for how many minutes the windows of another rule are good.
const seriesLast = 30

// others are the windows of the other rules of a lock.
func (f *Form) others(lock model.DeviceID, zone *time.Location) []prospect.Series {
	var out []prospect.Series
	for _, at := range f.onLock[lock] {
		e := &f.shelf.Rules[at]
		if f.subject.old && e.ID == f.subject.entry.ID {
			continue
		}
		if e.Rule.Zone != "" {
			if own := f.clocks.of(e.Rule.Zone); own != nil {
				zone = own
			}
		}
		out = append(out, f.seriesOf(e, zone))
	}
	return out
}

func (f *Form) seriesOf(e *rulebook.Entry, zone *time.Location) prospect.Series {
	key := string(e.ID) + " " + zone.String()
	if s, ok := f.courses[key]; ok && s.version == e.Version && f.minute-s.minute < seriesLast {
		return s.made
	}
	s := course{version: e.Version, zone: zone, minute: f.minute, made: prospect.Series{Name: e.Rule.Name}}
	if schedule, err := recur.Compile(&e.Rule, recur.Setting{Zone: zone, Holidays: f.calendar}); err == nil {
		for _, w := range schedule.After(f.now, judged) {
			s.made.Windows = append(s.made.Windows, model.Window{From: w.Open, Until: w.Close})
		}
	}
	f.courses[key] = s
	return s.made
}

// neighbours are the other rules of the shelf, as far as they were looked at.
type neighbours struct {
	onLock    map[model.DeviceID][]int // where in the shelf they are
	courses   map[string]course
	calendars map[recur.SetID]recur.Calendar
}

// index notes which rules are on which lock.
func (f *Form) index() {
	f.onLock, f.courses, f.calendars = map[model.DeviceID][]int{}, map[string]course{}, map[recur.SetID]recur.Calendar{}
	for i := range f.shelf.Rules {
		for _, id := range f.shelf.Rules[i].Rule.Locks {
			f.onLock[id] = append(f.onLock[id], i)
		}
	}
}

// gather keeps the warnings, the same about several locks as one.
func (f *Form) gather(found []prospect.Warning) {
	type kind struct {
		rule  string
		level prospect.Level
	}
	count, first := map[kind]int{}, []kind{}
	texts := map[kind]*prospect.Warning{}
	for i := range found {
		k := kind{found[i].Rule, found[i].Level}
		if count[k]++; count[k] == 1 {
			first = append(first, k)
			texts[k] = &found[i]
		}
	}
	for _, k := range first {
		w := texts[k]
		text := w.Text + more(count[k]-1)
		if w.Hint != "" {
			text += "; " + w.Hint
		}
		f.verdict.warnings = append(f.verdict.warnings, warning{level: w.Level, text: text, at: rowFor(w.Field)})
	}
	slices.SortStableFunc(f.verdict.warnings, func(a, b warning) int { return int(a.level) - int(b.level) })
}

// rowFor is the row that mends what a lock will not take.
func rowFor(field fit.Field) row {
	switch field {
	case fit.OfName:
		return rowCodes
	case fit.OfPIN:
		return rowDigits
	case fit.OfStart, fit.OfEnd, fit.OfKind:
		return rowWords
	default:
		return rowLocks
	}
}

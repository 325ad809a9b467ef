package schedules

import (
	"time"

	"seamdash/model"
	"seamdash/model/civil"
	"seamdash/model/recur"
	"seamdash/model/rulebook"
	"seamdash/ui/coderow"
	"seamdash/ui/theme"
	"seamdash/ui/weekgrid"
)

// A week is the grid beside the page: that of the rule, or of one of its locks.
type week struct {
	by   int // weeks from that of the next window
	door int // of the rule's locks, from 1; 0 for the rule
	of   *rulebook.Entry
	open bool // instead of the page, where there is no room beside it
	// shown is what was drawn last, nil for nothing.
	shown  *drawnWeek
	grid   weekgrid.Grid
	layout weekgrid.Layout
}

// turn shows a week before or after.
func (w *week) turn(by int) {
	const most = 104 // about as far as anybody plans, and what [recur.Schedule.Between] answers at once
	w.by = max(-most, min(w.by+by, most))
}

// A wish is a week that is wanted.
type wish struct {
	entry    *rulebook.Entry
	revision uint64
	by, door int
	// next is what the weeks are counted from.
	next time.Time
	// zone and place are of the rule's next window.
	zone  *time.Location
	place string
	hour  int64 // the hour of the world, so that a grid is never older
}

// A drawnWeek is the windows of a week.
type drawnWeek struct {
	wish wish
	// title names the week and whose it is.
	title  string
	legend []piece // who is in it
	monday civil.Date
	layers []weekgrid.Layer
	zone   *time.Location
}

// wish is the week that should be on the screen, and whether it is another than the one that is.
func (s *Screen) wish(r *row, now time.Time) (w wish, wants bool) {
	if s.week.of == nil || s.week.of.ID != r.entry.ID {
		s.week.by, s.week.door = 0, 0
	}
	s.week.of = r.entry
	w = wish{
		entry: r.entry, revision: s.picture.Revision, by: s.week.by, door: s.week.door, next: r.next.From, zone: r.zone, place: r.place,
		hour: now.Unix() / 3600,
	}
	return w, s.week.shown == nil || s.week.shown.wish != w
}

func (w *week) take(d *drawnWeek) {
	w.shown = d
	w.grid.Layers = d.layers
	for day := range w.grid.Heads {
		w.grid.Heads[day] = (d.monday + civil.Date(day)).Weekday().String()[:3] + " " + dayOfMonth(d.monday+civil.Date(day))
	}
}

func dayOfMonth(d civil.Date) string {
	_, _, day := d.Split()
	return string([]byte{'0' + byte(day/10), '0' + byte(day%10)}) //nolint:gosec // digits
}

// draw works the week out.
func (a *almanac) draw(w wish, index map[model.DeviceID][]*rulebook.Entry) *drawnWeek {
	base := a.now
	if w.next.After(base) {
		base = w.next
	}
	d := &drawnWeek{wish: w, zone: w.zone}
	var lock *model.Lock
	if w.door > 0 && w.door <= len(w.entry.Rule.Locks) {
		lock, _ = a.picture.Lock(w.entry.Rule.Locks[w.door-1])
	}
	place := w.place
	if lock != nil {
		if d.zone, place = a.zones.Of(lock); w.entry.Rule.Zone == "" && a.zones.Named(lock.Device.TimeZone) == nil {
			d.zone, place = w.zone, w.place
		}
	}
	d.monday = weekgrid.Monday(civil.DateOf(base.In(d.zone))) + civil.Date(7*w.by)
	d.title = "WEEK of " + nameOf(&w.entry.Rule)
	if lock == nil {
		d.layers = []weekgrid.Layer{{Role: theme.Recurring, Spans: a.spans(w.entry, d, told)}}
		d.legend = []piece{{theme.Muted, sumOf(d.layers[0].Spans)}}
	} else {
		d.title = "WEEK of " + lockName(&lock.Device)
		d.layers = a.company(lock, d, index)
		d.legend = legendOf(d.layers)
	}
	d.title += " · " + place
	return d
}

// company is everything on a lock: its rules, and the codes that are not of them.
func (a *almanac) company(lock *model.Lock, d *drawnWeek, index map[model.DeviceID][]*rulebook.Entry) []weekgrid.Layer {
	var layers []weekgrid.Layer
	rules := index[lock.Device.ID]
	for _, e := range rules[:min(judgedOthers, len(rules))] {
		role := theme.Recurring
		if e.ID != d.wish.entry.ID {
			role = theme.Muted
		}
		layers = append(layers, weekgrid.Layer{Role: role, Spans: a.spans(e, d, programmedAs(nameOf(&e.Rule)))})
	}
	codes := weekgrid.Layer{Role: theme.Info}
	from, until := d.edges()
	for i := range lock.Codes {
		c := &lock.Codes[i]
		if c.Window.From.IsZero() || c.Window.Until.IsZero() || !c.Window.Overlaps(model.Window{From: from, Until: until}) {
			continue
		}
		s := weekgrid.Between(d.monday, c.Window.From, c.Window.Until, d.zone)
		s.Label = coderow.Name(c)
		if !among(layers, s) { // a code with the times of a rule's window is most likely the rule's
			codes.Spans = append(codes.Spans, s)
		}
	}
	return append(layers, codes)
}

// sumOf says how much is open in the week, and how many windows begin in it.
func sumOf(spans []weekgrid.Span) string {
	const week = 7 * 24 * 60
	minutes, begin := 0, 0
	for _, s := range spans {
		minutes += min(s.Until, week) - max(s.From, 0)
		if s.From >= 0 {
			begin++
		}
	}
	if minutes == 0 {
		return "no window in this week"
	}
	return counted(begin, "window") + ", " + recur.Length(time.Duration(minutes)*time.Minute) + " open"
}

// legendOf names what is in a week, in the colour that it has there: lanes may be too narrow for names.
func legendOf(layers []weekgrid.Layer) (out []piece) {
	named := map[string]bool{}
	for _, layer := range layers {
		for _, s := range layer.Spans {
			if named[s.Label] {
				continue
			}
			if named[s.Label] = true; len(out) > 0 {
				out = append(out, piece{theme.Muted, " · "})
			}
			out = append(out, piece{layer.Role, s.Label})
		}
	}
	if len(out) == 0 {
		return []piece{{theme.Muted, "nothing is open in this week"}}
	}
	return out
}

func among(layers []weekgrid.Layer, s weekgrid.Span) bool {
	for _, l := range layers {
		for _, other := range l.Spans {
			if other.From == s.From && other.Until == s.Until {
				return true
			}
		}
	}
	return false
}

// edges are the first instant of the week and the first behind it.
func (d *drawnWeek) edges() (from, until time.Time) {
	from, _ = civil.Resolve(d.monday.At(0), d.zone)
	until, _ = civil.Resolve((d.monday + 7).At(0), d.zone)
	return from, until
}

// spans are the windows of a rule in the week, by the clock of the rule or else that of the week.
func (a *almanac) spans(e *rulebook.Entry, d *drawnWeek, span func(*recur.Window) (model.Window, string)) []weekgrid.Span {
	zone := d.zone
	if e.Rule.Zone != "" {
		if zone = a.zones.Named(e.Rule.Zone); zone == nil {
			return nil
		}
	}
	schedule, err := a.schedule(&e.Rule, zone)
	if err != nil {
		return nil
	}
	from, until := d.edges()
	var out []weekgrid.Span
	for _, w := range schedule.Between(from, until) {
		at, label := span(&w)
		s := weekgrid.Between(d.monday, at.From, at.Until, d.zone)
		s.Label = label
		out = append(out, s)
	}
	return out
}

// told is a window as people are told it.
func told(w *recur.Window) (model.Window, string) {
	return model.Window{From: w.From, Until: w.Until}, ""
}

// programmedAs is a window as the lock gets it, under a name.
func programmedAs(name string) func(*recur.Window) (model.Window, string) {
	return func(w *recur.Window) (model.Window, string) {
		return model.Window{From: w.Open, Until: w.Close}, name
	}
}

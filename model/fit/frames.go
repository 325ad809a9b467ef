package fit

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"seamdash/model"
)

// day is what windows in days are made of on a clock that never changes.
const day = 24 * time.Hour

// framesOf are the shapes that a window may have. The slots of dormakaba hold for all its codes. Where Seam does not
// name any, its guides' words on igloohome and dormakaba stand in for them.
func framesOf(d *model.Device, offline bool) []model.TimeFrame {
	oracode := d.Brand() == "dormakaba"
	var frames []model.TimeFrame
	for _, f := range d.Frames {
		if f.Offline == offline || oracode {
			frames = append(frames, f)
		}
	}
	switch {
	case len(frames) > 0:
		return frames
	case oracode && d.TimeZone != "":
		return []model.TimeFrame{{Max: model.Length{Days: 31}, Zone: d.TimeZone, More: true}}
	case offline && d.Brand() == "igloohome":
		return []model.TimeFrame{
			{Name: "Hourly", Min: model.Length{Rest: time.Hour}, Max: model.Length{Rest: 672 * time.Hour}},
			{Name: "Daily", Min: model.Length{Days: 29}, Max: model.Length{Days: 367}, SameTime: true},
		}
	default:
		return nil
	}
}

// frame holds a window to the lock's shapes; inDays is that it was asked for in days, as it must be for shapes in days.
func (c *check) frame(w model.Window, offline, inDays bool) {
	frames := framesOf(&c.lock.Device, offline)
	daily := slices.ContainsFunc(frames, func(f model.TimeFrame) bool { return f.SameTime })
	if daily {
		frames = slices.DeleteFunc(slices.Clone(frames), func(f model.TimeFrame) bool { return f.SameTime != inDays })
	}
	var missed []miss
	for i := range frames {
		m := c.misses(&frames[i], w)
		switch {
		case m.why == "" && frames[i].More:
			c.warn(OfKind, "time_frame", c.called()+" has a rule for its times that this program does not know", "Seam will say whether the code keeps it")
			return
		case m.why == "":
			return
		}
		missed = append(missed, m)
	}
	if len(missed) == 0 {
		return
	}
	m, hint := missed[0], "choose other times"
	if len(missed) > 1 {
		m.field = OfStart
		for _, other := range missed[1:] {
			m.why += ", or " + other.why
		}
	}
	if daily && !inDays {
		hint = "choose an earlier end, or a window in days"
	}
	c.refuse(m.field, "time_frame", c.called()+" "+m.why, hint)
}

// A miss is why a window does not have a shape, as what the lock does.
type miss struct {
	field Field
	why   string
}

// misses says why the window does not have the shape; the why is empty when it has, or when nobody can tell.
func (c *check) misses(f *model.TimeFrame, w model.Window) miss {
	at, known := time.UTC, true
	if f.Zone != "" {
		at, known = c.zones.clock(f.Zone, w.From.Location())
	}
	if !known {
		return miss{}
	}
	from, until := kept(w.From).In(at), kept(w.Until).In(at)
	if f.SameTime && ofDay(from) != ofDay(until) {
		return miss{OfEnd, "wants the same time of day at both ends" + onClock(f.Zone)}
	}
	if why := lengthMissed(f, from, until); why != "" {
		return miss{OfEnd, why}
	}
	fits := func(h model.DayHours) bool { return h.From == ofDay(from) && h.Until == ofDay(until) }
	if len(f.Hours) > 0 && !slices.ContainsFunc(f.Hours, fits) {
		return miss{OfStart, "takes " + slotWords(f.Hours) + onClock(f.Zone)}
	}
	return miss{}
}

func lengthMissed(f *model.TimeFrame, from, until time.Time) string {
	if f.Max != (model.Length{}) && until.After(f.Max.After(from)) {
		return "takes " + lengthOf(f.Max) + " at most"
	}
	if len(f.Hours) == 0 && !f.SameTime { // Seam widens such windows to whole hours
		from, until = from.Truncate(time.Hour), until.Add(time.Hour-time.Nanosecond).Truncate(time.Hour)
	}
	if f.Min != (model.Length{}) && until.Before(f.Min.After(from)) {
		return "takes " + lengthOf(f.Min) + " at least"
	}
	return ""
}

// ofDay is the time that a clock on the wall shows.
func ofDay(t time.Time) time.Duration {
	return time.Duration(t.Hour())*time.Hour + time.Duration(t.Minute())*time.Minute +
		time.Duration(t.Second())*time.Second + time.Duration(t.Nanosecond())
}

func onClock(zone string) string { return ", as clocks in " + model.ZoneLabel(zone) + " show it" }

func lengthOf(l model.Length) string {
	var parts []string
	if l.Days != 0 {
		parts = append(parts, plural(l.Days, "day"))
	}
	if hours := int(l.Rest / time.Hour); hours != 0 {
		parts = append(parts, plural(hours, "hour"))
	}
	if minutes := int(l.Rest % time.Hour / time.Minute); minutes != 0 {
		parts = append(parts, plural(minutes, "minute"))
	}
	return strings.Join(parts, " ")
}

func plural(n int, what string) string {
	if n != 1 {
		what += "s"
	}
	return strconv.Itoa(n) + " " + what
}

// slotWords lists the times of day, "15:00 to 11:00 or 07:00 to 19:00".
func slotWords(hours []model.DayHours) string {
	words := make([]string, len(hours))
	for i, h := range hours {
		midnight := time.Time{}
		words[i] = midnight.Add(h.From).Format("15:04") + " to " + midnight.Add(h.Until).Format("15:04")
	}
	return strings.Join(words, " or ")
}

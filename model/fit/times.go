package fit

import (
	"slices"
	"time"

	"seamdash/model"
)

// kept is what Seam keeps of a time.
func kept(t time.Time) time.Time { return t.Truncate(time.Millisecond) }

func sameWindow(a, b model.Window) bool {
	return kept(a.From).Equal(kept(b.From)) && kept(a.Until).Equal(kept(b.Until))
}

// window judges both times, which is what new codes and changed windows have in common. It says whether they make a
// window at all.
func (c *check) window(w model.Window) bool {
	switch from, until := kept(w.From), kept(w.Until); {
	case w.From.IsZero():
		c.refuse(OfStart, "half_open_window", "a code for a time needs a start", "give both times, or none")
		return false
	case w.Until.IsZero():
		c.refuse(OfEnd, "half_open_window", "a code for a time needs an end", "give both times, or none")
		return false
	case !until.After(from):
		c.refuse(OfEnd, "end_before_start", "the end is not after the start", "give a later end")
		return false
	case !until.After(kept(c.now)):
		c.refuse(OfEnd, "end_in_past", "the end is over", "give an end that is still to come")
		return false
	}
	return true
}

// start judges a start that is not the one that the code has already.
func (c *check) start(from time.Time) {
	d, from, now := &c.lock.Device, kept(from), kept(c.now)
	switch {
	case from.IsZero(): // there is none, which is said
	case hasRule(d, "start_date_in_future") && !from.After(now):
		c.refuse(OfStart, "start_date_in_future", c.called()+" wants a start in the future", "give a start some minutes from now")
	case d.Brand() == "igloohome" && from.Before(now):
		c.refuse(OfStart, "start_in_past", c.called()+" takes no start in the past", "give a start some minutes from now")
	case from.Before(now):
		c.warn(OfStart, "start_in_past", "the start is past: the code opens as soon as the lock has it", "")
	case d.Brand() == "kwikset" && from.Before(now.Add(15*time.Minute)):
		c.warn(OfStart, "start_soon", c.called()+" may miss a start within 15 minutes", "leave it a quarter of an hour, as Seam's guide advises")
	}
}

func hasRule(d *model.Device, kind string) bool {
	return slices.ContainsFunc(d.Rules.Constraints, func(r model.Constraint) bool { return r.Type == kind })
}

// zone judges what the lock's clock does to a window.
func (c *check) zone(w model.Window) {
	d := &c.lock.Device
	at, known := c.zones.clock(d.TimeZone, w.From.Location())
	switch {
	case c.has("zone_unknown"):
	case d.TimeZone == "" && wantsZone(d.Brand()):
		c.refuse(OfLock, "zone_unknown", c.called()+" takes no times before its zone is known", "tell Seam the zone of the lock")
	case d.TimeZone == "" && d.Brand() == "schlage":
		c.warn(OfLock, "zone_unknown", c.called()+" has no zone: at a change of the clock Seam adds an hour to the window", "tell Seam the zone of the lock")
	case d.TimeZone == "":
		c.warn(OfLock, "zone_unknown", "Seam does not know the zone of "+c.called(), "choose the zone in which you mean the times")
	case !known:
		c.warn(OfLock, "zone_unknown", "the zone of "+c.called()+" is not in the zone database: "+d.TimeZone, "choose the zone in which you mean the times")
	default:
		c.clockChange(w, at)
	}
}

// wantsZone says that locks of a brand take no window without a zone. Seam's guides say so of Ultraloq, and of the
// others that the zone must be set.
func wantsZone(brand string) bool {
	return slices.Contains([]string{"ultraloq", "lockly", "two_n", "dormakaba"}, brand)
}

// Zones finds a time zone by its name; known is false for one that is not at hand.
type Zones func(name string) (zone *time.Location, known bool)

// clock is the zone of a name, which may be the one that times carry: that saves looking it up. "Local" is a name that Go
// gives to the zone of this computer, and no zone of a lock.
func (z Zones) clock(name string, carried *time.Location) (zone *time.Location, known bool) {
	switch name {
	case "", "Local":
		return time.UTC, false
	case carried.String():
		return carried, true
	}
	if zone, known = z(name); !known {
		return time.UTC, false
	}
	return zone, true
}

// clockChange warns of windows during which the lock's clock is put forward or back: they are an hour shorter or longer
// than their times look.
func (c *check) clockChange(w model.Window, at *time.Location) {
	from, until := w.From.In(at), w.Until.In(at)
	_, before := from.Zone()
	_, after := until.Zone()
	if before == after || w.From.IsZero() || w.Until.IsZero() {
		return
	}
	_, change := from.ZoneBounds()
	text, by := "back", before-after
	if after > before {
		text, by = "forward", after-before
	}
	less := "more"
	if text == "forward" {
		less = "less"
	}
	span := model.Span(time.Duration(by) * time.Second)
	if by == int(time.Hour/time.Second) {
		span = "an hour"
	}
	c.warn(OfEnd, "clock_change", "the clock of "+c.called()+" goes "+text+" on "+change.In(at).Format(time.DateOnly)+
		": the window lasts "+span+" "+less+" than its times look", "")
}

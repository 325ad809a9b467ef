package ruleform

import (
	"slices"
	"strconv"

	"seamdash/model"
	"seamdash/model/recur"
	"seamdash/model/zone"
)

// pickLocks opens the list of locks.
func (f *Form) pickLocks() {
	all := make([]item, 0, len(f.picture.Locks))
	for _, lock := range f.picture.Locks {
		d := &lock.Device
		note := model.ZoneLabel(d.TimeZone)
		if f.clocks.of(d.TimeZone) == nil {
			note = "no time zone"
		}
		if d.Online == model.No {
			note += " · offline"
		}
		all = append(all, item{id: string(d.ID), label: d.Name, note: note})
	}
	marked := make([]string, len(f.rule.Locks))
	for i, id := range f.rule.Locks {
		marked[i] = string(id)
	}
	f.open(picker{title: "WHICH LOCKS?", find: among(all), several: true, marked: marked, take: (*Form).takeLocks})
}

func (f *Form) takeLocks(ids []string) {
	f.change(func(r *recur.Rule) {
		r.Locks = nil
		for _, id := range ids {
			r.Locks = append(r.Locks, model.DeviceID(id))
		}
	})
}

// ownClock is the item of the zone picker for the clock of each lock.
const ownClock = ""

// mostZones is how many zones are shown for a text.
const mostZones = 60

// pickZone opens the list of zones. Without a text it has those of the locks.
func (f *Form) pickZone() {
	f.open(picker{title: "WHOSE CLOCK?", take: (*Form).takeZone, find: func(text string) []item {
		own := item{id: ownClock, label: "each lock's own", note: f.ownZones()}
		if text == "" {
			return append([]item{own}, f.likelyZones()...)
		}
		var out []item
		for _, name := range zone.Search(text, mostZones) {
			out = append(out, f.zoneItem(name))
		}
		return out
	}})
}

func (f *Form) zoneItem(name string) item {
	note := ""
	if at := f.clocks.of(name); at != nil {
		note = "now " + f.now.In(at).Format("Mon 15:04")
	}
	return item{id: name, label: name, note: note}
}

// ownZones says how many clocks the locks have.
func (f *Form) ownZones() string {
	without := 0
	for i := range f.doors {
		if f.doors[i].lock != nil && f.doors[i].own == nil {
			without++
		}
	}
	if without > 0 {
		return strconv.Itoa(without) + " without one"
	}
	return ""
}

// likelyZones are those of the locks of the workspace and of the person at the keyboard.
func (f *Form) likelyZones() []item {
	var names []string
	add := func(name string) {
		if f.clocks.of(name) != nil && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	for i := range f.doors {
		if f.doors[i].lock != nil {
			add(f.doors[i].lock.Device.TimeZone)
		}
	}
	for _, lock := range f.picture.Locks {
		add(lock.Device.TimeZone)
	}
	if f.config.Home != nil {
		add(f.config.Home.String())
	}
	out := make([]item, len(names))
	for i, name := range names {
		out[i] = f.zoneItem(name)
	}
	return out
}

func (f *Form) takeZone(chosen []string) {
	f.change(func(r *recur.Rule) { r.Zone = chosen[0] })
}

package codeform

import (
	"context"
	"errors"
	"slices"

	tea "charm.land/bubbletea/v2"

	"seamdash/model"
	"seamdash/model/zone"
	"seamdash/ui/nav"
)

// unknownZone is what there is to say where a lock has no zone and none was typed that exists.
func (f *Form) unknownZone(d *door) note {
	name := f.text(rowZone)
	n := note{rule: "zone_unknown", text: d.name() + " has no time zone: nobody knows when its times are", hint: askedZone(name), refuses: true}
	if _, err := zone.Load(name); err != nil && name != "" {
		n.text = err.Error()
	}
	return n
}

// askedZone says what to type in place of a name that no zone has.
func askedZone(name string) string {
	_, err := zone.Load(name)
	if unknown, is := errors.AsType[*zone.Unknown](err); is && len(unknown.Guesses) > 0 {
		return unknown.Hint() + " (tab takes " + unknown.Guesses[0] + ")"
	}
	return "say where it is, as “America/Los_Angeles”"
}

// completeZone puts the likeliest zone into the row for it, where what was typed there is none, and says whether it did.
func (f *Form) completeZone() bool {
	if f.at != rowZone || f.closed(rowZone) != "" || f.text(rowZone) == "" {
		return false
	}
	_, err := zone.Load(f.text(rowZone))
	unknown, is := errors.AsType[*zone.Unknown](err)
	if !is || len(unknown.Guesses) == 0 {
		return false
	}
	before := f.values()
	f.typing = noRow
	f.remember(noRow)
	f.fields[rowZone].Set(unknown.Guesses[0])
	f.changedFrom(before)
	return true
}

// tellable are the locks without a zone whose zone Seam takes from us.
func (f *Form) tellable() []model.Device {
	var out []model.Device
	for i := range f.doors {
		d := &f.doors[i]
		if d.zoneless(f.config.Zones) && d.told == "" && d.lock.Device.TakesTimeZone() {
			out = append(out, d.lock.Device)
		}
	}
	return out
}

// tellZone tells Seam the zone that was typed for the locks that have none.
func (f *Form) tellZone() (nav.Intent, tea.Cmd) {
	name := f.text(rowZone)
	locks := f.tellable()
	switch {
	case len(locks) == 0:
		return nav.Refuse{Reason: "there is no lock whose zone Seam would take from here"}, nil
	case f.config.Zones.Named(name) == nil:
		f.at, f.typing = rowZone, noRow
		return nav.Refuse{Reason: "say first where the lock is: " + askedZone(name)}, nil
	}
	s := &f.dispatch
	*s = dispatch{under: true, generation: s.generation + 1, zone: name, drafts: s.drafts}
	desk, parent := f.config.Desk, f.config.Context
	answer := Answered{Number: f.config.Number, generation: s.generation}
	return nil, func() tea.Msg {
		ctx, stop := context.WithTimeout(parent, patience)
		defer stop()
		for i := range locks {
			if answer.err = desk.ReportZone(ctx, locks[i].ID, locks[i].Type, name); answer.err != nil {
				break
			}
		}
		return answer
	}
}

// zoneTold takes the answer: from then on the locks count as being there, although the picture may learn it later.
func (f *Form) zoneTold(err error) nav.Intent {
	name := f.dispatch.zone
	f.dispatch.under, f.dispatch.zone = false, ""
	if err != nil {
		return nav.Refuse{Reason: "Seam was not told the zone: " + model.WhyOf(err)}
	}
	locks := f.tellable()
	for i := range f.doors {
		d := &f.doors[i]
		if slices.ContainsFunc(locks, func(l model.Device) bool { return l.ID == d.id }) {
			d.told = name
		}
	}
	f.judge()
	return nav.Say{Text: "Seam knows now that the lock is in " + name}
}

// asksAboutZone asks whether Seam shall be told, where it takes no code before, and says whether that is what is wrong.
func (f *Form) asksAboutZone(why note) bool {
	name := f.text(rowZone)
	if why.rule != "zone_unknown" || f.config.Zones.Named(name) == nil || len(f.tellable()) == 0 {
		return false
	}
	f.question = &question{
		title: "Seam does not know where the lock is", text: "It takes no times for this lock before. Tell Seam that the lock is in " + name + "?",
		choices: []choice{{"y", "tell Seam", (*Form).tellZone}},
	}
	return true
}

package codeform

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"seamdash/model"
	"seamdash/ui/nav"
)

// tellable are the locks without a zone whose zone Seam takes from us. Seam's call for it has a place for three makers; of
// all others it has the zone from the maker or from the device.
func (f *Form) tellable() []model.Device {
	var out []model.Device
	for i := range f.doors {
		d := &f.doors[i]
		if d.zoneless(f.config.Zones) && d.told == "" && slices.Contains([]string{"ultraloq", "omnitec", "schlage"}, d.lock.Device.Brand()) {
			out = append(out, d.lock.Device)
		}
	}
	return out
}

// tellZone tells Seam the zone that was typed for the locks that have none.
func (f *Form) tellZone() (nav.Intent, tea.Cmd) {
	zone := f.text(rowZone)
	locks := f.tellable()
	known, _ := f.config.Zones.Known(zone)
	switch {
	case len(locks) == 0:
		return nav.Refuse{Reason: "there is no lock whose zone Seam would take from here"}, nil
	case known == nil:
		f.at, f.typing = rowZone, noRow
		return nav.Refuse{Reason: "say first where the lock is, as “America/Los_Angeles”"}, nil
	}
	s := &f.dispatch
	*s = dispatch{under: true, generation: s.generation + 1, zone: zone, drafts: s.drafts}
	desk, parent := f.config.Desk, f.config.Context
	answer := Answered{Number: f.config.Number, generation: s.generation}
	return nil, func() tea.Msg {
		ctx, stop := context.WithTimeout(parent, patience)
		defer stop()
		for i := range locks {
			if answer.err = desk.ReportZone(ctx, locks[i].ID, locks[i].Type, zone); answer.err != nil {
				break
			}
		}
		return answer
	}
}

// zoneTold takes the answer: from then on the locks count as being there, although the picture may learn it later.
func (f *Form) zoneTold(err error) nav.Intent {
	zone := f.dispatch.zone
	f.dispatch.under, f.dispatch.zone = false, ""
	if err != nil {
		return nav.Refuse{Reason: "Seam was not told the zone: " + model.WhyOf(err)}
	}
	locks := f.tellable()
	for i := range f.doors {
		d := &f.doors[i]
		if slices.ContainsFunc(locks, func(l model.Device) bool { return l.ID == d.id }) {
			d.told = zone
		}
	}
	f.judge()
	return nav.Say{Text: "Seam knows now that the lock is in " + zone}
}

// asksAboutZone asks whether Seam shall be told, where it takes no code before, and says whether that is what is wrong.
func (f *Form) asksAboutZone(why note) bool {
	zone := f.text(rowZone)
	known, _ := f.config.Zones.Known(zone)
	if why.rule != "zone_unknown" || known == nil || len(f.tellable()) == 0 {
		return false
	}
	f.question = &question{
		title: "Seam does not know where the lock is", text: "It takes no times for this lock before. Tell Seam that the lock is in " + zone + "?",
		choices: []choice{{"y", "tell Seam", (*Form).tellZone}},
	}
	return true
}

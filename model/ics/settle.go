package ics

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"seamdash/model/civil"
	"seamdash/model/recur"
)

// change takes an event that stands for one window of the series.
func (d *draft) change(e event) error {
	if e.instance.day {
		return errors.New("it names a day and no time")
	}
	was, err := d.clock.wall(*e.instance)
	if err != nil {
		return err
	}
	if e.cancelled {
		d.gone = append(d.gone, was)
		return nil
	}
	from, err := d.clock.wall(e.start)
	if err != nil {
		return err
	}
	length, err := d.clock.length(from, e.end, e.hasEnd, e.length)
	if err != nil {
		return err
	}
	switch {
	case from == was && length == d.length: // another title
		return nil
	case from != was || length < d.length:
		d.gone = append(d.gone, was)
	}
	d.moved = append(d.moved, stretch{from, from + length})
	return nil
}

// settle turns what is taken away and added into skips and extra openings of the rule. As RFC 5545 has it, a start that is taken
// away is so from what RDATE adds, too, while an event that stands for a window is another matter.
func (d *draft) settle() error {
	d.added = append(slices.DeleteFunc(d.added, d.away), d.moved...)
	slices.SortFunc(d.added, func(a, b stretch) int { return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(b.until, a.until)) })
	d.added = slices.CompactFunc(d.added, func(a, b stretch) bool { return a.from == b.from })
	for _, s := range d.added {
		date, clock := s.from.Split()
		d.rule.Extra = append(d.rule.Extra, recur.Opening{Date: date, Hours: recur.Hours{From: clock, Until: clock + civil.Clock(s.until-s.from)}})
	}
	if len(d.rule.Extra) > 0 {
		if first := d.rule.Extra[0].Date; len(d.rule.Spans) == 0 {
			d.rule.Start = first
		} else if first < d.rule.Start && d.rule.End.Kind != recur.AfterCount && keeps(d.rule.Spans, d.rule.Start, first) {
			d.rule.Start = first
		}
	}
	d.skip()
	switch {
	case len(d.rule.Skip)+len(d.rule.Extra) > maxDates:
		return fmt.Errorf("it has more than %d dates that are taken away or added", maxDates)
	case len(d.rule.Spans) == 0 && len(d.rule.Extra) == 0:
		return errors.New("all of its windows are taken away")
	}
	return nil
}

// away says that what starts when s does is taken away.
func (d *draft) away(s stretch) bool {
	return slices.Contains(d.gone, s.from) || slices.Contains(d.days, s.from.Date())
}

// skip makes skips of what is taken away. One of a whole day would take the extra openings of it, too.
func (d *draft) skip() {
	for _, day := range d.days {
		for _, s := range d.rule.Spans {
			if s.Days.On(d.rule.Start, day) {
				d.rule.Skip = append(d.rule.Skip, recur.Skip{Date: day, One: true, At: s.Hours.From})
			}
		}
	}
	for _, w := range d.gone {
		day, clock := w.Split()
		if slices.ContainsFunc(d.rule.Spans, func(s recur.Span) bool { return s.Hours.From == clock && s.Days.On(d.rule.Start, day) }) {
			d.rule.Skip = append(d.rule.Skip, recur.Skip{Date: day, One: true, At: clock})
		}
	}
	d.rule.Skip = whole(d.rule)
}

package rfc5545

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"

	"seamdash/model/civil"
	"seamdash/model/recur"
)

// dates reads what is taken away, added and changed.
func (d *draft) dates() error {
	s := &d.series
	if n := len(s.ExDates) + len(s.ExDays) + len(s.Added) + len(s.Changed); n > 4*recur.MaxDates {
		return fmt.Errorf("it has %d dates that are taken away, added or changed", n)
	}
	for _, a := range s.Added {
		if err := a.check(); err != nil {
			return fmt.Errorf("its RDATE: %w", err)
		}
	}
	d.added = append(d.added, s.Added...)
	d.idle()
	for _, w := range s.ExDates {
		d.gone[w] = true
	}
	for _, c := range s.Changed {
		if err := d.change(c); err != nil {
			return fmt.Errorf("a change of one of its windows: %w", err)
		}
	}
	return nil
}

// idle names the exceptions at times when nothing begins: the day may be meant, whose window stays.
func (d *draft) idle() {
	adds := make(map[civil.Wall]bool)
	for _, a := range d.added {
		adds[a.From] = true
	}
	var idle []civil.Wall
	for _, w := range d.series.ExDates {
		if !adds[w] && !d.has(w) {
			idle = append(idle, w)
		}
	}
	switch n := len(idle); n {
	case 0:
	case 1:
		d.lose("its exception %s takes nothing away", idle[0])
	default:
		d.lose("%d of its exceptions take nothing away, such as %s", n, idle[0])
	}
}

// change reads what stands for one window of the series.
func (d *draft) change(c Change) error {
	if c.Now == (Stretch{}) {
		d.gone[c.Was] = true
		return nil
	}
	if err := c.Now.check(); err != nil {
		return err
	}
	was := Stretch{From: c.Was, Until: c.Was + d.series.First.Until - d.series.First.From}
	switch {
	case c.Now == was: // another title
		return nil
	case c.Now.From != was.From || c.Now.Until < was.Until:
		d.gone[c.Was] = true
	}
	d.moved = append(d.moved, c.Now)
	return nil
}

// settle turns what is taken away and added into skips and extra openings of the rule. As RFC 5545 has it, a start that is taken
// away is so from what RDATE adds, too, while an event that stands for a window is another matter.
func (d *draft) settle() error {
	d.added = append(slices.DeleteFunc(d.added, d.needless), d.moved...)
	slices.SortFunc(d.added, func(a, b Stretch) int { return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(b.Until, a.Until)) })
	d.added = slices.CompactFunc(d.added, func(a, b Stretch) bool { return a.From == b.From })
	r := &d.rule
	for _, a := range d.added {
		r.Extra = append(r.Extra, a.opening())
	}
	if len(r.Extra) > 0 {
		if first := r.Extra[0].Date; len(r.Spans) == 0 {
			r.Start = first
		} else if first < r.Start && r.End.Kind != recur.AfterCount && keeps(r.Spans, r.Start, first) {
			r.Start = first
		}
	}
	d.skip()
	switch {
	case len(r.Skip)+len(r.Extra) > recur.MaxDates:
		return fmt.Errorf("it has more than %d dates that are taken away or added", recur.MaxDates)
	case len(r.Spans) == 0 && len(r.Extra) == 0:
		return errors.New("all of its windows are taken away")
	}
	return nil
}

// needless says that what is added is taken away, or is there without being added.
func (d *draft) needless(s Stretch) bool {
	r := &d.rule
	if d.gone[s.From] || slices.Contains(d.series.ExDays, s.From.Date()) {
		return true
	}
	within := r.End.Kind == recur.Never || r.End.Kind == recur.OnDate && s.From.Date() <= r.End.On
	return within && !d.cut[s.From] && s.From >= d.series.First.From && d.has(s.From) && s.Until-s.From <= d.series.First.Until-d.series.First.From
}

// skip makes skips of what is taken away. One of a whole day would take the extra openings of it, too.
func (d *draft) skip() {
	for _, day := range d.series.ExDays {
		for _, c := range d.clocks {
			d.gone[day.At(c)] = true
		}
	}
	maps.Copy(d.gone, d.cut)
	on := make(map[civil.Date]bool)
	for w := range d.gone {
		day, clock := w.Split()
		is, known := on[day]
		if !known {
			is = d.days.On(d.rule.Start, day)
			on[day] = is
		}
		if is && slices.Contains(d.clocks, clock) {
			d.rule.Skip = append(d.rule.Skip, recur.Skip{Date: day, One: true, At: clock})
		}
	}
	d.rule.Skip = whole(&d.rule)
}

package recur

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"seamdash/model/civil"
)

// SkipOne is the rule without one of its windows, as a [Schedule] of it gave it. An extra opening is taken off the list, other
// windows are skipped: as the whole day where the window is all that the day has.
func SkipOne(r *Rule, w Window) (Rule, error) {
	out := r.Clone()
	return out, out.takeOut(&w, func(civil.Date) bool { return false })
}

// EditOne is the rule with other hours for one of its windows, as a [Schedule] of it gave it, on that day or another: the window is
// skipped and an extra opening put in its place, which is neither counted nor taken away by holidays.
func EditOne(r *Rule, w Window, day civil.Date, h Hours) (Rule, error) {
	out := r.Clone()
	if err := out.takeOut(&w, func(d civil.Date) bool { return d == day }); err != nil {
		return Rule{}, err
	}
	switch {
	case day < out.Start:
		return Rule{}, fmt.Errorf("%s is before the start of the rule", dayWords(day))
	case out.Pause.Covers(day):
		return Rule{}, fmt.Errorf("the rule is paused on %s", dayWords(day))
	case slices.Contains(out.Skip, Skip{Date: day}):
		return Rule{}, fmt.Errorf("%s is skipped as a whole", dayWords(day))
	}
	out.Extra = append(out.Extra, Opening{Date: day, Hours: h})
	var found ledger
	if out.limits(&found); len(found) > 0 {
		return Rule{}, &found[0]
	}
	return out, nil
}

// takeOut takes a window with all its parts out of the rule. Days for which single says so are not skipped as a whole.
func (r *Rule) takeOut(w *Window, single func(civil.Date) bool) error {
	bare := *r
	bare.Holidays = nil // which days they are is not known here, and those of w are not among them
	s, err := Compile(&bare, Setting{Zone: w.From.Location()})
	if err != nil {
		return err
	}
	parts, alone := s.parts(w)
	if len(parts) == 0 {
		return errors.New("the rule has no such window")
	}
	for _, t := range parts {
		switch {
		case t.extra:
			gone := Opening{Date: t.day, Hours: t.hours}
			r.Extra = slices.DeleteFunc(r.Extra, func(e Opening) bool { return e == gone })
		case !alone[t.day] || single(t.day):
			r.Skip = append(r.Skip, Skip{Date: t.day, One: true, At: t.hours.From})
		case !slices.Contains(r.Skip, Skip{Date: t.day}):
			r.Skip = append(r.Skip, Skip{Date: t.day})
		}
	}
	return nil
}

// parts are the turns that a window is made of, and the days of theirs on which there is nothing else and no extra opening.
func (s *Schedule) parts(w *Window) (parts []turn, alone map[civil.Date]bool) {
	alone = map[civil.Date]bool{}
	in := s.turns(w.Day, civil.DateOf(w.Until.In(s.zone)))
	for t, ok := in.next(); ok; t, ok = in.next() {
		inside := t.lost == kept && s.inside(&t, w)
		if inside {
			parts = append(parts, t)
		}
		all, seen := alone[t.day]
		alone[t.day] = inside && !t.extra && (all || !seen)
	}
	return parts, alone
}

// inside says that a turn is a part of a window.
func (s *Schedule) inside(t *turn, w *Window) bool {
	from, _ := civil.Resolve(t.begin(), s.zone)
	until, _ := civil.Resolve(t.end(), s.zone)
	return from.Before(until) && !from.Before(w.From.Truncate(time.Second)) && !until.After(w.Until)
}

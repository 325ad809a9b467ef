package main

import (
	"errors"
	"strings"
	"time"

	"github.com/spf13/pflag"

	"seamdash/model"
	"seamdash/model/civil"
	"seamdash/model/recur"
	"seamdash/model/recur/rfc5545"
	"seamdash/model/rrule"
	"seamdash/model/zone"
)

// seriesFlags are the parts of a schedule as RFC 5545 has them.
func seriesFlags() []string {
	return []string{"start", "end", "duration", "rrule", "exdate", "rdate"}
}

// given says that somebody told the schedule by RFC 5545.
func (r *previewRequest) given(flags *pflag.FlagSet) bool {
	for _, name := range seriesFlags() {
		if flags.Changed(name) {
			return true
		}
	}
	return false
}

// checkFields refuses what cannot be meant by one who keeps a rule.
func (r *previewRequest) checkFields(flags *pflag.FlagSet) error {
	switch {
	case !r.given(flags):
		return nil
	case flags.Changed("words"):
		return usageError{err: errors.New("read the flags: --words says the whole schedule, and --start and --rrule have no place beside it")}
	}
	r.limit, r.zone = 1, "UTC" // which are not asked of whoever keeps a rule
	_, err := r.series()
	return err
}

// into makes a rule of the parts, in the place of all that words can say. They are judged as a preview of them would be.
func (r *previewRequest) into(room *ruleRoom, rule *recur.Rule) error {
	clocks := room.clocks(rule).each
	if len(clocks) == 0 {
		return room.noClock("read the schedule", rule)
	}
	clock, q := clocks[0], *r
	q.zone = clock.name
	request, err := q.series()
	if err != nil {
		return err
	}
	series, notes, err := rrule.NewSeries(request, zone.Load)
	if err == nil {
		err = series.Check()
	}
	if err != nil {
		return refusedSeries(err)
	}
	for _, n := range notes {
		room.program.note("note: " + n.Text)
	}
	out, losses, err := r.kept(clock.zone)
	if err != nil {
		return err
	}
	for _, loss := range losses {
		room.program.note("note: " + loss)
	}
	out.Name, out.Locks, out.Zone, out.PIN, out.Naming = rule.Name, rule.Locks, rule.Zone, rule.PIN, rule.Naming
	if lost := room.limitsLost(rule, &out); lost != "" {
		room.program.note("no longer: " + lost)
	}
	*rule = out
	return nil
}

// kept makes the parts a rule, and says what of them has no effect. They were judged already, so what is refused here is what a
// rule cannot hold.
func (r *previewRequest) kept(at *time.Location) (recur.Rule, []string, error) {
	start, err := civil.ParseWall(r.start)
	if err != nil {
		return recur.Rule{}, nil, refusedSeries(err)
	}
	length, err := r.length(start.Clock())
	if err != nil {
		return recur.Rule{}, nil, err
	}
	window := func(from civil.Wall) rfc5545.Stretch {
		return rfc5545.Stretch{From: from, Until: from + civil.Wall(length)}
	}
	series := rfc5545.Series{First: window(start), RRule: r.rule}
	for _, text := range r.exdates {
		if day, err := civil.ParseDate(text); err == nil {
			series.ExDays = append(series.ExDays, day)
			continue
		}
		wall, err := wallOf(text, at)
		if err != nil {
			return recur.Rule{}, nil, unkeepable(err.Error(), "")
		}
		series.ExDates = append(series.ExDates, wall)
	}
	for _, text := range r.rdates {
		wall, err := civil.ParseWall(text)
		if err != nil {
			return recur.Rule{}, nil, unkeepable(err.Error(), "")
		}
		series.Added = append(series.Added, window(wall))
	}
	if r.rule == "" { // the start is no window of its own beside dates that are listed
		series.First, series.Added = series.Added[0], series.Added[1:]
	}
	out, losses, err := rfc5545.Read(series, at)
	if err != nil {
		return recur.Rule{}, nil, unkeepable(err.Error(), "")
	}
	out.Start = min(out.Start, start.Date())
	return out, losses, nil
}

func unkeepable(why, hint string) error {
	return &model.Fault{Op: "read the schedule", Kind: model.KindInvalid, Message: model.Clean(why), Hint: hint}
}

// length is how long a window is by the clock on the wall, which a rule keeps also where the clocks change.
func (r *previewRequest) length(start civil.Clock) (civil.Clock, error) {
	if r.duration != "" {
		d, err := time.ParseDuration(strings.ToLower(strings.TrimPrefix(strings.ToUpper(r.duration), "PT")))
		if err != nil {
			return 0, unkeepable("the duration of a schedule that is kept is in hours and minutes", "such as PT8H30M.")
		}
		return civil.Clock(d / time.Second), nil
	}
	end, err := civil.ParseClock(r.end)
	if err != nil {
		return 0, refusedSeries(err)
	}
	return end + civil.Clock(r.endDays())*civil.Day - start, nil
}

// wallOf is a time on the wall, which may be told as an instant.
func wallOf(text string, at *time.Location) (civil.Wall, error) {
	wall, err := civil.ParseWall(text)
	if instant, bad := time.Parse(time.RFC3339, text); err != nil && bad == nil {
		return civil.WallOf(instant.In(at)), nil
	}
	return wall, err
}

package main

import (
	"errors"
	"strings"
	"time"

	"github.com/spf13/pflag"

	"seamdash/model"
	"seamdash/model/civil"
	"seamdash/model/recur"
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
	out := recur.Rule{Name: rule.Name, Locks: rule.Locks, Zone: rule.Zone, PIN: rule.PIN, Naming: rule.Naming}
	if err := r.write(&out, clock.zone); err != nil {
		return err
	}
	if lost := room.limitsLost(rule, &out); lost != "" {
		room.program.note("no longer: " + lost)
	}
	*rule = out
	return nil
}

// write writes the parts into a rule. They were judged already, so what is refused here is what a rule cannot hold.
func (r *previewRequest) write(rule *recur.Rule, at *time.Location) error {
	start, err := civil.ParseWall(r.start)
	if err != nil {
		return refusedSeries(err)
	}
	length, err := r.length(start.Clock())
	if err != nil {
		return err
	}
	rule.Start = start.Date()
	hours := func(from civil.Clock) recur.Hours { return recur.Hours{From: from, Until: from + length} }
	if r.rule != "" {
		days, _, err := rrule.Read(r.rule)
		if err != nil {
			return refusedSeries(err)
		}
		if len(days.ByHour)+len(days.ByMinute)+len(days.BySecond) > 0 {
			return unkeepable("a schedule that is kept has no times of day in its rule", "say with --start and --end when it opens.")
		}
		rule.End = endOf(&days, start.Clock(), at)
		days.Count, days.Until = 0, rrule.Until{}
		rule.Spans = []recur.Span{{Days: days, Hours: hours(start.Clock())}}
	}
	for _, text := range r.exdates {
		skip, err := skipOf(text, at)
		if err != nil {
			return err
		}
		rule.Skip = append(rule.Skip, skip)
	}
	for _, text := range r.rdates {
		wall, err := civil.ParseWall(text)
		if err != nil {
			return unkeepable(err.Error(), "")
		}
		rule.Extra = append(rule.Extra, recur.Opening{Date: wall.Date(), Hours: hours(wall.Clock())})
	}
	return nil
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

// endOf is how a rule ends, by days. A window that would begin after UNTIL on its last day is not one of it any more.
func endOf(days *rrule.Rule, opens civil.Clock, at *time.Location) recur.End {
	wall := days.Until.Wall
	switch {
	case days.Count > 0:
		return recur.End{Kind: recur.AfterCount, Count: days.Count}
	case days.Until.IsZero():
		return recur.End{}
	case days.Until.HasDate:
		return recur.End{Kind: recur.OnDate, On: days.Until.Date}
	case !days.Until.HasWall:
		wall = civil.WallOf(days.Until.At.In(at))
	}
	last, clock := wall.Split()
	if clock < opens {
		last--
	}
	return recur.End{Kind: recur.OnDate, On: last}
}

// skipOf is an EXDATE: a day, a time on the wall, or an instant.
func skipOf(text string, at *time.Location) (recur.Skip, error) {
	if day, err := civil.ParseDate(text); err == nil {
		return recur.Skip{Date: day}, nil
	}
	wall, err := civil.ParseWall(text)
	if instant, bad := time.Parse(time.RFC3339, text); err != nil && bad == nil {
		wall, err = civil.WallOf(instant.In(at)), nil
	}
	if err != nil {
		return recur.Skip{}, unkeepable(err.Error(), "")
	}
	return recur.Skip{Date: wall.Date(), One: true, At: wall.Clock()}, nil
}

package recur

import (
	"errors"
	"fmt"
	"time"

	"seamdash/model/civil"
	"seamdash/model/rrule"
)

// WeekdaysOf is on which days of every how manieth week a pattern is that begins on start. The error says in words why it is not
// weeks that come again and again.
func WeekdaysOf(p *rrule.Rule, start civil.Date) (days []time.Weekday, every int, err error) {
	if err := notWeekly(p); err != nil {
		return nil, 0, err
	}
	for _, d := range p.ByDay {
		if d.N != 0 {
			return nil, 0, errors.New("some of its windows are on numbered weekdays")
		}
		days = append(days, d.Weekday)
	}
	switch {
	case len(days) > 0:
	case p.Freq == rrule.Weekly:
		days = append(days, start.Weekday())
	default:
		for d := time.Sunday; d <= time.Saturday; d++ {
			days = append(days, d)
		}
	}
	return days, max(p.Interval, 1), nil
}

// notWeekly says what keeps a pattern from being days of a week.
func notWeekly(p *rrule.Rule) error {
	switch {
	case p.Freq == rrule.Monthly:
		return errors.New("some of its windows repeat by the month")
	case p.Freq == rrule.Yearly:
		return errors.New("some of its windows repeat by the year")
	case len(p.ByMonth) > 0:
		return errors.New("some of its windows are only in some months")
	case len(p.ByMonthDay)+len(p.ByYearDay)+len(p.ByWeekNo) > 0:
		return errors.New("some of its windows depend on the date, not on the weekday alone")
	case len(p.BySetPos) > 0:
		return errors.New("some of its windows are picked by their position")
	case p.Freq == rrule.Daily && p.Interval > 1:
		return fmt.Errorf("some of its windows repeat every %d days", p.Interval)
	case p.Interval > 1 && p.HasWeekStart && p.WeekStart != time.Monday:
		return fmt.Errorf("its weeks begin on %v", p.WeekStart)
	default:
		return nil
	}
}

// OnWeekdays is the pattern of weekdays, by Monday first; all days of all weeks are DAILY.
func OnWeekdays(days []rrule.Day, every int) rrule.Rule {
	if len(days) == 7 && every == 1 {
		return rrule.Rule{Freq: rrule.Daily}
	}
	return rrule.Rule{Freq: rrule.Weekly, Interval: every, ByDay: days}.Normal()
}

// sinceMonday counts weekdays from Monday, 0.
func sinceMonday(d time.Weekday) int { return int(d+6) % 7 }

package rrule

import (
	"strconv"
	"strings"
	"time"
)

// String writes the rule in one fixed form: the parts in one order, every list sorted, nothing that says what is so anyway.
// [Parse] reads it back as the same rule as [Rule.Normal] gives.
func (r Rule) String() string {
	r = r.Normal()
	b := make([]byte, 0, 64)
	b = append(append(b, "FREQ="...), r.Freq.String()...)
	if r.Interval > 1 {
		b = strconv.AppendInt(append(b, ";INTERVAL="...), int64(r.Interval), 10)
	}
	if r.Count > 0 {
		b = strconv.AppendInt(append(b, ";COUNT="...), int64(r.Count), 10)
	}
	if !r.Until.IsZero() {
		b = append(append(b, ";UNTIL="...), r.Until.String()...)
	}
	b = appendList(b, ";BYMONTH=", r.ByMonth)
	b = appendList(b, ";BYWEEKNO=", r.ByWeekNo)
	b = appendList(b, ";BYYEARDAY=", r.ByYearDay)
	b = appendList(b, ";BYMONTHDAY=", r.ByMonthDay)
	if len(r.ByDay) > 0 {
		names := make([]string, len(r.ByDay))
		for i, d := range r.ByDay {
			names[i] = d.String()
		}
		b = append(append(b, ";BYDAY="...), strings.Join(names, ",")...)
	}
	b = appendList(b, ";BYHOUR=", r.ByHour)
	b = appendList(b, ";BYMINUTE=", r.ByMinute)
	b = appendList(b, ";BYSECOND=", r.BySecond)
	b = appendList(b, ";BYSETPOS=", r.BySetPos)
	if r.HasWeekStart {
		b = append(append(b, ";WKST="...), dayName(r.WeekStart)...)
	}
	return string(b)
}

func appendList[T ~int](b []byte, name string, list []T) []byte {
	for i, n := range list {
		if i == 0 {
			b = append(b, name...)
		} else {
			b = append(b, ',')
		}
		b = strconv.AppendInt(b, int64(n), 10)
	}
	return b
}

// String writes "MO", "2MO" or "-1FR".
func (d Day) String() string {
	if d.N == 0 {
		return dayName(d.Weekday)
	}
	return strconv.Itoa(d.N) + dayName(d.Weekday)
}

// String writes the end in the RFC's basic format, "" where there is none.
func (u Until) String() string {
	switch {
	case !u.At.IsZero():
		return u.At.UTC().Format("20060102T150405Z")
	case u.HasWall:
		return time.Unix(int64(u.Wall), 0).UTC().Format("20060102T150405")
	case u.HasDate:
		return strings.ReplaceAll(u.Date.String(), "-", "")
	default:
		return ""
	}
}

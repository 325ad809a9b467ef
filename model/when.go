package model

import (
	"strconv"
	"time"
)

const day = 24 * time.Hour

// When puts an instant into words for somebody at now whose eyes are on zone: "today 15:00", "yesterday 11:00", the
// weekday for the six days to come ("Mon 09:00"), and otherwise the date ("2027-01-04 09:00"). A weekday never means
// the past.
func When(t, now time.Time, zone *time.Location) string {
	return string(AppendWhen(nil, t, now, zone))
}

// AppendWhen is [When] without an allocation.
func AppendWhen(dst []byte, t, now time.Time, zone *time.Location) []byte {
	dst = appendDay(dst, t, now, zone)
	return t.In(zone).AppendFormat(dst, " 15:04")
}

// appendDay writes the day part of [When].
func appendDay(dst []byte, t, now time.Time, zone *time.Location) []byte {
	switch days := dayNumber(t.In(zone)) - dayNumber(now.In(zone)); {
	case days == 0:
		return append(dst, "today"...)
	case days == -1:
		return append(dst, "yesterday"...)
	case days > 0 && days < 7:
		return t.In(zone).AppendFormat(dst, "Mon")
	default:
		return t.In(zone).AppendFormat(dst, time.DateOnly)
	}
}

// dayNumber counts calendar days, so that neither a day of 23 hours nor one of 25 shifts the count.
func dayNumber(t time.Time) int64 {
	y, m, d := t.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / int64(day/time.Second)
}

// Span is a length of time in its largest whole unit: "12 s", "24 min", "5 h", "3 days". A negative span counts as
// none.
func Span(d time.Duration) string { return string(AppendSpan(nil, d)) }

// AppendSpan is [Span] without an allocation.
func AppendSpan(dst []byte, d time.Duration) []byte {
	n, unit := spanOf(d)
	dst = strconv.AppendInt(dst, n, 10)
	switch unit {
	case 's':
		return append(dst, " s"...)
	case 'm':
		return append(dst, " min"...)
	case 'h':
		return append(dst, " h"...)
	default:
		if n == 1 {
			return append(dst, " day"...)
		}
		return append(dst, " days"...)
	}
}

// AppendBriefSpan is [AppendSpan] for a table: "12s", "24m", "5h", "3d".
func AppendBriefSpan(dst []byte, d time.Duration) []byte {
	n, unit := spanOf(d)
	return append(strconv.AppendInt(dst, n, 10), unit)
}

func spanOf(d time.Duration) (n int64, unit byte) {
	switch d = max(d, 0); {
	case d < time.Minute:
		return int64(d / time.Second), 's'
	case d < time.Hour:
		return int64(d / time.Minute), 'm'
	case d < 2*day:
		return int64(d / time.Hour), 'h'
	default:
		return int64(d / day), 'd'
	}
}

// ZoneLabel is how a person calls an IANA zone: "Los Angeles" for "America/Los_Angeles". The empty name gives "UTC",
// which is what the times of a lock without a zone are shown in.
func ZoneLabel(name string) string {
	if name == "" {
		return "UTC"
	}
	label := []byte(name)
	for i, b := range label {
		if b == '_' {
			label[i] = ' '
		}
	}
	for i := len(label) - 1; i >= 0; i-- {
		if label[i] == '/' {
			return string(label[i+1:])
		}
	}
	return string(label)
}

// Ago says how old something is that is looked at all the time, in coarse steps and always rounded up: it is never older than
// that, and a number that changes each second would pull the eye.
func Ago(d time.Duration) string {
	const step = 5 * time.Second
	switch {
	case d < 2*time.Second:
		return "just now"
	case d <= 55*time.Second:
		return Span((d + step - 1).Truncate(step)) + " ago"
	case d <= 59*time.Minute:
		return Span((d + time.Minute - 1).Truncate(time.Minute)) + " ago"
	default:
		return Span((d + time.Hour - 1).Truncate(time.Hour)) + " ago"
	}
}

package words

import (
	"slices"
	"time"

	"seamdash/model/moment"
)

type unitKind uint8

const (
	seconds unitKind = iota + 1 // only to be refused
	minutes
	hours
	days
	weeks
	monthsUnit
	years
)

// unitOf is the unit that a word names, or 0.
func unitOf(text string) unitKind {
	switch text {
	case "s", "sec", "secs", "second", "seconds":
		return seconds
	case "m", "min", "mins", "minute", "minutes":
		return minutes
	case "h", "hr", "hrs", "hour", "hours":
		return hours
	case "d", "day", "days":
		return days
	case "w", "wk", "wks", "week", "weeks":
		return weeks
	case "month", "months":
		return monthsUnit
	case "y", "yr", "yrs", "year", "years":
		return years
	}
	return 0
}

// amount is the number that a token is, in digits or letters; "a" is one.
func (r *reader) amount(ahead int) (int, bool) {
	t := r.peek(ahead)
	switch {
	case t.kind == number && len(t.text) <= 5:
		return t.n, true
	case t.kind == word && (t.text == "a" || t.text == "an"):
		return 1, true
	case t.kind == word:
		return moment.Small(t.text)
	}
	return 0, false
}

// monthAt says that a token names a month.
func (r *reader) monthAt(ahead int) bool {
	_, ok := monthOf(r.peek(ahead))
	return ok
}

func monthOf(t token) (time.Month, bool) { return t.month, t.month > 0 }

// weekdayOf is the weekday that a token names, also one of many: "mondays".
func weekdayOf(t token) (d time.Weekday, many, ok bool) {
	return t.weekday, t.days == manyDays, t.days != noDay
}

func week() []time.Weekday {
	return []time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday, time.Saturday, time.Sunday}
}

func months() []time.Month {
	out := make([]time.Month, 12)
	for i := range out {
		out[i] = time.Month(i + 1)
	}
	return out
}

// ordinalEnding says that a token is what makes "1st" of "1".
func ordinalEnding(t token) bool {
	return t.kind == word && slices.Contains([]string{"st", "nd", "rd", "th"}, t.text)
}

// ordinalWord reads "first" to "fifth".
func ordinalWord(t token) (int, bool) {
	if t.kind != word {
		return 0, false
	}
	i := slices.Index([]string{"first", "second", "third", "fourth", "fifth"}, t.text)
	return i + 1, i >= 0
}

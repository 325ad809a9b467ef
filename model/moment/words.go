package moment

import (
	"strings"
	"time"
)

// Weekday reads "fri", "friday" and the short forms between them that are in use.
func Weekday(word string) (time.Weekday, bool) {
	for d := time.Sunday; d <= time.Saturday; d++ {
		if abbreviates(word, d.String()) {
			return d, true
		}
	}
	switch word {
	case "weds":
		return time.Wednesday, true
	}
	return 0, false
}

// Month reads "dec", "december" and the short forms between them that are in use.
func Month(word string) (time.Month, bool) {
	for m := time.January; m <= time.December; m++ {
		if abbreviates(word, m.String()) {
			return m, true
		}
	}
	return 0, false
}

// abbreviates says that word is at least the first three letters of whole; a full stop may follow.
func abbreviates(word, whole string) bool {
	word = strings.TrimSuffix(word, ".")
	return len(word) >= 3 && len(word) <= len(whole) && strings.EqualFold(whole[:len(word)], word)
}

type unit uint8

const (
	noUnit unit = iota
	minute
	hour
	day
	night
	week
	uneven // months and years
)

func unitOf(word string) unit {
	switch strings.TrimSuffix(word, ".") {
	case "m", "min", "mins", "minute", "minutes":
		return minute
	case "h", "hr", "hrs", "hour", "hours":
		return hour
	case "d", "day", "days":
		return day
	case "night", "nights":
		return night
	case "w", "wk", "wks", "week", "weeks":
		return week
	case "month", "months", "y", "yr", "year", "years":
		return uneven
	}
	return noUnit
}

// vocabulary is the words that a slip of a finger is compared with, those first that are used most.
func vocabulary() []string {
	out := []string{"tomorrow", "today", "tonight", "yesterday", "noon", "midnight"}
	for d := time.Sunday; d <= time.Saturday; d++ {
		name := strings.ToLower(d.String())
		out = append(out, name, name[:3])
	}
	for m := time.January; m <= time.December; m++ {
		name := strings.ToLower(m.String())
		out = append(out, name, name[:3])
	}
	return append(out, "now", "next", "this", "for", "hours", "days", "nights", "weeks", "minutes", "after")
}

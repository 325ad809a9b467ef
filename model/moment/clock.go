package moment

import (
	"strings"
	"time"
)

// A clock is a time of day. The hour 24 is the end of the day.
type clock struct {
	hour, minute, second, nano int
	// midnight says that the word was used: with a day it could be the beginning or the end.
	midnight bool
}

// readClock reads "9:00", "9am", "9:00 pm", "noon" and "midnight".
func (r *reader) readClock() (bool, error) {
	from, word := r.at, r.peek(0)
	switch word {
	case "noon", "midday":
		r.at++
		r.spoken.clock = clock{hour: 12}
		return true, r.claim(ofClock, from)
	case "midnight":
		r.at++
		r.spoken.clock = clock{hour: 24, midnight: true}
		return true, r.claim(ofClock, from)
	}
	half := halfOfDay(r.peek(1))
	if !strings.Contains(word, ":") && (half == "" || !digit(rune(word[0]))) {
		return false, nil
	}
	c, ok := parseClock(word)
	if !ok {
		return true, r.mistake(from, from+1, "is no time of day", r.instead(from, from+1, strings.ReplaceAll(word, ".", ":")))
	}
	r.at++
	if half != "" {
		r.at++
		if c.hour < 1 || c.hour > 12 {
			return true, r.mistake(from, r.at, "is no time of day: with am and pm hours go from 1 to 12", r.instead(from, r.at, word+minutes(word)))
		}
		c.hour %= 12
		if half == "pm" {
			c.hour += 12
		}
	}
	r.spoken.clock = c
	return true, r.claim(ofClock, from)
}

func halfOfDay(word string) string {
	switch word {
	case "am", "a.m", "a.m.":
		return "am"
	case "pm", "p.m", "p.m.":
		return "pm"
	}
	return ""
}

// minutes is what a bare hour lacks.
func minutes(word string) string {
	if strings.Contains(word, ":") {
		return ""
	}
	return ":00"
}

// parseClock reads 9, 9:00, 09:00:30 and 09:00:30.25; 24:00 is the end of the day.
func parseClock(word string) (clock, bool) {
	if word == "24:00" {
		return clock{hour: 24}, true
	}
	for _, layout := range []string{"15", "15:04", "15:04:05"} {
		if t, err := time.Parse(layout, word); err == nil {
			return clock{hour: t.Hour(), minute: t.Minute(), second: t.Second(), nano: t.Nanosecond()}, true
		}
	}
	return clock{}, false
}

package words

import (
	"errors"
	"slices"
	"strings"
	"unicode"

	"seamdash/model"
)

// offered is how many words [Complete] gives.
const offered = 8

// Complete gives words that can stand at a place in a text, the most likely first: those that the letters before the place begin
// with and that make sense behind the words before them, at most eight. The place is counted in bytes.
func Complete(text string, at int, c Context) []string {
	at = max(0, min(at, len(text)))
	head := text[:at]
	begun := strings.TrimRightFunc(head, unicode.IsLetter)
	part := strings.ToLower(head[len(begun):])
	if part == "" && begun != "" && !strings.HasSuffix(begun, " ") {
		return nil
	}
	var out []string
	for _, w := range offers(begun, c) {
		if len(out) == offered {
			break
		}
		fits := strings.HasPrefix(strings.ToLower(w), part) && strings.ToLower(w) != part
		if fits && !slices.Contains(out, w) && goesOn(begun+w, c) {
			out = append(out, w)
		}
	}
	return out
}

// goesOn says that a text is right as far as it goes.
func goesOn(text string, c Context) bool {
	r := &reader{text: text, c: c, guessing: true}
	_, err := r.read()
	var m *Mistake
	return err == nil || errors.As(err, &m) && m.open
}

// offers are the words that can be offered behind some text; which of them make sense is seen by reading.
func offers(before string, c Context) []string {
	behind := lex(before)
	if len(behind) == 0 {
		return dayOffers()
	}
	var names []string
	for _, m := range months() {
		names = append(names, shortMonth(m))
	}
	switch behind[len(behind)-1].text {
	case "until", "till", "from", "starting", "since":
		return append([]string{"tomorrow", "the end of"}, names...)
	}
	out := []string{"and", "until", "except", "from", "also", "with", "paused"}
	for _, s := range c.Sets {
		out = append(out, setText(s.ID, c))
		out = append(out, strings.Fields(model.Clean(s.Name))...)
	}
	out = append(append(out, dayOffers()...), names...)
	return append(out, "on", "the", "day", "weeks on", "days", "months on the", "years on", "month", "of the month", "of", "in", "times", "holidays",
		"min before", "min after", "min early", "before", "after", "today", "tomorrow", "noon", "midnight", "next day", "second", "third", "other")
}

// dayOffers are the words with which days begin.
func dayOffers() []string {
	out := []string{"weekdays", "every", "weekends"}
	for _, d := range week() {
		out = append(out, shortDay(d))
	}
	return append(out, "daily", "monthly on the", "yearly on", "first", "last", "also")
}

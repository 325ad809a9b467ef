package holidays

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"seamdash/model"
	"seamdash/model/civil"
	"seamdash/model/moment"
)

// longest is how many days may stand between two dates that are typed as one range.
const longest = 366

// A Mistake says what in a list of dates cannot be read.
type Mistake struct {
	// Entry is the part of the list between two commas, and Number which one, from 1.
	Entry  string
	Number int
	// Why is a clause: "24" is no date such as 24 dec. Guess is an entry that can be read, or "".
	Why, Guess string
}

// Error names the entry where it is not all that is wrong.
func (m *Mistake) Error() string {
	if m.Entry == "" || strings.HasPrefix(m.Why, `"`+m.Entry+`"`) {
		return m.Why
	}
	return fmt.Sprintf("in %q, %s", m.Entry, m.Why)
}

// Hint is what may have been meant, or "".
func (m *Mistake) Hint() string {
	if m.Guess == "" {
		return ""
	}
	return fmt.Sprintf("did you mean %q?", m.Guess)
}

// ParseDays reads dates as people type them, with names if they like, divided by commas, semicolons or new lines: "25 dec, 1 jan
// 2027, 24-26 dec, 2027-04-05 Easter Monday". Each is a single date; one without a year is the next from today on. The days come
// in order and without repetition. The error is a [*Mistake].
func ParseDays(text string, today civil.Date) ([]Day, error) {
	var out []Day
	list := entries(text)
	for i, entry := range list {
		days, err := parseEntry(entry, today)
		if err != nil {
			return nil, mistaken(entry, i+1, err)
		}
		if out = append(out, days...); len(out) > MaxDays {
			return nil, mistaken(entry, i+1, fmt.Errorf("a set may have %d days", MaxDays))
		}
	}
	if len(list) == 0 {
		return nil, &Mistake{Why: "there is no date", Guess: "25 dec, 1 jan"}
	}
	return Set{Days: out}.Normal().Days, nil
}

// entries takes a list apart. A year alone belongs to the entry before it: "dec 24, 2026".
func entries(text string) []string {
	var out []string
	for entry := range strings.FieldsFuncSeq(text, func(c rune) bool { return strings.ContainsRune(",;\n\r", c) }) {
		entry = model.Clean(entry)
		switch {
		case entry == "":
		case len(entry) == 4 && numeric(entry) && len(out) > 0:
			out[len(out)-1] += " " + entry
		default:
			out = append(out, entry)
		}
	}
	return out
}

func mistaken(entry string, number int, err error) *Mistake {
	out := &Mistake{Entry: entry, Number: number, Why: err.Error()}
	var m *moment.Mistake
	if errors.As(err, &m) {
		out.Guess = m.Guess
	}
	return out
}

// parseEntry reads one date or range of dates, and the name after it.
func parseEntry(entry string, today civil.Date) ([]Day, error) {
	entry = spaced(strings.Replace(entry, ": ", " ", 1))
	before, tail := daysOfMonth(entry)
	date, rest, err := moment.Day(tail, today)
	if err != nil {
		return nil, err
	}
	if before > 0 {
		return named(date-civil.Date(before), date, rest)
	}
	last, is := afterDash(rest)
	if !is {
		return named(date, date, rest)
	}
	until, rest, err := moment.Day(last, date)
	if err != nil {
		return nil, err
	}
	return named(date, until, rest)
}

// named are the days from one date to another, all by the same name.
func named(from, until civil.Date, name string) ([]Day, error) {
	first, _, _ := strings.Cut(name, " ")
	switch {
	case first != "" && strings.Trim(first, "0123456789:.-/") == "":
		return nil, fmt.Errorf("%q after the date is not understood: days off are whole days", first)
	case until < from:
		return nil, fmt.Errorf("%s is before %s", until, from)
	case until-from >= longest:
		return nil, fmt.Errorf("%s to %s is more than a year: say the year of both", from, until)
	}
	var out []Day
	for d := from; d <= until; d++ {
		out = append(out, Day{d, name})
	}
	return out, nil
}

// daysOfMonth takes "24-26 dec" apart into the last day, "26 dec", and how many stand before it.
func daysOfMonth(entry string) (before int, tail string) {
	first, rest, is := strings.Cut(entry, "-")
	last, _, _ := strings.Cut(rest, " ")
	if !is || !numeric(first) || !numeric(last) || len(first) > 2 || len(last) > 2 {
		return 0, entry
	}
	a, errA := strconv.Atoi(first)
	b, errB := strconv.Atoi(last)
	if errA != nil || errB != nil || a >= b || a == 0 {
		return 0, entry
	}
	return b - a, rest
}

// afterDash is what follows a word that leads to the end of a range.
func afterDash(rest string) (string, bool) {
	for _, lead := range []string{"- ", "to ", "until "} {
		if len(rest) > len(lead) && strings.EqualFold(rest[:len(lead)], lead) {
			return rest[len(lead):], true
		}
	}
	return "", false
}

// spaced writes ranges in one way: "24 dec–2 jan" and "2026-12-24..2027-01-02" with a dash between blanks, "24 – 26 dec" without.
func spaced(entry string) string {
	entry = strings.NewReplacer("–", "-", "..", " - ").Replace(entry)
	var out strings.Builder
	for i := 0; i < len(entry); i++ {
		before, after := strings.TrimRight(entry[:i], " "), strings.TrimLeft(entry[i+1:], " ")
		switch {
		case entry[i] != '-' || before == "" || after == "" || !numeric(after[:1]):
			out.WriteByte(entry[i])
		case numeric(before) && len(before) <= 2:
			kept := strings.TrimRight(out.String(), " ")
			out.Reset()
			out.WriteString(kept + "-")
			i = len(entry) - len(after) - 1
		case numeric(before[len(before)-1:]) && entry[i-1] != ' ':
			out.WriteByte('-') // within a date of numbers
		default:
			out.WriteString(" - ")
		}
	}
	return strings.Join(strings.Fields(out.String()), " ")
}

func numeric(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

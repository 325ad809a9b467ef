package moment

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// A date is a day of the calendar. The year 0 is the one that makes it come next.
type date struct {
	year  int
	month time.Month
	day   int
}

// exists says that the calendar has the date; without a year it has to be in some year.
func (d date) exists() bool {
	year := d.year
	if year == 0 {
		year = 2000 // a leap year
	}
	return d.month >= 1 && d.month <= 12 && d.day >= 1 && d.on(year).Day() == d.day
}

// on is the wall's 00:00 of the date in a year.
func (d date) on(year int) time.Time { return time.Date(year, d.month, d.day, 0, 0, 0, 0, time.UTC) }

func (d date) String() string {
	if d.year == 0 {
		return strconv.Itoa(d.day) + " " + d.month.String()
	}
	return d.on(d.year).Format("2 January 2006")
}

// readDate reads "2027-01-04", "24 dec", "dec 24 2026", "24.12." and "12/24/2026".
func (r *reader) readDate() (bool, error) {
	if unitOf(r.peek(1)) != noUnit {
		return false, nil
	}
	if month, ok := Month(r.peek(0)); ok {
		return true, r.readMonth(month)
	}
	word := r.peek(0)
	if n, ok := number(strings.TrimSuffix(word, ".")); ok && len(word) <= 3 && n <= 31 {
		ahead := 1
		if ordinal(r.peek(1)) {
			ahead = 2
		}
		month, ok := Month(r.peek(ahead))
		if !ok {
			return false, nil
		}
		from := r.at
		r.at += ahead + 1
		return true, r.takeDate(from, date{r.readYear(), month, n})
	}
	if !digit(rune(word[0])) || !strings.ContainsAny(word, "-./") {
		return false, nil
	}
	return true, r.readNumbers()
}

// readMonth reads what follows a month: the day, and perhaps the year.
func (r *reader) readMonth(month time.Month) error {
	from := r.at
	n, ok := number(r.peek(1))
	if !ok || len(r.peek(1)) > 2 {
		return r.mistake(from, from+1, "lacks its day", r.instead(from, from+1, "1 "+r.peek(0)))
	}
	r.at += 2
	if ordinal(r.peek(0)) {
		r.at++
	}
	return r.takeDate(from, date{r.readYear(), month, n})
}

func ordinal(word string) bool {
	return word == "st" || word == "nd" || word == "rd" || word == "th"
}

// readYear reads a year of this century or the next if there is one, and otherwise gives 0.
func (r *reader) readYear() int {
	n, ok := number(r.peek(0))
	if !ok || len(r.peek(0)) != 4 || n < 2000 || n > 2199 {
		return 0
	}
	r.at++
	return n
}

func (r *reader) takeDate(from int, d date) error {
	if !d.exists() {
		return r.mistake(from, r.at, "is no date: the calendar does not have it")
	}
	r.spoken.date = d
	return r.claim(ofDate, from)
}

// readNumbers reads a date of numbers. Which of them is the day and which the month is not asked of the country: when both
// ways give a date, or the whole could be a time of day, nobody knows.
func (r *reader) readNumbers() error {
	from, word := r.at, r.peek(0)
	r.at++
	can := datesOf(word)
	var guesses []string
	hour := hourLike(word)
	if r.days {
		hour = ""
	}
	if hour != "" {
		guesses = append(guesses, r.instead(from, r.at, hour))
	}
	for _, d := range can {
		guesses = append(guesses, r.instead(from, r.at, d.guess(r.base)))
	}
	switch {
	case len(can) == 0:
		return r.mistake(from, r.at, "is no date", guesses...)
	case hour != "":
		return r.mistake(from, r.at, "can be a time of day or "+can[0].String(), guesses...)
	case len(can) == 2:
		return r.mistake(from, r.at, "can be "+can[0].String()+" or "+can[1].String(), guesses...)
	case shortYear(word):
		return r.mistake(from, r.at, "has a short year", guesses...)
	default:
		return r.takeDate(from, can[0])
	}
}

// hourLike is the time of day that "9.30" can mean, or "".
func hourLike(word string) string {
	timely := strings.Replace(word, ".", ":", 1)
	if c, ok := parseClock(timely); !ok || timely == word || c.hour == 24 {
		return ""
	}
	return timely
}

// guess writes a date so that it reads with certainty.
func (d date) guess(base time.Time) string {
	if d.year == 0 {
		d.year = base.Year()
		if d.on(d.year).Before(midnightOf(base)) {
			d.year++
		}
	}
	return d.on(d.year).Format(time.DateOnly)
}

// iso says that a date is written year first.
func iso(word string) bool { return strings.IndexAny(word, "-./") == 4 }

// shortYear says that a date ends in a year of two digits.
func shortYear(word string) bool {
	parts := strings.FieldsFunc(word, func(c rune) bool { return !digit(c) })
	return len(parts) == 3 && len(parts[0]) < 4 && len(parts[2]) == 2
}

// datesOf are the dates that numbers can mean, without repetition. A short year is of this century.
func datesOf(word string) []date {
	n := numbersOf(word)
	var ways []date
	switch {
	case len(n) == 3 && iso(word):
		ways = []date{{n[0], time.Month(n[1]), n[2]}}
	case len(n) == 3 && shortYear(word):
		ways = bothWays(n[2]+2000, n[0], n[1])
	case len(n) == 3:
		ways = bothWays(n[2], n[0], n[1])
	case len(n) == 2 && !iso(word) && !strings.Contains(word, "-"):
		ways = bothWays(0, n[0], n[1])
	}
	return slices.DeleteFunc(slices.Compact(ways), func(d date) bool { return !d.exists() || d.year == 0 && len(n) == 3 })
}

func bothWays(year, a, b int) []date {
	return []date{{year, time.Month(b), a}, {year, time.Month(a), b}}
}

// numbersOf are the numbers between one kind of mark, two digits each and two or four in a year. A full stop may be last.
func numbersOf(word string) []int {
	mark := word[strings.IndexAny(word, "-./")]
	if mark == '.' {
		word = strings.TrimSuffix(word, ".")
	}
	var out []int
	for _, part := range strings.Split(word, string(mark)) {
		v, ok := number(part)
		if !ok || len(part) > 4 || len(part) == 3 {
			return nil
		}
		out = append(out, v)
	}
	return out
}

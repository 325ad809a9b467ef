package rrule

import (
	"slices"
	"strings"
	"time"

	"seamdash/model/civil"
)

// digits reads an unsigned number of at most six digits, so that none overflows.
func digits(text string) (int, bool) {
	if text == "" || len(text) > 6 {
		return 0, false
	}
	n := 0
	for _, c := range []byte(text) {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	return n, true
}

// signed reads a number that may have one sign.
func signed(text string) (int, bool) {
	rest, minus := strings.CutPrefix(text, "-")
	if !minus {
		rest = strings.TrimPrefix(text, "+")
	}
	n, ok := digits(rest)
	if minus {
		n = -n
	}
	return n, ok
}

func weekday(text string) (time.Weekday, bool) {
	for d := time.Sunday; d <= time.Saturday; d++ {
		if text == dayName(d) {
			return d, true
		}
	}
	return 0, false
}

func dayName(d time.Weekday) string {
	if !isDay(d) {
		return "?"
	}
	return [...]string{"SU", "MO", "TU", "WE", "TH", "FR", "SA"}[d]
}

// readDay reads "MO", "2MO" and "-1MO".
func readDay(text string) (Day, bool) {
	if len(text) < 2 {
		return Day{}, false
	}
	number, name := text[:len(text)-2], text[len(text)-2:]
	day, ok := weekday(name)
	if !ok || number == "" {
		return Day{Weekday: day}, ok
	}
	n, ok := signed(number)
	return Day{N: n, Weekday: day}, ok && n != 0 && n >= -53 && n <= 53
}

// numbers reads a list into a part, each value once.
func numbers[T ~int](p *parser, into *[]T, value string, b bounds) error {
	for item := range strings.SplitSeq(value, ",") {
		read := digits
		if b.signed {
			read = signed
		}
		n, ok := read(item)
		if !ok || max(n, -n) < b.least || max(n, -n) > b.most {
			sign := ""
			if b.signed {
				sign = ", or from the end with a minus"
			}
			return refuse("bad-"+strings.ToLower(b.name), b.name, "%s is not a number from %d to %d%s", quoted(item), b.least, b.most, sign)
		}
		*into = addNew(p, *into, T(n), b.name)
	}
	return nil
}

func addNew[T comparable](p *parser, list []T, value T, part string) []T {
	if !slices.Contains(list, value) {
		return append(list, value)
	}
	if !slices.ContainsFunc(p.notes, func(n Note) bool { return n.Code == "duplicate-value" && n.Part == part }) {
		p.note("duplicate-value", part, "a value that is given twice counts once")
	}
	return list
}

// bounded cuts a text that is ASCII already, so that it may be shown.
func bounded(name string) string {
	const most = 20
	if len(name) > most {
		return name[:most] + "…"
	}
	return name
}

// readUntil reads the three forms of UNTIL in the RFC's basic format.
func readUntil(text string) (Until, bool) {
	switch len(text) {
	case len("20060102"):
		t, err := time.Parse("20060102", text)
		return Until{Date: civil.DateOf(t), HasDate: true}, err == nil && t.Year() > 0
	case len("20060102T150405"):
		t, err := time.Parse("20060102T150405", text)
		return Until{Wall: civil.WallOf(t), HasWall: true}, err == nil && t.Year() > 0
	case len("20060102T150405Z"):
		t, err := time.Parse("20060102T150405Z", text)
		return Until{At: t}, err == nil && t.Year() > 0
	default:
		return Until{}, false
	}
}

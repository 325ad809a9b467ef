package words

import (
	"fmt"
	"time"

	"seamdash/model/civil"
)

// readNumeric reads "2027-12-25", and refuses other dates of numbers: which is the day and which the month differs by country.
func (r *reader) readNumeric(d *day, from int) *Mistake {
	at := r.at
	n := r.numbers()
	yearFirst := len(r.tokens[at].text) == 4
	if len(n) == 3 && yearFirst && r.tokens[at+1].text == "-" {
		on, ok := civil.MakeDate(n[0], time.Month(n[1]), n[2])
		if !ok || n[0] < firstYear || n[0] > lastYear {
			return r.mistake(at, r.at, "is no date between 1970 and 2200")
		}
		d.exact, d.isExact = on, true
		return nil
	}
	if r.is(".") && r.glued(0) {
		r.at++
	}
	switch {
	case len(n) == 3 && yearFirst:
		return r.mistake(from, r.at, "is no date: years go first with dashes only", r.instead(at, r.at, fmt.Sprintf("%04d-%02d-%02d", n[0], n[1], n[2])))
	case len(n) > 3, yearFirst:
		return r.mistake(from, r.at, "is no date")
	}
	return r.mistake(at, r.at, "is not a date in words, which all read the same", r.bothWays(at, n)...)
}

// numbers are the numbers of a date, with the marks between them.
func (r *reader) numbers() []int {
	var out []int
	for {
		out = append(out, r.peek(0).n)
		r.at++
		if !r.is("-", ".", "/") || !r.glued2(0) {
			return out
		}
		r.at++
	}
}

// bothWays are texts with the date that two numbers, and perhaps a year, can mean.
func (r *reader) bothWays(at int, n []int) []string {
	year := ""
	if len(n) == 3 && n[2] >= firstYear {
		year = fmt.Sprintf(" %d", n[2])
	}
	var out []string
	for _, way := range [][2]int{{n[0], n[1]}, {n[1], n[0]}} {
		if way[1] >= 1 && way[1] <= 12 && way[0] >= 1 && way[0] <= 31 {
			out = append(out, r.instead(at, r.at, fmt.Sprintf("%d %s%s", way[0], shortMonth(time.Month(way[1])), year)))
		}
	}
	return out
}

package moment

import (
	"time"

	"seamdash/model/civil"
)

// Day reads the date that a text begins with, "24 dec", "fri 25 dec 2026" or "2027-04-05 Easter Monday", and gives the rest of
// the text, cleaned, which may be "". A date without a year is the next one from today on, and may be today.
//
// The error is a [*Mistake]: what can be two dates, or a weekday that does not go with its date, is not read. Its guess is for
// the whole text.
func Day(text string, today civil.Date) (day civil.Date, rest string, err error) {
	year, month, d := today.Split()
	r := newReader(time.Date(year, month, d, 0, 0, 0, 0, time.UTC), time.UTC)
	r.days = true
	return r.leadingDay(tidy(text))
}

func (r *reader) leadingDay(text string) (civil.Date, string, error) {
	r.text, r.tokens = text, lex(text)
	if len(r.tokens) == 0 {
		return 0, "", r.mistake(0, 0, "say a date")
	}
	for _, part := range []func() (bool, error){r.readWeekday, r.readDate} {
		if r.at == len(r.tokens) {
			break
		}
		if _, err := part(); err != nil {
			return 0, "", err
		}
	}
	if !r.has(ofDate) {
		return 0, "", r.dateless()
	}
	d := r.spoken.date
	if d.year == 0 {
		d = d.next(r.base)
	}
	if err := r.agree(d); err != nil {
		return 0, "", err
	}
	rest := ""
	if r.at < len(r.tokens) {
		rest = text[r.tokens[r.at].from:]
	}
	return civil.DateOf(d.on(d.year)), rest, nil
}

// dateless is the mistake of a text that does not begin with a date.
func (r *reader) dateless() *Mistake {
	i := min(r.at, len(r.tokens)-1)
	guess := ""
	if near := closest(r.tokens[i].text); near != "" {
		guess = r.instead(i, i+1, near)
	}
	if _, month := Month(closest(r.peek(1))); month {
		guess = r.instead(r.at+1, r.at+2, closest(r.peek(1)))
	}
	return r.mistake(i, i+1, "is no date such as 24 dec or 2027-01-04", guess)
}

// next is the date in the first year that has it from the day of t on.
func (d date) next(t time.Time) date {
	today := midnightOf(t)
	for d.year = today.Year(); !d.exists() || d.on(d.year).Before(today); {
		d.year++
	}
	return d
}

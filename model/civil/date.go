package civil

import (
	"fmt"
	"time"
)

// A Date is a day of the proleptic Gregorian calendar, counted from 1 January 1970, so that days are added and subtracted as
// numbers. The zero Date is that day.
type Date int32

// MakeDate is the date of a year, month and day; ok is false where the calendar has no such day or the year is not 1 to 9999.
func MakeDate(year int, month time.Month, day int) (d Date, ok bool) {
	if year < 1 || year > 9999 || month < time.January || month > time.December || day < 1 || day > DaysIn(year, month) {
		return 0, false
	}
	return unchecked(year, month, day), true
}

// unchecked counts days in years that begin in March, so that the leap day is the last of its year.
func unchecked(year int, month time.Month, day int) Date {
	m := (int(month) + 9) % 12
	y := year
	if month <= time.February {
		y--
	}
	era := floorDiv(y, 400)
	yearOfEra := y - era*400
	dayOfYear := (153*m+2)/5 + day - 1
	return Date(era*146097 + yearOfEra*365 + yearOfEra/4 - yearOfEra/100 + dayOfYear - 719468)
}

// DaysIn is how many days a month has.
func DaysIn(year int, month time.Month) int {
	switch month {
	case time.April, time.June, time.September, time.November:
		return 30
	case time.February:
		if Leap(year) {
			return 29
		}
		return 28
	default:
		return 31
	}
}

// Leap says that a year has a 29 February.
func Leap(year int) bool { return year%4 == 0 && (year%100 != 0 || year%400 == 0) }

// ParseDate reads "2027-01-04".
func ParseDate(text string) (Date, error) {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil || t.Year() < 1 {
		return 0, fmt.Errorf("%q is not a date such as 2027-01-04", short(text))
	}
	return unchecked(t.Date()), nil
}

// DateOf is the date that calendars show at t in t's own zone.
func DateOf(t time.Time) Date { return unchecked(t.Date()) }

// Split is the date's year, month and day.
func (d Date) Split() (year int, month time.Month, day int) {
	z := int(d) + 719468
	era := floorDiv(z, 146097)
	dayOfEra := z - era*146097
	yearOfEra := (dayOfEra - dayOfEra/1460 + dayOfEra/36524 - dayOfEra/146096) / 365
	dayOfYear := dayOfEra - (365*yearOfEra + yearOfEra/4 - yearOfEra/100)
	m := (5*dayOfYear + 2) / 153
	day = dayOfYear - (153*m+2)/5 + 1
	year = yearOfEra + era*400
	if m < 10 {
		return year, time.Month(m + 3), day
	}
	return year + 1, time.Month(m - 9), day
}

// Year is the date's year.
func (d Date) Year() int { year, _, _ := d.Split(); return year }

// Weekday is the date's day of the week.
func (d Date) Weekday() time.Weekday { return time.Weekday((int(d)%7 + 11) % 7) } // 1 January 1970 was a Thursday

// At is a time of day on the date, which may be past midnight.
func (d Date) At(c Clock) Wall { return Wall(int64(d)*daySeconds + int64(c)) }

// String writes "2027-01-04".
func (d Date) String() string {
	year, month, day := d.Split()
	return fmt.Sprintf("%04d-%02d-%02d", year, int(month), day)
}

// AppendText writes the date like [Date.String].
func (d Date) AppendText(b []byte) ([]byte, error) { return append(b, d.String()...), nil }

// MarshalText writes the date like [Date.String].
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads a date like [ParseDate].
func (d *Date) UnmarshalText(text []byte) error {
	read, err := ParseDate(string(text))
	if err == nil {
		*d = read
	}
	return err
}

func floorDiv(a, b int) int {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

func short(text string) string {
	const most = 40
	if len(text) > most {
		return text[:most] + "…"
	}
	return text
}

package ics

import (
	"fmt"
	"io"

	ical "github.com/arran4/golang-ical"

	"seamdash/model"
	"seamdash/model/civil"
	"seamdash/model/holidays"
)

// WriteHolidays writes the days of a set as events of whole days: those of its country from the day of Now until [WriteOptions.Until],
// and all that were typed.
func WriteHolidays(w io.Writer, s holidays.Set, opt WriteOptions) error {
	today := civil.DateOf(opt.Now.UTC())
	if opt.Until == 0 {
		opt.Until = today + 3*366
	}
	days := append(s.Days[:len(s.Days):len(s.Days)], s.Between(today, opt.Until+1)...)
	c := newCalendar(first(opt.Name, s.Name))
	for _, d := range (holidays.Set{Days: days}).Normal().Days {
		e := c.AddEvent(fmt.Sprintf("%s-%s@seamdash", safe(string(s.ID)), d.Date))
		e.SetDtStampTime(opt.Now)
		e.SetSummary(first(d.Name, model.Clean(s.Name)))
		e.AddProperty(ical.ComponentPropertyDtStart, formatDay(d.Date), ical.WithValue("DATE"))
		e.AddProperty(ical.ComponentPropertyDtEnd, formatDay(d.Date+1), ical.WithValue("DATE"))
		e.SetTimeTransparency(ical.TransparencyTransparent)
	}
	return output(w, c)
}

// ReadHolidays reads the events of whole days of a calendar, and its name. Everything else in it is named in the losses. A calendar
// without such events is an error.
func ReadHolidays(r io.Reader, opt Options) (name string, days []holidays.Day, losses []string, err error) {
	in, err := Read(r, opt)
	if err != nil {
		return "", nil, nil, err
	}
	losses = in.Losses
	for _, e := range in.Refused {
		losses = append(losses, fmt.Sprintf("%q is left out: %s", first(e.Summary, e.UID), e.Why))
	}
	for _, e := range in.Rules {
		losses = append(losses, fmt.Sprintf("%q is left out: it has times of day", e.Rule.Name))
	}
	if len(in.Days) == 0 {
		return "", nil, losses, fmt.Errorf("the calendar has no events of whole days")
	}
	return in.Name, in.Days, losses, nil
}

package ics

import (
	"fmt"
	"io"

	"seamdash/model/holidays"
)

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

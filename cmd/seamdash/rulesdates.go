package main

import (
	"errors"
	"fmt"

	"seamdash/model"
	"seamdash/model/civil"
	"seamdash/model/holidays"
	"seamdash/model/moment"
	"seamdash/model/recur"
)

// day reads a date as somebody means it on the clock of a rule. What is the flag that it stands behind.
func (r *ruleRoom) day(text string, rule *recur.Rule, what string) (civil.Date, error) {
	day, rest, err := moment.Day(text, r.today(rule))
	if err == nil && rest != "" {
		err = fmt.Errorf("%q is more than a date", model.Clean(text))
	}
	if err == nil {
		return day, nil
	}
	hint := "such as 2027-12-24 or \"24 dec\"."
	if m, is := errors.AsType[*moment.Mistake](err); is && m.Guess != "" {
		hint = fmt.Sprintf("did you mean %q?", m.Guess)
	}
	return 0, usageError{err: fmt.Errorf("read --%s: %w", what, err), hint: hint}
}

// days reads dates, also several and ranges: "24-26 dec, 1 jan".
func (r *ruleRoom) days(text string, rule *recur.Rule) ([]civil.Date, error) {
	read, err := holidays.ParseDays(text, r.today(rule))
	if err != nil {
		return nil, misdated(err)
	}
	out := make([]civil.Date, len(read))
	for i, d := range read {
		if d.Name != "" {
			return nil, usageError{err: fmt.Errorf("read the dates: %q is no date", d.Name), hint: "such as 2027-12-24, \"24-26 dec\", or 2027-01-04 09:00 for one window."}
		}
		out[i] = d.Date
	}
	if len(out) == 0 {
		return nil, usageError{err: errors.New("read the dates: there is none"), hint: "such as 2027-12-24, or \"24-26 dec\"."}
	}
	return out, nil
}

// misdated says which date is not understood.
func misdated(err error) error {
	out := usageError{err: fmt.Errorf("read the dates: %w", err)}
	if m, is := errors.AsType[*holidays.Mistake](err); is {
		out.hint = m.Hint()
	}
	return out
}

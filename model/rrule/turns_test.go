package rrule_test

import (
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
)

// TestTurns holds what follows from the rules where clocks turn, and looks odd.
func TestTurns(t *testing.T) {
	for name, c := range map[string]struct {
		line string
		want []window
	}{
		"a start on a day that was not is a day later": {
			`{"tz":"Pacific/Apia","dtstart":"2011-12-30T10:00","end_wall":"12:00","rrule":"FREQ=DAILY;COUNT=1","query":{"after":"2011-12-30T19:00:00Z","limit":9}}`,
			[]window{{"2011-12-30T20:00:00Z", "2011-12-30T22:00:00Z"}},
		},
		"of two that begin at one instant the longer stands": {
			`{"tz":"Pacific/Apia","dtstart":"2011-12-30T10:00","end_wall":"12:00","end_days":1,"rdates":["2011-12-30T10:00","2011-12-31T10:00"]}`,
			[]window{{"2011-12-30T20:00:00Z", "2011-12-31T22:00:00Z"}},
		},
		"also between rule and RDATE": {
			`{"tz":"Pacific/Apia","dtstart":"2011-12-30T10:00","end_wall":"12:00","end_days":1,"rrule":"FREQ=DAILY;COUNT=1","rdates":["2011-12-31T10:00"]}`,
			[]window{{"2011-12-30T20:00:00Z", "2011-12-31T22:00:00Z"}},
		},
		"a start in the gap comes after one behind it": {
			`{"tz":"America/New_York","dtstart":"2027-03-14T02:45","duration":"PT5M","rrule":"FREQ=DAILY;COUNT=2;BYHOUR=2,3;BYMINUTE=15,45;BYSETPOS=2,3"}`,
			[]window{{"2027-03-14T07:15:00Z", "2027-03-14T07:20:00Z"}, {"2027-03-14T07:45:00Z", "2027-03-14T07:50:00Z"}},
		},
		"an end in the gap may fall behind a start that it was before": {
			`{"tz":"America/New_York","dtstart":"2027-03-13T01:00","end_wall":"02:30","rrule":"FREQ=DAILY;COUNT=4;BYHOUR=1,3","query":{"after":"2027-01-01T00:00:00Z","limit":9}}`,
			[]window{{"2027-03-13T06:00:00Z", "2027-03-13T07:30:00Z"}, {"2027-03-14T06:00:00Z", "2027-03-14T07:30:00Z"}, {"2027-03-14T07:00:00Z", "2027-03-14T07:30:00Z"}},
		},
		"clocks that go back over midnight show a day before the last that UNTIL allows": {
			`{"tz":"America/St_Johns","dtstart":"2010-11-06T00:00","duration":"PT1M","rrule":"FREQ=DAILY;UNTIL=20101107T024500Z"}`,
			[]window{{"2010-11-06T02:30:00Z", "2010-11-06T02:31:00Z"}, {"2010-11-07T02:30:00Z", "2010-11-07T02:31:00Z"}},
		},
		"and a day before the last that is asked for": {
			`{"tz":"America/St_Johns","dtstart":"2010-11-06T00:00","duration":"PT1M","rrule":"FREQ=DAILY","query":{"between":["2010-11-07T02:00:00Z","2010-11-07T02:45:00Z"]}}`,
			[]window{{"2010-11-07T02:30:00Z", "2010-11-07T02:31:00Z"}},
		},
		"an UNTIL on a day that was not allows the day after until its hour": {
			`{"tz":"Pacific/Apia","dtstart":"2011-12-24T09:00","duration":"PT1H","rrule":"FREQ=WEEKLY;UNTIL=20111230T100000"}`,
			[]window{{"2011-12-24T19:00:00Z", "2011-12-24T20:00:00Z"}, {"2011-12-30T19:00:00Z", "2011-12-30T20:00:00Z"}},
		},
		"a window of a month runs on": {
			`{"tz":"UTC","dtstart":"2027-01-01T09:00","end_wall":"08:00","end_days":31,"rrule":"FREQ=MONTHLY;COUNT=1","query":{"between":["2027-02-01T07:59:59Z","2027-02-01T23:00:00Z"]}}`,
			[]window{{"2027-01-01T09:00:00Z", "2027-02-01T08:00:00Z"}},
		},
		"an end by the calendar keeps the hour, one by elapsed time does not": {
			`{"tz":"America/New_York","dtstart":"2027-11-06T01:30","duration":"P1DT1H","rrule":"FREQ=DAILY;COUNT=1"}`,
			[]window{{"2027-11-06T05:30:00Z", "2027-11-07T06:30:00Z"}},
		},
	} {
		if diff := gocmp.Diff(reply{Occurrences: c.want}, ask(t, []byte(c.line))); diff != "" {
			t.Errorf("%s: %s\n%s", name, c.line, diff)
		}
	}
}

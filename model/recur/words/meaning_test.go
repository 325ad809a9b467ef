package words_test

import (
	"fmt"
	"strings"
	"testing"

	"seamdash/model/civil"
	"seamdash/model/recur"
	"seamdash/model/recur/words"
	"seamdash/model/rrule"
)

// TestMeaning compares what is read with rules that were written by hand in RFC 5545.
func TestMeaning(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		text  string
		spans []string
	}{
		{"mon wed fri 9-13 and sat 10-16", []string{"FREQ=WEEKLY;BYDAY=MO,WE,FR 09:00-13:00", "FREQ=WEEKLY;BYDAY=SA 10:00-16:00"}},
		{"weekdays 9-17", []string{"FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR 09:00-17:00"}},
		{"weekends 10:00-16:30", []string{"FREQ=WEEKLY;BYDAY=SA,SU 10:00-16:30"}},
		{"fri-mon 8-9", []string{"FREQ=WEEKLY;BYDAY=FR,SA,SU,MO 08:00-09:00"}},
		{"every day 22-6", []string{"FREQ=DAILY 22:00-06:00+1"}},
		{"mon-sun 22-24", []string{"FREQ=DAILY 22:00-00:00+1"}},
		{"every 3 days 9-10", []string{"FREQ=DAILY;INTERVAL=3 09:00-10:00"}},
		{"every other day 9-10", []string{"FREQ=DAILY;INTERVAL=2 09:00-10:00"}},
		{"every third day 9-10", []string{"FREQ=DAILY;INTERVAL=3 09:00-10:00"}},
		{"every two weeks on tue 9-11", []string{"FREQ=WEEKLY;INTERVAL=2;BYDAY=TU 09:00-11:00"}},
		{"every second week on tue 9-11", []string{"FREQ=WEEKLY;INTERVAL=2;BYDAY=TU 09:00-11:00"}},
		{"every other mon and wed 14-18", []string{"FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE 14:00-18:00"}},
		{"every night 22-6", []string{"FREQ=DAILY 22:00-06:00+1"}},
		{"22-6 nights", []string{"FREQ=DAILY 22:00-06:00+1"}},
		{"every night 1h-5h", []string{"FREQ=DAILY 01:00-05:00"}},
		{"every other night 20-23", []string{"FREQ=DAILY;INTERVAL=2 20:00-23:00"}},
		{"every morning 7-9 and every evening 18-20", []string{"FREQ=DAILY 07:00-09:00", "FREQ=DAILY 18:00-20:00"}},
		{"mon 9h-13h", []string{"FREQ=WEEKLY;BYDAY=MO 09:00-13:00"}},
		{"mon 9h30-13h and 14h-17h15", []string{"FREQ=WEEKLY;BYDAY=MO 09:30-13:00", "FREQ=WEEKLY;BYDAY=MO 14:00-17:15"}},
		{"mon from 9h for 3h", []string{"FREQ=WEEKLY;BYDAY=MO 09:00-12:00"}},
		{"every fortnight on fri 9-10", []string{"FREQ=WEEKLY;INTERVAL=2;BYDAY=FR 09:00-10:00"}},
		{"fortnightly on fri 9-10", []string{"FREQ=WEEKLY;INTERVAL=2;BYDAY=FR 09:00-10:00"}},
		{"weekly on fri 9-10", []string{"FREQ=WEEKLY;BYDAY=FR 09:00-10:00"}},
		{"tue 9-11 every 4 weeks", []string{"FREQ=WEEKLY;INTERVAL=4;BYDAY=TU 09:00-11:00"}},
		{"mon-fri 8-12 and 13-17", []string{"FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR 08:00-12:00", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR 13:00-17:00"}},
		{"monthly on the 1st and 15th 9-12", []string{"FREQ=MONTHLY;BYMONTHDAY=1,15 09:00-12:00"}},
		{"every month on the 1st, 15th and last day 9-12", []string{"FREQ=MONTHLY;BYMONTHDAY=1,15,-1 09:00-12:00"}},
		{"every 2 months on the 2nd last day 9-11", []string{"FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=-2 09:00-11:00"}},
		{"the second to last day of the month 9-11", []string{"FREQ=MONTHLY;BYMONTHDAY=-2 09:00-11:00"}},
		{"last friday of the month 9-17", []string{"FREQ=MONTHLY;BYDAY=-1FR 09:00-17:00"}},
		{"first and third monday of every month 10-12", []string{"FREQ=MONTHLY;BYDAY=1MO,3MO 10:00-12:00"}},
		{"first monday and last fri of every 3 months 10-12", []string{"FREQ=MONTHLY;INTERVAL=3;BYDAY=1MO,-1FR 10:00-12:00"}},
		{"every first monday 10-12", []string{"FREQ=MONTHLY;BYDAY=1MO 10:00-12:00"}},
		{"every second friday of the month 10-12", []string{"FREQ=MONTHLY;BYDAY=2FR 10:00-12:00"}},
		{"quarterly on the first weekday 9-10", []string{"FREQ=MONTHLY;INTERVAL=3;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1 09:00-10:00"}},
		{"last workday of the month 9-10", []string{"FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1 09:00-10:00"}},
		{"first monday and 15th of the month 9-10", []string{"FREQ=MONTHLY;BYMONTHDAY=15 09:00-10:00", "FREQ=MONTHLY;BYDAY=1MO 09:00-10:00"}},
		{"yearly on 24 dec 9-12", []string{"FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=24 09:00-12:00"}},
		{"yearly on 24-26 dec 9-12", []string{"FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=24,25,26 09:00-12:00"}},
		{"annually on dec 24 and jan 1 9-12", []string{"FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=24 09:00-12:00", "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=1 09:00-12:00"}},
		{"every year on the 2nd sunday of may 10-18", []string{"FREQ=YEARLY;BYMONTH=5;BYDAY=2SU 10:00-18:00"}},
		{"2nd sunday of may and june 10-18", []string{"FREQ=YEARLY;BYMONTH=5,6;BYDAY=2SU 10:00-18:00"}},
		{"every 4 years on the last day of feb 10-18", []string{"FREQ=YEARLY;INTERVAL=4;BYMONTH=2;BYMONTHDAY=-1 10:00-18:00"}},
		{"weekdays in nov-feb 9-17", []string{"FREQ=WEEKLY;BYMONTH=1,2,11,12;BYDAY=MO,TU,WE,TH,FR 09:00-17:00"}},
		{"every day in may 9-17", []string{"FREQ=DAILY;BYMONTH=5 09:00-17:00"}},
		{"rrule FREQ=YEARLY;BYYEARDAY=100 9-17", []string{"FREQ=YEARLY;BYYEARDAY=100 09:00-17:00"}},
		{"rrule RRULE:FREQ=WEEKLY;BYDAY=MO 9-17", []string{"FREQ=WEEKLY;BYDAY=MO 09:00-17:00"}},
		{"mon 12-13", []string{"FREQ=WEEKLY;BYDAY=MO 12:00-13:00"}},
		{"mon 12am-12pm", []string{"FREQ=WEEKLY;BYDAY=MO 00:00-12:00"}},
		{"mon 11:30 PM - 1:15 AM", []string{"FREQ=WEEKLY;BYDAY=MO 23:30-01:15+1"}},
		{"mon 13-12", []string{"FREQ=WEEKLY;BYDAY=MO 13:00-12:00+1"}},
		{"mon 09-17", []string{"FREQ=WEEKLY;BYDAY=MO 09:00-17:00"}},
		{"mon 09:00-5pm", []string{"FREQ=WEEKLY;BYDAY=MO 09:00-17:00"}},
		{"mon 9-9+1", []string{"FREQ=WEEKLY;BYDAY=MO 09:00-09:00+1"}},
		{"mon 9-17 +4", []string{"FREQ=WEEKLY;BYDAY=MO 09:00-17:00+4"}},
		{"mon 9-24+1", []string{"FREQ=WEEKLY;BYDAY=MO 09:00-00:00+2"}},
		{"mon between 9 and 13", []string{"FREQ=WEEKLY;BYDAY=MO 09:00-13:00"}},
		{"mon 9:00:30-13", []string{"FREQ=WEEKLY;BYDAY=MO 09:00:30-13:00"}},
		{"mon at 9 for 90 min", []string{"FREQ=WEEKLY;BYDAY=MO 09:00-10:30"}},
		{"mon all day", []string{"FREQ=WEEKLY;BYDAY=MO 00:00-00:00+1"}},
		{"9-12 and 13-17 on weekdays", []string{"FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR 09:00-12:00", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR 13:00-17:00"}},
	} {
		got, err := words.Parse(tt.text, friday(t))
		if err != nil {
			t.Errorf("%s: %v", tt.text, err)
			continue
		}
		var is []string
		for _, s := range got.Rule.Spans {
			is = append(is, fmt.Sprintf("%v %v-%v", s.Days, s.Hours.From, s.Hours.Until))
		}
		want := recur.Rule{Start: got.Rule.Start}
		for _, s := range tt.spans {
			want.Spans = append(want.Spans, spanOf(t, s))
		}
		if !recur.Equal(&got.Rule, &want) {
			t.Errorf("%s is %s, want %s", tt.text, strings.Join(is, "; "), strings.Join(tt.spans, "; "))
		}
	}
}

// spanOf reads "FREQ=DAILY 22:00-06:00+1".
func spanOf(t *testing.T, text string) recur.Span {
	t.Helper()
	days, hours, _ := strings.Cut(text, " ")
	rule, err := rrule.Parse(days)
	if err != nil {
		t.Fatal(err)
	}
	from, until, _ := strings.Cut(hours, "-")
	until, later, _ := strings.Cut(until, "+")
	h := recur.Hours{From: clock(t, from), Until: clock(t, until)}
	for ; later > "0"; later = string(later[0] - 1) {
		h.Until += civil.Day
	}
	return recur.Span{Days: rule, Hours: h}
}

func clock(t *testing.T, text string) civil.Clock {
	t.Helper()
	c, err := civil.ParseClock(text)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

package ics_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"seamdash/model/ics"
)

func TestRefused(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ events, want string }{
		"no end":             {"BEGIN:VEVENT\r\nUID:a\r\nSUMMARY:Clean\r\nDTSTART:20270104T090000\r\nEND:VEVENT", "it has no end"},
		"no start":           {"BEGIN:VEVENT\r\nUID:a\r\nSUMMARY:Clean\r\nEND:VEVENT", "it has no start"},
		"two starts":         {event("DTSTART:20270104T090000", "DTSTART:20270105T090000"), "it has a second DTSTART"},
		"ends before":        {event("DTEND;TZID=America/New_York:20270104T080000"), "it ends before it starts"},
		"ends at once":       {event("DTEND;TZID=America/New_York:20270104T090000"), "it has no end"},
		"too long":           {event("DURATION:P32D"), "it is longer than 31 days"},
		"end and length":     {event("DTEND:20270104T100000", "DURATION:PT1H"), "it has an end and a length"},
		"bad length":         {event("DURATION:PT"), `its DURATION: "PT" is no length such as PT4H`},
		"negative length":    {event("DURATION:-PT1H"), `its DURATION: "-PT1H" is no length such as PT4H`},
		"mixed":              {event("DTEND;VALUE=DATE:20270105"), "it starts with a date and ends with a time, or the other way round"},
		"bad start":          {event("DTSTART:2027-01-04"), `its DTSTART: "2027-01-04" is no time such as 20270104T090000`},
		"no such day":        {event("DTSTART:20270230T090000"), `its DTSTART: "20270230T090000" is no time from 1970 to 2200`},
		"far":                {event("DTSTART:99991231T090000"), `its DTSTART: "99991231T090000" is no time from 1970 to 2200`},
		"24 hours":           {event("DTSTART:20270104T240000"), `its DTSTART: "20270104T240000" is no time from 1970 to 2200`},
		"wrong kind":         {event("DTSTART;VALUE=DATE:20270104T090000"), `its DTSTART: "20270104T090000" is not of the kind DATE`},
		"two rules":          {event("RRULE:FREQ=DAILY", "RRULE:FREQ=WEEKLY"), "it has more than one RRULE"},
		"exrule":             {event("RRULE:FREQ=DAILY", "EXRULE:FREQ=WEEKLY"), "it takes days away by EXRULE, which nobody writes any more; take them away by EXDATE"},
		"bad rule":           {event("RRULE:FREQ=DAILY;COUNT=0"), `its RRULE: COUNT: "0" is not a number from 1 to 10000`},
		"rscale":             {event("RRULE:RSCALE=CHINESE;FREQ=YEARLY"), "its RRULE: RSCALE: it is not a part of a rule of RFC 5545"},
		"hourly":             {event("RRULE:FREQ=HOURLY"), "its RRULE: FREQ: HOURLY is no access schedule: take DAILY with BYHOUR"},
		"ended":              {event("RRULE:FREQ=DAILY;UNTIL=20270104T085959"), "its RRULE ends before it starts"},
		"too many hours":     {event("RRULE:FREQ=DAILY;BYHOUR=1,2,3,4,5,6,7,8;BYMINUTE=0,1,2,3,4,5,6,7,8", "DURATION:PT1M"), "its RRULE has 72 windows a day, and 64 are possible"},
		"choice of hours":    {event("RRULE:FREQ=MONTHLY;BYDAY=MO;BYHOUR=9,17;BYSETPOS=1"), "its RRULE chooses among windows of several hours by BYSETPOS"},
		"overlap":            {event("RRULE:FREQ=DAILY", "DURATION:PT30H"), "windows overlap: Tue 5 Jan 2027 09:00-15:00+1 meets 09:00-15:00+1"},
		"added before":       {event("RRULE:FREQ=WEEKLY;INTERVAL=2", "RDATE:20261229T090000"), "the extra opening on 2026-12-29 is before the start on 2027-01-04"},
		"bad exdate":         {event("RRULE:FREQ=DAILY", "EXDATE:never"), `its EXDATE: "never" is no time such as 20270104T090000`},
		"exdate of no zone":  {event("RRULE:FREQ=DAILY", "EXDATE;TZID=Nowhere/At_All:20270105T090000"), `its EXDATE: its unknown time zone "Nowhere/At_All": name it as the zone database does: Europe/Lisbon, America/New_York, UTC.`},
		"mixed clocks":       {event("DTSTART:20270104T090000", "RRULE:FREQ=DAILY", "EXDATE:20270105T090000Z"), "its EXDATE: it has times with a zone and others without one"},
		"unknown zone":       {event("DTSTART;TZID=Europe/Brelin:20270104T090000"), `its unknown time zone "Europe/Brelin": did you mean Europe/Berlin?`},
		"all taken away":     {event("EXDATE;TZID=America/New_York:20270104T090000"), "all of its windows are taken away"},
		"cancelled":          {event("STATUS:CANCELLED"), "it is cancelled"},
		"this and following": {event("RRULE:FREQ=DAILY") + "\r\n" + event("RECURRENCE-ID;RANGE=THISANDFUTURE:20270105T090000"), "a change of one of its windows: it changes this and all following windows (RANGE=THISANDFUTURE); end the one and begin another"},
		"no series":          {event() + "\r\n" + event("RECURRENCE-ID:20270105T090000"), "it is changed by another event but is no series"},
		"second of UID":      {event("STATUS:CANCELLED") + "\r\n" + event(), "another event has the same UID|it is cancelled"},
		"broken line":        {event("EXDATE", "RRULE:FREQ=DAILY"), "line 4 of it cannot be read"},
		"broken line 2":      {event("EXDATE;TZID:20270105T090000", "RRULE:FREQ=DAILY"), "line 4 of it cannot be read"},
		"whole day, hours": {
			"BEGIN:VEVENT\r\nUID:a\r\nSUMMARY:Clean\r\nDTSTART;VALUE=DATE:20270104\r\nDURATION:PT5H\r\nEND:VEVENT", "it starts with a date and its length is not in days",
		},
		"whole day, rule": {
			"BEGIN:VEVENT\r\nUID:a\r\nSUMMARY:Clean\r\nDTSTART;VALUE=DATE:20270104\r\nRRULE:FREQ=DAILY;BYHOUR=9\r\nEND:VEVENT", "its RRULE: it has hours, and its event whole days",
		},
		"a year long": {"BEGIN:VEVENT\r\nUID:a\r\nSUMMARY:Clean\r\nDTSTART;VALUE=DATE:20270104\r\nDTEND;VALUE=DATE:20290104\r\nEND:VEVENT", "it is longer than a year"},
	} {
		in, err := ics.Read(strings.NewReader(calendar(c.events)), ics.Options{Today: date(t, "2026-11-21")})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		var got []string
		for _, r := range in.Refused {
			if r.UID != "a" || r.Summary != "Clean" {
				t.Errorf("%s: refused is %+v", name, r)
			}
			got = append(got, r.Why)
		}
		if diff := cmp.Diff(c.want, strings.Join(got, "|")); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestNoCalendar(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ text, want string }{
		"nothing":        {"", "there is no BEGIN:VCALENDAR"},
		"blanks":         {" \r\n\r\n", "there is no BEGIN:VCALENDAR"},
		"a page":         {"<!DOCTYPE html>\n<html>", `line 1 of the calendar: "<!DOCTYPE html>" stands outside of a calendar`},
		"binary":         {"BEGIN:VCALENDAR\x00", "binary data"},
		"not whole":      {"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a\r\n", "ends inside VEVENT"},
		"another end":    {calendar("BEGIN:VEVENT", "END:VTODO"), "line 4 of the calendar: END:VTODO ends nothing that is open"},
		"deep":           {calendar(strings.Repeat("BEGIN:X\r\n", 100_000)), "line 10 of the calendar: components are nested more than 8 deep"},
		"event in event": {calendar("BEGIN:VEVENT", "BEGIN:VEVENT"), "an event is inside of another component"},
		"calendar in it": {calendar("BEGIN:VCALENDAR"), "BEGIN:VCALENDAR is not where it can be"},
		"large":          {strings.Repeat("x", 8<<20+1), "more than 8 MiB"},
		"long line":      {calendar("BEGIN:VEVENT", "EXDATE:"+strings.Repeat("20270105T090000,", 5000), "END:VEVENT"), "EXDATE is longer than 64 KiB"},
		"endless fold":   {calendar("BEGIN:VEVENT", "UID:a"+strings.Repeat("\r\n a", 100_000)), "UID is longer than 64 KiB"},
		"parameters":     {calendar("BEGIN:VEVENT", "DTSTART"+strings.Repeat(";A=B", 20)+":20270104T090000", "END:VEVENT"), "DTSTART has too many parameters"},
		"many events":    {calendar(strings.Repeat("BEGIN:VEVENT\r\nEND:VEVENT\r\n", 10_001)), "more than 10000 events"},
		"many days":      {calendar(strings.Repeat("BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20270104\r\nRRULE:FREQ=DAILY\r\nEND:VEVENT\r\n", 100)), "too many whole days"},
		"many patterns":  {calendar(strings.Repeat(event("UID:", "RRULE:FREQ=DAILY;BYHOUR=1,2,3,4,5,6,7,8;BYMINUTE=0,20,40", "DURATION:PT1M")+"\r\n", 850)), "more than 20000 patterns of windows"},
		"hostile error":  {"BEGIN:VCALENDAR\r\nEND:\x1b[31mred\u202e\r\n", "END:RED ends nothing that is open"},
	} {
		in, err := ics.Read(strings.NewReader(c.text), ics.Options{Today: date(t, "2026-11-21")})
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, %s, want %q", name, err, tell(in), c.want)
		}
	}
	broken := errors.New("broken pipe")
	if _, err := ics.Read(iotest.ErrReader(broken), ics.Options{}); !errors.Is(err, broken) {
		t.Errorf("a reader that fails: %v", err)
	}
}

// TestLarge reads what is at the bounds.
func TestLarge(t *testing.T) {
	t.Parallel()
	var lines []string
	for i := range 10_000 {
		lines = append(lines, event(fmt.Sprintf("UID:%d", i), "RRULE:FREQ=WEEKLY;BYDAY=MO", "EXDATE;TZID=America/New_York:20270111T090000"))
	}
	in, err := ics.Read(strings.NewReader(calendar(lines...)), ics.Options{Today: date(t, "2026-11-21")})
	if err != nil || len(in.Rules) != 10_000 || len(in.Refused) != 0 {
		t.Fatalf("%d rules, %d refused: %v", len(in.Rules), len(in.Refused), err)
	}
	alarms := event("DTSTART;TZID=America/New_York:20270104T090000", strings.Repeat("BEGIN:VALARM\r\nTRIGGER:-PT5M\r\nEND:VALARM\r\n", 10_000)+"X-A:b")
	if in, err = ics.Read(strings.NewReader(calendar(alarms)), ics.Options{}); err != nil || len(in.Rules) != 1 {
		t.Errorf("10,000 alarms: %s, %v", tell(in), err)
	}
}

func TestSeveralCalendars(t *testing.T) {
	t.Parallel()
	in, err := ics.Read(strings.NewReader("\ufeff"+calendar("X-WR-CALNAME:One", event())+calendar("NAME:Two", event("UID:b"))), ics.Options{})
	if err != nil || len(in.Rules) != 2 || in.Name != "One" {
		t.Errorf("%q %s %v", in.Name, tell(in), err)
	}
}

// TestManyUnknownZones holds that no time is spent on guesses for names that a file has by the thousand.
func TestManyUnknownZones(t *testing.T) {
	t.Parallel()
	var lines []string
	for i := range 100 {
		lines = append(lines, event(fmt.Sprint("UID:", i), fmt.Sprintf("DTSTART;TZID=Europe/Brelin%d:20270104T090000", i)))
	}
	in, err := ics.Read(strings.NewReader(calendar(lines...)), ics.Options{})
	if err != nil || len(in.Refused) != len(lines) {
		t.Fatalf("%d refused: %v", len(in.Refused), err)
	}
	guessed := 0
	for _, r := range in.Refused {
		if strings.Contains(r.Why, "Europe/Berlin") {
			guessed++
		}
	}
	if guessed == 0 || guessed > 20 {
		t.Errorf("a guess was made for %d zones", guessed)
	}
}

func TestChosenZones(t *testing.T) {
	t.Parallel()
	in, err := ics.Read(strings.NewReader(calendar(event("DTSTART;TZID=Office:20270104T090000"))), ics.Options{Zones: map[string]string{"Office": "Europe/Lisbon"}})
	if err != nil || len(in.Rules) != 1 || in.Rules[0].Rule.Zone != "Europe/Lisbon" {
		t.Errorf("%s %v", tell(in), err)
	}
}

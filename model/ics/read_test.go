package ics_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"seamdash/model/civil"
	"seamdash/model/ics"
	"seamdash/model/recur"
)

func date(tb testing.TB, text string) civil.Date {
	tb.Helper()
	d, err := civil.ParseDate(text)
	if err != nil {
		tb.Fatal(err)
	}
	return d
}

// calendar puts lines into a calendar.
func calendar(lines ...string) string {
	return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + strings.Join(lines, "\r\n") + "\r\nEND:VCALENDAR\r\n"
}

// event puts lines into an event of Monday 4 January 2027, 09:00 to 13:00 in New York, unless they say otherwise.
func event(lines ...string) string {
	text := strings.Join(lines, "\r\n")
	for name, line := range map[string]string{
		"UID": "UID:a", "SUMMARY": "SUMMARY:Clean", "DTSTART": "DTSTART;TZID=America/New_York:20270104T090000",
	} {
		if !strings.Contains(text, name) {
			text += "\r\n" + line
		}
	}
	if !strings.Contains(text, "DTEND") && !strings.Contains(text, "DURATION") {
		text += "\r\nDURATION:PT4H"
	}
	return "BEGIN:VEVENT\r\n" + strings.TrimPrefix(text, "\r\n") + "\r\nEND:VEVENT"
}

// tell writes an import so that it can be compared.
func tell(in ics.Import) string {
	var b strings.Builder
	for _, r := range in.Rules {
		fmt.Fprintf(&b, "%s\n", rule(r.Rule))
		for _, l := range r.Losses {
			fmt.Fprintf(&b, "  lost: %s\n", l)
		}
	}
	for _, r := range in.Refused {
		fmt.Fprintf(&b, "refused %s %q: %s\n", r.UID, r.Summary, r.Why)
	}
	for _, d := range in.Days {
		fmt.Fprintf(&b, "day %s %s\n", d.Date, d.Name)
	}
	for _, l := range in.Losses {
		fmt.Fprintf(&b, "lost: %s\n", l)
	}
	return b.String()
}

func rule(r recur.Rule) string {
	parts := []string{fmt.Sprintf("%s [%s] from %s", r.Name, r.Zone, r.Start)}
	for _, s := range r.Spans {
		parts = append(parts, fmt.Sprintf("%s %s-%s", s.Days, s.Hours.From, s.Hours.Until))
	}
	switch r.End.Kind {
	case recur.Never:
	case recur.OnDate:
		parts = append(parts, "until "+r.End.On.String())
	case recur.AfterCount:
		parts = append(parts, fmt.Sprintf("%d times", r.End.Count))
	}
	for _, s := range r.Skip {
		if s.One {
			parts = append(parts, fmt.Sprintf("not %s %s", s.Date, s.At))
		} else {
			parts = append(parts, "not "+s.Date.String())
		}
	}
	for _, x := range r.Extra {
		parts = append(parts, fmt.Sprintf("also %s %s-%s", x.Date, x.Hours.From, x.Hours.Until))
	}
	return strings.Join(parts, "; ")
}

func TestRead(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ events, want string }{
		"weekly": {
			event("RRULE:FREQ=WEEKLY;BYDAY=MO,WE"),
			"Clean [America/New_York] from 2027-01-04; FREQ=WEEKLY;BYDAY=MO,WE 09:00-13:00",
		},
		"single":     {event(), "Clean [America/New_York] from 2027-01-04; also 2027-01-04 09:00-13:00"},
		"no title":   {event("SUMMARY:"), "Event of 2027-01-04 [America/New_York] from 2027-01-04; also 2027-01-04 09:00-13:00"},
		"over night": {event("DTSTART:20270104T220000", "DTEND:20270105T060000"), "Clean [] from 2027-01-04; also 2027-01-04 22:00-06:00+1"},
		"count":      {event("RRULE:FREQ=DAILY;COUNT=5"), "Clean [America/New_York] from 2027-01-04; FREQ=DAILY 09:00-13:00; 5 times"},
		"until in UTC, before the start of that day": {
			event("RRULE:FREQ=DAILY;UNTIL=20270110T135959Z"), "Clean [America/New_York] from 2027-01-04; FREQ=DAILY 09:00-13:00; until 2027-01-09",
		},
		"until in UTC, with the start of that day": {
			event("RRULE:FREQ=DAILY;UNTIL=20270110T140000Z"), "Clean [America/New_York] from 2027-01-04; FREQ=DAILY 09:00-13:00; until 2027-01-10",
		},
		"until a date": {event("RRULE:FREQ=DAILY;UNTIL=20270110"), "Clean [America/New_York] from 2027-01-04; FREQ=DAILY 09:00-13:00; until 2027-01-10"},
		"until in UTC without a zone": {
			event("DTSTART:20270104T090000", "RRULE:FREQ=DAILY;UNTIL=20270110T235959Z"),
			"Clean [] from 2027-01-04; FREQ=DAILY 09:00-13:00; until 2027-01-10\n" +
				"  lost: its end is in UTC although its times have no zone; it is taken for 2027-01-10T23:59:59 by the clock of the lock",
		},
		"several hours": {
			event("RRULE:FREQ=WEEKLY;BYHOUR=8,18;BYMINUTE=30;BYDAY=MO;UNTIL=20270118T120000"),
			"Clean [America/New_York] from 2027-01-04; FREQ=WEEKLY;BYDAY=MO 08:30-12:30; FREQ=WEEKLY;BYDAY=MO 18:30-22:30; until 2027-01-18; " +
				"not 2027-01-04 08:30; not 2027-01-18 18:30\n  lost: its start, 2027-01-04T09:00:00, is not a window of its RRULE and is left out",
		},
		"several hours, and a start between them": {
			event("DTSTART;TZID=America/New_York:20270104T120000", "RRULE:FREQ=DAILY;BYHOUR=8,12,18;COUNT=3"),
			"Clean [America/New_York] from 2027-01-04; FREQ=DAILY 08:00-12:00; FREQ=DAILY 12:00-16:00; FREQ=DAILY 18:00-22:00; 4 times; not 2027-01-04 08:00",
		},
		"a start that is none": {
			event("RRULE:FREQ=WEEKLY;BYDAY=TU"),
			"Clean [America/New_York] from 2027-01-04; FREQ=WEEKLY;BYDAY=TU 09:00-13:00\n  lost: its start, 2027-01-04T09:00:00, is not a window of its RRULE and is left out",
		},
		"exceptions": {
			event("RRULE:FREQ=WEEKLY", "EXDATE;TZID=America/New_York:20270111T090000,20270112T090000,20270118T100000", "EXDATE:20270125T140000Z", "EXDATE;VALUE=DATE:20270201"),
			"Clean [America/New_York] from 2027-01-04; FREQ=WEEKLY 09:00-13:00; not 2027-01-11; not 2027-01-25; not 2027-02-01\n  lost: 2 of its exceptions take nothing away, such as 2027-01-12T09:00:00",
		},
		"additions": {
			event("RRULE:FREQ=WEEKLY", "RDATE;TZID=America/New_York:20270105T070000", "RDATE;VALUE=PERIOD:20270106T120000Z/PT1H,20270107T120000Z/20270107T140000Z", "RDATE;VALUE=DATE:20270108"),
			"Clean [America/New_York] from 2027-01-04; FREQ=WEEKLY 09:00-13:00; also 2027-01-05 07:00-11:00; also 2027-01-06 07:00-08:00; also 2027-01-07 07:00-09:00; also 2027-01-08 09:00-13:00",
		},
		"an addition before the start": {
			event("RRULE:FREQ=WEEKLY;BYDAY=MO", "RDATE:20270102T070000"),
			"Clean [America/New_York] from 2027-01-02; FREQ=WEEKLY;BYDAY=MO 09:00-13:00; also 2027-01-02 07:00-11:00",
		},
		"a long title": {
			event("SUMMARY:" + strings.Repeat("é", 120)), strings.Repeat("é", 99) + "… [America/New_York] from 2027-01-04; also 2027-01-04 09:00-13:00\n  lost: its title is cut",
		},
		"an exception beats an addition": {
			event("RRULE:FREQ=WEEKLY", "RDATE:20270105T070000,20270106T070000", "EXDATE:20270105T070000"),
			"Clean [America/New_York] from 2027-01-04; FREQ=WEEKLY 09:00-13:00; also 2027-01-06 07:00-11:00",
		},
		"a window is moved": {
			event("RRULE:FREQ=WEEKLY") + "\r\n" + event("RECURRENCE-ID;TZID=America/New_York:20270111T090000", "DTSTART;TZID=America/New_York:20270112T100000", "DTEND;TZID=America/New_York:20270112T110000") + "\r\n" +
				event("RECURRENCE-ID:20270118T140000Z", "STATUS:CANCELLED") + "\r\n" + event("RECURRENCE-ID:20270125T090000", "DTSTART:20270125T090000", "SUMMARY:Other"),
			"Clean [America/New_York] from 2027-01-04; FREQ=WEEKLY 09:00-13:00; not 2027-01-11; not 2027-01-18; also 2027-01-12 10:00-11:00",
		},
		"a window is longer": {
			event("RRULE:FREQ=WEEKLY") + "\r\n" + event("RECURRENCE-ID:20270111T090000", "DTSTART:20270111T090000", "DURATION:PT6H"),
			"Clean [America/New_York] from 2027-01-04; FREQ=WEEKLY 09:00-13:00; also 2027-01-11 09:00-15:00",
		},
		"a window is shorter": {
			event("RRULE:FREQ=WEEKLY") + "\r\n" + event("RECURRENCE-ID:20270111T090000", "DTSTART:20270111T090000", "DURATION:PT1H"),
			"Clean [America/New_York] from 2027-01-04; FREQ=WEEKLY 09:00-13:00; not 2027-01-11 09:00; also 2027-01-11 09:00-10:00",
		},
		"windows change places": {
			event("RRULE:FREQ=WEEKLY;BYHOUR=9,15;BYMINUTE=0", "EXDATE;VALUE=DATE:20270118") + "\r\n" + event("RECURRENCE-ID:20270111T090000", "DTSTART:20270111T150000", "DURATION:PT1H") + "\r\n" +
				event("RECURRENCE-ID:20270111T150000", "DTSTART:20270118T080000", "DURATION:PT2H"),
			"Clean [America/New_York] from 2027-01-04; FREQ=WEEKLY 09:00-13:00; FREQ=WEEKLY 15:00-19:00; not 2027-01-11 09:00; not 2027-01-11 15:00; " +
				"not 2027-01-18 09:00; not 2027-01-18 15:00; also 2027-01-11 15:00-16:00; also 2027-01-18 08:00-10:00",
		},
		"a window without its series": {
			event("RECURRENCE-ID:20270111T090000", "DTSTART:20270112T090000"), "Clean [] from 2027-01-12; also 2027-01-12 09:00-13:00",
		},
		"windows without their series": {
			event("RECURRENCE-ID:20270111T090000", "DTSTART:20270112T090000") + "\r\n" + event("RECURRENCE-ID:20270118T090000", "DTSTART:20270119T090000", "DURATION:P1DT2H30M"),
			"Clean [] from 2027-01-12; also 2027-01-12 09:00-13:00\nClean [] from 2027-01-19; also 2027-01-19 09:00-11:30+1",
		},
		"zones": {
			"BEGIN:VTIMEZONE\r\nTZID:Custom\r\nX-LIC-LOCATION:Europe/Berlin\r\nEND:VTIMEZONE\r\n" +
				event("UID:1", "DTSTART;TZID=/mozilla.org/20070129_1/Europe/Berlin:20270104T090000") + "\r\n" +
				event("UID:2", `DTSTART;TZID="Europe/Berlin":20270104T090000`) + "\r\n" +
				event("UID:3", "DTSTART;TZID=Custom:20270104T090000") + "\r\n" +
				event("UID:4", "DTSTART;TZID=Pacific Standard Time:20270104T090000") + "\r\n" +
				event("UID:5", "DTSTART:20270104T090000Z") + "\r\n" +
				event("UID:6", "DTSTART;TZID=Europe/Berlin:20270104T090000", "DTEND;TZID=America/New_York:20270104T090000"),
			"Clean [Europe/Berlin] from 2027-01-04; also 2027-01-04 09:00-13:00\n" +
				"Clean [Europe/Berlin] from 2027-01-04; also 2027-01-04 09:00-13:00\n" +
				"Clean [Europe/Berlin] from 2027-01-04; also 2027-01-04 09:00-13:00\n" +
				"Clean [America/Los_Angeles] from 2027-01-04; also 2027-01-04 09:00-13:00\n  lost: the zone \"Pacific Standard Time\" is taken for America/Los_Angeles\n" +
				"Clean [UTC] from 2027-01-04; also 2027-01-04 09:00-13:00\n  lost: its times are in UTC and do not follow the clocks of the lock\n" +
				"Clean [Europe/Berlin] from 2027-01-04; also 2027-01-04 09:00-15:00",
		},
		"the zone of the calendar": {
			"X-WR-TIMEZONE:Europe/Berlin\r\n" + event("UID:1", "DTSTART:20270704T080000Z", "DTEND:20270704T100000Z") + "\r\n" + event("UID:2", "DTSTART:20270104T080000Z", "RRULE:FREQ=DAILY"),
			"Clean [Europe/Berlin] from 2027-07-04; also 2027-07-04 10:00-12:00\n" +
				"Clean [UTC] from 2027-01-04; FREQ=DAILY 08:00-12:00\n  lost: its times are in UTC and do not follow the clocks of the lock",
		},
		"a zone that is described otherwise": {
			"BEGIN:VTIMEZONE\r\nTZID:America/New_York\r\nBEGIN:STANDARD\r\nTZOFFSETTO:+0100\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n" + event() + "\r\n" +
				"BEGIN:VTIMEZONE\r\nTZID:Pacific Standard Time\r\nBEGIN:STANDARD\r\nTZOFFSETTO:+0100\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n" + event("UID:b", "DTSTART;TZID=Pacific Standard Time:20270104T090000"),
			"Clean [America/New_York] from 2027-01-04; also 2027-01-04 09:00-13:00\n  lost: the file describes America/New_York otherwise; what this program knows of it counts\n" +
				`refused b "Clean": its zone "Pacific Standard Time" is described by the file otherwise than America/Los_Angeles is`,
		},
		"whole days": {
			event("UID:1", "DTSTART;VALUE=DATE:20261225", "DTEND;VALUE=DATE:20261227", "SUMMARY:Christmas") + "\r\n" +
				event("UID:2", "DTSTART;VALUE=DATE:20270101", "DURATION:P1D", "SUMMARY:New Year") + "\r\n" +
				"BEGIN:VEVENT\r\nUID:3\r\nDTSTART;VALUE=DATE:20270501\r\nRRULE:FREQ=YEARLY;COUNT=3\r\nEXDATE;VALUE=DATE:20280501\r\nEND:VEVENT\r\n" +
				"BEGIN:VEVENT\r\nUID:3\r\nDTSTART;VALUE=DATE:20290502\r\nRECURRENCE-ID;VALUE=DATE:20290501\r\nSUMMARY:Moved\r\nEND:VEVENT",
			"day 2026-12-25 Christmas\nday 2026-12-26 Christmas\nday 2027-01-01 New Year\nday 2027-05-01 \nday 2029-05-02 Moved",
		},
		"whole days without end": {
			"BEGIN:VEVENT\r\nUID:3\r\nDTSTART;VALUE=DATE:20200501\r\nRRULE:FREQ=YEARLY\r\nSUMMARY:May\r\nEND:VEVENT",
			"day 2027-05-01 May\nday 2028-05-01 May\nlost: \"May\" goes on: its days after 2028-11-22 are left out",
		},
		"other things": {
			"BEGIN:VTODO\r\nBEGIN:VTIMEZONE\r\nTZID:America/New_York\r\nBEGIN:STANDARD\r\nTZOFFSETTO:+0100\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\nSUMMARY:x\r\nEND:VTODO\r\n" + event("DTSTART;TZID=America/New_York:20270104T090000", "DESCRIPTION:PIN 1234", "BEGIN:VALARM", "DTSTART:nonsense", "TRIGGER:-PT5M", "END:VALARM") + "\r\nBEGIN:VJOURNAL\r\nEND:VJOURNAL\r\nBEGIN:VTODO\r\nEND:VTODO",
			"Clean [America/New_York] from 2027-01-04; also 2027-01-04 09:00-13:00\nlost: 1 of the kind VJOURNAL are left out\nlost: 2 of the kind VTODO are left out",
		},
		"one rule of our own": {
			event("UID:1", "X-SEAMDASH-RULE:r", "X-SEAMDASH-START:2027-01-03", "RRULE:FREQ=WEEKLY;BYDAY=MO") + "\r\n" +
				event("UID:2", "X-SEAMDASH-RULE:r", "DTSTART;TZID=America/New_York:20270109T090000", "RRULE:FREQ=WEEKLY;BYDAY=SA"),
			"Clean [America/New_York] from 2027-01-03; FREQ=WEEKLY;BYDAY=MO 09:00-13:00; FREQ=WEEKLY;BYDAY=SA 09:00-13:00",
		},
		"not one rule: days before it": {
			event("UID:1", "X-SEAMDASH-RULE:r", "X-SEAMDASH-START:2027-01-02", "RRULE:FREQ=WEEKLY;BYDAY=MO") + "\r\n" +
				event("UID:2", "X-SEAMDASH-RULE:r", "DTSTART;TZID=America/New_York:20270109T090000", "RRULE:FREQ=WEEKLY;BYDAY=SA"),
			"Clean [America/New_York] from 2027-01-04; FREQ=WEEKLY;BYDAY=MO 09:00-13:00\nClean [America/New_York] from 2027-01-09; FREQ=WEEKLY;BYDAY=SA 09:00-13:00",
		},
		"not one rule: other weeks": {
			event("UID:1", "X-SEAMDASH-RULE:r", "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO") + "\r\n" +
				event("UID:2", "X-SEAMDASH-RULE:r", "DTSTART;TZID=America/New_York:20270112T090000", "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"),
			"Clean [America/New_York] from 2027-01-04; FREQ=WEEKLY;INTERVAL=2;BYDAY=MO 09:00-13:00\nClean [America/New_York] from 2027-01-12; FREQ=WEEKLY;INTERVAL=2;BYDAY=TU 09:00-13:00",
		},
		"not one rule: windows that overlap": {
			event("UID:1", "X-SEAMDASH-RULE:r", "RRULE:FREQ=WEEKLY;BYDAY=MO") + "\r\n" + event("UID:2", "X-SEAMDASH-RULE:r", "RRULE:FREQ=WEEKLY;BYDAY=MO", "DURATION:PT1H"),
			"Clean [America/New_York] from 2027-01-04; FREQ=WEEKLY;BYDAY=MO 09:00-13:00\nClean [America/New_York] from 2027-01-04; FREQ=WEEKLY;BYDAY=MO 09:00-10:00",
		},
		"what is skipped in one is an opening in the other": {
			event("UID:1", "X-SEAMDASH-RULE:r", "RRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=9", "EXDATE;TZID=America/New_York:20270111T090000") + "\r\n" +
				event("UID:2", "X-SEAMDASH-RULE:r", "DTSTART;TZID=America/New_York:20270111T090000"),
			"Clean [America/New_York] from 2027-01-04; FREQ=WEEKLY;BYDAY=MO 09:00-13:00; 9 times; not 2027-01-11 09:00; also 2027-01-11 09:00-13:00",
		},
		"letters of any case, folds, and parameters": {
			"begin:vevent\r\nuid:a\r\nSum\r\n mary;LANGUAGE=en:Cle\r\n an\\, and\\nwipe\r\ndtstart;value=date-time;tzid=America/New_York:2027\r\n\t0104T090000\r\nduration:PT4H\r\nEND:vevent",
			"Clean, and wipe [America/New_York] from 2027-01-04; also 2027-01-04 09:00-13:00",
		},
		"hostile titles": {
			event("SUMMARY:\x1b[31mred\u202e\u200b \x07bell"), "red bell [America/New_York] from 2027-01-04; also 2027-01-04 09:00-13:00",
		},
	} {
		in, err := ics.Read(strings.NewReader(calendar(c.events)), ics.Options{Today: date(t, "2026-11-21"), Years: 2})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if diff := cmp.Diff(c.want, strings.TrimSuffix(tell(in), "\n")); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// TestLongUIDs are told apart to their ends: those of one program can have a hundred letters in common, and an exception of the one must not
// open doors in another.
func TestLongUIDs(t *testing.T) {
	t.Parallel()
	common := "UID:040000008200E00074C5B7101A82E00800000000" + strings.Repeat("90A1", 20)
	text := calendar(
		event(common+"1", "SUMMARY:One", "RRULE:FREQ=DAILY;COUNT=3"), event(common+"2", "SUMMARY:Two", "RRULE:FREQ=DAILY;COUNT=3"),
		event(common+"2", "RECURRENCE-ID:20270105T090000", "DTSTART:20270105T110000", "DTEND:20270105T120000"),
	)
	in, err := ics.Read(strings.NewReader(text), ics.Options{})
	if err != nil || len(in.Rules) != 2 || len(in.Refused) > 0 {
		t.Fatalf("%s %v", tell(in), err)
	}
	if one, two := in.Rules[0].Rule, in.Rules[1].Rule; one.Name != "One" || len(one.Skip)+len(one.Extra) > 0 || two.Name != "Two" || len(two.Skip)+len(two.Extra) == 0 {
		t.Errorf("the change is not of the second alone: %s", tell(in))
	}
}

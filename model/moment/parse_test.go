package moment

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"
)

// inZones are zones whose clocks change by an hour on different dates, by half an hour, and not at all.
var inZones = []string{"America/Los_Angeles", "Europe/Berlin", "Australia/Lord_Howe", "Asia/Kathmandu"}

// onFriday is what texts mean on Friday 20 November 2026 at 13:58 on the wall, wherever that is. A note is given by a part
// of it, and where none is given there must be none.
var onFriday = []struct{ text, want, note string }{
	{"now", "Fri 2026-11-20 13:58:00", ""},

	{"tomorrow 9am", "Sat 2026-11-21 09:00:00", ""},
	{"Tomorrow 9AM", "Sat 2026-11-21 09:00:00", ""},
	{"9am tomorrow", "Sat 2026-11-21 09:00:00", ""},
	{"tomorrow at 9am", "Sat 2026-11-21 09:00:00", ""},
	{"tmrw 9 am", "Sat 2026-11-21 09:00:00", ""},
	{"tomorrow 9 a.m.", "Sat 2026-11-21 09:00:00", ""},
	{"tomorrow, 9:30 pm", "Sat 2026-11-21 21:30:00", ""},
	{"tomorrow 9:30pm", "Sat 2026-11-21 21:30:00", ""},
	{"tomorrow 09:00:30", "Sat 2026-11-21 09:00:30", ""},
	{"tomorrow noon", "Sat 2026-11-21 12:00:00", ""},
	{"noon tomorrow", "Sat 2026-11-21 12:00:00", ""},
	{"tomorrow 12am", "Sat 2026-11-21 00:00:00", ""},
	{"tomorrow 12pm", "Sat 2026-11-21 12:00:00", ""},
	{"tomorrow 24:00", "Sun 2026-11-22 00:00:00", ""},
	{"tomorrow", "Sat 2026-11-21 00:00:00", "no hour given: 00:00, when Sat 21 Nov 2026 begins"},
	{"day after tomorrow 9am", "Sun 2026-11-22 09:00:00", ""},
	{"today 15:00", "Fri 2026-11-20 15:00:00", ""},
	{"today 9:00", "Fri 2026-11-20 09:00:00", ""},
	{"yesterday 9:00", "Thu 2026-11-19 09:00:00", ""},
	{"tonight 8pm", "Fri 2026-11-20 20:00:00", ""},
	{"tonight at 21:00", "Fri 2026-11-20 21:00:00", ""},
	{"9pm tonight", "Fri 2026-11-20 21:00:00", ""},
	{"midnight tonight", "Sat 2026-11-21 00:00:00", ""},
	{"tonight midnight", "Sat 2026-11-21 00:00:00", ""},

	{"14:00", "Fri 2026-11-20 14:00:00", ""},
	{"13:58", "Fri 2026-11-20 13:58:00", ""},
	{"13:57", "Sat 2026-11-21 13:57:00", "13:57 is past today: tomorrow is meant, Sat 21 Nov 2026"},
	{"9:00", "Sat 2026-11-21 09:00:00", "9:00 is past today: tomorrow is meant"},
	{"9am", "Sat 2026-11-21 09:00:00", "9am is past today: tomorrow is meant"},
	{"9 pm", "Fri 2026-11-20 21:00:00", ""},
	{"at 3pm", "Fri 2026-11-20 15:00:00", ""},
	{"noon", "Sat 2026-11-21 12:00:00", "noon is past today"},
	{"midnight", "Sat 2026-11-21 00:00:00", ""},
	{"24:00", "Sat 2026-11-21 00:00:00", ""},
	{"0:00", "Sat 2026-11-21 00:00:00", "0:00 is past today"},

	{"fri 17:00", "Fri 2026-11-20 17:00:00", ""},
	{"friday 17:00", "Fri 2026-11-20 17:00:00", ""},
	{"FRI 17:00", "Fri 2026-11-20 17:00:00", ""},
	{"on fri at 5pm", "Fri 2026-11-20 17:00:00", ""},
	{"17:00 fri", "Fri 2026-11-20 17:00:00", ""},
	{"fri 9:00", "Fri 2026-11-27 09:00:00", "fri 9:00 is past: Fri 27 Nov 2026 is meant"},
	{"fri noon", "Fri 2026-11-27 12:00:00", "fri noon is past"},
	{"fri 24:00", "Sat 2026-11-21 00:00:00", ""},
	{"sat 9:00", "Sat 2026-11-21 09:00:00", ""},
	{"sunday noon", "Sun 2026-11-22 12:00:00", ""},
	{"mon 9:00", "Mon 2026-11-23 09:00:00", ""},
	{"tues 9:00", "Tue 2026-11-24 09:00:00", ""},
	{"weds 9:00", "Wed 2026-11-25 09:00:00", ""},
	{"thurs. 9:00", "Thu 2026-11-26 09:00:00", ""},
	{"coming thu 9:00", "Thu 2026-11-26 09:00:00", ""},
	{"mon", "Mon 2026-11-23 00:00:00", "no hour given: 00:00, when Mon 23 Nov 2026 begins"},
	{"next fri", "Fri 2026-11-27 00:00:00", "no hour given"},
	{"next fri 17:00", "Fri 2026-11-27 17:00:00", ""},
	{"next tue 9:00", "Tue 2026-11-24 09:00:00", ""},
	{"next sun 9:00", "Sun 2026-11-29 09:00:00", "next sun is in the week after this one: Sun 29 Nov 2026, not Sun 22 Nov 2026"},
	{"this sun 9:00", "Sun 2026-11-22 09:00:00", ""},
	{"this fri 17:00", "Fri 2026-11-20 17:00:00", ""},

	{"in 2 h", "Fri 2026-11-20 15:58:00", ""},
	{"in 2h", "Fri 2026-11-20 15:58:00", ""},
	{"in two hours", "Fri 2026-11-20 15:58:00", ""},
	{"in an hour", "Fri 2026-11-20 14:58:00", ""},
	{"in 90 min", "Fri 2026-11-20 15:28:00", ""},
	{"in 1.5 h", "Fri 2026-11-20 15:28:00", ""},
	{"in 2 h 30 min", "Fri 2026-11-20 16:28:00", ""},
	{"in 2 hours and 30 minutes", "Fri 2026-11-20 16:28:00", ""},
	{"+2h30m", "Fri 2026-11-20 16:28:00", ""},
	{"+3h", "Fri 2026-11-20 16:58:00", ""},
	{"+ 3 h", "Fri 2026-11-20 16:58:00", ""},
	{"in 3 days", "Mon 2026-11-23 13:58:00", ""},
	{"in 3 days 9:00", "Mon 2026-11-23 09:00:00", ""},
	{"in 3 days at 9am", "Mon 2026-11-23 09:00:00", ""},
	{"in a week", "Fri 2026-11-27 13:58:00", ""},
	{"in 2 weeks 9:00", "Fri 2026-12-04 09:00:00", ""},
	{"+1d 11:00", "Sat 2026-11-21 11:00:00", ""},
	{"11:00 +1d", "Sat 2026-11-21 11:00:00", ""},
	{"+2 nights", "Sun 2026-11-22 13:58:00", ""},
	{"+1d 3h", "Sat 2026-11-21 16:58:00", ""},
	{"+1w2d", "Sun 2026-11-29 13:58:00", ""},

	{"2027-01-04 09:00", "Mon 2027-01-04 09:00:00", ""},
	{"2027-01-04 9am", "Mon 2027-01-04 09:00:00", ""},
	{"2027-01-04T09:00", "Mon 2027-01-04 09:00:00", ""},
	{"2027-01-04T09:00:30.25", "Mon 2027-01-04 09:00:30.25", ""},
	{"2027-01-04 09:00:30.000000001", "Mon 2027-01-04 09:00:30.000000001", ""},
	{"2027/01/04 9:00", "Mon 2027-01-04 09:00:00", ""},
	{"2027-01-04", "Mon 2027-01-04 00:00:00", "no hour given: 00:00, when Mon 4 Jan 2027 begins"},
	{"2026-01-04 9:00", "Sun 2026-01-04 09:00:00", ""},
	{"2028-02-29 9:00", "Tue 2028-02-29 09:00:00", ""},
	{"24 dec 15:00", "Thu 2026-12-24 15:00:00", ""},
	{"24 dec. 15:00", "Thu 2026-12-24 15:00:00", ""},
	{"24. december 15:00", "Thu 2026-12-24 15:00:00", ""},
	{"24th dec 3pm", "Thu 2026-12-24 15:00:00", ""},
	{"24dec 3pm", "Thu 2026-12-24 15:00:00", ""},
	{"dec 24 3pm", "Thu 2026-12-24 15:00:00", ""},
	{"december 24th, 2026 3pm", "Thu 2026-12-24 15:00:00", ""},
	{"3pm on dec 24", "Thu 2026-12-24 15:00:00", ""},
	{"24 dec 2027 15:00", "Fri 2027-12-24 15:00:00", ""},
	{"24 dec 2030", "Tue 2030-12-24 00:00:00", "no hour given: 00:00, when Tue 24 Dec 2030 begins"},
	{"20 nov 17:00", "Fri 2026-11-20 17:00:00", ""},
	{"5 mar 9:00", "Fri 2027-03-05 09:00:00", "5 mar is past in 2026: Fri 5 Mar 2027 is meant"},
	{"thu 24 dec 15:00", "Thu 2026-12-24 15:00:00", ""},
	{"Sat 21 Nov 2026 15:00", "Sat 2026-11-21 15:00:00", ""},
	{"Sat, 21 Nov 2026, 15:00", "Sat 2026-11-21 15:00:00", ""},
	{"24.12. 9:00", "Thu 2026-12-24 09:00:00", ""},
	{"24.12 9:00", "Thu 2026-12-24 09:00:00", ""},
	{"24.12.2026 9:00", "Thu 2026-12-24 09:00:00", ""},
	{"12/24 9:00", "Thu 2026-12-24 09:00:00", ""},
	{"12/24/2026 9:00", "Thu 2026-12-24 09:00:00", ""},
	{"24/12/2026 9:00", "Thu 2026-12-24 09:00:00", ""},
	{"24-12-2026 9:00", "Thu 2026-12-24 09:00:00", ""},
	{"05.05. 9:00", "Wed 2027-05-05 09:00:00", "05.05. is past in 2026: Wed 5 May 2027 is meant"},
	{"  fri   17:00  ", "Fri 2026-11-20 17:00:00", ""},
	{"\x1b[31mfri\t17:00\n", "Fri 2026-11-20 17:00:00", ""},
}

func TestParse(t *testing.T) {
	t.Parallel()
	if len(onFriday) < 100 {
		t.Fatalf("only %d texts are read", len(onFriday))
	}
	for _, name := range inZones {
		here := zone(t, name)
		now := time.Date(2026, 11, 20, 13, 58, 0, 0, here)
		for _, tt := range onFriday {
			m, err := Parse(tt.text, now.UTC(), here)
			if err != nil {
				t.Errorf("%s: %q: %v", name, tt.text, err)
				continue
			}
			if got := m.At.Format("Mon 2006-01-02 15:04:05.999999999"); got != tt.want || m.At.Location() != here {
				t.Errorf("%s: %q is %s in %v, want %s", name, tt.text, got, m.At.Location(), tt.want)
			}
			if !strings.Contains(m.Note, tt.note) || tt.note == "" && m.Note != "" {
				t.Errorf("%s: %q has the note %q, want %q", name, tt.text, m.Note, tt.note)
			}
		}
	}
}

func TestParseWhenTheClocksChange(t *testing.T) {
	t.Parallel()
	tests := []struct{ zone, now, text, want, note string }{
		// An instant is one in every zone.
		{"America/Los_Angeles", "2026-11-20T13:58:00-08:00", "2027-01-04T09:00:00Z", "2027-01-04T01:00:00-08:00", ""},
		{"Europe/Berlin", "2026-11-20T13:58:00+01:00", "2027-01-04T09:00:00Z", "2027-01-04T10:00:00+01:00", ""},
		{"Australia/Lord_Howe", "2026-11-20T13:58:00+11:00", "2027-01-04t09:00:00z", "2027-01-04T20:00:00+11:00", ""},
		{"Europe/Berlin", "2026-11-20T13:58:00+01:00", "2027-01-04T09:00-08:00", "2027-01-04T18:00:00+01:00", ""},
		// Hours that do not exist.
		{"America/Los_Angeles", "2026-11-20T13:58:00-08:00", "2027-03-14 02:30", "2027-03-14T03:30:00-07:00", "02:30 does not exist on Sun 14 Mar 2027, when the clocks go forward: 03:30 is meant"},
		{"America/Los_Angeles", "2026-11-20T13:58:00-08:00", "2027-03-14 03:00", "2027-03-14T03:00:00-07:00", ""},
		{"America/Los_Angeles", "2026-11-20T13:58:00-08:00", "2027-03-14 01:59:59", "2027-03-14T01:59:59-08:00", ""},
		{"Europe/Berlin", "2026-11-20T13:58:00+01:00", "2027-03-28 02:00", "2027-03-28T03:00:00+02:00", "03:00 is meant"},
		{"Australia/Lord_Howe", "2026-09-20T13:58:00+10:30", "4 oct 2026 02:15", "2026-10-04T02:45:00+11:00", "02:45 is meant"},
		{"America/Santiago", "2026-08-20T13:58:00-04:00", "2026-09-06", "2026-09-06T01:00:00-03:00", "00:00 does not exist"},
		{"Pacific/Apia", "2011-12-29T08:00:00-10:00", "2011-12-30 09:00", "2011-12-31T09:00:00+14:00", "Sat 31 Dec 2011 09:00 is meant"},
		{"Pacific/Apia", "2011-12-29T08:00:00-10:00", "tomorrow 9:00", "2011-12-31T09:00:00+14:00", "does not exist"},
		// Hours that come twice.
		{"America/Los_Angeles", "2027-11-01T12:00:00-07:00", "2027-11-07 01:30", "2027-11-07T01:30:00-07:00", "the first is meant, the second is 2027-11-07T01:30:00-08:00"},
		{"America/Los_Angeles", "2027-11-01T12:00:00-07:00", "2027-11-07T01:30:00-08:00", "2027-11-07T01:30:00-08:00", ""},
		{"America/Los_Angeles", "2027-11-07T01:15:00-08:00", "1:30", "2027-11-07T01:30:00-08:00", "the second is meant, the first is past"},
		{"America/Los_Angeles", "2027-11-07T01:15:00-07:00", "1:30", "2027-11-07T01:30:00-07:00", "the first is meant"},
		{"Europe/Berlin", "2027-10-30T12:00:00+02:00", "tomorrow 2:30", "2027-10-31T02:30:00+02:00", "comes twice on Sun 31 Oct 2027"},
		{"Australia/Lord_Howe", "2027-04-01T12:00:00+11:00", "sun 1:45", "2027-04-04T01:45:00+11:00", "comes twice"},
		// Days keep the time of day, hours pass.
		{"America/Los_Angeles", "2027-03-13T12:00:00-08:00", "+1d", "2027-03-14T12:00:00-07:00", ""},
		{"America/Los_Angeles", "2027-03-13T12:00:00-08:00", "+24h", "2027-03-14T13:00:00-07:00", ""},
		{"America/Los_Angeles", "2027-11-06T12:00:00-07:00", "in 1 day", "2027-11-07T12:00:00-08:00", ""},
		{"America/Los_Angeles", "2027-11-06T12:00:00-07:00", "in 24 hours", "2027-11-07T11:00:00-08:00", ""},
		{"Europe/Berlin", "2027-03-27T12:00:00+01:00", "in 1 week 9:00", "2027-04-03T09:00:00+02:00", ""},
		{"Australia/Lord_Howe", "2027-04-03T12:00:00+11:00", "+1d 12h", "2027-04-05T00:00:00+10:30", ""},
	}
	for _, tt := range tests {
		now, err := time.Parse(time.RFC3339, tt.now)
		if err != nil {
			t.Fatal(err)
		}
		m, err := Parse(tt.text, now, zone(t, tt.zone))
		if err != nil {
			t.Errorf("%s, %s: %q: %v", tt.zone, tt.now, tt.text, err)
			continue
		}
		if got := m.At.Format(time.RFC3339); got != tt.want || !strings.Contains(m.Note, tt.note) || tt.note == "" && m.Note != "" {
			t.Errorf("%s, %s: %q is %s %q, want %s %q", tt.zone, tt.now, tt.text, got, m.Note, tt.want, tt.note)
		}
	}
}

func TestParseOnOtherDays(t *testing.T) {
	t.Parallel()
	tests := []struct{ now, text, want, note string }{
		{"2026-11-16 12:00", "next tue 9:00", "2026-11-24 09:00", "next tue is in the week after this one: Tue 24 Nov 2026, not Tue 17 Nov 2026"},
		{"2026-11-16 12:00", "next mon 9:00", "2026-11-23 09:00", ""},
		{"2026-11-16 12:00", "this sun 9:00", "2026-11-22 09:00", ""},
		{"2026-11-22 12:00", "next mon 9:00", "2026-11-23 09:00", ""},
		{"2026-11-22 12:00", "next sun 9:00", "2026-11-29 09:00", ""},
		{"2026-12-31 23:59", "tomorrow 0:00", "2027-01-01 00:00", ""},
		{"2026-12-31 23:59", "midnight", "2027-01-01 00:00", ""},
		{"2026-12-31 23:59", "1 jan 9:00", "2027-01-01 09:00", "1 jan is past in 2026"},
		{"2027-06-01 12:00", "29 feb 9:00", "2028-02-29 09:00", "29 feb is past in 2027"},
		{"2028-02-28 12:00", "+1d", "2028-02-29 12:00", ""},
		{"2028-02-28 12:00", "+2d", "2028-03-01 12:00", ""},
		{"2028-01-31 12:00", "tomorrow noon", "2028-02-01 12:00", ""},
	}
	for _, tt := range tests {
		now, err := time.Parse("2006-01-02 15:04", tt.now)
		if err != nil {
			t.Fatal(err)
		}
		m, err := Parse(tt.text, now, nil)
		if err != nil {
			t.Errorf("%s: %q: %v", tt.now, tt.text, err)
			continue
		}
		if got := m.At.Format("2006-01-02 15:04"); got != tt.want || !strings.Contains(m.Note, tt.note) || tt.note == "" && m.Note != "" {
			t.Errorf("%s: %q is %s %q, want %s %q", tt.now, tt.text, got, m.Note, tt.want, tt.note)
		}
	}
}

func TestMistakes(t *testing.T) {
	t.Parallel()
	tests := []struct{ text, word, why, guess string }{
		{"", "", "say when it shall start", "now"},
		{" \t ", "", "say when it shall start", "now"},
		{",", "", "say when it shall start", "now"},
		{"wibble 9am", "wibble", "is not understood", ""},
		{"tomorrow 9am wibble", "wibble", "is not understood", ""},
		{"tomorrow 9am and bananas", "and", "is not understood", ""},
		{"tomorow 9am", "tomorow", "is not understood", "tomorrow 9am"},
		{"tomorroww 9am", "tomorroww", "is not understood", "tomorrow 9am"},
		{"mittnight", "mittnight", "is not understood", ""},
		{"tomrrow 9am", "tomrrow", "is not understood", "tomorrow 9am"},
		{"toomorow 9am", "toomorow", "is not understood", "tomorrow 9am"},
		{"fir 17:00", "fir", "is not understood", "fri 17:00"},
		{"th 9:00", "th", "is not understood", "thu 9:00"},
		{"24 dez 9:00", "dez", "is not understood", "24 dec 9:00"},
		{"tomorrow 9", "9", "can be morning, evening or a day", "tomorrow 9:00"},
		{"9 tomorrow", "9", "can be morning, evening or a day", "9:00 tomorrow"},
		{"tomorrow 1700", "1700", "can be a time or a year", "tomorrow 17:00"},
		{"9.30", "9.30", "can be a time of day or 30 September", "9:30"},
		{"10.12", "10.12", "can be a time of day or 10 December", "10:12"},
		{"04.01. 9:00", "04.01.", "can be 4 January or 1 April", "2027-01-04 9:00"},
		{"04/01/2027 9:00", "04/01/2027", "can be 4 January 2027 or 1 April 2027", "2027-01-04 9:00"},
		{"1/4 9:00", "1/4", "can be 1 April or 4 January", "2027-04-01 9:00"},
		{"24.12.26 9:00", "24.12.26", "has a short year", "2026-12-24 9:00"},
		{"31.02. 9:00", "31.02.", "is no date", ""},
		{"31 feb 9:00", "31 feb", "is no date: the calendar does not have it", ""},
		{"2027-02-29 9:00", "2027-02-29", "is no date", ""},
		{"2027-13-01 9:00", "2027-13-01", "is no date", ""},
		{"29 feb 9:00", "29 feb", "is neither in this year nor the next", "2028-02-29 9:00"},
		{"19 nov 9:00", "19 nov", "is past, and without a year nobody knows whether the next is meant", ""},
		{"dec 9:00", "dec", "lacks its day", "1 dec 9:00"},
		{"25:00", "25:00", "is no time of day", ""},
		{"24:01", "24:01", "is no time of day", ""},
		{"9:60", "9:60", "is no time of day", ""},
		{"9:5", "9:5", "is no time of day", ""},
		{"13pm", "13pm", "is no time of day: with am and pm hours go from 1 to 12", "13:00"},
		{"tomorrow 17:30 pm", "17:30 pm", "is no time of day: with am and pm hours go from 1 to 12", "tomorrow 17:30"},
		{"9.30am", "9.30am", "is no time of day", "9:30am"},
		{"fri midnight", "midnight", "of a day can be its beginning (00:00) or its end (24:00)", "fri 24:00"},
		{"tonight", "tonight", "needs an hour", "today 21:00"},
		{"tonight 9:00", "9:00", "is not tonight", "today 9:00"},
		{"9:00 tonight", "9:00", "is not tonight", "9:00 today"},
		{"tomorrow morning", "morning", "names no hour", "tomorrow 9:00"},
		{"today", "today", "needs an hour", "now"},
		{"fri", "fri", "needs an hour", "now"},
		{"2026-11-20", "2026-11-20", "needs an hour", "now"},
		{"20 nov", "20 nov", "needs an hour", "now"},
		{"fri sat 9:00", "sat", `does not go with "fri"`, ""},
		{"9am 10am", "10am", `does not go with "9am"`, ""},
		{"tomorrow fri 9am", "fri", `does not go with "tomorrow"`, ""},
		{"now 9am", "9am", `does not go with "now"`, ""},
		{"in 2 h 9:00", "9:00", `does not go with "in 2 h"`, ""},
		{"a week from fri", "from", "is not understood", ""},
		{"2027-01-04T09:00:00Z 9am", "9am", `does not go with "2027-01-04T09:00:00Z"`, ""},
		{"fri 24 dec 15:00", "fri", "does not go with 24 dec, which is a Thursday", "Thu 24 dec 15:00"},
		{"next thu 24 dec 15:00", "next thu", "does not go with 24 dec, which is a Thursday", "Thu 24 dec 15:00"},
		{"this mon 9:00", "this mon", "is past", "mon 9:00"},
		{"next week", "next week", "names no day", "next mon"},
		{"for 3h", "for 3h", "is a length, not a time", "in 3h"},
		{"3 days", "3 days", "is a length, not a time", "in 3 days"},
		{"+3", "+3", "is no length", "+3h"},
		{"in", "in", "is no length", ""},
		{"+0h", "+0h", "is no length", ""},
		{"in 1.5 days", "1.5 days", "is no whole number of days: say hours", "in 36 h"},
		{"in 2 nights", "2 nights", "is a length, which follows for", "in 2 days"},
		{"in 2 months", "2 months", "is no certain length: say days, or the date", "2027-01-20 13:58"},
		{"in a year 9:00", "a year", "is no certain length: say days, or the date", "2027-11-20 9:00"},
		{"-3h", "-3h", "is no length", ""},
		{"fri 17:00 at", "at", "leads to nothing", "fri 17:00"},
		{"9:00-11:00", "9:00-11:00", "leads to a second time, and one is asked for here", ""},
		{"13:00 PST", "PST", "names a time zone, but times are in the zone of the lock unless written as 2027-01-04T09:00:00Z", "13:00"},
		{"13:00 CET", "CET", "names a time zone, but times are in the zone of the lock unless written as 2027-01-04T09:00:00Z", ""},
		{"2027-01-04T09:00:00+0100", "2027-01-04T09:00:00+0100", "is no date and time as RFC 3339 has them (2027-01-04T09:00:00Z)", ""},
		{"2027-01-04T25:00:00Z", "2027-01-04T25:00:00Z", "is no date and time as RFC 3339 has them (2027-01-04T09:00:00Z)", ""},
		{"in 99999 weeks 99999 weeks 99999 weeks 99999 weeks 99999 weeks", "in 99999 weeks 99999 weeks 99999 weeks 99999 weeks 99999 weeks", "is out of every calendar", ""},
		{strings.Repeat("fri ", 40), "", "that is too long for a time", ""},
	}
	now := friday(t)
	for _, tt := range tests {
		got, err := Parse(tt.text, now, now.Location())
		var m *Mistake
		if !errors.As(err, &m) {
			t.Errorf("%q is %v, want a mistake", tt.text, got)
			continue
		}
		if want := (Mistake{Start, tt.word, tt.why, tt.guess}); *m != want {
			t.Errorf("%q:\n got %+v\nwant %+v", tt.text, *m, want)
		}
	}
}

// TestEveryWordCounts puts a word that means nothing anywhere into what can be read, and puts what can be read twice.
func TestEveryWordCounts(t *testing.T) {
	t.Parallel()
	now := friday(t)
	for _, tt := range onFriday {
		words := strings.Fields(tidy(tt.text))
		for i := range len(words) + 1 {
			text := strings.Join(slices.Insert(slices.Clone(words), i, "wibble"), " ")
			if m, err := Parse(text, now, now.Location()); err == nil {
				t.Errorf("%q is %v", text, m)
			}
		}
		if m, err := Parse(tt.text+" "+tt.text, now, now.Location()); err == nil {
			t.Errorf("%q twice is %v", tt.text, m)
		}
	}
}

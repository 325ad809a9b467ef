package ics_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	ical "github.com/arran4/golang-ical"
	"github.com/google/go-cmp/cmp"

	"seamdash/model/holidays"
	"seamdash/model/ics"
	"seamdash/model/recur"
	"seamdash/model/rrule"
	"seamdash/model/zone"
)

// cleaners is a rule with two spans, exceptions and an end.
func cleaners(t *testing.T) recur.Rule {
	t.Helper()
	week, err := rrule.Parse("FREQ=WEEKLY;BYDAY=MO,WE,FR")
	if err != nil {
		t.Fatal(err)
	}
	saturday, err := rrule.Parse("FREQ=WEEKLY;BYDAY=SA")
	if err != nil {
		t.Fatal(err)
	}
	return recur.Rule{
		Name: "Cleaners, all; day", Zone: "America/New_York", Start: date(t, "2027-01-01"),
		Spans: []recur.Span{{Days: week, Hours: recur.Hours{From: 9 * 3600, Until: 13 * 3600}}, {Days: saturday, Hours: recur.Hours{From: 22 * 3600, Until: 30 * 3600}}},
		End:   recur.End{Kind: recur.OnDate, On: date(t, "2027-06-30")},
		Skip:  []recur.Skip{{Date: date(t, "2027-01-06")}, {Date: date(t, "2027-01-09"), One: true, At: 22 * 3600}},
		Extra: []recur.Opening{{Date: date(t, "2027-02-02"), Hours: recur.Hours{From: 8 * 3600, Until: 9 * 3600}}},
	}
}

func TestWrite(t *testing.T) {
	t.Parallel()
	var b, again strings.Builder
	losses, err := ics.Write(&b, []ics.Entry{{ID: "01J/é", Rule: cleaners(t)}}, ics.WriteOptions{Now: now()})
	if err != nil || losses != nil {
		t.Fatalf("%q, %v", losses, err)
	}
	_, events, _ := strings.Cut(b.String(), "END:VTIMEZONE\r\n")
	if diff := cmp.Diff(strings.Join([]string{
		"BEGIN:VEVENT", "UID:01J---s00@seamdash", "DTSTAMP:20261121T070000Z", `SUMMARY:Cleaners\, all\; day`,
		"DTSTART;TZID=America/New_York:20270101T090000", "DTEND;TZID=America/New_York:20270101T130000",
		"X-SEAMDASH-RULE:01J--", "X-SEAMDASH-START:2027-01-01", "RRULE:FREQ=WEEKLY;UNTIL=20270630T130000Z;BYDAY=MO,WE,FR",
		"EXDATE;TZID=America/New_York:20270106T090000", "END:VEVENT",
		"BEGIN:VEVENT", "UID:01J---s01@seamdash", "DTSTAMP:20261121T070000Z", `SUMMARY:Cleaners\, all\; day`,
		"DTSTART;TZID=America/New_York:20270102T220000", "DTEND;TZID=America/New_York:20270103T060000",
		"X-SEAMDASH-RULE:01J--", "X-SEAMDASH-START:2027-01-01", "RRULE:FREQ=WEEKLY;UNTIL=20270701T020000Z;BYDAY=SA",
		"EXDATE;TZID=America/New_York:20270109T220000", "END:VEVENT",
		"BEGIN:VEVENT", "UID:01J---20270202T080000@seamdash", "DTSTAMP:20261121T070000Z", `SUMMARY:Cleaners\, all\; day`,
		"DTSTART;TZID=America/New_York:20270202T080000", "DTEND;TZID=America/New_York:20270202T090000",
		"X-SEAMDASH-RULE:01J--", "X-SEAMDASH-START:2027-01-01", "END:VEVENT", "END:VCALENDAR", "",
	}, "\r\n"), events); diff != "" {
		t.Error(diff)
	}
	if _, err := ics.Write(&again, []ics.Entry{{ID: "01J/é", Rule: cleaners(t)}}, ics.WriteOptions{Now: now()}); err != nil || again.String() != b.String() {
		t.Errorf("written again it is another: %v", err)
	}
	in, err := ics.Read(strings.NewReader(b.String()), ics.Options{})
	if err != nil || len(in.Rules) != 1 {
		t.Fatalf("%s %v", tell(in), err)
	}
	want := cleaners(t)
	if diff := cmp.Diff(rule(want), strings.ReplaceAll(rule(in.Rules[0].Rule), "not 2027-01-09;", "not 2027-01-09 22:00;")); diff != "" {
		t.Errorf("it is read back as (-was +is):\n%s", diff)
	}
}

type noWriter struct{}

func (noWriter) Write([]byte) (int, error) { return 0, errors.New("disk full") }

func TestWriteFails(t *testing.T) {
	t.Parallel()
	if _, err := ics.Write(noWriter{}, nil, ics.WriteOptions{Now: now()}); err == nil || !strings.Contains(err.Error(), "disk full") {
		t.Error(err)
	}
}

// TestZonesAreDescribed reads a VTIMEZONE as RFC 5545 says and holds its offsets against the zone, every hour of the years it is for.
func TestZonesAreDescribed(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "Asia/Kolkata", "America/Santiago", "Europe/Dublin"} {
		r := cleaners(t)
		r.Zone = name
		var b strings.Builder
		later := r.Clone()
		later.Start, later.End, later.Extra = date(t, "2029-06-01"), recur.End{}, nil
		if _, err := ics.Write(&b, []ics.Entry{{ID: "b", Rule: later}, {ID: "a", Rule: r}}, ics.WriteOptions{Now: now()}); err != nil {
			t.Fatal(err)
		}
		c, err := ical.ParseCalendar(strings.NewReader(b.String()))
		if err != nil || len(c.Timezones()) != 1 {
			t.Fatal(name, err)
		}
		at, err := zone.Load(name)
		if err != nil {
			t.Fatal(err)
		}
		if hours := describes(t, onsetsOf(t, c.Timezones()[0]), at); hours < 25_000 {
			t.Errorf("%s: only %d hours were looked at", name, hours)
		}
	}
}

// describes holds onsets against a zone and says for how many hours.
func describes(t *testing.T, onsets []onset, at *time.Location) (hours int) {
	t.Helper()
	i := 0
	for h := time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC); h.Before(now().AddDate(3, 0, 0)); h = h.Add(time.Hour) {
		for i+1 < len(onsets) && !onsets[i+1].at.After(h) {
			i++
		}
		if label, offset := h.In(at).Zone(); onsets[i].at.After(h) || onsets[i].offset != offset || onsets[i].name != label {
			t.Fatalf("%s at %s: %+v, want %d %s", at, h, onsets[i], offset, label)
		}
		hours++
	}
	return hours
}

type onset struct {
	at     time.Time
	offset int
	name   string
}

func onsetsOf(t *testing.T, z *ical.VTimezone) []onset {
	t.Helper()
	var out []onset
	for _, part := range z.Components {
		values := make(map[string]string)
		for _, p := range part.UnknownPropertiesIANAProperties() {
			values[p.IANAToken] = p.Value
		}
		from, err := time.Parse("20060102T150405-0700", values["DTSTART"]+values["TZOFFSETFROM"])
		if err != nil {
			t.Fatal(err)
		}
		to, err := time.Parse("-0700", values["TZOFFSETTO"])
		if err != nil {
			t.Fatal(err)
		}
		_, offset := to.Zone()
		out = append(out, onset{from, offset, values["TZNAME"]})
	}
	return out
}

func TestReadHolidays(t *testing.T) {
	t.Parallel()
	day := func(from, until, name string) string {
		return "BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:" + from + "\r\nDTEND;VALUE=DATE:" + until + "\r\nSUMMARY:" + name + "\r\nEND:VEVENT"
	}
	text := calendar("X-WR-CALNAME:US holidays", day("20261225", "20261226", "Christmas Day"), day("20261224", "20261226", `Closed\, early`))
	name, days, losses, err := ics.ReadHolidays(strings.NewReader(text), ics.Options{})
	if err != nil || losses != nil || name != "US holidays" {
		t.Fatalf("%q, %q, %v", name, losses, err)
	}
	want := []holidays.Day{{Date: date(t, "2026-12-24"), Name: "Closed, early"}, {Date: date(t, "2026-12-25"), Name: "Christmas Day"}}
	if diff := cmp.Diff(want, days); diff != "" {
		t.Error(diff)
	}
}

func TestReadHolidaysNamesTheRest(t *testing.T) {
	t.Parallel()
	day := "BEGIN:VEVENT\r\nUID:d\r\nDTSTART;VALUE=DATE:20261225\r\nEND:VEVENT"
	_, days, losses, err := ics.ReadHolidays(strings.NewReader(calendar(day, event("UID:e"), event("UID:f", "STATUS:CANCELLED", "SUMMARY:Gone"), "BEGIN:VTODO", "END:VTODO")), ics.Options{})
	want := []string{"1 of the kind VTODO are left out", `"Gone" is left out: it is cancelled`, `"Clean" is left out: it has times of day`}
	if diff := cmp.Diff(want, losses); diff != "" || err != nil || len(days) != 1 {
		t.Errorf("%v %v\n%s", days, err, diff)
	}
	if _, _, _, err := ics.ReadHolidays(strings.NewReader(calendar(event())), ics.Options{}); err == nil {
		t.Error("a calendar without days is a set")
	}
}

// TestLossesOfWriting holds what is named, and that what is written stays within what is said.
func TestLossesOfWriting(t *testing.T) {
	t.Parallel()
	r := cleaners(t)
	r.Holidays = []recur.SetID{"us"}
	r.Pause = recur.Pause{Paused: true, From: date(t, "2027-03-01"), Open: true}
	var b strings.Builder
	losses, err := ics.Write(&b, []ics.Entry{{ID: "a", Rule: r}}, ics.WriteOptions{Now: now(), Until: date(t, "2027-01-31"), Holidays: func(recur.SetID) (recur.Calendar, bool) {
		return holidays.Set{Country: "US"}.Calendar(), true
	}})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"Cleaners, all; day: it is paused from 2027-03-01 on and nobody knows until when: its events end there",
		"Cleaners, all; day: holidays are left out until 2027-01-31 only, and as they are known today",
	}
	if diff := cmp.Diff(want, losses); diff != "" {
		t.Error(diff)
	}
	for _, line := range []string{"UNTIL=20270228T140000Z;BYDAY=MO,WE,FR", "EXDATE;TZID=America/New_York:20270101T090000,20270106T090000,20270118T090000"} {
		if !strings.Contains(strings.ReplaceAll(b.String(), "\r\n ", ""), line+"\r\n") {
			t.Errorf("%q is not in\n%s", line, b.String())
		}
	}
	if strings.Contains(b.String(), "20270215T090000") {
		t.Error("a holiday after the last day is left out")
	}
	b.Reset()
	losses, err = ics.Write(&b, []ics.Entry{{ID: "a", Rule: r}}, ics.WriteOptions{Now: now()})
	want = []string{`Cleaners, all; day: it is not written: there is no set of holidays "us"`}
	if diff := cmp.Diff(want, losses); diff != "" || err != nil || strings.Contains(b.String(), "VEVENT") {
		t.Errorf("a set that nobody knows: %v %s\n%s", err, diff, b.String())
	}
}

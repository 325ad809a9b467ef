package ics_test

import (
	"bytes"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"seamdash/model"
	"seamdash/model/ics"
	"seamdash/model/recur"
)

// FuzzRead reads anything: it ends, what it tells is safe to print and the same each time, and its rules are rules.
func FuzzRead(f *testing.F) {
	for _, seed := range []string{
		calendar(event("RRULE:FREQ=WEEKLY;BYDAY=MO,WE;BYHOUR=8,18", "EXDATE:20270111T140000Z", "RDATE;VALUE=PERIOD:20270106T120000Z/PT1H")),
		calendar(event("RRULE:FREQ=DAILY;UNTIL=20270301"), event("RECURRENCE-ID:20270105T090000", "DTSTART:20270105T100000")),
		calendar("BEGIN:VTIMEZONE", "TZID:X", "X-LIC-LOCATION:Europe/Berlin", "BEGIN:STANDARD", "TZOFFSETTO:+0100", "END:STANDARD", "END:VTIMEZONE", event("DTSTART;TZID=X:20270104T090000")),
		calendar("BEGIN:VEVENT", "DTSTART;VALUE=DATE:20270501", "RRULE:FREQ=YEARLY", "END:VEVENT"),
		calendar(event("SUMMARY:Ann", "X-SEAMDASH-RULE:a\u202eb", "X-SEAMDASH-START:2027-01-01")),
		calendar(event("SUMMARY:\x1b]0;title\x07\u202ered", "X-SEAMDASH-RULE:a", "X-SEAMDASH-START:2027-01-01")),
		calendar("BEGIN:VALARM", "BEGIN:VEVENT", "END:VEVENT", "END:VALARM"),
		"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;A=\"b:c\";TZID=\\", "BEGIN:VCALENDAR\n \n\t\nEND:VCALENDAR", strings.Repeat("BEGIN:VCALENDAR\n", 9),
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		in, err := ics.Read(strings.NewReader(text), ics.Options{Today: date(t, "2026-11-21")})
		if err != nil {
			printable(t, err.Error())
			return
		}
		printable(t, in.Name)
		printable(t, strings.ReplaceAll(tell(in), "\n", ""))
		again, err := ics.Read(strings.NewReader(text), ics.Options{Today: date(t, "2026-11-21")})
		if diff := cmp.Diff(tell(in), tell(again)); err != nil || diff != "" {
			t.Fatalf("the second time it reads otherwise: %v\n%s", err, diff)
		}
		var entries []ics.Entry
		for _, i := range in.Rules {
			printable(t, i.ID())
			r := i.Rule.Clone()
			if r.Locks = append(r.Locks, "some"); len(r.Check()) > 0 {
				t.Fatalf("%s: %v", rule(r), r.Check())
			}
			entries = append(entries, ics.Entry{ID: i.UID, Rule: i.Rule})
		}
		var b bytes.Buffer
		if _, err := ics.Write(&b, entries, ics.WriteOptions{Now: now()}); err != nil {
			t.Fatal(err)
		}
		if _, err := ics.Read(&b, ics.Options{}); err != nil && len(entries) < 100 {
			t.Fatalf("what was written is not read: %v", err)
		}
	})
}

func printable(t *testing.T, text string) {
	t.Helper()
	if i := strings.IndexFunc(text, func(c rune) bool { return unicode.IsControl(c) || unicode.Is(unicode.Cf, c) }); i >= 0 {
		t.Fatalf("%q is not safe to print at %d", text, i)
	}
}

// TestWriteHoldsNothingSecret writes a rule that has all there is.
func TestWriteHoldsNothingSecret(t *testing.T) {
	t.Parallel()
	r := recur.Rule{
		Name: "Cleaners", Zone: "Europe/Berlin", Locks: []model.DeviceID{"device-1"}, Start: date(t, "2027-01-04"),
		Extra:  []recur.Opening{{Date: date(t, "2027-01-04"), Hours: recur.Hours{From: 0, Until: 60}}},
		Before: 10 * time.Minute, PIN: recur.PINPolicy{Kind: recur.Fixed, PINs: []model.PIN{model.NewPIN("4711")}}, Naming: recur.Naming{Template: "{rule} {n}"},
	}
	var b bytes.Buffer
	losses, err := ics.Write(&b, []ics.Entry{{ID: "a", Rule: r}, {ID: "b", Rule: recur.Rule{Name: "Lost", Zone: "Nowhere"}}}, ics.WriteOptions{Now: now(), Name: "Doors"})
	if err != nil {
		t.Fatal(err)
	}
	if text := b.String(); strings.Contains(text, "4711") || strings.Contains(text, "device-1") || !strings.Contains(text, "X-WR-CALNAME:Doors") {
		t.Errorf("the calendar has what it must not have, or lacks its name:\n%s", text)
	}
	want := []string{
		"Cleaners: which locks it is for is not written",
		"Cleaners: PINs are not written",
		"Cleaners: what its codes are called is not written",
		"Cleaners: the 10 min before and 0 min after its windows are not written",
		`Lost: it is not written, as its zone "Nowhere" is not known`,
	}
	if diff := cmp.Diff(want, losses); diff != "" {
		t.Error(diff)
	}
}

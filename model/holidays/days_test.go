package holidays_test

import (
	"errors"
	"strings"
	"testing"

	"seamdash/model/civil"
	"seamdash/model/holidays"
)

func listed(days []holidays.Day) string {
	var out []string
	for _, d := range days {
		out = append(out, strings.TrimSpace(d.Date.String()+" "+d.Name))
	}
	return strings.Join(out, ", ")
}

func TestParseDays(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"25 dec":                                    "2026-12-25",
		"25 dec, 1 jan 2027, 24-26 dec":             "2026-12-24, 2026-12-25, 2026-12-26, 2027-01-01",
		"2027-04-05 Easter Monday; 2027-03-26":      "2027-03-26, 2027-04-05 Easter Monday",
		"25 dec Christmas,25 dec,25 dec X":          "2026-12-25 Christmas",
		"25 dec: Christmas\n26 dec: Boxing Day\r\n": "2026-12-25 Christmas, 2026-12-26 Boxing Day",
		"Dec 24, 2027":                              "2027-12-24",
		"dec 24, 2027, jan 1, 2028":                 "2027-12-24, 2028-01-01",
		"20-22 nov":                                 "2026-11-20, 2026-11-21, 2026-11-22", // under way
		"18-20 nov":                                 "2027-11-18, 2027-11-19, 2027-11-20",
		"21 nov":                                    "2026-11-21", // today
		"20 nov":                                    "2027-11-20",
		"31 dec - 2 jan New Year":                   "2026-12-31 New Year, 2027-01-01 New Year, 2027-01-02 New Year",
		"31 dec–2 jan":                              "2026-12-31, 2027-01-01, 2027-01-02",
		"31 dec to 1 jan 2027":                      "2026-12-31, 2027-01-01",
		"24 – 25 dec 2028":                          "2028-12-24, 2028-12-25",
		"2026-12-31..2027-01-01":                    "2026-12-31, 2027-01-01",
		"2026-12-31 - 2027-01-01 Closed":            "2026-12-31 Closed, 2027-01-01 Closed",
		"25 dec 2nd name":                           "2026-12-25 2nd name",
		"25 dec Jean-Luc \x1b[1m\u202eday":          "2026-12-25 Jean-Luc day",
		"fri 25 dec":                                "2026-12-25",
		"24.12. Heiligabend":                        "2026-12-24 Heiligabend",
		"29 feb":                                    "2028-02-29",
	} {
		got, err := holidays.ParseDays(text, date(t, "2026-11-21"))
		if err != nil || listed(got) != want {
			t.Errorf("%q: %s, %v, want %s", text, listed(got), err, want)
		}
	}
}

func TestParseDaysMistakes(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"":                        `there is no date. did you mean "25 dec, 1 jan"?`,
		" , ;\n":                  `there is no date. did you mean "25 dec, 1 jan"?`,
		"25 dec, wibble":          `"wibble" is no date such as 24 dec or 2027-01-04. `,
		"25 dce":                  `in "25 dce", "25" is no date such as 24 dec or 2027-01-04. did you mean "25 dec"?`,
		"30 feb":                  `"30 feb" is no date: the calendar does not have it. `,
		"04.01.":                  `"04.01." can be 4 January or 1 April. did you mean "2027-01-04"?`,
		"25 dec 15:00":            `in "25 dec 15:00", "15:00" after the date is not understood: days off are whole days. `,
		"thu 25 dec":              `in "thu 25 dec", "thu" does not go with 25 dec, which is a Friday. did you mean "Fri 25 dec"?`,
		"2027-01-02 - 2027-01-01": `in "2027-01-02 - 2027-01-01", 2027-01-01 is before 2027-01-02. `,
		"24 dec - 2 jan 2028":     `in "24 dec - 2 jan 2028", 2026-12-24 to 2028-01-02 is more than a year: say the year of both. `,
		"2026-01-01..2126-01-01":  `in "2026-01-01..2126-01-01", 2026-01-01 to 2126-01-01 is more than a year: say the year of both. `,
		"2027":                    `"2027" is no date such as 24 dec or 2027-01-04. `,
	} {
		got, err := holidays.ParseDays(text, date(t, "2026-11-21"))
		var m *holidays.Mistake
		if !errors.As(err, &m) {
			t.Errorf("%q: %s, %v", text, listed(got), err)
			continue
		}
		if text := m.Error() + ". " + m.Hint(); text != want {
			t.Errorf("got  %s\nwant %s", text, want)
		}
	}
}

func FuzzParseDays(f *testing.F) {
	for _, seed := range []string{"25 dec, 1 jan 2027, 24-26 dec", "2026-12-31..2027-01-01 x", "fri 25 dec - to", "24–", "-", "dec 24, 2027", "1-31-12 x"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		days, err := holidays.ParseDays(text, date(t, "2026-11-21"))
		if err != nil {
			var m *holidays.Mistake
			if !errors.As(err, &m) {
				t.Fatalf("%q: %v is no mistake", text, err)
			}
			if strings.ContainsAny(err.Error(), "\x1b\n\u202e") {
				t.Fatalf("%q: the error is not safe to print: %q", text, err)
			}
			return
		}
		if len(days) == 0 || len(days) > holidays.MaxDays {
			t.Fatalf("%q: %d days", text, len(days))
		}
		for i := range days[1:] {
			if days[i].Date >= days[i+1].Date {
				t.Fatalf("%q: %v is not before %v", text, days[i], days[i+1])
			}
		}
	})
}

func FuzzDecode(f *testing.F) {
	good, err := holidays.Encode(holidays.Set{ID: "us", Name: "US holidays", Country: "US", Days: []holidays.Day{{civil.Date(20000), "x"}}})
	if err != nil {
		f.Fatal(err)
	}
	for _, seed := range []string{string(good), `{}`, `{"version":1,"id":"a","name":"b","days":[{"date":"2026-13-01"}]}`, `{"version":2}`, `null`, string(good) + "x"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := holidays.Decode(data)
		if err != nil {
			return
		}
		if troubles := s.Check(); troubles != nil {
			t.Fatalf("%q was read as %+v, which has %v", data, s, troubles)
		}
		again, err := holidays.Encode(s)
		if err != nil {
			t.Fatal(err)
		}
		if back, err := holidays.Decode(again); err != nil || listed(back.Days) != listed(s.Days) || back.Name != s.Name {
			t.Fatalf("%q became %q: %v", data, again, err)
		}
	})
}

package holidays_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/jp"

	"seamdash/model/civil"
	"seamdash/model/holidays"
)

func date(tb testing.TB, text string) civil.Date {
	tb.Helper()
	d, err := civil.ParseDate(text)
	if err != nil {
		tb.Fatal(err)
	}
	return d
}

// year is a set's days in a year as "01-19", with a star for those that are observed instead of another.
func year(tb testing.TB, s holidays.Set, y string) string {
	tb.Helper()
	var out []string
	for _, d := range s.Between(date(tb, y+"-01-01"), date(tb, y+"-12-31")+1) {
		text := strings.TrimPrefix(d.Date.String(), y+"-")
		if strings.HasSuffix(d.Name, "(observed)") {
			text += "*"
		}
		out = append(out, text)
	}
	return strings.Join(out, " ")
}

func TestCountriesAgainstPublishedLists(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ country, region, year, want string }{
		// 5 U.S.C. 6103 and Executive Order 11582: Saturdays on the Friday before, Sundays on the Monday after.
		{"US", "", "2026", "01-01 01-19 02-16 05-25 06-19 07-03* 07-04 09-07 10-12 11-11 11-26 12-25"},
		{"US", "", "2027", "01-01 01-18 02-15 05-31 06-18* 06-19 07-04 07-05* 09-06 10-11 11-11 11-25 12-24* 12-25 12-31*"},
		// gov.uk/bank-holidays, England and Wales; its list has only the substitute days, here the others are in it, too
		{"GB", "", "2026", "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-26 12-28*"},
		{"GB", "", "2027", "01-01 03-26 03-29 05-03 05-31 08-30 12-25 12-26 12-27* 12-28*"},
		{"GB", "", "2028", "01-01 01-03* 04-14 04-17 05-01 05-29 08-28 12-25 12-26"},
		// Feiertagsgesetze of the Länder
		{"DE", "", "2026", "01-01 04-03 04-06 05-01 05-14 05-25 10-03 12-25 12-26"},
		{"DE", "BY", "2026", "01-01 01-06 04-03 04-06 05-01 05-14 05-25 06-04 10-03 11-01 12-25 12-26"},
		{"DE", "MV", "2026", "01-01 03-08 04-03 04-06 05-01 05-14 05-25 10-03 10-31 12-25 12-26"},
		{"DE", "MV", "2022", "01-01 04-15 04-18 05-01 05-26 06-06 10-03 10-31 12-25 12-26"},
		// Code du travail, L3133-1
		{"FR", "", "2026", "01-01 04-06 05-01 05-08 05-14 05-25 07-14 08-15 11-01 11-11 12-25"},
		// Código do Trabalho, art. 234
		{"PT", "", "2026", "01-01 04-03 04-05 04-25 05-01 06-04 06-10 08-15 10-05 11-01 12-01 12-08 12-25"},
		// Arbeitsruhegesetz, § 7
		{"AT", "", "2026", "01-01 01-06 04-06 05-01 05-14 05-25 06-04 08-15 10-26 11-01 12-08 12-25 12-26"},
		// Ruhetagsgesetz of the canton of Zürich
		{"CH", "ZH", "2026", "01-01 04-03 04-06 05-01 05-14 05-25 08-01 12-25 12-26"},
		// Te Kāhui o Matariki Public Holiday Act 2022, schedule 1: 10 July 2026
		{"NZ", "", "2026", "01-01 01-02 02-06 04-03 04-06 04-25 04-27* 06-01 07-10 10-26 12-25 12-26 12-28*"},
	} {
		got := year(t, holidays.Set{Country: c.country, Region: c.region}, c.year)
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s %s %s (-published +ours):\n%s", c.country, c.region, c.year, diff)
		}
	}
}

func TestNames(t *testing.T) {
	t.Parallel()
	s := holidays.Set{Country: "US", Days: []holidays.Day{{Date: date(t, "2026-11-26"), Name: "Closed"}, {Date: date(t, "2026-11-27")}}}
	c := s.Calendar()
	for day, want := range map[string]string{
		"2026-11-26": "Closed · Thanksgiving Day",
		"2026-11-27": "",
		"2026-07-03": "Independence Day (observed)",
		"2027-12-31": "New Year's Day (observed)",
		"2026-06-19": "Juneteenth",
	} {
		if name, is := c.Holiday(date(t, day)); name != want || !is {
			t.Errorf("%s: %q, %v, want %q", day, name, is, want)
		}
	}
	for _, day := range []string{"2026-11-28", "1969-12-25", "2201-12-25", "2020-06-19"} {
		if name, is := c.Holiday(date(t, day)); is {
			t.Errorf("%s is %q", day, name)
		}
	}
	if name, _ := (holidays.Set{Country: "NZ"}).Calendar().Holiday(date(t, "2026-06-01")); name != "King's Birthday" {
		t.Errorf("1 June 2026 in New Zealand is %q", name)
	}
}

// TestEveryCountryEveryYear goes through all lists for all years: no panic, no year without holidays, names that can be shown.
func TestEveryCountryEveryYear(t *testing.T) {
	t.Parallel()
	sets := 0
	for _, c := range holidays.Countries() {
		regions := c.Regions
		if c.Whole {
			regions = append([]holidays.Region{{}}, regions...)
		}
		for _, r := range regions {
			sets++
			s := holidays.Set{Name: c.Name, Country: c.Code, Region: r.Code}
			if troubles := s.Check(); troubles != nil {
				t.Errorf("%s %s: %v", c.Code, r.Code, troubles)
			}
			days := s.Between(date(t, "1970-01-01"), date(t, "2200-12-31")+1)
			perYear := make(map[int]int)
			for _, d := range days {
				perYear[d.Date.Year()]++
				if d.Name == "" || len(d.Name) > 4*256 {
					t.Fatalf("%s %s: %v has the name %q", c.Code, r.Code, d.Date, d.Name)
				}
			}
			for y := holidays.FirstYear; y <= holidays.LastYear; y++ {
				if n := perYear[y]; n < 5 || n > 25 {
					t.Fatalf("%s %s: %d holidays in %d", c.Code, r.Code, n, y)
				}
			}
		}
	}
	if sets < 90 {
		t.Errorf("only %d sets were looked at", sets)
	}
}

// TestZoneOfTheMachine computes in a zone whose clocks skip midnight on a day that is moved to and on a holiday. The library's
// zone is changed for it, so the test is alone.
func TestZoneOfTheMachine(t *testing.T) {
	zone, err := time.LoadLocation("America/Havana")
	if err != nil {
		t.Fatal(err)
	}
	was := cal.DefaultLoc
	defer func() { cal.DefaultLoc = was }()
	for _, loc := range []*time.Location{time.UTC, zone, time.FixedZone("east", 14*60*60), time.FixedZone("west", -12*60*60)} {
		cal.DefaultLoc = loc
		// 8 March 2026 is a Sunday, and the clocks of Havana go from 00:00 to 01:00.
		if got := year(t, holidays.Set{Country: "DE", Region: "BE"}, "2026"); !strings.Contains(got, " 03-08 ") {
			t.Errorf("in %v, Berlin has %s", loc, got)
		}
		if got := year(t, holidays.Set{Country: "RU"}, "2026"); !strings.Contains(got, " 03-08 03-09* ") {
			t.Errorf("in %v, Russia has %s", loc, got)
		}
	}
}

// TestLibraryStaysAsItIs holds that a calendar works on copies: the library's Vernal Equinox Day writes into itself.
func TestLibraryStaysAsItIs(t *testing.T) {
	t.Parallel()
	if name, is := (holidays.Set{Country: "JP"}).Calendar().Holiday(date(t, "2026-03-20")); !is || name != "Vernal Equinox Day" {
		t.Errorf("20 March 2026 in Japan: %q", name)
	}
	if jp.VernalEquinoxDay.Day != 0 {
		t.Errorf("the library's holiday was changed: it is on the %dth now", jp.VernalEquinoxDay.Day)
	}
}

func TestParsePlace(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][2]string{
		"US": {"US"}, "us": {"US"}, " united states ": {"US"}, "usa": {"US"}, "UK": {"GB"}, "Germany": {"DE"}, "New Zealand": {"NZ"},
		"de-by": {"DE", "BY"}, "DE BY": {"DE", "BY"}, "Germany Bayern": {"DE", "BY"}, "CH-zh": {"CH", "ZH"}, "AU new south wales": {"AU", "NSW"},
	} {
		country, region, err := holidays.ParsePlace(text)
		if err != nil || country != want[0] || region != want[1] {
			t.Errorf("%q: %q %q %v, want %q", text, country, region, err, want)
		}
	}
	for text, want := range map[string]string{
		"Germoney":       `the holidays of "Germoney" are not known. did you mean DE (Germany)?`,
		"de-ba":          `Germany has no region "ba" with holidays of its own. did you mean BW (Baden-Württemberg) or BY (Bayern)?`,
		"\x1b[31mxx":     `the holidays of "xx" are not known. `,
		"Atlantis":       `the holidays of "Atlantis" are not known. `,
		"United Kingdon": `the holidays of "United Kingdon" are not known. did you mean GB (United Kingdom) or US (United States)?`,
		"":               `the holidays of "" are not known. `,
	} {
		_, _, err := holidays.ParsePlace(text)
		u, ok := err.(*holidays.Unknown) //nolint:errorlint // the contract is the type itself
		if !ok {
			t.Errorf("%q: %v", text, err)
			continue
		}
		if got := u.Error() + ". " + u.Hint(); got != want {
			t.Errorf("%q: got  %s\nwant %s", text, got, want)
		}
	}
}

func TestCheck(t *testing.T) {
	t.Parallel()
	good := []holidays.Day{{Date: date(t, "2026-12-25")}}
	many := make([]holidays.Day, holidays.MaxDays+1)
	for i := range many {
		many[i].Date = date(t, "2026-01-01") + civil.Date(i)
	}
	for name, c := range map[string]struct {
		set  holidays.Set
		want []string
	}{
		"typed":          {holidays.Set{Name: "x", Days: good}, nil},
		"country":        {holidays.Set{Name: "x", Country: "US"}, nil},
		"empty":          {holidays.Set{Name: "x"}, []string{"no-days"}},
		"nothing":        {holidays.Set{}, []string{"no-name", "no-days"}},
		"long":           {holidays.Set{Name: strings.Repeat("é", 101), Days: good}, []string{"long-name"}},
		"not too long":   {holidays.Set{Name: strings.Repeat("é", 100), Days: good}, nil},
		"unknown":        {holidays.Set{Name: "x", Country: "XX"}, []string{"unknown-country"}},
		"unknown region": {holidays.Set{Name: "x", Country: "DE", Region: "XX"}, []string{"unknown-country"}},
		"region alone":   {holidays.Set{Name: "x", Region: "BY", Days: good}, []string{"unknown-country"}},
		"no region":      {holidays.Set{Name: "x", Country: "CH"}, []string{"region-missing"}},
		"many":           {holidays.Set{Name: "x", Days: many}, []string{"too-many-days"}},
		"far":            {holidays.Set{Name: "x", Days: []holidays.Day{{Date: date(t, "2201-01-01")}}}, []string{"bad-date"}},
		"long day":       {holidays.Set{Name: "x", Days: []holidays.Day{{date(t, "2026-12-25"), strings.Repeat("x", 101)}}}, []string{"long-name"}},
	} {
		var got []string
		for _, trouble := range c.set.Check() {
			got = append(got, trouble.Code)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

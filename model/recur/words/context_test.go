package words_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"seamdash/model"
	"seamdash/model/civil"
	"seamdash/model/recur"
	"seamdash/model/recur/words"
)

// TestWhatIsNotSaid keeps what words cannot say, and drops what they could have said.
func TestWhatIsNotSaid(t *testing.T) {
	t.Parallel()
	c := friday(t)
	full, err := words.Parse("mon 9-13 from 1 oct until 30 jun except US holidays, 25 dec also 31 dec 10-12 with 15 min before and 5 min after paused", c)
	if err != nil {
		t.Fatal(err)
	}
	c.Base = full.Rule
	c.Base.Name, c.Base.Zone, c.Base.Locks = "Cleaners", "Europe/Berlin", []model.DeviceID{"front", "back"}
	c.Base.PIN, c.Base.Naming = recur.PINPolicy{Kind: recur.Fresh, Length: 6}, recur.Naming{Template: "{rule} {n}", Short: "{n}"}
	got, err := words.Parse("tue 10-11", c)
	if err != nil {
		t.Fatal(err)
	}
	want := recur.Rule{
		Name: c.Base.Name, Zone: c.Base.Zone, Locks: c.Base.Locks, PIN: c.Base.PIN, Naming: c.Base.Naming, Start: on(t, "2027-10-01"), Spans: got.Rule.Spans,
	}
	if !recur.Equal(&got.Rule, &want) || len(got.Rule.Spans) != 1 || got.Rule.Spans[0].Hours != (recur.Hours{From: 10 * civil.Hour, Until: 11 * civil.Hour}) {
		t.Errorf("got %+v", got.Rule)
	}
	if text := words.Text(&got.Rule, c); text != "tue 10-11" {
		t.Errorf("the start that is known is said: %s", text)
	}
	c.Base.Start = 0
	if text := words.Text(&got.Rule, c); text != "tue 10-11 from 1 oct 2027" {
		t.Errorf("the start is not said: %s", text)
	}
	if got, err = words.Parse("tue 10-11", c); err != nil || got.Rule.Start != c.Today {
		t.Errorf("a new rule starts on %v, %v, want today", got.Rule.Start, err)
	}
}

func TestSetsOfHolidays(t *testing.T) {
	t.Parallel()
	us, school := words.SetName{ID: "us", Name: "US holidays"}, words.SetName{ID: "school", Name: "School holidays"}
	for _, tt := range []struct {
		text string
		sets []words.SetName
		want string // the sets, or the mistake
	}{
		{"except holidays", []words.SetName{us}, "us"},
		{"not on public holidays", []words.SetName{us}, "us"},
		{"except holidays", nil, `"holidays" needs a set of holidays, and there is none yet`},
		{"except holidays", []words.SetName{us, school}, `"holidays" does not say which; the sets of holidays are US holidays, School holidays`},
		{"except us HOLIDAYS and school holidays", []words.SetName{us, school}, "us school"},
		{"except us holidays, us holidays", []words.SetName{us, school}, `"us holidays" is said twice`},
		{"except 'us holidays'", []words.SetName{us, school}, "us"},
		{"except “School holidays”", []words.SetName{us, school}, "school"},
		{"except 'Mum''s days'", []words.SetName{{ID: "m", Name: "Mum's days"}}, "m"},
		{"except mum's days", []words.SetName{{ID: "m", Name: "Mum's days"}}, `"mum's" is not a date; the sets of holidays are Mum's days`},
		{"except 'holidays'", []words.SetName{{ID: "a", Name: "holidays"}, us}, "a"},
		{"except 'bank holidays in march'", []words.SetName{{ID: "a", Name: "bank holidays"}, {ID: "b", Name: "bank holidays in march"}}, "b"},
		{"except mars holidays", []words.SetName{us}, `"mars" is not a date; the sets of holidays are US holidays`},
		{"except 'same'", []words.SetName{{ID: "a", Name: "Same"}, {ID: "b", Name: "same"}}, `"'same'" is the name of several sets`},
		{"except set 'b'", []words.SetName{{ID: "a", Name: "Same"}, {ID: "b", Name: "same"}}, "b"},
		{"except set 'gone'", []words.SetName{us}, "gone"}, // the rule has it already
		{"except set 'lost'", []words.SetName{us}, `"set 'lost'" is no set of holidays; the sets of holidays are US holidays`},
		{"except 25 dec", []words.SetName{{ID: "a", Name: "25 dec"}}, ""},
		{"except '25 dec'", []words.SetName{{ID: "a", Name: "25 dec"}}, "a"},
	} {
		c := words.Context{Today: on(t, "2026-11-20"), Sets: tt.sets, Base: recur.Rule{Holidays: []recur.SetID{"gone"}}}
		got, err := words.Parse("mon 9-13 "+tt.text, c)
		var said []string
		for _, id := range got.Rule.Holidays {
			said = append(said, string(id))
		}
		is := strings.Join(said, " ")
		if err != nil {
			is = err.Error()
		}
		if is != tt.want {
			t.Errorf("%s: %s, want %s", tt.text, is, tt.want)
		}
	}
}

// TestDatesComeNext gives dates without a year that of the next such date from today, or from the start where that is later.
func TestDatesComeNext(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ today, text, want string }{
		{"2026-11-20", "until 20 nov", "until 20 nov 2026"},
		{"2026-11-20", "until 19 nov", "until 19 nov 2027"},
		{"2026-11-20", "until november", "until 30 nov 2026"},
		{"2026-11-20", "until 29 feb", "until 29 feb 2028"},
		{"2096-12-31", "until 29 feb", "until 29 feb 2104"},
		{"2026-11-20", "until feb 2028", "until 29 feb 2028"},
		{"2026-11-20", "from january", "from 1 jan 2027"},
		{"2026-11-20", "from 4 jan 2028 until 30 jun", "from 4 jan 2028 until 30 jun 2028"},
		{"2026-11-20", "until 30 jun from 4 jan 2028", "from 4 jan 2028 until 30 jun 2028"},
		{"2026-11-20", "except 25 dec from 4 jan", "from 4 jan 2027 except 25 dec 2027"},
		{"2026-11-20", "except 30 dec - 2 jan 2028", "except 30 dec 2027 - 2 jan 2028"},
		{"2026-11-20", "except 30-31 dec 2027", "except 30-31 dec 2027"},
		{"2026-11-20", "except dec 24-26", "except 24-26 dec 2026"},
		{"2026-11-20", "except dec 24, 2027", "except 24 dec 2027"},
		{"2026-11-20", "until fri", "until 20 nov 2026"},
		{"2026-11-20", "until thursday", "until 26 nov 2026"},
		{"2026-11-20", "from today until tomorrow", "until 21 nov 2026"},
		{"2026-11-20", "from tomorrow", "from 21 nov 2026"},
		{"2026-11-20", "from 25th of december, 2026", ""},
		{"2026-11-20", "from the 25th of december 2026", "from 25 dec 2026"},
		{"2026-11-20", "also 30 dec and 31 dec 10-12", "also 30 dec 2026 10-12, 31 dec 2026 10-12"},
		{"2026-11-20", "also 30-31 dec 22-2", "also 30 dec 2026 22-2, 31 dec 2026 22-2"},
		{"2026-11-20", "also tomorrow 10-12", "also 21 nov 2026 10-12"},
	} {
		c := words.Context{Today: on(t, tt.today)}
		got, err := words.Parse("mon 9-13 "+tt.text, c)
		if tt.want == "" {
			if err == nil {
				t.Errorf("%s is %s, want a mistake", tt.text, words.Text(&got.Rule, c))
			}
			continue
		}
		if text := words.Text(&got.Rule, c); err != nil || text != "mon 9-13 "+tt.want {
			t.Errorf("%s: %s, %v, want %s", tt.text, text, err, tt.want)
		}
	}
}

func TestWhatIsManyIsCounted(t *testing.T) {
	t.Parallel()
	c := friday(t)
	got, err := words.Parse("mon 9-13 15 min early paused until 3 jan", c)
	if err != nil {
		t.Fatal(err)
	}
	for i := range 12 {
		got.Rule.Skip = append(got.Rule.Skip, recur.Skip{Date: c.Today + 2*civil.Date(i)})
		got.Rule.Extra = append(got.Rule.Extra, recur.Opening{Date: c.Today + 2*civil.Date(i), Hours: got.Rule.Spans[0].Hours})
	}
	const want = "Mondays 09:00 to 13:00, except 12 dates, also 12 single dates, on the lock from 15 minutes before, paused since 20 November 2026 until 3 January 2027."
	if said := words.Sentence(&got.Rule, c); said != want {
		t.Errorf("%s\nwant %s", said, want)
	}
	c.Today = on(t, "2027-02-01")
	if said := words.Sentence(&got.Rule, c); !strings.HasSuffix(said, "was paused from 20 November 2026 until 3 January 2027.") {
		t.Errorf("a pause that is over: %s", said)
	}
	if said := words.Sentence(&recur.Rule{}, c); said != "Never." {
		t.Errorf("an empty rule: %s", said)
	}
}

// TestStartsAreToldWhereTheyMatter tells a start that is to come, and one that is counted from.
func TestStartsAreToldWhereTheyMatter(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ text, today, want string }{
		{"mon 9-13 from 4 jan 2027", "2026-11-20", "Mondays 09:00 to 13:00, from 4 January 2027."},
		{"mon 9-13 from 4 jan 2027", "2027-01-04", "Mondays 09:00 to 13:00."},
		{"mon 9-13 from 4 jan 2027", "2027-01-05", "Mondays 09:00 to 13:00."},
		{"every 2 weeks on mon 9-13 from 4 jan 2027", "2027-01-05", "Every 2 weeks on Mondays 09:00 to 13:00, counted from 4 January 2027."},
		{"mon 9-13 from 4 jan 2027 10 times", "2027-01-05", "Mondays 09:00 to 13:00, counted from 4 January 2027, 10 windows in all."},
	} {
		c := words.Context{Today: on(t, tt.today)}
		got, err := words.Parse(tt.text, c)
		if said := words.Sentence(&got.Rule, c); err != nil || said != tt.want {
			t.Errorf("%s on %s: %s, %v, want %s", tt.text, tt.today, said, err, tt.want)
		}
	}
}

func TestNextWords(t *testing.T) {
	t.Parallel()
	c := friday(t)
	for _, tt := range []struct{ text, want string }{
		{"", "weekdays every weekends mon tue wed thu fri"},
		{"w", "weekdays weekends wed"},
		{"W", "weekdays weekends wed"},
		{"mon 9-13", ""},
		{"mon 9-13 ", "and until except from also with paused weekdays"},
		{"mon 9-13 e", "except every"},
		{"mon 9-13 except U", "US holidays"},
		{"mon 9-13 except US h", "holidays"},
		{"mon 9-13 except S", "School holidays"},
		{"every 2 w", "weeks on"},
		{"monthly on the l", "last"},
		{"mon 9-13 with 15 ", "min before min after min early"},
		{"mon 9-13 until j", "jan jun jul"},
		{"mon 9-13 until ", "tomorrow the end of jan feb mar apr may jun"},
		{"wibble ", ""},
		{"mon 9-13 except ", "US holidays School holidays on today tomorrow"},
		{"mon 9-5 unt", ""},
	} {
		if got := strings.Join(words.Complete(tt.text, len(tt.text), c), " "); got != tt.want {
			t.Errorf("%q: %q, want %q", tt.text, got, tt.want)
		}
	}
	if got := words.Complete("mon 9-13 u 30 jun", len("mon 9-13 u"), c); !slices.Equal(got, []string{"until"}) {
		t.Errorf("within a text: %q", got)
	}
}

func TestMistakesSayTheirWord(t *testing.T) {
	t.Parallel()
	_, err := words.Parse("mon wibble 9-13", friday(t))
	if err == nil || err.Error() != `"wibble" is not a day, an hour or a date` {
		t.Errorf("got %v", err)
	}
	_, err = words.Parse("mon \x1b[31mwibble\u202e 9-13", friday(t))
	var m *words.Mistake
	if !errors.As(err, &m) || strings.ContainsAny(m.Error()+m.Guess, "\x1b\u202e") {
		t.Errorf("got %q", err)
	}
}

func TestBuffers(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		text          string
		before, after time.Duration
	}{
		{"with 15 min before and 30 min after", 15 * time.Minute, 30 * time.Minute},
		{"with 30 min after, 15 min before", 15 * time.Minute, 30 * time.Minute},
		{"15 min early", 15 * time.Minute, 0},
		{"plus 15 minutes after", 0, 15 * time.Minute},
		{"with 10 min before and after", 10 * time.Minute, 10 * time.Minute},
		{"with an hour around", time.Hour, time.Hour},
		{"with 1440 min late", 0, 24 * time.Hour},
	} {
		got, err := words.Parse("mon 9-13 "+tt.text, friday(t))
		if err != nil || got.Rule.Before != tt.before || got.Rule.After != tt.after {
			t.Errorf("%s: %v, %v, %v, want %v, %v", tt.text, got.Rule.Before, got.Rule.After, err, tt.before, tt.after)
		}
	}
	for _, text := range []string{"with 1441 min late", "with 0 min before", "15 min early with 10 min before", "with 15 min before and 10 min early"} {
		if got, err := words.Parse("mon 9-13 "+text, friday(t)); err == nil {
			t.Errorf("%s: %v, %v", text, got.Rule.Before, got.Rule.After)
		}
	}
}

// TestLongRuns writes more days in a row than one run may have.
func TestLongRuns(t *testing.T) {
	t.Parallel()
	c := friday(t)
	for _, n := range []int{365, 366, 367, 800} {
		rule := recur.Rule{Start: c.Today, Extra: []recur.Opening{{Date: c.Today, Hours: recur.Hours{Until: civil.Hour}}}}
		for i := range n {
			rule.Skip = append(rule.Skip, recur.Skip{Date: c.Today + civil.Date(i)})
		}
		text := words.Text(&rule, c)
		got, err := words.Parse(text, c)
		if err != nil || !recur.Equal(&got.Rule, &rule) {
			t.Errorf("%d days are %s: %v", n, text, err)
		}
	}
}

package words_test

import (
	"errors"
	"strings"
	"testing"

	"seamdash/model/civil"
	"seamdash/model/recur/words"
)

// friday is 20 November 2026, with two sets of holidays.
func friday(tb testing.TB) words.Context {
	tb.Helper()
	return words.Context{
		Today: on(tb, "2026-11-20"),
		Sets:  []words.SetName{{ID: "us", Name: "US holidays"}, {ID: "school", Name: "School holidays"}},
	}
}

func on(tb testing.TB, text string) civil.Date {
	tb.Helper()
	d, err := civil.ParseDate(text)
	if err != nil {
		tb.Fatal(err)
	}
	return d
}

// understood is what people write, the same in fixed words, the sentence, and the notes.
func understood() []struct{ text, fixed, sentence, notes string } {
	return []struct{ text, fixed, sentence, notes string }{
		{
			`mon wed fri 9-13 and sat 10-16 until 30 jun except US holidays`,
			`mon wed fri 9-13 and sat 10-16 until 30 jun 2027 except US holidays`,
			`Mondays, Wednesdays and Fridays 09:00 to 13:00 and Saturdays 10:00 to 16:00, until 30 June 2027, except US holidays.`,
			``,
		},
		{
			`Mon, Wed, Fri 9-13 and Sat 10-16, not on US holidays, until June`,
			`mon wed fri 9-13 and sat 10-16 until 30 jun 2027 except US holidays`,
			`Mondays, Wednesdays and Fridays 09:00 to 13:00 and Saturdays 10:00 to 16:00, until 30 June 2027, except US holidays.`,
			`until 30 June 2027`,
		},
		{
			`weekdays 9-17, sat 10-14 until 30 jun except 25 dec`,
			`weekdays 9-17 and sat 10-14 until 30 jun 2027 except 25 dec 2026`,
			`Mondays to Fridays 09:00 to 17:00 and Saturdays 10:00 to 14:00, until 30 June 2027, except 25 December 2026.`,
			``,
		},
		{
			`every day 22-6`,
			`every day 22-6`,
			`Every day 22:00 to 06:00 the next day.`,
			``,
		},
		{
			`daily 9am-5pm`,
			`every day 9-17`,
			`Every day 09:00 to 17:00.`,
			``,
		},
		{
			`weekends 10:00-16:30`,
			`weekends 10:00-16:30`,
			`Saturdays and Sundays 10:00 to 16:30.`,
			``,
		},
		{
			`mon-fri 8-12 and 13-17`,
			`weekdays 8-12 and 13-17`,
			`Mondays to Fridays 08:00 to 12:00 and 13:00 to 17:00.`,
			``,
		},
		{
			`every 2 weeks on tue 9-11 from 1 dec`,
			`every 2 weeks on tue 9-11 from 1 dec 2026`,
			`Every 2 weeks on Tuesdays 09:00 to 11:00, from 1 December 2026.`,
			``,
		},
		{
			`every other friday 14-18`,
			`every 2 weeks on fri 14-18`,
			`Every 2 weeks on Fridays 14:00 to 18:00.`,
			``,
		},
		{
			`every 3 days 9-10`,
			`every 3 days 9-10`,
			`Every 3 days 09:00 to 10:00.`,
			``,
		},
		{
			`monthly on the 1st and 15th 9-12`,
			`monthly on the 1st and 15th 9-12`,
			`The 1st and the 15th of every month 09:00 to 12:00.`,
			``,
		},
		{
			`last friday of the month 9-17`,
			`monthly on the last fri 9-17`,
			`The last Friday of every month 09:00 to 17:00.`,
			``,
		},
		{
			`first monday and third monday of every month 10-12`,
			`monthly on the 1st mon and 3rd mon 10-12`,
			`The 1st Monday and the 3rd Monday of every month 10:00 to 12:00.`,
			``,
		},
		{
			`first and third monday of every month 10-12`,
			`monthly on the 1st mon and 3rd mon 10-12`,
			`The 1st Monday and the 3rd Monday of every month 10:00 to 12:00.`,
			``,
		},
		{
			`every 2 months on the last day 9-11`,
			`every 2 months on the last day 9-11`,
			`Every 2 months on the last day 09:00 to 11:00.`,
			``,
		},
		{
			`yearly on 24 dec 9-12`,
			`yearly on 24 dec 9-12`,
			`Every year on 24 December 09:00 to 12:00.`,
			``,
		},
		{
			`every year on the 2nd sunday of may 10-18`,
			`yearly on the 2nd sun of may 10-18`,
			`Every year on the 2nd Sunday of May 10:00 to 18:00.`,
			``,
		},
		{
			`mon 9-13 for 10 times`,
			`mon 9-13 10 times`,
			`Mondays 09:00 to 13:00, 10 windows in all.`,
			``,
		},
		{
			`mon 9-13 10 times`,
			`mon 9-13 10 times`,
			`Mondays 09:00 to 13:00, 10 windows in all.`,
			``,
		},
		{
			`mon 9-13 10x`,
			`mon 9-13 10 times`,
			`Mondays 09:00 to 13:00, 10 windows in all.`,
			``,
		},
		{
			`mon 9-13 from tomorrow`,
			`mon 9-13 from 21 nov 2026`,
			`Mondays 09:00 to 13:00, from 21 November 2026.`,
			``,
		},
		{
			`mon 9-13 starting mon 4 jan`,
			`mon 9-13 from 4 jan 2027`,
			`Mondays 09:00 to 13:00, from 4 January 2027.`,
			``,
		},
		{
			`mon 9-13 from 2027-01-04 until 2027-06-30`,
			`mon 9-13 from 4 jan 2027 until 30 jun 2027`,
			`Mondays 09:00 to 13:00, from 4 January 2027, until 30 June 2027.`,
			``,
		},
		{
			`mon 9-13 except 25 dec, 26 dec and 1 jan`,
			`mon 9-13 except 25-26 dec 2026, 1 jan 2027`,
			`Mondays 09:00 to 13:00, except 25 to 26 December 2026 and 1 January 2027.`,
			``,
		},
		{
			`mon 9-13 except 24-26 dec`,
			`mon 9-13 except 24-26 dec 2026`,
			`Mondays 09:00 to 13:00, except 24 to 26 December 2026.`,
			``,
		},
		{
			`mon 9-13 except 25 dec 9:00`,
			`mon 9-13 except 25 dec 2026 09:00`,
			`Mondays 09:00 to 13:00, except 25 December 2026 at 09:00.`,
			``,
		},
		{
			`mon 9-13 also 31 dec 10-12`,
			`mon 9-13 also 31 dec 2026 10-12`,
			`Mondays 09:00 to 13:00, also 31 December 2026 10:00 to 12:00.`,
			``,
		},
		{
			`mon 9-13 plus sat 2 jan 10-12`,
			`mon 9-13 also 2 jan 2027 10-12`,
			`Mondays 09:00 to 13:00, also 2 January 2027 10:00 to 12:00.`,
			``,
		},
		{
			`mon 9-13 except US holidays and 25 dec`,
			`mon 9-13 except US holidays, 25 dec 2026`,
			`Mondays 09:00 to 13:00, except US holidays and 25 December 2026.`,
			``,
		},
		{
			`mon 9-13 except 'School holidays'`,
			`mon 9-13 except School holidays`,
			`Mondays 09:00 to 13:00, except School holidays.`,
			``,
		},
		{
			`mon 9-13 with 15 min before and 30 min after`,
			`mon 9-13 with 15 min before and 30 min after`,
			`Mondays 09:00 to 13:00, on the lock from 15 minutes before until 30 minutes after.`,
			``,
		},
		{
			`mon 9-13 15 min early`,
			`mon 9-13 with 15 min before`,
			`Mondays 09:00 to 13:00, on the lock from 15 minutes before.`,
			``,
		},
		{
			`mon 9-13 paused`,
			`mon 9-13 paused from 20 nov 2026`,
			`Mondays 09:00 to 13:00, paused since 20 November 2026.`,
			``,
		},
		{
			`mon 9-13 paused until 3 jan`,
			`mon 9-13 paused from 20 nov 2026 until 3 jan 2027`,
			`Mondays 09:00 to 13:00, paused since 20 November 2026 until 3 January 2027.`,
			`opens again on 3 January 2027`,
		},
		{
			`mon 9-13 paused from 20 dec until 3 jan`,
			`mon 9-13 paused from 20 dec 2026 until 3 jan 2027`,
			`Mondays 09:00 to 13:00, paused from 20 December 2026 until 3 January 2027.`,
			`opens again on 3 January 2027`,
		},
		{
			`rrule FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1 9-17`,
			`monthly on the last weekday 9-17`,
			`The last of Monday to Friday of every month 09:00 to 17:00.`,
			``,
		},
		{
			`rrule FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13 9-17`,
			`rrule FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR 9-17`,
			`Every month, days that are the 13th day of the month and also Fridays, 09:00 to 17:00.`,
			``,
		},
		{
			`every day 10-24:00`,
			`every day 10-24`,
			`Every day 10:00 to 24:00.`,
			``,
		},
		{
			`every day 10pm-6am`,
			`every day 22-6`,
			`Every day 22:00 to 06:00 the next day.`,
			``,
		},
		{
			`mon noon-midnight`,
			`mon 12-24`,
			`Mondays 12:00 to 24:00.`,
			``,
		},
		{
			`every 2 weeks on tue 9-11 and every sat 10-14`,
			`every 2 weeks on tue 9-11 and weekly on sat 10-14`,
			`Every 2 weeks on Tuesdays 09:00 to 11:00 and every week on Saturdays 10:00 to 14:00.`,
			``,
		},
		{
			`every day 9-17 except sundays`,
			`mon-sat 9-17`,
			`Mondays to Saturdays 09:00 to 17:00.`,
			``,
		},
		{
			`last friday 9-17`,
			`monthly on the last fri 9-17`,
			`The last Friday of every month 09:00 to 17:00.`,
			`last friday is that of each month`,
		},
		{
			`mon 1-5`,
			`mon 01:00-05:00`,
			`Mondays 01:00 to 05:00.`,
			`1-5 is 01:00 to 05:00, before noon`,
		},
		{
			`mon 9-5+1`,
			`mon 9-5+1`,
			`Mondays 09:00 to 05:00 the next day.`,
			``,
		},
		{
			`mon 9-5 next day`,
			`mon 9-5+1`,
			`Mondays 09:00 to 05:00 the next day.`,
			``,
		},
		{
			`weekdays in jun-sep 9-17`,
			`weekdays in jun, jul, aug and sep 9-17`,
			`Mondays to Fridays in June, July, August and September 09:00 to 17:00.`,
			``,
		},
		{
			`mon 9-13 except 24 dec - 3 jan`,
			`mon 9-13 except 24 dec 2026 - 3 jan 2027`,
			`Mondays 09:00 to 13:00, except 24 December 2026 to 3 January 2027.`,
			``,
		},
		{
			`mon 9-13 also 30 dec 10-12, 14-16 and 31 dec 9-10`,
			`mon 9-13 also 30 dec 2026 10-12, 30 dec 2026 14-16, 31 dec 2026 9-10`,
			`Mondays 09:00 to 13:00, also 30 December 2026 10:00 to 12:00, 30 December 2026 14:00 to 16:00 and 31 December 2026 09:00 to 10:00.`,
			``,
		},
		{
			`mon 9-13 except 25, 26 and 31 dec`,
			`mon 9-13 except 25-26 dec 2026, 31 dec 2026`,
			`Mondays 09:00 to 13:00, except 25 to 26 December 2026 and 31 December 2026.`,
			``,
		},
		{
			`9-13 on mon and tue`,
			`mon tue 9-13`,
			`Mondays and Tuesdays 09:00 to 13:00.`,
			``,
		},
		{
			`from 9 to 13 on mon`,
			`mon 9-13`,
			`Mondays 09:00 to 13:00.`,
			``,
		},
		{
			`monday 9:00 for 3 hours`,
			`mon 9-12`,
			`Mondays 09:00 to 12:00.`,
			``,
		},
		{
			`mon-wed and sat 18-2`,
			`mon-wed sat 18-2`,
			`Mondays to Wednesdays and Saturdays 18:00 to 02:00 the next day.`,
			``,
		},
		{
			`mon 9-13 until fri 25 dec`,
			`mon 9-13 until 25 dec 2026`,
			`Mondays 09:00 to 13:00, until 25 December 2026.`,
			``,
		},
		{
			`mon 9-13 until the end of june`,
			`mon 9-13 until 30 jun 2027`,
			`Mondays 09:00 to 13:00, until 30 June 2027.`,
			``,
		},
		{
			`yearly on 24 dec and 1 jan 9-12`,
			`yearly on 24 dec 9-12 and yearly on 1 jan 9-12`,
			`Every year on 24 December 09:00 to 12:00 and every year on 1 January 09:00 to 12:00.`,
			``,
		},
		{
			`quarterly on the first weekday 9-10:30`,
			`every 3 months on the 1st weekday 09:00-10:30`,
			`Every 3 months on the 1st of Monday to Friday 09:00 to 10:30.`,
			``,
		},
		{
			`also 31 dec 10-12 and 24 dec 9-10`,
			`also 24 dec 2026 9-10, 31 dec 2026 10-12`,
			`Only on 24 December 2026 09:00 to 10:00 and 31 December 2026 10:00 to 12:00.`,
			``,
		},
		{
			`sat all day`,
			`sat 0-24`,
			`Saturdays all day.`,
			``,
		},
		{
			`mon 0900-1300`,
			`mon 9-13`,
			`Mondays 09:00 to 13:00.`,
			``,
		},
		{
			`mon 9.30-17.30`,
			`mon 09:30-17:30`,
			`Mondays 09:30 to 17:30.`,
			``,
		},
		{
			`Mondays from 9 a.m. to 1 p.m.`,
			`mon 9-13`,
			`Mondays 09:00 to 13:00.`,
			``,
		},
		{
			`mon 9-13 every 2 weeks`,
			`every 2 weeks on mon 9-13`,
			`Every 2 weeks on Mondays 09:00 to 13:00.`,
			``,
		},
		{
			`weekdays 9-17 in july`,
			`weekdays in jul 9-17`,
			`Mondays to Fridays in July 09:00 to 17:00.`,
			``,
		},
	}
}

func TestUnderstood(t *testing.T) {
	t.Parallel()
	c := friday(t)
	for _, tt := range understood() {
		got, err := words.Parse(tt.text, c)
		if err != nil {
			t.Errorf("%s: %v", tt.text, err)
			continue
		}
		if fixed := words.Text(&got.Rule, c); fixed != tt.fixed {
			t.Errorf("%s\n is %s\nnot %s", tt.text, fixed, tt.fixed)
		}
		if sentence := words.Sentence(&got.Rule, c); sentence != tt.sentence {
			t.Errorf("%s\n is %s\nnot %s", tt.text, sentence, tt.sentence)
		}
		if notes := strings.Join(got.Notes, "; "); notes != tt.notes {
			t.Errorf("%s\n notes %q, not %q", tt.text, notes, tt.notes)
		}
		again, err := words.Parse(tt.fixed, c)
		if err != nil {
			t.Errorf("%s\n is %s: %v", tt.text, tt.fixed, err)
			continue
		}
		if fixed := words.Text(&again.Rule, c); fixed != tt.fixed {
			t.Errorf("%s\n becomes %s", tt.fixed, fixed)
		}
	}
}

// mistaken is what cannot be read with certainty: the word, why, and what was probably meant.
func mistaken() []struct{ text, word, why, guess string } {
	return []struct{ text, word, why, guess string }{
		{`mon 9-5`, `9-5`, `closes before it opens: for a night of 20 h say +1`, `mon 9-17`},
		{`mon 8:30-1`, `8:30-1`, `closes before it opens: for a night of 16 h 30 min say +1`, `mon 8:30-13`},
		{`mon 9-5pm`, `9`, `could be am or pm`, `mon 9am-5pm`},
		{`mon 9am-5`, `5`, `could be am or pm`, `mon 9am-5pm`},
		{`mon 13am-15`, `13am`, `is no time of day: with am and pm hours go from 1 to 12`, `mon 13:00-15`},
		{`mon 9-25`, `25`, `is no time of day`, ``},
		{`mon 9-9`, `9-9`, `opens and closes at the same time`, `mon 9-9+1`},
		{`mon 25.12. 9-12`, `25.12.`, `is not a date in words, which all read the same`, ``},
		{`mon 9-12 until 25.12.`, `25.12.`, `is not a date in words, which all read the same`, `mon 9-12 until 25 dec`},
		{`mon 9-12 until 12/25`, `12/25`, `is not a date in words, which all read the same`, `mon 9-12 until 25 dec`},
		{`wibble mon 9-13`, `wibble`, `is not a day, an hour or a date`, ``},
		{`mon wibble 9-13`, `wibble`, `is not a day, an hour or a date`, ``},
		{`mon 9-13 wibble`, `wibble`, `is not a day, an hour or a date`, ``},
		{`every second friday 9-12`, `every second friday`, `could be the second friday of the month or one in 2 weeks`, `every 2 weeks on friday 9-12`},
		{`every 2 weeks on tue 9-11 and sat 10-14`, `sat`, `could come every week, or as in "every 2 weeks on tue"`, `every 2 weeks on tue 9-11 and every sat 10-14`},
		{`every day 9-17 except sun`, `sun`, `could be one or all of them`, `every day 9-17 except sundays`},
		{`mon`, `mon`, `lacks its hours`, `mon 9-17`},
		{`mon 9`, `9`, `lacks the time at which it closes: say "9-13"`, ``},
		{`mon 9-13 until`, ``, `say a date such as 25 dec`, ``},
		{`mon 9-13 until 2027`, `2027`, `could be the beginning or the end of the year`, `mon 9-13 until 31 dec 2027`},
		{`mon 9-13 and`, `and`, `leads to nothing`, `mon 9-13`},
		{`mon 9-13 except wibble`, `wibble`, `is not a date; the sets of holidays are US holidays, School holidays`, ``},
		{`mon 9-13 except holidays`, `holidays`, `does not say which; the sets of holidays are US holidays, School holidays`, `mon 9-13 except 'US holidays'`},
		{`mon 9-13 except mars holidays`, `mars`, `is not a date; the sets of holidays are US holidays, School holidays`, ``},
		{`mon 9-13 except 'mars'`, `'mars'`, `is no set of holidays; the sets of holidays are US holidays, School holidays`, ``},
		{`mon 9-13 except august`, `august`, `is a whole month: say its days`, `mon 9-13 except 1-31 aug`},
		{`mon 9-13 also fri 10-12`, `also`, `leads to a date, and to days that come again with and`, `mon 9-13 and fri 10-12`},
		{`24 dec 9-12`, `24 dec`, `is one date: say also or except before it, or yearly on`, `also 24 dec 9-12`},
		{`mon 9-13 for 3 weeks`, `for 3 weeks`, `does not say which is the last day`, `mon 9-13 until 10 dec 2026`},
		{`mon 9-13 until june until july`, `until july`, `does not go with "until june"`, ``},
		{`mon 9-13 until sat 25 dec`, `sat 25 dec`, `is no Saturday: 25 December 2026 is a Friday`, `mon 9-13 until fri 25 dec`},
		{`mon 9-13 until 30 feb`, `30 feb`, `is no date: the calendar does not have it`, ``},
		{`mon 9-13 until 30 jun 10 times`, `10 times`, `does not go with "until 30 jun"`, ``},
		{`every 2 weeks 9-12`, `every 2 weeks`, `lacks the day of the week`, `every 2 weeks on fri 9-12`},
		{`monthly 9-12`, `monthly`, `lacks the day of the month`, `monthly on the 20th 9-12`},
		{`monthly on mon 9-12`, `monthly on mon`, `does not say which of the month`, `monthly on the first mon 9-12`},
		{`monthly on 15 9-12`, `15`, `could be a day or an hour`, `monthly on 15th 9-12`},
		{`yearly 9-12`, `yearly`, `lacks its date`, `yearly on 20 nov 9-12`},
		{`biweekly on mon 9-12`, `biweekly`, `could be twice a week or every 2 weeks`, `every 2 weeks on mon 9-12`},
		{`first monday and tuesday 9-12`, `tuesday`, `could be one of the month or of every week`, `first monday and 1st tuesday 9-12`},
		{`mon tue mon 9-12`, `mon`, `says Monday a second time`, `mon tue 9-12`},
		{`tuesdya 9-12`, `tuesdya`, `is not a day, an hour or a date`, `tuesday 9-12`},
		{`mon 9-13 paused until june`, `june`, `lacks its day`, `mon 9-13 paused until 1 jun`},
		{`mon 9-13 with 15 min`, `with`, `leads to nothing: say "with 15 min before"`, ``},
		{`hourly`, `hourly`, `is more often than a schedule for a door can be`, ``},
		{`rrule FREQ=HOURLY 9-17`, `FREQ=HOURLY`, `is no rule: FREQ: HOURLY is no access schedule: take DAILY with BYHOUR`, ``},
		{`rrule FREQ=DAILY;COUNT=3 9-17`, `FREQ=DAILY;COUNT=3`, `has an end: it is said behind the hours`, `rrule FREQ=DAILY 9-17 3 times`},
		{`mon morning`, `morning`, `names no hour: say "9-12"`, ``},
		{`9-13`, `9-13`, `lacks its days`, `every day 9-13`},
		{`until june`, ``, `on which days, and at which hours?`, `every day 9-17 until june`},
		{`mon 9-13 until next friday`, `next`, `is not a date such as 25 dec`, ``},
		{`mon 9-13 and tue 9-12 every 2 weeks`, `every 2 weeks`, `could be said of all days or of "tue" only: say it before the hours of each`, ``},
		{`mon 9-13 and tue 9-12 in july`, `in july`, `could be said of all days or of "tue" only: say it before the hours of each`, ``},
		{`every day 9-13 every 2 weeks`, `every 2 weeks`, `does not go with "every day"`, ``},
		{`and mon 9-13`, `and`, `follows nothing`, `mon 9-13`},
	}
}

func TestMistakes(t *testing.T) {
	t.Parallel()
	c := friday(t)
	for _, tt := range mistaken() {
		got, err := words.Parse(tt.text, c)
		var m *words.Mistake
		if !errors.As(err, &m) {
			t.Errorf("%q is %s, want a mistake", tt.text, words.Text(&got.Rule, c))
			continue
		}
		if m.Word != tt.word || m.Why != tt.why || m.Guess != tt.guess {
			t.Errorf("%q: %q %q, guess %q\nwant %q %q, guess %q", tt.text, m.Word, m.Why, m.Guess, tt.word, tt.why, tt.guess)
		}
		if word := tt.text[m.At : m.At+m.Len]; word != m.Word {
			t.Errorf("%q: the place of %q holds %q", tt.text, m.Word, word)
		}
		if m.Guess == "" {
			continue
		}
		if _, err := words.Parse(m.Guess, c); err != nil {
			t.Errorf("%q: the guess %q is not read: %v", tt.text, m.Guess, err)
		}
	}
}

package words_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"seamdash/model"
	"seamdash/model/civil"
	"seamdash/model/recur"
	"seamdash/model/recur/words"
	"seamdash/model/rrule"
)

func someOf[T any](t *rapid.T, name string, most int, one *rapid.Generator[T]) []T {
	list := rapid.SliceOfN(one, 0, most).Draw(t, name)
	if len(list) == 0 {
		return nil
	}
	return list
}

func weekdays() *rapid.Generator[time.Weekday] {
	return rapid.Map(rapid.IntRange(0, 6), func(n int) time.Weekday { return time.Weekday(n) })
}

// plain are weekdays without a number, at least one.
func plain(t *rapid.T) []rrule.Day {
	var out []rrule.Day
	for _, d := range rapid.SliceOfNDistinct(weekdays(), 1, 7, rapid.ID[time.Weekday]).Draw(t, "weekdays") {
		out = append(out, rrule.Day{Weekday: d})
	}
	return out
}

func signed(most int) *rapid.Generator[int] {
	return rapid.Custom(func(t *rapid.T) int {
		n := rapid.IntRange(1, most).Draw(t, "n")
		if rapid.Bool().Draw(t, "from the end") {
			return -n
		}
		return n
	})
}

func months() *rapid.Generator[time.Month] {
	return rapid.Map(rapid.IntRange(1, 12), func(n int) time.Month { return time.Month(n) })
}

func numbered() *rapid.Generator[rrule.Day] {
	return rapid.Custom(func(t *rapid.T) rrule.Day {
		return rrule.Day{N: signed(5).Draw(t, "which"), Weekday: weekdays().Draw(t, "weekday")}
	})
}

// days are patterns of all kinds: those that have words, and any others that can be kept.
func days() *rapid.Generator[rrule.Rule] {
	return rapid.Custom(func(t *rapid.T) rrule.Rule {
		d := rrule.Rule{Interval: rapid.SampledFrom([]int{0, 0, 0, 2, 3, 1000}).Draw(t, "interval")}
		switch rapid.IntRange(0, 8).Draw(t, "kind") {
		case 0:
			d.Freq = rrule.Daily
		case 1, 2:
			d.Freq, d.ByDay = rrule.Weekly, plain(t)
		case 3:
			d.Freq, d.ByDay, d.ByMonth = rrule.Weekly, plain(t), someOf(t, "months", 3, months())
		case 4:
			d.Freq, d.ByMonthDay = rrule.Monthly, rapid.SliceOfN(signed(31), 1, 4).Draw(t, "days")
		case 5:
			d.Freq, d.ByDay = rrule.Monthly, rapid.SliceOfN(numbered(), 1, 4).Draw(t, "ordinals")
		case 6:
			d.Freq, d.ByDay = rrule.Monthly, plain(t)
			d.BySetPos = someOf(t, "positions", 3, signed(20))
		case 7:
			d.Freq, d.ByMonth = rrule.Yearly, rapid.SliceOfN(months(), 1, 3).Draw(t, "months")
			d.ByMonthDay = rapid.SliceOfN(signed(31), 1, 4).Draw(t, "days")
		default:
			return rapid.Custom(func(t *rapid.T) rrule.Rule { return anyDays(t, d) }).Filter(sound).Draw(t, "any")
		}
		return d.Normal()
	})
}

// sound says that RFC 5545 allows a rule.
func sound(d rrule.Rule) bool {
	_, err := rrule.Parse(d.String())
	return err == nil
}

func anyDays(t *rapid.T, d rrule.Rule) rrule.Rule {
	d.Freq = rapid.SampledFrom([]rrule.Freq{rrule.Daily, rrule.Weekly, rrule.Monthly, rrule.Yearly}).Draw(t, "freq")
	d.ByMonth = someOf(t, "months", 2, months())
	d.ByMonthDay = someOf(t, "month days", 2, signed(31))
	if d.Freq == rrule.Yearly {
		d.ByYearDay = someOf(t, "year days", 2, signed(366))
	}
	if d.Freq >= rrule.Monthly && rapid.Bool().Draw(t, "numbered") {
		d.ByDay = someOf(t, "ordinals", 2, numbered())
	} else if rapid.Bool().Draw(t, "plain") {
		d.ByDay = plain(t)
	}
	if d.ByDay != nil {
		d.BySetPos = someOf(t, "positions", 2, signed(20))
	}
	d.HasWeekStart = rapid.Bool().Draw(t, "week start")
	d.WeekStart = weekdays().Draw(t, "begins")
	return d.Normal()
}

func hours() *rapid.Generator[recur.Hours] {
	return rapid.Custom(func(t *rapid.T) recur.Hours {
		each := rapid.SampledFrom([]civil.Clock{civil.Hour, civil.Hour, 15 * civil.Minute, civil.Minute, 1}).Draw(t, "grain")
		longest := rapid.SampledFrom([]civil.Clock{8 * civil.Hour, 30 * civil.Hour, 31 * civil.Day}).Draw(t, "longest")
		from := civil.Clock(rapid.IntRange(0, int((civil.Day-1)/each)).Draw(t, "from")) * each
		return recur.Hours{From: from, Until: from + civil.Clock(rapid.IntRange(1, int(longest/each)).Draw(t, "length"))*each}
	})
}

// lastDay is 31 December 2200.
const lastDay = 84_371 - 1

func dates() *rapid.Generator[civil.Date] {
	return rapid.Map(rapid.OneOf(rapid.IntRange(20_700, 20_800), rapid.IntRange(0, lastDay)), func(n int) civil.Date { return civil.Date(n) })
}

func skips() *rapid.Generator[recur.Skip] {
	return rapid.Custom(func(t *rapid.T) recur.Skip {
		s := recur.Skip{Date: dates().Draw(t, "date")}
		if rapid.Bool().Draw(t, "one") {
			s.One, s.At = true, hours().Draw(t, "at").From
		}
		return s
	})
}

// rules are rules of all kinds.
func rules() *rapid.Generator[recur.Rule] {
	return rapid.Custom(func(t *rapid.T) recur.Rule {
		r := recur.Rule{Start: dates().Draw(t, "start")}
		for range rapid.IntRange(1, 3).Draw(t, "patterns") {
			d := days().Draw(t, "days")
			for range rapid.IntRange(1, 2).Draw(t, "windows") {
				r.Spans = append(r.Spans, recur.Span{Days: d, Hours: hours().Draw(t, "hours")})
			}
		}
		switch rapid.IntRange(0, 2).Draw(t, "end") {
		case 1:
			r.End = recur.End{Kind: recur.OnDate, On: dates().Draw(t, "on")}
		case 2:
			r.End = recur.End{Kind: recur.AfterCount, Count: rapid.IntRange(1, 10_000).Draw(t, "count")}
		}
		r.Skip = someOf(t, "skips", 5, skips())
		r.Extra = someOf(t, "extras", 3, rapid.Custom(func(t *rapid.T) recur.Opening {
			return recur.Opening{Date: dates().Draw(t, "date"), Hours: hours().Draw(t, "hours")}
		}))
		r.Holidays = someOf(t, "holidays", 3, rapid.SampledFrom(hardSets()))
		r.Before = time.Duration(rapid.SampledFrom([]int{0, 0, 1, 15, 60, 90, 1440}).Draw(t, "before")) * time.Minute
		r.After = time.Duration(rapid.SampledFrom([]int{0, 0, 1, 15, 60, 90, 1440}).Draw(t, "after")) * time.Minute
		if rapid.Bool().Draw(t, "paused") {
			r.Pause = recur.Pause{Paused: true, From: dates().Draw(t, "from"), Open: true}
			if rapid.Bool().Draw(t, "ends") && r.Pause.From < lastDay {
				r.Pause.Open, r.Pause.Until = false, min(r.Pause.From+1+civil.Date(rapid.IntRange(0, 500).Draw(t, "days")), lastDay)
			}
		}
		return r
	})
}

// hardSets are the identities in [hard], and one that is gone.
func hardSets() []recur.SetID {
	out := []recur.SetID{"gone's"}
	for _, s := range hard() {
		out = append(out, s.ID)
	}
	return out
}

// hard are sets whose names could be read as something else.
func hard() []words.SetName {
	var out []words.SetName
	for _, name := range []string{
		"US holidays", "US holidays until 3 jan", "School holidays", "holidays", "mon", "25 dec", "New Year's", `"Quoted"`, "Åland", "a, b and c",
		"Same", "same", "", "\x1b[31mred\u202e", "9-13", "'", "paused", "Bank  holidays",
	} {
		out = append(out, words.SetName{ID: recur.SetID("id " + name), Name: name})
	}
	return out
}

func TestWordsReadBackAsTheSameRule(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		rule := rules().Draw(t, "rule")
		rule.Name, rule.Zone, rule.Locks = "Cleaners", "Europe/Berlin", []model.DeviceID{"front"}
		c := words.Context{Today: dates().Draw(t, "today"), Sets: hard(), Base: recur.Rule{Name: rule.Name, Zone: rule.Zone, Locks: rule.Locks, Holidays: rule.Holidays}}
		if rapid.Bool().Draw(t, "known start") {
			c.Base.Start = dates().Draw(t, "base start")
		}
		text := words.Text(&rule, c)
		got, err := words.Parse(text, c)
		if err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		if !recur.Equal(&got.Rule, &rule) {
			t.Fatalf("%q is %q\n%+v\n%+v", text, words.Text(&got.Rule, c), got.Rule, rule)
		}
		if again := words.Text(&got.Rule, c); again != text {
			t.Fatalf("%q becomes %q", text, again)
		}
	})
}

// changed is a rule with one part drawn anew.
func changed(t *rapid.T, r recur.Rule) recur.Rule {
	r = r.Clone()
	other := rules().Draw(t, "other")
	switch rapid.IntRange(0, 8).Draw(t, "part") {
	case 0:
		r.Spans = other.Spans
	case 1:
		r.Spans[0].Hours = other.Spans[0].Hours
	case 2:
		r.Spans[0].Days = other.Spans[0].Days
	case 3:
		r.End = other.End
	case 4:
		r.Skip = other.Skip
	case 5:
		r.Extra = other.Extra
	case 6:
		r.Holidays = other.Holidays
	case 7:
		r.Before, r.After = other.Before, other.After
	default:
		r.Pause = other.Pause
	}
	return r
}

// TestSentencesTellRulesApart holds as long as dates are listed, not counted, and for rules that start on one day.
func TestSentencesTellRulesApart(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		a := rules().Draw(t, "rule")
		b := changed(t, a)
		c := words.Context{Today: dates().Draw(t, "today"), Sets: hard()}
		said, other := words.Sentence(&a, c), words.Sentence(&b, c)
		if (said == other) != (words.Text(&a, c) == words.Text(&b, c)) {
			t.Fatalf("%q\n%q\n%s\n%s", words.Text(&a, c), words.Text(&b, c), said, other)
		}
		for _, word := range strings.Split(said, " ") {
			if model.Clean(word) != word {
				t.Fatalf("%q in %q is not safe to print", word, said)
			}
		}
	})
}

// TestDaysHaveSentencesOfTheirOwn goes through a small world of patterns.
func TestDaysHaveSentencesOfTheirOwn(t *testing.T) {
	t.Parallel()
	c := friday(t)
	seen := map[string]string{}
	texts := product([][]string{
		{"FREQ=DAILY", "FREQ=WEEKLY", "FREQ=MONTHLY", "FREQ=YEARLY"},
		{"", ";INTERVAL=2"},
		{"", ";BYMONTH=1", ";BYMONTH=1,2", ";BYMONTH=1,2,3"},
		{"", ";BYMONTHDAY=1", ";BYMONTHDAY=1,2", ";BYMONTHDAY=1,-1", ";BYMONTHDAY=-2"},
		{"", ";BYDAY=MO", ";BYDAY=MO,TU", ";BYDAY=MO,TU,WE", ";BYDAY=MO,TU,WE,TH,FR", ";BYDAY=MO,TU,WE,TH,FR,SA,SU", ";BYDAY=1MO", ";BYDAY=1MO,2TU", ";BYDAY=MO,1TU", ";BYDAY=-1MO"},
		{"", ";BYSETPOS=1", ";BYSETPOS=-1", ";BYSETPOS=1,-1"},
		{"", ";WKST=SU"},
	})
	texts = slices.DeleteFunc(texts, func(text string) bool { _, err := rrule.Parse(text); return err != nil })
	for _, text := range texts {
		days, err := rrule.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		r := recur.Rule{Start: c.Today, Spans: []recur.Span{{Days: days, Hours: recur.Hours{From: 9 * civil.Hour, Until: 17 * civil.Hour}}}}
		said, fixed := words.Sentence(&r, c), words.Text(&r, c)
		if other, ok := seen[said]; ok && other != fixed {
			t.Errorf("%s\n is %s\nand %s", said, fixed, other)
		}
		seen[said] = fixed
	}
	if len(texts) < 1000 || len(seen) < 500 {
		t.Errorf("only %d patterns with %d sentences", len(texts), len(seen))
	}
}

// product is every text that has one of each list.
func product(parts [][]string) []string {
	out := []string{""}
	for _, part := range parts {
		var longer []string
		for _, head := range out {
			for _, tail := range part {
				longer = append(longer, head+tail)
			}
		}
		out = longer
	}
	return out
}

package words

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"seamdash/model/civil"
	"seamdash/model/rrule"
)

// daysText is days in words that read back as the same rule, or as RFC 5545 where there are none. After days with a rhythm of
// their own, weekdays say that they come weekly.
func daysText(d rrule.Rule, afterSparse bool) string {
	text := ""
	switch d.Freq {
	case rrule.Daily:
		text = dailyText(d)
	case rrule.Weekly:
		text = weeklyText(d, afterSparse)
	case rrule.Monthly:
		text = monthlyText(d)
	case rrule.Yearly:
		text = yearlyText(d)
	}
	if text == "" {
		return "rrule " + d.String()
	}
	return text
}

// odd says that a rule has other parts than some weekdays, days of the month, positions and months.
func odd(d rrule.Rule) bool {
	return d.ByWeekNo != nil || d.ByYearDay != nil || d.HasWeekStart || d.Count > 0 || !d.Until.IsZero() || d.ByHour != nil || d.ByMinute != nil || d.BySecond != nil
}

func dailyText(d rrule.Rule) string {
	if odd(d) || d.ByDay != nil || d.ByMonthDay != nil || d.BySetPos != nil {
		return ""
	}
	return "every " + periods(d.Interval, "day") + season(d.ByMonth)
}

// periods is "day" or "2 days".
func periods(n int, unit string) string {
	if n < 2 {
		return unit
	}
	return fmt.Sprintf("%d %ss", n, unit)
}

func season(list []time.Month) string {
	if len(list) == 0 {
		return ""
	}
	return " in " + monthList(list)
}

func monthList(list []time.Month) string {
	names := make([]string, len(list))
	for i, m := range list {
		names[i] = shortMonth(m)
	}
	return and(names)
}

// and joins the members of a list: "a, b and c".
func and(list []string) string {
	if len(list) < 2 {
		return strings.Join(list, "")
	}
	return strings.Join(list[:len(list)-1], ", ") + " and " + list[len(list)-1]
}

func weeklyText(d rrule.Rule, afterSparse bool) string {
	if odd(d) || d.ByDay == nil || d.ByMonthDay != nil || d.BySetPos != nil || numbered(d.ByDay) {
		return ""
	}
	text := weekdaysText(d.ByDay)
	switch {
	case d.Interval > 1:
		text = "every " + periods(d.Interval, "week") + " on " + text
	case afterSparse:
		text = "weekly on " + text
	}
	return text + season(d.ByMonth)
}

func numbered(list []rrule.Day) bool {
	return slices.ContainsFunc(list, func(d rrule.Day) bool { return d.N != 0 })
}

// weekdaysText is "weekdays", "mon-thu sat" and the like.
func weekdaysText(list []rrule.Day) string {
	var on [7]bool
	for _, d := range list {
		on[(d.Weekday+6)%7] = true
	}
	switch on {
	case [7]bool{true, true, true, true, true}:
		return "weekdays"
	case [7]bool{5: true, 6: true}:
		return "weekends"
	}
	var parts []string
	for i := 0; i < 7; i++ {
		if !on[i] {
			continue
		}
		last := i
		for last+1 < 7 && on[last+1] {
			last++
		}
		if last-i < 2 {
			parts = append(parts, shortDay(week()[i]))
			continue
		}
		parts = append(parts, shortDay(week()[i])+"-"+shortDay(week()[last]))
		i = last
	}
	return strings.Join(parts, " ")
}

func monthlyText(d rrule.Rule) string {
	which := ordinalsText(d)
	if which == "" || d.ByMonth != nil {
		return ""
	}
	if d.Interval < 2 {
		return "monthly on the " + which
	}
	return "every " + periods(d.Interval, "month") + " on the " + which
}

func yearlyText(d rrule.Rule) string {
	which := ordinalsText(d)
	if which == "" || len(d.ByMonth) == 0 {
		return ""
	}
	lead := "yearly on "
	if d.Interval > 1 {
		lead = "every " + periods(d.Interval, "year") + " on "
	}
	if dates := datesText(d); dates != "" {
		return lead + dates
	}
	return lead + "the " + which + " of " + monthList(d.ByMonth)
}

// datesText is "24 dec and 31 dec" where a rule is days of one month.
func datesText(d rrule.Rule) string {
	if len(d.ByMonth) != 1 || d.ByMonthDay == nil {
		return ""
	}
	var out []string
	for _, dom := range d.ByMonthDay {
		if dom < 1 || dom > civil.DaysIn(2000, d.ByMonth[0]) {
			return ""
		}
		out = append(out, fmt.Sprintf("%d %s", dom, shortMonth(d.ByMonth[0])))
	}
	return and(out)
}

// ordinalsText is "1st, 15th and last day", "2nd sun" and "last weekday", or "" where a rule is something else.
func ordinalsText(d rrule.Rule) string {
	positions := slices.Equal(d.ByDay, plainDays(week()[:5])) && d.BySetPos != nil
	switch {
	case odd(d):
		return ""
	case d.ByMonthDay != nil && d.ByDay == nil && d.BySetPos == nil:
		out := ordinalTexts(d.ByMonthDay)
		if d.ByMonthDay[len(d.ByMonthDay)-1] < 0 {
			out[len(out)-1] += " day"
		}
		return and(out)
	case positions && d.ByMonthDay == nil && within(d.BySetPos, 23):
		return and(ordinalTexts(d.BySetPos)) + " weekday"
	case d.ByMonthDay == nil && d.BySetPos == nil:
		return numberedText(d.ByDay)
	}
	return ""
}

// numberedText is "1st mon and 3rd mon", or "" where some weekday is not one of the month.
func numberedText(list []rrule.Day) string {
	out := make([]string, len(list))
	for i, x := range list {
		if x.N == 0 || !within([]int{x.N}, 5) {
			return ""
		}
		out[i] = ordinalText(x.N) + " " + shortDay(x.Weekday)
	}
	return and(out)
}

func within(list []int, most int) bool {
	return !slices.ContainsFunc(list, func(n int) bool { return max(n, -n) > most })
}

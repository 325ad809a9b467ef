package words

import (
	"fmt"
	"strings"
	"time"

	"seamdash/model/rrule"
)

// daysProse is days for people. Those without words of their own are told part by part, and are not plain. After days with a
// rhythm of their own, weekdays say that they come weekly.
func daysProse(d rrule.Rule, afterSparse bool) (text string, plain bool) {
	if strings.HasPrefix(daysText(d, false), "rrule ") {
		return partsProse(d), false
	}
	switch d.Freq {
	case rrule.Weekly:
		text = weekdaysProse(d.ByDay)
		if d.Interval > 1 || afterSparse {
			text = "every " + periods(d.Interval, "week") + " on " + text
		}
		text += seasonProse(d.ByMonth)
	case rrule.Monthly:
		text = ordinalsProse(d) + " of every month"
		if d.Interval > 1 {
			text = "every " + periods(d.Interval, "month") + " on " + ordinalsProse(d)
		}
	case rrule.Yearly:
		text = "every " + periods(d.Interval, "year") + " on "
		if datesText(d) != "" {
			text += domsProse(d.ByMonthDay) + " " + d.ByMonth[0].String()
		} else {
			text += ordinalsProse(d) + " of " + monthsProse(d.ByMonth)
		}
	default:
		text = "every " + periods(d.Interval, "day") + seasonProse(d.ByMonth)
	}
	return text, true
}

// implied says that a rule takes its days from its start.
func implied(d rrule.Rule) bool {
	return d.Freq != rrule.Daily && d.ByDay == nil && d.ByMonthDay == nil && d.ByYearDay == nil
}

// weekdaysProse is "Mondays, Wednesdays and Fridays", and "Mondays to Fridays" for three in a row or more.
func weekdaysProse(list []rrule.Day) string {
	var parts []string
	for i := 0; i < len(list); i++ {
		last := i
		for last+1 < len(list) && list[last+1].Weekday == (list[last].Weekday+1)%7 {
			last++
		}
		if last-i < 2 {
			parts = append(parts, list[i].Weekday.String()+"s")
			continue
		}
		parts = append(parts, list[i].Weekday.String()+"s to "+list[last].Weekday.String()+"s")
		i = last
	}
	return and(parts)
}

func seasonProse(list []time.Month) string {
	if len(list) == 0 {
		return ""
	}
	return " in " + monthsProse(list) + " of every year"
}

func monthsProse(list []time.Month) string {
	names := make([]string, len(list))
	for i, m := range list {
		names[i] = m.String()
	}
	return and(names)
}

func domsProse(list []int) string {
	names := make([]string, len(list))
	for i, n := range list {
		names[i] = fmt.Sprint(n)
	}
	return and(names)
}

// ordinalsProse is "the 1st, the 15th and the last day", "the 2nd Sunday" and "the last of Monday to Friday".
func ordinalsProse(d rrule.Rule) string {
	var out []string
	switch {
	case d.BySetPos != nil:
		for _, n := range d.BySetPos {
			out = append(out, "the "+ordinalText(n))
		}
		return and(out) + " of Monday to Friday"
	case d.ByDay != nil:
		for _, x := range d.ByDay {
			out = append(out, "the "+ordinalText(x.N)+" "+x.Weekday.String())
		}
	default:
		for _, n := range d.ByMonthDay {
			text := "the " + ordinalText(n)
			if n < 0 {
				text += " day"
			}
			out = append(out, text)
		}
	}
	return and(out)
}

// partsProse tells each part of a rule: "every month, days that are the 13th day of the month and also Fridays".
func partsProse(d rrule.Rule) string {
	unit := map[rrule.Freq]string{rrule.Daily: "day", rrule.Weekly: "week", rrule.Monthly: "month", rrule.Yearly: "year"}[d.Freq]
	text := "every " + periods(d.Interval, unit)
	if len(d.ByMonth) > 0 {
		text += " in " + monthsProse(d.ByMonth)
	}
	var are []string
	if d.ByWeekNo != nil {
		are = append(are, "in the "+ranks(d.ByWeekNo)+" week of the year")
	}
	if d.ByYearDay != nil {
		are = append(are, "the "+ranks(d.ByYearDay)+" day of the year")
	}
	if d.ByMonthDay != nil {
		are = append(are, "the "+ranks(d.ByMonthDay)+" day of the month")
	}
	if d.ByDay != nil {
		are = append(are, weekdayParts(d))
	}
	if len(are) > 0 {
		text += ", days that are " + strings.Join(are, " and also ")
	}
	if implied(d) {
		text += ", on the day that the start gives"
	}
	if d.BySetPos != nil {
		text += ", only the " + and(ordinalTexts(d.BySetPos)) + " of these in each " + unit
	}
	if d.HasWeekStart {
		text += ", weeks beginning on " + d.WeekStart.String()
	}
	return text + ","
}

// ranks is "1st, 3rd or last".
func ranks(list []int) string { return or(ordinalTexts(list)) }

func ordinalTexts(list []int) []string {
	out := make([]string, len(list))
	for i, n := range list {
		out[i] = ordinalText(n)
	}
	return out
}

// or joins the members of a list of which one holds: "a, b or c".
func or(list []string) string {
	if len(list) < 2 {
		return strings.Join(list, "")
	}
	return strings.Join(list[:len(list)-1], ", ") + " or " + list[len(list)-1]
}

// weekdayParts is the weekdays of a rule, each with which of them in the month or year it is.
func weekdayParts(d rrule.Rule) string {
	within := "month"
	if d.Freq == rrule.Yearly && d.ByMonth == nil {
		within = "year"
	}
	names := make([]string, len(d.ByDay))
	for i, x := range d.ByDay {
		names[i] = x.Weekday.String() + "s"
		if x.N != 0 {
			names[i] = "the " + ordinalText(x.N) + " " + x.Weekday.String() + " of the " + within
		}
	}
	return or(names)
}

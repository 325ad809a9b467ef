package rrule_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"pgregory.net/rapid"

	"seamdash/model/rrule"
)

const (
	onDay  = "2006-01-02"
	onWall = "2006-01-02T15:04:05"
)

// A place is a zone and some years in which its clocks jump, watched once.
type place struct {
	zone     string
	from, to time.Time
	runs     []run
}

// A story is a series and a question about it.
type story struct {
	place   *place
	start   time.Time // on the wall
	rule    *rrule.Rule
	endWall time.Duration // since midnight of the day that a window begins on; counts where elapsed is 0
	elapsed time.Duration
	without []string
	extra   []time.Time
	after   time.Time
	limit   int
	until   time.Time // of a question about the time between
}

// String is the story as a line that the program reads.
func (s *story) String() string {
	q := s.request()
	q.Query = &rrule.Query{After: s.after.Format(time.RFC3339), Limit: s.limit}
	if s.limit == 0 {
		q.Query = &rrule.Query{Between: []string{s.after.Format(time.RFC3339), s.until.Format(time.RFC3339)}}
	}
	line, err := json.Marshal(q)
	if err != nil {
		return err.Error()
	}
	return string(line)
}

func (s *story) request() rrule.Request {
	q := rrule.Request{TZ: s.place.zone, DTStart: s.start.Format(onWall), ExDates: s.without}
	if s.rule != nil {
		text := s.rule.String()
		q.RRule = &text
	}
	for _, at := range s.extra {
		q.RDates = append(q.RDates, at.Format(onWall))
	}
	if s.elapsed > 0 {
		text := fmt.Sprintf("PT%dM", int(s.elapsed.Minutes()))
		q.Duration = &text
		return q
	}
	text := time.Time{}.Add(s.endWall % (24 * time.Hour)).Format(time.TimeOnly)
	q.EndWall, q.EndDays = &text, int(s.endWall/(24*time.Hour))
	return q
}

// stories makes series whose starts and ends lie near the jumps of a zone's clocks, and questions about the days around.
func stories(places []*place) *rapid.Generator[*story] {
	return rapid.Custom(func(t *rapid.T) *story {
		s := &story{place: rapid.SampledFrom(places).Draw(t, "place")}
		at := s.jump(t)
		quarter := func(label string, most int) time.Duration {
			return 15 * time.Minute * time.Duration(rapid.IntRange(0, most).Draw(t, label))
		}
		near := at.Add(quarter("around", 24) - 3*time.Hour)
		s.start = near.AddDate(0, 0, -rapid.SampledFrom([]int{0, 1, 2, 3, 7, 30, 200, 365}).Draw(t, "ago"))
		if s.start.Before(s.place.from) {
			s.start = s.place.from
		}
		if rapid.Bool().Draw(t, "elapsed") {
			s.elapsed = 15*time.Minute + quarter("length", 100)
		} else {
			s.endWall = s.end(at.Add(quarter("to", 24) - 3*time.Hour))
		}
		if rapid.IntRange(0, 19).Draw(t, "ruled") > 0 {
			s.rule = rules(s.start, at).Draw(t, "rule")
		}
		for range rapid.IntRange(0, 2).Draw(t, "exdates") {
			day := at.AddDate(0, 0, rapid.IntRange(-3, 3).Draw(t, "day"))
			s.without = append(s.without, rapid.SampledFrom([]string{
				day.Format(onDay), midnight(day).Add(s.start.Sub(midnight(s.start))).Format(onWall),
			}).Draw(t, "exdate"))
		}
		for range rapid.IntRange(0, 2).Draw(t, "rdates") {
			// on a later day no later than the start, so that an end by the clock is after it
			day := midnight(s.start).AddDate(0, 0, rapid.IntRange(1, 40).Draw(t, "day"))
			s.extra = append(s.extra, day.Add(s.start.Sub(midnight(s.start))-min(quarter("earlier", 8), s.start.Sub(midnight(s.start)))))
		}
		s.ask(t, at)
		return s
	})
}

// end is the next time of day after the start that the wall shows at a time.
func (s *story) end(at time.Time) time.Duration {
	end, start := at.Sub(midnight(at)), s.start.Sub(midnight(s.start))
	if end <= start {
		end += 24 * time.Hour
	}
	return end
}

// jump is a time on the wall at which the clocks of the place jump, or any where they never do.
func (s *story) jump(t *rapid.T) time.Time {
	if len(s.place.runs) == 1 {
		return s.place.from.AddDate(1, 2, 3)
	}
	i := rapid.IntRange(1, len(s.place.runs)-1).Draw(t, "jump")
	before, after := s.place.runs[i-1], s.place.runs[i]
	return time.Unix(min(before.wall+before.length, after.wall), 0).UTC()
}

func (s *story) ask(t *rapid.T, at time.Time) {
	s.after = at.Add(time.Duration(rapid.IntRange(-3*24*60, 24*60).Draw(t, "after")) * time.Minute)
	if rapid.Bool().Draw(t, "between") {
		s.until = s.after.Add(time.Duration(rapid.IntRange(1, 15*24*60).Draw(t, "until")) * time.Minute)
		return
	}
	s.limit = rapid.IntRange(1, 6).Draw(t, "limit")
}

// rules makes rules that calendars agree on, most of them with days around a jump at a time on the wall.
func rules(start, jump time.Time) *rapid.Generator[*rrule.Rule] {
	return rapid.Custom(func(t *rapid.T) *rrule.Rule {
		r := &rrule.Rule{Freq: rapid.SampledFrom([]rrule.Freq{rrule.Daily, rrule.Daily, rrule.Daily, rrule.Weekly, rrule.Weekly, rrule.Monthly, rrule.Yearly}).Draw(t, "freq")}
		r.Interval = rapid.SampledFrom([]int{0, 0, 0, 0, 2, 3, 5}).Draw(t, "interval")
		some := func(label string) bool { return rapid.IntRange(0, 3).Draw(t, label) == 0 }
		list := func(label string, values ...int) []int {
			return rapid.SliceOfNDistinct(rapid.SampledFrom(values), 1, min(4, len(values)), rapid.ID[int]).Draw(t, label)
		}
		if some("months") {
			for _, m := range list("bymonth", int(jump.Month()), 2, 3, 9, 12) {
				if !slices.Contains(r.ByMonth, time.Month(m)) {
					r.ByMonth = append(r.ByMonth, time.Month(m))
				}
			}
		}
		dayParts(t, r, jump, some, list)
		if some("hours") {
			r.ByHour = list("byhour", start.Hour(), (start.Hour()+1)%24, (start.Hour()+23)%24, 2, 3)
		}
		if some("minutes") {
			r.ByMinute = list("byminute", start.Minute(), 0, 15, 30)
		}
		if r.Interval == 0 && rapid.IntRange(0, 9).Draw(t, "seconds") == 0 {
			r.BySecond = list("bysecond", 0, 30)
		}
		if rapid.Bool().Draw(t, "wkst") {
			r.WeekStart, r.HasWeekStart = time.Weekday(rapid.IntRange(0, 6).Draw(t, "weekday")), true
		}
		if some("setpos") && len(r.ByWeekNo) == 0 && len(r.ByMonth)+len(r.ByDay)+len(r.ByMonthDay)+len(r.ByYearDay)+len(r.ByHour)+len(r.ByMinute)+len(r.BySecond) > 0 {
			r.BySetPos = list("bysetpos", 1, 2, 3, -1, -2, 10)
		}
		end(t, r, jump)
		return r
	})
}

func dayParts(t *rapid.T, r *rrule.Rule, jump time.Time, some func(string) bool, list func(string, ...int) []int) {
	numbered := some("days") && weekdays(t, r, list("byday", int(jump.Weekday()), 1, 3, 5))
	if some("monthdays") && r.Freq != rrule.Weekly && (r.Freq != rrule.Yearly || len(r.ByMonth) > 0) {
		r.ByMonthDay = list("bymonthday", jump.Day(), jump.Day(), 1, 13, 31, -1, -3)
	}
	if r.Freq != rrule.Yearly {
		return
	}
	if some("yeardays") {
		r.ByYearDay = list("byyearday", jump.YearDay(), 1, 60, 100, 366, -1, -366)
	}
	if r.Interval == 0 && len(r.ByDay) > 0 && !numbered {
		_, week := jump.ISOWeek()
		r.ByWeekNo = list("byweekno", week, week-1, week+1, 1, 10, 53, -1, -53)
	}
}

// weekdays says whether it numbered one.
func weekdays(t *rapid.T, r *rrule.Rule, days []int) (numbered bool) {
	numbers := []int{0}
	if r.Freq == rrule.Monthly || r.Freq == rrule.Yearly {
		numbers = []int{0, 0, 0, 0, 1, 2, -1, -2, 5, 20, -53}
	}
	for _, d := range days {
		n := rapid.SampledFrom(numbers).Draw(t, "n")
		numbered = numbered || n != 0
		r.ByDay = append(r.ByDay, rrule.Day{N: n, Weekday: time.Weekday(d)})
	}
	return numbered
}

func end(t *rapid.T, r *rrule.Rule, jump time.Time) {
	at := jump.Add(time.Duration(rapid.IntRange(-24*4, 24*8).Draw(t, "end")) * 15 * time.Minute)
	switch rapid.IntRange(0, 7).Draw(t, "ends") {
	case 0, 1:
		r.Count = rapid.SampledFrom([]int{1, 2, 3, 5, 10, 31, 200}).Draw(t, "count")
	case 2:
		r.Until = rrule.Until{At: at}
	case 3:
		r.Until = rrule.Until{HasWall: true, Wall: wallOf(at)}
	case 4:
		r.Until = rrule.Until{HasDate: true, Date: wallOf(at).Date()}
	}
}

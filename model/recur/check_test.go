package recur_test

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"seamdash/model"
	"seamdash/model/civil"
	"seamdash/model/recur"
	"seamdash/model/rrule"
)

// codes are a rule's troubles in short: "windows/overlap".
func codes(r *recur.Rule) string {
	var out []string
	for _, t := range r.Check() {
		out = append(out, t.Field.String()+"/"+t.Code)
		if t.Text == "" || strings.HasSuffix(t.Text, ".") {
			out = append(out, "bad text: "+t.Text)
		}
	}
	return strings.Join(out, " ")
}

func TestCheck(t *testing.T) {
	t.Parallel()
	pin := model.NewPIN
	for text, c := range map[string]struct {
		change func(*recur.Rule)
		want   string
	}{
		"nothing":              {func(*recur.Rule) {}, ""},
		"no name":              {func(r *recur.Rule) { r.Name = " " }, "name/no-name"},
		"a long name":          {func(r *recur.Rule) { r.Name = strings.Repeat("é", 101) }, "name/too-long"},
		"a name that moves":    {func(r *recur.Rule) { r.Name = "a\x1b[2Jb" }, "name/bad-text"},
		"no lock":              {func(r *recur.Rule) { r.Locks = nil }, "locks/no-locks"},
		"a lock twice":         {func(r *recur.Rule) { r.Locks = []model.DeviceID{"a", "a"} }, "locks/twice"},
		"no window":            {func(r *recur.Rule) { r.Spans = nil }, "windows/empty"},
		"extra openings alone": {func(r *recur.Rule) { r.Spans, r.Extra = nil, []recur.Opening{{Date: r.Start, Hours: r.Spans[0].Hours}} }, ""},
		"no freq":              {func(r *recur.Rule) { r.Spans[0].Days.Freq = 0 }, "windows/bad-freq"},
		"a rule that ends":     {func(r *recur.Rule) { r.Spans[0].Days.Count = 3 }, "windows/not-days"},
		"a rule with hours":    {func(r *recur.Rule) { r.Spans[0].Days.ByHour = []int{9} }, "windows/not-days"},
		"a wide interval":      {func(r *recur.Rule) { r.Spans[0].Days.Interval = 1001 }, "windows/bad-interval"},
		"day 0":                {func(r *recur.Rule) { r.Spans[0].Days = rrule.Rule{Freq: rrule.Monthly, ByMonthDay: []int{0}} }, "windows/bad-bymonthday"},
		"month 13":             {func(r *recur.Rule) { r.Spans[0].Days.ByMonth = []time.Month{13} }, "windows/bad-bymonth"},
		"never": {func(r *recur.Rule) {
			r.Spans[0].Days = rrule.Rule{Freq: rrule.Yearly, ByMonth: []time.Month{2}, ByMonthDay: []int{30}}
		}, "windows/never"},
		"a reading of one's own": {func(r *recur.Rule) { r.Spans[0].Days = rrule.Rule{Freq: rrule.Yearly, ByMonthDay: []int{30}} }, "windows/ambiguous"},
		"closed when it opens":   {func(r *recur.Rule) { r.Spans[0].Hours.Until = r.Spans[0].Hours.From }, "windows/bad-hours"},
		"opens tomorrow":         {func(r *recur.Rule) { r.Spans[0].Hours = recur.Hours{From: civil.Day, Until: civil.Day + 60} }, "windows/bad-hours"},
		"too long a window":      {func(r *recur.Rule) { r.Spans[0].Hours.Until += 31 * civil.Day }, "windows/too-long-window"},
		"too many windows":       {func(r *recur.Rule) { r.Spans = append(r.Spans, make([]recur.Span, 64)...) }, "windows/too-many"},
		"an early start":         {func(r *recur.Rule) { r.Start = -1 }, "start/bad-date"},
		"ends before it starts":  {func(r *recur.Rule) { r.End = recur.End{Kind: recur.OnDate, On: r.Start - 1} }, "end/end-before-start"},
		"ends before a window":   {func(r *recur.Rule) { r.Start++; r.End = recur.End{Kind: recur.OnDate, On: r.Start} }, "end/never"},
		"count 0":                {func(r *recur.Rule) { r.End = recur.End{Kind: recur.AfterCount} }, "end/bad-count"},
		"count 10,001":           {func(r *recur.Rule) { r.End = recur.End{Kind: recur.AfterCount, Count: 10_001} }, "end/bad-count"},
		"another end":            {func(r *recur.Rule) { r.End.Kind = 9 }, "end/bad-end"},
		"1001 dates":             {func(r *recur.Rule) { r.Skip = make([]recur.Skip, 1001) }, "skipped dates/too-many"},
		"everything skipped": {func(r *recur.Rule) {
			r.End = recur.End{Kind: recur.AfterCount, Count: 2}
			r.Skip = []recur.Skip{{Date: r.Start}, {Date: r.Start + 7, One: true, At: 9 * civil.Hour}}
		}, "skipped dates/all-excluded"},
		"extra too early":     {func(r *recur.Rule) { r.Extra = []recur.Opening{{Date: r.Start - 1, Hours: r.Spans[0].Hours}} }, "extra openings/extra-before-start"},
		"extra without hours": {func(r *recur.Rule) { r.Extra = []recur.Opening{{Date: r.Start}} }, "extra openings/bad-hours"},
		"extra on top":        {func(r *recur.Rule) { r.Extra = []recur.Opening{{Date: r.Start, Hours: r.Spans[0].Hours}} }, ""},
		"a set twice":         {func(r *recur.Rule) { r.Holidays = []recur.SetID{"a", "a"} }, "holidays/twice"},
		"a buffer of 2 days":  {func(r *recur.Rule) { r.After = 48 * time.Hour }, "buffers/bad-buffer"},
		"a buffer of seconds": {func(r *recur.Rule) { r.Before = 90 * time.Second }, "buffers/bad-buffer"},
		"a pause backwards":   {func(r *recur.Rule) { r.Pause = recur.Pause{Paused: true, From: 3, Until: 3} }, "pause/bad-pause"},
		"an open pause":       {func(r *recur.Rule) { r.Pause = recur.Pause{Paused: true, From: 3, Open: true} }, ""},
		"fixed without a PIN": {func(r *recur.Rule) { r.PIN.Kind = recur.Fixed }, "PIN/no-pin"},
		"fixed":               {func(r *recur.Rule) { r.PIN = recur.PINPolicy{Kind: recur.Fixed, PINs: []model.PIN{pin("1234")}} }, ""},
		"a list of one":       {func(r *recur.Rule) { r.PIN = recur.PINPolicy{Kind: recur.Listed, PINs: []model.PIN{pin("1234")}} }, "PIN/no-pins"},
		"a list of the same": {func(r *recur.Rule) {
			r.PIN = recur.PINPolicy{Kind: recur.Listed, PINs: []model.PIN{pin("1234"), pin("1234")}}
		}, "PIN/same-pin"},
		"PINs that nobody uses":  {func(r *recur.Rule) { r.PIN.PINs = []model.PIN{pin("1234")} }, "PIN/needless-pin"},
		"fresh PINs of 3":        {func(r *recur.Rule) { r.PIN = recur.PINPolicy{Kind: recur.Fresh, Length: 3} }, "PIN/bad-length"},
		"another policy":         {func(r *recur.Rule) { r.PIN.Kind = 9 }, "PIN/bad-policy"},
		"an unknown placeholder": {func(r *recur.Rule) { r.Naming.Short = "{rule} {room}" }, "code names/unknown-placeholder"},
		"half a placeholder":     {func(r *recur.Rule) { r.Naming.Template = "{rule" }, "code names/unknown-placeholder"},
		"Monday overlaps":        {func(r *recur.Rule) { r.Spans = append(r.Spans, span(t, "FREQ=WEEKLY;BYDAY=TU,MO", "12:00-15:00")) }, "windows/overlap"},
		"Monday touches":         {func(r *recur.Rule) { r.Spans = append(r.Spans, span(t, "FREQ=DAILY", "13:00-15:00")) }, ""},
		"a night into Monday":    {func(r *recur.Rule) { r.Spans = append(r.Spans, span(t, "FREQ=WEEKLY;BYDAY=SU", "22:00-09:01")) }, "windows/overlap"},
		"a night up to Monday":   {func(r *recur.Rule) { r.Spans = append(r.Spans, span(t, "FREQ=WEEKLY;BYDAY=SU", "22:00-09:00")) }, ""},
		"other weeks": {func(r *recur.Rule) {
			r.Spans[0].Days.Interval = 2
			r.Spans = append(r.Spans, span(t, "FREQ=DAILY;INTERVAL=14", "14:00-15:00"))
		}, ""},
		"the first of a month":    {func(r *recur.Rule) { r.Spans = append(r.Spans, span(t, "FREQ=MONTHLY;BYMONTHDAY=1", "12:00-15:00")) }, "windows/overlap"},
		"a month that never does": {func(r *recur.Rule) { r.Spans = append(r.Spans, span(t, "FREQ=MONTHLY;BYDAY=2TU", "12:00-15:00")) }, ""},
		"the same twice":          {func(r *recur.Rule) { r.Spans = append(r.Spans, r.Spans[0]) }, "windows/overlap"},
		"31 days every month": {func(r *recur.Rule) {
			r.Spans = []recur.Span{{Days: rrule.Rule{Freq: rrule.Monthly, ByMonthDay: []int{1}}, Hours: recur.Hours{From: 9 * civil.Hour, Until: 31*civil.Day + 9*civil.Hour}}}
		}, "windows/overlap"},
		"longer than a day, daily": {func(r *recur.Rule) {
			r.Spans = []recur.Span{{Days: rrule.Rule{Freq: rrule.Daily}, Hours: recur.Hours{From: 9 * civil.Hour, Until: civil.Day + 9*civil.Hour + 1}}}
		}, "windows/overlap"},
		"a whole day, daily": {func(r *recur.Rule) {
			r.Spans = []recur.Span{{Days: rrule.Rule{Freq: rrule.Daily}, Hours: recur.Hours{From: 9 * civil.Hour, Until: civil.Day + 9*civil.Hour}}}
		}, ""},
	} {
		r := rule(t, "2027-01-04", "FREQ=WEEKLY;BYDAY=MO", "09:00-13:00")
		c.change(&r)
		if got := codes(&r); got != c.want {
			t.Errorf("%s: got %q, want %q", text, got, c.want)
		}
	}
}

// walkedOverlap lists the windows of a rule for 60 years, which is how far the search goes where months play a part, and says
// whether there are any and two of them overlap.
func walkedOverlap(r *recur.Rule) (some, overlap bool) {
	type open struct{ from, until civil.Wall }
	var all []open
	last := r.Start + 60*365
	if r.End.Kind == recur.OnDate {
		last = r.End.On
	}
	for d := r.Start; d <= last; d++ {
		for i := range r.Spans {
			s := &r.Spans[i]
			if !matches(&s.Days, r.Start, d) {
				continue
			}
			w := open{d.At(s.Hours.From), d.At(s.Hours.Until)}
			for _, o := range all[max(0, len(all)-20):] {
				if w.from < o.until && o.from < w.until {
					return true, true
				}
			}
			all = append(all, w)
		}
	}
	return len(all) > 0, false
}

// TestOverlapIsFound compares with a list of all windows of a few years.
func TestOverlapIsFound(t *testing.T) {
	t.Parallel()
	found, none := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		r := recur.Rule{Name: "Cleaners", Locks: []model.DeviceID{"lock-1"}, Start: civil.Date(rapid.IntRange(20800, 20830).Draw(t, "start"))}
		for range rapid.IntRange(1, 3).Draw(t, "spans") {
			s := recur.Span{Days: anyDays().Draw(t, "days"), Hours: anyHours().Draw(t, "hours")}
			s.Hours.From += civil.Clock(rapid.IntRange(0, 20).Draw(t, "later")) * civil.Hour
			s.Hours.From %= civil.Day
			s.Hours.Until = s.Hours.From + civil.Clock(rapid.IntRange(1, 40).Draw(t, "long"))*civil.Hour
			r.Spans = append(r.Spans, s)
		}
		if rapid.Bool().Draw(t, "ends") {
			r.End = recur.End{Kind: recur.OnDate, On: r.Start + civil.Date(rapid.IntRange(0, 60).Draw(t, "days"))}
		}
		some, overlap := walkedOverlap(&r)
		if !some {
			return // which is another trouble
		}
		want := ""
		if overlap {
			want = "windows/overlap"
		}
		if got := codes(&r); got != want {
			t.Fatalf("got %q, want %q", got, want)
		}
		if want == "" {
			none++
		} else {
			found++
		}
	})
	if (found == 0 || none == 0) && !testing.Short() {
		t.Errorf("%d rules overlapped and %d did not: both must be met", found, none)
	}
}

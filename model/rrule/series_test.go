package rrule_test

import (
	"cmp"
	"slices"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"seamdash/model/civil"
	"seamdash/model/rrule"
	"seamdash/model/zone"
)

func wallOf(t time.Time) civil.Wall { return civil.Wall(t.Unix()) }

// reached counts what was in the answers, so that a generator that has gone blind is noticed.
type reached map[string]int

// An oracleWindow is a window and what is hard about it.
type oracleWindow struct {
	start, end int64
	marks      []string
}

// answer is what the oracle says: every window while the place was watched, then those that are asked for.
func (s *story) answer(seen reached) []window {
	var all []oracleWindow
	if s.rule != nil {
		all = s.ruled(seen)
	}
	for _, at := range s.extra {
		if w, ok := s.window(at, seen); ok {
			w.marks = append(w.marks, "RDATE")
			all = append(all, w)
		}
	}
	slices.SortFunc(all, func(a, b oracleWindow) int { return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(b.end, a.end)) })
	for i := range all[:max(len(all)-1, 0)] {
		if all[i].start == all[i+1].start {
			all[i].marks = append(all[i].marks, "equal starts")
		}
	}
	return s.asked(slices.CompactFunc(all, func(a, b oracleWindow) bool { return a.start == b.start }), seen)
}

func (s *story) ruled(seen reached) []oracleWindow {
	var all []oracleWindow
	r := s.rule
	for i, at := range oracleStarts(r, s.start, s.start, s.place.to) {
		if r.Count > 0 && i >= r.Count {
			break
		}
		start, _ := instantOf(s.place.runs, at.Unix())
		if s.tooLate(at, start) {
			if n := len(all); n > 0 && !slices.Contains(all[n-1].marks, "UNTIL") {
				all[n-1].marks = append(all[n-1].marks, "UNTIL")
			}
			continue
		}
		w, ok := s.window(at, seen)
		if !ok {
			continue
		}
		if i+1 == r.Count {
			w.marks = append(w.marks, "COUNT")
		}
		if len(r.BySetPos) > 0 {
			w.marks = append(w.marks, "BYSETPOS")
		}
		if len(r.ByWeekNo) > 0 {
			w.marks = append(w.marks, "BYWEEKNO")
		}
		all = append(all, w)
	}
	return all
}

func (s *story) tooLate(at time.Time, start int64) bool {
	switch u := s.rule.Until; {
	case u.HasDate:
		return midnight(at).Unix() > int64(u.Date.At(0))
	case u.HasWall:
		last, _ := instantOf(s.place.runs, int64(u.Wall))
		return start > last
	default:
		return !u.At.IsZero() && start > u.At.Unix()
	}
}

// window is one that begins at a time on the wall, unless it is taken away or over before it begins.
func (s *story) window(at time.Time, seen reached) (oracleWindow, bool) {
	start, jumped := instantOf(s.place.runs, at.Unix())
	if s.takenAway(at, start) {
		seen["EXDATE"]++
		return oracleWindow{}, false
	}
	w := oracleWindow{start, start + int64(s.elapsed.Seconds()), nil}
	w.mark("start", jumped)
	if s.elapsed == 0 {
		w.end, jumped = instantOf(s.place.runs, midnight(at).Add(s.endWall).Unix())
		w.mark("end", jumped)
		if s.endWall > 24*time.Hour {
			w.marks = append(w.marks, "overnight")
		}
	}
	if w.end <= w.start {
		seen["empty"]++
	}
	return w, w.end > w.start
}

func (w *oracleWindow) mark(what string, j jump) {
	if j != none {
		w.marks = append(w.marks, what+map[jump]string{gap: " in a gap", fold: " in a fold"}[j])
	}
}

func (s *story) takenAway(at time.Time, start int64) bool {
	return slices.ContainsFunc(s.without, func(text string) bool {
		if len(text) == len(onDay) {
			return at.Format(onDay) == text
		}
		gone, err := time.Parse(onWall, text)
		instant, _ := instantOf(s.place.runs, gone.Unix())
		return err == nil && instant == start
	})
}

func (s *story) asked(all []oracleWindow, seen reached) []window {
	out := []window{}
	for _, w := range all {
		if w.start >= s.place.blind() || s.limit > 0 && len(out) == s.limit {
			break
		}
		if !s.asksFor(w) {
			continue
		}
		out = append(out, window{text(w.start), text(w.end)})
		for _, mark := range w.marks {
			seen[mark]++
		}
	}
	if len(out) > 0 {
		seen[map[bool]string{true: "after", false: "between"}[s.limit > 0]]++
	}
	return out
}

func (s *story) asksFor(w oracleWindow) bool {
	if s.limit > 0 {
		return w.start > s.after.Unix()
	}
	return w.start < s.until.Unix() && w.end > s.after.Unix()
}

func text(unix int64) string { return time.Unix(unix, 0).UTC().Format(time.RFC3339) }

// told is what the engine says, as far as the place was watched.
func (s *story) told() ([]window, error) {
	series, _, err := rrule.NewSeries(s.request(), zone.Load)
	if err != nil {
		return nil, err
	}
	found := series.After(s.after, max(s.limit, 1))
	if s.limit == 0 {
		found = series.Between(s.after, s.until, 1<<20)
	}
	out := []window{}
	for _, w := range found {
		if w.Start.Unix() < s.place.blind() {
			out = append(out, window{text(w.Start.Unix()), text(w.End.Unix())})
		}
	}
	return out, nil
}

// blind is when the oracle knows too little of what comes later.
func (p *place) blind() int64 { return p.to.AddDate(0, 0, -40).Unix() }

func places(tb testing.TB) []*place {
	tb.Helper()
	var all []*place
	for name, year := range map[string]int{
		"America/New_York": 2026, "Europe/London": 2026, "Asia/Tokyo": 2026,
		"Australia/Lord_Howe": 2026, // half an hour
		"America/Santiago":    2026, // at midnight
		"America/Nuuk":        2026, // before midnight
		"Antarctica/Troll":    2026, // two hours
		"Africa/Casablanca":   2026, // in spring and autumn of the Islamic year
		"Pacific/Apia":        2010, // 30 December 2011 was not
	} {
		p := &place{zone: name, from: time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC), to: time.Date(year+2, 8, 1, 0, 0, 0, 0, time.UTC)}
		p.runs = watch(tb, name, p.from, p.to)
		all = append(all, p)
	}
	slices.SortFunc(all, func(a, b *place) int { return cmp.Compare(a.zone, b.zone) })
	return all
}

// TestSeriesAgainstOracle tells many stories, the same each time, and asks whether they went where it is difficult.
func TestSeriesAgainstOracle(t *testing.T) {
	gen := stories(places(t))
	seen := reached{}
	for i := range 2000 {
		s := gen.Example(i)
		got, err := s.told()
		if diff := gocmp.Diff(s.answer(seen), got); diff != "" || err != nil {
			t.Fatalf("story %d: %s: %v\n%s", i, s, err, diff)
		}
	}
	t.Log(seen)
	for _, what := range []string{
		"start in a gap", "start in a fold", "end in a gap", "end in a fold", "overnight", "empty", "equal starts",
		"COUNT", "UNTIL", "EXDATE", "RDATE", "BYSETPOS", "BYWEEKNO", "after", "between",
	} {
		if seen[what] == 0 {
			t.Errorf("no story reached: %s", what)
		}
	}
}

func TestSeriesProperty(t *testing.T) {
	rapid.Check(t, agrees(places(t)))
}

// agrees says that engine and oracle give the same answer to a story.
func agrees(at []*place) func(*rapid.T) {
	gen := stories(at)
	return func(t *rapid.T) {
		s := gen.Draw(t, "story")
		got, err := s.told()
		if diff := gocmp.Diff(s.answer(reached{}), got); diff != "" || err != nil {
			t.Fatalf("%s: %v\n%s", s, err, diff)
		}
	}
}

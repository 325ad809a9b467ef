package rrule_test

import (
	"errors"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"seamdash/model/rrule"
)

// noise is a story in the plain values that a fuzzer can change. Everything but the rule is in minutes, those of dates since the
// start.
type noise struct {
	place                                uint8
	rule                                 string
	start, length, without, extra, after int32
	until                                int32
	elapsed, wholeDay                    bool
	limit                                uint8
}

// story makes something sound of any values; ok is false where the rule is none, or too much for a slow reading.
func (n noise) story(all []*place) (s *story, ok bool) {
	within := func(value int32, most time.Duration) time.Duration {
		return time.Duration(uint32(value)%uint32(most/time.Minute)) * time.Minute
	}
	const day = 24 * time.Hour
	s = &story{place: all[int(n.place)%len(all)]}
	s.start = s.place.from.Add(within(n.start, 800*day))
	clock := s.start.Sub(midnight(s.start))
	length := time.Minute + within(n.length, 3*day)
	if n.elapsed {
		s.elapsed = length
	} else {
		s.endWall = clock + length
	}
	if n.rule != "" {
		r, err := rrule.Parse(n.rule)
		if err != nil || max(len(r.ByHour), 1)*max(len(r.ByMinute), 1)*max(len(r.BySecond), 1) > 24 {
			return nil, false
		}
		s.rule = &r
	}
	if n.without != 0 {
		gone := s.start.Add(within(n.without, 800*day))
		s.without = []string{gone.Format(onWall)}
		if n.wholeDay {
			s.without = []string{gone.Format(onDay)}
		}
	}
	if extra := s.start.Add(within(n.extra, 800*day)); n.extra != 0 && (n.elapsed || extra.Sub(midnight(extra)) < s.endWall) {
		s.extra = []time.Time{extra}
	}
	s.after = s.start.Add(within(n.after, 800*day) - day)
	s.limit = int(n.limit % 8)
	s.until = s.after.Add(time.Minute + within(n.until, 100*day))
	return s, true
}

// noiseOf is a story as a fuzzer can change it, with only the first of its exceptions.
func noiseOf(s *story, all []*place) noise {
	minutes := func(d time.Duration) int32 { return int32(d / time.Minute) }
	n := noise{start: minutes(s.start.Sub(s.place.from)), after: minutes(s.after.Sub(s.start) + 24*time.Hour), until: minutes(s.until.Sub(s.after)), limit: uint8(s.limit)}
	for i, p := range all {
		if p == s.place {
			n.place = uint8(i)
		}
	}
	n.elapsed, n.length = s.elapsed > 0, minutes(s.elapsed)-1
	if !n.elapsed {
		n.length = minutes(s.endWall-s.start.Sub(midnight(s.start))) - 1
	}
	if s.rule != nil {
		n.rule = s.rule.String()
	}
	if len(s.without) > 0 {
		n.wholeDay = len(s.without[0]) == len(onDay)
		for _, layout := range []string{onDay, onWall} {
			if gone, err := time.Parse(layout, s.without[0]); err == nil {
				n.without = max(minutes(gone.Sub(s.start)), 0)
			}
		}
	}
	if len(s.extra) > 0 {
		n.extra = max(minutes(s.extra[0].Sub(s.start)), 0)
	}
	return n
}

// FuzzSeries begins with stories, so that it tests something without a fuzzer too.
func FuzzSeries(f *testing.F) {
	all := places(f)
	gen := stories(all)
	for i := range 100 {
		n := noiseOf(gen.Example(i), all)
		f.Add(n.place, n.rule, n.start, n.length, n.without, n.extra, n.after, n.until, n.elapsed, n.wholeDay, n.limit)
	}
	f.Fuzz(func(t *testing.T, place uint8, rule string, start, length, without, extra, after, until int32, elapsed, wholeDay bool, limit uint8) {
		s, ok := noise{place, rule, start, length, without, extra, after, until, elapsed, wholeDay, limit}.story(all)
		if !ok {
			return
		}
		got, err := s.told()
		var refused *rrule.Error
		if errors.As(err, &refused) && refused.Code == "ambiguous" {
			return
		}
		if diff := gocmp.Diff(s.answer(reached{}), got); diff != "" || err != nil {
			t.Fatalf("%s: %v\n%s", s, err, diff)
		}
	})
}

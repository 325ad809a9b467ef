package store

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"seamdash/model"
)

// leased is a room in which the lease is held, by a clock that the test moves.
func leased(t *testing.T) (*Room, Lease, *time.Time) {
	t.Helper()
	now := time.Date(2027, 3, 1, 12, 0, 0, 0, time.UTC)
	cfg := config(t)
	cfg.Now = func() time.Time { return now }
	r := opened(t, cfg).In("ws")
	return r, must[Lease](t)(r.Acquire(t.Context(), leaseName, "A", 10*365*24*time.Hour)), &now
}

func bodies(n int) [][]byte {
	out := make([][]byte, n)
	for i := range out {
		out[i] = fmt.Append(nil, "line ", i)
	}
	return out
}

// TestHistoryOfOneRuleIsBounded: the oldest lines make room, and those of other rules stay.
func TestHistoryOfOneRuleIsBounded(t *testing.T) {
	t.Parallel()
	r, mine, _ := leased(t)
	ctx := t.Context()
	add := func(rule string, n int) {
		ok(t, r.Conclude(ctx, mine, Conclusion{Series: Sheet{Rule: rule, Lock: "l"}, Lines: bodies(n)}))
	}
	add("other", 3)
	add("r", mostLines-1)
	for i, c := range []struct {
		add   int
		first uint64
	}{{1, 4}, {2, 6}, {1, 7}} {
		if i == 2 {
			add("other", 1)
		}
		add("r", c.add)
		all := must[[]Line](t)(r.Lines(ctx, LineQuery{Rule: "r"}))
		if len(all) != mostLines || all[len(all)-1].Number != c.first {
			t.Errorf("round %d: %d lines from number %d, want %d from %d", i, len(all), all[len(all)-1].Number, mostLines, c.first)
		}
	}
	if n := len(must[[]Line](t)(r.Lines(ctx, LineQuery{}))); n != mostLines+4 {
		t.Errorf("%d lines of all rules, want %d", n, mostLines+4)
	}
}

// TestHistoryIsForgottenAfterYears, whatever rule it is of, and so are settled steps.
func TestHistoryIsForgottenAfterYears(t *testing.T) {
	t.Parallel()
	r, mine, now := leased(t)
	ctx := t.Context()
	conclude := func(rule string, n int) {
		s := must[Step](t)(r.Begin(ctx, mine, Step{Rule: rule, Lock: "l"}))
		ok(t, r.Conclude(ctx, mine, Conclusion{Series: Sheet{Rule: rule, Lock: "l"}, Lines: bodies(n), Step: s.Number}))
	}
	old := must[Step](t)(r.Begin(ctx, mine, Step{Rule: "open", Lock: "l"}))
	conclude("ended", 2*atOnce)
	*now = now.Add(longest)
	conclude("r", 1)
	if lines, steps := len(must[[]Line](t)(r.Lines(ctx, LineQuery{}))), len(must[[]Step](t)(r.Steps(ctx, 0))); lines != 2*atOnce+1 || steps != 2 {
		t.Errorf("at two years %d lines and %d steps are left", lines, steps)
	}
	*now = now.Add(time.Second)
	for i, want := range []int{atOnce + 2, 3, 4} {
		conclude("r", 1)
		if n := len(must[[]Line](t)(r.Lines(ctx, LineQuery{}))); n != want {
			t.Errorf("round %d: %d lines are left, want %d", i, n, want)
		}
		if n := len(must[[]Step](t)(r.Steps(ctx, 0))); n != i+2 {
			t.Errorf("round %d: %d settled steps are left", i, n)
		}
	}
	if n := len(must[[]Line](t)(r.Lines(ctx, LineQuery{Rule: "ended"}))); n != 0 {
		t.Errorf("%d lines of the rule that ended are left", n)
	}
	open := must[[]Step](t)(r.Unsettled(ctx))
	if d := cmp.Diff([]Step{old}, open); d != "" {
		t.Errorf("what is open is kept however old it is (-want +got):\n%s", d)
	}
}

// TestStepsOfBefore are read as far as there is anything in them that is still used.
func TestStepsOfBefore(t *testing.T) {
	t.Parallel()
	r, mine, now := leased(t)
	before := codec[model.CodeDraft]{kind: openSteps, encode: func(e *encoder, v *model.CodeDraft) {
		e.uint(7)
		e.string("r")
		e.string("create")
		e.string("c")
		encodeDraft(e, v)
		e.time(*now)
		e.uint(3)
		e.time(time.Time{})
		e.string("")
	}}
	ok(t, r.update(t.Context(), "write as it was written before", func(x txn) error {
		return before.put(x, r.ws, numbered(7), &model.CodeDraft{DeviceID: "l", Name: "Cleaners", PIN: model.NewPIN("1234")})
	}))
	want := []Step{{Number: 7, Rule: "r", Lock: "l", Begun: *now, Fence: 3}}
	if d := cmp.Diff(want, must[[]Step](t)(r.Unsettled(t.Context()))); d != "" {
		t.Errorf("-want +got:\n%s", d)
	}
	ok(t, r.Conclude(t.Context(), mine, Conclusion{Series: Sheet{Rule: "r", Lock: "l"}, Step: 7, Outcome: "unknown"}))
	want[0].Settled, want[0].Outcome = *now, "unknown"
	if d := cmp.Diff(want, must[[]Step](t)(r.Steps(t.Context(), 1))); d != "" {
		t.Errorf("settled (-want +got):\n%s", d)
	}
}

// TestBadSeries are refused before anything is written.
func TestBadSeries(t *testing.T) {
	t.Parallel()
	r, mine, _ := leased(t)
	ctx := t.Context()
	for name, v := range map[string]Sheet{
		"no rule": {Lock: "l"}, "no lock": {Rule: "r"}, "long ids": {Rule: strings.Repeat("x", maxKey), Lock: "l"},
		"a long body": {Rule: "r", Lock: "l", Body: make([]byte, maxBody+1)},
	} {
		_, beginErr := r.Begin(ctx, mine, Step{Rule: v.Rule, Lock: v.Lock, Body: v.Body})
		for i, err := range []error{beginErr, r.Wish(ctx, v), r.Conclude(ctx, mine, Conclusion{Series: v})} {
			if model.KindOf(err) != model.KindInvalid {
				t.Errorf("%s, case %d: %v", name, i, err)
			}
		}
	}
	err := r.Conclude(ctx, mine, Conclusion{Series: Sheet{Rule: "r", Lock: "l"}, Lines: [][]byte{nil, make([]byte, maxBody+1)}})
	if model.KindOf(err) != model.KindInvalid {
		t.Errorf("a long line: %v", err)
	}
	if b := must[Board](t)(r.Board(ctx, "")); b.Edition != untouched || len(b.Series)+len(b.Wishes)+len(b.Open) != 0 {
		t.Errorf("after that there is %+v", b)
	}
	longest := Sheet{Rule: strings.Repeat("x", maxKey-1), Lock: "l"}
	ok(t, r.Conclude(ctx, mine, Conclusion{Series: longest, Lines: bodies(1)}))
	if n := len(must[[]Line](t)(r.Lines(ctx, LineQuery{Rule: longest.Rule}))); n != 1 {
		t.Errorf("the longest id has %d lines", n)
	}
}

// TestBoardThatIsKnown is not read again.
func TestBoardThatIsKnown(t *testing.T) {
	t.Parallel()
	r, mine, _ := leased(t)
	ctx := t.Context()
	ok(t, r.Conclude(ctx, mine, Conclusion{Series: Sheet{Rule: "r", Lock: "l"}}))
	b := must[Board](t)(r.Board(ctx, untouched))
	if len(b.Series) != 1 {
		t.Fatalf("another edition gives %+v", b)
	}
	if d := cmp.Diff(Board{Edition: b.Edition}, must[Board](t)(r.Board(ctx, b.Edition))); d != "" {
		t.Errorf("the known edition (-want +got):\n%s", d)
	}
	missing := turns()
	ok(t, r.update(ctx, "damage the history", func(x txn) error {
		one := uint64(1)
		return missing.put(x, r.ws, numberedUnder("r", 99), &one)
	}))
	if _, err := r.Lines(ctx, LineQuery{Rule: "r"}); !errors.Is(err, ErrDamaged) {
		t.Errorf("a line that is missing: %v", err)
	}
}

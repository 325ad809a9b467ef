package keepertest

import (
	"fmt"
	"slices"
	"sync"

	"seamdash/model"
	"seamdash/model/engine"
	"seamdash/model/plan"
)

// written is a history in which the series take turns, the newest line first.
func (b *bench) written(mine engine.Tenure) []plan.Roll {
	b.Helper()
	var lines []plan.Roll
	for i := range 5 {
		for _, key := range keys() {
			var rolls []plan.Roll
			for j := range i % 3 {
				r := roll(key, plan.Kept)
				r.Why = fmt.Sprint("line ", i, j)
				rolls = append(rolls, r)
			}
			b.conclude(mine, engine.Conclusion{State: full(key), Rolls: rolls})
			lines = append(lines, rolls...)
		}
	}
	slices.Reverse(lines)
	return lines
}

// history is read newest first, numbered by the keeper, and filtered by rule and lock.
func (b *bench) history() {
	lines := b.written(b.acquire("A"))
	got := b.rolls(engine.RollQuery{})
	for i := range got {
		if number := got[i].Number; number == 0 || i > 0 && number >= got[i-1].Number {
			b.Fatalf("line %d from the newest has the number %d", i, number)
		}
		if i < len(lines) {
			lines[i].Number = got[i].Number
		}
	}
	want(b, "the history", lines, got)
	for _, q := range []engine.RollQuery{
		{Rule: "a"}, {Rule: "ab"}, {Rule: "ü"}, {Rule: "abc"}, {Lock: "c"}, {Lock: "nowhere"}, {Rule: "ab", Lock: "d/e"}, {Rule: "a", Lock: "c"},
	} {
		var some []plan.Roll
		for _, r := range lines {
			if (q.Rule == "" || r.Key.Rule == q.Rule) && (q.Lock == "" || r.Key.Lock == q.Lock) {
				some = append(some, r)
			}
		}
		want(b, fmt.Sprintf("the history of %+v", q), some, b.rolls(q))
	}
}

// pages hold as much as was asked for and go on where the last ended.
func (b *bench) pages() {
	mine := b.acquire("A")
	b.written(mine)
	for _, of := range []engine.RollQuery{{}, {Rule: "ab"}, {Lock: "c"}, {Rule: "ab", Lock: "c"}} {
		all := b.rolls(of)
		var read []plan.Roll
		q := of
		for q.Limit = 3; ; q.Before = read[len(read)-1].Number {
			page := b.rolls(q)
			if read = append(read, page...); len(page) < q.Limit || len(read) > len(all) {
				break
			}
		}
		want(b, fmt.Sprintf("the pages of %+v", of), all, read)
		of.Before = all[0].Number + 1000
		want(b, "before a number that is not there yet", all, b.rolls(of))
		of.Before = all[len(all)-1].Number
		want(b, "before the oldest", nil, b.rolls(of))
	}
}

// manyAtOnce are numbered each, and none is lost.
func (b *bench) manyAtOnce() {
	const callers, rounds = 8, 5
	mine := b.acquire("A")
	var all sync.WaitGroup
	for i := range callers {
		key := plan.Key{Rule: "r", Lock: model.DeviceID(fmt.Sprint("lock ", i))}
		all.Go(func() {
			for range rounds {
				s, err := b.keeper.Begin(b.Context(), mine, step(key))
				if err == nil {
					err = b.keeper.Conclude(b.Context(), mine, engine.Conclusion{State: full(key), Rolls: []plan.Roll{roll(key, plan.Made)}, Step: s, Outcome: "done"})
				}
				if err == nil {
					err = b.keeper.Ask(b.Context(), engine.Asked{Key: key, Wish: wish(plan.WishRetry, 0)})
				}
				if err == nil {
					_, err = b.keeper.Ledger(b.Context(), "")
				}
				if err != nil {
					b.Error(err)
				}
			}
		})
	}
	all.Wait()
	numbers := map[uint64]bool{}
	for _, r := range b.rolls(engine.RollQuery{}) {
		numbers[r.Number] = true
	}
	if l := b.ledger(); len(numbers) != callers*rounds || len(l.Open) != 0 {
		b.Errorf("%d lines of %d, %d steps are open", len(numbers), callers*rounds, len(l.Open))
	}
}

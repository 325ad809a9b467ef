package storm

import (
	"flag"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// usualSeeds is how many seeds a test run plays unless it is told, and fewSeeds how many with -short, for the race detector, which
// makes each eight times as slow.
const usualSeeds, fewSeeds = 1200, 20

// mostComplaints is after how many bad seeds the rest is not told any more.
const mostComplaints = 20

// A wanted is which seeds to play, from the command line.
type wanted struct {
	one, count *int64
	first      *uint64
}

var asked = wanted{
	one:   flag.Int64("seed", -1, "play this seed only, and tell all that happens in it"),
	count: flag.Int64("seeds", usualSeeds, "how many seeds to play; -short plays 20 at most"),
	first: flag.Uint64("from", 0, "the first of them"),
}

// TestStorm plays the seeds, and holds that everything that can happen did.
func TestStorm(t *testing.T) {
	t.Parallel()
	count := newCounters()
	if *asked.one >= 0 {
		wrong, trace := play(t, uint64(*asked.one), count)
		t.Log("\n" + strings.Join(trace, "\n"))
		for _, w := range wrong {
			t.Error(w)
		}
		return
	}
	seeds := *asked.count
	if testing.Short() {
		seeds = min(seeds, fewSeeds)
	}
	var next, bad atomic.Int64
	t.Run("seeds", func(t *testing.T) {
		for i := range runtime.GOMAXPROCS(0) {
			t.Run(fmt.Sprint(i), func(t *testing.T) {
				t.Parallel()
				for n := next.Add(1) - 1; n < seeds; n = next.Add(1) - 1 {
					seed := *asked.first + uint64(n)
					wrong, _ := play(t, seed, count)
					if len(wrong) > 0 && bad.Add(1) <= mostComplaints {
						t.Errorf("seed %d: %s (and %d more)\n\tgo test ./cmd/storm -run TestStorm -seed=%d -v", seed, wrong[0], len(wrong)-1, seed)
					}
				}
			})
		}
	})
	for _, n := range count.names() {
		t.Logf("%6d %s", count.of(n), n)
	}
	if seeds < usualSeeds {
		return // too few to meet everything
	}
	for _, what := range mustHappen() {
		if count.of(what) == 0 {
			t.Errorf("in %d seeds there was no %q: the storm does not reach it any more", seeds, what)
		}
	}
}

// TestSeedsRepeat: a seed is the same story each time, so that one which fails can be looked into.
func TestSeedsRepeat(t *testing.T) {
	t.Parallel()
	for _, seed := range []uint64{0, 3, 7, 11} {
		_, first := play(t, seed, newCounters())
		_, again := play(t, seed, newCounters())
		if diff := cmp.Diff(first, again); diff != "" || len(first) < 10 {
			t.Errorf("seed %d: %d lines, and again:\n%s", seed, len(first), diff)
		}
	}
}

// mustHappen is everything that the usual seeds have to meet, by the names under which it is counted.
func mustHappen() []string {
	all := []string{
		"keeper on disk", "another program took over", "ledger lost a series", "a frozen program went on", "program off", "fence: a journal that was refused",
		"fence: a conclusion that was refused", "crash after a create that was done", "crash after a update that was done",
		"crash after a delete that was done",
		"mishap on create", "mishap on update", "mishap on delete", "mishap on list", "mishap on /events/list",
		"event lost", "event late", "event twice", "events shuffled", "events not asked for",
		"lock offline", "hub lost", "slow programming", "lock with a problem", "lock without a free slot", "clock jump", "zone change",
		"by hand: another PIN", "by hand: off the lock", "by hand: deleted at Seam", "foreign code with the PIN of a rule",
		"wish: retry", "wish: skip", "a wish was taken up", "the rest of a window that was open", "a code that came late",
		"halt: gone", "halt: refused", "halt: conflict", "halt: loop", "window in calm days",
		"step create: done", "step create: it happened, as the lock shows", "step create: it did not happen",
		"step create: nobody can tell: its window is over",
		"step update: done", "step update: it happened, as the lock shows", "step update: it did not happen",
		"step delete: done", "step delete: it happened, as the lock shows", "step delete: it did not happen",
	}
	for _, m := range mishaps() {
		all = append(all, "mishap: "+string(m))
	}
	for _, b := range boundaries() {
		all = append(all, "crash "+string(b), "recovered: "+string(b), "freeze "+string(b))
	}
	for _, b := range fileBoundaries() {
		all = append(all, "hiccup "+string(b))
	}
	for _, what := range []string{
		"made", "moved", "changed", "adopted", "on lock", "late", "gone", "removed", "refused", "halted", "resumed", "ended", "kept",
		"unseen", "missed", "passed",
	} {
		all = append(all, "roll: "+what)
	}
	for _, what := range []string{
		"hours", "days", "longer", "PINs", "name", "skip", "pause", "resume", "end", "lock taken off", "lock added", "removed",
	} {
		all = append(all, "edit: "+what)
	}
	return slices.Compact(slices.Sorted(slices.Values(all)))
}

// Package keepertest has the tests that every [engine.Keeper] must pass: the local store, the memory of the sandbox and of
// simulations, and whatever a team will share one day.
package keepertest

import (
	"errors"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"seamdash/model"
	"seamdash/model/engine"
	"seamdash/model/plan"
)

// Run puts keepers to the test. Open makes an empty one that works by now.
func Run(t *testing.T, open func(t *testing.T, now func() time.Time) engine.Keeper) {
	t.Helper()
	for name, test := range map[string]func(*bench){
		"nothing kept":     (*bench).nothing,
		"tenure":           (*bench).tenure,
		"tenure over":      (*bench).tenureOver,
		"tenure back":      (*bench).tenureBack,
		"tenure malformed": (*bench).tenureMalformed,
		"one of many":      (*bench).oneOfMany,
		"steps":            (*bench).steps,
		"fence":            (*bench).fence,
		"conclusion":       (*bench).conclusion,
		"settled twice":    (*bench).settledTwice,
		"dropped":          (*bench).dropped,
		"wishes":           (*bench).wishes,
		"wish taken up":    (*bench).wishTakenUp,
		"history":          (*bench).history,
		"pages":            (*bench).pages,
		"editions":         (*bench).editions,
		"isolation":        (*bench).isolation,
		"many at once":     (*bench).manyAtOnce,
		"end of watch":     (*bench).endOfWatch,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := &bench{T: t}
			b.clock.Store(time.Date(2027, 1, 4, 9, 0, 0, 0, time.UTC))
			b.keeper = open(t, b.now)
			test(b)
		})
	}
}

// term is for how long tenures are taken here.
const term = time.Minute

// A bench is one keeper under test.
type bench struct {
	*testing.T

	keeper engine.Keeper
	clock  atomic.Value // a time.Time
}

func (b *bench) now() time.Time {
	now, ok := b.clock.Load().(time.Time)
	if !ok {
		b.Error("there is no clock")
	}
	return now
}

func (b *bench) wait(d time.Duration) { b.clock.Store(b.now().Add(d)) }

// must has what a call gave that may not fail.
func must[T any](b *bench) func(T, error) T {
	b.Helper()
	return func(v T, err error) T {
		b.Helper()
		if err != nil {
			b.Fatal(err)
		}
		return v
	}
}

func (b *bench) done(err error) {
	b.Helper()
	if err != nil {
		b.Fatal(err)
	}
}

// want compares; what is empty equals what is nil.
func want[T any](b *bench, what string, want, got T) {
	b.Helper()
	if d := cmp.Diff(want, got, cmpopts.EquateEmpty()); d != "" {
		b.Errorf("%s (-want +got):\n%s", what, d)
	}
}

// refused wants a conflict for a cause.
func (b *bench) refused(what string, err, cause error) {
	b.Helper()
	if !errors.Is(err, cause) || model.KindOf(err) != model.KindConflict {
		b.Errorf("%s: %v, want a conflict: %v", what, err, cause)
	}
}

func (b *bench) acquire(holder string) engine.Tenure {
	b.Helper()
	return must[engine.Tenure](b)(b.keeper.Acquire(b.Context(), holder, term))
}

func (b *bench) ledger() engine.Ledger {
	b.Helper()
	return must[engine.Ledger](b)(b.keeper.Ledger(b.Context(), ""))
}

func (b *bench) rolls(q engine.RollQuery) []plan.Roll {
	b.Helper()
	return must[[]plan.Roll](b)(b.keeper.Rolls(b.Context(), q))
}

func (b *bench) begin(under engine.Tenure, key plan.Key) plan.Step {
	b.Helper()
	return must[plan.Step](b)(b.keeper.Begin(b.Context(), under, step(key)))
}

func (b *bench) conclude(under engine.Tenure, c engine.Conclusion) {
	b.Helper()
	b.done(b.keeper.Conclude(b.Context(), under, c))
}

func (b *bench) ask(key plan.Key, w plan.Wish) {
	b.Helper()
	b.done(b.keeper.Ask(b.Context(), engine.Asked{Key: key, Wish: w}))
}

// everything is all that a keeper has, for tests of what must not change.
type everything struct {
	Ledger engine.Ledger
	Wishes []engine.Asked
	Rolls  []plan.Roll
}

func (b *bench) everything() everything {
	b.Helper()
	return everything{b.ledger(), must[[]engine.Asked](b)(b.keeper.Wishes(b.Context())), b.rolls(engine.RollQuery{})}
}

// nothing is kept at first.
func (b *bench) nothing() {
	all := b.everything()
	if all.Ledger.Edition == "" {
		b.Error("an empty keeper has no edition")
	}
	all.Ledger.Edition = ""
	want(b, "an empty keeper", everything{}, all)
	want(b, "its tenure", engine.Tenure{}, must[engine.Tenure](b)(b.keeper.Tenure(b.Context())))
}

// endOfWatch closes the channel of changes when nobody listens any more.
func (b *bench) endOfWatch() {
	ch := b.keeper.Changed(b.Context()) // which ends before the test does
	b.Cleanup(func() {
		if ch == nil {
			return
		}
		for range ch {
		}
	})
}

// Package keepertest has the tests that every [engine.Keeper] must pass: the local store, the memory of the sandbox and of
// simulations, and whatever a team will share one day.
package keepertest

import (
	"testing"
	"time"

	"seamdash/model/engine"
)

// Run puts keepers to the test. Open makes an empty one that works by now.
func Run(t *testing.T, open func(t *testing.T, now func() time.Time) engine.Keeper) {
	t.Helper()
	clock := time.Date(2027, 1, 4, 9, 0, 0, 0, time.UTC)
	keeper := open(t, func() time.Time { return clock })
	ledger, err := keeper.Ledger(t.Context(), "")
	if err != nil || len(ledger.States)+len(ledger.Open)+len(ledger.Wishes) != 0 {
		t.Errorf("an empty keeper has %+v (%v)", ledger, err)
	}
}

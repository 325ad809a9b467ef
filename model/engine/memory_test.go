package engine_test

import (
	"testing"
	"time"

	"seamdash/model/engine"
	"seamdash/model/engine/keepertest"
	"seamdash/model/plan"
)

func TestMemory(t *testing.T) {
	t.Parallel()
	keepertest.Run(t, func(_ *testing.T, now func() time.Time) engine.Keeper { return engine.InMemory(now) })
}

// TestMemoryForgets the oldest lines when it has too many, and goes on counting.
func TestMemoryForgets(t *testing.T) {
	t.Parallel()
	const most = 400_000
	m := engine.InMemory(func() time.Time { return time.Date(2027, 1, 4, 9, 0, 0, 0, time.UTC) })
	mine, err := m.Acquire(t.Context(), "A", time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range []int{most, 1} {
		if err := m.Conclude(t.Context(), mine, engine.Conclusion{Rolls: make([]plan.Roll, n)}); err != nil {
			t.Fatal(err)
		}
	}
	rolls, err := m.Rolls(t.Context(), engine.RollQuery{})
	if err != nil {
		t.Fatal(err)
	}
	if len(rolls) != most*3/4 || rolls[0].Number != most+1 || rolls[len(rolls)-1].Number != most/4+2 {
		t.Errorf("%d lines are left", len(rolls))
	}
}

package engine_test

import (
	"testing"
	"time"

	"seamdash/model/engine"
	"seamdash/model/engine/keepertest"
)

func TestMemory(t *testing.T) {
	t.Parallel()
	keepertest.Run(t, func(_ *testing.T, now func() time.Time) engine.Keeper { return engine.InMemory(now) })
}

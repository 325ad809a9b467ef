package rulebook_test

import (
	"testing"
	"time"

	"seamdash/model/rulebook"
	"seamdash/model/rulebook/keepertest"
)

func TestMemory(t *testing.T) {
	t.Parallel()
	keepertest.Run(t, func(_ *testing.T, now func() time.Time) rulebook.Keeper { return rulebook.InMemory(now) })
}

package store

import (
	"testing"
	"time"

	"seamdash/model"
)

// TestAuditIsBounded: the oldest entries make room for new ones.
func TestAuditIsBounded(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("it fills a whole log")
	}
	s := opened(t, config(t))
	r := s.In("ws")
	ok(t, r.LogAll(t.Context(), make([]model.Write, mostEntries)))
	must[model.Write](t)(s.In("other").Log(t.Context(), model.Write{}))
	ok(t, r.LogAll(t.Context(), make([]model.Write, 3)))
	if all := must[[]model.Write](t)(r.Audit(t.Context(), AuditQuery{})); len(all) != mostEntries || all[len(all)-1].Number != 4 {
		t.Errorf("%d entries from number %d on, want %d from 4", len(all), all[len(all)-1].Number, mostEntries)
	}
	if n := len(must[[]model.Write](t)(s.In("other").Audit(t.Context(), AuditQuery{}))); n != 1 {
		t.Errorf("%d entries of the other workspace are left, want 1", n)
	}
}

// TestAuditIsForgottenAfterYears, some entries at a time.
func TestAuditIsForgottenAfterYears(t *testing.T) {
	t.Parallel()
	r, _, now := leased(t)
	ok(t, r.LogAll(t.Context(), make([]model.Write, 2*atOnce)))
	*now = now.Add(longest)
	for i, want := range []int{2*atOnce + 1, atOnce + 2, 3, 4} {
		must[model.Write](t)(r.Log(t.Context(), model.Write{}))
		if n := len(must[[]model.Write](t)(r.Audit(t.Context(), AuditQuery{}))); n != want {
			t.Errorf("entry %d: %d are kept, want %d", i, n, want)
		}
		*now = now.Add(time.Second)
	}
}

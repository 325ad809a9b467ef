package engine

import (
	"context"
	"fmt"
	"testing"
	"time"

	"seamdash/model"
	"seamdash/model/plan"
	"seamdash/model/rulebook"
)

// hundreds are rules, each on a lock of its own.
func hundreds(tb testing.TB, n int) []rulebook.Entry {
	tb.Helper()
	pattern := weekly(tb, "r", "MO,WE,FR")
	out := make([]rulebook.Entry, n)
	for i := range out {
		out[i] = pattern
		out[i].ID = model.RuleID(fmt.Sprintf("rule-%06d", i))
		out[i].Rule.Locks = []model.DeviceID{model.DeviceID(fmt.Sprintf("lock-%06d", i))}
	}
	return out
}

// rolled is a world with n codes that are all as they should be.
func rolled(b *testing.B, n int) *world {
	b.Helper()
	w := newWorld(b, hundreds(b, n)...)
	cfg := w.config()
	cfg.Told = nil
	w.Engine = New(cfg)
	w.tick(b)
	if s := w.Status(); s.Series != n || s.Counts.Rolls[plan.Made] != n {
		b.Fatalf("of %d codes %d were made", s.Series, s.Counts.Rolls[plan.Made])
	}
	w.clock.add(35 * time.Second)
	w.tick(b)
	return w
}

// BenchmarkIdleTick100000 is a tick over 100,000 series of which none is due.
func BenchmarkIdleTick100000(b *testing.B) {
	w := rolled(b, 100_000)
	if s := w.Status(); s.Due != 0 {
		b.Fatalf("%d are due", s.Due)
	}
	b.ReportAllocs()
	for b.Loop() {
		w.tick(b)
	}
}

// BenchmarkTickOfOne is a tick over 100,000 series of which an event names one.
func BenchmarkTickOfOne(b *testing.B) {
	w := rolled(b, 100_000)
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		n++
		w.Saw([]model.Event{{ID: model.EventID(fmt.Sprint(n)), Type: "access_code.set_on_device", CodeID: "code-50000", At: w.clock.now()}})
		w.tick(b)
	}
	if looks := w.Status().Counts.Looks; looks < n {
		b.Fatalf("%d events brought %d looks", n, looks)
	}
}

// BenchmarkPicture is a tick after a new picture of 10,000 locks of which one is another.
func BenchmarkPicture(b *testing.B) {
	w := rolled(b, 10_000)
	locks := w.newest().Locks
	n := 0
	b.ReportAllocs()
	for b.Loop() {
		n++
		next := *locks[n%len(locks)]
		p := w.newest().WithLocks([]*model.Lock{&next}, w.newest().Feed)
		w.draw(p)
		w.tick(b)
	}
}

// BenchmarkStart10000 is the first tick of a program with 10,000 rules and as many codes: it reads the ledger, compiles the rules,
// and looks at every code.
func BenchmarkStart10000(b *testing.B) {
	w := rolled(b, 10_000)
	cfg := w.config()
	cfg.Told = nil
	b.ReportAllocs()
	for b.Loop() {
		e := New(cfg)
		if _, err := e.Tick(context.Background()); err != nil {
			b.Fatal(err)
		}
		if s := e.Status(); len(s.States) != 10_000 || s.Counts.Looks == 0 {
			b.Fatalf("%d series, %d looks", len(s.States), s.Counts.Looks)
		}
	}
}

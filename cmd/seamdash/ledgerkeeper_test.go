package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"seamdash/cmd/ledger"
	"seamdash/model"
	"seamdash/model/engine"
	"seamdash/model/engine/keepertest"
	"seamdash/model/plan"
	"seamdash/model/store"
)

// ledgerOn is a keeper of the engine's over a store of its own, as another program would have it on the same file.
func ledgerOn(tb testing.TB, cfg store.Config) *ledgerKeeper {
	tb.Helper()
	s, err := store.Open(tb.Context(), cfg)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := s.Close(); err != nil {
			tb.Error(err)
		}
	})
	m := newMemory()
	m.open(s, nil)
	return newLedgerKeeper(m, func() model.WorkspaceID { return "w1" })
}

func storeAt(tb testing.TB, now func() time.Time) store.Config {
	tb.Helper()
	return store.Config{Path: filepath.Join(tb.TempDir(), "store.db"), Keys: &keyRing{}, Now: now}
}

func TestLedgerKeeper(t *testing.T) {
	t.Parallel()
	keepertest.Run(t, func(t *testing.T, now func() time.Time) engine.Keeper {
		t.Helper()
		return ledgerOn(t, storeAt(t, now))
	})
}

// TestLedgersShareAFile: what one program keeps the other reads, is told of, and may not write over.
func TestLedgersShareAFile(t *testing.T) {
	t.Parallel()
	cfg := storeAt(t, time.Now)
	here, there := ledgerOn(t, cfg), ledgerOn(t, cfg)
	ctx := t.Context()
	told := there.Changed(ctx)
	mine, err := here.Acquire(ctx, "rosa@desk/elsewhere/4711/A", time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	theirs, err := there.Acquire(ctx, "kim@desk/elsewhere/4712/B", time.Minute)
	if !errors.Is(err, engine.ErrHeld) || theirs.Holder != mine.Holder || strings.Contains(err.Error(), "4711") || !strings.Contains(err.Error(), "rosa@desk") {
		t.Errorf("the other is told %+v, %v", theirs, err)
	}
	key := plan.Key{Rule: "r", Lock: "l"}
	for range 3 { // known, changed, known again
		state := plan.State{Key: key, Rule: "Cleaners", Fails: 1}
		for range 2 {
			if err := here.Conclude(ctx, mine, engine.Conclusion{State: state}); err != nil {
				t.Fatal(err)
			}
			l, err := there.Ledger(ctx, "")
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff([]plan.State{state}, l.States); d != "" {
				t.Errorf("-kept +read:\n%s", d)
			}
			state.Fails++
		}
	}
	if _, open := <-told; !open {
		t.Error("nobody tells of changes")
	}
}

// TestUnreadSeries are left alone when a newer program wrote anything of them, and all others are read.
func TestUnreadSeries(t *testing.T) {
	t.Parallel()
	k := ledgerOn(t, storeAt(t, time.Now))
	ctx := t.Context()
	mine, err := k.Acquire(ctx, "A", time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	odd, torn, fine := plan.Key{Rule: "odd", Lock: "l"}, plan.Key{Rule: "torn", Lock: "l"}, plan.Key{Rule: "fine", Lock: "l"}
	for _, key := range []plan.Key{odd, torn, fine} {
		made := []plan.Roll{{Key: key, What: plan.Made}}
		_, err := k.Begin(ctx, mine, plan.Step{Key: key})
		if err := errors.Join(err, k.Conclude(ctx, mine, engine.Conclusion{State: plan.State{Key: key}, Rolls: made})); err != nil {
			t.Fatal(err)
		}
	}
	newer := []byte(`{"form":99}`)
	lease := store.Lease{Name: ledger.Lease, Holder: mine.Holder, Fence: mine.Fence}
	sheetOf := func(key plan.Key) store.Sheet {
		return store.Sheet{Rule: string(key.Rule), Lock: string(key.Lock), Body: newer}
	}
	err = lateRooms{k.memory, k.workspace}.Use(ctx, func(ctx context.Context, r *store.Room) error {
		_, err := r.Begin(ctx, lease, store.Step{Rule: "torn", Lock: "l", Body: newer})
		return errors.Join(err,
			r.Wish(ctx, sheetOf(fine)),
			r.Conclude(ctx, lease, store.Conclusion{Series: sheetOf(odd), Lines: [][]byte{newer}}))
	})
	if err != nil {
		t.Fatal(err)
	}
	got, err := k.Ledger(ctx, "")
	if err != nil {
		t.Fatal(err)
	}
	want := engine.Ledger{
		States: []plan.State{{Key: fine}}, Open: []plan.Step{{Number: 3, Key: fine}}, Unread: []plan.Key{odd, torn}, Edition: got.Edition,
	}
	anyOrder := cmpopts.SortSlices(func(a, b plan.Key) bool { return a.Rule < b.Rule })
	if d := cmp.Diff(want, got, anyOrder); d != "" {
		t.Errorf("what is read (-want +got):\n%s", d)
	}
	rolls, err := k.Rolls(ctx, engine.RollQuery{Limit: 2})
	if err != nil {
		t.Fatal(err)
	}
	lines := []plan.Roll{{Number: 4, Key: odd, Why: (&plan.NewerVersion{What: "line", Form: 99}).Error()}, {Number: 3, Key: fine, What: plan.Made}}
	if d := cmp.Diff(lines, rolls, cmpopts.IgnoreFields(plan.Roll{}, "At")); d != "" {
		t.Errorf("the history (-want +got):\n%s", d)
	}
}

// TestTenureOfTheDead goes to the next program on the same machine at once.
func TestTenureOfTheDead(t *testing.T) {
	t.Parallel()
	now := time.Date(2027, 1, 4, 9, 0, 0, 0, time.UTC)
	k := ledgerOn(t, storeAt(t, func() time.Time { return now }))
	k = ledgerKeeperWith(k.memory, k.workspace, func(holder string) bool {
		return abandoned(holder, "desk", func(pid int) bool { return pid == 1 })
	})
	for _, c := range []struct {
		dead string
		free bool
	}{{"agent/desk/1/A", false}, {"agent/tower/2/A", false}, {"agent/desk/2/A", true}, {"a/gent on desk/desk/3/A", true}} {
		first, err := k.Acquire(t.Context(), c.dead, time.Minute)
		if err != nil {
			t.Fatal(err)
		}
		next, err := k.Acquire(t.Context(), "me/desk/1/B", time.Minute)
		if c.free != (err == nil) || c.free != (next.Fence > first.Fence) || c.free == (next.Holder == c.dead) {
			t.Errorf("after %s: %+v, %v", c.dead, next, err)
		}
		if !c.free && !errors.Is(err, engine.ErrHeld) {
			t.Errorf("after %s: %v", c.dead, err)
		}
		if err := k.Release(t.Context(), next); err != nil {
			t.Fatal(err)
		}
	}
}

func TestAbandoned(t *testing.T) {
	t.Parallel()
	none := func(int) bool { return false }
	if holder := newHolder("rosa@desk"); abandoned(holder, machine(), processRuns) || machine() != nowhere && !abandoned(holder, machine(), none) {
		t.Errorf("this run, %s: alive %v, dead %v", holder, abandoned(holder, machine(), processRuns), abandoned(holder, machine(), none))
	}
	for _, holder := range []string{"", "rosa", "desk/7/A", "rosa/desk/7", "rosa/desk/seven/A", "rosa/desk/0/A", "rosa/desk/-7/A", "rosa/desk/7/", "rosa/tower/7/A", "rosa/desk/99999999999999999999/A"} {
		if abandoned(holder, "desk", none) {
			t.Errorf("%q is taken for dead", holder)
		}
	}
	for _, host := range []string{"", nowhere} {
		if abandoned("rosa/"+host+"/7/A", host, none) {
			t.Errorf("on %q somebody is taken for dead", host)
		}
	}
}

// TestRunning tells a process that ended from one that has not.
func TestRunning(t *testing.T) {
	t.Parallel()
	if !processRuns(os.Getpid()) || !processRuns(os.Getppid()) {
		t.Error("this program does not run")
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), self, "-test.run=^$")
	if err := cmd.Run(); err != nil {
		t.Fatal(err)
	}
	if pid := cmd.Process.Pid; processRuns(pid) {
		t.Errorf("process %s runs after its end", strconv.Itoa(pid))
	}
}

// TestLedgerKeeperWaits until the workspace is known and the store is open, and says so when it is not for too long.
func TestLedgerKeeperWaits(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		known := make(chan model.WorkspaceID, 1)
		var ws model.WorkspaceID
		m := newMemory()
		k := newLedgerKeeper(m, func() model.WorkspaceID {
			select {
			case ws = <-known:
			default:
			}
			return ws
		})
		given, giveUp := context.WithTimeout(t.Context(), time.Minute)
		defer giveUp()
		if _, err := k.Ledger(given, ""); model.KindOf(err) != model.KindCancelled {
			t.Errorf("nobody said which workspace: %v", err)
		}
		known <- "w1"
		if _, err := k.Wishes(t.Context()); !errors.Is(err, errMemorySlow) {
			t.Errorf("the store does not open: %v", err)
		}
		why := errors.New("the disk is gone")
		m.open(nil, why)
		if _, err := k.Acquire(t.Context(), "A", time.Minute); !errors.Is(err, why) {
			t.Errorf("there is no store: %v", err)
		}
	})
}

// BenchmarkLedger is how ten thousand series stand: read for the first time, and again after one of them changed.
func BenchmarkLedger(b *testing.B) {
	k := ledgerOn(b, storeAt(b, time.Now))
	ctx := b.Context()
	mine, err := k.Acquire(ctx, "A", time.Hour)
	if err != nil {
		b.Fatal(err)
	}
	at := time.Date(2027, 1, 4, 9, 0, 0, 0, time.UTC)
	slot := plan.Slot{Open: at, Close: at.Add(8 * time.Hour), From: at, Until: at.Add(8 * time.Hour), Day: 20822}
	conclude := func(i, fails int) {
		key := plan.Key{Rule: model.RuleID(fmt.Sprintf("01JGX5V6Q2%06d", i)), Lock: "6ba7b810-9dad-11d1-80b4-00c04fd430c8"}
		asked := model.CodeDraft{DeviceID: key.Lock, Name: "Cleaners Mon 4 Jan", PIN: model.NewPIN("482913"), Window: model.Window{From: at, Until: slot.Close}}
		last := plan.Roll{Key: key, At: at, What: plan.OnLock, Slot: slot, Code: "7ba7b810-9dad-11d1-80b4-00c04fd430c8", Step: 17}
		c := plan.Code{ID: last.Code, Slot: slot, Asked: asked, Version: 3, AskedAt: at, OnLock: at, Seen: at}
		state := plan.State{
			Key: key, Rule: "Cleaners", Code: &c, Past: []model.CodeID{last.Code, last.Code}, SettledTo: at, LookAt: at, Version: 3, Last: &last, Fails: fails,
		}
		if err := k.Conclude(ctx, mine, engine.Conclusion{State: state}); err != nil {
			b.Error(err)
		}
	}
	var all sync.WaitGroup
	for from := range 100 {
		all.Go(func() {
			for i := range 100 {
				conclude(100*from+i, 0)
			}
		})
	}
	all.Wait()
	read := func(k *ledgerKeeper) {
		l, err := k.Ledger(ctx, "")
		if err != nil || len(l.States) != 10_000 {
			b.Fatal(len(l.States), err)
		}
	}
	b.Run("First", func(b *testing.B) {
		for b.Loop() {
			read(newLedgerKeeper(k.memory, k.workspace))
		}
	})
	b.Run("Again", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			b.StopTimer()
			conclude(i%10_000, i)
			b.StartTimer()
			read(k)
		}
	})
}

package store

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"go.etcd.io/bbolt"

	"seamdash/model"
)

// TestBackupWhileOthersWork takes backups between writes that never stop. Each holds a moment of the store: as many
// edits as the rule has versions.
func TestBackupWhileOthersWork(t *testing.T) {
	t.Parallel()
	cfg := config(t)
	s := opened(t, cfg)
	working, stop := context.WithCancel(t.Context())
	done, begun := make(chan error, 1), make(chan uint64)
	go func() {
		rule := Envelope{ID: "r"}
		for working.Err() == nil {
			var err error
			if rule, err = saveRule(t.Context(), s.In("ws"), rule, "me", ""); err != nil {
				done <- err
				return
			}
			if rule.Version == 1 {
				begun <- rule.Version
			}
		}
		done <- nil
	}()
	last := <-begun
	for i := range 8 {
		copied := cfg
		copied.Path = filepath.Join(filepath.Dir(cfg.Path), strings.Repeat("b", i+1))
		ok(t, s.Backup(t.Context(), copied.Path))
		b := opened(t, copied)
		rule, _, err := b.In("ws").Rule(t.Context(), "r")
		ok(t, err)
		history := must[[]Edit](t)(b.In("ws").History(t.Context(), "r"))
		if uint64(len(history)) != rule.Version || rule.Version < last {
			t.Errorf("backup %d has version %d and %d edits; the one before had %d", i, rule.Version, len(history), last)
		}
		last = rule.Version
	}
	stop()
	ok(t, <-done)
	err := s.Backup(t.Context(), filepath.Join(filepath.Dir(cfg.Path), "b"))
	wantFault(t, "a backup over a file", err, ErrExists, model.KindRefused, "b")
}

// TestRestore brings back what was, keeps what is, and a store that is open goes on with it.
func TestRestore(t *testing.T) {
	t.Parallel()
	cfg := config(t)
	ctx := t.Context()
	s := opened(t, cfg)
	backup := cfg.Path + ".backup"
	ok(t, s.In("ws").SetPreference(ctx, "then", "1"))
	ok(t, s.Backup(ctx, backup))
	ok(t, s.In("ws").SetPreference(ctx, "now", "2"))
	for name, c := range map[string]struct {
		src   func(t *testing.T) string
		cause error
	}{
		"nothing":       {func(*testing.T) string { return backup + "-nowhere" }, ErrMissing},
		"a directory":   {func(t *testing.T) string { t.Helper(); return t.TempDir() }, ErrForeign},
		"the store":     {func(*testing.T) string { return cfg.Path }, nil},
		"half of one":   {func(t *testing.T) string { t.Helper(); return halfOf(t, backup) }, ErrDamaged},
		"another key's": {func(t *testing.T) string { t.Helper(); return ofAnotherKey(t) }, ErrKey},
	} {
		kept, err := Restore(ctx, cfg, c.src(t))
		if err == nil || kept != "" || c.cause != nil && !errors.Is(err, c.cause) {
			t.Errorf("restored %s: %q, %v", name, kept, err)
		}
	}
	if got := must[map[string]string](t)(s.In("ws").Preferences(ctx)); len(got) != 2 {
		t.Errorf("after restorings that failed the store has %v", got)
	}
	ok(t, os.Chmod(backup, 0o444)) // as it may come from a medium
	kept := must[string](t)(Restore(ctx, cfg, backup))
	if got := must[map[string]string](t)(s.In("ws").Preferences(ctx)); len(got) != 1 || got["then"] != "1" {
		t.Errorf("restored %v", got)
	}
	ok(t, s.In("ws").SetPreference(ctx, "later", "3"))
	before := cfg
	before.Path = kept
	if got := must[map[string]string](t)(opened(t, before).In("ws").Preferences(ctx)); got["now"] != "2" {
		t.Errorf("what was put aside has %v", got)
	}
}

func halfOf(t *testing.T, path string) string {
	t.Helper()
	b := must[[]byte](t)(os.ReadFile(path))
	half := filepath.Join(t.TempDir(), "half")
	ok(t, os.WriteFile(half, b[:2*4096], 0o600))
	return half
}

func ofAnotherKey(t *testing.T) string {
	t.Helper()
	cfg := config(t)
	opened(t, cfg)
	return cfg.Path
}

// TestRestoreWhereNothingIsLeft replaces a file that no longer opens, and one that is gone.
func TestRestoreWhereNothingIsLeft(t *testing.T) {
	t.Parallel()
	cfg, whole := sample(t)
	backup := cfg.Path + ".backup"
	ok(t, Backup(t.Context(), cfg, backup))
	ok(t, os.WriteFile(cfg.Path, []byte("gone to the dogs"), 0o600))
	kept := must[string](t)(Restore(t.Context(), cfg, backup))
	if got := must[[]byte](t)(os.ReadFile(kept)); string(got) != "gone to the dogs" {
		t.Errorf("what was there is now %q", got)
	}
	ok(t, readAll(t.Context(), cfg))
	ok(t, os.Remove(cfg.Path))
	if kept := must[string](t)(Restore(t.Context(), cfg, backup)); kept != "" {
		t.Errorf("nothing was kept as %q", kept)
	}
	ok(t, readAll(t.Context(), cfg))
	if len(whole) == 0 {
		t.Error("the sample was empty")
	}
}

// TestCheckFindsWhatTheSurveyDoesNot swaps the order of two keys, which only a look at every page finds.
func TestCheckFindsWhatTheSurveyDoesNot(t *testing.T) {
	t.Parallel()
	cfg := config(t)
	s := must[*Store](t)(Open(t.Context(), cfg))
	for _, name := range []string{"aaaa-first", "zzzz-last"} {
		ok(t, s.In("ws").SetPreference(t.Context(), name, "x"))
	}
	ok(t, s.Close())
	if r := report(t, cfg); r.Records != 2 || r.Workspaces != 1 || r.Schema != 3 || r.Size == 0 || r.KeyID == "" || r.Made.IsZero() {
		t.Errorf("the report is not full: %+v", r)
	}
	whole := must[[]byte](t)(os.ReadFile(cfg.Path))
	ok(t, os.WriteFile(cfg.Path, bytes.ReplaceAll(whole, []byte("aaaa-first"), []byte("~~~~-first")), 0o600))
	_, err := Check(t.Context(), cfg)
	wantFault(t, "keys out of order", err, ErrDamaged, model.KindUnexpected, cfg.Path)
	missing := cfg
	missing.Path += ".gone"
	_, err = Check(t.Context(), missing)
	wantFault(t, "nothing to check", err, ErrMissing, model.KindNotFound, missing.Path)
}

// TestMigrations brings a file of the first schema to the third, once, after a backup, also when two programs start.
func TestMigrations(t *testing.T) {
	t.Parallel()
	cfg := config(t)
	cfg.steps = []migration{}
	ctx := t.Context()
	old := must[*Store](t)(Open(ctx, cfg))
	ok(t, old.In("ws").SetPreference(ctx, "count", "1"))
	newer := cfg
	append1 := func(t txn) error {
		v, _, err := preferences().get(t, "ws", []byte("count"))
		if err != nil {
			return err
		}
		v += "1"
		return preferences().put(t, "ws", []byte("count"), &v)
	}
	newer.steps = []migration{append1, append1}

	broken := newer
	broken.steps = []migration{append1, func(txn) error { return errors.New("it is Friday") }}
	if _, err := Open(ctx, broken); err == nil || !strings.Contains(err.Error(), "migrate from schema 1: it is Friday") {
		t.Errorf("a migration that fails: %v", err)
	}
	if got := must[map[string]string](t)(old.In("ws").Preferences(ctx)); got["count"] != "1" {
		t.Errorf("a migration that failed left %v", got)
	}

	first, second := make(chan error, 1), make(chan error, 1)
	for _, done := range []chan error{first, second} {
		go func() {
			s, err := Open(ctx, newer)
			if err == nil {
				err = s.Close()
			}
			done <- err
		}()
	}
	ok(t, errors.Join(<-first, <-second))
	if got := must[map[string]string](t)(opened(t, newer).In("ws").Preferences(ctx)); got["count"] != "111" {
		t.Errorf("after two steps the record is %v", got)
	}
	backup := cfg
	backup.Path += ".schema-1.backup"
	if got := must[map[string]string](t)(opened(t, backup).In("ws").Preferences(ctx)); got["count"] != "1" {
		t.Errorf("the backup has %v", got)
	}
	// The old program, which is still running, and one that starts now.
	err := old.In("ws").SetPreference(ctx, "count", "spoilt")
	wantFault(t, "a write of the old program", err, ErrNewer, model.KindUnexpected, cfg.Path)
	ok(t, old.Close())
	whole := must[[]byte](t)(os.ReadFile(cfg.Path))
	_, err = Open(ctx, cfg)
	wantFault(t, "the old program", err, ErrNewer, model.KindUnexpected, cfg.Path)
	if !bytes.Equal(whole, must[[]byte](t)(os.ReadFile(cfg.Path))) {
		t.Error("the file was touched")
	}
}

// TestRestoreMigrates puts a backup of an old schema under a program that runs.
func TestRestoreMigrates(t *testing.T) {
	t.Parallel()
	cfg := config(t)
	cfg.steps = []migration{}
	ctx := t.Context()
	old := must[*Store](t)(Open(ctx, cfg))
	ok(t, old.In("ws").SetPreference(ctx, "from", "schema 1"))
	ok(t, old.Backup(ctx, cfg.Path+".backup"))
	ok(t, old.Close())
	cfg.steps = []migration{func(t txn) error { return preferences().drop(t, "ws", []byte("from")) }}
	s := opened(t, cfg)
	must[string](t)(Restore(ctx, cfg, cfg.Path+".backup"))
	ok(t, s.In("ws").SetPreference(ctx, "to", "schema 2"))
	if got := must[map[string]string](t)(s.In("ws").Preferences(ctx)); len(got) != 1 || got["to"] != "schema 2" {
		t.Errorf("the restored store has %v", got)
	}
}

// TestChanged tells of the writes of others within a second of the bubble's clock, and not of our own.
func TestChanged(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		cfg := config(t)
		mine, other := opened(t, cfg), opened(t, cfg)
		listening, stop := context.WithCancel(t.Context())
		ear := mine.Changed(listening)
		write := func(s *Store, value string) {
			t.Helper()
			ok(t, s.In("ws").SetPreference(t.Context(), "p", value))
		}
		told := func(within time.Duration) bool {
			select {
			case _, open := <-ear:
				return open
			case <-time.After(within):
				return false
			}
		}
		for i := range 3 {
			write(other, strings.Repeat("x", i+1))
			if !told(time.Second) {
				t.Errorf("write %d of another process was not told", i)
			}
		}
		write(mine, "mine")
		write(mine, "mine again")
		if told(10 * time.Second) {
			t.Error("a write of our own was told")
		}
		write(other, "between")
		write(mine, "finds it") // no need to wait for the next look
		if !told(time.Millisecond) {
			t.Error("a write that ours came upon was not told")
		}
		ok(t, other.ChangeKey(t.Context()))
		if !told(time.Second) {
			t.Error("a replaced file was not told")
		}
		stop()
		if _, open := <-ear; open {
			t.Error("the channel is open after its context ended")
		}
		if _, open := <-mine.Changed(listening); open {
			t.Error("a channel of an ended context is open")
		}
		again := mine.Changed(t.Context())
		ok(t, mine.Close())
		if _, open := <-again; open {
			t.Error("the channel is open after the store was closed")
		}
	})
}

// TestOneBadWrite shares a transaction with good ones and leaves nothing behind.
func TestOneBadWrite(t *testing.T) {
	t.Parallel()
	s := opened(t, config(t))
	r := s.In("ws")
	ok(t, s.gate.Acquire(t.Context(), readers)) // the writer waits while they gather
	const good = 20
	errs := make(chan error, good)
	bad := make(chan error, 1)
	for i := range good {
		go func() { errs <- r.SetPreference(t.Context(), strings.Repeat("k", i+1), "v") }()
	}
	why := errors.New("no")
	go func() {
		bad <- s.update(t.Context(), "spoil", func(tx txn) error {
			v := "spoilt"
			return errors.Join(preferences().put(tx, "ws", []byte("bad"), &v), why)
		})
	}()
	for queued(s) <= good {
		runtime.Gosched()
	}
	before := must[meta](t)(metaOf(s.place))
	s.gate.Release(readers)
	if err := <-bad; !errors.Is(err, why) {
		t.Errorf("the bad write: %v", err)
	}
	for range good {
		ok(t, <-errs)
	}
	after := must[meta](t)(metaOf(s.place))
	if n := after.txid - before.txid; n != 1 {
		t.Errorf("%d writes took %d transactions", good, n)
	}
	if got := must[map[string]string](t)(r.Preferences(t.Context())); len(got) != good || got["bad"] != "" {
		t.Errorf("%d preferences are kept, want %d good ones", len(got), good)
	}
}

func queued(s *Store) int {
	s.writer.mu.Lock()
	defer s.writer.mu.Unlock()
	return len(s.writer.ops)
}

func metaOf(p place) (meta, error) {
	f, err := os.Open(string(p))
	if err != nil {
		return meta{}, err
	}
	defer f.Close() //nolint:errcheck // it was only read
	return p.lookAt(f)
}

func TestClosed(t *testing.T) {
	t.Parallel()
	cfg := config(t)
	s := must[*Store](t)(Open(t.Context(), cfg))
	ok(t, s.Close())
	wantFault(t, "a write", s.In("ws").SetPreference(t.Context(), "a", "b"), ErrClosed, model.KindUnexpected, cfg.Path)
	_, err := s.In("ws").Preferences(t.Context())
	wantFault(t, "a read", err, ErrClosed, model.KindUnexpected, cfg.Path)
	wantFault(t, "a new key", s.ChangeKey(t.Context()), ErrClosed, model.KindUnexpected, cfg.Path)
	ok(t, s.Close())
}

// TestBadIDs are refused before anything is written.
func TestBadIDs(t *testing.T) {
	t.Parallel()
	s := opened(t, config(t))
	r, ctx := s.In("ws"), t.Context()
	for _, id := range []string{"", strings.Repeat("x", maxKey+1)} {
		_, ruleErr := saveRule(ctx, r, Envelope{ID: id}, "", "")
		_, leaseErr := r.Acquire(ctx, id, "me", time.Minute)
		for i, err := range []error{
			ruleErr, leaseErr, r.SaveDraft(ctx, id, nil), r.DropDraft(ctx, id), r.SetPreference(ctx, id, "x"), r.SaveView(ctx, View{ID: id}), r.DropView(ctx, id), r.Track(ctx, model.Tracked{ID: id}),
			r.Untrack(ctx, id), r.Snooze(ctx, Snooze{Subject: id}), r.Wake(ctx, id), r.Release(ctx, Lease{Name: id}),
		} {
			if model.KindOf(err) != model.KindInvalid {
				t.Errorf("an id of %d bytes, case %d: %v", len(id), i, err)
			}
		}
	}
	if _, err := r.Acquire(ctx, "l", "", time.Minute); model.KindOf(err) != model.KindInvalid {
		t.Errorf("a lease for nobody: %v", err)
	}
	longest := strings.Repeat("x", maxKey)
	must[Envelope](t)(saveRule(ctx, r, Envelope{ID: longest}, "", ""))
	if h := must[[]Edit](t)(r.History(ctx, longest)); len(h) != 1 {
		t.Errorf("the longest id has %d edits", len(h))
	}
	ok(t, s.view(ctx, "look", func(tx txn) error {
		return tx.tx.ForEach(func([]byte, *bbolt.Bucket) error { return nil })
	}))
}

// TestClockSetBack ends a lease that would otherwise be held for as long as the clock was wrong.
func TestClockSetBack(t *testing.T) {
	t.Parallel()
	cfg := config(t)
	now := time.Date(2027, 3, 1, 12, 0, 0, 0, time.UTC)
	cfg.Now = func() time.Time { return now }
	r := opened(t, cfg).In("ws")
	ahead := must[Lease](t)(r.Acquire(t.Context(), "engine", "A", time.Minute))
	now = now.Add(-24 * time.Hour)
	taken := must[Lease](t)(r.Acquire(t.Context(), "engine", "B", time.Minute))
	if taken.Fence != ahead.Fence+1 || taken.Holder != "B" {
		t.Errorf("after the clock was set back: %+v", taken)
	}
	if _, err := r.Begin(t.Context(), ahead, Step{Rule: "r", Lock: "l"}); !errors.Is(err, ErrHeld) {
		t.Errorf("the one before goes on: %v", err)
	}
}

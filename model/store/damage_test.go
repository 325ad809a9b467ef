package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"go.etcd.io/bbolt"
	"pgregory.net/rapid"

	"seamdash/model"
)

// sample is a store with every kind of page: branches, leaves, records over many pages, buckets kept in place and as
// trees of their own, and a list of free pages.
func sample(tb testing.TB) (Config, []byte) {
	tb.Helper()
	cfg := config(tb)
	s := must[*Store](tb)(Open(tb.Context(), cfg))
	r := s.In("ws")
	ok(tb, r.SetPreference(tb.Context(), "theme", "dark"))
	ok(tb, s.In("small").SetPreference(tb.Context(), "theme", "light"))
	big := Envelope{ID: "big", Body: bytes.Repeat([]byte("b"), 20_000)}
	must[Envelope](tb)(saveRule(tb.Context(), r, big, "me", ""))
	must[[]Envelope](tb)(r.Save(tb.Context(), Batch{Sets: []Change{{Envelope: Envelope{ID: "us", Body: []byte("days")}}}}))
	ok(tb, r.SaveDraft(tb.Context(), "new", []byte("half a rule")))
	ok(tb, r.SaveSnapshot(tb.Context(), bigSnapshot(40, 6)))
	ok(tb, r.SaveSnapshot(tb.Context(), bigSnapshot(10, 6)))
	ok(tb, s.Close())
	walked := report(tb, cfg)
	if walked.FreePages == 0 || walked.Records < 13 || walked.Workspaces != 2 {
		tb.Fatalf("the sample does not have what the tests need: %+v", walked)
	}
	return cfg, must[[]byte](tb)(os.ReadFile(cfg.Path))
}

func report(tb testing.TB, cfg Config) Report {
	tb.Helper()
	return must[Report](tb)(Check(context.WithoutCancel(tb.Context()), cfg))
}

// readAll opens a store and reads everything in it.
func readAll(ctx context.Context, cfg Config) (err error) {
	s, err := Open(ctx, cfg)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	r := s.In("ws")
	if _, err = r.Preferences(ctx); err != nil {
		return err
	}
	if _, err = r.History(ctx, "big"); err != nil {
		return err
	}
	snap, _, err := r.Snapshot(ctx)
	if err != nil {
		return err
	}
	if _, err := r.Drafts(ctx); err != nil {
		return err
	}
	shelf, err := r.Shelf(ctx, "")
	if err == nil && (len(shelf.Rules) != 1 || len(shelf.Sets) != 1 || snap == nil || len(snap.Locks) != 10) {
		err = errors.New("something is not there")
	}
	return err
}

// TestTruncated cuts the file at every 4 KiB: it is refused with words and left as it is, or nothing that is in use was
// cut away.
func TestTruncated(t *testing.T) {
	t.Parallel()
	cfg, whole := sample(t)
	refused, fine := 0, 0
	for at := 0; at < len(whole); at += 4096 {
		cut := cfg
		cut.Path = filepath.Join(t.TempDir(), "cut.db")
		ok(t, os.WriteFile(cut.Path, whole[:at], 0o600))
		err := readAll(t.Context(), cut)
		if err == nil {
			fine++
			continue
		}
		refused++
		wantFault(t, fmt.Sprint("cut at ", at), err, ErrDamaged, model.KindUnexpected, cut.Path)
		if !bytes.Equal(whole[:at], must[[]byte](t)(os.ReadFile(cut.Path))) {
			t.Errorf("cut at %d: the file was touched", at)
		}
		_, err = Check(t.Context(), cut)
		wantFault(t, fmt.Sprint("check, cut at ", at), err, ErrDamaged, model.KindUnexpected, cut.Path)
		if err := Backup(t.Context(), cut, cut.Path+".copy"); err == nil {
			t.Errorf("cut at %d: a backup was made of it", at)
		}
	}
	if refused < 5 || fine < 1 {
		t.Errorf("%d cuts were refused and %d were harmless; the sample should have both", refused, fine)
	}
}

// TestCutWhileOpen cuts the file under a store that is open, as a broken disk or a careless hand would.
func TestCutWhileOpen(t *testing.T) {
	t.Parallel()
	cfg, _ := sample(t)
	s := must[*Store](t)(Open(t.Context(), cfg))
	defer s.Close() //nolint:errcheck // its file is broken
	ok(t, os.Truncate(cfg.Path, 4*4096))
	_, err := s.In("ws").Shelf(t.Context(), "")
	wantFault(t, "a read", err, ErrDamaged, model.KindUnexpected, cfg.Path)
	err = s.In("ws").SetPreference(t.Context(), "a", "b")
	wantFault(t, "a write", err, ErrDamaged, model.KindUnexpected, cfg.Path)
}

// TestCutWhileReading takes pages away from under a transaction: touching them is a fault of the memory, which ends in
// an error and not the program.
func TestCutWhileReading(t *testing.T) {
	t.Parallel()
	cfg, whole := sample(t)
	s := must[*Store](t)(Open(t.Context(), cfg))
	defer s.Close() //nolint:errcheck // its file is broken
	cutAndPut := func(tx txn) error {
		ok(t, os.Truncate(cfg.Path, 4096))
		_, err := lockRecords().list(tx, "ws")
		return err
	}
	wantFault(t, "a read", s.view(t.Context(), "read", cutAndPut), ErrDamaged, model.KindUnexpected, cfg.Path)
	ok(t, os.WriteFile(cfg.Path, whole, 0o600))
	wantFault(t, "a write", s.update(t.Context(), "write", cutAndPut), ErrDamaged, model.KindUnexpected, cfg.Path)
	ok(t, os.WriteFile(cfg.Path, whole, 0o600))
	ok(t, s.In("ws").SetPreference(t.Context(), "a", "still works")) // no lock was left behind
}

// TestDamaged changes bytes anywhere. The store is refused with words, or all that it gives is right: the seal finds
// what the survey does not look at. The program survives every file.
func TestDamaged(t *testing.T) {
	t.Parallel()
	cfg, whole := sample(t)
	used := int(must[meta](t)(readMeta(bytes.NewReader(whole), int64(len(whole)))).highWater) * 4096
	refused, fine := 0, 0
	dir := t.TempDir()
	rapid.Check(t, func(t *rapid.T) {
		bad := bytes.Clone(whole)
		for range rapid.IntRange(1, 4).Draw(t, "bytes") {
			at := rapid.IntRange(0, used-1).Draw(t, "at")
			if rapid.Bool().Draw(t, "in a head") {
				at = at&^4095 + at%64 // where pages say what they are
			}
			bad[at] = rapid.Byte().Draw(t, "value")
		}
		broken := cfg
		broken.Path = filepath.Join(dir, "broken.db")
		ok(t, os.WriteFile(broken.Path, bad, 0o600))
		err := readAll(t.Context(), broken)
		if err == nil {
			fine++
			return
		}
		refused++
		if errors.Is(err, ErrDamaged) || errors.Is(err, ErrForeign) || errors.Is(err, ErrKey) || errors.Is(err, ErrNewer) {
			return
		}
		if !strings.Contains(err.Error(), "something is not there") {
			t.Errorf("not what damage is called: %v", err)
		}
	})
	if (refused == 0 || fine == 0) && !testing.Short() {
		t.Errorf("%d files were refused and %d were fine; both should happen", refused, fine)
	}
}

// TestForeignFiles opens what other programs write.
func TestForeignFiles(t *testing.T) {
	t.Parallel()
	other := filepath.Join(t.TempDir(), "other.db")
	db := must[*bbolt.DB](t)(bbolt.Open(other, 0o600, &bbolt.Options{Timeout: boltSlack}))
	ok(t, db.Update(func(tx *bbolt.Tx) error {
		_, err := tx.CreateBucket([]byte("somebody's"))
		return err
	}))
	ok(t, db.Close())
	for name, content := range map[string][]byte{
		"text":              []byte("a shopping list\n"),
		"a long text":       bytes.Repeat([]byte("a shopping list\n"), 10_000),
		"sqlite":            append([]byte("SQLite format 3\x00"), make([]byte, 8176)...),
		"one byte":          {7},
		"another bolt file": must[[]byte](t)(os.ReadFile(other)),
	} {
		cfg := config(t)
		ok(t, os.WriteFile(cfg.Path, content, 0o600))
		_, err := Open(t.Context(), cfg)
		cause, kind := ErrForeign, model.KindRefused
		if name == "one byte" {
			cause, kind = ErrDamaged, model.KindUnexpected
		}
		wantFault(t, name, err, cause, kind, cfg.Path)
		if !bytes.Equal(content, must[[]byte](t)(os.ReadFile(cfg.Path))) {
			t.Errorf("%s: the file was touched", name)
		}
	}
}

// TestZeroes is what a file system makes of a file whose content was lost in a power cut.
func TestZeroes(t *testing.T) {
	t.Parallel()
	cfg := config(t)
	ok(t, os.WriteFile(cfg.Path, make([]byte, 65536), 0o600))
	_, err := Open(t.Context(), cfg)
	wantFault(t, "only zeroes", err, ErrDamaged, model.KindUnexpected, cfg.Path)
}

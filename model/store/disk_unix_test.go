//go:build !windows

package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"seamdash/model"
)

// childFillsDisk may not make any file longer than a limit, which the system answers like a full disk, and says how
// many of its writes were acknowledged before.
func childFillsDisk(ctx context.Context, cfg Config) error {
	signal.Ignore(syscall.SIGXFSZ)
	limit := syscall.Rlimit{Cur: 400 << 10, Max: 400 << 10}
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
		return err
	}
	s, err := Open(ctx, cfg)
	if err != nil {
		return err
	}
	n, err := fillUp(ctx, s.In("ws"))
	fmt.Println(n) //nolint:forbidigo // to the parent
	if err != nil {
		return err
	}
	return s.Close()
}

// fillUp logs until the disk is full and gives the number of acknowledged entries.
func fillUp(ctx context.Context, r *Room) (int, error) {
	for n := 0; ; n++ {
		_, err := r.Log(ctx, model.Write{Detail: strings.Repeat("x", 4000)})
		if err == nil {
			continue
		}
		if model.KindOf(err) != model.KindUnexpected || !strings.Contains(err.Error(), ErrFull.Error()) {
			return n, fmt.Errorf("not what a full disk is called: %w", err)
		}
		return n, nil
	}
}

func TestFullDiskInAnotherProcess(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "store.db")
	cmd := child(t, "fill", path)
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v: %s", err, cmd.Stderr)
	}
	afterFullDisk(t, shared(path), strings.TrimSpace(string(out)))
}

// TestFullDisk fills a small file system, which needs the rights to mount one.
func TestFullDisk(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	smallDisk(t, dir)
	cfg := shared(filepath.Join(dir, "store.db"))
	s := must[*Store](t)(Open(t.Context(), cfg))
	n := must[int](t)(fillUp(t.Context(), s.In("ws")))
	if err := s.Backup(t.Context(), cfg.Path+".backup"); err == nil {
		t.Error("a backup had room on a full disk")
	}
	left := must[[]os.DirEntry](t)(os.ReadDir(dir))
	if len(left) != 2 { // the store and its key
		t.Errorf("%d files are left, want 2: a backup that failed takes its draft along", len(left))
	}
	ok(t, s.Close())
	afterFullDisk(t, cfg, fmt.Sprint(n))
}

// afterFullDisk wants exactly what was acknowledged, and that deleting makes room again.
func afterFullDisk(t *testing.T, cfg Config, acknowledged string) {
	t.Helper()
	r := opened(t, cfg).In("ws")
	log := must[[]model.Write](t)(r.Audit(t.Context(), AuditQuery{}))
	if fmt.Sprint(len(log)) != acknowledged || len(log) < 10 {
		t.Fatalf("%d entries are kept, %s were acknowledged", len(log), acknowledged)
	}
	later := cfg
	later.Now = func() time.Time { return time.Now().Add(longest + time.Hour) }
	must[model.Write](t)(opened(t, later).In("ws").Log(t.Context(), model.Write{Detail: "the rest is forgotten"}))
	must[model.Write](t)(r.Log(t.Context(), model.Write{Detail: strings.Repeat("x", 4000)}))
}

func TestUnsafePlaces(t *testing.T) {
	t.Parallel()
	here := config(t)
	opened(t, here)
	root := os.Geteuid() == 0
	for name, c := range map[string]struct {
		prepare func(dir, path string) error
		cause   error
		kind    model.Kind
		skip    bool
	}{
		"a link": {
			prepare: func(_, path string) error { return os.Symlink(here.Path, path) }, cause: ErrPlace, kind: model.KindRefused,
		},
		"a link to nothing": {
			prepare: func(_, path string) error { return os.Symlink("/nowhere/at/all", path) }, cause: ErrPlace, kind: model.KindRefused,
		},
		"a directory": {prepare: func(_, path string) error { return os.Mkdir(path, 0o700) }, cause: ErrPlace, kind: model.KindRefused},
		"a pipe":      {prepare: func(_, path string) error { return syscall.Mkfifo(path, 0o600) }, cause: ErrPlace, kind: model.KindRefused},
		"a file that others may read": {
			prepare: func(_, path string) error { return copyFile(here.Path, path, 0o644) }, cause: ErrPlace, kind: model.KindRefused,
		},
		"a read-only file": {
			prepare: func(_, path string) error { return copyFile(here.Path, path, 0o400) }, cause: ErrPlace, kind: model.KindRefused,
		},
		"somebody else's file": {
			prepare: func(_, path string) error {
				return orElse(copyFile(here.Path, path, 0o600), func() error { return os.Chown(path, 12345, 12345) })
			}, cause: ErrPlace, kind: model.KindRefused, skip: !root,
		},
		"somebody else's directory": {
			prepare: func(dir, _ string) error { return os.Chown(dir, 12345, 12345) }, cause: ErrPlace, kind: model.KindRefused, skip: !root,
		},
		"a directory where everybody may write": {
			prepare: func(dir, _ string) error { return os.Chmod(dir, 0o777) }, cause: ErrPlace, kind: model.KindRefused,
		},
		"a read-only directory": {
			prepare: func(dir, _ string) error { return os.Chmod(dir, 0o500) }, cause: ErrPlace, kind: model.KindRefused, skip: root,
		},
		"a missing directory in a missing one": {
			prepare: func(dir, _ string) error { return os.Remove(dir) }, cause: ErrPlace, kind: model.KindRefused,
		},
		"a file in place of the directory": {
			prepare: func(dir, _ string) error {
				return orElse(os.Remove(dir), func() error { return os.WriteFile(dir, nil, 0o600) })
			},
			cause: ErrPlace, kind: model.KindRefused,
		},
		"a directory behind somebody else's link": {
			prepare: func(dir, _ string) error {
				return orElse(os.Remove(dir), func() error {
					return orElse(os.Symlink(filepath.Dir(here.Path), dir), func() error { return os.Lchown(dir, 12345, 12345) })
				})
			}, cause: ErrPlace, kind: model.KindRefused, skip: !root,
		},
		"a directory below one where everybody may write": {
			prepare: func(dir, path string) error {
				return orElse(copyFile(here.Path, path, 0o600), func() error { return os.Chmod(filepath.Dir(dir), 0o777) })
			}, cause: ErrPlace, kind: model.KindRefused,
		},
		"a file with a second name where everybody may make names": {
			prepare: func(dir, path string) error {
				return orElse(os.Link(here.Path, path), func() error { return os.Chmod(dir, 0o777|os.ModeSticky) })
			}, cause: ErrPlace, kind: model.KindRefused,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if c.skip {
				t.Skip("this needs other rights than the ones at hand")
			}
			dir := filepath.Join(t.TempDir(), "place")
			ok(t, os.Mkdir(dir, 0o700))
			path := filepath.Join(dir, "store.db")
			ok(t, c.prepare(dir, path))
			if strings.Contains(name, "missing one") {
				path = filepath.Join(dir, "below", "store.db")
			}
			s, err := Open(t.Context(), Config{Path: path, Keys: newMemory()})
			if err == nil {
				ok(t, s.Close())
			}
			wantFault(t, name, err, c.cause, c.kind, path)
			if model.HintOf(err) == "" {
				t.Error("no hint says what to do")
			}
		})
	}
}

func orElse(err error, next func() error) error {
	if err != nil {
		return err
	}
	return next()
}

func copyFile(from, to string, mode os.FileMode) error {
	b, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	return orElse(os.WriteFile(to, b, mode), func() error { return os.Chmod(to, mode) })
}

// TestRestoreWaitsForNoPipe, and what was put aside in the same second stays.
func TestRestoreWaitsForNoPipe(t *testing.T) {
	t.Parallel()
	cfg := config(t)
	at := time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)
	cfg.Now = func() time.Time { return at }
	opened(t, cfg)
	pipe, backup := cfg.Path+".pipe", cfg.Path+".backup"
	ok(t, syscall.Mkfifo(pipe, 0o600))
	_, err := Restore(t.Context(), cfg, pipe)
	wantFault(t, "a pipe", err, ErrForeign, model.KindRefused, pipe)
	ok(t, Backup(t.Context(), cfg, backup))
	kept := must[string](t)(Restore(t.Context(), cfg, backup))
	before := must[[]byte](t)(os.ReadFile(kept))
	if again, err := Restore(t.Context(), cfg, backup); !errors.Is(err, fs.ErrExist) {
		t.Errorf("what was put aside a moment ago makes way: %q, %v", again, err)
	}
	if !bytes.Equal(before, must[[]byte](t)(os.ReadFile(kept))) {
		t.Error("what was put aside is another file now")
	}
}

// TestALinkedDirectory of the person's own is as good as the directory.
func TestALinkedDirectory(t *testing.T) {
	t.Parallel()
	here := config(t)
	opened(t, here)
	linked := filepath.Join(t.TempDir(), "linked")
	ok(t, os.Symlink(filepath.Dir(here.Path), linked))
	opened(t, Config{Path: filepath.Join(linked, filepath.Base(here.Path)), Keys: here.Keys})
}

// TestModes looks at what a new store is made with.
func TestModes(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "new", "store.db")
	opened(t, Config{Path: path, Keys: newMemory()})
	for at, want := range map[string]os.FileMode{path: 0o600, filepath.Dir(path): 0o700} {
		if got := must[os.FileInfo](t)(os.Stat(at)).Mode().Perm(); got != want {
			t.Errorf("%s has the mode %04o, want %04o", at, got, want)
		}
	}
}

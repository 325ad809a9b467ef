//go:build unix

package config

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestPipesAreNotWaitedFor: a pipe without a writer would be waited for without end. Here it has one, and the settings
// in it are good, so that a Load that opens it is caught instead of hanging.
func TestPipesAreNotWaitedFor(t *testing.T) {
	t.Parallel()
	pipe := filepath.Join(t.TempDir(), "pipe.toml")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	both, err := os.OpenFile(pipe, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = both.Close() }()
	if _, err := both.WriteString("theme = 'dark'\n"); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{pipe: "not a file", "/dev/zero": "not a file"} {
		for name, read := range map[string]func() error{
			"load":  func() error { _, err := Load(path, true); return err },
			"check": func() error { _, err := Check(path); return err },
		} {
			if err := read(); err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("%s of %s: %v, want %q", name, path, err, want)
			}
		}
	}
}

// TestNoConfiguration: what stands for none is none, also under another name.
func TestNoConfiguration(t *testing.T) {
	t.Parallel()
	link := filepath.Join(t.TempDir(), "config.toml")
	if err := os.Symlink(os.DevNull, link); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{os.DevNull, link} {
		if f, err := Load(path, true); err != nil || len(f.top) != 0 {
			t.Errorf("%s: %+v, %v", path, f, err)
		}
	}
}

// TestLinksOfOthers: a link of the person's own is followed, as managers of dotfiles make them; what others could have written or
// planted is refused, and it is told which part of the way is theirs.
func TestLinksOfOthers(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	dotfiles := filepath.Join(home, "dotfiles")
	link, path := filepath.Join(dotfiles, "config.toml"), filepath.Join(home, "seamdash", "config.toml")
	if err := errors.Join(os.Mkdir(dotfiles, 0o755), os.Symlink(dotfiles, filepath.Join(home, "seamdash")), os.Symlink("real.toml", link)); err != nil {
		t.Fatal(err)
	}
	target := written(t, dotfiles, "real.toml", "theme = 'dark'", 0o644)
	chmod := func(path string, mode os.FileMode) func() error { return func() error { return os.Chmod(path, mode) } }
	spoiled(t, path, chmod(target, 0o646), chmod(target, 0o644), "everybody on this machine may change it")
	spoiled(t, path, chmod(dotfiles, 0o757), chmod(dotfiles, 0o755), dotfiles+": everybody may write in this directory")
	if os.Geteuid() != 0 {
		return // only root can give files to others; model/custody judges made-up owners for everybody
	}
	const root, someone = 0, 54321
	give := func(path string, to int) func() error { return func() error { return os.Lchown(path, to, to) } }
	spoiled(t, path, give(target, someone), give(target, root), "it belongs to somebody else (user 54321)")
	spoiled(t, path, give(link, someone), give(link, root), link+": it is a link that somebody else made (user 54321)")
	spoiled(t, path, give(dotfiles, someone), give(dotfiles, root), dotfiles+": the directory belongs to somebody else (user 54321)")
}

// spoiled wants a configuration to be read, to be refused in words while it is spoiled, and to be read again when it is mended.
func spoiled(t *testing.T, path string, spoil, mend func() error, want string) {
	t.Helper()
	sound := func() {
		if f, err := Load(path, true); err != nil || len(f.top) != 1 || Custody(path) != nil {
			t.Errorf("a linked configuration: %+v, %v", f, err)
		}
	}
	sound()
	if err := spoil(); err != nil {
		t.Fatal(err)
	}
	_, err := Load(path, true)
	if m, ok := errors.AsType[*Mistake](err); !ok || !strings.Contains(m.What, want) || m.Hint == "" {
		t.Errorf("%v, want %q and a hint", err, want)
	}
	if Custody(path) == nil {
		t.Errorf("%s: nothing is said of it", want)
	}
	if err := mend(); err != nil {
		t.Fatal(err)
	}
	sound()
}

// TestNoFileWhereOthersWrite: that there is none is nobody's choice.
func TestNoFileWhereOthersWrite(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := os.Chmod(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	if _, err := Load(filepath.Join(dir, "config.toml"), false); err != nil {
		t.Error(err)
	}
	if _, err := Load(written(t, dir, "config.toml", "", 0o600), false); err == nil {
		t.Error("one that anybody could have put there is read")
	}
}

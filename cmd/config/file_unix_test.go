//go:build unix

package config

import (
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

package custody

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

// alone fails when there is anything but these names in a folder.
func alone(t *testing.T, folder string, names ...string) {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil || len(entries) != len(names) {
		t.Fatalf("%v, %v, want %q", entries, err, names)
	}
	for i, e := range entries {
		if e.Name() != names[i] {
			t.Errorf("there is %s, want %s", e.Name(), names[i])
		}
	}
}

func TestWriting(t *testing.T) {
	t.Parallel()
	top := t.TempDir()
	path := filepath.Join(top, "out")
	for _, step := range []struct {
		text  string
		over  bool
		cause error
		left  string
	}{
		{"one", false, nil, "one"},
		{"two", false, fs.ErrExist, "one"},
		{"three", true, nil, "three"},
		{"", true, nil, ""},
	} {
		if err := Write(path, []byte(step.text), step.over); !errors.Is(err, step.cause) {
			t.Errorf("%q: %v, want %v", step.text, err, step.cause)
		}
		text, err := os.ReadFile(path)
		if err != nil || string(text) != step.left {
			t.Errorf("after %q there is %q, %v", step.text, text, err)
		}
		info, err := os.Stat(path)
		if err != nil || step.cause == nil && runtime.GOOS != "windows" && info.Mode() != FileMode {
			t.Errorf("after %q: %v, %v", step.text, info.Mode(), err)
		}
		if err := os.Chmod(path, 0o666); err != nil { // what is written over it is for nobody else again
			t.Fatal(err)
		}
		alone(t, top, "out")
	}
	for _, path := range []string{top + "/", filepath.Join(top, "missing", "out")} {
		if err := Write(path, nil, true); err == nil {
			t.Errorf("%s is written", path)
		}
	}
}

// TestLinksInThePlaceOfAFile: what is behind a link stays as it is, and so does the link.
func TestLinksInThePlaceOfAFile(t *testing.T) {
	t.Parallel()
	top := t.TempDir()
	precious := filepath.Join(top, "precious")
	if err := os.WriteFile(precious, []byte("precious"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, to := range map[string]string{"link": precious, "dangling": filepath.Join(top, "new"), "folder": top} {
		path := filepath.Join(top, name)
		if err := os.Symlink(to, path); err != nil {
			t.Skip("no links here:", err)
		}
		if err := Write(path, []byte("x"), false); !errors.Is(err, fs.ErrExist) {
			t.Errorf("%s: %v", name, err)
		}
		if err := Write(path, []byte("x"), true); !errors.Is(err, ErrNoFile) {
			t.Errorf("%s, over it: %v", name, err)
		}
	}
	if text, err := os.ReadFile(precious); string(text) != "precious" || err != nil {
		t.Errorf("%q, %v", text, err)
	}
	alone(t, top, "dangling", "folder", "link", "precious")
}

// TestNothingIsReadHalf writes over a file that somebody else reads all the time.
func TestNothingIsReadHalf(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "out")
	const size, rounds = 1 << 18, 30
	write := func(round int) error { return Write(path, bytes.Repeat([]byte{'a' + byte(round%2)}, size), true) }
	if err := write(0); err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() {
		var err error
		for round := range rounds {
			err = errors.Join(err, write(round))
		}
		done <- err
	}()
	for reads := 0; ; reads++ {
		text, err := os.ReadFile(path)
		if err != nil || len(text) != size || bytes.Count(text, text[:1]) != size {
			t.Fatalf("read %d: %d bytes, %v", reads, len(text), err)
		}
		select {
		case err := <-done:
			if err != nil || reads == 0 {
				t.Errorf("%v, after %d reads", err, reads)
			}
			return
		default:
		}
	}
}

// TestFilesInPlaceOfDirectories: as root, a device could be replaced.
func TestFilesInPlaceOfDirectories(t *testing.T) {
	t.Parallel()
	top := t.TempDir()
	folder := filepath.Join(top, "folder")
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := Write(folder, []byte("x"), true); !errors.Is(err, ErrNoFile) {
		t.Errorf("over a directory: %v", err)
	}
	alone(t, top, "folder")
}

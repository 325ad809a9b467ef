//go:build unix

package custody

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// someone is a user that is neither root nor whoever runs the tests.
const someone = 54321

// onlyRoot skips where files cannot be given to others.
func onlyRoot(t *testing.T) {
	t.Helper()
	if os.Geteuid() != 0 {
		t.Skip("only root can give files to others; TestWhoHasAHandInIt holds the same on a made-up machine")
	}
}

func ok(t *testing.T, errs ...error) {
	t.Helper()
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
}

func written(t *testing.T, path string, mode fs.FileMode) string {
	t.Helper()
	ok(t, os.WriteFile(path, []byte("theme = 'dark'"), mode), os.Chmod(path, mode))
	return path
}

// opens wants a file to be opened, or refused in words because others have a hand in it.
func opens(t *testing.T, path, refused string) {
	t.Helper()
	file, err := Open(path)
	if err == nil {
		ok(t, file.Close())
	}
	if refused == "" && err != nil || refused != "" && (!errors.Is(err, ErrOthers) || !strings.Contains(err.Error(), refused)) {
		t.Errorf("%s: %v, want %q", path, err, refused)
	}
}

// TestFilesOfOthersOnThisMachine is TestWhoHasAHandInIt for what the system itself says.
func TestFilesOfOthersOnThisMachine(t *testing.T) {
	t.Parallel()
	onlyRoot(t)
	top := t.TempDir()
	mine := written(t, filepath.Join(top, "mine"), 0o600)
	hers := written(t, filepath.Join(top, "hers"), 0o644)
	planted, folder := filepath.Join(top, "planted"), filepath.Join(top, "folder")
	ok(t, os.Chown(hers, someone, someone), os.Symlink(mine, planted), os.Lchown(planted, someone, someone))
	ok(t, os.Mkdir(folder, 0o755), os.Chown(folder, someone, someone))
	inside := written(t, filepath.Join(folder, "mine"), 0o600)
	mates := written(t, filepath.Join(top, "mates"), 0o660)
	ok(t, os.Chown(mates, 0, someone))
	shared := filepath.Join(top, "shared")
	ok(t, os.Mkdir(shared, 0o777), os.Chmod(shared, fs.ModeSticky|0o777), os.Link(mine, filepath.Join(shared, "second")))
	for path, want := range map[string]string{
		mine: "", hers: "belongs to somebody else (user 54321)", planted: "a link that somebody else made", inside: "the directory belongs to somebody else",
		mates: "the group 54321 may change it", filepath.Join(shared, "second"): "it has a second name",
	} {
		opens(t, path, want)
	}
	for _, path := range []string{folder, filepath.Join(folder, "new")} {
		if err := Dir(path); !errors.Is(err, ErrOthers) {
			t.Errorf("the directory %s: %v", path, err)
		}
	}
	if err := MakeDir(filepath.Join(folder, "made")); !errors.Is(err, ErrOthers) {
		t.Errorf("a directory in somebody else's: %v", err)
	}
	ok(t, os.Symlink(folder, planted+"-dir"), os.Lchown(planted+"-dir", someone, someone))
	if err := Write(filepath.Join(planted+"-dir", "x"), nil, false); !errors.Is(err, ErrOthers) {
		t.Errorf("written behind a link that somebody else made: %v", err)
	}
}

// TestOpening reads what may be read, whole, and waits for nothing.
func TestOpening(t *testing.T) {
	t.Parallel()
	top := t.TempDir()
	mine, pipe, linked := written(t, filepath.Join(top, "mine"), 0o600), filepath.Join(top, "pipe"), filepath.Join(top, "linked")
	ok(t, syscall.Mkfifo(pipe, 0o600), os.Symlink("mine", linked))
	open := written(t, filepath.Join(top, "open"), 0o644)
	for name, tc := range map[string]struct {
		path  string
		with  func(string) (*os.File, error)
		cause error
	}{
		"mine":                {mine, Open, nil},
		"mine, secret":        {mine, OpenSecret, nil},
		"linked":              {linked, Open, nil},
		"linked, secret":      {linked, OpenSecret, ErrNoFile},
		"read by all":         {open, Open, nil},
		"read by all, secret": {open, OpenSecret, ErrReadable},
		"a pipe":              {pipe, Open, ErrNoFile},
		"a directory":         {top, Open, ErrNoFile},
		"nothing":             {mine + "-not", Open, fs.ErrNotExist},
	} {
		file, err := tc.with(tc.path)
		if !errors.Is(err, tc.cause) {
			t.Errorf("%s: %v, want %v", name, err, tc.cause)
		}
		if err != nil {
			continue
		}
		if text, err := io.ReadAll(file); string(text) != "theme = 'dark'" || err != nil {
			t.Errorf("%s: %q, %v", name, text, err)
		}
		ok(t, file.Close())
	}
	if err := errors.Join(File(linked), Secret(mine), Dir(top)); err != nil {
		t.Error(err)
	}
	if File(pipe) == nil || Secret(linked) == nil || Secret(open) == nil || Dir(mine) == nil {
		t.Error("what is refused when it is opened is taken when it is judged")
	}
}

func TestMyOwnGroup(t *testing.T) {
	t.Parallel()
	const groups = "root:x:0:\nusers:x:100:\nme:x:1000:\nshared:x:1001:me\nher:x:1002:\nwe:x:1003:we,www\nI:x:1004:I\nbroken\n"
	for _, tc := range []struct {
		me   string
		gid  int
		want bool
	}{
		{"me", 1000, true},
		{"I", 1004, true},
		{"me", 1001, false},
		{"me", 1002, false},
		{"we", 1003, false},
		{"me", 100, false},
		{"me", 7, false},
		{"root", 0, true},
	} {
		if got := isPrivateIn(groups, tc.me, tc.gid); got != tc.want {
			t.Errorf("the group %d of %s: %v", tc.gid, tc.me, got)
		}
	}
	if isPrivate(someone) {
		t.Error("a group that I am not in is mine")
	}
}

// TestPipesAreNotReplaced stands for devices too, of which root could replace even /dev/null.
func TestPipesAreNotReplaced(t *testing.T) {
	t.Parallel()
	pipe := filepath.Join(t.TempDir(), "pipe")
	ok(t, syscall.Mkfifo(pipe, 0o600))
	if err := Write(pipe, nil, true); !errors.Is(err, ErrNoFile) {
		t.Errorf("over a pipe: %v", err)
	}
	info, err := os.Lstat(pipe)
	if ok(t, err); info.Mode()&fs.ModeNamedPipe == 0 {
		t.Errorf("it is now %v", info.Mode())
	}
}

// TestMakingDirectories: nothing is made behind what is refused.
func TestMakingDirectories(t *testing.T) {
	t.Parallel()
	top := t.TempDir()
	deep := filepath.Join(top, "a", "b", "c")
	ok(t, MakeDir(deep), MakeDir(deep))
	for _, path := range []string{deep, filepath.Dir(deep), filepath.Join(top, "a")} {
		info, err := os.Stat(path)
		if ok(t, err); info.Mode() != fs.ModeDir|DirMode {
			t.Errorf("%s: %v", path, info.Mode())
		}
	}
	open, dangling := filepath.Join(top, "open"), filepath.Join(top, "dangling")
	ok(t, os.Mkdir(open, 0o777), os.Chmod(open, 0o777), os.Symlink("nowhere", dangling))
	for path, cause := range map[string]error{
		filepath.Join(open, "x", "y"): ErrOthers, dangling: fs.ErrNotExist, filepath.Join(written(t, filepath.Join(top, "file"), 0o600), "x"): ErrNoFile,
	} {
		if err := MakeDir(path); !errors.Is(err, cause) {
			t.Errorf("%s: %v, want %v", path, err, cause)
		}
	}
	alone(t, open)
}

package credentials_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"seamdash/cmd/credentials"
	"seamdash/cmd/credentials/ringtest"
	"seamdash/model"
	"seamdash/model/store"
)

const sealID = "store-ABCDEFGHIJKLMNOP"

func sealing(t *testing.T, ring credentials.Ring) (*credentials.SealingKeys, *[]string) {
	t.Helper()
	said := &[]string{}
	return &credentials.SealingKeys{
		Ring: ring, Dir: filepath.Join(t.TempDir(), "seamdash", "keys"),
		Announce: func(text string) { *said = append(*said, text) },
	}, said
}

func silentRing() *ringtest.Memory {
	ring := &ringtest.Memory{}
	ring.Break(fmt.Errorf("%w: this session has no D-Bus", credentials.ErrSilent))
	return ring
}

// keepsOneKey is what sealing keys promise wherever they are kept.
func keepsOneKey(t *testing.T, keys *credentials.SealingKeys) {
	t.Helper()
	ctx, key := t.Context(), bytes.Repeat([]byte{0, 0xff, '\n', 7}, 8)
	if got, err := keys.Key(ctx, sealID); err == nil {
		t.Errorf("there is a key before it was created: %d bytes", len(got))
	}
	if err := keys.Create(ctx, sealID, key); err != nil {
		t.Fatal(err)
	}
	if err := keys.Create(ctx, sealID, bytes.Repeat([]byte{1}, 32)); err == nil {
		t.Error("a key was replaced")
	}
	for range 2 {
		if got, err := keys.Key(ctx, sealID); err != nil || !bytes.Equal(got, key) {
			t.Errorf("got another key back: %v", err)
		}
	}
}

func TestSealingKeysInTheKeyring(t *testing.T) {
	t.Parallel()
	ring := &ringtest.Memory{}
	keys, said := sealing(t, ring)
	if _, err := keys.Key(t.Context(), sealID); !errors.Is(err, store.ErrNoKey) {
		t.Errorf("before: %v", err)
	}
	keepsOneKey(t, keys)
	if _, err := os.Stat(keys.Dir); err == nil || len(*said) != 0 || len(ring.Held()) != 1 {
		t.Errorf("beside the keyring there is a directory (%v), said %q", err, *said)
	}
}

func TestSealingKeysWithoutAKeyring(t *testing.T) {
	t.Parallel()
	keys, said := sealing(t, silentRing())
	if _, err := keys.Key(t.Context(), sealID); err == nil || errors.Is(err, store.ErrNoKey) {
		t.Errorf("before: %v; the keyring that is silent now may hold the key", err)
	}
	keepsOneKey(t, keys)
	path := filepath.Join(keys.Dir, sealID+".key")
	if len(*said) != 1 || !strings.Contains((*said)[0], path) {
		t.Errorf("said %q, want one announcement of %s", *said, path)
	}
	if runtime.GOOS == "windows" {
		return
	}
	for path, want := range map[string]os.FileMode{path: 0o600, keys.Dir: 0o700} {
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != want {
			t.Errorf("%s: %v, want mode %v", path, info.Mode(), want)
		}
	}
}

// TestWhereASealingKeyIs: a key in the keyring has no file, and one that cannot be had is nowhere.
func TestWhereASealingKeyIs(t *testing.T) {
	t.Parallel()
	inRing, _ := sealing(t, &ringtest.Memory{})
	inFile, _ := sealing(t, silentRing())
	for _, keys := range []*credentials.SealingKeys{inRing, inFile} {
		if file, err := keys.Where(t.Context(), sealID); err == nil || file != "" {
			t.Errorf("before: %q, %v", file, err)
		}
		keepsOneKey(t, keys)
	}
	if file, err := inRing.Where(t.Context(), sealID); err != nil || file != "" {
		t.Errorf("in the keyring: %q, %v", file, err)
	}
	path := filepath.Join(inFile.Dir, sealID+".key")
	if file, err := inFile.Where(t.Context(), sealID); err != nil || file != path {
		t.Errorf("in a file: %q, %v; want %q", file, err, path)
	}
	if err := os.WriteFile(path, []byte("not base64!"), 0o600); err != nil {
		t.Fatal(err)
	}
	if file, err := inFile.Where(t.Context(), sealID); err == nil || file != "" {
		t.Errorf("a file without a key: %q, %v", file, err)
	}
}

// TestAKeyFileOutlivesTheReturnOfTheKeyring: what was sealed without a keyring opens with one too.
func TestAKeyFileOutlivesTheReturnOfTheKeyring(t *testing.T) {
	t.Parallel()
	ring := silentRing()
	keys, _ := sealing(t, ring)
	if err := keys.Create(t.Context(), sealID, []byte("0123456789abcdef0123456789abcdef")); err != nil {
		t.Fatal(err)
	}
	ring.Break(nil)
	if got, err := keys.Key(t.Context(), sealID); err != nil || string(got) != "0123456789abcdef0123456789abcdef" {
		t.Errorf("%q, %v", got, err)
	}
}

func TestKeyFilesThatAreNotTrusted(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("modes and links are different there")
	}
	for name, tc := range map[string]struct {
		spoil func(path string) error
		what  string
	}{
		"read by others": {func(path string) error { return os.Chmod(path, 0o640) }, "others on this machine"},
		"a link": {func(path string) error {
			return errors.Join(os.Rename(path, path+".moved"), os.Symlink(path+".moved", path))
		}, "it is a link"},
		"emptied":                   {func(path string) error { return os.WriteFile(path, nil, 0o600) }, "not a key"},
		"overwritten":               {func(path string) error { return os.WriteFile(path, []byte("hunter2!"), 0o600) }, "not a key"},
		"huge":                      {func(path string) error { return os.WriteFile(path, make([]byte, 1<<20), 0o600) }, "too large"},
		"a directory":               {func(path string) error { return errors.Join(os.Remove(path), os.Mkdir(path, 0o700)) }, "it is a directory"},
		"changed by all":            {func(path string) error { return os.Chmod(path, 0o602) }, "everybody on this machine may change it"},
		"a pipe":                    {func(path string) error { return errors.Join(os.Remove(path), mkfifo(path)) }, "it is a pipe"},
		"where everybody may write": {func(path string) error { return os.Chmod(filepath.Dir(path), 0o777) }, "everybody may write in this directory"},
		"below where everybody may write": {
			func(path string) error { return os.Chmod(filepath.Dir(filepath.Dir(path)), 0o777) }, "everybody may write in this directory",
		},
	} {
		keys, _ := sealing(t, silentRing())
		if err := keys.Create(t.Context(), sealID, make([]byte, 32)); err != nil {
			t.Fatal(err)
		}
		if err := tc.spoil(filepath.Join(keys.Dir, sealID+".key")); err != nil {
			t.Fatal(err)
		}
		_, err := keys.Key(t.Context(), sealID)
		if err == nil || !strings.Contains(err.Error(), tc.what) || strings.Contains(err.Error(), "hunter2") || errors.Is(err, store.ErrNoKey) {
			t.Errorf("%s: %v, want %q", name, err, tc.what)
		}
		if err := keys.Create(t.Context(), sealID, make([]byte, 32)); err == nil {
			t.Errorf("%s: a new key took its place", name)
		}
	}
}

// TestWhoHoldsKeyFiles judges the files without opening them.
func TestWhoHoldsKeyFiles(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("modes are different there")
	}
	keys, _ := sealing(t, silentRing())
	if held, err := keys.Held(); len(held) != 0 || err != nil {
		t.Errorf("before there is one: %v, %v", held, err)
	}
	if err := keys.Create(t.Context(), sealID, make([]byte, 32)); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(keys.Dir, sealID+".key")
	wantHeld(t, keys, path, false)
	if err := errors.Join(os.Chmod(path, 0o644), os.Chmod(keys.Dir, 0o777)); err != nil {
		t.Fatal(err)
	}
	wantHeld(t, keys, path, true)
}

// wantHeld wants one key file and its directory, both in order or both not.
func wantHeld(t *testing.T, keys *credentials.SealingKeys, path string, refused bool) {
	t.Helper()
	held, err := keys.Held()
	if err != nil || len(held) != 2 || (held[path] != nil) != refused || (held[keys.Dir] != nil) != refused {
		t.Errorf("held %v, %v; refused is %v", held, err, refused)
	}
}

// TestAKeyWhereOthersWrite: none is kept there, and that there is none is not a fault.
func TestAKeyWhereOthersWrite(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("modes are different there")
	}
	ring := &ringtest.Memory{}
	keys, said := sealing(t, ring)
	if err := errors.Join(os.MkdirAll(keys.Dir, 0o700), os.Chmod(filepath.Dir(keys.Dir), 0o777)); err != nil {
		t.Fatal(err)
	}
	if _, err := keys.Key(t.Context(), sealID); !errors.Is(err, store.ErrNoKey) {
		t.Errorf("with a keyring: %v", err)
	}
	ring.Break(fmt.Errorf("%w: it sleeps", credentials.ErrSilent))
	err := keys.Create(t.Context(), sealID, make([]byte, 32))
	if err == nil || !strings.Contains(err.Error(), "everybody may write in this directory") || model.HintOf(err) == "" || len(*said) != 0 {
		t.Errorf("without one: %v, said %q", err, *said)
	}
	if entries, err := os.ReadDir(keys.Dir); len(entries) != 0 || err != nil {
		t.Errorf("there is %v, %v", entries, err)
	}
}

// TestAStoreUsesThem opens a store, forgets everything in memory, and opens it again.
func TestAStoreUsesThem(t *testing.T) {
	t.Parallel()
	for name, ring := range map[string]*ringtest.Memory{"keyring": {}, "file": silentRing()} {
		keys, _ := sealing(t, ring)
		at := store.Config{Path: filepath.Join(t.TempDir(), "store.db"), Keys: keys}
		for range 2 {
			s, err := store.Open(t.Context(), at)
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if err := s.Close(); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
		at.Keys = &credentials.SealingKeys{Ring: &ringtest.Memory{}, Dir: t.TempDir(), Announce: func(string) {}}
		if s, err := store.Open(t.Context(), at); err == nil {
			t.Errorf("%s: the store opens without its key: %v", name, s.Close())
		}
	}
}

func TestNamesOfKeysStayInTheirDirectory(t *testing.T) {
	t.Parallel()
	for _, id := range []string{"", "../x", "a/b", "a b", ".hidden", strings.Repeat("a", 65)} {
		keys, _ := sealing(t, silentRing())
		if err := keys.Create(t.Context(), id, make([]byte, 32)); err == nil {
			t.Errorf("%q is taken as a name", id)
		}
		if _, err := keys.Key(t.Context(), id); err == nil || errors.Is(err, store.ErrNoKey) {
			t.Errorf("%q: %v", id, err)
		}
	}
}

func TestADirectoryThatCannotBe(t *testing.T) {
	t.Parallel()
	keys, said := sealing(t, silentRing())
	if err := os.WriteFile(filepath.Dir(filepath.Dir(keys.Dir))+"/seamdash", nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := keys.Create(t.Context(), sealID, make([]byte, 32)); err == nil || len(*said) != 0 {
		t.Errorf("%v, said %q", err, *said)
	}
}

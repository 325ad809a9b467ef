package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"seamdash/cmd/credentials"
	"seamdash/cmd/credentials/ringtest"
	"seamdash/model/store"
)

// A keeper is a person with a store, whose sealing key lies in a keyring.
type keeper struct {
	t    *testing.T
	path string
	ring *ringtest.Memory
}

func newKeeper(t *testing.T) keeper {
	t.Helper()
	k := keeper{t: t, path: filepath.Join(t.TempDir(), "data", "store.db"), ring: &ringtest.Memory{}}
	if err := os.Mkdir(filepath.Dir(k.path), 0o700); err != nil {
		t.Fatal(err)
	}
	return k
}

// does runs one of the commands about the store, wants its exit code, and gives both its outputs.
func (k keeper) does(want int, args ...string) (stdout, stderr string) {
	k.t.Helper()
	return k.runs(want, append([]string{"store"}, args...)...)
}

// runs is [keeper.does] for any command.
func (k keeper) runs(want int, args ...string) (stdout, stderr string) {
	k.t.Helper()
	var out, errs bytes.Buffer
	p := &program{
		env: append(alone(), "SEAMDASH_STORE="+k.path), stdin: strings.NewReader(""), stdout: &out, stderr: &errs, keyring: k.ring,
	}
	if got := p.run(k.t.Context(), args); got != want {
		k.t.Fatalf("%v: exit %d, want %d\n%s%s", args, got, want, out.String(), errs.String())
	}
	return out.String(), errs.String()
}

// remembers opens the store, hands it over and closes it.
func (k keeper) remembers(what func(*store.Room) error) {
	k.t.Helper()
	s, err := store.Open(k.t.Context(), store.Config{Path: k.path, Keys: &credentials.SealingKeys{Ring: k.ring, Dir: k.t.TempDir()}})
	if err != nil {
		k.t.Fatal(err)
	}
	if err := what(s.In("ws")); err != nil {
		k.t.Error(err)
	}
	if err := s.Close(); err != nil {
		k.t.Error(err)
	}
}

func (k keeper) prefers(value string) {
	k.t.Helper()
	k.remembers(func(r *store.Room) error { return r.SetPreference(k.t.Context(), "sort", value) })
}

func (k keeper) mustPrefer(want string) {
	k.t.Helper()
	k.remembers(func(r *store.Room) error {
		got, err := r.Preferences(k.t.Context())
		if got["sort"] != want {
			k.t.Errorf("sort is %q, want %q", got["sort"], want)
		}
		return err
	})
}

func TestStoreBackupAndRestore(t *testing.T) {
	t.Parallel()
	k := newKeeper(t)
	k.prefers("by age")
	backup := filepath.Join(t.TempDir(), "monday.db")
	if _, said := k.does(exitDone, "backup", backup); !strings.Contains(said, backup) {
		t.Errorf("backup says %q", said)
	}
	k.does(exitUsage, "backup", backup) // it is never overwritten
	k.prefers("by name")
	_, said := k.does(exitDone, "restore", backup)
	kept := said[strings.LastIndex(said, " ")+1:]
	if _, err := os.Stat(strings.TrimSpace(kept)); err != nil {
		t.Errorf("what was there is not kept: %v in %q", err, said)
	}
	k.mustPrefer("by age")
}

func TestStoreCheck(t *testing.T) {
	t.Parallel()
	k := newKeeper(t)
	k.does(exitNotFound, "check")
	k.prefers("by age")
	if out, _ := k.does(exitDone, "check"); !strings.Contains(out, "sound") || !strings.Contains(out, k.path) {
		t.Errorf("check says %q", out)
	}
	var report storeReport
	out, _ := k.does(exitDone, "check", "--json")
	if err := json.Unmarshal([]byte(out), &report); err != nil || report.Records != 1 || report.Workspaces != 1 || report.Schema == 0 {
		t.Errorf("check --json says %s: %v", out, err)
	}
	if err := os.Truncate(k.path, 4096); err != nil {
		t.Fatal(err)
	}
	if _, said := k.does(exitFailed, "check"); !strings.Contains(said, "damaged") || !strings.Contains(said, "hint: ") {
		t.Errorf("a damaged file: %q", said)
	}
	k.does(exitNotFound, "restore", filepath.Join(t.TempDir(), "nowhere.db"))
}

func TestStoreUsage(t *testing.T) {
	t.Parallel()
	k := newKeeper(t)
	for _, args := range [][]string{{}, {"backup"}, {"restore", "a", "b"}, {"check", "x"}, {"shake"}, {"backup", ""}} {
		k.does(exitUsage, args...)
	}
}

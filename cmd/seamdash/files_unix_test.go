//go:build unix

package main

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"seamdash/model"
)

// TestModesDoNotRestOnTheUmask: everything that commands make is for nobody else's eyes, where the system would let everybody in.
func TestModesDoNotRestOnTheUmask(t *testing.T) {
	t.Parallel()
	server := servers()["workspace"]()
	t.Cleanup(server.Close)
	home := t.TempDir()
	if err := os.Chmod(home, 0o700); err != nil {
		t.Fatal(err)
	}
	for _, args := range []string{
		"rules add --name Cleaners --words 'every day 9-13' --lock 'Maple Ct 3B · Patio'",
		"rules export --reveal --output " + home + "/out.json",
		"rules export --output " + home + "/out.json --force",
		"rules export --format ics --output " + home + "/out.ics",
		"store backup " + home + "/backup.db",
		"store restore " + home + "/backup.db",
	} {
		var stderr strings.Builder
		cmd := exec.CommandContext(t.Context(), "sh", "-c", `umask 0; exec "$SEAMDASH" `+args)
		cmd.Env = append(alone(), "SEAMDASH="+binary, "XDG_STATE_HOME="+home+"/state", "XDG_DATA_HOME="+home+"/data", "SEAM_ENDPOINT="+server.URL, "SEAM_API_KEY="+scriptKey)
		cmd.Stderr = &stderr
		if err := cmd.Run(); err != nil {
			t.Fatalf("%s: %v, %s", args, err, stderr.String())
		}
	}
	made := 0
	err := filepath.WalkDir(home, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		made++
		if info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s has the mode %v", path, info.Mode())
		}
		return nil
	})
	if err != nil || made < 10 {
		t.Errorf("%d files and directories (%v): too few to be all", made, err)
	}
}

// TestAPipeThatNobodyWritesTo can be left.
func TestAPipeThatNobodyWritesTo(t *testing.T) {
	t.Parallel()
	pipe := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	left := make(chan error, 1)
	go func() {
		_, err := (&program{}).readRules(ctx, pipe)
		left <- err
	}()
	select {
	case err := <-left:
		if model.KindOf(err) != model.KindCancelled {
			t.Errorf("%v, want that it was interrupted", err)
		}
	case <-time.After(enough):
		t.Error("it is waited for")
	}
	writer, err := os.OpenFile(pipe, os.O_RDWR, 0) // whoever still waits goes on
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = writer.Close() })
}

// TestExportsReplaceFilesOnly: what a person exports is not written through a link, nor in the place of a device.
func TestExportsReplaceFilesOnly(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	precious, link := filepath.Join(dir, "precious"), filepath.Join(dir, "link")
	if err := errors.Join(os.WriteFile(precious, []byte("precious"), 0o644), os.Symlink(precious, link)); err != nil {
		t.Fatal(err)
	}
	for _, force := range []bool{false, true} {
		err := writeWhole(link, []byte("x"), force)
		if kind := map[bool]model.Kind{false: model.KindConflict, true: model.KindRefused}[force]; model.KindOf(err) != kind || model.HintOf(err) == "" {
			t.Errorf("over a link, by force %v: %v", force, err)
		}
	}
	if text, err := os.ReadFile(precious); string(text) != "precious" || err != nil {
		t.Errorf("%q, %v", text, err)
	}
}

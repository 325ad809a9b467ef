package main

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"seamdash/cmd/config"
	"seamdash/model"
	"seamdash/model/diagnose"
	bundle "seamdash/model/report"
)

func TestReportsAreFilesOfTheirOwn(t *testing.T) {
	t.Parallel()
	lock := model.NewLock(model.Device{ID: "5b1d", Name: "Front Door"}, nil, true, nil)
	facts := diagnose.Facts{Reader: model.Reader{Now: time.Date(2026, 11, 20, 22, 2, 0, 0, time.UTC), Zone: time.UTC}, Lock: lock}
	made := bundle.Of(bundle.Subject{Facts: facts, Diagnosis: diagnose.Of(facts)})
	keeps := reports{folder: t.TempDir()}
	where, err := keeps.Save(context.Background(), made)
	if err != nil {
		t.Fatal(err)
	}
	base := filepath.Join(keeps.folder, made.Name())
	if !strings.HasPrefix(where, base) {
		t.Errorf("it is said to be in %q, not in %q", where, base)
	}
	for _, ending := range []string{".md", ".json"} {
		info, err := os.Stat(base + ending)
		if err != nil {
			t.Fatal(err)
		}
		if info.Size() == 0 || info.Mode().Perm() != 0o600 {
			t.Errorf("%s has %d bytes and mode %v", ending, info.Size(), info.Mode())
		}
	}
	if again, err := keeps.Save(context.Background(), made); err != nil || again == where {
		t.Errorf("a second report of the same moment is in %q, with %v", again, err)
	}
	if _, err := (reports{folder: filepath.Join(keeps.folder, "none")}).Save(context.Background(), made); err == nil {
		t.Error("a folder that is not there takes a report")
	}
}

// TestReportsNameNoFolder holds that a report says which file decided a setting, and not whose it is.
func TestReportsNameNoFolder(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "config.toml")
	if err := os.WriteFile(path, []byte("pace = \"20s\"\nkey_command = [\"pass\", \"seam\"]\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	file, err := config.Load(path, true)
	if err != nil {
		t.Fatal(err)
	}
	settings, err := config.Resolve(file, config.Given{Getenv: func(string) string { return "" }})
	if err != nil {
		t.Fatal(err)
	}
	got := programOf(&session{settings: settings}).Settings
	want := []bundle.Setting{{Name: "pace", Value: settings.Lines()[slices.IndexFunc(settings.Lines(), isPace)].Value, From: "config.toml:1"}}
	if !slices.Equal(got, want) {
		t.Errorf("the report has %+v, want %+v", got, want)
	}
}

func isPace(line config.Line) bool { return line.Key == "pace" }

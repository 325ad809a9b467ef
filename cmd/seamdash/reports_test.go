package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

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

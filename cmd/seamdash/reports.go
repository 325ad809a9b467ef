package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"

	"github.com/adrg/xdg"

	"seamdash/cmd/config"
	"seamdash/model"
	bundle "seamdash/model/report"
)

// reports keeps reports of diagnoses in files, for tickets.
type reports struct {
	program bundle.Program
	folder  string
}

// newReports keeps them where a person looks for files that a program made: in the folder for downloads where there is one, and
// otherwise where the program was started.
func newReports(s *session) reports {
	folder := xdg.UserDirs.Download
	if info, err := os.Stat(folder); err != nil || !info.IsDir() {
		folder = "."
	}
	return reports{program: programOf(s), folder: folder}
}

// programOf says which program this is and how it is set. Only settings go into a report that can neither be a secret nor name a
// person.
func programOf(s *session) bundle.Program {
	p := bundle.Program{Version: version, System: runtime.GOOS + " " + runtime.GOARCH + ", " + runtime.Version(), Place: s.place}
	harmless := []string{"read_only", "pace", "theme", "ascii", "thresholds", "low_battery"}
	for _, line := range s.settings.Lines() {
		if slices.Contains(harmless, line.Key) && s.settings.Origin(line.Key).Source != config.Default {
			p.Settings = append(p.Settings, bundle.Setting{Name: line.Key, Value: line.Value, From: line.Origin})
		}
	}
	return p
}

// Program says which program it is.
func (r reports) Program() bundle.Program { return r.program }

// Save writes the report as text and as JSON into new files that only the person can read.
func (r reports) Save(ctx context.Context, made *bundle.Report) (where string, err error) {
	if err := ctx.Err(); err != nil {
		return "", fmt.Errorf("save the report: %w", err)
	}
	text, err := made.JSON()
	if err != nil {
		return "", err
	}
	path, err := filepath.Abs(filepath.Join(r.folder, made.Name()))
	if err != nil {
		return "", fmt.Errorf("save the report: %w", err)
	}
	if err := writeNew(path+".md", []byte(made.Markdown())); err != nil {
		return "", err
	}
	if err := writeNew(path+".json", text); err != nil {
		return "", err
	}
	return model.Clean(path) + ".md and .json", nil
}

// writeNew writes a file that must not be there.
func writeNew(path string, text []byte) error {
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return fmt.Errorf("save the report: %w", err)
	}
	if _, err := file.Write(text); err != nil {
		_ = file.Close() // the first failure is the one to tell
		return fmt.Errorf("save the report: %w", err)
	}
	if err := file.Close(); err != nil {
		return fmt.Errorf("save the report: %w", err)
	}
	return nil
}

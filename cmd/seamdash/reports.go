package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"

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
// person, and of the file that decided one only its name: the folder is often called after somebody.
func programOf(s *session) bundle.Program {
	p := bundle.Program{Version: version, System: runtime.GOOS + " " + runtime.GOARCH + ", " + runtime.Version(), Place: s.place}
	harmless := []string{"read_only", "pace", "theme", "ascii", "thresholds", "low_battery"}
	for _, line := range s.settings.Lines() {
		if slices.Contains(harmless, line.Key) && s.settings.Origin(line.Key).Source != config.Default {
			p.Settings = append(p.Settings, bundle.Setting{Name: line.Key, Value: line.Value, From: filepath.Base(line.Origin)})
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
	path, err := r.place(made.Name())
	if err != nil {
		return "", err
	}
	if err := writeWhole(path+".md", []byte(made.Markdown()), false); err != nil {
		return "", err
	}
	if err := writeWhole(path+".json", text, false); err != nil {
		return "", err
	}
	return model.Clean(path) + ".md and .json", nil
}

// place is a name in the folder, without what comes after the dot, that no report has: two of the same second are told apart by a
// number.
func (r reports) place(name string) (string, error) {
	const most = 99
	path, err := filepath.Abs(filepath.Join(r.folder, name))
	if err != nil {
		return "", fmt.Errorf("save the report: %w", err)
	}
	for n := 2; n <= most && (occupied(path+".md") || occupied(path+".json")); n++ {
		path = filepath.Join(filepath.Dir(path), name+"-"+strconv.Itoa(n))
	}
	return path, nil
}

func occupied(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

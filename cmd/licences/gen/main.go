// Command gen makes what the package licences carries: index.txt and the folder texts in the current folder, from the modules
// that the program is built of on Linux, macOS and Windows. The same modules give the same bytes.
package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// patience is how long Go may take to list the packages, modules that must be fetched included.
const patience = 5 * time.Minute

func main() {
	ctx, stop := context.WithTimeout(context.Background(), patience)
	defer stop()
	if err := run(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1) //nolint:forbidigo // this is the main of a command of its own
	}
}

// run replaces what the current folder has.
func run(ctx context.Context) error {
	made, err := collect(ctx)
	if err != nil {
		return err
	}
	if err := os.RemoveAll("texts"); err != nil {
		return err
	}
	for name, text := range made {
		path := filepath.FromSlash(name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, text, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// Command seamdash is a terminal dashboard for smart-lock access codes on the Seam API, with commands that say the
// same things to scripts.
package main

import (
	"context"
	"io"
	"log"
	"os"
	"os/signal"
	"syscall"
)

// version is set by the linker; a build without the Makefile leaves it empty and the module's own version is shown.
var version string

func main() {
	// Before anything secret is in memory. Where the system does not let us, the doctor says so.
	_ = forbidCoreDumps()
	// A closed terminal sends SIGHUP; all three mean: put the terminal back, then leave.
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	stdin := os.Stdin
	// Before help, fang asks the terminal of os.Stdin for its background and waits four seconds where none answers. All of
	// ours read the stream that run is given, so fang finds nobody to ask, and helpColours need no answer.
	if nobody, err := os.Open(os.DevNull); err == nil {
		os.Stdin = nobody
	}
	log.SetOutput(io.Discard) // there net/http tells what a server said out of turn, in the middle of a screen
	code := run(ctx, os.Args[1:], os.Environ(), stdin, os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

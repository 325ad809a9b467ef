//go:build unix && !linux

package main

import (
	"fmt"

	"golang.org/x/sys/unix"
)

// forbidCoreDumps has the system keep no memory of this process when it crashes, nor of the programs that it runs.
func forbidCoreDumps() error { return unix.Setrlimit(unix.RLIMIT_CORE, &unix.Rlimit{}) }

// coreDumpsForbidden is nil when they are, and otherwise says what is open.
func coreDumpsForbidden() error {
	var limit unix.Rlimit
	if err := unix.Getrlimit(unix.RLIMIT_CORE, &limit); err != nil {
		return fmt.Errorf("read the limit of core files: %w", err)
	}
	if limit.Cur != 0 || limit.Max != 0 {
		return errDumps
	}
	return nil
}

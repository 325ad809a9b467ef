package main

import (
	"errors"
	"fmt"

	"golang.org/x/sys/unix"
)

// forbidCoreDumps has the system keep no memory of this process when it crashes, nor of the programs that it runs. The limit alone
// is not enough: a core pattern that names a program, as of systemd-coredump, is not held to it. A process that cannot be dumped can
// neither be traced nor have its memory and environment read by other programs of its user.
func forbidCoreDumps() error {
	return errors.Join(unix.Setrlimit(unix.RLIMIT_CORE, &unix.Rlimit{}), unix.Prctl(unix.PR_SET_DUMPABLE, 0, 0, 0, 0))
}

// coreDumpsForbidden is nil when they are, and otherwise says what is open.
func coreDumpsForbidden() error {
	var limit unix.Rlimit
	if err := unix.Getrlimit(unix.RLIMIT_CORE, &limit); err != nil {
		return fmt.Errorf("read the limit of core files: %w", err)
	}
	dumpable, err := unix.PrctlRetInt(unix.PR_GET_DUMPABLE, 0, 0, 0, 0)
	if err != nil {
		return fmt.Errorf("read whether the process can be dumped: %w", err)
	}
	return dumps(limit, dumpable)
}

// dumps judges what the system says: either half alone leaves something open, see [forbidCoreDumps].
func dumps(limit unix.Rlimit, dumpable int) error {
	if limit.Cur != 0 || limit.Max != 0 || dumpable != 0 {
		return errDumps
	}
	return nil
}

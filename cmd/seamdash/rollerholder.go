package main

import (
	"crypto/rand"
	"errors"
	"io/fs"
	"os"
	"strconv"
	"strings"
	"syscall"

	"seamdash/model"
)

// A holder of the tenure of rolling is named "BY/HOST/PID/WORD": who it is in words, where it runs, and a random word that no other run of the
// program has. So everybody can tell who rolls, and on the same machine whether that program still runs.

// holderParts is how many parts stand behind the words.
const holderParts = 3

// newHolder names this run of the program. by is who it is in words, such as "rosa@desk" or "agent on desk".
func newHolder(by string) string {
	return strings.Join([]string{by, machine(), strconv.Itoa(os.Getpid()), rand.Text()}, "/")
}

// nowhere is the name of a machine that does not tell its own.
const nowhere = "unknown"

// machine is what this machine is called in the name of a holder.
func machine() string {
	host, err := os.Hostname()
	if err != nil || host == "" {
		return nowhere
	}
	return strings.ReplaceAll(model.Clean(host), "/", "-")
}

// abandoned says that a holder is known to be dead: it ran on host, and nothing runs there as its process any more.
func abandoned(holder, host string, alive func(pid int) bool) bool {
	parts := strings.Split(holder, "/")
	if len(parts) <= holderParts || host == "" || host == nowhere {
		return false
	}
	at := parts[len(parts)-holderParts:]
	pid, err := strconv.Atoi(at[1])
	return err == nil && pid > 0 && at[0] == host && at[2] != "" && !alive(pid)
}

// processRuns says whether something runs under a process id; where nobody can tell, it does.
func processRuns(pid int) bool {
	p, err := os.FindProcess(pid)
	if err != nil {
		return errors.Is(err, fs.ErrPermission)
	}
	defer p.Release() //nolint:errcheck // there is nothing to lose
	return !errors.Is(p.Signal(syscall.Signal(0)), os.ErrProcessDone)
}

// byOf is who a holder is in words; "" for nobody.
func byOf(holder string) string {
	parts := strings.Split(holder, "/")
	if len(parts) <= holderParts {
		return model.Clean(holder) // of another program
	}
	return model.Clean(strings.Join(parts[:len(parts)-holderParts], "/"))
}

package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"seamdash/cmd/credentials/ringtest"
)

// enough is how long a test waits for something that takes milliseconds on an idle machine.
const enough = 30 * time.Second

// binary is the path of the program as a person would run it, built once for all tests that start it.
var binary string

// testVersion is the version of the binary.
const testVersion = "v0.0.0-test"

func TestMain(m *testing.M) {
	if err := withBinary(m.Run); err != nil {
		fmt.Fprintln(os.Stderr, "build seamdash for its tests:", err)
		panic(err) // TestMain has no other way to fail
	}
}

func withBinary(run func() int) error {
	dir, err := os.MkdirTemp("", "seamdash-test-*")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }() // the system empties its temporary folder some day
	binary = filepath.Join(dir, "seamdash")
	if runtime.GOOS == "windows" {
		binary += ".exe"
	}
	build := exec.CommandContext(context.Background(), "go", "build", "-trimpath", "-buildvcs=false",
		"-ldflags", "-X main.version="+testVersion, "-o", binary, ".") // as in the Makefile
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	build.Stderr = os.Stderr
	if err := build.Run(); err != nil {
		return err
	}
	run() // its result becomes the exit code when TestMain returns
	return nil
}

// seamdashCommand is the built program with these arguments and nothing in its environment but env. It finds no keyring,
// no configuration and nothing that it remembers, unless env names them.
func seamdashCommand(tb testing.TB, env []string, args ...string) *exec.Cmd {
	tb.Helper()
	cmd := exec.CommandContext(tb.Context(), binary, args...)
	home := tb.TempDir()
	cmd.Env = append(alone(), "SEAMDASH_STORE="+filepath.Join(home, "data", "store.db"), "XDG_STATE_HOME="+filepath.Join(home, "state"))
	cmd.Env = append(cmd.Env, env...)
	return cmd
}

// alone is an environment in which nothing of whoever runs the tests is found: no configuration, and no keyring. Where
// the keyring is not reached through the environment, nobody asks it.
func alone() []string {
	env := []string{"SEAMDASH_CONFIG=" + os.DevNull, ringtest.NoBus}
	if runtime.GOOS != "linux" {
		env = append(env, "SEAMDASH_KEY_SOURCE=environment")
	}
	return env
}

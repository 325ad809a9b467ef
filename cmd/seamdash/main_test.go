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
)

// enough is how long a test waits for something that takes milliseconds on an idle machine.
const enough = 30 * time.Second

// binary is the path of the program as a person would run it, built once for all tests that start it.
var binary string

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
	build := exec.CommandContext(context.Background(), "go", "build", "-trimpath",
		"-ldflags", "-X main.version=v0.0.0-test", "-o", binary, ".")
	build.Stderr = os.Stderr
	if err := build.Run(); err != nil {
		return err
	}
	run() // its result becomes the exit code when TestMain returns
	return nil
}

// seamdashCommand is the built program with these arguments and nothing in its environment but env.
func seamdashCommand(tb testing.TB, env []string, args ...string) *exec.Cmd {
	tb.Helper()
	cmd := exec.CommandContext(tb.Context(), binary, args...)
	cmd.Env = env
	if env == nil {
		cmd.Env = []string{}
	}
	return cmd
}

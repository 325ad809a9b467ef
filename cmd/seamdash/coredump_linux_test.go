package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"

	"seamdash/seamclient/sim"
)

const canaryPIN = "738416"

// writing is a built program that has a key and a PIN in memory and waits for Seam's answer, started with the arguments in front of
// it in a directory of its own.
func writing(t *testing.T, stderr *strings.Builder, before ...string) *exec.Cmd {
	t.Helper()
	world := sim.New(sim.Options{Seed: 1, APIKey: scriptKey, Still: true})
	t.Cleanup(world.Close)
	asked := make(chan struct{}, 8)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/access_codes/create" {
			asked <- struct{}{}
			<-r.Context().Done()
			return
		}
		world.ServeHTTP(w, r)
	}))
	t.Cleanup(server.CloseClientConnections)
	cmd := seamdashCommand(t, []string{"SEAM_ENDPOINT=" + server.URL, "SEAM_API_KEY=" + scriptKey, "GOTRACEBACK=crash"},
		"codes", "create", "--device", "Maple Ct 3B · Patio", "--name", "Cleaner", "--pin-stdin")
	if len(before) > 0 {
		path, err := exec.LookPath(before[0])
		if err != nil {
			t.Skip("without a shell:", err)
		}
		cmd.Args, cmd.Path = append(before, cmd.Args...), path
	}
	cmd.Dir, cmd.Stdin, cmd.Stderr = t.TempDir(), strings.NewReader(canaryPIN+"\n"), stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill() }) // it has ended unless the test failed
	timely, stop := context.WithTimeout(t.Context(), enough)
	defer stop()
	select {
	case <-asked:
	case <-timely.Done():
		_ = cmd.Process.Kill() // what it said can be read when it has ended
		_ = cmd.Wait()
		t.Fatalf("it does not ask Seam for a code: %s", stderr.String())
	}
	return cmd
}

// cores are the core files in a directory.
func cores(t *testing.T, dir string) []string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(dir, "*core*"))
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// keepsCores skips unless a program that may leave a core file leaves it where the test looks.
func keepsCores(t *testing.T) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "sh", "-c", "ulimit -c unlimited && kill -ABRT $$")
	cmd.Dir = t.TempDir()
	if err := cmd.Run(); err == nil || len(cores(t, cmd.Dir)) == 0 {
		t.Skipf("this machine keeps core files elsewhere or not at all (%v); TestNobodyLooksInside holds the rest", err)
	}
}

// TestCrashesLeaveNothing: however it crashes, and however much the machine would keep, no core file is left, and what it says of
// itself has neither the key nor the PIN.
func TestCrashesLeaveNothing(t *testing.T) {
	t.Parallel()
	keepsCores(t)
	for _, sig := range []syscall.Signal{syscall.SIGQUIT, syscall.SIGABRT, syscall.SIGSEGV} {
		t.Run(sig.String(), func(t *testing.T) {
			t.Parallel()
			var stderr strings.Builder
			cmd := writing(t, &stderr, "sh", "-c", `ulimit -c unlimited && exec "$0" "$@"`)
			if os.Geteuid() == 0 {
				mayBeKept(t, cmd.Process.Pid)
			}
			crashed(t, cmd, sig)
			if left := cores(t, cmd.Dir); len(left) > 0 {
				t.Errorf("it left %q", left)
			}
			said := stderr.String()
			if !strings.Contains(said, "goroutine ") || strings.Contains(said, canaryPIN) || strings.Contains(said, scriptKey) {
				t.Errorf("want a trace without secrets: %.2000s", said)
			}
		})
	}
}

// mayBeKept takes back the limit that the program gave itself, as only root can where it has all its rights: what is left of the protection must be enough,
// because a pattern that names a program is not held to the limit.
func mayBeKept(t *testing.T, pid int) {
	t.Helper()
	all := unix.Rlimit{Cur: unix.RLIM_INFINITY, Max: unix.RLIM_INFINITY}
	if err := unix.Prlimit(pid, unix.RLIMIT_CORE, &all, nil); err != nil && !errors.Is(err, unix.EPERM) {
		t.Fatal(err)
	}
}

func crashed(t *testing.T, cmd *exec.Cmd, sig syscall.Signal) {
	t.Helper()
	if err := cmd.Process.Signal(sig); err != nil {
		t.Fatal(err)
	}
	exit, failed := errors.AsType[*exec.ExitError](cmd.Wait())
	if !failed {
		t.Fatal("it ended well")
	}
	status, ok := exit.Sys().(syscall.WaitStatus)
	if !ok || status.Signal() < 0 || status.CoreDump() {
		t.Errorf("ended with %v, want by a signal and without a core file", exit)
	}
}

// TestNobodyLooksInside: the limit is down for good, and other programs of the user cannot read the environment, where the key is.
func TestNobodyLooksInside(t *testing.T) {
	t.Parallel()
	var stderr strings.Builder
	cmd := writing(t, &stderr)
	limits, err := os.ReadFile(fmt.Sprintf("/proc/%d/limits", cmd.Process.Pid))
	if err != nil || !strings.Contains(strings.Join(strings.Fields(string(limits)), " "), "Max core file size 0 0 bytes") {
		t.Errorf("%v, limits %s", err, limits)
	}
	if os.Geteuid() != 0 { // root reads everything
		if _, err := os.ReadFile(fmt.Sprintf("/proc/%d/environ", cmd.Process.Pid)); !errors.Is(err, fs.ErrPermission) {
			t.Errorf("its environment can be read: %v", err)
		}
	}
	crashed(t, cmd, syscall.SIGKILL)
}

// TestDumpsAreJudged: this very process may be dumped, which the doctor would say.
func TestDumpsAreJudged(t *testing.T) {
	t.Parallel()
	if err := coreDumpsForbidden(); !errors.Is(err, errDumps) {
		t.Errorf("%v, want that the tests may be dumped", err)
	}
}

// TestHalfForbiddenIsOpen: a limit that can be raised again, or that a core pattern with a program is not held to, is not enough.
func TestHalfForbiddenIsOpen(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		limit    unix.Rlimit
		dumpable int
		bad      bool
	}{
		{unix.Rlimit{}, 0, false},
		{unix.Rlimit{Cur: 1, Max: 1}, 0, true},
		{unix.Rlimit{Max: unix.RLIM_INFINITY}, 0, true},
		{unix.Rlimit{}, 1, true},
		{unix.Rlimit{}, 2, true}, // root may read the file
	} {
		if err := dumps(c.limit, c.dumpable); errors.Is(err, errDumps) != c.bad {
			t.Errorf("%+v, dumpable %d: %v", c.limit, c.dumpable, err)
		}
	}
}

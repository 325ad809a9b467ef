// Package ringtest gives tests a keyring: a real Secret Service of their own, which knows nothing of the person who runs
// them, or one in memory. Only tests import it.
package ringtest

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"
)

// enough is how long the keyring may take to appear; on an idle machine it takes a tenth of a second.
const enough = 30 * time.Second

// NoBus is what a process must have in its environment so that no keyring answers, whoever runs the test.
const NoBus = "DBUS_SESSION_BUS_ADDRESS=unix:path=/nonexistent/bus"

// busConfig is a session bus that starts no services by itself: nothing outside the test can appear on it.
const busConfig = `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:tmpdir=%s</listen>
<policy context="default"><allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/></policy></busconfig>`

// Bus starts a session bus on which there is no keyring, and gives the variable that names it. Where the programs are not
// installed the test is skipped; on CI (CI=true) it fails.
func Bus(tb testing.TB) string {
	tb.Helper()
	home := tb.TempDir()
	conf := filepath.Join(home, "bus.conf")
	if err := os.WriteFile(conf, fmt.Appendf(nil, busConfig, dbus.EscapeBusAddressValue(home)), 0o600); err != nil {
		tb.Fatal(err)
	}
	out := start(tb, program(tb, "dbus-daemon"), nil, "", "--nofork", "--nopidfile", "--print-address", "--config-file="+conf)
	address, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		tb.Fatalf("the session bus does not say where it is: %v", err)
	}
	return "DBUS_SESSION_BUS_ADDRESS=" + strings.TrimSpace(address)
}

// SecretService starts a session bus with an empty, open keyring, and gives the variable that names it.
func SecretService(tb testing.TB) string {
	tb.Helper()
	return keyringIn(tb, tb.TempDir(), password, "--unlock")
}

// Locked starts a session bus with a keyring that has a password, which nobody is there to type.
func Locked(tb testing.TB) string {
	tb.Helper()
	home := tb.TempDir()
	keyringIn(tb, home, password, "--unlock") // makes the keyring of this home
	return keyringIn(tb, home, "")
}

const password = "the test's own password"

// keyringIn starts the keyring of a home on a bus of its own, and waits until it is there.
func keyringIn(tb testing.TB, home, input string, flags ...string) string {
	tb.Helper()
	daemon := program(tb, "gnome-keyring-daemon")
	bus := Bus(tb)
	env := []string{bus, "HOME=" + home, "XDG_DATA_HOME=" + home, "XDG_RUNTIME_DIR=" + tb.TempDir(), "PATH=" + os.Getenv("PATH")}
	start(tb, daemon, env, input, append(flags, "--foreground", "--components=secrets")...)
	ctx, stop := context.WithTimeout(tb.Context(), enough)
	defer stop()
	_, address, _ := strings.Cut(bus, "=")
	conn, err := dbus.Connect(address, dbus.WithContext(ctx))
	if err != nil {
		tb.Fatalf("the session bus does not answer: %v", err)
	}
	defer func() { _ = conn.Close() }() // nothing is lost with it
	for there := false; !there; {
		err := conn.BusObject().CallWithContext(ctx, "org.freedesktop.DBus.NameHasOwner", 0, "org.freedesktop.secrets").Store(&there)
		if err != nil {
			tb.Fatalf("the keyring does not appear: %v", err)
		}
		select {
		case <-ctx.Done():
		case <-time.After(5 * time.Millisecond):
		}
	}
	return bus
}

func program(tb testing.TB, name string) string {
	tb.Helper()
	path, err := exec.LookPath(name)
	if err == nil {
		return path
	}
	const why = "the test of the keyring needs %s, which is not installed: apt-get install dbus gnome-keyring"
	if os.Getenv("CI") == "true" {
		tb.Fatalf(why, name)
	}
	tb.Skipf(why, name)
	return ""
}

// start runs a program until the end of the test and gives its output.
func start(tb testing.TB, path string, env []string, input string, args ...string) io.Reader {
	tb.Helper()
	cmd := exec.CommandContext(tb.Context(), path, args...) // the test's context kills it at the end
	cmd.Env, cmd.Stdin = env, strings.NewReader(input)
	out, pipe, err := os.Pipe()
	if err != nil {
		tb.Fatal(err)
	}
	cmd.Stdout = pipe
	if err := cmd.Start(); err != nil {
		tb.Fatal(err)
	}
	_ = pipe.Close() // the program has its own
	ended := make(chan struct{})
	go func() {
		_ = cmd.Wait() // killed in the end, which is an error to it
		close(ended)
	}()
	tb.Cleanup(func() {
		<-ended
		_ = out.Close()
	})
	return out
}

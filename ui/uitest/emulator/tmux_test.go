package emulator_test

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"seamdash/ui/uitest"
	"seamdash/ui/uitest/emulator"
)

// TestLikeTmux draws what the renderer sent during a walk through the program in tmux as well: the same stands in all cells.
func TestLikeTmux(t *testing.T) {
	if _, err := exec.LookPath("tmux"); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal(err)
		}
		t.Skip("tmux is not installed")
	}
	const w, h = 120, 40
	var stream []byte
	var want string
	uitest.Run(t, uitest.Stage{W: w, H: h}, func(d *uitest.Driver) {
		m := uitest.NewMirror(t, w, h, emulator.ByRune)
		for _, key := range []string{"esc", "down", "enter", "end", "2", "end", "pgup", "3", "5", "?", "esc", "1", "home", "end"} {
			d.Press(key)
			m.Show(d.View())
		}
		stream, want = append(stream, m.Stream...), m.Screens[0].Text()
		m.Close()
	})
	if !strings.Contains(want, "貯蔵庫") {
		t.Fatalf("no wide letters:\n%s", want)
	}
	if diff := cmp.Diff(strings.Split(want, "\n"), strings.Split(tmux(t, w, h, stream), "\n")); diff != "" {
		t.Errorf("tmux shows it otherwise (-emulator +tmux):\n%s", diff)
	}
}

// tmux gives the lines of a window that was sent a stream, without blanks at their ends.
func tmux(t *testing.T, w, h int, stream []byte) string {
	t.Helper()
	home := t.TempDir()
	path := filepath.Join(home, "stream")
	if err := os.WriteFile(path, stream, 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithTimeout(t.Context(), time.Minute)
	defer stop()
	call := func(args ...string) string {
		cmd := exec.CommandContext(ctx, "tmux", append([]string{"-u", "-f", os.DevNull, "-L", "emulator"}, args...)...)
		cmd.Env = append(os.Environ(), "TMUX_TMPDIR="+home, "TMUX=", "LC_ALL=C.UTF-8", "SHELL=/bin/sh")
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("tmux %q: %v\n%s", args, err, out)
		}
		return string(out)
	}
	// It answers the question behind the stream when it has drawn that.
	size := []string{"-x", strconv.Itoa(w), "-y", strconv.Itoa(h)}
	call(append([]string{"new-session", "-d"}, append(size, "stty raw -echo; cat "+path+"; printf '\\033[5n'; head -c 4 >/dev/null; tmux -L emulator wait-for -S drawn; exec sleep 60")...)...)
	defer call("kill-server")
	call("wait-for", "drawn")
	lines := strings.Split(call("capture-pane", "-p"), "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return strings.Join(lines, "\n")
}

//go:build unix

package main

import (
	"strings"
	"syscall"
	"testing"

	"github.com/hinshun/vt10x"

	"seamdash/model"
	"seamdash/model/veil"
	"seamdash/ui"
)

// TestPlainModeAtATerminal: who asks for it, or has a terminal that can do no more, gets lines and can leave.
func TestPlainModeAtATerminal(t *testing.T) {
	t.Parallel()
	for name, env := range map[string]string{"asked for": "ACCESSIBLE=1", "a dumb terminal": "TERM=dumb"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newScreen(t, 100, 60)
			var stderr strings.Builder
			cmd := s.startWith(t, []string{env}, &stderr, "--sandbox")
			s.waitForText(t, "problems:")
			s.press(t, "help\r")
			s.waitForText(t, "PINs are never written here.")
			s.waitForText(t, ", this program rolls the schedules since ")
			s.press(t, "schedules night\r")
			s.waitForText(t, "Night shift: Every day 22:00")
			s.vt.Lock()
			if s.vt.Mode()&vt10x.ModeAltScreen != 0 {
				t.Error("it took the whole screen")
			}
			s.vt.Unlock()
			if name == "asked for" {
				s.press(t, "quit\r")
			} else if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
				t.Fatal(err)
			}
			mustEnd(t, cmd, &stderr, exitDone)
			s.mu.Lock()
			defer s.mu.Unlock()
			if strings.Contains(string(s.heard), "\x1b") || stderr.String() != "" {
				t.Errorf("escape sequences, or errors %q, in\n%q", stderr.String(), s.heard)
			}
		})
	}
}

// TestPlainNotes: what is told at the end of a presentation in lines of text names nobody either.
func TestPlainNotes(t *testing.T) {
	t.Parallel()
	codes := []model.AccessCode{{ID: "c", Name: "Maria Keller", PIN: model.NewPIN("471100")}}
	picture := model.NewSnapshot(model.Workspace{ID: "w"}, []*model.Lock{model.NewLock(model.Device{ID: "d"}, codes, true, nil)}, model.FeedState{}, 1)
	const said, hidden = "Maria Keller has 471100", "[name] has [digits]"
	v := veil.New()
	v.Snapshot(picture)
	for h, want := range map[*hearing]string{{visit: &visit{}, veil: v}: hidden, {visit: &visit{}}: said} {
		h.hear(ui.Caution{Text: said})
		if got := h.visit.taken(); len(got) != 1 || got[0] != want || h.text(said) != want {
			t.Errorf("the notes are %q, want %q", got, want)
		}
	}
}

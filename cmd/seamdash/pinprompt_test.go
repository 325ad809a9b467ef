//go:build unix

package main

import (
	"strings"
	"testing"
)

// TestPINAtATerminal: a PIN stays hidden while it is typed, and who thinks better of it leaves no code behind.
func TestPINAtATerminal(t *testing.T) {
	t.Parallel()
	args := []string{"codes", "create", "--sandbox", "--device", "Maple Ct 3B · Patio", "--name", "Sitter", "--pin-stdin"}
	s, nothing := newScreen(t, 160, 20), &strings.Builder{}
	cmd := s.atTerminal(t, nil, args...)
	s.waitForText(t, "PIN (it stays hidden):")
	s.press(t, "384756\r")
	s.waitForText(t, "Sitter")
	mustEnd(t, cmd, nothing, exitDone)
	s.mustNotShow(t, "384756")
	s.mustBeRestored(t)

	s = newScreen(t, 160, 20)
	cmd = s.atTerminal(t, nil, args...)
	s.waitForText(t, "PIN (it stays hidden):")
	s.press(t, "3847\x03")
	s.waitForText(t, "seamdash: read the PIN: interrupted; nothing was kept")
	mustEnd(t, cmd, nothing, exitFailed)
	s.mustNotShow(t, "3847")
	s.mustNotShow(t, "DEVICE")
	s.mustBeRestored(t)
}

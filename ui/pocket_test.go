package ui_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"seamdash/ui"
	"seamdash/ui/uitest"
)

// emptied is what a terminal is told to empty its clipboard.
const emptied = "\x1b]52;c;IA==\x07\x1b]52;c;\x07"

// TestClipboardIsEmptied: a PIN is taken off the clipboard when its time is over, once; what was copied after it is left alone.
func TestClipboardIsEmptied(t *testing.T) {
	uitest.Run(t, uitest.Stage{}, func(d *uitest.Driver) {
		toCode(d, "okafor")
		d.Press("y")
		d.Sees("PIN sent to the clipboard; it is emptied in 45 s or when you leave")
		d.After(44 * time.Second)
		if len(d.Raw) != 0 {
			t.Fatalf("too soon: %q", d.Raw)
		}
		d.After(time.Second)
		d.Sees("PIN taken off the clipboard")
		d.After(time.Hour)
		if !slices.Equal(d.Raw, []string{emptied}) || !slices.Equal(d.Clipboard, []string{okaforsPIN}) {
			t.Errorf("the terminal got %q after %q", d.Raw, d.Clipboard)
		}
		d.Press("q")
		if d.Quit != 1 || len(d.Raw) != 1 {
			t.Errorf("at the end the terminal has %q", d.Raw)
		}
	})
	for name, c := range map[string]struct {
		then  []string
		after time.Duration // the first copy, when it is empty
	}{
		"a text after it":            {[]string{"Y", "i"}, 0},
		"another PIN after it":       {[]string{"y"}, 75 * time.Second},
		"a text and then a PIN":      {[]string{"Y", "i", "y"}, 75 * time.Second},
		"several PINs after it":      {[]string{"space", "y"}, 75 * time.Second},
		"nothing but another screen": {[]string{"5"}, 45 * time.Second},
	} {
		uitest.Run(t, uitest.Stage{}, func(d *uitest.Driver) {
			toCode(d, "okafor")
			d.Press("y")
			d.After(30 * time.Second)
			d.Press(c.then...)
			d.After(c.after - 30*time.Second - time.Millisecond)
			if len(d.Raw) != 0 {
				t.Errorf("%s: emptied too soon", name)
			}
			d.After(time.Hour)
			if got := len(d.Raw); c.after == 0 && got != 0 || c.after > 0 && got != 1 {
				t.Errorf("%s: emptied %d times", name, got)
			}
		})
	}
}

// TestClipboardOfMany: what was copied of several codes is emptied too.
func TestClipboardOfMany(t *testing.T) {
	uitest.Run(t, uitest.Stage{ClipboardClear: time.Minute}, func(d *uitest.Driver) {
		d.Press("2", "*", "y")
		d.Sees("sent to the clipboard; Seam does not know", "it is emptied in 1 min or when you leave")
		d.After(time.Minute)
		if !slices.Equal(d.Raw, []string{emptied}) {
			t.Errorf("the terminal got %q", d.Raw)
		}
	})
}

// TestClipboardIsLeftAlone where somebody wants that.
func TestClipboardIsLeftAlone(t *testing.T) {
	uitest.Run(t, uitest.Stage{ClipboardClear: -1}, func(d *uitest.Driver) {
		toCode(d, "okafor")
		d.Press("y")
		d.Sees("PIN sent to the clipboard ")
		d.After(time.Hour)
		d.Press("ctrl+z", "q")
		if len(d.Raw) != 0 || d.Quit != 1 || d.Suspended != 1 {
			t.Errorf("the terminal got %q, %d ends", d.Raw, d.Quit)
		}
		d.Send(ui.Configured{ClipboardClear: 5 * time.Second})
		d.Press("y")
		d.After(5 * time.Second)
		if len(d.Raw) != 1 {
			t.Error("the new setting does not hold")
		}
	})
}

// TestClipboardIsEmptiedOnLeaving: nobody could do it later, so that it is done before the program is gone or stopped.
func TestClipboardIsEmptiedOnLeaving(t *testing.T) {
	for _, key := range []string{"q", "ctrl+c", "ctrl+z"} {
		uitest.Run(t, uitest.Stage{}, func(d *uitest.Driver) {
			toCode(d, "okafor")
			d.Press("y")
			d.Ends = func() {
				if !slices.Equal(d.Raw, []string{emptied}) {
					t.Errorf("%s: when the program ends the terminal has %q", key, d.Raw)
				}
			}
			d.Press(key)
			if d.Quit+d.Suspended != 1 {
				t.Errorf("%s does not leave", key)
			}
			d.After(time.Hour)
			if len(d.Raw) != 1 {
				t.Errorf("%s: emptied %d times", key, len(d.Raw))
			}
		})
	}
}

// TestClipboardOfKeysTypedAhead: the end does not overtake what is on its way to the terminal; whoever insists does not wait.
func TestClipboardOfKeysTypedAhead(t *testing.T) {
	y, q := tea.KeyPressMsg{Code: 'y', Text: "y"}, tea.KeyPressMsg{Code: 'q', Text: "q"}
	uitest.Run(t, uitest.Stage{}, func(d *uitest.Driver) {
		toCode(d, "okafor")
		d.Ends = func() {
			if !slices.Equal(d.Clipboard, []string{okaforsPIN}) || !slices.Equal(d.Raw, []string{emptied}) {
				t.Errorf("at the end the terminal has %q and then %q", d.Clipboard, d.Raw)
			}
		}
		d.SendAll(y, q)
		if d.Quit != 1 {
			t.Errorf("%d ends", d.Quit)
		}
	})
	uitest.Run(t, uitest.Stage{}, func(d *uitest.Driver) {
		toCode(d, "okafor")
		d.SendAll(y, q, q)
		if d.Quit == 0 {
			t.Error("the second key does not end the program")
		}
	})
}

// TestClipboardInTmux is emptied in tmux and in the terminal around it.
func TestClipboardInTmux(t *testing.T) {
	uitest.Run(t, uitest.Stage{Tmux: true}, func(d *uitest.Driver) {
		toCode(d, "okafor")
		d.Press("y")
		d.Raw = nil
		d.After(time.Minute)
		if want := []string{emptied, "\x1bPtmux;" + strings.ReplaceAll(emptied, "\x1b", "\x1b\x1b") + "\x1b\\"}; !slices.Equal(d.Raw, want) {
			t.Errorf("the terminal got %q, want %q", d.Raw, want)
		}
	})
}

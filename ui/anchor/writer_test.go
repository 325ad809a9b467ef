package anchor_test

import (
	"bytes"
	"errors"
	"os"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/term"

	"seamdash/ui/anchor"
)

// TestWriter holds what is added to what a renderer sends, and that nothing is left out.
func TestWriter(t *testing.T) {
	for name, tt := range map[string]struct {
		writes []string
		want   string
	}{
		"plain text":                   {[]string{"\x1b[H\x1b[1mabc\x1b[m│ 國a"}, "\x1b[H\x1b[1mabc\x1b[m│ 國a"},
		"a vowel with its own cell":    {[]string{"\x1b[2;5Hशर्मा|"}, "\x1b[2;5H\x1b[4Xशर्मा\x1b[9G|"},
		"a mark on a settled letter":   {[]string{"\x1b[Hae\u0301b"}, "\x1b[Hae\u0301\x1b[3Gb"},
		"at the end of a write":        {[]string{"\x1b[Hक", "|"}, "\x1b[H\x1b[Xक\x1b[2G|"},
		"before a sequence":            {[]string{"\x1b[5Gक\x1b[1m|"}, "\x1b[5G\x1b[Xक\x1b[6G\x1b[1m|"},
		"behind wide letters":          {[]string{"\x1b[G國國क"}, "\x1b[G國國\x1b[Xक\x1b[6G"},
		"moves":                        {[]string{"\r\x1b[10C\x1b[3D\bक"}, "\r\x1b[10C\x1b[3D\b\x1b[Xक\x1b[8G"},
		"a tab, a repeated letter":     {[]string{"\ra\tx\x1b[4bक"}, "\ra\tx\x1b[4b\x1b[Xक\x1b[15G"},
		"lines keep the column":        {[]string{"\x1b[7G\x1b[3A\n\x1b[5dक"}, "\x1b[7G\x1b[3A\n\x1b[5d\x1b[Xक\x1b[8G"},
		"nobody knows the column":      {[]string{"abcकd"}, "abcकd"},
		"nor behind what it knows not": {[]string{"\x1b[H\x1b8कd\x1b[G\x1b[2Iक"}, "\x1b[H\x1b8कd\x1b[G\x1b[2Iक"},
		"titles and questions":         {[]string{"\x1b[3G\x1b]2;x\x07\x1b[>4;2m\x1b[?25lक"}, "\x1b[3G\x1b]2;x\x07\x1b[>4;2m\x1b[?25l\x1b[Xक\x1b[4G"},
		"the direction of lines":       {[]string{"\x1b[?1049h", "a", "\x1b[?1049l"}, "\x1b[?1049h\x1b[8la\x1b[8h\x1b[?1049l"},
		"a sequence that is cut":       {[]string{"a\x1b["}, "a\x1b["},
		"broken UTF-8":                 {[]string{"\x1b[Ha\xffb"}, "\x1b[Ha\x1b[X\xff\x1b[3Gb"},
	} {
		var out bytes.Buffer
		w := anchor.New(&out)
		for _, text := range tt.writes {
			if n, err := w.Write([]byte(text)); n != len(text) || err != nil {
				t.Fatalf("%s: %d, %v", name, n, err)
			}
		}
		if got := out.String(); got != tt.want {
			t.Errorf("%s: %q, want %q", name, got, tt.want)
		}
	}
}

// TestWriterIsATerminal: Bubble Tea asks what it writes to for its size and its settings.
func TestWriterIsATerminal(t *testing.T) {
	file, err := os.CreateTemp(t.TempDir(), "terminal")
	if err != nil {
		t.Fatal(err)
	}
	own, ok := anchor.New(file).(term.File)
	if !ok || own.Fd() != file.Fd() {
		t.Fatal("what is behind the writer is lost")
	}
	if _, err := own.Write([]byte("\x1b[Hक")); err != nil {
		t.Fatal(err)
	}
	if got, err := os.ReadFile(file.Name()); err != nil || string(got) != "\x1b[H\x1b[Xक\x1b[2G" {
		t.Errorf("the file has %q, %v", got, err)
	}
	if err := own.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := own.Write([]byte("a")); !errors.Is(err, os.ErrClosed) {
		t.Errorf("writing to a terminal that is gone gave %v", err)
	}
	if _, ok := anchor.New(&bytes.Buffer{}).(term.File); ok {
		t.Error("a buffer became a terminal")
	}
}

// TestFilter: the renderer must not hear of mode 2027, and of everything else.
func TestFilter(t *testing.T) {
	if got := anchor.Filter(nil, tea.ModeReportMsg{Mode: ansi.ModeUnicodeCore, Value: ansi.ModeReset}); got != nil {
		t.Errorf("it hears %v", got)
	}
	for _, msg := range []tea.Msg{tea.ModeReportMsg{Mode: ansi.ModeSynchronizedOutput, Value: ansi.ModeReset}, tea.KeyPressMsg{Code: 'a'}} {
		if got := anchor.Filter(nil, msg); got != msg {
			t.Errorf("of %v it hears %v", msg, got)
		}
	}
}

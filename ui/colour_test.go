package ui_test

import (
	"image/color"
	"regexp"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"seamdash/ui"
	"seamdash/ui/uitest"
)

// sgr finds the sequences that set colours and weight.
func sgr() *regexp.Regexp { return regexp.MustCompile("\x1b\\[([0-9;]*)m") }

// codes are all parameters of the style sequences of a screen.
func codes(styled string) map[string]bool {
	found := map[string]bool{}
	for _, m := range sgr().FindAllStringSubmatch(styled, -1) {
		found[m[1]] = true
	}
	return found
}

// coloured says that a style sequence has a colour of any kind; the rest is reset, bold and reverse.
func coloured(params string) bool {
	for _, p := range strings.Split(params, ";") {
		switch p {
		case "", "0", "1", "7":
		default:
			return true
		}
	}
	return false
}

func TestNoColour(t *testing.T) {
	for name, how := range map[string]func(*uitest.Driver){
		"wish":     func(*uitest.Driver) {},
		"terminal": func(d *uitest.Driver) { d.Send(tea.ColorProfileMsg{Profile: colorprofile.ASCII}) },
	} {
		t.Run(name, func(t *testing.T) {
			look := ui.Look{}
			if name == "wish" {
				look.Colour = ui.None
			}
			uitest.Run(t, uitest.Stage{Look: look}, func(d *uitest.Driver) {
				how(d)
				toFrontDoor(d)
				d.Press("x", "r")
				found := codes(d.Styled())
				for params := range found {
					if coloured(params) {
						t.Errorf("a colour: %q", params)
					}
				}
				if !found["7"] && !found["1;7"] {
					t.Errorf("nothing marks the row under the cursor: %v", found)
				}
			})
		})
	}
}

func TestSixteenColours(t *testing.T) {
	uitest.Run(t, uitest.Stage{Look: ui.Look{Colour: ui.Sixteen}}, func(d *uitest.Driver) {
		toFrontDoor(d)
		some := false
		for params := range codes(d.Styled()) {
			if strings.Contains(params, "38;") || strings.Contains(params, "48;") {
				t.Errorf("more than sixteen colours: %q", params)
			}
			some = some || coloured(params)
		}
		if !some {
			t.Error("no colour at all")
		}
	})
}

func TestTerminalTellsItsBackground(t *testing.T) {
	screens := map[string]string{}
	for name, look := range map[string]ui.Look{"dark": {Background: ui.Dark}, "light": {Background: ui.Light}, "auto": {}} {
		uitest.Run(t, uitest.Stage{Look: look}, func(d *uitest.Driver) {
			screens[name+" before"] = d.Styled()
			d.Send(tea.BackgroundColorMsg{Color: color.White})
			screens[name+" told light"] = d.Styled()
		})
	}
	if screens["dark before"] == screens["light before"] {
		t.Error("dark and light look the same")
	}
	for a, b := range map[string]string{
		"auto before":      "dark before",
		"auto told light":  "light before",
		"dark told light":  "dark before",
		"light told light": "light before",
	} {
		if screens[a] != screens[b] {
			t.Errorf("%q differs from %q", a, b)
		}
	}
}

func TestASCII(t *testing.T) {
	uitest.Run(t, uitest.Stage{Look: ui.Look{ASCII: true}, Picture: uitest.Many(60, 5)}, func(d *uitest.Driver) {
		check := func() {
			for i, line := range strings.Split(d.Screen(), "\n") {
				for _, r := range line {
					if r > '~' {
						t.Fatalf("line %d has %q: %s", i, r, line)
					}
				}
			}
		}
		for _, key := range []string{"down", "enter", "v", "y", "/", "x", "y", "esc", "f", "?", "a", "esc", "G"} {
			d.Press(key)
			check()
		}
		d.Show(connecting())
		check()
		d.Show(uitest.Many(60, 5).WithFeed(retrying().Feed))
		d.Press("/")
		d.Type("zzz")
		check()
	})
}

// TestHighContrastFillsTheScreen: every cell has the theme's own ground, so that no shade of the terminal shows through, and
// without colours the screen is that of any other theme.
func TestHighContrastFillsTheScreen(t *testing.T) {
	for name, light := range map[string]ui.Background{"48;2;0;0;0": ui.Dark, "48;2;255;255;255": ui.Light} {
		uitest.Run(t, uitest.Stage{Look: ui.Look{Contrast: true, Background: light}}, func(d *uitest.Driver) {
			for _, key := range []string{"enter", "?", "esc", "5", ":", "esc", "1", "/"} {
				d.Press(key)
				styled := strings.TrimSuffix(d.Styled(), "\x1b[m")
				if !strings.HasPrefix(styled, "\x1b[38;2;") || !strings.Contains(styled, name) {
					t.Fatalf("after %s the screen does not begin with its own ground: %q", key, styled[:40])
				}
				for _, piece := range strings.Split(styled, "\x1b[m")[1:] {
					if !strings.HasPrefix(piece, "\x1b[") || !strings.Contains(piece[:strings.IndexByte(piece, 'm')], "48;2;") {
						t.Fatalf("after %s something stands on the terminal's ground: %.60q", key, piece)
					}
				}
			}
		})
	}
	screens := map[bool]string{}
	for _, contrast := range []bool{false, true} {
		uitest.Run(t, uitest.Stage{Look: ui.Look{Contrast: contrast, Colour: ui.None}}, func(d *uitest.Driver) { screens[contrast] = d.Styled() })
	}
	if screens[false] != screens[true] {
		t.Error("without colours high contrast is another screen")
	}
}

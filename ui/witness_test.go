package ui_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/google/go-cmp/cmp"

	"seamdash/model"
	"seamdash/model/recur"
	"seamdash/ui/activity"
	"seamdash/ui/uitest"
)

// A peek is a way to a PIN: the keys, and the lines of the log that tell of it.
type peek struct {
	name string
	keys func(d *uitest.Driver)
	want []string
}

func presses(keys ...string) func(*uitest.Driver) {
	return func(d *uitest.Driver) { d.Press(keys...) }
}

func peeks() []peek {
	const shown, copied = "show PIN a3/a3-okafor on the screen, kim@office", "copy PIN a3/a3-okafor to the clipboard, kim@office"
	return []peek{
		{"fleet, v", func(d *uitest.Driver) { toCode(d, "okafor"); d.Press("v") }, []string{shown}},
		{"fleet, masked and shown again", func(d *uitest.Driver) { toCode(d, "okafor"); d.Press("v", "v", "v") }, []string{shown, shown}},
		{"fleet, y", func(d *uitest.Driver) { toCode(d, "okafor"); d.Press("y") }, []string{copied}},
		{"fleet, Y p", func(d *uitest.Driver) { toCode(d, "okafor"); d.Press("Y", "p") }, []string{copied}},
		{"fleet, Y i: no PIN", func(d *uitest.Driver) { toCode(d, "okafor"); d.Press("Y", "i") }, nil},
		{"fleet, by the palette", func(d *uitest.Driver) {
			toCode(d, "okafor")
			d.Press(":")
			d.Type("mask it again")
			d.Press("enter")
		}, []string{shown}},
		{"table, v", presses("2", "down", "down", "v"), []string{shown}},
		{"table, y", presses("2", "down", "down", "y"), []string{copied}},
		{"several", func(d *uitest.Driver) { toFrontDoor(d); d.Press("home", "down", "space", "space", "y") }, []string{
			"copy PIN a3/a3-nanny to the clipboard, kim@office", "copy PIN a3/a3-resident to the clipboard, kim@office",
		}},
		{"several, Y p", func(d *uitest.Driver) { toFrontDoor(d); d.Press("home", "down", "space", "Y", "p") }, []string{
			"copy PIN a3/a3-nanny to the clipboard, kim@office",
		}},
		{"all", presses("2", "*", "y"), []string{"copy PIN / 36 PINs to the clipboard, kim@office"}},
		{"a new PIN", func(d *uitest.Driver) {
			toCode(d, "okafor")
			d.Press("P", "P", "y")
			d.After(2 * time.Second)
			d.Press("y")
		}, []string{copied}},
		{"typed into a form, and looked at later", func(d *uitest.Driver) {
			toCode(d, "okafor")
			d.Press("e", "tab")
			d.Type("551177")
			d.After(11 * time.Second)
			d.SeesNot("551177")
			d.Press("ctrl+o")
			d.Sees("551177")
		}, []string{"show PIN a3/a3-okafor that was typed into a form, kim@office"}},
		{"a rule made from a code", func(d *uitest.Driver) {
			toCode(d, "okafor")
			d.Press("R", "ctrl+o")
		}, []string{`show PIN a3/a3-okafor of the schedule "Guest · Okafor" in its editor, kim@office`}},
		{"a rule, whose name has its PIN", func(d *uitest.Driver) {
			d.Press("3", "e", "ctrl+o", "ctrl+o")
		}, []string{`show PIN / of the schedule "Cleaners ••••" in its editor, kim@office`}},
	}
}

// TestEveryLookIsWitnessed: whichever way somebody comes to a PIN, the log says who saw or copied which, and does not have it.
func TestEveryLookIsWitnessed(t *testing.T) {
	for _, c := range peeks() {
		t.Run(c.name, func(t *testing.T) {
			witness := &uitest.Witness{}
			rule := uitest.Rule("Cleaners 4179", "mon 9-13", "a3")
			rule.PIN = recur.PINPolicy{Kind: recur.Fixed, PINs: []model.PIN{model.NewPIN("4179")}}
			stage := uitest.Stage{Witness: witness, Desk: &uitest.Desk{Takes: time.Second}, Rules: uitest.NewRules(rule)}
			uitest.Run(t, stage, func(d *uitest.Driver) {
				c.keys(d)
				looks := witness.Looks()
				if diff := cmp.Diff(c.want, looks); diff != "" {
					t.Errorf("the log (-want +got):\n%s%s", diff, d.Screen())
				}
				for _, text := range append(d.Clipboard, "551177", "4179", okaforsPIN) {
					if strings.Contains(strings.Join(looks, "\n"), text) {
						t.Errorf("the log has what was shown or copied: %q", looks)
					}
				}
			})
		})
	}
}

// TestUnwitnessed: where the log cannot be kept the PIN is shown and copied all the same, and the person is told.
func TestUnwitnessed(t *testing.T) {
	stage := uitest.Stage{Witness: &uitest.Witness{Err: errors.New("the disk is full")}}
	uitest.Run(t, stage, func(d *uitest.Driver) {
		toCode(d, "okafor")
		d.Press("v")
		d.Sees(okaforsPIN, "▲ that this PIN was shown or copied is not in the local log: the disk is full")
		d.Press("v")
		d.SeesNot("the disk is full")
		d.Press("y")
		d.Sees("the disk is full")
		if len(d.Clipboard) != 1 || d.Clipboard[0] != okaforsPIN {
			t.Error("the PIN was not copied")
		}
	})
}

// TestLooksInActivity: the screen tells of looks among what was done from here, and finds them by their words.
func TestLooksInActivity(t *testing.T) {
	uitest.Run(t, uitest.Stage{Picture: eventful()}, func(d *uitest.Driver) {
		line := model.Write{At: uitest.Now().Add(-time.Minute), Who: "kim@desk", Detail: "on the screen", Number: 1}
		rule := model.Write{At: uitest.Now().Add(-2 * time.Minute), Who: "sam@desk", Action: string(model.ExportPIN), Detail: `of the schedule "Cleaners"`, Number: 2}
		looks := append(model.ShowPIN.Lines(line, []model.Sight{{Lock: "a3", Code: "a3-okafor"}}), rule)
		d.Send(activity.Written{Writes: looks})
		d.Press("5", "w")
		rows := rowsOf(d)
		if len(rows) != 2 || !strings.Contains(rows[0], "◉ today 14:01      show PIN ") || !strings.Contains(rows[0], "Guest · Okafor") || !strings.Contains(rows[1], `of the schedule "Cleaners"`) {
			t.Fatalf("the looks read %q", rows)
		}
		d.Sees("kim@desk: show PIN on the screen.")
		d.Press("i")
		d.Sees("kim@desk: show PIN on the screen.")
		d.Press("esc", "esc", "/")
		d.Type("sam pin")
		d.Sees("1 of 8")
		d.Press("esc", "1")
		toCode(d, "okafor")
		d.Press("d")
		d.SeesNot("show PIN") // a diagnosis is about what was asked of Seam
	})
}

// TestWhatMasks: everything after which somebody else may look at the screen masks a PIN that is readable there, and leaves none
// in the last frame.
func TestWhatMasks(t *testing.T) {
	for name, leave := range map[string]func(d *uitest.Driver){
		"its time":           func(d *uitest.Driver) { d.After(10 * time.Second) },
		"a question over it": presses("Y", "esc"),
		"the list of keys":   presses("?", "esc"),
		"the palette":        presses(":", "esc"),
		"a diagnosis":        presses("d", "esc"),
		"a form":             presses("e", "esc"),
		"another screen":     presses("5", "1"),
		"another window":     func(d *uitest.Driver) { d.Send(tea.BlurMsg{}) },
		"the shell":          presses("ctrl+z"),
		"the end":            presses("q"),
	} {
		t.Run(name, func(t *testing.T) {
			uitest.Run(t, uitest.Stage{Desk: &uitest.Desk{}}, func(d *uitest.Driver) {
				if !d.View().ReportFocus {
					t.Error("the terminal is not asked to tell when it loses the focus")
				}
				toCode(d, "okafor")
				d.Press("v")
				d.Sees(okaforsPIN)
				leave(d)
				d.SeesNot(okaforsPIN)
			})
		})
	}
}

// TestWhatMasksAForm is the same for PINs in forms.
func TestWhatMasksAForm(t *testing.T) {
	const typed = "551177"
	for name, leave := range map[string]func(d *uitest.Driver){
		"its time":       func(d *uitest.Driver) { d.After(10 * time.Second) },
		"another window": func(d *uitest.Driver) { d.Send(tea.BlurMsg{}) },
		"the key":        presses("ctrl+o"),
		"the end":        presses("ctrl+c"),
	} {
		uitest.Run(t, uitest.Stage{Desk: &uitest.Desk{}, Rules: uitest.NewRules()}, func(d *uitest.Driver) {
			toCode(d, "okafor")
			d.Press("e", "tab")
			d.Type(typed)
			d.Sees(typed)
			leave(d)
			d.SeesNot(typed)
		})
		uitest.Run(t, uitest.Stage{Rules: uitest.NewRules()}, func(d *uitest.Driver) {
			toCode(d, "okafor")
			d.Press("R")
			d.SeesNot(okaforsPIN)
			d.Press("ctrl+o")
			d.Sees(okaforsPIN)
			leave(d)
			if d.SeesNot(okaforsPIN); t.Failed() {
				t.Fatal("not masked by " + name)
			}
		})
	}
}

// TestSecondsLeft: the key that reveals says how long the PIN stays readable; a key in its field gives a form more time.
func TestSecondsLeft(t *testing.T) {
	uitest.Run(t, uitest.Stage{Desk: &uitest.Desk{}, Rules: uitest.NewRules()}, func(d *uitest.Driver) {
		toCode(d, "okafor")
		d.Press("v")
		for left := 10; left > 0; left-- {
			d.Sees(fmt.Sprintf("v mask (%d s)", left), okaforsPIN)
			d.After(time.Second)
		}
		d.Sees("v reveal")
		d.SeesNot(okaforsPIN)
		d.Press("v", "down")
		d.Sees("v reveal", okaforsPIN) // of another code
		d.Press("up", "e", "tab")
		d.Type("5")
		d.After(6 * time.Second)
		d.Type("5")
		d.After(6 * time.Second)
		d.Sees("PIN     55")
		d.Press("ctrl+z", "esc", "R", "ctrl+o")
		d.Sees("ctrl+o mask (10 s)", okaforsPIN)
		d.After(10 * time.Second)
		d.Sees("ctrl+o show")
		d.SeesNot(okaforsPIN)
	})
}

// TestLooksNeedNoPIN: a code without a PIN is neither shown nor copied, so that nothing is told of it.
func TestLooksNeedNoPIN(t *testing.T) {
	witness := &uitest.Witness{}
	uitest.Run(t, uitest.Stage{Witness: witness}, func(d *uitest.Driver) {
		toFrontDoor(d)
		d.Press("home", "v", "y")
		d.Sees("has not handed out this PIN yet")
		if looks := witness.Looks(); looks != nil {
			t.Errorf("the log has %q", looks)
		}
	})
}

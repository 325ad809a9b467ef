package ui_test

import (
	"slices"
	"testing"

	"seamdash/model"
	"seamdash/ui/uitest"
)

func TestChosenKeys(t *testing.T) {
	keys := map[string][]string{"copy": {"z", "ctrl+y"}, "reveal": {"y"}, "down": {"N", "down"}, "quit": {"Q"}}
	uitest.Run(t, uitest.Stage{Keys: keys}, func(d *uitest.Driver) {
		d.SeesNot("keys:")
		toFrontDoor(d)
		d.Press("home", "N")
		d.At("Nanny")
		d.Sees("y reveal", "z ctrl+y copy", "Q quit")
		d.Press("v", "j") // nobody's keys any more
		d.At("Nanny")
		d.SeesNot("4177")
		d.Press("y")
		d.Sees("4177")
		d.Press("z", "ctrl+y")
		if !slices.Equal(d.Clipboard, []string{"4177", "4177"}) {
			t.Errorf("the clipboard got %q", d.Clipboard)
		}
		d.Press("q")
		if d.Quit != 0 {
			t.Error("the old key of an action that was moved still works")
		}
		d.Press("/")
		d.Type("zyQ")
		d.Sees("/ zyQ") // chosen keys are letters while somebody types
		d.Press("esc", ":")
		d.Type("mask it again")
		d.Sees("y          show the PIN")
		d.SeesNot("4177") // what lies over a PIN masks it
		d.Press("enter")
		d.Sees("4177") // the palette presses the action, whatever its key
		d.Press("Q")
		if d.Quit != 1 {
			t.Error("the chosen key does not quit")
		}
		d.Resize(20, 5)
		d.Press("Q")
		if d.Quit != 2 {
			t.Error("the chosen key does not quit a terminal that is too small")
		}
	})
}

// TestChosenKeysThatClash: what cannot be met is told, and its action keeps its keys; ctrl+c always quits.
func TestChosenKeysThatClash(t *testing.T) {
	for want, keys := range map[string]map[string][]string{
		"there is no action called “fly”":                               {"fly": {"z"}},
		"no key is given for “copy”":                                    {"copy": {}},
		"there is no key called “ctl+x”, wished for “copy”":             {"copy": {"ctl+x"}},
		"ctrl+c ends the program and cannot be the key of “copy”":       {"copy": {"ctrl+c"}},
		"the key v cannot be “copy”, it is “reveal”":                    {"copy": {"v"}},
		"the key z cannot be “reveal”, it is “copy”":                    {"copy": {"z"}, "reveal": {"z"}},
		"the key y cannot be “reveal”, it is “copy”: those keep":        {"reveal": {"y"}},
		"the key q cannot be “copy”, it is “quit”; the key y cannot be": {"copy": {"q"}, "reveal": {"y"}},
	} {
		uitest.Run(t, uitest.Stage{Keys: keys, W: 160, H: 30}, func(d *uitest.Driver) {
			d.Sees("keys: ", want)
			d.GoTo("Maple Ct 3B · Front Door")
			d.Press("enter", "home", "down", "v")
			d.Sees("v mask (10 s)", "4177") // no wish in this table moves it
			if len(keys) != 2 || keys["copy"][0] != "z" {
				d.Sees("y copy")
			} else {
				d.Sees("z copy") // the first of two that want the same key gets it
			}
			d.Press("ctrl+c")
			if d.Quit != 1 {
				t.Error("ctrl+c does not quit")
			}
		})
	}
}

// TestTextsNameTheKeysAsTheyAreBound wherever a text says which key helps.
func TestTextsNameTheKeysAsTheyAreBound(t *testing.T) {
	keys := map[string][]string{"reveal": {"p", "ctrl+l"}, "freeze": {"0"}, "refresh": {"E"}, "quit": {"Q"}, "open": {"I"}, "back": {"B"}}
	uitest.Run(t, uitest.Stage{Keys: keys}, func(d *uitest.Driver) {
		d.Press("p")
		d.Sees("choose a code first: I goes to the codes")
		d.GoTo("Maple Ct 3B · Front Door")
		d.Press("I")
		d.Press("down", "p")
		d.Sees("PIN readable for 10 seconds; p masks it at once")
		d.Press("0")
		d.Sees("what you see stays as it is until 0")
		d.Press("E")
		d.Sees("the updates are frozen; 0 lets them run again")
		d.Press(":")
		d.Type("refresh")
		d.Sees("0 lets them run again")
	})
	empty := model.NewSnapshot(model.Workspace{ID: "w"}, nil, model.FeedState{Connection: model.Live}, 0)
	uitest.Run(t, uitest.Stage{Keys: keys, Picture: empty}, func(d *uitest.Driver) {
		d.Sees("This workspace has no locks.", "E looks again now")
		d.Press("B")
		d.Sees("nothing to go back from; Q quits")
		d.Press("5")
		d.Sees("E looks again now")
		d.Show(empty.WithFeed(model.FeedState{Loading: true}))
		d.Press("1")
		d.Sees("Connecting to connect.getseam.com …", "Q quits")
	})
}

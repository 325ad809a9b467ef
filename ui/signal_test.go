package ui_test

import (
	"encoding/base64"
	"slices"
	"testing"
	"time"

	"seamdash/model"
	"seamdash/ui"
	"seamdash/ui/uitest"
)

// TestNotify: a code that is set or fails is told once, in the way that was chosen; what happened before the program began
// and what hurts nobody is not.
func TestNotify(t *testing.T) {
	for how, want := range map[ui.Notify][]string{
		ui.Silent: nil,
		ui.Bell:   {"\x07", "\x07"},
		ui.OSC9: {
			"\x1b]9;Cleaner set on the lock: Cedar 12 · Main door\x07",
			"\x1b]9;Guest · Okafor could not be set on the lock: Maple Ct 3B · Front Door (and 1 more)\x07",
		},
		ui.OSC777: {
			"\x1b]777;notify;seamdash;Cleaner set on the lock: Cedar 12 · Main door\x07",
			"\x1b]777;notify;seamdash;Guest · Okafor could not be set on the lock: Maple Ct 3B · Front Door (and 1 more)\x07",
		},
	} {
		uitest.Run(t, uitest.Stage{Picture: eventful(), Notify: how}, func(d *uitest.Driver) {
			later := func(seconds int) time.Time { return uitest.Now().Add(time.Duration(seconds) * time.Second) }
			events := append(happenings(),
				model.Event{ID: "n1", Type: "access_code.set_on_device", At: later(1), DeviceID: "b1", CodeID: "b1-cleaner"},
				model.Event{ID: "n2", Type: "lock.unlocked", At: later(2), DeviceID: "b1"})
			d.Show(uitest.Snapshot().WithEvents(events))
			d.Show(uitest.Snapshot().WithEvents(events))
			events = append(events,
				model.Event{ID: "n3", Type: "access_code.set_on_device", At: later(3), DeviceID: "gone"},
				model.Event{ID: "n4", Type: "access_code.failed_to_set_on_device", At: later(4), DeviceID: "a3", CodeID: "a3-okafor"})
			d.Show(uitest.Snapshot().WithEvents(events))
			d.Show(uitest.Snapshot().WithEvents(events))
			if !slices.Equal(d.Raw, want) {
				t.Errorf("way %d: the terminal got %q, want %q", how, d.Raw, want)
			}
		})
	}
}

// TestHostileNameInANotification: a name ends neither the notification nor its field.
func TestHostileNameInANotification(t *testing.T) {
	lock := model.NewLock(model.Device{ID: "x", Name: "Gate;rm\x07\x1b]52;c;"}, nil, true, nil)
	s := model.NewSnapshot(model.Workspace{ID: "w"}, []*model.Lock{lock}, model.FeedState{Connection: model.Live}, 1)
	uitest.Run(t, uitest.Stage{Picture: s, Notify: ui.OSC777}, func(d *uitest.Driver) {
		d.Show(s.WithEvents([]model.Event{{ID: "e", Type: "access_code.set_on_device", At: uitest.Now(), DeviceID: "x"}}))
		if want := []string{"\x1b]777;notify;seamdash;set on the lock: Gate,rm\x07"}; len(d.Raw) != 1 || !slices.Equal(controls(d.Raw[0]), controls(want[0])) {
			t.Errorf("the terminal got %q", d.Raw)
		}
	})
}

// controls are what is not printable in a sequence, and the semicolons.
func controls(s string) (out []rune) {
	for _, r := range s {
		if r < ' ' || r == ';' {
			out = append(out, r)
		}
	}
	return out
}

func TestClipboardThroughTmux(t *testing.T) {
	uitest.Run(t, uitest.Stage{Tmux: true}, func(d *uitest.Driver) {
		toFrontDoor(d)
		d.Press("home", "down", "y")
		want := "\x1bPtmux;\x1b\x1b]52;c;" + base64.StdEncoding.EncodeToString([]byte("4177")) + "\x07\x1b\\"
		if !slices.Equal(d.Raw, []string{want}) || !slices.Equal(d.Clipboard, []string{"4177"}) {
			t.Errorf("the terminal got %q, and %q for its clipboard", d.Raw, d.Clipboard)
		}
	})
}

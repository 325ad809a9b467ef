package ui_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"seamdash/model"
	"seamdash/ui/uitest"
)

// everywhere walks through all screens and everything that lies over them; the driver checks each frame.
func everywhere(d *uitest.Driver) {
	for _, screen := range []string{"1", "2", "4", "5"} {
		d.Press(screen, "down", "up", "end", "home", "pgdown", "pgup")
		d.Screen()
		d.Press("enter", "down", "end", "home", "v", "y", "Y")
		d.Screen()
		d.Press("esc", "esc", "?")
		d.Screen()
		d.Press("?", ":")
		d.Screen()
		d.Press("esc", "!", "/")
		d.Type("status:late x")
		d.Screen()
		d.Press("enter", "esc", "esc", "!")
	}
	d.Press("1", "esc", "esc")
}

// workspace is a live picture of some locks.
func workspace(locks ...*model.Lock) *model.Snapshot {
	feed := model.FeedState{Connection: model.Live, AsOf: uitest.Now(), CallsPerMinute: 6}
	return model.NewSnapshot(model.Workspace{ID: "w", Name: "Odd"}, locks, feed, 1)
}

// oddLocks are workspaces that nobody would make up on purpose.
func oddLocks() map[string]*model.Snapshot {
	far := time.Date(9999, 12, 31, 23, 59, 59, 0, time.UTC)
	codes := func(n int) []model.AccessCode {
		out := make([]model.AccessCode, n)
		for i := range out {
			out[i] = model.AccessCode{
				ID: model.CodeID(fmt.Sprintf("c%04d", i)), DeviceID: "l", Name: fmt.Sprintf("Guest %d", i), PIN: model.NewPIN(fmt.Sprintf("%06d", i)),
				Status: model.StatusSet, Managed: true,
			}
		}
		return out
	}
	return map[string]*model.Snapshot{
		"no locks":                 workspace(),
		"no workspace":             model.NewSnapshot(model.Workspace{}, nil, model.FeedState{Connection: model.Live}, 1),
		"a lock with nothing":      workspace(model.NewLock(model.Device{}, nil, true, nil)),
		"a code with nothing":      workspace(model.NewLock(model.Device{ID: "l"}, []model.AccessCode{{}}, true, nil)),
		"2,000 codes on one lock":  workspace(model.NewLock(model.Device{ID: "l", Name: "Lobby", Online: model.Yes, Slots: 30}, codes(2000), true, nil)),
		"a zone that is none":      workspace(model.NewLock(model.Device{ID: "l", Name: "Mars", TimeZone: "Mars/Olympus_Mons"}, codes(3), true, nil)),
		"a window that ends first": workspace(model.NewLock(model.Device{ID: "l", Name: "Lobby"}, []model.AccessCode{{ID: "c", DeviceID: "l", Window: model.Window{From: far, Until: uitest.Now()}}}, true, nil)),
		"a window without end":     workspace(model.NewLock(model.Device{ID: "l", Name: "Lobby"}, []model.AccessCode{{ID: "c", DeviceID: "l", Status: model.StatusSet, Window: model.Window{From: time.Unix(0, 0), Until: far}}}, true, nil)),
		"codes of the same name": workspace(model.NewLock(model.Device{ID: "l", Name: "Lobby"}, []model.AccessCode{
			{ID: "a", DeviceID: "l", Name: "Guest"}, {ID: "b", DeviceID: "l", Name: "Guest"},
		}, true, nil)),
		"everything unreadable": workspace(model.NewLock(model.Device{ID: "l", Unreadable: "a date is odd"}, []model.AccessCode{{ID: "c", DeviceID: "l", Unreadable: "a status is odd"}}, true, nil)),
	}
}

// TestOddWorkspaces can be walked through at every size.
func TestOddWorkspaces(t *testing.T) {
	for name, picture := range oddLocks() {
		t.Run(name, func(t *testing.T) {
			for _, size := range [][2]int{{60, 16}, {80, 24}, {120, 40}} {
				uitest.Run(t, uitest.Stage{Picture: picture, W: size[0], H: size[1]}, everywhere)
			}
		})
	}
}

// TestTwoThousandCodesOnOneLock can be read to the last, found by name, and counted.
func TestTwoThousandCodesOnOneLock(t *testing.T) {
	uitest.Run(t, uitest.Stage{Picture: oddLocks()["2,000 codes on one lock"]}, func(d *uitest.Driver) {
		d.Sees("It holds 2000 codes.", "2000/30")
		d.Press("enter", "end")
		d.At("Guest 999")
		d.Press("/")
		d.Type("name:1234")
		d.Sees("1 of 2000", "Guest 1234 works until somebody removes it.")
		d.Press("enter", "esc")
		d.At("Guest 1234")
	})
}

// TestClockSkew: Seam's clock and this one differ by ten minutes, either way. Nothing is said to be younger than it can be, to last
// less than nothing, or to come from the future.
func TestClockSkew(t *testing.T) {
	for _, skew := range []time.Duration{-10 * time.Minute, 10 * time.Minute} {
		at := uitest.Now().Add(skew)
		code := model.AccessCode{
			ID: "c", DeviceID: "l", Name: "Guest", Status: model.StatusSetting, Managed: true,
			Pending:  []model.PendingMutation{{Code: model.MutationCreating, CreatedAt: at}},
			Problems: []model.Problem{{Level: model.Warning, Code: "delay_in_setting_on_device", Since: at}},
		}
		picture := workspace(model.NewLock(model.Device{ID: "l", Name: "Lobby", Online: model.Yes, TimeZone: "America/Los_Angeles"}, []model.AccessCode{code}, true, nil)).
			WithEvents([]model.Event{{ID: "e", Type: "access_code.created", At: at, RecordedAt: at, DeviceID: "l", CodeID: "c"}})
		uitest.Run(t, uitest.Stage{Picture: picture}, func(d *uitest.Driver) {
			everywhere(d)
			d.Press("enter")
			d.Sees("Guest is being programmed for ", "● live")
			if screen := d.Screen(); strings.Contains(screen, "for -") || strings.Contains(screen, "in -") || strings.Contains(screen, "-1") {
				t.Errorf("skew %v: a negative time:\n%s", skew, screen)
			}
		})
	}
}

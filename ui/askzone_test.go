package ui_test

import (
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"seamdash/model"
	"seamdash/model/diagnose"
	"seamdash/ui/uitest"
)

// zoneless is a workspace whose first lock is of a make that Seam has to be told the zone of.
func zoneless() *model.Snapshot {
	door := func(id model.DeviceID, name, place, zone string) *model.Lock {
		return model.NewLock(model.Device{
			ID: id, Name: name, Place: place, TimeZone: zone, Type: "ultraloq_lock", Manufacturer: "Ultraloq", Online: model.Yes, Managed: true,
			Can: model.Capabilities{ProgramOnlineCodes: model.Yes},
		}, nil, true, nil)
	}
	return workspace(
		door("d0", "Boat shed", "Pier 4", ""), door("d1", "Gate", "Pier 4", "America/New_York"), door("d2", "Office", "Pier 4", "America/New_York"),
		door("d3", "Portão", "Quinta do Lago", "Europe/Lisbon"), door("d4", "Portaria", "Quinta do Lago", "Europe/Lisbon"), door("d5", "Winery", "Quinta do Lago", "Europe/Lisbon"),
		door("d6", "Hut", "Alm", "Mars/Olympus"),
	)
}

// TestZoneOfALockIsTold: the likely zones come first, the neighbours' before those of other places; any other is found by letters.
func TestZoneOfALockIsTold(t *testing.T) {
	desk := &uitest.Desk{Fails: func(asked int) error {
		if asked == 1 {
			return &model.Fault{Op: "report", Kind: model.KindRateLimited, Message: "too many calls", Hint: "Wait a minute."}
		}
		return nil
	}}
	uitest.Run(t, uitest.Stage{Desk: desk, Picture: zoneless()}, func(d *uitest.Driver) {
		d.GoTo("Boat shed")
		d.Press("Z")
		d.Sees("Where is Boat shed?", "Seam does not know its time zone", "America/New_York", "Fri 17:02", "2 locks at Pier 4", "Europe/Lisbon", "3 locks elsewhere")
		d.SeesNot("Mars/Olympus")
		d.At("America/New_York")
		d.Press("down")
		d.At("Europe/Lisbon")
		d.Press("enter")
		d.Sees("Tell Seam that Boat shed is in Europe/Lisbon?", "There it is Fri 22:02 now", "enter  cancel")
		d.Press("enter")
		d.SeesNot("Tell Seam")

		d.Press("Z")
		d.Type("vienn")
		d.At("Europe/Vienna")
		d.Press("tab")
		d.Sees("/ Europe/Vienna")
		d.Press("enter", "y")
		d.Sees("Seam was not told where Boat shed is: too many calls. Wait a minute.")
		d.Press("Z", "enter", "y")
		d.Sees("Seam knows now that Boat shed is in America/New_York")
		if diff := cmp.Diff([]string{"d0 ultraloq_lock Europe/Vienna", "d0 ultraloq_lock America/New_York"}, desk.Zones()); diff != "" {
			t.Errorf("Seam was told (-want +got):\n%s", diff)
		}
	})
}

// TestZoneIsNotTold: what cannot be told says why.
func TestZoneIsNotTold(t *testing.T) {
	told := func() *model.Snapshot {
		device := zoneless().Locks[0].Device
		device.TimeZone = "Europe/Vienna"
		return workspace(model.NewLock(device, nil, true, nil))
	}
	for name, c := range map[string]struct {
		stage uitest.Stage
		keys  []string
		says  string
	}{
		"read only":        {uitest.Stage{ReadOnly: true, Picture: zoneless()}, []string{"Z"}, "this session only reads"},
		"of August":        {uitest.Stage{Picture: oneLock(nil)}, []string{"Z"}, "set it in the maker's app"},
		"nothing likely":   {uitest.Stage{Picture: workspace(zoneless().Locks[1])}, []string{"Z", "enter"}, "type where the lock is"},
		"no such zone":     {uitest.Stage{Picture: zoneless()}, []string{"Z", "q", "x", "q", "x", "q", "x", "enter"}, "no zone has these letters"},
		"the one it has":   {uitest.Stage{Picture: told()}, []string{"Z", "V", "i", "e", "n", "n", "a", "enter"}, "that is the zone that Seam has for it already"},
		"Seam has another": {uitest.Stage{Picture: told()}, []string{"Z", "L", "i", "s", "b", "enter"}, "Until now Seam has it in Europe/Vienna"},
	} {
		t.Run(name, func(t *testing.T) {
			desk := &uitest.Desk{}
			c.stage.Desk = desk
			uitest.Run(t, c.stage, func(d *uitest.Driver) {
				d.Press(c.keys...)
				d.Sees(c.says)
				if zones := desk.Zones(); len(zones) != 0 {
					t.Errorf("Seam was told %q", zones)
				}
			})
		})
	}
}

// TestZoneOfALockThatLeaves: the question stays when the lock leaves the workspace, and Seam says what it thinks of it.
func TestZoneOfALockThatLeaves(t *testing.T) {
	desk := &uitest.Desk{Fails: func(int) error { return &model.Fault{Kind: model.KindNotFound, Message: "there is no such lock"} }}
	uitest.Run(t, uitest.Stage{Desk: desk, Picture: zoneless()}, func(d *uitest.Driver) {
		d.GoTo("Boat shed")
		d.Press("Z")
		d.Show(d.Feed.Picture.WithoutLocks([]model.DeviceID{"d0"}, d.Feed.Picture.Feed))
		d.Press("enter", "y")
		d.Sees("Seam was not told where Boat shed is: there is no such lock")
	})
}

// TestRandomKeysAtTheQuestions: no sequence of keys breaks a question, and none asks Seam for anything without a y or an f.
func TestRandomKeysAtTheQuestions(t *testing.T) {
	keys := []string{"up", "down", "pgup", "pgdown", "home", "end", "tab", "enter", "esc", "backspace", "a", "L", "Ü", "/", "貯", "left", "right", "ctrl+u", "ctrl+w", "space"}
	for seed := range uint64(8) {
		desk, picture, code := &clerk{}, zoneless(), model.CodeID("")
		steps := []diagnose.Remedy{diagnose.ReportZone, diagnose.Reconnect, diagnose.ShowCodes, diagnose.Wait, diagnose.Refresh}
		if seed%2 == 1 {
			picture, code = rivals(), "a3-okafor"
			steps = []diagnose.Remedy{diagnose.NewPIN, diagnose.AllowChange, diagnose.DeleteOther, diagnose.AdoptOther, diagnose.ShowOther, diagnose.Recreate, diagnose.Reconnect}
		}
		random := rand.New(rand.NewPCG(seed, 9))
		remedied(t, picture, desk, code, func(d *uitest.Driver, do func(diagnose.Step)) {
			for range 120 {
				if random.IntN(10) == 0 {
					do(diagnose.Step{Do: steps[random.IntN(len(steps))]})
				}
				if random.IntN(12) == 0 {
					size := [][2]int{{60, 16}, {80, 24}, {120, 40}, {61, 17}}[random.IntN(4)]
					d.Resize(size[0], size[1])
				}
				d.Press(keys[random.IntN(len(keys))])
				d.Screen()
			}
		})
		desk.was(t)
	}
}

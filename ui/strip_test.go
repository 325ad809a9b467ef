package ui_test

import (
	"strings"
	"testing"

	"seamdash/model"
	"seamdash/ui/uitest"
)

// TestStripCounts: a lock with more codes than lines says how many have none.
func TestStripCounts(t *testing.T) {
	uitest.Run(t, uitest.Stage{Picture: uitest.Many(2, 40)}, func(d *uitest.Driver) {
		bars := 0
		for _, line := range strings.Split(d.Screen(), "\n") {
			if strings.Contains(line, "┿") {
				bars++
			}
		}
		if bars < 5 || d.Line("NEXT 7 DAYS") == "" {
			t.Fatalf("only %d bars cross the line of now:\n%s", bars, d.Screen())
		}
		// Codes 0 to 4 began before now, all of the 40 still last.
		d.Sees("and 34 more codes", "▲ 40 codes for 30 slots")
		d.SeesNot("begins or ends")
	})
}

func TestStripOfNothing(t *testing.T) {
	uitest.Run(t, uitest.Stage{}, func(d *uitest.Driver) {
		d.GoTo("Pier 4 · Office")
		d.Sees("NEXT 7 DAYS", "no code begins or ends in these days")
		d.Resize(80, 24)
		d.Press("enter")
		d.SeesNot("NEXT 7 DAYS") // codes are worth more on a low terminal
	})
}

// TestPaneTellsTheRules: what the lock demands stands in words, and how early it loads codes.
func TestPaneTellsTheRules(t *testing.T) {
	device := model.Device{
		ID: "n", Name: "Gate", Type: "lockly_lock", Online: model.Yes, Keypad: model.Battery{Known: true, Level: 0.1},
		Can: model.Capabilities{ProgramOnlineCodes: model.Yes}, Slots: 1,
		Rules: model.PINRules{Lengths: []int{6}, Constraints: []model.Constraint{{Type: "no_zeros"}, {Type: "of_next_year"}}},
	}
	codes := []model.AccessCode{{ID: "c", DeviceID: "n", Name: "X", Status: model.StatusSet}}
	s := model.NewSnapshot(model.Workspace{ID: "w"}, []*model.Lock{model.NewLock(device, codes, true, nil)}, model.FeedState{Connection: model.Live}, 1)
	for _, w := range []int{80, 120, 200} {
		uitest.Run(t, uitest.Stage{Picture: s, W: w, H: 40}, func(d *uitest.Driver) {
			d.Press("enter")
			d.Sees("keypad battery 10 %, low", "1 of 1 slots · loads codes 60 min before their start", "PIN of 6 digits · no digit 0 · of next year", "1 set")
		})
	}
}

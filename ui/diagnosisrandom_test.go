package ui_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"seamdash/model"
	"seamdash/ui"
	"seamdash/ui/activity"
	"seamdash/ui/uitest"
)

// TestAnyKeysOnDiagnosis presses keys as they come, at any size, while codes and locks come and go, problems and events of any
// kind arrive and answers come late or not. Every frame is whole, nothing breaks, and no PIN is ever on a diagnosis.
func TestAnyKeysOnDiagnosis(t *testing.T) {
	keys := []string{
		"up", "down", "pgup", "pgdown", "home", "end", "enter", "esc", "tab", "shift+tab", "left", "right", "space", "d", "d", "d", "j", "k", "y", "s", "r",
		"1", "2", "3", "4", "5", "9", "t", "T", "b", "x", "a", "e", "P", "A", "U", "+", "c", "l", "f", "g", "q", "?", ":", "n",
	}
	sizes := [][2]int{{60, 16}, {80, 24}, {99, 27}, {110, 31}, {120, 40}, {160, 45}, {200, 50}, {60, 50}, {50, 10}}
	seeds, seen := uint64(8), 0
	if testing.Short() {
		seeds = 2
	}
	for seed := range seeds {
		random := rand.New(rand.NewPCG(seed, 9))
		records := &uitest.Records{Events: anyEvents(random, 300), Answer: `{"code":"••••"}`, Takes: time.Second, Fails: func(asked int) error {
			if asked%4 == 0 {
				return errors.New("Seam answered 503")
			}
			return nil
		}}
		stage := uitest.Stage{Records: records, Reports: &uitest.Reports{}, Desk: &uitest.Desk{Takes: time.Second}}
		uitest.Run(t, stage, func(d *uitest.Driver) {
			for i := range 300 {
				if i%25 == 0 { // back from wherever the keys led
					d.Resize(120, 40)
					d.Press("esc", "esc", "esc", "esc", "1", "esc")
					d.Show(uitest.Snapshot())
					toFrontDoor(d)
					d.Press("home", "d")
				}
				disturb(d, random, sizes)
				d.Press(keys[random.IntN(len(keys))])
				if screen := d.Screen(); strings.Contains(screen, " WHY?   ") || strings.Contains(screen, " RAW   ") {
					seen++
					pinless(t, screen)
				}
			}
		})
	}
	if seen < 50*int(seeds) {
		t.Errorf("only %d of the frames had a diagnosis", seen)
	}
}

// disturb lets something happen now and then that is not a key.
func disturb(d *uitest.Driver, random *rand.Rand, sizes [][2]int) {
	switch random.IntN(16) {
	case 0:
		size := sizes[random.IntN(len(sizes))]
		d.Resize(size[0], size[1])
	case 1:
		d.Show(uitest.Snapshot().WithoutLocks([]model.DeviceID{"a3"}, d.Feed.Picture.Feed))
	case 2, 3:
		d.Show(anyTrouble(random).WithEvents(anyEvents(random, 40)))
	case 4:
		d.After(time.Duration(random.IntN(3)) * time.Second)
	case 5:
		d.After(time.Duration(random.IntN(6)) * time.Minute)
	case 6:
		d.Send(activity.Written{Writes: []model.Write{{Number: 1, At: uitest.Now(), Action: "create code", Device: "a3", Code: anyCode(random), Request: "7f3c-11"}}})
		d.Send(ui.Followed{Writes: []model.Tracked{{ID: "1", Code: anyCode(random), Wanted: model.CodeDraft{DeviceID: "a3"}, AskedAt: uitest.Now()}}})
	}
}

func anyCode(random *rand.Rand) model.CodeID {
	codes := uitest.FrontDoor()
	return codes[random.IntN(len(codes))].ID
}

// anyTrouble is the believable world with codes of the front door in states that fit together or not.
func anyTrouble(random *rand.Rand) *model.Snapshot {
	picture := uitest.Snapshot()
	lock, _ := picture.Lock("a3")
	device, codes := lock.Device, uitest.FrontDoor()
	device.Online = model.Tri(random.IntN(3))
	statuses := []model.Status{model.StatusSet, model.StatusSetting, model.StatusUnset, model.StatusRemoving, model.StatusUnknown, "odd"}
	for i := range codes {
		c := &codes[i]
		c.Status = statuses[random.IntN(len(statuses))]
		if random.IntN(2) == 0 {
			c.Problems = append(c.Problems, model.Problem{
				Level: model.Level(random.IntN(2)), Origin: model.Origin(random.IntN(4)), Code: anyProblem(random),
				Message: "PIN " + c.PIN.Reveal() + " is there already.", Since: uitest.Now().Add(time.Duration(random.IntN(200)-100) * time.Hour),
			})
		}
	}
	return picture.WithLocks([]*model.Lock{model.NewLock(device, codes[random.IntN(len(codes)):], true, nil)}, picture.Feed)
}

func anyProblem(random *rand.Rand) string {
	codes := []string{"duplicate_code_on_device", "device_disconnected", "failed_to_set_on_device", "account_disconnected", "hub_disconnected", "never_heard_of", ""}
	return codes[random.IntN(len(codes))]
}

// anyEvents are events of the front door, in any order, from the past and the future.
func anyEvents(random *rand.Rand, n int) []model.Event {
	types := model.EventTypes()
	out := make([]model.Event, n)
	for i := range out {
		at := uitest.Now().Add(time.Duration(random.IntN(2000)-1500) * time.Minute)
		out[i] = model.Event{ID: model.EventID(fmt.Sprint(random.IntN(n))), Type: model.EventType(types[random.IntN(len(types))]), At: at, RecordedAt: at, DeviceID: "a3"}
		if random.IntN(4) > 0 {
			out[i].CodeID = anyCode(random)
		}
	}
	return out
}

// pinless fails when a PIN of the front door is on the screen.
func pinless(t *testing.T, screen string) {
	t.Helper()
	for _, c := range uitest.FrontDoor() {
		if pin := c.PIN.Reveal(); pin != "" && strings.Contains(screen, pin) {
			t.Fatalf("the PIN %s of %s is on the screen:\n%s", pin, c.Name, screen)
		}
	}
}

// TestDiagnosisOfALongHistory holds that thousands of events, of which some are to come, leave a page that can be read.
func TestDiagnosisOfALongHistory(t *testing.T) {
	events := make([]model.Event, 2400)
	for i := range events {
		at := uitest.Now().Add(time.Duration(i-2300) * time.Minute)
		events[i] = model.Event{ID: model.EventID(fmt.Sprint(i)), Type: "access_code.changed", At: at, RecordedAt: at, DeviceID: "a3", CodeID: "a3-plumber"}
	}
	uitest.Run(t, uitest.Stage{Records: &uitest.Records{Events: events}}, func(d *uitest.Driver) {
		why(d, "plumber")
		d.Sees("What to try")
		if all := d.Pages(); strings.Count(all, "WHAT HAPPENED") == 0 || !strings.Contains(all, "2000 events") || !strings.Contains(all, "earlier are left out") {
			t.Errorf("what happened is not told:\n%s", d.Screen())
		}
	})
}

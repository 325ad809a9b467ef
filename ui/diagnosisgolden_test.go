package ui_test

import (
	"fmt"
	"testing"
	"time"

	"seamdash/model"
	"seamdash/ui/uitest"
)

// TestDiagnosisGoldens pins how typical answers look. Read a golden as somebody with a guest on the phone before you accept a
// change of it.
func TestDiagnosisGoldens(t *testing.T) {
	of := func(code string) func(*uitest.Driver) {
		return func(d *uitest.Driver) { why(d, code) }
	}
	stories := []struct {
		name string
		play func(*uitest.Driver)
	}{
		{"waiting", of("lindqvist")},
		{"works", of("kim")},
		{"setting", of("okafor")},
		{"late", of("plumber")},
		{"duplicate", of("nanny")},
		{"lingers", of("movers")},
		{"offline", func(d *uitest.Driver) { d.GoTo("Maple Ct 3B · Patio"); d.Press("enter", "d") }},
		{"lock", func(d *uitest.Driver) { d.GoTo("Maple Ct 3B · Patio"); d.Press("d") }},
		{"contradiction", func(d *uitest.Driver) { d.Show(contradicting()); why(d, "cleaner") }},
		{"second", func(d *uitest.Driver) { d.GoTo("Maple Ct 3B · Patio"); d.Press("enter", "d", "tab") }},
		{"gone", func(d *uitest.Driver) { of("okafor")(d); d.Show(without("okafor")) }},
		{"raw", func(d *uitest.Driver) { of("okafor")(d); d.Press("j") }},
	}
	for _, story := range stories {
		for _, size := range [][2]int{{60, 16}, {80, 24}, {120, 40}, {200, 50}} {
			name := fmt.Sprintf("%s-%dx%d", story.name, size[0], size[1])
			t.Run(name, func(t *testing.T) {
				records := &uitest.Records{Events: recorded(), Answer: "{\n  \"access_code_id\": \"a3-okafor\",\n  \"code\": \"••••\",\n  \"status\": \"setting\"\n}"}
				stage := uitest.Stage{W: size[0], H: size[1], Records: records, Reports: &uitest.Reports{}, Desk: &uitest.Desk{}, Picture: peopled()}
				uitest.Run(t, stage, func(d *uitest.Driver) {
					story.play(d)
					d.After(6 * time.Second) // until every notice is over
					screen := d.Screen()
					pinless(t, screen)
					uitest.Golden(t, "why-"+name, screen, *update)
				})
			})
		}
	}
}

// peopled is the believable world with the login of its locks.
func peopled() *model.Snapshot {
	picture := uitest.Snapshot()
	locks := make([]*model.Lock, len(picture.Locks))
	for i, l := range picture.Locks {
		changed := *l
		changed.Device.AccountID, changed.Device.Place = "acc", "Maple Court"
		locks[i] = &changed
	}
	picture = model.NewSnapshot(picture.Workspace, locks, picture.Feed, 1)
	return picture.WithAccounts([]model.Account{{ID: "acc", Name: "ops@maple.example", Type: "august", TypeName: "August"}})
}

// without is [peopled] after somebody deleted a code of the front door.
func without(id model.CodeID) *model.Snapshot {
	picture := peopled()
	lock, _ := picture.Lock("a3")
	var left []model.AccessCode
	for i := range lock.Codes {
		if lock.Codes[i].ID != "a3-"+id {
			left = append(left, lock.Codes[i])
		}
	}
	return picture.WithLocks([]*model.Lock{model.NewLock(lock.Device, left, true, nil)}, picture.Feed)
}

// contradicting is [peopled] with a code that is set and could not be, on a lock that is online and disconnected.
func contradicting() *model.Snapshot {
	picture := peopled()
	lock, _ := picture.Lock("a3")
	device, codes := lock.Device, append([]model.AccessCode(nil), lock.Codes...)
	since := uitest.Now().Add(-40 * time.Minute)
	device.Problems = []model.Problem{{Level: model.Error, Origin: model.OriginDevice, Code: "device_disconnected", Message: "The device is offline.", Since: since}}
	for i := range codes {
		if codes[i].ID == "a3-cleaner" {
			codes[i].Problems = []model.Problem{{Level: model.Error, Origin: model.OriginCode, Code: "failed_to_set_on_device", Message: "Failed to set code on device.", Since: since}}
		}
	}
	return picture.WithLocks([]*model.Lock{model.NewLock(device, codes, true, nil)}, picture.Feed)
}

// recorded is what Seam recorded of the front door and the patio.
func recorded() []model.Event {
	at := func(hours float64) time.Time { return uitest.Now().Add(time.Duration(hours * float64(time.Hour))) }
	event := func(id string, hours float64, kind model.EventType, lock model.DeviceID, code model.CodeID) model.Event {
		return model.Event{ID: model.EventID(id), Type: kind, At: at(hours), RecordedAt: at(hours), DeviceID: lock, CodeID: code, AccountID: "acc"}
	}
	return []model.Event{
		event("e1", -0.41, "access_code.created", "a3", "a3-okafor"),
		event("e2", -0.2, "access_code.delay_in_setting_on_device", "a3", "a3-okafor"),
		event("e3", -72, "access_code.created", "a3", "a3-lindqvist"),
		event("e4", -30, "access_code.set_on_device", "a3", "a3-mover"),
		event("e5", -71.9, "access_code.set_on_device", "a3", "a3-resident"),
		event("e6", -26, "access_code.failed_to_set_on_device", "a3", "a3-nanny"),
		event("e7", -4.8, "device.disconnected", "a4", ""),
		event("e8", -5, "access_code.set_on_device", "a3", "a3-cleaner"),
	}
}

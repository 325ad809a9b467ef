// Package uitest drives the screen without a terminal: a pump for messages, a driver that reads like a story, goldens,
// and a believable world. Only tests import it.
package uitest

import (
	"fmt"
	"hash/fnv"
	"time"

	"seamdash/model"
)

// Now is the moment of the believable world: a Friday afternoon in Los Angeles.
func Now() time.Time { return time.Date(2026, 11, 20, 22, 2, 0, 0, time.UTC) }

// at is an instant so many hours from [Now].
func at(hours float64) time.Time { return Now().Add(time.Duration(hours * float64(time.Hour))) }

func span(from, until float64) model.Window { return model.Window{From: at(from), Until: at(until)} }

// Snapshot is a picture of a small property manager's workspace with a code in every state.
func Snapshot() *model.Snapshot {
	feed := model.FeedState{Connection: model.Live, AsOf: Now().Add(-4 * time.Second), CallsPerMinute: 6}
	return model.NewSnapshot(model.Workspace{ID: "w1", Name: "Maple Property Group"}, Locks(), feed, 1)
}

// Locks are the locks of [Snapshot].
func Locks() []*model.Lock {
	la, lisbon := "America/Los_Angeles", "Europe/Lisbon"
	return []*model.Lock{
		lock(august("a1", "Maple Ct 1A · Front Door", 0.92, la), standard("a1")...),
		lock(august("a2", "Maple Ct 1A · Garage", 0.88, la), standard("a2")[:2]...),
		lock(august("a3", "Maple Ct 3B · Front Door", 0.64, la), FrontDoor()...),
		lock(patio(la), standard("a4")[:3]...),
		lock(wired("b1", "Cedar 12 · Main door", la, 250), standard("b1")...),
		lock(keypad("b2", "Cedar 12 · Laundry", 0.71, la), standard("b2")[:3]...),
		lock(wired("b3", "Cedar 14 · Main door", la, 250), standard("b3")...),
		lock(keypad("c1", "Quinta do Lago · Portão", 0.55, lisbon), standard("c1")[:3]...),
		lock(keypad("c2", "Quinta do Lago · 貯蔵庫", 0.14, lisbon), standard("c2")[:1]...),
		model.NewLock(keypad("d1", "Pier 4 · Boat shed", 0.4, ""), standard("d1")[:2], true, nil),
		model.NewLock(keypad("d2", "Pier 4 · Office", 0.81, la), nil, true, nil),
		model.NewLock(keypad("d3", "Pier 5 · Gate", 0.66, la), nil, false, nil),
		model.NewLock(keypad("d4", "Pier 6 · Gate", 0.66, la), nil, false, &model.Fault{
			Op: "list codes of", Subject: "Pier 6 · Gate", Kind: model.KindUnavailable, Message: "Seam answered 503", Hint: "Wait a minute; Seam is out of order.",
		}),
	}
}

func lock(d model.Device, codes ...model.AccessCode) *model.Lock {
	return model.NewLock(d, codes, true, nil)
}

func base(id, name, zone string) model.Device {
	return model.Device{
		ID: model.DeviceID(id), Name: name, TimeZone: zone, Online: model.Yes, Locked: model.Yes, Managed: true,
		Can: model.Capabilities{ProgramOnlineCodes: model.Yes},
	}
}

func august(id, name string, level float64, zone string) model.Device {
	d := base(id, name, zone)
	d.Manufacturer, d.ModelName, d.Type = "August", "August Wi-Fi Smart Lock", "august_lock"
	d.Battery = model.Battery{Known: true, Level: level}
	d.Slots, d.Rules.Lengths = 30, []int{4, 5, 6, 7, 8}
	return d
}

func keypad(id, name string, level float64, zone string) model.Device {
	d := base(id, name, zone)
	d.Manufacturer, d.ModelName, d.Type = "Yale", "Assure Lock 2", "yale_lock"
	d.Battery = model.Battery{Known: true, Level: level}
	d.Slots, d.Rules.Lengths = 100, []int{4, 6, 8}
	return d
}

func wired(id, name, zone string, slots int) model.Device {
	d := base(id, name, zone)
	d.Manufacturer, d.ModelName, d.Type = "Salto", "Salto KS Wall Reader", "salto_ks_lock"
	d.Battery = model.Battery{Known: true, Wired: true}
	d.Slots = slots
	return d
}

func patio(zone string) model.Device {
	d := august("a4", "Maple Ct 3B · Patio", 0.11, zone)
	d.Online, d.Locked = model.No, model.Unknown
	d.Problems = []model.Problem{
		{Level: model.Error, Origin: model.OriginDevice, Code: "device_offline", Message: "Device is offline", Since: at(-4.8)},
		{Level: model.Warning, Origin: model.OriginDevice, Code: "low_battery", Message: "Battery is low"},
	}
	return d
}

func standard(lock string) []model.AccessCode {
	return []model.AccessCode{
		code(lock, "resident", "Resident · Kim", model.StatusSet, model.Window{}),
		code(lock, "owner", "Owner", model.StatusSet, model.Window{}),
		code(lock, "cleaner", "Cleaner", model.StatusSet, span(-5, 2)),
		code(lock, "weekend", "Guest · Ferreira", model.StatusUnset, span(42, 90)),
	}
}

func code(lock, id, name string, status model.Status, w model.Window) model.AccessCode {
	c := model.AccessCode{
		ID: model.CodeID(lock + "-" + id), DeviceID: model.DeviceID(lock), Name: name, PIN: pinOf(lock, id),
		Type: model.TypeOngoing, Status: status, Window: w, CreatedAt: at(-72), Managed: true,
	}
	if !w.Always() {
		c.Type = model.TypeTimeBound
	}
	return c
}

// pinOf gives every code a PIN of its own, but for the two that quarrel about one.
func pinOf(lock, id string) model.PIN {
	if id == "resident" || id == "nanny" {
		return model.NewPIN("4177")
	}
	hash := fnv.New32a()
	_, _ = hash.Write([]byte(lock + id))
	return model.NewPIN(fmt.Sprintf("%05d", hash.Sum32()%100_000))
}

// FrontDoor is the codes of the lock that has one in every state.
func FrontDoor() []model.AccessCode {
	okafor := code("a3", "okafor", "Guest · Okafor", model.StatusSetting, span(0.97, 44.97))
	okafor.PIN = model.NewPIN("903114")
	okafor.Pending = []model.PendingMutation{{Code: model.MutationCreating, CreatedAt: at(-0.4)}}
	okafor.Problems = []model.Problem{{
		Level: model.Warning, Origin: model.OriginCode, Code: "delay_in_setting_on_device",
		Message: "There was an unusually long delay in setting the access code on the device", Since: at(-0.2),
	}}
	lindqvist := code("a3", "lindqvist", "Guest · Lindqvist", model.StatusUnset, span(72.97, 140.97))
	lindqvist.Pending = []model.PendingMutation{{Code: model.MutationDeferringCreation, ScheduledAt: at(0.97)}}
	duarte := code("a3", "duarte", "Guest · Duarte", model.StatusUnset, span(24.97, 44.97))
	duarte.Preloaded = model.Yes
	late := code("a3", "plumber", "Plumber", model.StatusUnset, span(-1.5, 3))
	failed := code("a3", "nanny", "Nanny", model.StatusUnset, model.Window{})
	failed.Problems = []model.Problem{{Level: model.Error, Origin: model.OriginCode, Code: "duplicate_code_on_device", Message: "Duplicate access code detected on device.", Since: at(-26)}}
	leaving := code("a3", "painter", "Painter", model.StatusRemoving, span(-48, -0.1))
	leaving.Pending = []model.PendingMutation{{Code: model.MutationDeleting, CreatedAt: at(-0.05)}}
	noPIN := code("a3", "spare", "", model.StatusUnknown, model.Window{})
	noPIN.PIN, noPIN.AwaitingPIN, noPIN.Backup.Is = model.PIN{}, model.Yes, true
	return []model.AccessCode{
		code("a3", "resident", "Resident · Kim", model.StatusSet, model.Window{}),
		code("a3", "cleaner", "Cleaner", model.StatusSet, span(-5, 2)),
		okafor, lindqvist, duarte, late, failed, leaving, noPIN,
		code("a3", "mover", "Movers", model.StatusSet, span(-30, -2)),
		code("a3", "strange", "Locksmith", model.Status("hibernating"), span(800, 900)),
	}
}

// Many is a picture of n locks with each codes, named by number.
func Many(n, each int) *model.Snapshot {
	locks := make([]*model.Lock, n)
	for i := range locks {
		id := fmt.Sprintf("m%05d", i)
		codes := make([]model.AccessCode, each)
		for k := range codes {
			codes[k] = code(id, fmt.Sprintf("%03d", k), fmt.Sprintf("Guest %d of %d", k, i), model.StatusSet, span(float64(k-5), float64(k+40)))
		}
		locks[i] = lock(august(id, fmt.Sprintf("Building %d · Door %d", i/20, i), 0.5, "America/Los_Angeles"), codes...)
	}
	feed := model.FeedState{Connection: model.Live, AsOf: Now(), CallsPerMinute: 6}
	return model.NewSnapshot(model.Workspace{ID: "w1", Name: "Maple Property Group", Sandbox: true}, locks, feed, 1)
}

package prospect_test

import (
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/google/go-cmp/cmp"

	"seamdash/model"
	"seamdash/model/civil"
	"seamdash/model/prospect"
)

func zones(name string) (*time.Location, bool) {
	zone, err := time.LoadLocation(name)
	return zone, err == nil && name != ""
}

func angeles() *time.Location {
	zone, _ := zones("America/Los_Angeles")
	return zone
}

// now is a Friday, 14:00 in Los Angeles.
func now() time.Time { return time.Date(2026, 11, 20, 22, 0, 0, 0, time.UTC) }

// hours is a window by hours from now.
func hours(from, until int) model.Window {
	return model.Window{From: now().Add(time.Duration(from) * time.Hour), Until: now().Add(time.Duration(until) * time.Hour)}
}

func lockOf(kind string, slots int, codes ...model.AccessCode) *model.Lock {
	return model.NewLock(model.Device{
		ID: "patio", Name: "Patio", Type: kind, TimeZone: "America/Los_Angeles", Online: model.Yes, Managed: true, Slots: slots,
		Can: model.Capabilities{ProgramOnlineCodes: model.Yes},
	}, codes, true, nil)
}

func code(id, pin string, w model.Window) model.AccessCode {
	c := model.AccessCode{ID: model.CodeID(id), Name: id, Status: model.StatusUnset, Managed: true, PIN: model.NewPIN(pin), Window: w}
	if w.Always() {
		c.Status = model.StatusSet
	}
	return c
}

func ask(lock *model.Lock, windows ...model.Window) *prospect.Question {
	return &prospect.Question{
		Now: now(), Zones: zones, SamePIN: true, PINs: []model.PIN{model.NewPIN("4179")},
		Doors: []prospect.Door{{Lock: lock, Zone: angeles(), Name: "Cleaners", Windows: windows}},
	}
}

func said(q *prospect.Question) []string {
	out := []string{}
	for _, w := range prospect.Judge(q) {
		out = append(out, [...]string{"! ", "? ", "  "}[w.Level]+w.Rule+": "+w.Text)
	}
	return out
}

func TestJudge(t *testing.T) {
	t.Parallel()
	always := model.Window{}
	for _, c := range []struct {
		name string
		ask  func() *prospect.Question
		want []string
	}{
		{"nothing in the way", func() *prospect.Question {
			return ask(lockOf("august_lock", 30, code("Kim", "1111", always)), hours(19, 23), hours(67, 71))
		}, []string{}},
		{"the PIN is there, for other hours", func() *prospect.Question {
			return ask(lockOf("august_lock", 30, code("Okafor", "4179", hours(200, 210))), hours(19, 23))
		}, []string{"! duplicate_pin: Patio: Okafor has this PIN already; a lock takes it once, even for other hours"}},
		{"guests in the same hours", func() *prospect.Question {
			lock := lockOf("august_lock", 30, code("Okafor", "1", hours(70, 90)), code("Duarte", "2", hours(22, 40)), code("Kim", "3", always))
			return ask(lock, hours(19, 23), hours(67, 71))
		}, []string{"  overlap: Patio: same hours as Duarte, Sat 12:00, and 1 other"}},
		{"windows that touch others do not meet them", func() *prospect.Question {
			return ask(lockOf("august_lock", 30, code("Okafor", "1", hours(23, 67)), code("Duarte", "2", hours(-9, 19))), hours(19, 23), hours(67, 71))
		}, []string{}},
		{"too fast for a lock that is programmed an hour ahead", func() *prospect.Question {
			short := model.Window{From: hours(0, 23).Until.Add(40 * time.Minute), Until: hours(0, 30).Until}
			return ask(lockOf("lockly_lock", 30), hours(19, 23), short)
		}, []string{"? short_gap: Patio has 40 min between two windows on Sat 13:40 and is programmed 1 h ahead: the second may come late"}},
		{"fast enough for one that knows windows", func() *prospect.Question {
			short := model.Window{From: hours(0, 23).Until.Add(40 * time.Minute), Until: hours(0, 30).Until}
			return ask(lockOf("august_lock", 30), hours(19, 23), short)
		}, []string{}},
		{"a PIN of its own waits for nobody", func() *prospect.Question {
			short := model.Window{From: hours(0, 23).Until.Add(40 * time.Minute), Until: hours(0, 30).Until}
			q := ask(lockOf("lockly_lock", 30), hours(19, 23), short)
			q.SamePIN = false
			return q
		}, []string{}},
		{"the last place", func() *prospect.Question {
			return ask(lockOf("august_lock", 3, code("Kim", "1", always), code("Okafor", "2", hours(180, 200))), hours(19, 23), hours(170, 174))
		}, []string{"  capacity: Patio: slot 3 of 3 is taken from Wed 02:00"}},
		{"one place too few", func() *prospect.Question {
			return ask(lockOf("lockly_lock", 2, code("Kim", "1", always), code("Okafor", "2", hours(20, 40))), hours(19, 23))
		}, []string{
			"? capacity: Patio has places for 2 codes, and Sat 10:00 there are 3",
			"  overlap: Patio: same hours as Okafor, Sat 10:00",
		}},
		{"an own code is not in its own way", func() *prospect.Question {
			q := ask(lockOf("august_lock", 1, code("mine", "4179", hours(19, 23))), hours(19, 23), hours(67, 71))
			q.Doors[0].Own = func(c *model.AccessCode) bool { return c.ID == "mine" }
			return q
		}, []string{"  capacity: Patio: slot 1 of 1 is taken from today 14:00"}},
		{"another schedule", func() *prospect.Question {
			q := ask(lockOf("august_lock", 30), hours(19, 23), hours(67, 71))
			q.Doors[0].Others = []prospect.Series{{Name: "Gardener", Windows: []model.Window{hours(1, 2), hours(66, 68)}}}
			return q
		}, []string{"  overlap: Patio: same hours as Gardener, Mon 09:00"}},
		{"a PIN that the lock does not take", func() *prospect.Question {
			lock := lockOf("august_lock", 30)
			lock.Device.Rules.Lengths = []int{6}
			return ask(lock, hours(19, 23))
		}, []string{"! pin_length: Patio wants 6 digits"}},
		{"a start in the past", func() *prospect.Question {
			q := ask(lockOf("august_lock", 30), hours(19, 23))
			q.New = true
			q.Start, _ = civil.MakeDate(2026, 11, 2)
			return q
		}, []string{"  start_in_past: it starts in the past, on 2026-11-02; the first window to come is Sat 09:00"}},
		{"another clock", func() *prospect.Question {
			lock := lockOf("august_lock", 30)
			lock.Device.TimeZone = "America/New_York"
			return ask(lock, hours(19, 23))
		}, []string{"  zone_differs: Patio is in New York: 09:00 is 12:00 there"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(c.want, said(c.ask())); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestEveryDoorIsJudged(t *testing.T) {
	t.Parallel()
	q := ask(lockOf("august_lock", 30, code("Okafor", "4179", hours(200, 210))), hours(19, 23))
	other := q.Doors[0]
	garage := *other.Lock
	garage.Device.ID, garage.Device.Name = "garage", "Garage"
	other.Lock = &garage
	q.Doors = append(q.Doors, other)
	got := prospect.Judge(q)
	if len(got) != 2 || got[0].Lock != "patio" || got[1].Lock != "garage" {
		t.Errorf("got %v", got)
	}
}

func TestNoPINIsSaid(t *testing.T) {
	t.Parallel()
	lock := lockOf("august_lock", 30, code("Okafor", "41793865", hours(20, 40)))
	q := ask(lock, hours(19, 23))
	q.PINs = []model.PIN{model.NewPIN("41793865"), model.NewPIN("77777777")}
	found := prospect.Judge(q)
	if len(found) < 2 {
		t.Fatalf("only %v: the PINs were not looked at", found)
	}
	for _, w := range found {
		if text := w.Text + w.Hint; strings.Contains(text, "41793865") || strings.Contains(text, "77777777") {
			t.Errorf("a PIN in %q", text)
		}
	}
}

func TestMostIsCountedWhileTheScheduleIsThere(t *testing.T) {
	t.Parallel()
	full := lockOf("lockly_lock", 2, code("Okafor", "1", hours(30, 40)), code("Duarte", "2", hours(30, 40)))
	for _, w := range prospect.Judge(ask(full, hours(19, 23))) {
		if w.Rule == "capacity" {
			t.Errorf("the lock is full after the window, not in it: %q", w.Text)
		}
	}
}

// BenchmarkJudge asks for 200 locks with 20 codes and another schedule each, 50 windows ahead.
func BenchmarkJudge(b *testing.B) {
	zone := angeles()
	read := func(string) (*time.Location, bool) { return zone, true }
	q := &prospect.Question{Now: now(), Zones: read, SamePIN: true, PINs: []model.PIN{model.NewPIN("4179")}}
	var windows []model.Window
	for i := range 50 {
		windows = append(windows, hours(19+24*i, 23+24*i))
	}
	for range 200 {
		var codes []model.AccessCode
		for i := range 20 {
			codes = append(codes, code("guest", "83051"+string(rune('0'+i%10)), hours(24*i, 24*i+20)))
		}
		q.Doors = append(q.Doors, prospect.Door{
			Lock: lockOf("august_lock", 20, codes...), Zone: zone, Name: "Cleaners", Windows: windows,
			Others: []prospect.Series{{Name: "Gardener", Windows: windows}},
		})
	}
	for b.Loop() {
		if len(prospect.Judge(q)) == 0 {
			b.Fatal("nothing was found")
		}
	}
}

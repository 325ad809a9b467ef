package ui_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"seamdash/model"
	"seamdash/model/plan"
	"seamdash/ui"
	"seamdash/ui/uitest"
)

// badNews are lines of the history of the dog walker: two bad ones around a good one.
func badNews(rules *uitest.Rules, first uint64) ui.Rolled {
	key := plan.Key{Rule: rules.ID("Dog walker"), Lock: "a1"}
	return ui.Rolled{Rolls: []plan.Roll{
		{Number: first, Key: key, At: uitest.Now(), What: plan.Late},
		{Number: first + 1, Key: key, At: uitest.Now(), What: plan.Made},
		{Number: first + 2, Key: key, At: uitest.Now(), What: plan.Halted, Why: "somebody removed the code"},
	}}
}

// TestAlarms: bad news of schedules are told once, a burst as one, in the way that was chosen and in the status line, and are counted
// beside the name of the screen until somebody looks there.
func TestAlarms(t *testing.T) {
	const halted = "Dog walker on Maple Ct 1A · Front Door: nothing more is done, somebody removed the code (and 1 more)"
	for how, want := range map[ui.Notify][]string{
		ui.Silent: nil, ui.Bell: {"\x07", "\x07"},
		ui.OSC9:   {"\x1b]9;" + halted + "\x07", "\x1b]9;" + halted + "\x07"},
		ui.OSC777: {"\x1b]777;notify;seamdash;" + halted + "\x07", "\x1b]777;notify;seamdash;" + halted + "\x07"},
		ui.OSC99:  {"\x1b]99;;" + halted + "\x1b\\", "\x1b]99;;" + halted + "\x1b\\"},
	} {
		rules := uitest.NewRules(uitest.SomeRules()...)
		uitest.Run(t, uitest.Stage{Rules: rules, Roller: &uitest.Roller{}, Notify: how}, func(d *uitest.Driver) {
			d.Send(badNews(rules, 10))
			d.SeesNot("nothing more is done")
			d.After(3 * time.Second)
			d.Sees(halted, "3 Schedules ✖ 2")
			d.Send(badNews(rules, 10)) // the same again is no news
			d.After(2 * time.Minute)
			d.Send(badNews(rules, 13))
			d.After(3 * time.Second)
			d.Sees("3 Schedules ✖ 4")
			if !slices.Equal(d.Raw, want) {
				t.Errorf("way %d: the terminal got %q, want %q", how, d.Raw, want)
			}
			d.Press("3", "1")
			d.SeesNot("Schedules ✖")
		})
	}
}

// TestAlarmsDoNotStorm: what comes soon after an alarm waits, and is then one.
func TestAlarmsDoNotStorm(t *testing.T) {
	rules := uitest.NewRules(uitest.SomeRules()...)
	uitest.Run(t, uitest.Stage{W: 80, H: 24, Rules: rules, Roller: &uitest.Roller{}, Notify: ui.Bell}, func(d *uitest.Driver) {
		for n := uint64(1); n < 150; n += 3 {
			d.Send(badNews(rules, n))
			d.After(time.Second)
		}
		if len(d.Raw) != 1 {
			t.Errorf("the bell rang %d times in 50 seconds", len(d.Raw))
		}
		if head, _, _ := strings.Cut(d.Screen(), "\n"); !strings.Contains(head, "3✖") {
			t.Errorf("the header does not show it: %q", head)
		}
		d.After(20 * time.Second)
		d.Sees("96 alarms: Dog walker on")
		if len(d.Raw) != 2 {
			t.Errorf("the bell rang %d times, want once more for the rest", len(d.Raw))
		}
	})
}

// TestLowBattery: a battery that becomes low is told once, also when its level plays around the limit.
func TestLowBattery(t *testing.T) {
	uitest.Run(t, uitest.Stage{Notify: ui.OSC9}, func(d *uitest.Driver) {
		revision := d.Feed.Picture.Revision
		show := func(level float64) {
			locks := uitest.Locks()
			at := slices.IndexFunc(locks, func(l *model.Lock) bool { return l.Device.ID == "a1" })
			device := locks[at].Device
			device.Battery.Level = level
			locks[at] = model.NewLock(device, locks[at].Codes, true, nil)
			revision++
			d.Show(model.NewSnapshot(d.Feed.Picture.Workspace, locks, d.Feed.Picture.Feed, revision))
		}
		for _, level := range []float64{0.5, 0.19, 0.21, 0.19} {
			show(level)
			d.After(2 * time.Minute)
		}
		if want := []string{"\x1b]9;the battery of Maple Ct 1A · Front Door is low, 19 %\x07"}; !slices.Equal(d.Raw, want) {
			t.Errorf("the terminal got %q, want %q", d.Raw, want)
		}
		show(0.9)
		d.After(25 * time.Hour)
		show(0.1)
		d.After(3 * time.Second)
		d.Sees("the battery of Maple Ct 1A · Front Door is low, 10 %")
	})
}

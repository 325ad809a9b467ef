package ui_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"seamdash/model"
	"seamdash/model/diagnose"
	"seamdash/ui"
	"seamdash/ui/theme"
	"seamdash/ui/uitest"
)

// TestCountsAreRootCauses: header, tab and window count what was found, not what Seam complains of, and say nothing before.
func TestCountsAreRootCauses(t *testing.T) {
	uitest.Run(t, uitest.Stage{}, func(d *uitest.Driver) {
		d.Sees("✖ 2  ▲ 2", "4 Problems 4")
		s := uitest.Snapshot()
		d.Show(s.WithoutLocks([]model.DeviceID{"a4"}, s.Feed))
		d.After(2 * time.Second)
		d.Sees("✖ 1  ▲ 1", "4 Problems 2")
		s = d.Feed.Picture
		d.Show(s.WithoutLocks([]model.DeviceID{"a3"}, s.Feed))
		d.After(2 * time.Second)
		d.Sees("✖ 0  ▲ 0", "4 Problems   5")
	})
	uitest.Run(t, uitest.Stage{Surveyor: slow{}}, func(d *uitest.Driver) {
		d.SeesNot("✖ 0", "▲ 0")
		d.Press("4")
		d.Sees("Looking at 13 locks and 37 codes")
		d.After(time.Minute)
		d.Sees("✖ 2  ▲ 2")
	})
}

// A slow surveyor needs half a minute.
type slow struct{ uitest.Surveyor }

func (s slow) Look(p *model.Snapshot, now time.Time, zone func(*model.Lock) *time.Location) *diagnose.Survey {
	<-time.After(30 * time.Second)
	return s.Surveyor.Look(p, now, zone)
}

// TestProblems walks through the list: what, where, who is hurt first; into the code, and with a filter.
func TestProblems(t *testing.T) {
	uitest.Run(t, uitest.Stage{}, func(d *uitest.Driver) {
		d.Press("4")
		d.Sees("PROBLEMS 4")
		d.At("The lock is offline")
		d.Sees("Maple Ct 3B · Patio: the lock is offline.", "Cleaner is needed now, 2 other codes too.")
		d.Press("down", "down")
		d.At("today 15:00")
		d.Press("o")
		d.Sees("1 Fleet")
		d.At("Guest · Okafor")
		d.Press("4", "/")
		d.Type("nanny")
		d.Sees("PROBLEMS 1 of 4")
		d.At("Another code has this PIN")
		d.Press("enter", "/")
		d.Type("zzz")
		d.Sees("Nothing matches", "esc shows all 4 problems again")
		d.Press("esc")
		d.At("Another code has this PIN")
	})
}

// TestNothingWrong says how much was looked at, and when.
func TestNothingWrong(t *testing.T) {
	s := uitest.Many(400, 5)
	uitest.Run(t, uitest.Stage{Picture: s}, func(d *uitest.Driver) {
		d.Press("4")
		d.Sees("0 problems. 400 locks and 2,000 codes checked just now.")
		feed := s.Feed
		feed.Loading = true
		d.Show(s.WithFeed(feed))
		d.Sees("0 problems so far. The codes of 400 of 400 locks were read.")
	})
}

// TestProblemCodes goes into the codes that a trouble hurts, and to the windows in danger, on terminals of all sizes.
func TestProblemCodes(t *testing.T) {
	for _, size := range []struct{ w, h int }{{60, 16}, {80, 24}, {120, 24}, {120, 40}, {200, 50}} {
		uitest.Run(t, uitest.Stage{W: size.w, H: size.h}, func(d *uitest.Driver) {
			d.Press("4", "right", "down")
			d.At("Kim")
			d.Press("o")
			d.At("Kim")
			d.Sees("1 Fleet")
			d.Press("4", "tab")
			d.Sees("NEXT 72 H", "2 windows in danger")
			d.At("Guest · Okafor")
			d.Sees("it is not on the lock yet")
			d.Press("a")
			d.Sees("choose a problem first")
			d.Press("down", "o")
			d.Sees("1 Fleet", "Maple Ct 1A · Front Door")
			d.Press("4", "tab")
			d.At("The lock is offline")
			d.Press("down", "left", "right")
			d.At("Nanny")
			d.Press("esc")
			d.At("Another code has this")
		})
	}
}

// TestProblemSteps: what can be done is one question away, with the reason where it cannot be done now.
func TestProblemSteps(t *testing.T) {
	uitest.Run(t, uitest.Stage{Desk: &uitest.Desk{}}, func(d *uitest.Driver) {
		d.Press("4", "s")
		d.Sees("1 is by hand: change the batteries of the lock.", "3 wait and look again")
		d.Press("3")
		d.Sees("nothing to do for now: Seam goes on by itself once the lock answers")
		d.Press("down", "s", "2")
		d.Sees("1 Fleet")
		d.At("Resident · Kim")
		d.Press("4")
		d.At("Another code has this PIN")
		d.Press("s", "1")
		d.Sees("Nanny", "another PIN")
	})
	uitest.Run(t, uitest.Stage{ReadOnly: true}, func(d *uitest.Driver) {
		d.Press("4", "down", "s")
		d.Sees("not now: this session only reads")
	})
}

// TestProblemGone: the lock of a trouble may have left the workspace since it was surveyed.
func TestProblemGone(t *testing.T) {
	uitest.Run(t, uitest.Stage{Surveyor: &ill{troubles: uitest.Troubles(), dangers: uitest.Dangers()}}, func(d *uitest.Driver) {
		d.Press("4")
		s := uitest.Snapshot()
		d.Show(s.WithoutLocks([]model.DeviceID{"a3", "a4"}, s.Feed))
		d.Press("o")
		d.Sees("the lock is no longer in the workspace")
		d.Press("right")
		d.Sees("The lock of Cleaner is no longer in the workspace.")
		d.Press("tab", "s", "esc", "s")
		d.Sees("not now: the lock is gone from this workspace")
	})
}

// TestOldProblems: what an earlier run saw says so, and has no colour.
func TestOldProblems(t *testing.T) {
	uitest.Run(t, uitest.Stage{Picture: kept(13)}, func(d *uitest.Driver) {
		d.Press("4")
		d.Sees("as of today 10:02, looked at since: 0 of 13 locks")
		red := theme.New(theme.Options{Profile: colorprofile.TrueColor}).Open(theme.Hurts)
		if d.Press("down"); strings.Contains(d.Styled(), red) {
			t.Error("a problem of an old picture is red")
		}
	})
	frozen := uitest.Snapshot()
	feed := frozen.Feed
	feed.Connection = model.Frozen
	uitest.Run(t, uitest.Stage{Picture: frozen.WithFeed(feed)}, func(d *uitest.Driver) {
		d.Press("4")
		d.Sees("frozen, as of today 14:01")
	})
}

// TestProblemCursorStays with its trouble, wherever it comes to stand, and with its code.
func TestProblemCursorStays(t *testing.T) {
	world := &ill{troubles: uitest.Troubles()}
	uitest.Run(t, uitest.Stage{Surveyor: world}, func(d *uitest.Driver) {
		d.Press("4", "down", "down", "down", "right", "down")
		d.At("The battery of the lock")
		last := uitest.Troubles()[3]
		slices.Reverse(last.Codes)
		world.troubles = append([]diagnose.Trouble{last}, uitest.Troubles()[:3]...)
		again(d)
		d.At("The battery of the lock")
		d.At("Resident · Kim")
		world.troubles = uitest.Troubles()[:3]
		again(d)
		d.SeesNot("The battery of the lock")
		if len(d.Cursor()) == 0 {
			t.Error("the cursor left with the trouble")
		}
	})
}

// BenchmarkKeyInProblems is one key press with the frame that follows, at 200x50, by the number of troubles, each with 20 codes. The
// target is 1 ms for 1,000 of them.
func BenchmarkKeyInProblems(b *testing.B) {
	for _, n := range []int{10, 1000, 10_000} {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			world := &ill{}
			picture := uitest.Many(n, 20)
			for _, lock := range picture.Locks {
				t := uitest.Troubles()[0]
				t.Finding.Root.ID, t.Finding.Root.Name = string(lock.Device.ID), lock.Device.Name
				t.Locks, t.Codes = []model.DeviceID{lock.Device.ID}, nil
				for i := range lock.Codes {
					c := &lock.Codes[i]
					t.Codes = append(t.Codes, diagnose.Hurt{Lock: c.DeviceID, Code: c.ID, Name: c.Name, Window: c.Window})
				}
				world.troubles = append(world.troubles, t)
			}
			config := uitest.Config(&uitest.Feed{Picture: picture}, ui.Look{})
			config.Surveyor = world
			app := ui.New(config)
			app.Update(tea.WindowSizeMsg{Width: 200, Height: 50})
			_, cmd := app.Update(ui.Pictured{Snapshot: picture})
			settled(app, cmd)
			press(app, tea.KeyPressMsg{Code: '4', Text: "4"})
			if !strings.Contains(app.View().Content, "The lock is offline") {
				b.Fatal("there are no problems on the screen")
			}
			upAndDown(b, func(key tea.KeyPressMsg) { press(app, key) })
		})
	}
}

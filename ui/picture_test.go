package ui_test

import (
	"strings"
	"testing"
	"time"

	"seamdash/model"
	"seamdash/ui/uitest"
)

// TestCursorFollowsTheLock changes the fleet around the selected lock.
func TestCursorFollowsTheLock(t *testing.T) {
	uitest.Run(t, uitest.Stage{}, func(d *uitest.Driver) {
		d.GoTo("Pier 4 · Office")
		s := uitest.Snapshot()
		first := model.NewLock(model.Device{ID: "new", Name: "Alder 1 · Door"}, nil, true, nil)
		d.Show(s.WithLocks([]*model.Lock{first}, s.Feed))
		d.Sees("Alder 1 · Door", "LOCKS 14")
		d.At("Pier 4 · Office")

		s = d.Feed.Picture
		renamed := *mustLock(t, s, "d2")
		renamed.Device.Name = "Zebra · Office"
		d.Show(s.WithLocks([]*model.Lock{&renamed}, s.Feed))
		d.At("Zebra · Office")

		s = d.Feed.Picture
		d.Show(s.WithoutLocks([]model.DeviceID{"d2"}, s.Feed))
		d.SeesNot("Zebra")
		if len(d.Cursor()) != 2 {
			t.Errorf("a lock that went away took the cursor with it: %q", d.Cursor())
		}
	})
}

// TestFilterFollowsThePicture: a lock that comes to match appears, one that no longer does goes.
func TestFilterFollowsThePicture(t *testing.T) {
	uitest.Run(t, uitest.Stage{}, func(d *uitest.Driver) {
		d.Press("/")
		d.Type("offline")
		d.Sees("1 of 13", "Maple Ct 3B · Patio")
		s := uitest.Snapshot()
		gone, back := *mustLock(t, s, "a1"), *mustLock(t, s, "a4")
		gone.Device.Online, back.Device.Online = model.No, model.Yes
		d.Show(s.WithLocks([]*model.Lock{
			model.NewLock(gone.Device, gone.Codes, true, nil), model.NewLock(back.Device, nil, true, nil),
		}, s.Feed))
		d.Sees("1 of 13", "Maple Ct 1A · Front Door")
		d.SeesNot("Patio")
	})
}

// TestLookingAround: a filter that somebody drops without choosing goes back to where they were.
func TestLookingAround(t *testing.T) {
	uitest.Run(t, uitest.Stage{}, func(d *uitest.Driver) {
		d.GoTo("Pier 4 · Office")
		d.Press("/")
		d.Type("maple")
		d.At("Maple")
		d.Press("esc")
		d.At("Pier 4 · Office")
	})
}

func TestCursorFollowsTheCode(t *testing.T) {
	uitest.Run(t, uitest.Stage{}, func(d *uitest.Driver) {
		toFrontDoor(d)
		d.Press("down", "down")
		d.At("Resident · Kim")
		s := uitest.Snapshot()
		codes := append(uitest.FrontDoor(), model.AccessCode{ID: "a", DeviceID: "a3", Name: "A new one", Status: model.StatusSetting})
		d.Show(s.WithLocks([]*model.Lock{model.NewLock(mustLock(t, s, "a3").Device, codes, true, nil)}, s.Feed))
		d.Sees("A new one")
		d.At("Resident · Kim")
		d.Press("tab", "down", "up", "tab")
		d.At("(backup code)") // another lock in between: back at the top
	})
}

// TestTheFirstLoadDoesNotDragTheCursor: while locks still arrive nobody has chosen one, and the list stays at its top.
func TestTheFirstLoadDoesNotDragTheCursor(t *testing.T) {
	all := uitest.Snapshot()
	loading := all.Feed
	loading.Loading = true
	part := model.NewSnapshot(all.Workspace, all.Locks[4:6:6], loading, 0)
	uitest.Run(t, uitest.Stage{Picture: part}, func(d *uitest.Driver) {
		d.At(all.Locks[4].Device.Name)
		d.Sees("2 of 2 locks")
		d.Show(uitest.Snapshot())
		d.At(all.Locks[0].Device.Name)
	})
}

// TestTheCursorSticksAfterTheLoad: once everything is there, the lock under the cursor is the one that somebody looks
// at, even when they have pressed no key.
func TestTheCursorSticksAfterTheLoad(t *testing.T) {
	uitest.Run(t, uitest.Stage{}, func(d *uitest.Driver) {
		d.At("Cedar 12 · Laundry")
		s := uitest.Snapshot()
		d.Show(s.WithLocks([]*model.Lock{model.NewLock(model.Device{ID: "new", Name: "Alder 1"}, nil, true, nil)}, s.Feed))
		d.Sees("Alder 1")
		d.At("Cedar 12 · Laundry")
	})
}

// TestStuckByTime: a lock turns red when a code on it is overdue, although nothing new came from Seam.
func TestStuckByTime(t *testing.T) {
	soon := model.AccessCode{ID: "c", DeviceID: "l", Name: "Guest", Status: model.StatusUnset, Window: model.Window{From: uitest.Now().Add(time.Minute)}}
	lock := model.NewLock(model.Device{ID: "l", Name: "Gate", Online: model.Yes}, []model.AccessCode{soon}, true, nil)
	s := model.NewSnapshot(model.Workspace{ID: "w", Name: "W"}, []*model.Lock{lock}, model.FeedState{Connection: model.Live}, 1)
	uitest.Run(t, uitest.Stage{Picture: s}, func(d *uitest.Driver) {
		d.Sees("● Gate")
		d.After(5 * time.Minute)
		d.Sees("● Gate", "▲ late 4m")
		d.After(10 * time.Minute)
		d.Sees("✖ Gate", "stuck", "1 needs a look: Guest.", "✖ late 14m")
	})
}

func TestProgress(t *testing.T) {
	s := uitest.Snapshot()
	feed := s.Feed
	feed.Loading = true
	uitest.Run(t, uitest.Stage{Picture: s.WithFeed(feed)}, func(d *uitest.Driver) {
		d.Sees("11 of 13 locks")
		d.Show(s)
		d.SeesNot("11 of 13 locks")
		d.Sees("live · 5 s ago")
	})
}

// TestOlderPictureIsDropped sends the pictures in the wrong order.
func TestOlderPictureIsDropped(t *testing.T) {
	uitest.Run(t, uitest.Stage{}, func(d *uitest.Driver) {
		s := uitest.Snapshot()
		d.Show(s.WithoutLocks([]model.DeviceID{"a1"}, s.Feed))
		d.SeesNot("Maple Ct 1A · Front Door")
		d.Show(s)
		d.SeesNot("Maple Ct 1A · Front Door")
	})
}

// TestStillScreen: a tick of the clock changes the view only when something that is shown changed.
func TestStillScreen(t *testing.T) {
	uitest.Run(t, uitest.Stage{}, func(d *uitest.Driver) {
		d.After(2 * time.Second)
		d.Sees("10 s ago") // it was 4 s old
		seen := map[string]bool{}
		for range 60 {
			d.After(time.Second)
			seen[d.Styled()] = true
		}
		// Steps of 5 s up to a minute, then whole minutes; the clock and the countdowns of the rows turn once.
		if len(seen) < 10 || len(seen) > 15 {
			t.Errorf("%d different views in a minute", len(seen))
		}
		if d.Line("ago") == "" || strings.Contains(d.Line("ago"), "14:02") {
			t.Errorf("the header stands still: %q", d.Line("ago"))
		}
	})
}

func TestHeader(t *testing.T) {
	s := uitest.Snapshot()
	uitest.Run(t, uitest.Stage{Picture: s}, func(d *uitest.Driver) {
		d.Sees(" PRODUCTION  Maple Property Group", "● live", "6 calls/min", "✖ 2  ▲ 2", "Fri 14:02", "1 Fleet")
		d.Sees("2 Codes 37", "3 Schedules", "4 Problems 4")
		d.SeesNot("SANDBOX")
		view := d.View()
		if want := "seamdash: PRODUCTION Maple Property Group (2 serious problems, 2 warnings)"; view.WindowTitle != want {
			t.Errorf("the window is called %q, want %q", view.WindowTitle, want)
		}
		if !view.AltScreen || view.MouseMode != 0 || view.OnMouse != nil {
			t.Error("the view takes the mouse, or not the alternate screen")
		}
	})
	sandbox := model.NewSnapshot(model.Workspace{ID: "w", Name: "Play", Sandbox: true, Suspended: true}, s.Locks, s.Feed, 1)
	uitest.Run(t, uitest.Stage{Picture: sandbox}, func(d *uitest.Driver) {
		d.Sees(" SANDBOX SUSPENDED  Play", "connect.getseam.com")
		d.SeesNot("PRODUCTION")
	})
}

// TestHeaderGivesWay: on the narrowest terminal the state of the connection and the problems stay whole.
func TestHeaderGivesWay(t *testing.T) {
	uitest.Run(t, uitest.Stage{W: 60, H: 16}, func(d *uitest.Driver) {
		d.Sees("PRODUCTION", "● live · 5 s ago  ✖ 2 ▲ 2")
		d.Show(retrying())
		d.Sees("PRODUCTION", "▲ retrying", "✖ 2 ▲ 2")
		d.SeesNot("Fri 1")
		s := uitest.Many(1000, 0)
		feed := s.Feed
		feed.Loading, feed.Connection = true, model.Retrying
		d.Show(s.WithFeed(feed))
		d.After(2 * time.Second) // for the next survey
		d.Sees("SANDBOX", "▲ retrying", "✖ 0 ▲ 0")
	})
}

func TestTroubleStaysOffTheData(t *testing.T) {
	uitest.Run(t, uitest.Stage{}, func(d *uitest.Driver) {
		before := strings.Split(d.Screen(), "\n")
		d.Show(retrying())
		d.Sees("▲ retrying", "retrying in 12 s: list events: no answer from connect.getseam.com in 10 s. Check the network.")
		after := strings.Split(d.Screen(), "\n")
		for i := 2; i < len(before); i++ {
			if before[i] != after[i] && !strings.Contains(after[i], "retrying in") {
				t.Errorf("line %d changed from %q to %q", i, before[i], after[i])
			}
		}
		d.After(5 * time.Second)
		d.Sees("retrying in 7 s")
		d.After(10 * time.Second)
		d.Sees("retrying now")
		d.Press("r")
		d.Sees("asking Seam for news")
		d.Show(uitest.Snapshot())
		d.After(6 * time.Second)
		d.SeesNot("retrying", "asking Seam")
	})
}

func TestNothingToSee(t *testing.T) {
	ws := model.Workspace{ID: "w", Name: "Empty"}
	fault := &model.Fault{Op: "list devices", Kind: model.KindUnauthorised, Message: "the key was refused", Hint: "Check SEAM_API_KEY."}
	for name, c := range map[string]struct {
		feed model.FeedState
		want []string
	}{
		"connecting": {model.FeedState{}, []string{"Connecting to connect.getseam.com", "q quits"}},
		"loading":    {model.FeedState{Connection: model.Live, Loading: true}, []string{"Reading the locks"}},
		"no locks":   {model.FeedState{Connection: model.Live}, []string{"This workspace has no locks.", "r looks again now"}},
		"failed":     {model.FeedState{Connection: model.Retrying, Fault: fault}, []string{"Nothing could be read yet: list devices: the key was refused.", "Check SEAM_API_KEY.", "r tries again"}},
		"frozen":     {model.FeedState{Connection: model.Frozen}, []string{"frozen before any lock", "f lets them run again"}},
		"off":        {model.FeedState{Connection: model.Off}, []string{"Updates are off", "r reads once"}},
	} {
		t.Run(name, func(t *testing.T) {
			for _, w := range []int{60, 80, 120} {
				uitest.Run(t, uitest.Stage{Picture: model.NewSnapshot(ws, nil, c.feed, 0), W: w, H: 24}, func(d *uitest.Driver) {
					d.Sees(c.want...)
					d.Press("down", "enter", "v", "tab", "G", "esc")
					d.Screen()
				})
			}
		})
	}
}

func TestNoCodes(t *testing.T) {
	for lock, want := range map[string]string{
		"Pier 4 · Office": "No codes on this lock.",
		"Pier 5 · Gate":   "Reading the codes of this lock",
		"Pier 6 · Gate":   "The codes could not be read: Seam answered 503.",
	} {
		uitest.Run(t, uitest.Stage{W: 80, H: 24}, func(d *uitest.Driver) {
			d.GoTo(lock)
			d.Press("enter")
			d.Sees(want)
			d.Press("v")
			d.Sees("there is no code under the cursor")
		})
	}
}

func TestOtherZones(t *testing.T) {
	uitest.Run(t, uitest.Stage{}, func(d *uitest.Driver) {
		d.GoTo("Quinta do Lago · Portão")
		d.Sees("WINDOW · Lisbon", "Lisbon 22:02", "today 17:02 → Sat 00:02")
		d.GoTo("Pier 4 · Boat shed")
		d.Sees("WINDOW · UTC", "no time zone")
		s := uitest.Snapshot()
		odd := *mustLock(t, s, "b2")
		odd.Device.TimeZone = "Mars/Olympus_Mons"
		d.Show(s.WithLocks([]*model.Lock{&odd}, s.Feed))
		d.GoTo("Cedar 12 · Laundry")
		d.Sees("WINDOW · UTC", "zone Mars/Olympus_Mons unknown")
	})
}

func mustLock(t *testing.T, s *model.Snapshot, id model.DeviceID) *model.Lock {
	t.Helper()
	l, ok := s.Lock(id)
	if !ok {
		t.Fatalf("the picture has no lock %s", id)
	}
	return l
}

package ui_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"seamdash/model"
	"seamdash/ui/activity"
	"seamdash/ui/uitest"
)

// happenings are events of the believable world, oldest first.
func happenings() []model.Event {
	at := func(minutes int) time.Time { return uitest.Now().Add(time.Duration(-minutes) * time.Minute) }
	return []model.Event{
		{ID: "e1", Type: "device.disconnected", At: at(290), DeviceID: "a4"},
		{ID: "e2", Type: "access_code.created", At: at(24), DeviceID: "a3", CodeID: "a3-okafor"},
		{ID: "e3", Type: "access_code.delay_in_setting_on_device", At: at(12), DeviceID: "a3", CodeID: "a3-okafor"},
		{ID: "e4", Type: "lock.unlocked", At: at(9), DeviceID: "c1"},
		{ID: "e5", Type: "connected_account.reauthorization_requested", At: at(3)},
		{ID: "e6", Type: "access_code.set_on_device", At: at(1), DeviceID: "b1", CodeID: "b1-cleaner"},
	}
}

func eventful() *model.Snapshot { return uitest.Snapshot().WithEvents(happenings()) }

// rowsOf are the rows of the activity screen, without their margins.
func rowsOf(d *uitest.Driver) (rows []string) {
	for _, line := range strings.Split(d.Screen(), "\n")[5:] {
		if strings.HasPrefix(line, "──") {
			break
		}
		if line = strings.TrimSpace(line); line != "" {
			rows = append(rows, line)
		}
	}
	return rows
}

func TestActivity(t *testing.T) {
	uitest.Run(t, uitest.Stage{Picture: eventful()}, func(d *uitest.Driver) {
		d.Press("5")
		rows := rowsOf(d)
		if len(rows) != 6 || !strings.Contains(rows[0], "set on the lock") || !strings.Contains(rows[5], "lock offline") {
			t.Fatalf("not the newest first: %q", rows)
		}
		d.Sees("today 14:01", "Cedar 12 · Main door", "Now: Cleaner works until", "WHEN, your time", "today 13:53", "today 13:59")
		d.SeesNot("Lisbon")
		more := append(happenings(), model.Event{ID: "e7", Type: "access_code.failed_to_set_on_device", At: uitest.Now(), DeviceID: "a1", CodeID: "a1-weekend"})
		d.Show(uitest.Snapshot().WithEvents(more))
		d.At("could not be set on the lock") // nobody moved the cursor: it stays with the newest
		d.Press("down", "down")
		d.At("account wants a new login")
		more = append(more, model.Event{ID: "e8", Type: "lock.locked", At: uitest.Now(), DeviceID: "a1"})
		d.Show(uitest.Snapshot().WithEvents(more))
		d.At("account wants a new login")
		d.Press("enter")
		d.Sees("this is about no lock")
		d.Press("esc")
		d.At("locked")
	})
}

func TestActivityFilters(t *testing.T) {
	uitest.Run(t, uitest.Stage{Picture: eventful()}, func(d *uitest.Driver) {
		d.Press("5", "/")
		d.Type("okafor long")
		d.Sees("ACTIVITY 1 of 6", "programming takes too long")
		d.Press("backspace", "backspace", "backspace", "backspace", "backspace", "enter")
		d.Sees("2 of 6", "/ okafor")
		d.Press("enter")
		d.Sees("1 Fleet", "LOCKS 13")
		d.At("Maple Ct 3B · Front Door")
		d.At("Guest · Okafor")
		d.Press("5", "/")
		d.Type("zzz")
		d.Sees("Nothing matches “okaforzzz”.", "esc shows all 6 again")
		d.Press("esc")
		d.Sees("ACTIVITY 6")
	})
}

// TestOwnWrites stand between the events, and alone when somebody wants to see only them.
func TestOwnWrites(t *testing.T) {
	uitest.Run(t, uitest.Stage{Picture: eventful()}, func(d *uitest.Driver) {
		d.Press("5", "w")
		d.Sees("Nothing was done from here yet.", "ACTIVITY 0 own writes")
		d.Send(activity.Written{Writes: []model.Write{
			{Number: 2, At: uitest.Now().Add(-30 * time.Second), Who: "kim@desk", Action: "unlock", Device: "b1", Outcome: "the lock is offline", Request: "req-2"},
			{Number: 1, At: uitest.Now().Add(-2 * time.Minute), Who: "kim@desk", Action: "lock", Device: "a1", Outcome: model.Accepted},
		}})
		if rows := rowsOf(d); len(rows) != 2 || !strings.Contains(rows[0], "unlock: the lock is offline") || !strings.Contains(rows[1], "lock: accepted") {
			t.Fatalf("the writes read %q", rows)
		}
		d.Sees("Kim@desk asked for this: unlock: the lock is offline (request req-2).")
		d.Press("w", "down", "down")
		d.At("lock: accepted")
		if rows := rowsOf(d); len(rows) != 8 || !strings.Contains(rows[1], "set on the lock") {
			t.Fatalf("events and writes are not in one order: %q", rows)
		}
		d.Press("enter")
		d.At("Maple Ct 1A · Front Door")
		d.Press("5", "/")
		d.Type("kim offline")
		d.Sees("1 of 8")
		d.Press("esc")
		d.Sees("ACTIVITY 8")
	})
}

// TestTheGoneKeepTheirNames: what a code was called stays readable after the code is gone, and its lock can be reached as
// long as it is there.
func TestTheGoneKeepTheirNames(t *testing.T) {
	uitest.Run(t, uitest.Stage{Picture: eventful()}, func(d *uitest.Driver) {
		d.Press("5")
		s := eventful()
		lock := mustLock(t, s, "b1")
		codes := append([]model.AccessCode{}, lock.Codes[:1]...)
		events := append(happenings(), model.Event{ID: "e7", Type: "access_code.deleted", At: uitest.Now(), DeviceID: "b1", CodeID: "b1-cleaner"})
		d.Show(s.WithLocks([]*model.Lock{model.NewLock(lock.Device, codes, true, nil)}, s.Feed).WithEvents(events))
		if line := d.Line("code deleted"); !strings.Contains(line, "Cleaner") {
			t.Errorf("a deleted code lost its name: %q", line)
		}
		d.Show(d.Feed.Picture.WithoutLocks([]model.DeviceID{"b1"}, s.Feed))
		d.Press("enter")
		d.Sees("the lock is no longer in the workspace")
	})
}

func TestNothingHappened(t *testing.T) {
	uitest.Run(t, uitest.Stage{W: 60, H: 16}, func(d *uitest.Driver) {
		d.Press("5", "down", "enter", "G")
		d.Sees("Nothing has happened yet.", "there is nothing under the cursor")
	})
}

// TestManyEvents walks through as many as a picture carries.
func TestManyEvents(t *testing.T) {
	var events []model.Event
	for i := range 500 {
		events = append(events, model.Event{ID: model.EventID(fmt.Sprint(i)), Type: "lock.locked", At: uitest.Now().Add(time.Duration(i-500) * time.Second), DeviceID: "a1"})
	}
	uitest.Run(t, uitest.Stage{Picture: uitest.Snapshot().WithEvents(events), W: 80, H: 24}, func(d *uitest.Driver) {
		d.Press("5", "G")
		d.Sees("ACTIVITY 500")
		d.At("13:53")
		d.Press("pgup", "home")
		d.At("14:01")
	})
}

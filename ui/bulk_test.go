package ui_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"seamdash/model"
	"seamdash/ui/uitest"
)

// markThree marks Nanny, Resident and Painter of the front door; the last is being removed already.
func markThree(d *uitest.Driver) {
	toFrontDoor(d)
	d.Press("home", "down", "space", "down", "V")
	d.Sees("3 codes marked")
}

// TestBulkDelete asks for the number of codes, leaves out what is being removed already, and tells of each.
func TestBulkDelete(t *testing.T) {
	refused := &model.Fault{Op: "delete code", Kind: model.KindUnavailable, Message: "Seam answered 503", Hint: "Wait a minute."}
	desk := &clerk{errs: map[model.CodeID]error{"a3-resident": refused}}
	uitest.Run(t, uitest.Stage{Desk: desk, W: 160, H: 40}, func(d *uitest.Driver) {
		markThree(d)
		d.Press("x")
		d.Sees("Delete 2 codes", "Type 2 and enter to delete all of them:", "Painter on Maple Ct 3B · Front Door: it is being removed already")
		d.Press("enter")
		d.Sees("type the number of codes first")
		d.Type("3")
		d.Press("enter")
		d.Sees("that is not how many they are")
		d.Press("backspace", "2")
		desk.was(t)
		d.Press("enter")
		desk.was(t, "delete a3-nanny", "delete a3-resident")
		d.Sees("2 of 2 done: 1 accepted, 1 failed, 1 left out", "✖ Resident", "Seam answered 503. Wait a minute.", "✓ Nanny")
		if d.Feed.Refreshed != 1 {
			t.Errorf("the picture was asked for %d times", d.Feed.Refreshed)
		}
		d.Press("c")
		if len(d.Clipboard) != 1 || !strings.Contains(d.Clipboard[0], "Delete 2 codes, 2026-11-20 22:02 UTC: 1 accepted, 1 failed, 1 left out\nNanny on Maple Ct 3B · Front Door: accepted by Seam\n") {
			t.Errorf("the clipboard got %q", d.Clipboard)
		}
		if strings.Contains(d.Clipboard[0], "4177") {
			t.Error("a PIN is in the result")
		}
		desk.mu.Lock()
		desk.errs = nil
		desk.mu.Unlock()
		d.Press("r")
		desk.was(t, "delete a3-nanny", "delete a3-resident", "delete a3-resident")
		d.Sees("2 of 2 done: 2 accepted, 1 left out")
		d.Press("r")
		d.Sees("all were accepted")
		d.Press("esc")
		d.Sees("✓ 3 marked")
	})
}

// TestBulkLostAnswers says of a code that nobody knows, and of one that took too long, that it may be done.
func TestBulkLostAnswers(t *testing.T) {
	lost := &model.Fault{Op: "delete code", Kind: model.KindUnreachable, Message: "the connection was cut", Unsure: true}
	desk := &clerk{errs: map[model.CodeID]error{"a3-nanny": lost, "a3-resident": context.DeadlineExceeded}}
	uitest.Run(t, uitest.Stage{Desk: desk, W: 200, H: 50}, func(d *uitest.Driver) {
		markThree(d)
		d.Press("x", "2", "enter")
		d.Sees("the connection was cut; nobody knows whether Seam took it, so it is followed", "no answer from Seam in time; it may be done all the same", "2 failed")
	})
}

func TestBulkDeleteIsLeft(t *testing.T) {
	desk := &clerk{}
	uitest.Run(t, uitest.Stage{Desk: desk}, func(d *uitest.Driver) {
		markThree(d)
		d.Press("x")
		d.Paste("2")
		d.Press("esc")
		d.Sees("✓ 3 marked")
		desk.was(t)
	})
}

// TestBulkStops: what was sent is finished, the rest is not sent and can be asked for later.
func TestBulkStops(t *testing.T) {
	desk := &clerk{slow: 10 * time.Second}
	uitest.Run(t, uitest.Stage{Desk: desk, W: 160, H: 40}, func(d *uitest.Driver) {
		markThree(d)
		d.Press("x", "2", "enter")
		d.After(3 * time.Second)
		d.Sees("0 of 2 done: 0 accepted, 1 being asked, 1 not asked, 1 left out", "asking Seam for 3 s")
		d.Press("esc")
		d.Sees("Stop? s stops: what was sent is finished")
		d.Press("enter")
		d.SeesNot("Stop?")
		d.Press("esc", "s")
		d.Sees("waiting for Seam's answer about 1 code.")
		d.Press("esc", "r")
		d.Sees("Seam has not answered yet about 1 code")
		d.After(10 * time.Second)
		d.Sees("1 of 2 done: 1 accepted, 1 not asked")
		desk.was(t, "delete a3-nanny")
		d.Press("r")
		d.After(11 * time.Second)
		desk.was(t, "delete a3-nanny", "delete a3-resident")
	})
}

// TestBulkKeepsThePaceOfALock: what Seam does not allow the lock yet waits for its turn by itself, and was not sent.
func TestBulkKeepsThePaceOfALock(t *testing.T) {
	limited := &model.Fault{Op: "delete code", Kind: model.KindRateLimited, Message: "used up", RetryAt: uitest.Now().Add(40 * time.Second)}
	desk := &clerk{errs: map[model.CodeID]error{"a3-nanny": limited}}
	uitest.Run(t, uitest.Stage{Desk: desk, W: 160, H: 40}, func(d *uitest.Driver) {
		markThree(d)
		d.Press("x", "2", "enter")
		d.After(10 * time.Second)
		d.Sees("Seam allows the lock the next one in 30 s", "0 of 2 done")
		desk.was(t, "delete a3-nanny")
		desk.mu.Lock()
		desk.errs = nil
		desk.mu.Unlock()
		d.After(31 * time.Second)
		desk.was(t, "delete a3-nanny", "delete a3-nanny", "delete a3-resident")
		d.Sees("2 of 2 done: 2 accepted")
	})
}

// TestBulkOverLocks asks about several locks at once, and never twice about one.
func TestBulkOverLocks(t *testing.T) {
	desk := &clerk{slow: time.Second}
	uitest.Run(t, uitest.Stage{Desk: desk, Picture: uitest.Many(30, 6), W: 120, H: 30}, func(d *uitest.Driver) {
		d.Press("2", "*", "x")
		d.Sees("Delete 180 codes")
		d.Type("180")
		d.Press("enter")
		d.Sees("4 being asked, 176 not asked")
		d.After(20 * time.Second)
		d.Sees("80 accepted")
		d.Press("pgup")
		before := d.Line("✓ Guest")
		d.After(30 * time.Second)
		d.Sees("180 of 180 done")
		if after := d.Line("✓ Guest"); after != before {
			t.Errorf("the list moved under the eyes from %q to %q", before, after)
		}
	})
}

// TestBulkConvert lets codes work always, and leaves those out that do.
func TestBulkConvert(t *testing.T) {
	desk := &clerk{}
	uitest.Run(t, uitest.Stage{Desk: desk, W: 160, H: 40}, func(d *uitest.Driver) {
		toFrontDoor(d)
		d.Press("/")
		d.Type("name:kim,guest")
		d.Press("enter", "*", "c")
		d.Sees("Convert 4 codes?", "a      let all of them work always", "w      give all of them one window")
		d.Press("a")
		d.Sees("Let work always: 3 codes?", "They lose their start and their end", "Resident · Kim on Maple Ct 3B · Front Door: it works always already")
		d.Press("enter", "c", "a", "enter")
		desk.was(t)
		d.Press("c", "a", "y")
		d.Sees("3 of 3 done: 3 accepted, 1 left out")
		if len(desk.asked) != 3 || !strings.HasPrefix(desk.asked[0], "let work always a3-") {
			t.Errorf("asked %q", desk.asked)
		}
	})
}

// TestBulkWindow gives one window in words to many codes, each by the clock of its own lock.
func TestBulkWindow(t *testing.T) {
	desk := &clerk{}
	uitest.Run(t, uitest.Stage{Desk: desk, W: 160, H: 40}, func(d *uitest.Driver) {
		d.Press("2", "/")
		d.Type("lock:portão,laundry cleaner")
		d.Press("enter", "*", "e")
		d.Sees("When shall 2 codes work?", "Each by the clock of its own lock.", "type a window: tomorrow 9am-5pm")
		d.Press("enter")
		d.Type("tomorow 9am-5pm")
		d.Sees("tomorrow 9am-5pm can be read")
		d.Press("enter", "esc", "c", "w")
		desk.was(t)
		d.Type("tomorrow 9am-5pm")
		d.Sees("Sat 21 Nov 2026 09:00 to Sat 21 Nov 2026 17:00; each by its own clock")
		d.Press("enter")
		d.Sees("New window for 2 codes", "2 of 2 done: 2 accepted")
		slices.Sort(desk.asked)
		desk.was(t, "window 11-21 09:00 to 11-21 17:00 c1-cleaner", "window 11-21 17:00 to 11-22 01:00 b2-cleaner")
	})
}

package ui_test

import (
	"testing"
	"time"

	"seamdash/model"
	"seamdash/model/diagnose"
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
		d.Sees("Maple Ct 3B · Patio: the lock is offline.", "Cleaner is needed now.")
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

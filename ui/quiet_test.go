package ui_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"seamdash/model"
	"seamdash/model/diagnose"
	"seamdash/ui"
	"seamdash/ui/uitest"
)

// ill are the troubles of the believable world that there are at present.
type ill struct {
	troubles []diagnose.Trouble
	dangers  []diagnose.Danger
}

func (i *ill) Look(p *model.Snapshot, now time.Time, _ func(*model.Lock) *time.Location) *diagnose.Survey {
	return &diagnose.Survey{At: now, Locks: p.Total.Locks, Codes: p.Total.Codes, Troubles: slices.Clone(i.troubles), Dangers: i.dangers}
}

// again is another picture of the same, so that it is surveyed.
func again(d *uitest.Driver) {
	s := d.Feed.Picture
	d.Show(s.WithLocks([]*model.Lock{s.Locks[0]}, s.Feed))
	d.After(2 * time.Second)
}

const patioOffline = "device/a4/offline"

// TestAcknowledge: what somebody knows of is not counted any more, can be seen again, and counts when it was gone and comes back.
func TestAcknowledge(t *testing.T) {
	world, keeper := &ill{troubles: uitest.Troubles()}, &uitest.Quiet{}
	uitest.Run(t, uitest.Stage{Surveyor: world, Quiet: keeper}, func(d *uitest.Driver) {
		d.Press("4", "a")
		d.Sees("✖ 1  ▲ 2", "4 Problems 3", "PROBLEMS 3 and 1 quiet", "Maple Ct 3B · Patio is quiet as long as it lasts; A shows it")
		d.SeesNot("The lock is offline")
		if got := keeper.Keys(); !slices.Equal(got, []string{patioOffline}) {
			t.Errorf("%q is kept", got)
		}
		d.Press("A", "end")
		d.At("The lock is offline")
		d.Sees("acknowledged", "Acknowledged by kim@office today 14:02; quiet as long as it lasts. w lets it count again.")
		d.Press("a")
		d.Sees("it is quiet already")
		d.Press("w")
		d.Sees("✖ 2  ▲ 2", "counts again")
		d.Press("esc", "home", "a")
		again(d)
		d.SeesNot("The lock is offline") // it lasts

		world.troubles = uitest.Troubles()[1:]
		again(d)
		if got := keeper.Keys(); slices.Contains(got, patioOffline) {
			t.Errorf("the trouble is gone, and it is still kept that somebody knows of it: %q", got)
		}
		world.troubles = uitest.Troubles()
		again(d)
		d.Sees("The lock is offline")
	})
}

// TestAcknowledgedAnew: a trouble that began after it was acknowledged is another one, although nobody saw that it was gone.
func TestAcknowledgedAnew(t *testing.T) {
	world := &ill{troubles: uitest.Troubles()}
	uitest.Run(t, uitest.Stage{Surveyor: world}, func(d *uitest.Driver) {
		d.Press("4", "a")
		d.SeesNot("The lock is offline")
		d.After(time.Minute)
		world.troubles = uitest.Troubles()
		world.troubles[0].Since = uitest.Now().Add(30 * time.Second)
		again(d)
		d.Sees("The lock is offline", "✖ 2")
	})
}

// TestAcknowledgedWhileNobodyLooks: a picture that is old, frozen or not whole does not end what somebody knows of.
func TestAcknowledgedWhileNobodyLooks(t *testing.T) {
	for name, change := range map[string]func(*model.FeedState){
		"loading":  func(f *model.FeedState) { f.Loading = true },
		"retrying": func(f *model.FeedState) { f.Connection = model.Retrying },
		"kept":     func(f *model.FeedState) { f.Kept = uitest.Now() },
	} {
		t.Run(name, func(t *testing.T) {
			world, keeper := &ill{troubles: uitest.Troubles()}, &uitest.Quiet{}
			uitest.Run(t, uitest.Stage{Surveyor: world, Quiet: keeper}, func(d *uitest.Driver) {
				d.Press("4", "a")
				world.troubles = nil
				s := d.Feed.Picture
				feed := s.Feed
				change(&feed)
				d.Show(s.WithLocks(nil, feed))
				d.After(2 * time.Second)
				if got := keeper.Keys(); len(got) != 1 {
					t.Errorf("%q is kept", got)
				}
			})
		})
	}
}

// TestSnooze: quiet for a while, whatever happens meanwhile, and then not.
func TestSnooze(t *testing.T) {
	world, keeper := &ill{troubles: uitest.Troubles()}, &uitest.Quiet{}
	uitest.Run(t, uitest.Stage{Surveyor: world, Quiet: keeper}, func(d *uitest.Driver) {
		d.Press("4", "z")
		d.Sees("an hour, until today 15:02", "until tomorrow morning, until Sat 08:00", "a week, until 2026-11-27 14:02")
		d.Press("h")
		d.Sees("is quiet until today 15:02", "✖ 1  ▲ 2")
		world.troubles = uitest.Troubles()[1:]
		again(d)
		world.troubles = uitest.Troubles()
		again(d)
		d.SeesNot("The lock is offline")
		d.Press("A")
		d.Sees("to today 15:02")
		d.Press("A")
		d.After(58 * time.Minute)
		d.SeesNot("The lock is offline")
		d.After(2 * time.Minute)
		d.Sees("The lock is offline", "✖ 2")
		again(d)
		if got := keeper.Keys(); len(got) != 0 {
			t.Errorf("what is over is still kept: %q", got)
		}
	})
}

// TestQuietElsewhere: what another program keeps quiet or wakes is so here too.
func TestQuietElsewhere(t *testing.T) {
	keeper := &uitest.Quiet{}
	if err := keeper.KeepQuiet(t.Context(), "w1", diagnose.Quiet{Key: patioOffline, At: uitest.Now()}); err != nil {
		t.Fatal(err)
	}
	if err := keeper.KeepQuiet(t.Context(), "w2", diagnose.Quiet{Key: "device/a4/battery_low", At: uitest.Now()}); err != nil {
		t.Fatal(err)
	}
	uitest.Run(t, uitest.Stage{Surveyor: &ill{troubles: uitest.Troubles()}, Quiet: keeper}, func(d *uitest.Driver) {
		d.Sees("✖ 1  ▲ 2")
		if err := keeper.Wake(t.Context(), "w1", patioOffline); err != nil {
			t.Error(err)
		}
		d.Send(ui.QuietChanged{})
		d.Sees("✖ 2  ▲ 2")
	})
}

// TestQuietNotKept: where it cannot be kept it holds as long as the program runs, and that is said.
func TestQuietNotKept(t *testing.T) {
	keeper := &uitest.Quiet{Fails: errors.New("the disk is full")}
	uitest.Run(t, uitest.Stage{Surveyor: &ill{troubles: uitest.Troubles()}, Quiet: keeper, ReadOnly: true}, func(d *uitest.Driver) {
		d.Sees("which problems are kept quiet could not be read: the disk is full")
		d.Press("4", "a")
		d.Sees("that is not kept for the next run: the disk is full", "✖ 1  ▲ 2")
	})
}

// TestNewTroubleIsTold once, whichever screen is in front; what was wrong at the beginning, warnings, what is known and what comes
// and goes are not.
func TestNewTroubleIsTold(t *testing.T) {
	world := &ill{troubles: uitest.Troubles()[1:]}
	uitest.Run(t, uitest.Stage{Surveyor: world}, func(d *uitest.Driver) {
		d.After(5 * time.Second)
		d.SeesNot("another code has this PIN")
		world.troubles = uitest.Troubles()
		again(d)
		d.After(2 * time.Second)
		d.Sees("Maple Ct 3B · Patio: the lock is offline, 3 codes")
		d.After(time.Minute)
		d.SeesNot("the lock is offline, 3 codes")
		world.troubles = uitest.Troubles()[1:]
		again(d)
		world.troubles = uitest.Troubles()
		again(d)
		d.After(5 * time.Second)
		d.SeesNot("the lock is offline, 3 codes")
	})
}

package ui_test

import (
	"testing"
	"time"

	"seamdash/model"
	"seamdash/ui/uitest"
)

// kept is the believable world as an earlier run left it this morning, with the last n locks not yet read again.
func kept(n int) *model.Snapshot {
	s := uitest.Snapshot()
	locks := make([]*model.Lock, len(s.Locks))
	for i, l := range s.Locks {
		if locks[i] = l; i >= len(s.Locks)-n {
			locks[i] = l.Aged()
		}
	}
	feed := model.FeedState{Loading: true, Kept: uitest.Now().Add(-4 * time.Hour)}
	if n < len(locks) {
		feed.Connection, feed.AsOf = model.Live, uitest.Now()
	}
	return model.NewSnapshot(s.Workspace, locks, feed, 0)
}

// TestKeptPictureSaysThatItIsOld until nothing of it is left.
func TestKeptPictureSaysThatItIsOld(t *testing.T) {
	uitest.Run(t, uitest.Stage{Picture: kept(13)}, func(d *uitest.Driver) {
		d.Sees("picture of today 10:02 · connecting", "picture of today 10:02, from the last run; loading what is true now …",
			"PRODUCTION", "In the old picture: Cedar 12 · Laundry")
		d.Show(kept(6))
		d.Sees("picture of today 10:02 · 7 of 13 locks", "loading what is true now: 7 of 13 locks")
		d.Show(uitest.Snapshot())
		d.SeesNot("picture", "last run")
		d.Sees("● live")
	})
}

// TestKeptPictureInTrouble: what keeps the feed from its work has the status line, and the header still has the date.
func TestKeptPictureInTrouble(t *testing.T) {
	s := kept(13)
	feed := s.Feed
	feed.Connection, feed.NextTry = model.Retrying, uitest.Now().Add(12*time.Second)
	feed.Fault = &model.Fault{Op: "list the locks", Kind: model.KindUnreachable, Message: "no answer in time"}
	uitest.Run(t, uitest.Stage{Picture: s.WithFeed(feed), W: 80, H: 24}, func(d *uitest.Driver) {
		d.Sees("picture of today 10:02 · retrying", "retrying in 12 s: list the locks")
		feed.Connection, feed.Fault = model.Frozen, nil
		d.Show(s.WithFeed(feed))
		d.Sees("picture of today 10:02, from the last run; updates are frozen")
	})
}

// TestOneLockStaysOld: Seam does not give the codes of one lock, and the picture says whose are old, and why.
func TestOneLockStaysOld(t *testing.T) {
	s := uitest.Snapshot()
	fault := &model.Fault{Op: "list codes of", Subject: "Front Door", Kind: model.KindUnavailable, Message: "Seam answered 503"}
	old := model.NewLock(mustLock(t, s, "a3").Device, uitest.FrontDoor(), true, fault).Aged()
	feed := s.Feed
	feed.Kept = uitest.Now().Add(-25 * time.Hour)
	uitest.Run(t, uitest.Stage{Picture: s.WithLocks([]*model.Lock{old}, feed)}, func(d *uitest.Driver) {
		d.Sees("picture of yesterday 13:02 is all there is for 1 of 13 locks")
		d.SeesNot("In the old picture")
		toFrontDoor(d)
		d.Sees("the old picture; it could not be read again: Seam answered 503", "In the old picture: ")
	})
}

// TestOldPINsSaySo: a PIN out of an old picture is not handed out as the one on the lock.
func TestOldPINsSaySo(t *testing.T) {
	uitest.Run(t, uitest.Stage{Picture: kept(13)}, func(d *uitest.Driver) {
		toFrontDoor(d)
		d.Press("down", "v")
		d.Sees("PIN of the old picture, which may have changed")
		d.Press("y")
		d.Sees("▲ PIN sent to the clipboard as it was today 10:02; it may have changed")
		if len(d.Clipboard) != 1 {
			t.Errorf("the clipboard was sent %d texts", len(d.Clipboard))
		}
	})
}

// TestTheCursorSticksToTheKeptPicture: somebody may already be reading while locks come and go.
func TestTheCursorSticksToTheKeptPicture(t *testing.T) {
	uitest.Run(t, uitest.Stage{Picture: kept(13)}, func(d *uitest.Driver) {
		d.At("Cedar 12 · Laundry")
		s := kept(13)
		d.Show(s.WithLocks([]*model.Lock{model.NewLock(model.Device{ID: "new", Name: "Alder 1"}, nil, false, nil)}, s.Feed))
		d.Sees("Alder 1")
		d.At("Cedar 12 · Laundry")
	})
}

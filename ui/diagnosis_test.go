package ui_test

import (
	"errors"
	"testing"
	"time"

	"seamdash/model"
	"seamdash/ui/uitest"
)

// why opens the diagnosis of a code of the lock that has one in every state, by its name.
func why(d *uitest.Driver, code string) {
	toFrontDoor(d)
	d.Press("/")
	d.Type(code)
	d.Press("enter", "d")
}

func TestDiagnosisOpens(t *testing.T) {
	uitest.Run(t, uitest.Stage{}, func(d *uitest.Driver) {
		why(d, "plumber")
		d.Sees("WHY?", "Plumber", "on Maple Ct 3B · Front Door", "What to try", "ask for it again with the same values", "blocks the code", "THE LOCK")
		d.Press("esc")
		d.SeesNot("WHY?")
		d.Press("esc", "esc", "d") // on the lock
		d.Sees("WHY?", "August Wi-Fi Smart Lock")
		d.SeesNot("on Maple Ct 3B")
		d.Press("d")
		d.SeesNot("WHY?")
		d.Press("2", "d")
		d.Sees("WHY?", "ASKED FOR")
		d.Press("enter")
		d.SeesNot("WHY?")
		d.Sees("LOCKS 13", "NEXT 7 DAYS")
	})
}

// TestDiagnosisComesBack holds that what is opened from a diagnosis gives way to it again.
func TestDiagnosisComesBack(t *testing.T) {
	uitest.Run(t, uitest.Stage{Desk: &uitest.Desk{}}, func(d *uitest.Driver) {
		why(d, "plumber")
		d.Press("t")
		d.Sees("Ask again for Plumber?")
		d.Press("esc")
		d.Sees("WHY?", "Plumber")
		d.Press("1", "y")
		d.Sees("WHY?", "Plumber: another try accepted by Seam")
		d.Press("esc")
		d.SeesNot("WHY?")
	})
}

func TestDiagnosisOfWhatVanishes(t *testing.T) {
	uitest.Run(t, uitest.Stage{Desk: &uitest.Desk{}}, func(d *uitest.Driver) {
		why(d, "plumber")
		lock, _ := d.Feed.Picture.Lock("a3")
		without := model.NewLock(lock.Device, nil, true, nil)
		d.Show(d.Feed.Picture.WithLocks([]*model.Lock{without}, d.Feed.Picture.Feed))
		d.Sees("WHY?", "Plumber")
		d.Press("1")
		d.SeesNot("Ask again for Plumber?")
		d.Show(d.Feed.Picture.WithoutLocks([]model.DeviceID{"a3"}, d.Feed.Picture.Feed))
		d.Sees("WHY?", "Plumber")
	})
}

func TestDiagnosisReadsTheRecord(t *testing.T) {
	records := &uitest.Records{
		Takes: time.Second, Answer: "{}",
		Events: []model.Event{{ID: "e1", Type: "access_code.failed_to_set_on_device", At: uitest.Now().Add(-time.Hour), DeviceID: "a3", CodeID: "a3-plumber"}},
	}
	uitest.Run(t, uitest.Stage{Records: records}, func(d *uitest.Driver) {
		why(d, "plumber")
		d.Sees("Reading what Seam recorded of it")
		d.SeesNot("WHAT HAPPENED")
		d.After(4 * time.Second)
		d.Sees("WHAT HAPPENED", "13:02", "could not be set on the lock", "1 event.")
		for i, query := range records.Asked() {
			if query.Since.Before(uitest.Now().AddDate(0, 0, -31)) {
				t.Errorf("question %d goes back to %v", i, query.Since)
			}
		}
		if got := len(records.Asked()); got < 2 {
			t.Errorf("%d questions: those about the code and the lock are missing", got)
		}
	})
}

func TestDiagnosisWithoutTheRecord(t *testing.T) {
	records := &uitest.Records{Fails: func(asked int) error {
		if asked == 1 {
			return errors.New("Seam answered 503")
		}
		return nil
	}}
	uitest.Run(t, uitest.Stage{Records: records}, func(d *uitest.Driver) {
		why(d, "plumber")
		d.Sees("could not be read: Seam answered 503", "What to try", "r asks again")
		d.Press("r")
		d.SeesNot("503")
		if d.Feed.Refreshed != 1 {
			t.Errorf("the feed was refreshed %d times", d.Feed.Refreshed)
		}
	})
}

// TestDiagnosisOfWhatIsWell holds that a code that works is told as one: its state, and nothing to try.
func TestDiagnosisOfWhatIsWell(t *testing.T) {
	uitest.Run(t, uitest.Stage{}, func(d *uitest.Driver) {
		why(d, "kim")
		d.Sees("● Resident · Kim works until somebody removes it.", "always", "THE LOCK", "battery 64 %")
		d.SeesNot("What to try", "blocks the code", "✖ Resident")
		d.Press("1")
		d.Sees("WHY?")
	})
}

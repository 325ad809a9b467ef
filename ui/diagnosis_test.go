package ui_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"seamdash/model"
	"seamdash/ui"
	"seamdash/ui/diagnosis"
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
		d.Sees("Make Plumber again?", "Seam has dropped it")
		d.Press("esc")
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
		d.SeesNot("13:02", "could not be set on the lock")
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
		why(d, "cleaner")
		d.Sees("● It works: the lock has it until today 16:02, for 2 h more.", "THE LOCK", "battery 64 %")
		d.SeesNot("What to try", "blocks the code", "✖ Cleaner")
		d.Press("1")
		d.Sees("WHY?")
	})
}

func TestDiagnosisShowsSeamsOwnAnswer(t *testing.T) {
	records := &uitest.Records{Answer: "{\n  \"code\": \"••••\",\n  \"status\": \"" + strings.Repeat("unset ", 60) + "\"\n}"}
	uitest.Run(t, uitest.Stage{Records: records, W: 80, H: 24}, func(d *uitest.Driver) {
		why(d, "plumber")
		d.Press("j")
		d.Sees("RAW", "the code", `"code": "••••"`, "every PIN is masked")
		d.Press("tab")
		d.Sees("RAW   the lock  Maple Ct 3B · Front Door")
		d.Press("e")
		d.Sees("the events")
		d.Press("y")
		d.Sees("sent to the clipboard")
		if diff := cmp.Diff([]string{records.Answer}, d.Clipboard); diff != "" {
			t.Error(diff)
		}
		d.Press("esc")
		d.Sees("WHY?")
		var got []diagnosis.Part
		for _, of := range records.RawAsked() {
			got = append(got, of.Part)
			if of.Lock != "a3" || of.Code != "a3-plumber" {
				t.Errorf("asked about %+v", of)
			}
		}
		if want := []diagnosis.Part{diagnosis.RawCode, diagnosis.RawLock, diagnosis.RawEvents}; !slices.Equal(got, want) {
			t.Errorf("asked for %v, want %v", got, want)
		}
	})
}

func TestDiagnosisReports(t *testing.T) {
	reports, records := &uitest.Reports{}, &uitest.Records{Answer: `{"answer_of_seam": true}`}
	uitest.Run(t, uitest.Stage{Records: records, Reports: reports}, func(d *uitest.Driver) {
		why(d, "plumber")
		d.Press("y")
		d.Sees("report, without PINs and names, sent to the clipboard")
		if len(d.Clipboard) != 1 || !strings.Contains(d.Clipboard[0], "# seamdash report") {
			t.Fatalf("the clipboard has %q", d.Clipboard)
		}
		d.Press("s")
		d.Sees("report saved: /home/kim/seamdash-report-a3-plumb")
		kept := reports.Kept()
		if len(kept) != 1 {
			t.Fatalf("%d reports were kept", len(kept))
		}
		text, err := kept[0].JSON()
		if err != nil || !strings.Contains(string(text), "answer_of_seam") {
			t.Errorf("Seam's own answer is not in the report: %v\n%s", err, text)
		}
		lock, _ := d.Feed.Picture.Lock("a3")
		plumber, _ := lock.Code("a3-plumber")
		for _, one := range append(d.Clipboard, string(text)) {
			if strings.Contains(one, "Plumber") || strings.Contains(one, plumber.PIN.Reveal()) {
				t.Errorf("a name or a PIN is in a report:\n%s", one)
			}
		}
		reports.Fails = errors.New("the disk is full")
		d.Press("s", "esc")
		d.Sees("the report could not be saved: the disk is full")
	})
}

// TestDiagnosisUnderAForm holds that a form which a step opened gives way to the diagnosis again.
func TestDiagnosisUnderAForm(t *testing.T) {
	picture := uitest.Snapshot()
	lock, _ := picture.Lock("a3")
	codes := uitest.FrontDoor()
	for i := range codes {
		if codes[i].ID == "a3-duarte" {
			codes[i].Problems = []model.Problem{{Level: model.Warning, Origin: model.OriginCode, Code: "time_frame_adjusted_for_unknown_time_zone"}}
		}
	}
	picture = picture.WithLocks([]*model.Lock{model.NewLock(lock.Device, codes, true, nil)}, picture.Feed)
	uitest.Run(t, uitest.Stage{Desk: &uitest.Desk{}, Picture: picture}, func(d *uitest.Driver) {
		why(d, "duarte")
		d.Press("e")
		d.Sees("CHANGE THE CODE", "Guest · Duarte")
		d.SeesNot("WHY?")
		d.Resize(80, 24)
		d.Show(picture)
		d.Press("esc")
		d.Sees("WHY?", "Guest · Duarte")
		d.Press("esc")
		d.SeesNot("WHY?")
	})
}

// TestDiagnosisKeysThatWereChosen holds that a step is done by the key that its action has, unless that one means something here.
func TestDiagnosisKeysThatWereChosen(t *testing.T) {
	for _, c := range []struct{ key, sees string }{{"m", "Ask again for Plumber?"}, {"j", "RAW"}} {
		stage := uitest.Stage{Desk: &uitest.Desk{}, Records: &uitest.Records{}, Keys: map[string][]string{"retry": {c.key}, "down": {"down"}}}
		uitest.Run(t, stage, func(d *uitest.Driver) {
			why(d, "plumber")
			d.Press("t")
			d.Sees("WHY?")
			d.Press(c.key)
			d.Sees(c.sees)
			d.Press("esc", "1")
			d.Sees("Ask again for Plumber?")
		})
	}
}

// TestDiagnosisStaysWhereItIs holds that news move neither the page nor the choice of a finding.
func TestDiagnosisStaysWhereItIs(t *testing.T) {
	uitest.Run(t, uitest.Stage{W: 80, H: 24}, func(d *uitest.Driver) {
		d.GoTo("Maple Ct 3B · Patio")
		d.Press("enter", "d", "tab", "down", "down")
		before := d.Screen()
		if d.Line("▸ ▲ The lock's battery is low") == "" {
			t.Fatalf("the second finding is not chosen:\n%s", before)
		}
		lock, _ := d.Feed.Picture.Lock("a4")
		d.Show(d.Feed.Picture.WithLocks([]*model.Lock{model.NewLock(lock.Device, append([]model.AccessCode(nil), lock.Codes...), true, nil)}, d.Feed.Picture.Feed))
		if diff := cmp.Diff(before, d.Screen()); diff != "" {
			t.Errorf("the page moved: %s", diff)
		}
		device := lock.Device
		device.Online, device.Problems = model.Yes, device.Problems[1:] // the first finding goes
		d.Show(d.Feed.Picture.WithLocks([]*model.Lock{model.NewLock(device, append([]model.AccessCode(nil), lock.Codes...), true, nil)}, d.Feed.Picture.Feed))
		d.Sees("▲ The lock's battery is low")
		d.SeesNot("▸ ○")
	})
}

func TestDiagnosisInASCII(t *testing.T) {
	uitest.Run(t, uitest.Stage{Look: ui.Look{ASCII: true}}, func(d *uitest.Driver) {
		why(d, "okafor")
		d.Sees("should be on the lock  < due", "! Programming takes too long")
		for i, line := range strings.Split(d.Screen(), "\n") {
			for _, r := range line {
				if r > '~' {
					t.Errorf("line %d has %q: %s", i, r, line)
				}
			}
		}
	})
}

// TestDiagnosisHasThePicturesEventsAtOnce holds that what the picture has of what happened is there in the first frame.
func TestDiagnosisHasThePicturesEventsAtOnce(t *testing.T) {
	at := uitest.Now().Add(-time.Hour)
	happened := []model.Event{{ID: "e1", Type: "access_code.failed_to_set_on_device", At: at, RecordedAt: at, DeviceID: "a3", CodeID: "a3-plumber"}}
	uitest.Run(t, uitest.Stage{Picture: uitest.Snapshot().WithEvents(happened), Records: &uitest.Records{Takes: time.Minute}}, func(d *uitest.Driver) {
		why(d, "plumber")
		d.Sees("13:02", "could not be set on the lock")
	})
}

package ui_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"seamdash/model"
	"seamdash/model/diagnose"
	"seamdash/ui"
	"seamdash/ui/uitest"
)

// TestPresentationKeepsThePlace begins with a key wherever the keyboard is, and ends with everything as it was: the filter, the cursor, the
// screen in front. A PIN that could be read is masked.
func TestPresentationKeepsThePlace(t *testing.T) {
	t.Parallel()
	uitest.Run(t, uitest.Stage{}, func(d *uitest.Driver) {
		d.Press("2", "/")
		d.Type("nanny")
		d.Press("enter")
		before := d.Cursor()
		d.Press("v")
		d.Sees("Nanny", "4177")
		d.Press("ctrl+p")
		d.Sees("PRESENTATION", "2 Codes", "guests and PINs are hidden; ctrl+p ends the presentation", "Guest ")
		d.SeesNot("Nanny", "nanny", "4177")
		d.Press("1", "down", "ctrl+p")
		d.Sees("Nanny", "/ nanny", "names are shown again")
		d.SeesNot("PRESENTATION", "4177")
		if after := d.Cursor(); !slices.Equal(before, after) {
			t.Errorf("the cursor is at %q, and was at %q", after, before)
		}
	})
}

// TestPresentationAtTheSameLock begins where somebody looks.
func TestPresentationAtTheSameLock(t *testing.T) {
	t.Parallel()
	uitest.Run(t, uitest.Stage{}, func(d *uitest.Driver) {
		d.GoTo("Quinta do Lago · Portão")
		d.Press("ctrl+p")
		d.At("Quinta do Lago · Portão")
		d.Sees("Owner", "Cleaner") // names that are nobody's
		d.SeesNot("Kim", "Ferreira")
	})
}

// TestPresentationOverAForm hides what is being typed, and gives it back.
func TestPresentationOverAForm(t *testing.T) {
	t.Parallel()
	desk := &uitest.Desk{}
	uitest.Run(t, uitest.Stage{Desk: desk}, func(d *uitest.Driver) {
		d.Press("n")
		d.Type("Zephyrine")
		d.Sees("Zephyrine")
		d.Press("ctrl+p")
		d.SeesNot("Zephyrine")
		d.Press("n")
		d.Sees("nothing is changed while they are")
		d.Press("ctrl+p")
		d.Sees("Zephyrine")
		d.Type(" Quill")
		d.Sees("Zephyrine Quill")
	})
}

// TestSearchTellsNothing answers a name that there is as one that there is not, while what is shown can be found.
func TestSearchTellsNothing(t *testing.T) {
	t.Parallel()
	for _, screen := range []string{"1", "2", "4", "5"} {
		answer := func(name string) (text string) {
			uitest.Run(t, uitest.Stage{Presentation: true, Picture: eventful(), Surveyor: diagnose.NewSurveyor()}, func(d *uitest.Driver) {
				d.After(2 * time.Second)
				d.Press(screen, "/")
				d.Type(name)
				text = strings.ReplaceAll(strings.ToLower(d.Screen()), strings.ToLower(name), "······")
			})
			return text
		}
		if guest, nobody := answer("okafor"), answer("qvxwzj"); guest != nobody {
			t.Errorf("screen %s tells the name of a guest:\n%s\nfrom any other:\n%s", screen, guest, nobody)
		}
	}
	uitest.Run(t, uitest.Stage{Presentation: true}, func(d *uitest.Driver) {
		d.Press("2", "/")
		d.Type("owner")
		d.Sees("Owner")
	})
}

// TestPresentationFromTheStart hides from the first frame on, and asks before it ends.
func TestPresentationFromTheStart(t *testing.T) {
	t.Parallel()
	uitest.Run(t, uitest.Stage{Presentation: true}, func(d *uitest.Driver) {
		d.Sees("PRESENTATION", "Guest ")
		d.SeesNot("Okafor", "Ferreira", "Kim")
		d.Press("3", "ctrl+p")
		d.Sees("Show PINs and the names of guests?")
		d.Press("esc")
		d.Sees("PRESENTATION")
		d.Press("ctrl+p", "y")
		d.SeesNot("PRESENTATION")
		d.Press("1")
		d.GoTo("Maple Ct 3B · Front Door")
		d.Press("enter", "home", "down", "v")
		d.Sees("Okafor", "4177")
		d.Press("ctrl+p")
		d.Sees("PRESENTATION")
		d.SeesNot("4177", "Okafor")
	})
	config := uitest.Config(&uitest.Feed{Picture: uitest.Snapshot()}, ui.Look{})
	config.Presentation = true
	root := ui.Root(config)
	if title := root.View().WindowTitle; strings.Contains(title, "Kim") {
		t.Errorf("before its first size the title is %q", title)
	}
}

// TestPresentationSaysWhy nothing is shown or changed: the key does, and the palette.
func TestPresentationSaysWhy(t *testing.T) {
	t.Parallel()
	uitest.Run(t, uitest.Stage{Presentation: true, Desk: &uitest.Desk{}}, func(d *uitest.Driver) {
		d.GoTo("Maple Ct 3B · Front Door")
		d.Press("enter", "down", "v")
		d.Sees("PINs are hidden for a presentation")
		d.Press("y")
		d.Sees("PINs are hidden for a presentation")
		for _, key := range []string{"x", "e", "n", "+", "t", "c", "R"} {
			d.Press(key)
			d.Sees("nothing is changed while they are")
		}
		d.Press("space", "y")
		d.Sees("nothing is changed while they are")
		d.Press("M", ":")
		d.Type("show the pin")
		d.Sees("PINs are hidden for a presentation")
		if len(d.Clipboard) > 0 {
			t.Errorf("%q went to the clipboard", d.Clipboard)
		}
	})
}

// TestAnswersWait for the dashboard that asked: what comes of a write that was asked for before is told when names are shown again.
func TestAnswersWait(t *testing.T) {
	t.Parallel()
	desk := &uitest.Desk{Takes: 5 * time.Second}
	uitest.Run(t, uitest.Stage{Desk: desk}, func(d *uitest.Driver) {
		d.GoTo("Maple Ct 3B · Front Door")
		d.Press("enter", "down", "t", "y")
		d.Sees("asking Seam: another try of Nanny")
		d.Press("ctrl+p")
		d.After(30 * time.Second)
		d.SeesNot("Nanny", "accepted by Seam")
		d.Press("ctrl+p")
		d.Sees("Nanny")
		d.Press("t", "y") // the answer came, so there may be another
		d.Sees("asking Seam: another try of Nanny")
	})
}

// TestPicturesDuringAPresentation are followed, and what was there before is caught up with.
func TestPicturesDuringAPresentation(t *testing.T) {
	t.Parallel()
	uitest.Run(t, uitest.Stage{Notify: ui.OSC9}, func(d *uitest.Driver) {
		d.Press("ctrl+p")
		lock := model.NewLock(model.Device{ID: "z9", Name: "Boat house"}, []model.AccessCode{{ID: "z9-1", DeviceID: "z9", Name: "Xanthe", PIN: model.NewPIN("5820")}}, true, nil)
		next := uitest.Snapshot().WithLocks([]*model.Lock{lock}, uitest.Snapshot().Feed).WithEvents([]model.Event{
			{ID: "e9", Type: "access_code.set_on_device", At: uitest.Now().Add(time.Second), DeviceID: "z9", CodeID: "z9-1"},
		})
		d.After(2 * time.Second)
		d.Show(next)
		d.Sees("Boat house")
		if len(d.Raw) != 1 || strings.Contains(d.Raw[0], "Xanthe") || !strings.Contains(d.Raw[0], "Guest ") {
			t.Errorf("told was %q", d.Raw)
		}
		d.Press("ctrl+p")
		d.GoTo("Boat house")
		d.Sees("Xanthe")
		d.After(time.Minute)
		if len(d.Raw) != 1 {
			t.Errorf("told again was %q", d.Raw[1:])
		}
	})
}

// TestUnknownMessages are shown to nobody while somebody looks on.
func TestUnknownMessages(t *testing.T) {
	t.Parallel()
	type strange struct{ Name string }
	uitest.Run(t, uitest.Stage{Presentation: true}, func(d *uitest.Driver) {
		before := d.Screen()
		d.Send(strange{"Okafor"})
		if d.Screen() != before {
			t.Error("a message that nobody knows changed the screen")
		}
	})
}

// TestClipboardInAPresentation: a PIN that was copied before is taken off the clipboard as if nothing had happened, and at the end at once.
func TestClipboardInAPresentation(t *testing.T) {
	t.Parallel()
	copied := func(end func(d *uitest.Driver)) {
		uitest.Run(t, uitest.Stage{ClipboardClear: 45 * time.Second}, func(d *uitest.Driver) {
			d.GoTo("Maple Ct 3B · Front Door")
			d.Press("enter", "down", "y", "ctrl+p")
			if len(d.Clipboard) != 1 || d.Clipboard[0] != "4177" {
				t.Fatalf("on the clipboard was %q", d.Clipboard)
			}
			end(d)
			if !slices.Equal(d.Raw, []string{emptied}) {
				t.Errorf("the terminal got %q", d.Raw)
			}
		})
	}
	copied(func(d *uitest.Driver) { d.After(time.Minute) })
	copied(func(d *uitest.Driver) { d.Press("q") })
	copied(func(d *uitest.Driver) {
		d.Press("ctrl+p")
		d.After(time.Minute)
	})
}

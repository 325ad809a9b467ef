package main

import (
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"seamdash/model"
	"seamdash/seamclient/sim"
	"seamdash/ui"
	"seamdash/ui/uitest"
)

// atTheDoor plays a story of the whole program over the simulator: screen, desk, feed and client, without a terminal.
func atTheDoor(t *testing.T, brand string, story func(d *uitest.Driver, o *office)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		o := openOffice(t, brand)
		defer func() { o.leave(); o.client.Close() }()
		<-time.After(5 * time.Second) // the first load
		app := ui.New(ui.Config{
			Feed: o.feed, Desk: o.Desk, Context: t.Context(), Now: o.server.Now, Zone: time.UTC, Place: "the simulator", Version: "test",
		})
		uitest.Play(t, app, func(d *uitest.Driver) { story(d, o) })
	})
}

// later lets time pass and shows what the feed has then.
func later(d *uitest.Driver, o *office, wait time.Duration) {
	d.After(wait)
	d.Send(ui.Pictured{Snapshot: o.feed.Snapshot()})
	d.Send(ui.Followed{Writes: o.Writes()})
}

// fillIn types a new code for a time, for the guest Kim.
func fillIn(d *uitest.Driver, pin, from, until string) {
	d.Press("n")
	d.Type("Guest Kim")
	d.Press("tab")
	d.Type(pin)
	d.Press("tab", "tab")
	d.Type(from)
	d.Press("tab")
	d.Type(until)
}

// TestFormsOverTheSimulator: a code is made, changed, converted and deleted by keys alone, and each is on the lock in the end.
func TestFormsOverTheSimulator(t *testing.T) {
	t.Parallel()
	atTheDoor(t, "august", func(d *uitest.Driver, o *office) {
		fillIn(d, "480153", "tomorrow 3pm", "+2d 11:00")
		d.Sees("NEW CODE", "Vienna")
		d.Press("enter")
		later(d, o, 10*time.Minute)
		d.SeesNot("NEW CODE")
		d.Sees("Guest Kim")
		made := o.only()
		if made.Name != "Guest Kim" || made.PIN.Reveal() != "480153" || made.Window.Until.Sub(made.Window.From) != 44*time.Hour {
			o.t.Errorf("made: %+v", made)
		}
		if made.Preloaded != model.Yes {
			o.t.Errorf("the lock does not have it: %+v", made)
		}

		d.Press("enter", "e")
		d.Press("ctrl+u")
		d.Type("Guest Lee")
		d.Press("enter")
		later(d, o, 10*time.Minute)
		settled(o, made.ID, "Guest Lee", made.Window)

		d.Press("c")
		d.Sees("CONVERT")
		d.Press("enter")
		later(d, o, 10*time.Minute)
		settled(o, made.ID, "Guest Lee", model.Window{})

		d.Press("x", "y")
		later(d, o, 10*time.Minute)
		if codes := o.codes(); len(codes) != 0 {
			o.t.Fatalf("deleted: %+v", codes)
		}
		d.Sees("Guest Lee on Front: off the lock")
	})
}

// TestFormKeepsWhatSeamRefuses: a PIN that somebody else took while the form was open is refused by Seam. The form keeps
// everything, nothing is made, and another PIN goes through.
func TestFormKeepsWhatSeamRefuses(t *testing.T) {
	t.Parallel()
	atTheDoor(t, "august", func(d *uitest.Driver, o *office) {
		fillIn(d, "480153", "tomorrow 3pm", "+2d 11:00")
		o.create(model.Window{})
		d.Press("enter")
		d.Sees("NEW CODE", "Guest Kim", "480153", "tomorrow 3pm", "This PIN is on Front already")
		if codes := o.codes(); len(codes) != 1 {
			o.t.Fatalf("after the refusal: %+v", codes)
		}
		d.Press("p", "enter") // another PIN
		later(d, o, 10*time.Minute)
		d.SeesNot("NEW CODE")
		codes := o.codes()
		if len(codes) != 2 || codes[0].PIN.Equal(codes[1].PIN) {
			o.t.Fatalf("with another PIN: %+v", codes)
		}
	})
}

// TestFormAfterALostReply: Seam made the code and its answer was lost. It is found, and there is one.
func TestFormAfterALostReply(t *testing.T) {
	t.Parallel()
	atTheDoor(t, "august", func(d *uitest.Driver, o *office) {
		o.server.SetFaults(sim.Faults{Drop: func(r *http.Request) bool { return r.URL.Path == "/access_codes/create" }})
		fillIn(d, "480153", "tomorrow 3pm", "+2d 11:00")
		d.Press("enter")
		later(d, o, 5*time.Minute)
		d.SeesNot("NEW CODE")
		if c := o.only(); c.Name != "Guest Kim" {
			o.t.Fatalf("made: %+v", c)
		}
	})
}

// TestFormRefusesWhatTheLockWouldNot: what breaks a rule of the lock is not sent.
func TestFormRefusesWhatTheLockWouldNot(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ brand, pin, from, until, says string }{
		"a zero on Nuki":       {"nuki", "480153", "tomorrow 3pm", "+2d 11:00", "0"},
		"the end first":        {"august", "480153", "tomorrow 3pm", "today 11pm", "is not after the start"},
		"a time nobody reads":  {"august", "480153", "tomorow 3pm", "+2d 11:00", "did you mean “tomorrow 3pm”"},
		"letters are no PIN":   {"august", "48", "tomorrow 3pm", "+2d 11:00", "digits"},
		"a start in the past":  {"kwikset", "480153", "1999-12-31 09:00", "+40d 11:00", "wants a start in the future"},
		"an end without start": {"august", "480153", "", "tomorrow 3pm", "start"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			atTheDoor(t, c.brand, func(d *uitest.Driver, o *office) {
				fillIn(d, c.pin, c.from, c.until)
				d.Press("enter")
				later(d, o, time.Minute)
				d.Sees("NEW CODE", "Guest Kim", c.says)
				if codes := o.codes(); len(codes) != 0 {
					o.t.Fatalf("made: %+v", codes)
				}
			})
		})
	}
}

// TestDeedsOverTheSimulator: a code is extended, that is undone, it is deleted, and that is undone too.
func TestDeedsOverTheSimulator(t *testing.T) {
	t.Parallel()
	atTheDoor(t, "august", func(d *uitest.Driver, o *office) {
		tomorrow := o.server.Now().Add(24 * time.Hour)
		window := model.Window{From: tomorrow, Until: tomorrow.Add(8 * time.Hour)}
		o.create(window)
		later(d, o, 10*time.Minute)
		was := o.only()

		d.Press("enter", "+", "h")
		later(d, o, 10*time.Minute)
		if c := o.only(); c.ID != was.ID || !c.Window.Until.Equal(window.Until.Add(time.Hour)) {
			o.t.Fatalf("extended: %+v", c)
		}
		d.Press("u", "y")
		later(d, o, 10*time.Minute)
		if c := o.only(); !c.Window.Equal(window) {
			o.t.Fatalf("no longer extended: %+v", c)
		}

		d.Press("x", "y")
		later(d, o, 10*time.Minute)
		if codes := o.codes(); len(codes) != 0 {
			o.t.Fatalf("deleted: %+v", codes)
		}
		d.Press("u", "y")
		later(d, o, 20*time.Minute)
		if c := o.only(); c.ID == was.ID || c.Name != was.Name || !c.PIN.Equal(was.PIN) || !c.Window.Equal(window) {
			o.t.Fatalf("made again: %+v", c)
		}
	})
}

// TestAdoptOverTheSimulator: a code that was made at the lock comes under Seam's hand.
func TestAdoptOverTheSimulator(t *testing.T) {
	t.Parallel()
	atTheDoor(t, "august", func(d *uitest.Driver, o *office) {
		if _, err := o.server.AddUnmanaged(string(o.lock), "Old cleaner", "246813"); err != nil {
			o.t.Fatal(err)
		}
		later(d, o, 20*time.Minute) // nobody announces it; the sweep finds it
		d.Press("enter", "a", "y")
		later(d, o, 10*time.Minute)
		if c := o.only(); c.Name != "Old cleaner" || !c.Managed {
			o.t.Fatalf("adopted: %+v", c)
		}
	})
}

// TestManyAreDeletedOverTheSimulator once their number was typed, and not before.
func TestManyAreDeletedOverTheSimulator(t *testing.T) {
	t.Parallel()
	atTheDoor(t, "august", func(d *uitest.Driver, o *office) {
		for _, pin := range []string{"480153", "480154", "480155"} {
			if _, err := o.Create(o.t.Context(), model.CodeDraft{DeviceID: o.lock, Name: "Guest " + pin[5:], PIN: model.NewPIN(pin)}); err != nil {
				o.t.Fatal(err)
			}
		}
		later(d, o, 10*time.Minute)
		d.Press("enter", "*", "x", "2", "enter")
		later(d, o, 10*time.Minute)
		if codes := o.codes(); len(codes) != 3 {
			o.t.Fatalf("with the wrong number %d of 3 are left", len(codes))
		}
		d.Press("backspace", "3", "enter")
		later(d, o, 30*time.Minute)
		if codes := o.codes(); len(codes) != 0 {
			o.t.Fatalf("left: %+v", codes)
		}
	})
}

// settled fails unless the lock has one code, with this id, name and window, and nothing is under way.
func settled(o *office, id model.CodeID, name string, w model.Window) {
	o.t.Helper()
	c := o.only()
	if c.ID != id || c.Name != name || !c.Window.Equal(w) {
		o.t.Errorf("read back: %+v", c)
	}
	if len(c.Pending) > 0 || w.Always() != (c.Type == model.TypeOngoing) {
		o.t.Errorf("not settled: %+v", c)
	}
}

// only is the one code of the lock.
func (o *office) only() model.AccessCode {
	o.t.Helper()
	codes := o.codes()
	if len(codes) != 1 {
		o.t.Fatalf("%d codes, want one: %+v", len(codes), codes)
	}
	return codes[0]
}

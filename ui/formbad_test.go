package ui_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"seamdash/model"
	"seamdash/ui/uitest"
)

// TestCreateRefuses: what the lock or Seam would not take is said beside its field, and nothing is asked of Seam.
func TestCreateRefuses(t *testing.T) {
	nuki := []model.Constraint{{Type: "no_zeros"}}
	for name, c := range map[string]struct {
		device           func(*model.Device)
		pin, from, until string
		beside           string
	}{
		"a PIN that is too short":  {pin: "41", beside: "4"},
		"a digit it has not":       {device: func(d *model.Device) { d.Rules.Constraints = nuki }, pin: "410377", beside: "0"},
		"no start":                 {until: "+3h", beside: "a start is needed"},
		"no end":                   {from: "tomorrow 3pm", beside: "end"},
		"an end before the start":  {from: "tomorrow 3pm", until: "tomorrow 1pm", beside: "is not after the start"},
		"an end in the past":       {from: "2020-01-01 09:00", until: "2020-01-02 09:00", beside: "the end is over"},
		"a word that is none":      {from: "tomorow 3pm", until: "+3h", beside: "did you mean “tomorrow 3pm”?"},
		"a lock that takes none":   {device: func(d *model.Device) { d.Can.ProgramOnlineCodes = model.No }, from: "tomorrow 3pm", until: "+3h", beside: "at present"},
		"a lock that is unmanaged": {device: func(d *model.Device) { d.Managed = false }, from: "tomorrow 3pm", until: "+3h", beside: "not managed"},
	} {
		t.Run(name, func(t *testing.T) {
			desk := &uitest.Desk{}
			uitest.Run(t, uitest.Stage{Desk: desk, Picture: oneLock(c.device)}, func(d *uitest.Driver) {
				d.Press("n")
				d.Type("Kim")
				d.Press("tab")
				d.Type(c.pin)
				for !strings.Contains(d.Line("▸"), "From") {
					d.Press("tab")
				}
				d.Type(c.from)
				d.Press("tab")
				d.Type(c.until)
				d.Press("enter")
				d.Sees("NEW CODE", "first)", c.beside)
				if drafts := desk.Drafts(); len(drafts) > 0 {
					t.Errorf("Seam was asked for %+v", drafts)
				}
			})
		})
	}
}

// oneLock is a workspace with one lock that is as it is made to be.
func oneLock(change func(*model.Device)) *model.Snapshot {
	lock := uitest.Locks()[3]
	device := lock.Device
	if change != nil {
		change(&device)
	}
	return workspace(model.NewLock(device, lock.Codes[:2], true, nil))
}

// TestNoForm: what cannot be done is refused before a form opens.
func TestNoForm(t *testing.T) {
	change := func(of func(*model.AccessCode)) *model.Snapshot {
		code := uitest.FrontDoor()[4] // of Duarte, in the future
		of(&code)
		return workspace(model.NewLock(uitest.Locks()[0].Device, []model.AccessCode{code}, true, nil))
	}
	desk := &uitest.Desk{}
	for name, c := range map[string]struct {
		stage uitest.Stage
		keys  []string
		why   string
	}{
		"only reading":      {uitest.Stage{Desk: desk, ReadOnly: true}, []string{"n"}, "this session only reads"},
		"only reading, e":   {uitest.Stage{Desk: desk, ReadOnly: true}, []string{"enter", "e"}, "this session only reads"},
		"only reading, c":   {uitest.Stage{Desk: desk, ReadOnly: true}, []string{"enter", "c"}, "this session only reads"},
		"no desk":           {uitest.Stage{}, []string{"n"}, "no way to change codes"},
		"no code":           {uitest.Stage{Desk: desk}, []string{"e"}, "choose a code first"},
		"no codes":          {uitest.Stage{Desk: desk, Picture: oneLock(func(d *model.Device) { d.Can = model.Capabilities{} })}, []string{"n"}, "this device has no codes"},
		"made elsewhere":    {uitest.Stage{Desk: desk, Picture: change(func(c *model.AccessCode) { c.Managed = false })}, []string{"enter", "e"}, "made outside Seam"},
		"an offline code":   {uitest.Stage{Desk: desk, Picture: change(func(c *model.AccessCode) { c.Traits.Offline = true })}, []string{"enter", "c"}, "offline code"},
		"over":              {uitest.Stage{Desk: desk, Picture: change(func(c *model.AccessCode) { c.Window.Until = uitest.Now().Add(-time.Hour) })}, []string{"enter", "e"}, "it is over"},
		"being removed":     {uitest.Stage{Desk: desk, Picture: change(func(c *model.AccessCode) { c.Status = model.StatusRemoving })}, []string{"enter", "e"}, "being removed"},
		"an old picture, n": {uitest.Stage{Desk: desk, Picture: kept(13)}, []string{"n"}, "has not been read"},
	} {
		t.Run(name, func(t *testing.T) {
			uitest.Run(t, c.stage, func(d *uitest.Driver) {
				d.Press(c.keys...)
				d.Sees(c.why)
				d.SeesNot("NEW CODE", "CHANGE THE CODE", "CONVERT THE CODE")
			})
		})
	}
}

// TestPINTaken: a PIN that the lock has is no error that one can only read about.
func TestPINTaken(t *testing.T) {
	desk := &uitest.Desk{}
	uitest.Run(t, uitest.Stage{Desk: desk}, func(d *uitest.Driver) {
		fillIn(d)
		d.Press("up", "up", "up", "backspace", "backspace", "backspace", "backspace", "backspace", "backspace")
		d.Type("903114")
		d.Sees("this lock has this PIN already, for Guest · Okafor")
		d.Sees("does not take PIN")
		d.Press("enter")
		d.Sees("This PIN is on Maple Ct 3B · Front Door already")
		d.Press("p", "enter")
		if drafts := desk.Drafts(); len(drafts) != 1 || drafts[0].PIN.Reveal() == "903114" || !drafts[0].PIN.Known() {
			t.Errorf("asked of Seam: %+v", drafts)
		}
	})
	uitest.Run(t, uitest.Stage{Desk: desk}, func(d *uitest.Driver) {
		fillIn(d)
		d.Press("up", "up", "up")
		d.Press("backspace", "backspace", "backspace", "backspace", "backspace", "backspace")
		d.Type("903114")
		d.Press("enter", "j")
		d.SeesNot("NEW CODE")
		d.At("Guest · Okafor")
	})
}

// TestConflict: the code that has the PIN may be one that the picture does not show.
func TestConflict(t *testing.T) {
	desk := &uitest.Desk{Fails: func(int) error {
		return &model.Fault{Op: "create a code", Kind: model.KindConflict, Message: "duplicate access code"}
	}}
	uitest.Run(t, uitest.Stage{Desk: desk}, func(d *uitest.Driver) {
		fillIn(d)
		d.Press("enter")
		d.Sees("This PIN is on Maple Ct 3B · Front Door already", "the picture does not have")
		d.SeesNot("j go to")
		d.Press("esc")
		d.Sees("✖ a code on Maple Ct 3B · Front Door has this PIN", "Guest · Silva", "739104")
	})
}

// TestTooManyCalls: the form says until when Seam takes no more, and asks nothing before.
func TestTooManyCalls(t *testing.T) {
	desk := &uitest.Desk{Fails: func(asked int) error {
		if asked > 1 {
			return nil
		}
		return &model.Fault{Op: "create a code", Kind: model.KindRateLimited, Message: "too many requests", RetryAt: uitest.Now().Add(20 * time.Second)}
	}}
	uitest.Run(t, uitest.Stage{Desk: desk}, func(d *uitest.Driver) {
		fillIn(d)
		d.Press("enter")
		d.Sees("Seam takes calls again at 14:02:20")
		d.Press("enter")
		d.Sees("Seam takes no more calls until 14:02:20")
		d.After(30 * time.Second)
		d.Press("enter")
		if n := len(desk.Drafts()); n != 2 {
			t.Errorf("Seam was asked %d times", n)
		}
		d.SeesNot("NEW CODE")
	})
}

// TestUnsure: when nobody knows what became of a request, asking again is a decision, and the picture may make it.
func TestUnsure(t *testing.T) {
	lost := func(asked int) error {
		if asked > 1 {
			return nil
		}
		return &model.Fault{Op: "create a code", Kind: model.KindUnreachable, Message: "no answer in 60 s", Unsure: true}
	}
	withoutPIN := func(d *uitest.Driver) {
		fillIn(d)
		d.Press("up", "up", "up", "backspace", "backspace", "backspace", "backspace", "backspace", "backspace")
	}
	desk := &uitest.Desk{Fails: lost}
	uitest.Run(t, uitest.Stage{Desk: desk}, func(d *uitest.Driver) {
		withoutPIN(d)
		d.Press("enter")
		d.Sees("nobody knows whether Guest · Silva was made", "no answer in 60 s")
		d.Press("enter", "enter")
		d.Sees("NEW CODE")
		if n := len(desk.Drafts()); n != 1 {
			t.Errorf("Seam was asked %d times", n)
		}
		d.Press("enter")
		d.Sees("It may have been made already")
		d.Press("y")
		d.SeesNot("NEW CODE")
		if n := len(desk.Drafts()); n != 2 {
			t.Errorf("Seam was asked %d times", n)
		}
	})
	desk = &uitest.Desk{Fails: lost}
	uitest.Run(t, uitest.Stage{Desk: desk}, func(d *uitest.Driver) {
		withoutPIN(d)
		d.Press("enter")
		draft := desk.Drafts()[0]
		lock, _ := d.Feed.Picture.Lock("a3")
		made := model.AccessCode{ID: "new", DeviceID: "a3", Name: draft.Name, Window: draft.Window, Managed: true, Status: model.StatusUnset, CreatedAt: uitest.Now()}
		d.Show(d.Feed.Picture.WithLocks([]*model.Lock{model.NewLock(lock.Device, append(uitest.FrontDoor(), made), true, nil)}, d.Feed.Picture.Feed))
		d.Sees("✓ Maple Ct 3B · Front Door", "made")
		d.Press("enter")
		if n := len(desk.Drafts()); n != 1 {
			t.Errorf("Seam was asked %d times", n)
		}
		d.SeesNot("NEW CODE")
	})
}

// TestNoZone: a lock without a zone asks for one before its times mean anything.
func TestNoZone(t *testing.T) {
	desk := &uitest.Desk{}
	uitest.Run(t, uitest.Stage{Desk: desk, Picture: oneLock(func(d *model.Device) { d.TimeZone = "" })}, func(d *uitest.Driver) {
		d.Press("n")
		d.Type("Kim")
		d.Press("tab", "tab", "tab", "tab")
		d.Type("2027-01-04 09:00")
		d.Press("tab")
		d.Type("+2h")
		d.Press("enter")
		d.Sees("no time zone", "▸ Zone")
		d.Type("Lisbo")
		d.Press("enter")
		d.Sees("NEW CODE", `unknown time zone "Lisbo"`, "did you mean Europe/Lisbon? (tab takes Europe/Lisbon)")
		d.Press("tab")
		d.Sees("▸ Zone", "Europe/Lisbon")
		d.Sees("Mon 4 Jan 2027 09:00 Lisbon")
		d.Press("enter")
		drafts := desk.Drafts()
		if want := time.Date(2027, 1, 4, 9, 0, 0, 0, time.UTC); len(drafts) != 1 || !drafts[0].Window.From.Equal(want) {
			t.Errorf("asked of Seam: %+v", drafts)
		}
	})
}

// TestSeveralLocks: one form for the locks of all marked codes; what one of them refuses can be left out, and after a
// failure only what is missing is asked for again.
func TestSeveralLocks(t *testing.T) {
	desk := &uitest.Desk{Fails: func(asked int) error {
		if asked == 2 {
			return &model.Fault{Op: "create a code", Kind: model.KindUnavailable, Message: "Seam answered 503"}
		}
		return nil
	}}
	uitest.Run(t, uitest.Stage{Desk: desk}, func(d *uitest.Driver) {
		for _, lock := range []string{"Cedar 12 · Main door", "Maple Ct 3B · Front Door", "Quinta do Lago · Portão"} {
			d.GoTo(lock)
			d.Press("enter", "home", "space", "esc")
		}
		d.Press("n")
		d.Sees("Cedar 12 · Main door + 2 more", "each lock gets its own; ctrl+g makes one for all")
		d.Type("Guest · Silva")
		d.Press("tab")
		d.Type("90311")
		d.Press("tab", "tab")
		d.Type("2026-12-01 15:00")
		d.Press("tab")
		d.Type("+1d 11:00")
		d.Sees("on each lock's own clock, 2 zones", "✖ Quinta do Lago · Portão")
		d.Press("enter")
		d.Sees("first)")
		d.Press("ctrl+x")
		d.Sees("Cedar 12 · Main door + 1 more")
		d.Press("enter")
		d.Sees("✓ Cedar 12 · Main door", "✖ Maple Ct 3B · Front Door", "Seam answered 503")
		d.Press("enter")
		d.Sees("Guest · Silva on 2 locks: Seam has it")
		var asked []model.DeviceID
		for _, draft := range desk.Drafts() {
			asked = append(asked, draft.DeviceID)
		}
		if len(asked) != 3 || asked[0] != "b1" || asked[1] != "a3" || asked[2] != "a3" {
			t.Errorf("asked for %v", asked)
		}
	})
}

// TestTypedIntoForm: a pasted PIN loses its blanks, nothing that cannot be seen gets in, a step can be taken back, and a
// terminal that is too small loses nothing.
func TestTypedIntoForm(t *testing.T) {
	desk := &uitest.Desk{}
	uitest.Run(t, uitest.Stage{Desk: desk}, func(d *uitest.Driver) {
		toFrontDoor(d)
		d.Press("n")
		d.Paste("Gu\x1b[31mest\u202e\x00 · Kim")
		d.SeesNot("\x1b[31mest", "\u202e")
		d.Sees("Gu[31mest · Kim")
		d.Press("tab")
		d.Paste(" 73-91 04\n")
		d.Sees("739104")
		d.Type("x")
		d.Sees("a PIN is made of digits")
		d.Paste("my PIN is 1234")
		d.Sees("739104", "no PIN")
		d.Press("ctrl+z")
		d.SeesNot("739104")
		d.Sees("Gu[31mest · Kim")
		d.Resize(52, 12)
		d.Press("x", "tab")
		d.Resize(120, 40)
		d.Sees("NEW CODE", "Gu[31mest · Kim")
		d.Press("ctrl+z", "ctrl+z")
		d.SeesNot("Kim")
		d.Sees("nothing was changed in this form")
		d.Press("esc", "n")
		d.Paste("K\u202eim\x07")
		d.Press("tab", "tab", "tab")
		d.Sees("▸ Kind")
		d.Press("space", "enter")
		if drafts := desk.Drafts(); len(drafts) != 1 || drafts[0].Name != "Kim" {
			t.Errorf("asked of Seam: %+v", drafts)
		}
	})
}

// TestFormConceals: the last frame shows no PIN.
func TestFormConceals(t *testing.T) {
	uitest.Run(t, uitest.Stage{Desk: &uitest.Desk{}}, func(d *uitest.Driver) {
		fillIn(d)
		d.Sees("739104")
		d.Press("ctrl+c")
		d.SeesNot("739104")
		if d.Quit != 1 {
			t.Error("the program goes on")
		}
	})
}

// TestFormDeadline: an answer that never comes is given up on, and said to be unknown.
func TestFormDeadline(t *testing.T) {
	desk := &uitest.Desk{Takes: time.Hour}
	uitest.Run(t, uitest.Stage{Desk: desk}, func(d *uitest.Driver) {
		fillIn(d)
		d.Press("enter")
		d.After(2 * time.Minute)
		d.Sees("nobody knows whether Guest · Silva was made", context.DeadlineExceeded.Error())
		d.SeesNot("739104") // nobody touched it for a while
		d.Press("ctrl+o")
		d.Sees("739104")
	})
}

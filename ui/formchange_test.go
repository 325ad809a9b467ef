package ui_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"seamdash/model"
	"seamdash/ui/uitest"
)

// openDuarte opens a form for a code with a window in the future.
func openDuarte(d *uitest.Driver, key string) {
	toFrontDoor(d)
	d.Press("/")
	d.Type("duarte")
	d.Press("enter", key)
}

// elsewhere shows a picture in which somebody else changed Duarte's code.
func elsewhere(d *uitest.Driver, change func(*model.AccessCode)) {
	lock, _ := d.Feed.Picture.Lock("a3")
	codes := slices.Clone(lock.Codes)
	codes = slices.DeleteFunc(codes, func(c model.AccessCode) bool {
		return c.ID == "a3-duarte" && change == nil
	})
	for i := range codes {
		if codes[i].ID == "a3-duarte" {
			change(&codes[i])
		}
	}
	d.Show(d.Feed.Picture.WithLocks([]*model.Lock{model.NewLock(lock.Device, codes, true, nil)}, d.Feed.Picture.Feed))
}

// TestChangedMeanwhile: a new picture moves and wipes nothing; both values are shown, and the person chooses.
func TestChangedMeanwhile(t *testing.T) {
	rename := func(c *model.AccessCode) {
		c.Name, c.Window.Until = "Guest · Duarte (late)", c.Window.Until.Add(time.Hour)
	}
	for name, c := range map[string]struct {
		keys  []string
		name  string
		later bool
	}{
		"mine":                  {[]string{"enter", "k", "enter"}, "Guest · Duarte, Ana", false},
		"theirs but my PIN":     {[]string{"enter", "t", "enter"}, "", true},
		"theirs for one":        {[]string{"ctrl+t", "enter", "k", "enter"}, "", false},
		"mine for one":          {[]string{"ctrl+k", "enter", "t", "enter"}, "Guest · Duarte, Ana", true},
		"look again, then mine": {[]string{"enter", "enter", "enter", "esc", "enter", "k", "enter"}, "Guest · Duarte, Ana", false},
	} {
		t.Run(name, func(t *testing.T) {
			desk := &uitest.Desk{}
			uitest.Run(t, uitest.Stage{Desk: desk}, func(d *uitest.Driver) {
				openDuarte(d, "e")
				until := d.Line("Until")
				d.Press("tab")
				d.Type("739104")
				d.Press("up")
				d.Type(", Ana")
				before := d.Line("▸")
				elsewhere(d, rename)
				d.Sees("meanwhile: Guest · Duarte (late)", "meanwhile: Sun 12:00", "739104")
				if cut, _, _ := strings.Cut(before, "was"); !strings.HasPrefix(d.Line("▸"), strings.TrimRight(cut, " ")) {
					t.Errorf("what was typed is gone:\n%s\n%s", before, d.Line("▸"))
				}
				d.Press(c.keys...)
				changes := desk.Changes()
				if len(changes) != 1 {
					t.Fatalf("Seam was asked %d times:\n%s", len(changes), d.Screen())
				}
				got := changes[0]
				later := got.Change.Window.Until.Equal(got.Before.Window.Until) && c.later ||
					got.Change.Window.Until.Equal(got.Before.Window.Until.Add(-time.Hour)) && !c.later
				if got.Change.Name != c.name || got.Change.PIN.Reveal() != "739104" || !later {
					t.Errorf("asked of Seam: %+v of %+v\n%s", got.Change, got.Before.Window, until)
				}
			})
		})
	}
}

// TestCannotChangeAnyMore: what became of the code while the form was open is said before anything is asked.
func TestCannotChangeAnyMore(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*model.AccessCode)
		why    string
	}{
		"gone":      {nil, "not on the lock any more"},
		"converted": {func(c *model.AccessCode) { c.Window = model.Window{} }, "converted meanwhile"},
	} {
		t.Run(name, func(t *testing.T) {
			desk := &uitest.Desk{}
			uitest.Run(t, uitest.Stage{Desk: desk}, func(d *uitest.Driver) {
				openDuarte(d, "e")
				d.Type(", Ana")
				elsewhere(d, c.change)
				d.Sees("Guest · Duarte, Ana")
				d.Press("enter")
				d.Sees(c.why, "Guest · Duarte, Ana")
				if n := len(desk.Changes()); n > 0 {
					t.Errorf("Seam was asked %d times", n)
				}
			})
		})
	}
}

// TestEditTimes: new times are judged and sent, with the old ones beside them.
func TestEditTimes(t *testing.T) {
	desk := &uitest.Desk{}
	uitest.Run(t, uitest.Stage{Desk: desk}, func(d *uitest.Driver) {
		openDuarte(d, "e")
		d.Press("tab", "tab", "tab")
		d.Sees("▸ Until")
		d.Press("ctrl+u", "enter")
		d.Sees("fix the Until first")
		d.Type("+2d 11:00")
		d.Sees("Mon 23 Nov 2026 11:00 Los Angeles · 43 h, was Sun 11:00")
		d.Press("enter")
		changes := desk.Changes()
		if len(changes) != 1 || changes[0].Change.Name != "" || changes[0].Change.PIN.Known() ||
			!changes[0].Change.Window.From.Equal(changes[0].Before.Window.From) ||
			!changes[0].Change.Window.Until.Equal(inLosAngeles(t, "2026-11-23 11:00")) {
			t.Errorf("asked of Seam: %+v", changes)
		}
	})
}

// TestConvertToWindow: a code that always works gets times.
func TestConvertToWindow(t *testing.T) {
	desk := &uitest.Desk{}
	uitest.Run(t, uitest.Stage{Desk: desk}, func(d *uitest.Driver) {
		d.GoTo("Maple Ct 1A · Garage")
		d.Press("enter", "home", "c")
		d.Sees("CONVERT THE CODE", "Outside its times", "gives its place back")
		d.Press("enter")
		d.Sees("a start is needed")
		d.Type("tomorrow 9am for 3h")
		d.Press("enter")
		changes := desk.Changes()
		if len(changes) != 1 || !changes[0].Change.Window.From.Equal(inLosAngeles(t, "2026-11-21 09:00")) ||
			!changes[0].Change.Window.Until.Equal(inLosAngeles(t, "2026-11-21 12:00")) {
			t.Errorf("asked of Seam: %+v", changes)
		}
		d.Sees("works for a time at Seam")
	})
}

// TestChangeFails: the form of a change keeps what was typed, too.
func TestChangeFails(t *testing.T) {
	desk := &uitest.Desk{Fails: func(int) error {
		return &model.Fault{Op: "update a code", Kind: model.KindInvalid, Message: "1 input error", Fields: map[string][]string{"ends_at": {"must be in the future"}}}
	}}
	uitest.Run(t, uitest.Stage{Desk: desk}, func(d *uitest.Driver) {
		openDuarte(d, "e")
		d.Type(", Ana")
		d.Press("enter")
		d.Sees("✖ must be in the future", "was not changed", "Guest · Duarte, Ana", "▸ Until")
	})
}

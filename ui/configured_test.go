package ui_test

import (
	"image/color"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"seamdash/model"
	"seamdash/ui"
	"seamdash/ui/uitest"
	"seamdash/ui/views"
)

// TestConfiguredWhileItRuns: colours, glyphs and keys change under a person who keeps their place.
func TestConfiguredWhileItRuns(t *testing.T) {
	uitest.Run(t, uitest.Stage{Keys: map[string][]string{"reveal": {"z"}}}, func(d *uitest.Driver) {
		d.Send(tea.BackgroundColorMsg{Color: color.White})
		toFrontDoor(d)
		d.Press("home", "down", "/")
		d.Type("res")
		before, at := d.Styled(), d.Cursor()
		d.Send(ui.Configured{Text: "the configuration changed: theme holds now", Look: ui.Look{Contrast: true}, Keys: map[string][]string{"copy": {"B"}}})
		d.Sees("the configuration changed: theme holds now", "/ res")
		if d.Styled() == before || !strings.Contains(d.Styled(), "48;2;255;255;255") {
			t.Error("the theme is not that of high contrast for the light ground that the terminal spoke of")
		}
		if got := d.Cursor(); strings.Join(got, "") != strings.Join(at, "") {
			t.Errorf("the cursor was at %q and is at %q", at, got)
		}
		d.Press("enter", "B", "z")
		if len(d.Clipboard) != 1 {
			t.Errorf("the new key copied %d times", len(d.Clipboard))
		}
		d.SeesNot("PIN is shown", d.Clipboard[0]) // the old key of reveal is nobody's
		d.Press("v")
		d.Sees(d.Clipboard[0]) // and its own is back
		d.Send(ui.Configured{Look: ui.Look{Background: ui.Dark, ASCII: true}, Text: "ascii holds now"})
		d.Press("y")
		d.Sees("> * set")
		d.SeesNot("●", "─", "▸")
		d.Send(ui.Configured{Keys: map[string][]string{"copy": {"v"}}, Text: "bindings hold now"})
		d.Sees("bindings hold now; keys: the key v cannot be “copy”")
	})
}

// TestConfiguredToTell: whoever asks to be told hears of what happens from then on.
func TestConfiguredToTell(t *testing.T) {
	uitest.Run(t, uitest.Stage{}, func(d *uitest.Driver) {
		happens := func(id model.EventID, after time.Duration) {
			<-time.After(time.Second)
			now := d.Feed.Picture
			ev := model.Event{ID: id, At: uitest.Now().Add(after), Type: "access_code.set_on_device"}
			d.Show(now.WithEvents(append(now.Events[:len(now.Events):len(now.Events)], ev)))
		}
		happens("in silence", time.Second)
		<-time.After(time.Second)
		d.Send(ui.Configured{Notify: ui.Bell})
		d.Show(d.Feed.Picture)
		if len(d.Raw) > 0 {
			t.Fatalf("what went by in silence is told: %q", d.Raw)
		}
		happens("aloud", 3*time.Second)
		if len(d.Raw) != 1 || d.Raw[0] != "\a" {
			t.Errorf("the bell rang like this: %q", d.Raw)
		}
		d.Send(ui.Configured{Notify: ui.Silent})
		happens("in silence again", 4*time.Second)
		if len(d.Raw) != 1 {
			t.Errorf("after the end of it: %q", d.Raw)
		}
	})
}

func TestConfiguredViews(t *testing.T) {
	given := func(v ...views.View) []views.View {
		for i := range v {
			v[i] = views.Given(v[i])
		}
		return v
	}
	first := given(views.View{Name: "Residents", Filter: "resident"}, views.View{Name: "Guests", Filter: "guest"})
	uitest.Run(t, uitest.Stage{Views: first}, func(d *uitest.Driver) {
		d.Press("2", "[") // from All to the last
		d.Sees("/ guest", "Residents")
		d.Press("w", "n")
		d.Type("Mine")
		d.Press("enter", "esc")
		d.Sees("Mine")
		d.Press("[", "[")
		d.Sees("/ resident")
		d.Press("s", "/") // an order of their own, and a filter that is only tried
		d.Type(" maple")
		d.Send(ui.Configured{Views: given(views.View{Name: "Residents", Filter: "resident"}, views.View{Name: "Late", Filter: "status:late"})})
		d.Sees("/ resident maple", "Late", "Mine", "STATE↑")
		d.SeesNot("Guests")
		d.Type(" ct")
		d.Sees("/ resident maple ct") // it is still being typed
		d.Press("enter")
		d.Send(ui.Configured{Views: given(views.View{Name: "Residents", Filter: "resident"}, views.View{Name: "Early", Filter: "status:set"})})
		d.Sees("/ resident maple ct", "Early", "STATE↑")
		d.Press("esc")
		d.SeesNot("maple ct")
		d.Send(ui.Configured{Views: given(views.View{Name: "Residents", Filter: "resident harbor"}), Columns: []views.Column{{Name: "name"}, {Name: "ends"}}})
		d.Sees("/ resident harbor", "ENDS", "Mine")
		d.SeesNot("Early", "WINDOW")
		d.Send(ui.Configured{})
		d.Sees("All", "Mine", "WINDOW", "37 codes")
		d.SeesNot("Residents")
	})
}

package ui_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"seamdash/model"
	"seamdash/ui"
	"seamdash/ui/theme"
	"seamdash/ui/uitest"
)

// spoofs are names that somebody could give a production workspace to make it pass for a sandbox, or to push the band away.
func spoofs() []string {
	return []string{
		"Harbour Homes", "SANDBOX", " SANDBOX ", "sandbox", "x  SANDBOX  ", "PRODUCTION", "\x1b[m\x1b[1;42m SANDBOX \x1b[m", "SANDBOX\r", "SAND\x00BOX",
		"\u202eXOBDNAS", "\u202dSANDBOX\u202c", "\u200bSANDBOX\u200b", "ＳＡＮＤＢＯＸ", "שם SANDBOX", strings.Repeat("SANDBOX ", 60),
		strings.Repeat(" ", 300), strings.Repeat("國", 200), strings.Repeat("z\u0301\u0302\u0303", 200), "\n\n\n", "",
	}
}

// dressed is the app in a look and a size, with a picture of a workspace.
func dressed(look ui.Look, w, h int, feed model.FeedState, ws model.Workspace) *ui.App {
	picture := model.NewSnapshot(ws, uitest.Locks(), feed, 1)
	app := ui.New(ui.Config{
		Feed: &uitest.Feed{Picture: picture}, Now: uitest.Now, Zone: time.UTC, Place: "connect.getseam.com", Version: "test", Look: look,
	})
	app.Update(tea.WindowSizeMsg{Width: w, Height: h})
	return app
}

// mustBear fails unless the first line of the screen has one band, which says the kind of the workspace and nothing else, before any
// letter that somebody else chose.
func mustBear(t *testing.T, app *ui.App, ws model.Workspace, what string) {
	t.Helper()
	line, _, _ := strings.Cut(app.View().Content, "\n")
	want, role, other := "PRODUCTION", theme.Production, theme.Sandbox
	if ws.Sandbox {
		want, role, other = "SANDBOX", theme.Sandbox, theme.Production
	}
	open := app.Theme().Open(role)
	before, rest, found := strings.Cut(line, open)
	if open == "" || !found {
		t.Fatalf("%s: no band in %q", what, line)
	}
	said, after, _ := strings.Cut(rest, theme.Reset)
	if said = strings.TrimSpace(said); said != want && said != want+" SUSPENDED" {
		t.Fatalf("%s: the band says %q", what, said)
	}
	for _, style := range []string{open, app.Theme().Open(other)} {
		if strings.Contains(before, style) || strings.Contains(after, style) {
			t.Fatalf("%s: something else looks like a band: %q", what, line)
		}
	}
	if left := ansi.Strip(before); strings.TrimSpace(left) != "seamdash" && !strings.HasPrefix(left, " 1 Fleet 2 3") {
		t.Fatalf("%s: before the band is %q", what, left)
	}
}

func looks() map[string]ui.Look {
	all := map[string]ui.Look{}
	for _, background := range []ui.Background{ui.Dark, ui.Light} {
		for _, colour := range []ui.Colour{ui.AsTerminal, ui.Sixteen, ui.None} {
			for _, contrast := range []bool{false, true} {
				for _, ascii := range []bool{false, true} {
					look := ui.Look{Background: background, Colour: colour, Contrast: contrast, ASCII: ascii}
					all[fmt.Sprintf("%+v", look)] = look
				}
			}
		}
	}
	return all
}

// TestBandCannotBeHiddenOrFaked: no theme, no wish for less colour and no name takes the band away or draws another.
func TestBandCannotBeHiddenOrFaked(t *testing.T) {
	t.Parallel()
	live := uitest.Snapshot().Feed
	for called, look := range looks() {
		for _, name := range spoofs() {
			for _, sandbox := range []bool{false, true} {
				ws := model.Workspace{ID: "w1", Name: name, Sandbox: sandbox}
				for _, w := range []int{60, 100} {
					mustBear(t, dressed(look, w, 24, live, ws), ws, fmt.Sprintf("%s, %d wide, %q", called, w, name))
				}
			}
		}
	}
}

// TestBandIsThereAtEveryWidth that the program runs at, whatever else wants to be in the line.
func TestBandIsThereAtEveryWidth(t *testing.T) {
	t.Parallel()
	feed := retrying().Feed
	feed.CallsPerMinute = 12345
	kept := feed
	kept.Kept, kept.Loading = uitest.Now().Add(-400*24*time.Hour), true
	for w := 60; w <= 140; w++ {
		for _, f := range []model.FeedState{feed, kept, uitest.Snapshot().Feed} {
			for _, name := range []string{"Harbour Homes", strings.Repeat("SANDBOX ", 60)} {
				ws := model.Workspace{ID: "w1", Name: name, Suspended: w%2 == 0}
				app := dressed(ui.Look{}, w, 16, f, ws)
				mustBear(t, app, ws, fmt.Sprintf("%d wide, %v", w, f.Connection))
				if line, _, _ := strings.Cut(ansi.Strip(app.View().Content), "\n"); !strings.HasSuffix(line, " ") {
					t.Errorf("%d wide: the band pushes the end of the line away: %q", w, line)
				}
			}
		}
	}
}

// TestBandsDiffer wherever the terminal has colours; where it has none the word is what differs, which the tests above look at.
func TestBandsDiffer(t *testing.T) {
	t.Parallel()
	for called, look := range looks() {
		app := dressed(look, 80, 24, uitest.Snapshot().Feed, model.Workspace{ID: "w1"})
		production, sandbox := app.Theme().Open(theme.Production), app.Theme().Open(theme.Sandbox)
		if (production == sandbox) != (look.Colour == ui.None) {
			t.Errorf("%s: production is drawn with %q, a sandbox with %q", called, production, sandbox)
		}
		for role := theme.Text; role < theme.Production; role++ {
			if open := app.Theme().Open(role); open == production || open == sandbox {
				t.Errorf("%s: role %d looks like a band: %q", called, role, open)
			}
		}
	}
}

// TestQuestionsSayWhere: whatever is asked, and in every form, the lower rule says which workspace it is about, also when a notice
// wants the line.
func TestQuestionsSayWhere(t *testing.T) {
	questions := map[string]func(d *uitest.Driver){
		"delete":   func(d *uitest.Driver) { d.GoTo("3B · Front Door"); d.Press("enter", "x") },
		"extend":   func(d *uitest.Driver) { d.GoTo("3B · Front Door"); d.Press("enter", "down", "down", "e") },
		"new code": func(d *uitest.Driver) { d.GoTo("3B · Front Door"); d.Press("n") },
		"new rule": func(d *uitest.Driver) { d.Press("3", "n") },
		"holidays": func(d *uitest.Driver) { d.Press("3", "h") },
		"many":     func(d *uitest.Driver) { d.Press("2", "a", "x") },
	}
	for name, ask := range questions {
		t.Run(name, func(t *testing.T) {
			for _, size := range [][2]int{{60, 16}, {80, 24}, {200, 50}} {
				uitest.Run(t, uitest.Stage{W: size[0], H: size[1], Desk: &uitest.Desk{}, Rules: uitest.NewRules(uitest.SomeRules()...)}, func(d *uitest.Driver) {
					ask(d)
					d.SeesNot("1 of 13") // something lies over the screen
					d.Sees("on  PRODUCTION  Maple Pr")
					d.Send(ui.Caution{Text: strings.Repeat("on SANDBOX Elsewhere ", 20)})
					d.Sees("on  PRODUCTION  Maple Pr")
				})
			}
		})
	}
}

// TestQuestionsInAnUnnamedWorkspace: before Seam said which workspace it is, a question says that nobody knows.
func TestQuestionsInAnUnnamedWorkspace(t *testing.T) {
	for _, w := range []int{60, 120} {
		picture := model.NewSnapshot(model.Workspace{}, uitest.Locks(), uitest.Snapshot().Feed, 1)
		uitest.Run(t, uitest.Stage{W: w, H: 24, Picture: picture, Desk: &uitest.Desk{}}, func(d *uitest.Driver) {
			d.GoTo("3B · Front Door")
			d.SeesNot("a workspace that Seam")
			d.Press("enter", "x")
			d.Sees("on a workspace that Seam has not named yet")
		})
	}
}

// TestNothingClaimsToAsk: where nothing can be changed, nothing is said to happen anywhere.
func TestNothingClaimsToAsk(t *testing.T) {
	uitest.Run(t, uitest.Stage{}, func(d *uitest.Driver) {
		d.SeesNot("on  PRODUCTION")
		d.Press("?")
		d.SeesNot("on  PRODUCTION")
		d.Press("esc", ":")
		d.SeesNot("on  PRODUCTION")
	})
}

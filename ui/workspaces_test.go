package ui_test

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/charmbracelet/colorprofile"

	"seamdash/model"
	"seamdash/model/rulebook"
	"seamdash/ui"
	"seamdash/ui/theme"
	"seamdash/ui/uitest"
	"seamdash/ui/workspaces"
)

// A concourse has two workspaces beside the one that is open, and remembers what was asked of it.
type concourse struct {
	takes    time.Duration // an answer
	fails    error         // the next step
	stubborn bool          // no context ends it, as keyrings
	veiled   bool          // the profiles of the others want presentations

	mu                        sync.Mutex
	reached, dropped, entered []string
}

func (c *concourse) List(ctx context.Context) (workspaces.List, error) {
	return workspaces.List{
		Places: []workspaces.Place{
			{ID: "a", Workspace: model.Workspace{ID: "w1", Name: "Maple Property Group"}, Known: true, Profile: "maple", Key: "keyring", Open: true},
			{ID: "b", Workspace: model.Workspace{ID: "w2", Name: "Maple trials", Sandbox: true}, Known: true, Profile: "trials", Key: "keyring"},
			{ID: "c", Workspace: model.Workspace{ID: "w3", Name: "SANDBOX of Harbour Homes"}, Known: true, Profile: "harbour", Key: "token, keyring"},
			{ID: "d", Workspace: model.Workspace{}, Profile: "vault", Key: "key_command op"},
		},
		Troubles: []string{"profile broken: its endpoint is no address"},
	}, c.wait(ctx)
}

func (c *concourse) wait(ctx context.Context) error {
	timer := time.NewTimer(c.takes)
	defer timer.Stop()
	select {
	case <-timer.C:
		c.mu.Lock()
		defer c.mu.Unlock()
		return c.fails
	case <-c.given(ctx):
		return ctx.Err()
	}
}

// mend has nothing fail any more, also of what is under way.
func (c *concourse) mend() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.fails = nil
}

// given is closed when nobody waits any more, where that matters.
func (c *concourse) given(ctx context.Context) <-chan struct{} {
	if c.stubborn {
		return nil
	}
	return ctx.Done()
}

func (c *concourse) Reach(ctx context.Context, place string) (ui.Prospect, error) {
	c.note(&c.reached, place)
	if err := c.wait(ctx); err != nil {
		return nil, err
	}
	spaces := map[string]model.Workspace{
		"b": {ID: "w2", Name: "Maple trials", Sandbox: true}, "c": {ID: "w3", Name: "SANDBOX of Harbour Homes"}, "d": {ID: "w4", Name: "Hidden Hall"},
	}
	return &outlook{of: c, place: place, ws: spaces[place]}, nil
}

func (c *concourse) note(where *[]string, what string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	*where = append(*where, what)
}

// mustHave fails unless just these were reached, dropped and entered.
func (c *concourse) mustHave(t *testing.T, reached, dropped, entered string) {
	t.Helper()
	c.mu.Lock()
	defer c.mu.Unlock()
	for what, pair := range map[string][2]string{
		"reached": {strings.Join(c.reached, ""), reached}, "dropped": {strings.Join(c.dropped, ""), dropped}, "entered": {strings.Join(c.entered, ""), entered},
	} {
		if pair[0] != pair[1] {
			t.Errorf("%s %q, want %q", what, pair[0], pair[1])
		}
	}
}

type outlook struct {
	of    *concourse
	place string
	ws    model.Workspace
}

func (o *outlook) Workspace() model.Workspace { return o.ws }
func (o *outlook) Drop()                      { o.of.note(&o.of.dropped, o.place) }

func (o *outlook) Enter(ctx context.Context) ui.Config {
	o.of.note(&o.of.entered, o.place)
	_ = o.of.wait(ctx)
	config := uitest.Config(&uitest.Feed{Picture: otherPicture(o.ws)}, ui.Look{})
	config.Surveyor, config.Context, config.Spaces = uitest.Surveyor{}, context.WithoutCancel(ctx), o.of
	config.Presentation = o.of.veiled
	return config
}

// otherPicture is a picture of another workspace, with one lock.
func otherPicture(ws model.Workspace) *model.Snapshot {
	lock := model.NewLock(model.Device{ID: "z1", Name: "Elsewhere · Gate", TimeZone: "America/Los_Angeles", Online: model.Yes}, nil, true, nil)
	return model.NewSnapshot(ws, []*model.Lock{lock}, uitest.Snapshot().Feed, 1)
}

// travels plays a story that may go elsewhere.
func travels(t *testing.T, c *concourse, story func(d *uitest.Driver)) {
	t.Helper()
	uitest.Run(t, uitest.Stage{W: 100, H: 30, Spaces: c, Desk: &uitest.Desk{Takes: 20 * time.Second}}, story)
}

// switcher opens the list by way of the palette, as somebody does who does not know the key.
func switcher(d *uitest.Driver) {
	d.Press(":")
	d.Type("switch workspace")
	d.Press("enter")
}

func TestSwitchToASandbox(t *testing.T) {
	c := &concourse{takes: time.Second}
	travels(t, c, func(d *uitest.Driver) {
		d.Press("enter", "y", "v") // a PIN is on the clipboard, and to be seen
		switcher(d)
		d.Sees("Finding out which workspaces can be opened …")
		d.After(time.Second)
		d.Sees("PRODUCTION  Maple Property Group", "SANDBOX     Maple trials", "PRODUCTION  “SANDBOX of Harbour Homes”", "not known", "key_command op",
			"This is the one that is open.")
		d.At("Maple Property Group")
		d.Press("enter")
		d.Sees("this is the one that is open")
		d.Press("down", "enter")
		d.Sees("Asking Seam which workspace this is …")
		d.After(time.Second)
		d.Sees("Leaving: what is being done is finished first …", "Opening  SANDBOX  Maple trials", "profile trials, key from keyring")
		d.Press("q", "esc", "enter", "3", ":")
		d.Sees("Leaving: what is being done is finished first …")
		d.After(time.Second)
		d.Sees("SANDBOX  Maple trials", "Elsewhere · Gate", "LOCKS 1", "this is SANDBOX Maple trials now")
		d.SeesNot("PRODUCTION", "Maple Ct", "Cedar 12")
		if title := d.View().WindowTitle; title != "seamdash: SANDBOX Maple trials" {
			t.Errorf("the window is called %q", title)
		}
		c.mustHave(t, "b", "", "b")
		if len(d.Clipboard) != 1 || len(d.Raw) != 1 || !strings.HasSuffix(d.Raw[0], "\x1b]52;c;\x07") {
			t.Errorf("the clipboard had %q, and then %q", d.Clipboard, d.Raw)
		}
	})
}

// TestProductionIsAskedFor: only its own key opens it, and what was asked for and not taken is given back.
func TestProductionIsAskedFor(t *testing.T) {
	for _, stay := range []string{"enter", "esc"} {
		c := &concourse{}
		travels(t, c, func(d *uitest.Driver) {
			d.Press("ctrl+o")
			d.Type("harbour")
			d.SeesNot("Maple trials")
			d.Press("enter")
			d.Sees("Open  PRODUCTION  “SANDBOX of Harbour Homes”", "Real doors hang on what is done there")
			d.Press("y", "down", stay)
			d.Sees("WORKSPACES", "Maple Property Group")
			d.Press("esc")
			d.Sees("LOCKS 13")
			c.mustHave(t, "c", "c", "")
			d.Press("ctrl+o")
			d.Type("vault")
			d.Press("enter")
			d.Sees("Open  PRODUCTION  Hidden Hall") // of which nothing was known before
			d.Press("o")
			d.Sees("PRODUCTION  Hidden Hall", "Elsewhere · Gate")
			c.mustHave(t, "cd", "c", "d")
		})
	}
}

// TestFailureLeavesAllAsItWas: what was open stays open, and works.
func TestFailureLeavesAllAsItWas(t *testing.T) {
	c := &concourse{}
	travels(t, c, func(d *uitest.Driver) {
		d.Press("down", "down")
		before := d.Screen()
		d.Press("ctrl+o", "down")
		c.fails = &model.Fault{Op: "open the workspace", Kind: model.KindUnauthorised, Message: "Seam does not know the key", Hint: "Log in again."}
		d.Press("enter")
		d.Sees("Seam does not know the key", "Log in again.")
		d.At("Maple trials")
		d.Press("esc")
		if after := d.Screen(); after != before {
			t.Errorf("the screen was\n%s\nand is\n%s", before, after)
		}
		c.mustHave(t, "b", "", "")
		d.Press("ctrl+o")
		d.Sees("Seam does not know the key") // nor can the list be told
		d.Press("esc")
		d.After(3 * time.Second)
		d.Sees("LOCKS 13", "live")
	})
}

// TestAnswersThatNobodyWaitsFor: a workspace that answers after somebody gave up is dropped, and not entered.
func TestAnswersThatNobodyWaitsFor(t *testing.T) {
	c := &concourse{takes: time.Second}
	travels(t, c, func(d *uitest.Driver) {
		d.Press("ctrl+o")
		d.After(time.Second)
		d.Press("down", "enter", "esc")
		d.Sees("Maple trials")
		d.After(2 * time.Second)
		d.Sees("WORKSPACES", "Maple trials")
		d.SeesNot("Asking Seam", "Elsewhere")
		d.Press("esc", "ctrl+o", "esc")
		d.After(2 * time.Second)
		d.Sees("LOCKS 13")
		c.mustHave(t, "b", "", "")
	})
}

// TestAnswersThatNothingStops: where nothing ends a question its answer comes late. It is not taken for that of another question.
func TestAnswersThatNothingStops(t *testing.T) {
	c := &concourse{takes: time.Second, stubborn: true, fails: &model.Fault{Op: "list", Message: "the first keyring was locked"}}
	travels(t, c, func(d *uitest.Driver) {
		d.Press("ctrl+o")
		d.After(600 * time.Millisecond)
		d.Press("esc", "ctrl+o")
		d.After(600 * time.Millisecond) // the first list comes
		d.Sees("Finding out")
		d.SeesNot("the first keyring was locked")
		c.mend()
		d.After(600 * time.Millisecond)
		d.Press("down", "enter")
		d.After(600 * time.Millisecond)
		d.Press("esc", "down", "enter")
		d.After(600 * time.Millisecond) // the first workspace comes
		d.Sees("Asking Seam which workspace this is …")
		c.mustHave(t, "bc", "b", "")
		d.After(600 * time.Millisecond)
		d.Sees("Open  PRODUCTION  “SANDBOX of Harbour Homes”")
		d.Press("esc", "up", "enter")
		d.After(600 * time.Millisecond)
		d.Press("esc", "esc")
		d.After(600 * time.Millisecond)
		d.Sees("LOCKS 13")
		c.mustHave(t, "bcb", "bcb", "")
	})
}

// TestChangesAreWaitedFor: as long as Seam has not answered a change, nobody leaves.
func TestChangesAreWaitedFor(t *testing.T) {
	c := &concourse{}
	travels(t, c, func(d *uitest.Driver) {
		d.GoTo("3B · Front Door")
		d.Press("enter", "down", "down", "x", "y")
		d.Press("ctrl+o", "down", "enter")
		d.Sees("1 change has no answer yet; the workspace can be left when it has")
		c.mustHave(t, "", "", "")
		d.After(21 * time.Second)
		d.Press("enter")
		d.Sees("Elsewhere · Gate")
	})
}

// slowRules take their time to keep something.
type slowRules struct{ *uitest.Rules }

func (r slowRules) SaveWith(ctx context.Context, sets []rulebook.SetEntry, edits []rulebook.Edit, by, note string) ([]rulebook.Entry, []rulebook.SetEntry, error) {
	<-time.After(20 * time.Second)
	return r.Rules.SaveWith(ctx, sets, edits, by, note)
}

// TestFormsAreWaitedFor as well, when they were closed before the answer came.
func TestFormsAreWaitedFor(t *testing.T) {
	for name, sends := range map[string]func(d *uitest.Driver){
		"a code": func(d *uitest.Driver) {
			d.GoTo("3B · Front Door")
			d.Press("enter", "down", "down", "e")
			d.Type(", Ana")
			d.Press("enter")
		},
		"a rule": func(d *uitest.Driver) {
			d.Press("3", "e")
			d.Type(" and sun 10-11")
			d.Press("ctrl+s", "a")
		},
	} {
		t.Run(name, func(t *testing.T) {
			c := &concourse{}
			rules := slowRules{uitest.NewRules(uitest.SomeRules()...)}
			uitest.Run(t, uitest.Stage{W: 100, H: 30, Spaces: c, Desk: &uitest.Desk{Takes: 20 * time.Second}, Rules: rules}, func(d *uitest.Driver) {
				sends(d)
				d.Press("esc", "ctrl+o", "down", "enter")
				d.Sees("1 change has no answer yet; the workspace can be left when it has")
				c.mustHave(t, "", "", "")
				d.After(21 * time.Second)
				d.Press("enter")
				d.Sees("Elsewhere · Gate")
			})
		})
	}
}

// TestPresentationOfTheOther: where its profile begins with names hidden, they are from the first frame on.
func TestPresentationOfTheOther(t *testing.T) {
	c := &concourse{veiled: true}
	travels(t, c, func(d *uitest.Driver) {
		d.SeesNot("PRESENTATION")
		d.Press("ctrl+o", "down", "enter")
		d.Sees("PRESENTATION", "Elsewhere · Gate", "this is SANDBOX Maple trials now")
		d.Press("ctrl+o")
		d.Sees("another workspace can be opened when the presentation is over")
		c.mustHave(t, "b", "", "b")
	})
}

// TestSwitcherColours: each kind has its own in the list.
func TestSwitcherColours(t *testing.T) {
	travels(t, &concourse{}, func(d *uitest.Driver) {
		d.Press("ctrl+o")
		production, sandbox := theme.New(theme.Options{Profile: colorprofile.TrueColor}).Open(theme.Production), theme.New(theme.Options{Profile: colorprofile.TrueColor}).Open(theme.Sandbox)
		frame := d.View().Content
		if !strings.Contains(frame, production+" PRODUCTION ") || !strings.Contains(frame, sandbox+" SANDBOX ") || strings.Contains(frame, sandbox+" PRODUCTION ") {
			t.Errorf("%q", frame)
		}
	})
}

// TestNothingOfTheOneIsToldInTheOther: what the workspace before asked for, and what its workers send, finds nobody.
func TestNothingOfTheOneIsToldInTheOther(t *testing.T) {
	c := &concourse{}
	travels(t, c, func(d *uitest.Driver) {
		old := &ui.Address{}
		d.Press("ctrl+o", "down", "enter")
		d.Sees("Elsewhere · Gate")
		before := d.Screen()
		for _, msg := range []tea.Msg{
			ui.Pictured{Snapshot: uitest.Snapshot().WithFeed(model.FeedState{Connection: model.Retrying})},
			ui.Caution{Text: "of the one before"},
			ui.Configured{Text: "of the one before"},
			ui.Rolling{By: "kim", Mine: true},
			ui.RulesChanged{},
			ui.QuietChanged{},
			ui.Followed{Writes: []model.Tracked{{ID: "t1", Action: model.ActionCreate, Wanted: model.CodeDraft{Name: "of the one before"}}}},
			ui.Leave{},
		} {
			d.Send(ui.Addressed{To: old, Msg: msg})
		}
		if after := d.Screen(); after != before || d.Quit > 0 {
			t.Errorf("the screen was\n%s\nand is\n%s", before, after)
		}
	})
}

// A meter counts what reaches an app.
type meter struct {
	tea.Model

	count *int
}

func (m meter) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	next, cmd := m.Model.Update(msg)
	*m.count++
	return meter{next, m.count}, cmd
}

// TestTheClockOfTheOneBeforeStops: however often somebody goes back and forth, one clock ticks.
func TestTheClockOfTheOneBeforeStops(t *testing.T) {
	c := &concourse{}
	travels(t, c, func(d *uitest.Driver) {
		count := 0
		d.Meter(func(m tea.Model) tea.Model { return meter{m, &count} })
		d.After(10 * time.Second)
		d.Settle()
		atFirst := count
		for range 3 {
			d.Press("ctrl+o", "down", "enter")
			d.Sees("Elsewhere · Gate")
		}
		d.After(30 * time.Second) // the last of the old clocks
		count = 0
		d.After(10 * time.Second)
		if count > atFirst+1 || count < 9 {
			t.Errorf("%d messages in ten seconds, %d before", count, atFirst)
		}
	})
}

// TestNoOtherWorkspace: where none can be opened the key says so.
func TestNoOtherWorkspace(t *testing.T) {
	uitest.Run(t, uitest.Stage{}, func(d *uitest.Driver) {
		d.Press("ctrl+o")
		d.Sees("no other workspace can be opened from here", "LOCKS 13")
	})
}

// TestSwitcherOnEveryTerminal: the driver checks each frame, and the kinds are always to be seen.
func TestSwitcherOnEveryTerminal(t *testing.T) {
	for _, size := range [][2]int{{60, 16}, {80, 24}, {120, 40}, {200, 50}} {
		for _, look := range []ui.Look{{}, {ASCII: true, Colour: ui.None}} {
			c := &concourse{}
			uitest.Run(t, uitest.Stage{W: size[0], H: size[1], Spaces: c, Look: look}, func(d *uitest.Driver) {
				d.Press("ctrl+o")
				d.Sees(" PRODUCTION  Map", " SANDBOX     Map", "not known", "trials", "harbour")
				d.Type("nothing has this")
				d.Sees("None of 4 has")
				for range "nothing has this" {
					d.Press("backspace")
				}
				d.Press("pgdown", "up", "enter")
				d.Sees("Open  PRODUCTION", "Real doors hang", "stay here", "open production")
				d.Resize(61, 17)
				d.Sees("Open  PRODUCTION", "open production")
			})
		}
	}
}

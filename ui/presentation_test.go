package ui_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"seamdash/model"
	"seamdash/model/diagnose"
	"seamdash/model/plan"
	"seamdash/ui"
	"seamdash/ui/activity"
	"seamdash/ui/uitest"
	"seamdash/ui/views"
)

// What nobody may see during a presentation. The words of the names occur nowhere else, and the PINs are longer than any number there is.
const (
	canaryPIN = "83914027"
	sentence  = "the code of Zephyrine Quill has the PIN 83914027"
)

func canaries() []string { return []string{"zephyr", "quill", "xanthe", "8391"} }

// canaried is the believable world with a guest and a PIN in everything that can have one.
func canaried() *model.Snapshot {
	locks := uitest.Locks()
	for at, l := range locks {
		for i := range l.Codes {
			c := &l.Codes[i]
			c.Name, c.PIN, c.GroupKey = fmt.Sprintf("Zephyrine Quill %d", i), model.NewPIN(fmt.Sprintf("%s%02d", canaryPIN, i)), "quill-family"
			c.Problems = append(slices.Clone(c.Problems), model.Problem{Level: model.Warning, Code: "new_and_strange", Message: sentence})
			c.Pending = append(slices.Clone(c.Pending), model.PendingMutation{
				Code: model.MutationUpdatingName, Message: sentence, CreatedAt: uitest.Now().Add(-time.Hour),
				From: model.CodeFacts{Name: "Xanthe Quill"}, To: model.CodeFacts{Name: c.Name},
			})
		}
		l.Device.AccountID = "acc"
		l.Device.Problems = append(slices.Clone(l.Device.Problems), model.Problem{Level: model.Error, Origin: model.OriginDevice, Code: "device_odd", Message: sentence})
		locks[at] = model.NewLock(l.Device, l.Codes, l.Loaded, l.Fault)
	}
	picture := model.NewSnapshot(model.Workspace{ID: "w1", Name: "Maple Property Group"}, locks, uitest.Snapshot().Feed, 1)
	return picture.WithEvents(told(0)).WithAccounts([]model.Account{{ID: "acc", Name: "zephyrine.quill@example.com", TypeName: "August", Problems: []model.Problem{
		{Level: model.Error, Origin: model.OriginAccount, Code: "account_odd", Message: sentence},
	}}})
}

// told are events, the newest so long after the beginning.
func told(after time.Duration) []model.Event {
	return []model.Event{
		{ID: "e1", Type: "access_code.created", At: uitest.Now().Add(-time.Minute), DeviceID: "a3", CodeID: "a3-plumber", Text: sentence},
		{ID: model.EventID("e2" + after.String()), Type: "access_code.set_on_device", At: uitest.Now().Add(after), DeviceID: "a3", CodeID: "a3-plumber", Text: sentence},
	}
}

// A house is all that a dashboard is built from, with canaries.
type house struct {
	desk   *uitest.Desk
	rules  *uitest.Rules
	roller *uitest.Roller
	memory *uitest.Memory
	quiet  *uitest.Quiet
	stage  uitest.Stage
	// cautioned is what could be seen when the caution came.
	cautioned string
}

func furnished(t *testing.T) *house {
	t.Helper()
	rule := uitest.Rule("Xanthe Quill", "mon wed fri 9:02-16:02 and sat 10-16", "a3")
	rule.PIN.PINs, rule.PIN.Kind = []model.PIN{model.NewPIN(canaryPIN)}, 1
	rule.Naming.Template = "{rule} for Zephyrine"
	h := &house{desk: &uitest.Desk{}, rules: uitest.NewRules(append(uitest.SomeRules(), rule)...), memory: &uitest.Memory{}, quiet: &uitest.Quiet{}}
	key := plan.Key{Rule: h.rules.ID("Xanthe Quill"), Lock: "a3"}
	rolling := uitest.Rolling(h.rules)
	rolling.By = "xanthe.quill@desk"
	rolling.States[key] = plan.State{
		Key: key, Rule: "Xanthe Quill", PIN: model.NewPIN(canaryPIN), Refusal: sentence,
		Code: &plan.Code{ID: "a3-plumber", Trouble: sentence, Why: sentence, Asked: model.CodeDraft{Name: "Zephyrine Quill 1", PIN: model.NewPIN(canaryPIN)}},
		Halt: &plan.Halt{Kind: plan.HaltConflict, Why: sentence, Try: sentence, Since: uitest.Now().Add(-time.Hour)},
		Last: &plan.Roll{Number: 9, Key: key, At: uitest.Now().Add(-time.Hour), What: plan.Halted, Why: sentence},
	}
	h.roller = &uitest.Roller{History: append([]plan.Roll{{Number: 12, Key: key, At: uitest.Now().Add(-time.Hour), What: plan.Halted, Why: sentence}}, uitest.Rolled(h.rules)...)}
	h.stage = uitest.Stage{
		Picture: canaried(), Desk: h.desk, Rules: h.rules, Roller: h.roller, Rolling: &rolling, Memory: h.memory, Quiet: h.quiet,
		Records: &uitest.Records{Events: told(-time.Hour), Answer: `{"name":"Zephyrine Quill"}`}, Reports: &uitest.Reports{},
		Views:  []views.View{views.Given(views.View{Name: "Zephyrine", Filter: "quill"})},
		Notify: ui.OSC9, Surveyor: diagnose.NewSurveyor(),
	}
	if err := h.memory.SaveView(t.Context(), "w1", views.View{ID: "mine", Name: "Xanthe", Filter: "name:xanthe"}); err != nil {
		t.Fatal(err)
	}
	return h
}

// news is what the program sends while the dashboard runs, with canaries.
func (h *house) news(d *uitest.Driver) {
	d.Send(activity.Written{Writes: []model.Write{
		{Number: 1, At: uitest.Now().Add(-time.Minute), Who: "xanthe.quill@desk", Action: "update code", Device: "a3", Code: "a3-plumber", Detail: `name "Xanthe Quill" → "Zephyrine Quill 1"`, Outcome: sentence},
	}})
	d.Send(ui.Followed{Writes: []model.Tracked{
		{ID: "t1", Action: model.ActionUpdate, Code: "a3-plumber", AskedAt: uitest.Now(), AcceptedAt: uitest.Now(), Wanted: model.CodeDraft{DeviceID: "a3", Name: "Zephyrine Quill 1", PIN: model.NewPIN(canaryPIN)}, Before: model.CodeDraft{DeviceID: "a3", Name: "Xanthe Quill"}},
		{ID: "t2", Action: model.ActionCreate, AskedAt: uitest.Now(), DoneAt: uitest.Now(), Stage: model.StageFailed, Outcome: "not done: " + sentence, Wanted: model.CodeDraft{DeviceID: "a2", Name: "Xanthe Quill", PIN: model.NewPIN(canaryPIN)}},
	}})
	d.Send(ui.Rolled{Rolls: []plan.Roll{{Number: 20, Key: plan.Key{Rule: h.rules.ID("Xanthe Quill"), Lock: "a3"}, At: uitest.Now(), What: plan.Halted, Why: sentence}}})
	d.Send(ui.Caution{Text: sentence})
	h.cautioned = seen(d)
	d.Show(canaried().WithEvents(told(time.Second)))
	d.After(3 * time.Second)
}

// seen is what anybody can see or hear of a dashboard: frame, title, clipboard, and what went past the renderer.
func seen(d *uitest.Driver) string {
	view := d.View()
	return strings.ToLower(ansi.Strip(view.Content) + "\n" + view.WindowTitle + "\n" + strings.Join(d.Clipboard, "\n") + "\n" + strings.Join(d.Raw, "\n"))
}

// leaks are the canaries that can be seen.
func leaks(d *uitest.Driver) []string {
	var out []string
	text := seen(d)
	for _, one := range canaries() {
		if strings.Contains(text, one) {
			out = append(out, one)
		}
	}
	return out
}

// keysToPress are all that do something: letters and signs, and the named ones but for those that end the program or the presentation.
func keysToPress() []string {
	keys := []string{"up", "down", "left", "right", "enter", "esc", "tab", "space", "pgdown", "home", "end", "shift+tab", "ctrl+f", "backspace"}
	for r := '!'; r <= '~'; r++ {
		keys = append(keys, string(r))
	}
	return keys
}

// TestNothingIsShown presses every key on every screen, and in whatever opened every key again, and finds no guest and no PIN, while
// nothing is written anywhere. The same without the presentation finds them.
func TestNothingIsShown(t *testing.T) {
	h := furnished(t)
	h.stage.Presentation = true
	pressed := 0
	uitest.Run(t, h.stage, func(d *uitest.Driver) {
		h.news(d)
		check := func(keys ...string) {
			t.Helper()
			if found := leaks(d); len(found) > 0 {
				t.Fatalf("after %q somebody sees %q:\n%s", keys, found, d.Screen())
			}
		}
		check()
		if !strings.Contains(h.cautioned, "the code of [name] has the pin [digits]") {
			t.Errorf("the caution is not told without the name:\n%s", h.cautioned)
		}
		for _, screen := range []string{"1", "2", "3", "4", "5"} {
			for at, key := range keysToPress() {
				if testing.Short() && at%6 != 0 {
					continue
				}
				d.Press(screen, "down", "down")
				d.Press(key)
				check(screen, key)
				for _, next := range []string{"down", "enter", "y", "s", "j", "tab", "1", "v"} {
					d.Press(next)
					check(screen, key, next)
					pressed++
				}
				d.Press("esc", "esc", "esc", "esc")
			}
		}
		d.Sees("PRESENTATION")
	})
	if pressed < 600 {
		t.Errorf("only %d keys were pressed", pressed)
	}
	h.unchanged(t)
	plain := furnished(t)
	uitest.Run(t, plain.stage, func(d *uitest.Driver) {
		plain.news(d)
		d.GoTo("Maple Ct 3B · Front Door")
		d.Press("enter", "v", "y")
		if found := leaks(d); len(found) != len(canaries()) {
			t.Errorf("of the canaries only %q can be seen without a presentation:\n%s", found, seen(d))
		}
	})
}

// unchanged says that nothing was written.
func (h *house) unchanged(t *testing.T) {
	t.Helper()
	if n := len(h.desk.Drafts()) + len(h.desk.Changes()) + len(h.desk.Zones()); n > 0 {
		t.Errorf("%d changes were asked of Seam", n)
	}
	for _, asked := range h.roller.Asked() {
		if !strings.HasPrefix(asked, "rolls") {
			t.Errorf("the roller was asked to %s", asked)
		}
	}
	if h.memory.Saves() != 1 || len(h.quiet.Keys()) > 0 {
		t.Errorf("%d views were saved, and %q kept quiet", h.memory.Saves(), h.quiet.Keys())
	}
	shelf, err := h.rules.Load(t.Context())
	if err != nil || len(shelf.Rules) < 8 {
		t.Fatal(len(shelf.Rules), err)
	}
	for i := range shelf.Rules {
		if shelf.Rules[i].Version != 1 {
			t.Errorf("the rule %s was changed", shelf.Rules[i].Rule.Name)
		}
	}
}

package ui_test

import (
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"seamdash/model"
	"seamdash/model/diagnose"
	"seamdash/ui"
	"seamdash/ui/coderow"
	"seamdash/ui/nav"
	"seamdash/ui/uitest"
)

// wants asks the app for something, as a screen does.
type wants struct{ intent nav.Intent }

// A told app also takes what is wanted from outside.
type toldApp struct{ *ui.App }

func (a toldApp) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if want, ok := msg.(wants); ok {
		return a, a.Perform(want.intent)
	}
	_, cmd := a.App.Update(msg)
	return a, cmd
}

// remedied does a step of a finding about a code in a workspace.
func remedied(t *testing.T, picture *model.Snapshot, desk ui.Desk, code model.CodeID, story func(d *uitest.Driver, do func(diagnose.Step))) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		config := uitest.Config(&uitest.Feed{Picture: picture}, ui.Look{})
		config.Desk, config.Context = desk, t.Context()
		zones := coderow.NewZones(config.Zone)
		uitest.Play(t, toldApp{ui.New(config)}, func(d *uitest.Driver) {
			story(d, func(step diagnose.Step) {
				at := coderow.RemedyAt{Picture: picture, Lock: picture.Locks[0], Reader: zones.Reader(picture.Locks[0], config.Now())}
				at.Code, _ = at.Lock.Code(code)
				intent, why := coderow.Remedy(step, at)
				if why != "" {
					t.Fatalf("refused: %s", why)
				}
				d.Send(wants{intent})
			})
		})
	})
}

// rivals is a lock of August with a code of ours that is not set because of a foreign one.
func rivals() *model.Snapshot {
	device := uitest.Locks()[2].Device
	device.AccountID = "acc"
	own := uitest.FrontDoor()[2]
	own.Problems = []model.Problem{{
		Level: model.Error, Origin: model.OriginCode, Code: "duplicate_code_on_device", Message: "Another code on this device has the same PIN.",
		Detail: &model.ProblemDetail{Rival: "app", RivalManaged: model.No},
	}}
	other := model.AccessCode{ID: "app", DeviceID: device.ID, Name: "Made in the app", PIN: own.PIN, Type: model.TypeOngoing, Status: model.StatusSet}
	return workspace(model.NewLock(device, []model.AccessCode{own, other}, true, nil)).
		WithAccounts([]model.Account{{ID: "acc", Name: "kim@example.com", Type: "august", TypeName: "August"}})
}

// TestRemediesAreAskedFirst: each remedy that changes something tells before what comes of it, cancels with enter, and then asks Seam
// for exactly that.
func TestRemediesAreAskedFirst(t *testing.T) {
	for _, c := range []struct {
		name  string
		step  diagnose.Step
		says  []string
		key   string
		asked string
	}{
		{"delete the other", diagnose.Step{Do: diagnose.DeleteOther, Code: "app"}, []string{"Delete Made in the app?", "its PIN is free for Guest · Okafor"}, "y", "delete unmanaged app"},
		{"adopt the other", diagnose.Step{Do: diagnose.AdoptOther}, []string{"Let Seam manage Made in the app?", "one of the two needs another one"}, "y", "adopt app"},
		{"retry", diagnose.Step{Do: diagnose.Retry}, []string{"Ask again for Guest · Okafor?"}, "y", "retry a3-okafor"},
		{"recreate", diagnose.Step{Do: diagnose.Recreate}, []string{"and make it again?"}, "y", "recreate a3-okafor"},
		{"delete", diagnose.Step{Do: diagnose.DeleteCode}, []string{"Delete Guest · Okafor?"}, "y", "delete a3-okafor"},
		{"allow", diagnose.Step{Do: diagnose.AllowChange}, []string{"Let changes to Guest · Okafor stand?", "does not undo it any more"}, "y", "allow changes a3-okafor"},
		{"new PIN", diagnose.Step{Do: diagnose.NewPIN}, []string{"Give Guest · Okafor another PIN?", "It is not shown; you can copy it afterwards"}, "y", "new PIN a3-okafor"},
		{"extend", diagnose.Step{Do: diagnose.Extend}, []string{"Until when shall Guest · Okafor work?"}, "h", "update until 11-22 20:00 a3-okafor"},
	} {
		t.Run(c.name, func(t *testing.T) {
			desk := &clerk{}
			remedied(t, rivals(), desk, "a3-okafor", func(d *uitest.Driver, do func(diagnose.Step)) {
				do(c.step)
				d.Sees(c.says...)
				d.SeesNot(okaforsPIN)
				d.Press("enter")
				desk.was(t)
				do(c.step)
				d.Press(c.key)
				desk.was(t, c.asked)
			})
		})
	}
}

// TestTakeOver goes by force at once, after a question that says who loses the code.
func TestTakeOver(t *testing.T) {
	desk := &clerk{}
	remedied(t, rivals(), desk, "app", func(d *uitest.Driver, do func(diagnose.Step)) {
		do(diagnose.Step{Do: diagnose.TakeOver})
		d.Sees("Take over Made in the app by force?", "even from another Seam workspace, which loses it")
		d.Press("y", "enter")
		desk.was(t)
		do(diagnose.Step{Do: diagnose.TakeOver})
		d.Press("f")
		desk.was(t, "adopt by force forced")
	})
}

// TestRemediesThatShow need no question: they go somewhere, or say something.
func TestRemediesThatShow(t *testing.T) {
	remedied(t, rivals(), &clerk{}, "a3-okafor", func(d *uitest.Driver, do func(diagnose.Step)) {
		do(diagnose.Step{Do: diagnose.ShowOther, Code: "app"})
		d.At("Made in the app")
		d.Press("2")
		do(diagnose.Step{Do: diagnose.ShowCodes})
		d.At("Maple Ct 3B · Front Door")
		do(diagnose.Step{Do: diagnose.Wait})
		d.Sees("nothing to do for now: Seam goes on by itself")
		do(diagnose.Step{Do: diagnose.Refresh})
		d.Sees("asking Seam for news")
		do(diagnose.Step{Do: diagnose.Reconnect})
		d.Sees("Connect the August account “kim@example.com” again", "1. Open the Seam Console, in the workspace “Odd”, and find this account.", "4. Wait some minutes")
		d.Press("c")
		if len(d.Clipboard) != 1 || strings.Count(d.Clipboard[0], "\n") != 4 || !strings.HasPrefix(d.Clipboard[0], "Connect the August account “kim@example.com” again:\n1. Open") {
			t.Errorf("the clipboard got %q", d.Clipboard)
		}
		do(diagnose.Step{Do: diagnose.EditWindow})
		d.Sees("CHANGE THE CODE", "Guest · Okafor")
	})
}

// TestNewPIN: the new PIN is one that the lock takes and nobody sees; the receipt offers to copy it.
func TestNewPIN(t *testing.T) {
	desk := &uitest.Desk{Takes: time.Second}
	uitest.Run(t, uitest.Stage{Desk: desk}, func(d *uitest.Driver) {
		toCode(d, "okafor")
		d.Press("P")
		d.Sees("Give Guest · Okafor another PIN?", "Whoever has the old PIN needs the new one")
		d.Press("P", "y")
		d.Sees("asking Seam: new PIN of Guest · Okafor")
		d.After(2 * time.Second)
		changes := desk.Changes()
		if len(changes) != 1 || !changes[0].Change.Window.Equal(changes[0].Before.Window) || changes[0].Change.Name != "" {
			t.Fatalf("Seam was asked for %+v", changes)
		}
		pin := changes[0].Change.PIN
		if pin.Len() != len(okaforsPIN) || pin.Reveal() == okaforsPIN {
			t.Errorf("a PIN of %d digits", pin.Len())
		}
		d.Sees("Guest · Okafor has another PIN", "the old one may still open the door", "y      copy the new PIN")
		d.SeesNot(pin.Reveal(), okaforsPIN)
		d.Press("y")
		if len(d.Clipboard) != 1 || d.Clipboard[0] != pin.Reveal() {
			t.Error("the clipboard has another text than the new PIN")
		}
		d.SeesNot(pin.Reveal())
	})
}

// TestNewPINWhenNoneIsLeft: what the lock cannot take is not asked for.
func TestNewPINWhenNoneIsLeft(t *testing.T) {
	desk := &clerk{}
	picture := oneLock(func(d *model.Device) { d.Rules.Lengths = []int{2} })
	uitest.Run(t, uitest.Stage{Desk: desk, Picture: picture}, func(d *uitest.Driver) {
		d.Press("enter", "P", "y")
		d.Sees("no new PIN:")
		d.SeesNot("has another PIN")
		desk.was(t)
	})
}

// TestNewPINThatIsTaken: a lock may have codes whose PINs nobody can see. Another PIN is drawn then, three times at most.
func TestNewPINThatIsTaken(t *testing.T) {
	taken := &model.Fault{Op: "update code", Kind: model.KindConflict, Message: "this PIN is on the lock already"}
	for refusals, says := range map[int]string{2: "has another PIN", 3: "no new PIN: this PIN is on the lock already"} {
		desk := &uitest.Desk{Fails: func(asked int) error {
			if asked <= refusals {
				return taken
			}
			return nil
		}}
		uitest.Run(t, uitest.Stage{Desk: desk}, func(d *uitest.Driver) {
			toCode(d, "okafor")
			d.Press("P", "y")
			d.Sees(says)
			changes := desk.Changes()
			if len(changes) != 3 || changes[0].Change.PIN.Equal(changes[1].Change.PIN) {
				t.Errorf("Seam was asked %d times, or twice for the same PIN", len(changes))
			}
		})
	}
}

// TestNewPINWhileSomebodyTypes: the receipt does not cover what somebody is at.
func TestNewPINWhileSomebodyTypes(t *testing.T) {
	uitest.Run(t, uitest.Stage{Desk: &uitest.Desk{Takes: time.Second}}, func(d *uitest.Driver) {
		toCode(d, "okafor")
		d.Press("P", "y", "/")
		d.Type("kim")
		d.After(2 * time.Second)
		d.SeesNot("has another PIN")
		d.Sees("/ kim", "Guest · Okafor: new PIN accepted by Seam")
	})
}

// TestRemediesRefusedBySeam: what Seam refuses is told with its reason, and nothing is said to be done.
func TestRemediesRefusedBySeam(t *testing.T) {
	faults := map[string]*model.Fault{
		"429": {Op: "update code", Kind: model.KindRateLimited, Message: "too many calls for this lock", Hint: "Wait a minute."},
		"409": {Op: "update code", Kind: model.KindConflict, Message: "this PIN is on the lock already"},
	}
	for name, fault := range faults {
		for key, says := range map[string]string{"P": "no new PIN: ", "A": "no permission for changes: "} {
			t.Run(name+" "+key, func(t *testing.T) {
				desk := &uitest.Desk{Fails: func(int) error { return fault }}
				uitest.Run(t, uitest.Stage{Desk: desk, W: 200, H: 50}, func(d *uitest.Driver) {
					toCode(d, "okafor")
					d.Press(key, "y")
					d.Sees("Guest · Okafor: " + says + fault.Message)
					d.SeesNot("accepted by Seam", "has another PIN")
					if len(d.Clipboard) != 0 {
						t.Error("something was copied")
					}
				})
			})
		}
	}
}

// TestAllowChange asks for nothing but the permission.
func TestAllowChange(t *testing.T) {
	desk := &uitest.Desk{}
	uitest.Run(t, uitest.Stage{Desk: desk}, func(d *uitest.Driver) {
		toCode(d, "okafor")
		d.Press("A", "y")
		d.Sees("Guest · Okafor: permission for changes accepted by Seam")
		changes := desk.Changes()
		want := model.CodeChange{Window: changes[0].Before.Window, ExternalChangeAllowed: model.Yes}
		if len(changes) != 1 || changes[0].Change != want {
			t.Errorf("Seam was asked for %+v, want %+v", changes, want)
		}
	})
}

// TestRemedyGoldens pins what the questions look like, from the smallest terminal to a large one.
func TestRemedyGoldens(t *testing.T) {
	stories := []struct {
		name    string
		picture *model.Snapshot
		code    model.CodeID
		step    diagnose.Step
		then    []string
	}{
		{"remedy-pin", rivals(), "a3-okafor", diagnose.Step{Do: diagnose.NewPIN}, nil},
		{"remedy-pin-done", rivals(), "a3-okafor", diagnose.Step{Do: diagnose.NewPIN}, []string{"y"}},
		{"remedy-allow", rivals(), "a3-okafor", diagnose.Step{Do: diagnose.AllowChange}, nil},
		{"remedy-other", rivals(), "a3-okafor", diagnose.Step{Do: diagnose.DeleteOther}, nil},
		{"remedy-account", rivals(), "a3-okafor", diagnose.Step{Do: diagnose.Reconnect}, nil},
		{"remedy-zone", zoneless(), "", diagnose.Step{Do: diagnose.ReportZone}, nil},
		{"remedy-zone-sure", zoneless(), "", diagnose.Step{Do: diagnose.ReportZone}, []string{"down", "enter"}},
	}
	for _, story := range stories {
		for _, size := range [][2]int{{60, 16}, {80, 24}, {120, 40}, {200, 50}} {
			name := story.name + "-" + strconv.Itoa(size[0]) + "x" + strconv.Itoa(size[1])
			t.Run(name, func(t *testing.T) {
				remedied(t, story.picture, &clerk{}, story.code, func(d *uitest.Driver, do func(diagnose.Step)) {
					d.Resize(size[0], size[1])
					do(story.step)
					d.Press(story.then...)
					uitest.Golden(t, name, d.Screen(), *update)
				})
			})
		}
	}
}

package main

import (
	"regexp"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"seamdash/model"
	"seamdash/seamclient/sim"
	"seamdash/ui"
	"seamdash/ui/uitest"
)

// A ward is the program over the simulator at a scene of trouble, with the diagnosis open.
type ward struct {
	*uitest.Driver
	*office

	t     *testing.T
	scene sim.Scene
}

// atTheBed plays a story that begins with the diagnosis of the code of a scene; guest is the beginning of its name.
func atTheBed(t *testing.T, scene, guest string, readOnly bool, story func(w *ward)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		o := openOffice(t, "august")
		defer func() { o.leave(); o.client.Close() }()
		staged, err := o.server.Stage(scene)
		if err != nil {
			t.Fatal(err)
		}
		o.leave()
		o.arrive()
		<-time.After(5 * time.Second) // the first load
		app := ui.New(ui.Config{
			Feed: o.feed, Desk: o.Desk, Doors: o.Desk, Context: t.Context(), ReadOnly: readOnly,
			Now: o.server.Now, Zone: time.UTC, Place: "the simulator", Version: "test",
		})
		uitest.Play(t, app, func(d *uitest.Driver) {
			w := &ward{Driver: d, office: o, t: t, scene: staged}
			d.Press("2", "/")
			d.Type(guest)
			d.Press("enter", "home", "d")
			d.Sees("WHY?")
			story(w)
		})
	})
}

// does presses the number of a step of the diagnosis.
func (w *ward) does(step string) {
	w.t.Helper()
	number := regexp.MustCompile(`(?m)^\s+(\d)  ` + regexp.QuoteMeta(step)).FindStringSubmatch(w.Screen())
	if number == nil {
		w.t.Fatalf("no step %q:\n%s", step, w.Screen())
	}
	w.Press(number[1])
}

// passes lets time pass and shows what the feed has then.
func (w *ward) passes(wait time.Duration) { later(w.Driver, w.office, wait) }

// lock is the lock of the scene as Seam has it.
func (w *ward) lock() *model.Lock {
	w.t.Helper()
	lock, ok := w.feed.Snapshot().Lock(model.DeviceID(w.scene.Device))
	if !ok {
		w.t.Fatal("the lock of the scene is gone")
	}
	return lock
}

// code is the code of a name on the lock of the scene, or nil.
func (w *ward) code(name string) *model.AccessCode {
	w.t.Helper()
	lock := w.lock()
	for i := range lock.Codes {
		if lock.Codes[i].Name == name {
			return &lock.Codes[i]
		}
	}
	return nil
}

// well fails unless the guest's code is on the lock and Seam complains about nothing.
func (w *ward) well() *model.AccessCode {
	w.t.Helper()
	c := w.code("Guest Weber")
	if c == nil || len(c.Problems) > 0 || len(c.Pending) > 0 || c.Status != model.StatusSet && c.Preloaded != model.Yes {
		w.t.Fatalf("not well: %+v", c)
	}
	return c
}

// TestNewPINMends: a code of which another one has the PIN gets on the lock with another PIN.
func TestNewPINMends(t *testing.T) {
	t.Parallel()
	atTheBed(t, "duplicate_code_on_device", "weber", false, func(w *ward) {
		before := w.code("Guest Weber").PIN
		w.does("give it another PIN")
		w.Sees("Give Guest Weber another PIN?")
		w.SeesNot(before.Reveal())
		w.Press("enter")
		w.Sees("WHY?")
		w.does("give it another PIN")
		w.Press("y")
		w.Sees("Guest Weber has another PIN")
		w.Press("y")
		w.passes(10 * time.Minute)
		after := w.well().PIN
		if after.Equal(before) || len(w.Clipboard) != 1 || w.Clipboard[0] != after.Reveal() {
			t.Error("the new PIN is the old one, or was not copied")
		}
		w.Sees("WHY?")
		w.SeesNot("The lock already has this PIN", before.Reveal(), after.Reveal())
	})
}

// TestDeleteOtherMends: once the code of the maker's app is gone, the guest's gets on the lock with its PIN.
func TestDeleteOtherMends(t *testing.T) {
	t.Parallel()
	atTheBed(t, "duplicate_code_on_device", "weber", false, func(w *ward) {
		before := w.code("Guest Weber").PIN
		w.does("look at the code that has it")
		w.At("Made in the app")
		w.Press("2", "home", "d")
		w.does("delete the other code")
		w.Sees("Delete Made in the app?", "cannot bring it back", "its PIN is free for Guest Weber")
		w.Press("y")
		w.passes(10 * time.Minute)
		if other := w.code("Made in the app"); other != nil {
			t.Errorf("the other code is still there: %+v", other)
		}
		if !w.well().PIN.Equal(before) {
			t.Error("it has another PIN than before")
		}
	})
}

// TestAdoptOther: Seam manages the code of the maker's app then, and the conflict stays until one of the two changes.
func TestAdoptOther(t *testing.T) {
	t.Parallel()
	atTheBed(t, "duplicate_code_on_device", "weber", false, func(w *ward) {
		w.does("let Seam manage the other code")
		w.Sees("Let Seam manage Made in the app?", "one of the two needs another one")
		w.Press("y")
		w.passes(5 * time.Minute)
		if other := w.code("Made in the app"); other == nil || !other.Managed {
			t.Errorf("Seam does not manage it: %+v", other)
		}
	})
}

// TestAllowChangeMends: what somebody changed in the maker's app stands, Seam warns of it instead of undoing it, and u takes the
// permission back.
func TestAllowChangeMends(t *testing.T) {
	t.Parallel()
	atTheBed(t, "conflicting_external_modification", "weber", false, func(w *ward) {
		w.does("let the change stand")
		w.Sees("Let changes to Guest Weber stand?")
		w.Press("y")
		w.passes(time.Minute)
		c := w.code("Guest Weber")
		if c.Status != model.StatusSet || len(c.Problems) != 1 || c.Problems[0].Code != "external_modification_in_effect" || !c.Traits.ExternalChangeAllowed {
			t.Fatalf("after the permission: %+v", c)
		}
		w.SeesNot("blocks the code")
		w.Press("esc", "u")
		w.Sees("Undo: update code?", "what may be changed outside Seam")
		w.Press("y")
		w.passes(time.Minute)
		if w.code("Guest Weber").Traits.ExternalChangeAllowed {
			t.Error("the permission was not taken back")
		}
	})
}

// TestReportZoneMends: Seam is told where the lock is, and its warning goes.
func TestReportZoneMends(t *testing.T) {
	t.Parallel()
	for _, scene := range []string{"ultraloq_time_zone_unknown", "time_zone_unknown"} {
		t.Run(scene, func(t *testing.T) {
			t.Parallel()
			atTheBed(t, scene, "weber", false, func(w *ward) {
				w.does("tell Seam the time zone of the lock")
				w.Sees("Where is Linden House", "Europe/Vienna")
				w.Type("los ang")
				w.Press("enter")
				w.Sees("is in America/Los_Angeles?")
				w.Press("y")
				w.passes(2 * time.Minute)
				if d := w.lock().Device; d.TimeZone != "America/Los_Angeles" || len(d.Problems) > 0 {
					t.Errorf("the lock is in %q, %+v", d.TimeZone, d.Problems)
				}
				w.Sees("WHY?")
				w.SeesNot("The time zone of the lock is not known")
			})
		})
	}
}

// TestUnlockFromTheDiagnosis: the door opens after a question, while the code is still being programmed.
func TestUnlockFromTheDiagnosis(t *testing.T) {
	t.Parallel()
	atTheBed(t, "failed_to_set_on_device", "weber", false, func(w *ward) {
		w.does("open the door from afar")
		w.Sees("Unlock Linden House", "The door opens to whoever stands before it")
		w.Press("enter")
		w.does("open the door from afar")
		w.Press("y")
		w.passes(time.Second)
		w.After(10 * time.Second)
		w.Sees("is unlocked", "WHY?")
	})
}

// TestRecreateMends: a code that does not get on the lock is made again, as a new one with the same PIN.
func TestRecreateMends(t *testing.T) {
	t.Parallel()
	atTheBed(t, "failed_to_set_on_device", "weber", false, func(w *ward) {
		before := *w.code("Guest Weber")
		w.Press("esc", "T")
		w.Sees("Delete Guest Weber and make it again?")
		w.Press("y")
		w.passes(10 * time.Minute)
		if after := w.well(); after.ID == before.ID || !after.PIN.Equal(before.PIN) || !after.Window.Equal(before.Window) {
			t.Errorf("made again: %+v", after)
		}
	})
}

// TestMakeAgainMends: a code that somebody deleted while it was needed is made again from what was seen of it last.
func TestMakeAgainMends(t *testing.T) {
	t.Parallel()
	atTheBed(t, "opened_door", "weber", false, func(w *ward) {
		before := *w.code("Guest Weber")
		if err := w.client.DeleteCode(w.t.Context(), before.DeviceID, before.ID); err != nil {
			t.Fatal(err)
		}
		w.passes(5 * time.Minute)
		w.Sees("This code is gone from Seam")
		w.does("make it again with the same PIN")
		w.Sees("Make Guest Weber again?")
		w.SeesNot(before.PIN.Reveal())
		w.Press("y")
		w.passes(10 * time.Minute)
		if after := w.well(); after.ID == before.ID || !after.PIN.Equal(before.PIN) || !after.Window.Equal(before.Window) {
			t.Errorf("made again: %+v", after)
		}
	})
}

// TestAdoptMends: what was made elsewhere is managed by Seam then.
func TestAdoptMends(t *testing.T) {
	t.Parallel()
	atTheBed(t, "unmanaged", "old cleaner", false, func(w *ward) {
		w.does("let Seam manage it")
		w.Sees("Let Seam manage Old cleaner?")
		w.Press("y")
		w.passes(5 * time.Minute)
		if code := w.code("Old cleaner"); code == nil || !code.Managed {
			t.Errorf("Seam does not manage it: %+v", code)
		}
	})
}

// TestTakeBack: a code that another workspace took and that Seam still lists as ours is taken back by force as well.
func TestTakeBack(t *testing.T) {
	t.Parallel()
	atTheBed(t, "management_transferred", "weber", false, func(w *ward) {
		w.does("take it back, with force")
		w.Sees("Take over Guest Weber by force?")
		w.Press("f")
		w.passes(5 * time.Minute)
		w.well()
	})
}

// TestRemovalAskedAgain: a removal that is stuck can be asked for once more.
func TestRemovalAskedAgain(t *testing.T) {
	t.Parallel()
	atTheBed(t, "failed_to_remove_from_device", "weber", false, func(w *ward) {
		w.does("ask for its removal again")
		w.Sees("Ask again to delete Guest Weber?", "its PIN may open the door")
		w.Press("y")
		w.passes(time.Second)
		w.Sees("asked by this program: delete code", "WHY?")
	})
}

// TestReconnectMends: the steps are told and copied, and when somebody has done them the code gets on the lock.
func TestReconnectMends(t *testing.T) {
	t.Parallel()
	atTheBed(t, "account_disconnected", "weber", false, func(w *ward) {
		w.does("connect the Schlage account again")
		w.Sees("Connect the Schlage account", "again", "1. Open the Seam Console", "4. Wait some minutes")
		w.Press("c")
		if len(w.Clipboard) != 1 || strings.Count(w.Clipboard[0], "\n") != 4 {
			t.Errorf("copied: %q", w.Clipboard)
		}
		if err := w.server.SetAccount(w.scene.Account, true); err != nil {
			t.Fatal(err)
		}
		w.passes(10 * time.Minute)
		w.well()
		w.SeesNot("The account is disconnected")
	})
}

// TestRemediesWhereNothingIsChanged: a session that only reads says so at every step that would change something, and Seam is asked for
// nothing.
func TestRemediesWhereNothingIsChanged(t *testing.T) {
	t.Parallel()
	for scene, steps := range map[string][]string{
		"duplicate_code_on_device":          {"give it another PIN", "delete the other code", "let Seam manage the other code"},
		"conflicting_external_modification": {"let the change stand", "open the door from afar", "delete it and make it again"},
		"ultraloq_time_zone_unknown":        {"tell Seam the time zone"},
	} {
		t.Run(scene, func(t *testing.T) {
			t.Parallel()
			atTheBed(t, scene, "weber", true, func(w *ward) {
				for _, step := range steps {
					w.does(step)
					w.Sees("WHY?", "this session only reads")
				}
				w.passes(time.Minute)
				for _, call := range w.server.Calls() {
					if !strings.HasSuffix(call.Path, "/list") && !strings.HasSuffix(call.Path, "/get") {
						t.Errorf("Seam was asked for %s", call.Path)
					}
				}
			})
		})
	}
}

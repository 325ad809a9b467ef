package ui_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"seamdash/model"
	"seamdash/ui/uitest"
	"seamdash/ui/views"
)

// viewsShown is the line of views.
func viewsShown(d *uitest.Driver) string {
	return strings.Join(strings.Fields(strings.Split(d.Screen(), "\n")[3]), " ")
}

// run plays a story with a memory; one after the other are the runs of a program.
func run(t *testing.T, m views.Memory, story func(*uitest.Driver)) {
	t.Helper()
	uitest.Run(t, uitest.Stage{Memory: m}, story)
}

func TestViewsAreRemembered(t *testing.T) {
	m := &uitest.Memory{}
	run(t, m, func(d *uitest.Driver) {
		d.Press("2", "/")
		d.Type("type:time_bound lock:maple")
		d.Press("enter", "s", "s", "s", "s", "S") // by name, turned round
		d.Sees("NAME↓")
		d.Press("w", "n")
		d.Sees("SAVE WHAT IS ON THE SCREEN AS")
		d.Type("Maple guests")
		d.Press("enter")
		d.Sees("saved as “Maple guests”")
		d.Sees("Offline Maple guests", "/ type:time_bound lock:maple", "NAME↓")
		d.Press("tab")
		d.Sees("37 codes") // the view that it was made from has its own filter again
		d.SeesNot("of 37 codes")
	})
	run(t, m, func(d *uitest.Driver) {
		d.Press("2")
		d.Sees("Offline Maple guests", "37 codes") // All was in front when the first run ended
		d.Press("shift+tab")
		d.Sees("/ type:time_bound lock:maple", "NAME↓")
		d.Press("/")
		d.Type("okafor")
		d.Press("enter", "w", "n", "enter") // under its own name
		d.Sees("saved as “Maple guests”", "1 of 37 codes")
	})
	run(t, m, func(d *uitest.Driver) {
		d.Press("2")
		d.Sees("/ type:time_bound lock:maple okafor", "1 of 37 codes")
		d.Press("w", "r", "backspace", "backspace", "backspace", "backspace", "backspace", "backspace", "backspace")
		d.Type(" people")
		d.Press("enter", "x")
		d.Sees("Delete the view “Maple people”?")
		d.Press("esc")
		d.Sees("Maple people")
		d.Press("x", "y")
		d.Sees("the view “Maple people” is deleted")
	})
	run(t, m, func(d *uitest.Driver) {
		d.Press("2")
		d.SeesNot("Maple people", "Maple guests")
	})
}

// TestChangesOfViewsAreRemembered: order, direction, problems only, columns, places and what is hidden come back by
// themselves; a view that is as it came leaves nothing behind.
func TestChangesOfViewsAreRemembered(t *testing.T) {
	m := &uitest.Memory{}
	run(t, m, func(d *uitest.Driver) {
		d.Press("2", "s", "S", "!", "o", "G", "space", "enter")
		d.Press("w", "down", "down", "J", "J", "J", "down", "space", "esc")
	})
	run(t, m, func(d *uitest.Driver) {
		d.Press("2")
		d.Sees("STATE↓", "! only problems", "ENDS")
		if got := viewsShown(d); got != "All Stuck Ending today Low battery Offline" {
			t.Errorf("the views are %q:\n%s", got, d.Screen())
		}
	})
	if m.Saves() == 0 {
		t.Fatal("nothing was saved")
	}
}

func TestHiddenViews(t *testing.T) {
	m := &uitest.Memory{}
	run(t, m, func(d *uitest.Driver) {
		d.Press("2", "w", "down", "space", "K", "esc")
		if got := viewsShown(d); got != "All Starting today Ending today Low battery Offline" {
			t.Errorf("the views are %q", got)
		}
		d.Press("tab")
		d.Sees("/ starts:today")
	})
	run(t, m, func(d *uitest.Driver) {
		d.Press("2")
		d.Sees("/ starts:today")
		d.Press("w", "g")
		d.Sees("Stuck hidden · status:stuck")
		d.Press("x", "r")
		d.Sees("this view came with the program")
		d.Press("enter") // going there shows it again
		d.Sees("/ status:stuck", "Stuck All Starting today")
		d.Press("w", "space", "j", "space", "j", "space", "j", "space", "j", "space", "j", "space")
		d.Sees("one view has to stay")
	})
}

// TestViewsCannotTakeNames that mean something else.
func TestViewsCannotTakeNames(t *testing.T) {
	run(t, nil, func(d *uitest.Driver) {
		d.Press("2", "w", "n", "enter")
		d.Sees("a view needs a name")
		d.Type("stuck")
		d.Press("enter")
		d.Sees("“Stuck” came with the program")
		d.Press("esc", "esc", "w", "n")
		d.Type("A")
		d.Press("enter", "w", "n", "backspace")
		d.Type("B")
		d.Press("enter", "w", "r", "backspace")
		d.Type("a")
		d.Press("enter")
		d.Sees("there is a view “a” already")
	})
}

// TestForgetful: a memory that fails is told, and takes nothing from the screen.
func TestForgetful(t *testing.T) {
	run(t, &uitest.Memory{Fails: errors.New("the disk is full")}, func(d *uitest.Driver) {
		d.Sees("the saved views could not be read: the disk is full")
		d.After(6 * time.Second)
		d.Press("2", "s")
		d.Sees("the view All is not kept for the next run: the disk is full", "STATE↑")
		d.Press("w", "n")
		d.Type("Mine")
		d.Press("enter")
		d.Sees("Mine", "not kept for the next run")
	})
}

// TestSlowMemory: what somebody did before the answer came goes before it, and the last value of many is the one that is
// kept.
func TestSlowMemory(t *testing.T) {
	m := &uitest.Memory{}
	run(t, m, func(d *uitest.Driver) { d.Press("2", "S", "tab", "s") })
	m.Takes = 2 * time.Second
	run(t, m, func(d *uitest.Driver) {
		d.Press("2", "s", "s", "S")
		d.Sees("FOR↓")
		d.After(20 * time.Second)
		d.Sees("FOR↓")
		d.Press("S", "S", "tab") // faster than anything is kept
		d.Sees("LOCK↑")          // what the first run did to the other view
		d.After(20 * time.Second)
	})
	m.Takes = 0
	run(t, m, func(d *uitest.Driver) {
		d.Press("2", "[")
		d.Sees("FOR↓")
	})
	if m.Most() != 1 {
		t.Errorf("%d things are kept at the same time, so that an older value may come last", m.Most())
	}
}

// TestHungMemory: an answer that never comes is given up after some time.
func TestHungMemory(t *testing.T) {
	run(t, &uitest.Memory{Takes: time.Hour}, func(d *uitest.Driver) {
		d.Press("2", "s")
		d.After(36 * time.Second)
		d.Sees("STATE↑", "not kept for the next run: context deadline exceeded")
	})
}

// TestWorkspacesAreApart: the views of one workspace are not those of another.
func TestWorkspacesAreApart(t *testing.T) {
	m := &uitest.Memory{}
	run(t, m, func(d *uitest.Driver) {
		d.Press("2", "w", "n")
		d.Type("Mine")
		d.Press("enter")
		s := uitest.Snapshot()
		d.Show(model.NewSnapshot(model.Workspace{ID: "w2", Name: "Another"}, s.Locks, s.Feed, 2))
		if got := viewsShown(d); strings.Contains(got, "Mine") {
			t.Errorf("another workspace has the views %q", got)
		}
		d.Show(model.NewSnapshot(s.Workspace, s.Locks, s.Feed, 3))
		if got := viewsShown(d); !strings.Contains(got, "Mine") {
			t.Errorf("the workspace lost a view: %q", got)
		}
	})
}

// TestLateAnswerForAnotherWorkspace: it brings nothing.
func TestLateAnswerForAnotherWorkspace(t *testing.T) {
	m := &uitest.Memory{}
	run(t, m, func(d *uitest.Driver) { d.Press("2", "w", "n"); d.Type("Mine"); d.Press("enter") })
	m.Takes = 2 * time.Second
	run(t, m, func(d *uitest.Driver) {
		s := uitest.Snapshot()
		d.Show(model.NewSnapshot(model.Workspace{ID: "w2", Name: "Another"}, s.Locks, s.Feed, 2))
		d.After(20 * time.Second)
		d.Press("2")
		if got := viewsShown(d); got == "" || strings.Contains(got, "Mine") {
			t.Errorf("the views are %q", got)
		}
	})
}

// TestRememberedFrontCountsDaysInTheZoneOfTheLock, though its filter stands before that zone was read: in UTC the cleaner's
// window ends tomorrow.
func TestRememberedFrontCountsDaysInTheZoneOfTheLock(t *testing.T) {
	m := &uitest.Memory{}
	run(t, m, func(d *uitest.Driver) { d.Press("2", "tab", "tab", "tab") })
	s := uitest.Snapshot()
	lock := mustLock(t, s, "b3")
	device := lock.Device
	device.TimeZone = "Pacific/Auckland"
	s = s.WithLocks([]*model.Lock{model.NewLock(device, lock.Codes, true, nil)}, s.Feed)
	uitest.Run(t, uitest.Stage{Memory: m, Picture: s}, func(d *uitest.Driver) {
		d.Press("2")
		d.Sees("/ ends:today", "Cedar 14 · Main door")
	})
}

// TestRememberedChangeOfAMendedView: what came with the program keeps its filter of today, and the person's order.
func TestRememberedChangeOfAMendedView(t *testing.T) {
	m := &uitest.Memory{}
	run(t, m, func(d *uitest.Driver) { d.Press("2", "[", "[", "S") })
	mended := []views.View{views.Given(views.View{Name: "Low battery", Filter: "battery:<60", Sort: "battery"})}
	uitest.Run(t, uitest.Stage{Memory: m, Views: mended}, func(d *uitest.Driver) {
		d.Press("2")
		d.Sees("/ battery:<60", "POWER↓")
		d.Press("esc")
		d.Sees("/ battery:<60", "there is nothing to go back from")
	})
}

// TestViewThatTheConfigurationHasNoMore goes, though a person changed it, and is as they left it when it comes back.
func TestViewThatTheConfigurationHasNoMore(t *testing.T) {
	m := &uitest.Memory{}
	given := uitest.Stage{Memory: m, Views: []views.View{views.Given(views.View{Name: "Cleaners", Filter: "name:cleaner", Sort: "lock"})}}
	uitest.Run(t, given, func(d *uitest.Driver) { d.Press("2", "[", "S", "]") })
	run(t, m, func(d *uitest.Driver) {
		d.Press("2")
		d.Sees("Offline")
		d.SeesNot("Cleaners")
	})
	uitest.Run(t, given, func(d *uitest.Driver) {
		d.Press("2", "[")
		d.Sees("/ name:cleaner", "LOCK↓")
	})
}

// TestNothingIsKeptOfAViewThatIsAsItCame: so that a later program may mend it.
func TestNothingIsKeptOfAViewThatIsAsItCame(t *testing.T) {
	m := &uitest.Memory{}
	run(t, m, func(d *uitest.Driver) {
		d.Press("2", "S", "!", "!", "S", "o", "space", "z", "enter", "w", "space", "space", "z", "esc")
	})
	if kept, err := m.Views(t.Context(), "w1"); err != nil || len(kept) != 0 || m.Saves() == 0 {
		t.Errorf("%v, %v is kept after %d saves", kept, err, m.Saves())
	}
}

// TestHiddenFrontGivesWay: the view in front turns out to be one that was hidden.
func TestHiddenFrontGivesWay(t *testing.T) {
	m := &uitest.Memory{}
	run(t, m, func(d *uitest.Driver) { d.Press("2", "w", "space", "esc") })
	m.Takes = 2 * time.Second
	run(t, m, func(d *uitest.Driver) {
		d.Press("2", "down")
		d.After(10 * time.Second)
		d.Sees("/ status:stuck")
		if got := viewsShown(d); !strings.HasPrefix(got, "Stuck") {
			t.Errorf("the views are %q", got)
		}
	})
}

// TestGivenViews: the configuration adds views and defines built-in ones anew.
func TestGivenViews(t *testing.T) {
	given := []views.View{
		views.Given(views.View{Name: "Cleaners", Filter: "name:cleaner", Sort: "lock", Columns: []views.Column{{Name: "lock", Width: 30}, {Name: "name"}}}),
		views.Given(views.View{Name: "Low battery", Filter: "battery:<60"}),
	}
	uitest.Run(t, uitest.Stage{Views: given}, func(d *uitest.Driver) {
		d.Press("2", "shift+tab")
		d.Sees("/ name:cleaner", "Offline Cleaners", "LOCK↑")
		d.SeesNot("WINDOW")
		d.Press("shift+tab", "shift+tab")
		d.Sees("/ battery:<60")
	})
}

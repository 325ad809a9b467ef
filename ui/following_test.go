package ui_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"seamdash/model"
	"seamdash/ui"
	"seamdash/ui/activity"
	"seamdash/ui/uitest"
)

// asked is a write of Okafor's code that Seam accepted so long ago.
func asked(id string, action model.Action, ago time.Duration, okafor *model.AccessCode) model.Tracked {
	draft := model.DraftOf(okafor)
	at := uitest.Now().Add(-ago)
	return model.Tracked{
		ID: id, Action: action, Code: okafor.ID, Wanted: draft, Before: draft, AskedAt: at, AcceptedAt: at, LookAt: at.Add(time.Second),
		Stage: model.StageAccepted, Request: model.RequestID("req-" + id),
	}
}

func codeNamed(t *testing.T, id model.CodeID) *model.AccessCode {
	t.Helper()
	codes := uitest.FrontDoor()
	at := slices.IndexFunc(codes, func(c model.AccessCode) bool { return c.ID == id })
	if at < 0 {
		t.Fatalf("the front door has no code %s", id)
	}
	return &codes[at]
}

// TestUnderWay: what this run asked for and is under way stands above the sentence, and what comes of it is told once.
func TestUnderWay(t *testing.T) {
	okafor, painter := codeNamed(t, "a3-okafor"), codeNamed(t, "a3-painter")
	well := withOkafor(t, func(c *model.AccessCode) { c.Problems, c.Pending[0].CreatedAt = nil, uitest.Now() })
	uitest.Run(t, uitest.Stage{Picture: well, W: 200, H: 50, Notify: ui.OSC9}, func(d *uitest.Driver) {
		one, two := asked("t1", model.ActionUpdate, 0, okafor), asked("t2", model.ActionDelete, 0, painter)
		old := asked("t0", model.ActionUpdate, time.Hour, okafor)
		d.Send(ui.Followed{Writes: []model.Tracked{old, one}})
		d.Sees("◐ Guest · Okafor on Maple Ct 3B · Front Door: being programmed")
		d.SeesNot("more:")
		d.Send(ui.Followed{Writes: []model.Tracked{old, one, two}})
		d.Sees("◐ Painter on Maple Ct 3B · Front Door: being removed", "+1 more: 5 w")
		d.Press("r") // what a key did goes first
		d.Sees("asking Seam for news")
		d.After(6 * time.Second)
		d.Sees("being removed")
		raw := len(d.Raw)
		two.Stage, two.DoneAt, two.Outcome = model.StageGone, uitest.Now().Add(6*time.Second), "off the lock after 6 s"
		d.Send(ui.Followed{Writes: []model.Tracked{old, one, two}})
		d.Sees("Painter on Maple Ct 3B · Front Door: off the lock after 6 s")
		if told := d.Raw[raw:]; len(told) != 1 || !strings.Contains(told[0], "Painter on Maple Ct 3B · Front Door: off the lock") {
			t.Errorf("notified %q", told)
		}
		d.Send(ui.Followed{Writes: []model.Tracked{old, one, two}})
		d.After(16 * time.Second)
		d.SeesNot("off the lock after")
		d.Sees("◐ Guest · Okafor on Maple Ct 3B")
		if len(d.Raw) != raw+1 {
			t.Errorf("the same is told again: %q", d.Raw[raw:])
		}
		d.Send(ui.Followed{})
		d.SeesNot("Door: being programmed")
	})
}

// TestOldNewsIsNotTold: what had ended before the program began is in the list of Activity and nowhere else.
func TestOldNewsIsNotTold(t *testing.T) {
	uitest.Run(t, uitest.Stage{W: 200, H: 50}, func(d *uitest.Driver) {
		old := asked("t0", model.ActionDelete, time.Hour, codeNamed(t, "a3-mover"))
		old.Stage, old.DoneAt, old.Outcome = model.StageLate, uitest.Now().Add(-time.Minute), "not off the lock after 59 min"
		d.Send(ui.Followed{Writes: []model.Tracked{old}})
		d.SeesNot("not off the lock")
		d.Press("5", "w")
		d.Sees("delete code: not off the lock after 59 min")
	})
}

// TestEarlierWritesAreTold when they end now: a code for next week may be asked for in another run.
func TestEarlierWritesAreTold(t *testing.T) {
	uitest.Run(t, uitest.Stage{W: 200, H: 50}, func(d *uitest.Driver) {
		old := asked("t0", model.ActionCreate, 48*time.Hour, codeNamed(t, "a3-lindqvist"))
		d.Send(ui.Followed{Writes: []model.Tracked{old}})
		d.SeesNot("Lindqvist on Maple") // waits for its time
		old.Stage, old.DoneAt, old.Outcome = model.StageOnLock, uitest.Now(), "on the lock after 2 days"
		d.Send(ui.Followed{Writes: []model.Tracked{old}})
		d.Sees("Guest · Lindqvist on Maple Ct 3B · Front Door: on the lock after 2 days")
	})
}

// TestTheWorstIsNamed of several that end at once.
func TestTheWorstIsNamed(t *testing.T) {
	uitest.Run(t, uitest.Stage{W: 200, H: 50}, func(d *uitest.Driver) {
		end := func(id string, code model.CodeID, at model.Stage, outcome string) model.Tracked {
			w := asked(id, model.ActionUpdate, 0, codeNamed(t, code))
			w.Stage, w.DoneAt, w.Outcome = at, uitest.Now(), outcome
			return w
		}
		d.Send(ui.Followed{Writes: []model.Tracked{
			end("t1", "a3-okafor", model.StageOnLock, "on the lock after 3 s"), end("t2", "a3-nanny", model.StageFailed, "failed: no room"),
			end("t3", "a3-cleaner", model.StageOnLock, "on the lock after 5 s"),
		}})
		d.Sees("▲ Nanny on Maple Ct 3B · Front Door: failed: no room (and 2 more)")
	})
}

// TestActivityFollows: a followed write and its line of the log are one row, which says how far it is, what Seam complains of
// and what to try.
func TestActivityFollows(t *testing.T) {
	okafor := codeNamed(t, "a3-okafor")
	uitest.Run(t, uitest.Stage{W: 160, H: 40}, func(d *uitest.Driver) {
		w := asked("t1", model.ActionUpdate, time.Minute, okafor)
		d.Press("5", "w")
		d.Send(activity.Written{Writes: []model.Write{
			{Number: 2, At: w.AskedAt, Who: "kim@desk", Action: "update code", Device: "a3", Code: okafor.ID, Outcome: model.Accepted, Request: w.Request},
			{Number: 1, At: w.AskedAt.Add(-time.Hour), Who: "kim@desk", Action: "lock", Device: "a1", Outcome: model.Accepted},
		}})
		d.Send(ui.Followed{Writes: []model.Tracked{w}})
		if rows := rowsOf(d); len(rows) != 2 || !strings.Contains(rows[0], "update code: late: not on the lock") || !strings.Contains(rows[1], "lock: accepted") {
			t.Fatalf("the rows are %q", rows)
		}
		d.Sees("Seam says: There was an unusually long delay in setting the access code on the device.", "Try this: see that the lock and its bridge are online", "ACTIVITY 2 own writes")
		alone := asked("t2", model.ActionDelete, time.Second, codeNamed(t, "a3-painter"))
		d.Send(ui.Followed{Writes: []model.Tracked{w, alone}})
		if rows := rowsOf(d); len(rows) != 3 || !strings.Contains(rows[0], "delete code: being removed") || !strings.Contains(rows[0], "Painter") {
			t.Fatalf("what is not in the log is missing: %q", rows)
		}
		d.Press("home", "down", "i")
		d.Sees("Guest · Okafor: update code: late: not on the lock", "Try this: see that the lock and its bridge are online and have battery", "Kim@desk asked for this: update code: accepted (request req-t1).", "Asked for today 14:01, your time.")
		d.Press("esc", "home", "enter")
		d.At("Painter")
		d.SeesNot(okaforsPIN)
	})
}

// TestUndo says exactly what it will do, asks, and does not undo the same twice.
func TestUndo(t *testing.T) {
	okafor := codeNamed(t, "a3-okafor")
	desk := &clerk{}
	uitest.Run(t, uitest.Stage{Desk: desk, W: 160, H: 40}, func(d *uitest.Driver) {
		d.Press("u")
		d.Sees("this program has changed nothing that it could undo")
		changed := asked("t1", model.ActionUpdate, 3*time.Minute, okafor)
		changed.Before.Name, changed.Before.PIN = "Guest · Okafo", model.NewPIN("112233")
		changed.Before.Window.Until = uitest.Now().Add(30 * time.Hour)
		taken := asked("t2", model.ActionAdopt, time.Minute, codeNamed(t, "a3-nanny"))
		d.Send(ui.Followed{Writes: []model.Tracked{changed, taken}})
		d.Press("u")
		d.Sees("Undo: update code?", "Guest · Okafor on Maple Ct 3B · Front Door becomes again as it was:", "the name Guest · Okafo", "the PIN that it had before", "today 15:00 → Sat 20:02",
			"Asked for today 13:59, your time.", "What came after it cannot be undone: take over code, Nanny on Maple Ct 3B · Front Door: Seam cannot give a code back")
		d.SeesNot("112233", okaforsPIN)
		d.Press("u", "enter")
		desk.was(t)
		d.Press("u", "y")
		desk.was(t, "undo t1 about a3-okafor")
		d.Sees("Guest · Okafor: undo accepted by Seam")
		d.Press("u")
		d.Sees("cannot be undone: take over code, Nanny")
		desk.was(t, "undo t1 about a3-okafor")
	})
}

func TestUndoADeletion(t *testing.T) {
	mover := codeNamed(t, "a3-resident")
	mover.PIN = model.NewPIN("550055")
	refused := &model.Fault{Op: "create code", Kind: model.KindConflict, Message: "the lock has this PIN"}
	desk := &clerk{errs: map[model.CodeID]error{"a3-resident": refused}}
	uitest.Run(t, uitest.Stage{Desk: desk, W: 160, H: 40}, func(d *uitest.Driver) {
		gone := asked("t1", model.ActionDelete, time.Minute, mover)
		d.Send(ui.Followed{Writes: []model.Tracked{gone}})
		d.Press("u")
		d.Sees("Undo: delete code?", "Resident · Kim is made again on Maple Ct 3B · Front Door, with the same PIN, always.", "To Seam it is a new code.")
		d.Press("y")
		d.Sees("not undone: the lock has this PIN")
		desk.mu.Lock()
		desk.errs = nil
		desk.mu.Unlock()
		d.Press("u", "y") // what failed can be tried again
		d.Sees("undo accepted by Seam")
		again := asked("t002", model.ActionCreate, 0, mover) // as the desk calls it
		d.Send(ui.Followed{Writes: []model.Tracked{gone, again}})
		d.After(6 * time.Second)
		d.Press("u") // an undo is not undone in turn
		d.Sees("this program has changed nothing that it could undo")
	})
	uitest.Run(t, uitest.Stage{ReadOnly: true, Desk: desk}, func(d *uitest.Driver) {
		d.Press("u")
		d.Sees("this session only reads")
	})
}

package desk_test

import (
	"testing"

	"seamdash/model"
	"seamdash/model/desk"
)

// tracked is a write about the sample that is over.
func tracked(action model.Action, how ...func(*model.Tracked)) model.Tracked {
	code := sample()
	t := model.Tracked{
		ID: "t", Action: action, Code: code.ID, Wanted: model.DraftOf(&code), AskedAt: january(1), AcceptedAt: january(1), DoneAt: january(2),
		Stage: model.StageOnLock,
	}
	if action != model.ActionCreate {
		t.Before = t.Wanted
		t.Before.Name = "Old"
	}
	if action == model.ActionDelete {
		t.Before, t.Stage = t.Wanted, model.StageGone
	}
	for _, f := range how {
		f(&t)
	}
	return t
}

// TestUndoable: what cannot be taken back is refused with the reason, before Seam is asked.
func TestUndoable(t *testing.T) {
	create, update, del := model.ActionCreate, model.ActionUpdate, model.ActionDelete
	with := func(f func(*model.AccessCode)) *model.Lock {
		c := sample()
		f(&c)
		return &model.Lock{Loaded: true, Codes: []model.AccessCode{c}}
	}
	same := with(func(*model.AccessCode) {})
	empty := &model.Lock{Loaded: true}
	for name, c := range map[string]struct {
		t    model.Tracked
		lock *model.Lock
		why  string
	}{
		"create":                 {tracked(create), same, ""},
		"create, no picture":     {tracked(create), nil, ""},
		"create, old picture":    {tracked(create), &model.Lock{Loaded: true, Old: true}, ""},
		"create, gone":           {tracked(create), empty, "the code is gone already"},
		"create, offline":        {tracked(create, func(t *model.Tracked) { t.Wanted.Offline = true }), same, "an offline code cannot be changed or removed from here"},
		"waits":                  {tracked(create, func(t *model.Tracked) { t.After = "c0" }), nil, ""},
		"unsure":                 {tracked(create, func(t *model.Tracked) { t.AcceptedAt, t.DoneAt = model.Window{}.From, model.Window{}.From }), same, "nobody knows yet whether Seam took it"},
		"not taken":              {tracked(create, func(t *model.Tracked) { t.AcceptedAt = model.Window{}.From }), same, "Seam never took it"},
		"update":                 {tracked(update), same, ""},
		"update, changed since":  {tracked(update), with(func(c *model.AccessCode) { c.Name = "Eve" }), "somebody changed the code since"},
		"update, known changed":  {tracked(update, func(t *model.Tracked) { t.Stage = model.StageChanged }), same, "somebody changed the code since"},
		"update, gone":           {tracked(update), empty, "the code is gone"},
		"update, unknown PIN":    {tracked(update, func(t *model.Tracked) { t.Before.PIN = model.PIN{} }), same, "the old PIN is not known"},
		"update, no name before": {tracked(update, func(t *model.Tracked) { t.Before.Name = "" }), same, "it had no name, and Seam cannot take one away"},
		"update, old times over": {tracked(update, func(t *model.Tracked) { t.Before.Window.Until = january(5) }), same, "the old times are over"},
		"delete":                 {tracked(del), empty, ""},
		"delete, no picture":     {tracked(del), nil, ""},
		"delete, still leaving":  {tracked(del), same, ""},
		"delete, unknown PIN":    {tracked(del, func(t *model.Tracked) { t.Before.PIN = model.PIN{} }), empty, "its PIN is not known, so it cannot be made again"},
		"delete, a stranger's":   {tracked(del, func(t *model.Tracked) { t.Unmanaged = true }), empty, "it was made outside Seam, and a new code would not be the same"},
		"delete, over":           {tracked(del, func(t *model.Tracked) { t.Before.Window.Until = january(5) }), empty, "its window is over"},
		"delete, PIN taken":      {tracked(del), with(func(c *model.AccessCode) { c.ID = "c2" }), "another code on the lock has its PIN now"},
		"adopt":                  {tracked(model.ActionAdopt), same, "Seam cannot give a code back that it has taken over"},
		"backup":                 {tracked(model.ActionBackup), same, "a backup code that was pulled stays pulled"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := desk.Undoable(&c.t, c.lock, january(6)); got != c.why {
				t.Errorf("got %q, want %q", got, c.why)
			}
			b := newBenchAt(january(6))
			_, err := b.Undo(t.Context(), c.t, c.lock)
			if (err != nil) != (c.why != "") || c.why != "" && len(b.seam.asked)+len(b.log) != 0 {
				t.Errorf("%v, asked %q", err, b.seam.asked)
			}
		})
	}
}

// TestUndo: what is asked for to take something back.
func TestUndo(t *testing.T) {
	for _, c := range []struct {
		t     model.Tracked
		there bool
		asked string
	}{
		{tracked(model.ActionCreate), true, "delete d1 c1"},
		{tracked(model.ActionUpdate), true, "update d1 c1 Old"},
		{tracked(model.ActionDelete), false, "create Ann " + secret},
		{tracked(model.ActionDelete), true, ""}, // it waits until the old one has left
	} {
		b := newBenchAt(january(6))
		if c.there {
			b.seam.codes["c1"] = sample()
		}
		w, err := b.Undo(t.Context(), c.t, nil)
		got := ""
		if len(b.seam.asked) > 0 {
			got = b.seam.asked[0]
		}
		if err != nil || got != c.asked || len(b.seam.asked) > 1 || (c.asked == "") != (w.After == "c1") || len(b.kept(t)) != 1 {
			t.Errorf("undoing %s asked %q, %v", c.t.Action, b.seam.asked, err)
		}
	}
}

// TestRecreateRefuses what could not come back, before anything is deleted.
func TestRecreateRefuses(t *testing.T) {
	for name, f := range map[string]func(*model.AccessCode){
		"a stranger's": func(c *model.AccessCode) { c.Managed = false },
		"unknown PIN":  func(c *model.AccessCode) { c.PIN = model.PIN{} },
		"over":         func(c *model.AccessCode) { c.Window.Until = january(5) },
		"offline":      func(c *model.AccessCode) { c.Traits.Offline = true },
	} {
		b := newBenchAt(january(6))
		code := sample()
		f(&code)
		if _, err := b.Recreate(t.Context(), code); model.KindOf(err) != model.KindRefused || len(b.seam.asked) != 0 {
			t.Errorf("%s: %v, asked %q", name, err, b.seam.asked)
		}
	}
}

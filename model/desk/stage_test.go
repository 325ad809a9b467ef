package desk

import (
	"strings"
	"testing"
	"time"

	"seamdash/model"
)

// asked is Tue 2026-12-01 08:00 UTC; the window of a code that has one is the Friday after, 09:00 to 12:00.
func asked() time.Time { return time.Date(2026, 12, 1, 8, 0, 0, 0, time.UTC) }

func friday() model.Window {
	return model.Window{From: time.Date(2026, 12, 4, 9, 0, 0, 0, time.UTC), Until: time.Date(2026, 12, 4, 12, 0, 0, 0, time.UTC)}
}

func wanted() model.CodeDraft {
	return model.CodeDraft{DeviceID: "d", Name: "Ann", PIN: model.NewPIN("48215")}
}

// A scene is a write, what is on its lock, and when somebody looks.
type scene struct {
	t    model.Tracked
	lock model.Lock
	gone bool // the code is not there
	code model.AccessCode
	at   time.Duration // after it was asked for
	look bool          // somebody looked, and does not judge by an older picture
}

// of is a scene of an ongoing code that was accepted a second after it was asked for and stands as Seam shows it at first.
func of(action model.Action, how ...func(*scene)) *scene {
	s := &scene{
		t:    model.Tracked{Action: action, Code: "c", Wanted: wanted(), AskedAt: asked(), AcceptedAt: asked().Add(time.Second), Stage: model.StageAccepted},
		code: model.AccessCode{ID: "c", DeviceID: "d", Name: "Ann", PIN: model.NewPIN("48215"), Type: model.TypeOngoing, Status: model.StatusSetting, Managed: true, CreatedAt: asked()},
		lock: model.Lock{Device: model.Device{ID: "d", Type: "august_lock", Online: model.Yes}, Loaded: true},
		at:   10 * time.Second, look: true,
	}
	if action != model.ActionCreate {
		s.t.Before = wanted()
	}
	for _, f := range how {
		f(s)
	}
	return s
}

func (s *scene) judge() Progress {
	if !s.gone {
		s.lock.Codes = []model.AccessCode{s.code}
	}
	return judge(&s.t, &s.lock, asked().Add(s.at), s.look)
}

func after(d time.Duration) func(*scene) { return func(s *scene) { s.at = d } }
func onFriday(s *scene) {
	s.t.Wanted.Window, s.code.Window, s.code.Type = friday(), friday(), model.TypeTimeBound
	s.code.Status = model.StatusUnset
}
func is(status model.Status) func(*scene) { return func(s *scene) { s.code.Status = status } }
func brand(name string) func(*scene)      { return func(s *scene) { s.lock.Device.Type = name + "_lock" } }
func loaded(s *scene)                     { s.code.Preloaded = model.Yes }
func gone(s *scene)                       { s.gone = true }
func unseen(s *scene)                     { s.look = false }
func offline(s *scene)                    { s.lock.Device.Online = model.No }
func lost(s *scene)                       { s.t.AcceptedAt, s.t.Stage = time.Time{}, model.StageAsked }
func unnamed(s *scene)                    { s.t.Code = "" }
func was(stage model.Stage) func(*scene)  { return func(s *scene) { s.t.Stage = stage } }
func mutation(code model.MutationCode, in time.Duration) func(*scene) {
	return func(s *scene) {
		m := model.PendingMutation{Code: code, CreatedAt: s.t.AcceptedAt}
		if in > 0 {
			m.ScheduledAt = asked().Add(in)
		}
		m.From = model.CodeFacts{Name: "Old", PIN: model.NewPIN("1111"), Window: model.Window{From: friday().From, Until: friday().Until.Add(-time.Hour)}}
		s.code.Pending = append(s.code.Pending, m)
	}
}

func problem(level model.Level, origin model.Origin, code, message string) func(*scene) {
	return func(s *scene) {
		s.code.Problems = append(s.code.Problems, model.Problem{Level: level, Origin: origin, Code: code, Message: message})
	}
}
func but(f func(*model.AccessCode)) func(*scene) { return func(s *scene) { f(&s.code) } }

const hour = time.Hour

// fridayStart is from the asking to the start of the window.
const fridayStart = 73 * hour

// TestLifecycles goes through what Seam documents of the life of a code, step by step.
func TestLifecycles(t *testing.T) {
	create, update, del := model.ActionCreate, model.ActionUpdate, model.ActionDelete
	for name, c := range map[string]struct {
		scene *scene
		stage model.Stage
		done  bool
		well  bool
		says  string
	}{
		"ongoing: not answered":       {of(create, lost, gone, unnamed, unseen, after(time.Second)), model.StageAsked, false, true, "unknown: the answer was lost, and nothing tells yet whether Seam took it"},
		"ongoing: not in the list":    {of(create, gone, after(5*time.Second)), model.StageAccepted, false, true, "accepted"},
		"ongoing: being set":          {of(create, mutation(model.MutationCreating, 0)), model.StageProgramming, false, true, "being programmed for 9 s, expected in 1 min"},
		"ongoing: waits":              {of(create, is(model.StatusUnset)), model.StageAccepted, false, true, "accepted, expected in 1 min"},
		"ongoing: set":                {of(create, is(model.StatusSet), after(2*time.Minute)), model.StageOnLock, true, true, "on the lock after 2 min"},
		"ongoing: takes long":         {of(create, mutation(model.MutationCreating, 0), after(20*time.Minute)), model.StageLate, false, false, "late: not on the lock after 20 min, expected 17 min ago"},
		"ongoing: waits long":         {of(create, is(model.StatusUnset), after(20*time.Minute)), model.StageLate, false, false, "late: not on the lock after 20 min, expected 17 min ago"},
		"ongoing: lock offline":       {of(create, mutation(model.MutationCreating, 0), offline), model.StageProgramming, false, true, "being programmed for 9 s, expected in 1 min; the lock is offline, so nothing reaches it"},
		"ongoing: account gone":       {of(create, is(model.StatusUnknown)), model.StageAccepted, false, true, "accepted; Seam cannot tell whether it is on the lock"},
		"ongoing: unreadable":         {of(create, but(func(c *model.AccessCode) { c.Unreadable = "odd" })), model.StageAccepted, false, true, "accepted; what Seam says of the code cannot be read: odd"},
		"ongoing: three days of late": {of(create, mutation(model.MutationCreating, 0), after(74*hour)), model.StageLate, true, false, "not on the lock after 3 days, and no longer followed"},
		"ongoing: failed": {
			of(create, problem(model.Error, model.OriginCode, "failed_to_set_on_device", "It did not fit.")),
			model.StageFailed, false, false, "failed: It did not fit",
		},
		"ongoing: trouble of the lock only": {
			of(create, mutation(model.MutationCreating, 0), problem(model.Error, model.OriginDevice, "device_offline", "Offline.")),
			model.StageProgramming, false, true, "being programmed for 9 s, expected in 1 min",
		},
		"ongoing: comes right after a failure": {of(create, is(model.StatusSet), was(model.StageFailed), after(hour)), model.StageOnLock, true, true, "on the lock after 1 h"},
		"maker's PIN is pending": {
			of(create, mutation(model.MutationCreating, 0), but(func(c *model.AccessCode) { c.PIN, c.AwaitingPIN = model.PIN{}, model.Yes })),
			model.StageProgramming, false, true, "being programmed for 9 s, expected in 1 min; the lock's maker has not handed out the PIN yet",
		},

		"native: deferred":      {of(create, onFriday, mutation(model.MutationDeferringCreation, hour)), model.StageAccepted, false, true, "accepted; it opens Fri 09:00; the lock gets it about today 09:00"},
		"native: any time":      {of(create, onFriday, after(2*hour)), model.StageAccepted, false, true, "accepted; it opens Fri 09:00; the lock gets it any time before"},
		"native: loaded":        {of(create, onFriday, loaded, after(2*hour)), model.StageOnLock, false, true, "on the lock; it opens Fri 09:00"},
		"native: open":          {of(create, onFriday, is(model.StatusSet), after(fridayStart+time.Second)), model.StageOnLock, true, true, "on the lock after 3 days"},
		"native: just missed":   {of(create, onFriday, is(model.StatusUnset), after(fridayStart+time.Second)), model.StageProgramming, false, true, "being programmed for 1 s, expected in 1 min"},
		"native: not there":     {of(create, onFriday, after(fridayStart+hour)), model.StageLate, false, false, "late: open since today 09:00 and not on the lock"},
		"just in time: waits":   {of(create, onFriday, brand("lockly"), mutation(model.MutationDeferringCreation, fridayStart-hour)), model.StageAccepted, false, true, "accepted; it opens Fri 09:00; the lock gets it about Fri 08:00"},
		"just in time: setting": {of(create, onFriday, brand("lockly"), is(model.StatusSetting), after(fridayStart-hour+time.Minute)), model.StageProgramming, false, true, "being programmed for 1 min"},
		"brand of no guide":     {of(create, onFriday, brand("kisi")), model.StageAccepted, false, true, "accepted; it opens Fri 09:00"},

		"after the end: gone":       {of(create, onFriday, gone, was(model.StageOnLock), after(fridayStart+4*hour)), model.StageGone, true, true, "its window is over, and it has left the lock"},
		"after the end: listed":     {of(create, onFriday, was(model.StageOnLock), after(fridayStart+4*hour)), model.StageGone, true, true, "its window is over, and it has left the lock"},
		"after the end: never seen": {of(create, onFriday, after(fridayStart+4*hour)), model.StageGone, true, false, "its window is over, and it was never seen on the lock"},
		"before the end: gone":      {of(create, onFriday, gone, after(hour)), model.StageGone, true, false, "gone before its time: somebody removed it"},
		"before: an old picture":    {of(create, onFriday, gone, unseen, after(hour)), model.StageAccepted, false, true, "accepted"},
		"somebody removes it":       {of(create, is(model.StatusRemoving), mutation(model.MutationDeleting, 0), after(hour)), model.StageChanged, true, false, "changed meanwhile: somebody is removing it"},
		"removed and set again":     {of(update, is(model.StatusRemoving), after(20*time.Second)), model.StageProgramming, false, true, "being programmed for 19 s"},

		"update: PIN on its way":    {of(update, is(model.StatusSet), mutation(model.MutationUpdatingCode, 0)), model.StageProgramming, false, true, "being programmed for 9 s, expected in 1 min"},
		"update: confirmed":         {of(update, is(model.StatusSet)), model.StageOnLock, true, true, "on the lock after 10 s"},
		"update: an older picture":  {of(update, is(model.StatusSet), unseen), model.StageAccepted, false, true, "accepted"},
		"update: failed":            {of(update, is(model.StatusSet), mutation(model.MutationUpdatingCode, 0), problem(model.Error, model.OriginCode, "failed_to_update", "")), model.StageFailed, false, false, "failed: the change did not reach the lock"},
		"update: takes long":        {of(update, is(model.StatusSet), mutation(model.MutationUpdatingName, 0), after(hour)), model.StageLate, false, false, "late: not on the lock after 1 h, expected 57 min ago"},
		"update: another PIN":       {of(update, is(model.StatusSet), but(func(c *model.AccessCode) { c.PIN = model.NewPIN("90817263") }), after(hour)), model.StageChanged, true, false, "changed meanwhile: code is another"},
		"update: not yet":           {of(update, is(model.StatusSet), but(func(c *model.AccessCode) { c.Name = "Old" }), after(5*time.Second)), model.StageAccepted, false, true, "accepted"},
		"update: another name":      {of(update, is(model.StatusSet), but(func(c *model.AccessCode) { c.Name = "Bob" }), after(hour)), model.StageChanged, true, false, `changed meanwhile: name is "Bob"`},
		"convert: still a window":   {of(model.ActionConvert, is(model.StatusSet), but(func(c *model.AccessCode) { c.Type, c.Window = model.TypeTimeBound, friday() }), after(hour)), model.StageChanged, true, false, "changed meanwhile: type is time_bound"},
		"convert: still ongoing":    {of(model.ActionConvert, onFriday, but(func(c *model.AccessCode) { c.Type, c.Window = model.TypeOngoing, model.Window{} }), after(hour)), model.StageChanged, true, false, "changed meanwhile: type is ongoing"},
		"update: another end":       {of(update, onFriday, but(func(c *model.AccessCode) { c.Window.Until = c.Window.Until.Add(hour) }), after(hour)), model.StageChanged, true, false, "changed meanwhile: ends_at is Fri 13:00, not Fri 12:00"},
		"update: widened by Seam":   {of(update, onFriday, loaded, but(func(c *model.AccessCode) { c.Window.From = c.Window.From.Add(-hour) }), problem(model.Warning, model.OriginCode, "time_frame_adjusted_for_unknown_time_zone", ""), after(hour)), model.StageOnLock, false, true, "on the lock; it opens Fri 09:00"},
		"update: lost, not taken":   {of(update, lost, is(model.StatusSet), but(func(c *model.AccessCode) { c.Name = "Old" }), after(2*time.Minute)), model.StageFailed, true, false, "not done: the answer was lost, and Seam has not taken it"},
		"update: lost, and taken":   {of(update, lost, is(model.StatusSet), after(2*time.Minute)), model.StageOnLock, true, true, "on the lock after 2 min"},
		"create: lost, and made":    {of(create, lost, unnamed, mutation(model.MutationCreating, 0)), model.StageProgramming, false, true, "being programmed for 10 s"},
		"create: lost, somebody's":  {of(create, lost, unnamed, but(func(c *model.AccessCode) { c.PIN = model.NewPIN("5555") }), after(2*time.Minute)), model.StageFailed, true, false, "not done: the answer was lost, and Seam has not taken it"},
		"create: lost, a stranger":  {of(create, lost, unnamed, but(func(c *model.AccessCode) { c.Managed = false }), after(2*time.Minute)), model.StageFailed, true, false, "not done: the answer was lost, and Seam has not taken it"},
		"create: waits for another": {of(create, lost, unnamed, func(s *scene) { s.t.After = "old" }), model.StageAsked, false, true, "waits until the old code has left the lock, for 10 s"},

		"delete: accepted":       {of(del, is(model.StatusSet)), model.StageAccepted, false, true, "accepted; the lock has it until Seam confirms the removal"},
		"delete: removing":       {of(del, is(model.StatusRemoving)), model.StageProgramming, false, true, "being removed, and the PIN may still work, for 9 s, expected in 1 min"},
		"delete: removing long":  {of(del, is(model.StatusRemoving), after(hour)), model.StageLate, false, false, "late: should be off the lock since today 08:02, and the PIN may still work"},
		"delete: failed":         {of(del, is(model.StatusRemoving), problem(model.Error, model.OriginCode, "failed_to_remove_from_device", "No.")), model.StageFailed, false, false, "failed: No"},
		"delete: gone":           {of(del, gone), model.StageGone, true, true, "off the lock after 10 s"},
		"delete: an old picture": {of(del, gone, unseen, after(hour)), model.StageAccepted, false, true, "accepted; the lock has it until Seam confirms the removal"},
		"delete: nothing":        {of(del, is(model.StatusSet), after(hour)), model.StageLate, false, false, "Seam accepted the removal 59 min ago and does nothing about it"},
		"delete: lost":           {of(del, lost, is(model.StatusSet)), model.StageAsked, false, true, "unknown: the answer was lost, and nothing tells yet whether Seam took it"},
		"delete: lost, not done": {of(del, lost, is(model.StatusSet), after(2*time.Minute)), model.StageFailed, true, false, "not done: the answer was lost, and Seam has not taken it"},

		"adopt: asked":   {of(model.ActionAdopt, but(func(c *model.AccessCode) { c.Managed = false })), model.StageProgramming, false, true, "being taken over for 9 s"},
		"adopt: managed": {of(model.ActionAdopt), model.StageOnLock, true, true, "managed by Seam after 10 s"},
		"adopt: long":    {of(model.ActionAdopt, but(func(c *model.AccessCode) { c.Managed = false }), after(hour)), model.StageLate, false, false, "late: Seam does not manage it after 1 h"},
		"backup: set":    {of(model.ActionBackup, is(model.StatusSet)), model.StageOnLock, true, true, "on the lock after 10 s"},
	} {
		t.Run(name, func(t *testing.T) {
			p := c.scene.judge()
			says := p.Sentence(model.Reader{Now: asked().Add(c.scene.at), Zone: time.UTC})
			if p.Stage != c.stage || p.Done != c.done || p.Well != c.well || says != c.says {
				t.Errorf("%s, done %v, well %v: %s\nwant %s, done %v, well %v: %s", p.Stage, p.Done, p.Well, says, c.stage, c.done, c.well, c.says)
			}
			if p.Done != p.LookAt.IsZero() || !p.Done && !p.LookAt.After(asked().Add(c.scene.at)) {
				t.Errorf("the next look is at %s", p.LookAt)
			}
			if strings.Contains(says, "48215") || strings.Contains(says, "90817263") {
				t.Errorf("a PIN is in %q", says)
			}
		})
	}
}

// TestOldValuesStillWork: until the lock confirms, what it still has is told.
func TestOldValuesStillWork(t *testing.T) {
	r := model.Reader{Now: asked(), Zone: time.UTC}
	for want, s := range map[string]*scene{
		"":                        of(model.ActionUpdate),
		"the old PIN still works": of(model.ActionUpdate, mutation(model.MutationUpdatingCode, 0)),
		"the old times still hold: Fri 09:00-11:00; the lock still shows the old name \"Old\"": of(model.ActionUpdate,
			mutation(model.MutationUpdatingTimeFrame, 0), mutation(model.MutationUpdatingName, 0)),
		"the PIN may still work": of(model.ActionDelete, mutation(model.MutationDeleting, 0)),
	} {
		p := s.judge()
		if got := p.StillWorks(r); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

// TestLooks: what is expected on another day is looked at then, what may come at any moment ever more rarely.
func TestLooks(t *testing.T) {
	at := func(s *scene) time.Duration { p := s.judge(); return p.LookAt.Sub(asked()) }
	if got := at(of(model.ActionCreate, onFriday, loaded, after(hour))); got != fridayStart+firstLook {
		t.Errorf("a loaded code is looked at after %s", got)
	}
	if got := at(of(model.ActionCreate, onFriday, brand("lockly"), mutation(model.MutationDeferringCreation, fridayStart-hour))); got != fridayStart-hour+firstLook {
		t.Errorf("a deferred code is looked at after %s", got)
	}
	last := time.Duration(0)
	for _, wait := range []time.Duration{4 * time.Second, 20 * time.Second, 2 * time.Minute, 8 * time.Minute} {
		next := at(of(model.ActionCreate, mutation(model.MutationCreating, 0), after(wait))) - wait
		if next < last || next > longLook {
			t.Errorf("after %s the next look is in %s, the one before in %s", wait, next, last)
		}
		last = next
	}
}

// TestTroubles: the worst comes first, in Seam's words, with what to try.
func TestTroubles(t *testing.T) {
	p := of(model.ActionCreate, problem(model.Warning, model.OriginCode, "delay_in_setting_on_device", "Slow."),
		problem(model.Error, model.OriginDevice, "device_offline", "The lock is offline."), problem(model.Error, model.OriginCode, "failed_to_set_on_device", ""),
		problem(model.Warning, model.OriginCode, "something_new", "Seam knows.")).judge()
	var got []string
	for _, trouble := range p.Problems {
		got = append(got, trouble.Words())
		if (trouble.Try == "") != (trouble.Code == "something_new") {
			t.Errorf("%s: try %q", trouble.Code, trouble.Try)
		}
	}
	if want := "could not be set on the lock|The lock is offline|Slow|Seam knows"; strings.Join(got, "|") != want {
		t.Errorf("got %q", got)
	}
	known := append(model.ErrorCodes(), model.WarningCodes()...)
	for _, row := range advice() {
		for _, code := range row.codes {
			if !strings.Contains(" "+strings.Join(known, " ")+" ", " "+code+" ") {
				t.Errorf("nobody else knows %s", code)
			}
		}
	}
}

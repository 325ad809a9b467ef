package coderow

import (
	"strings"
	"testing"
	"time"

	"seamdash/model"
	"seamdash/model/diagnose"
	"seamdash/ui/nav"
)

func remedyNow() time.Time { return time.Date(2026, 11, 20, 22, 2, 0, 0, time.UTC) }

// remedyAt is a lock with a code of ours that is not set, and a foreign one of the same PIN.
func remedyAt(change func(d *model.Device, own, other *model.AccessCode)) RemedyAt {
	device := model.Device{
		ID: "d1", AccountID: "acc", Name: "Front Door", Type: "august_lock", Manufacturer: "August", TimeZone: "America/Los_Angeles", Online: model.Yes, Managed: true,
		Can: model.Capabilities{ProgramOnlineCodes: model.Yes, RemotelyUnlock: model.Yes, RemotelyLock: model.Yes},
	}
	own := model.AccessCode{
		ID: "own", DeviceID: "d1", Name: "Okafor", PIN: model.NewPIN("4177"), Type: model.TypeTimeBound, Status: model.StatusSetting, Managed: true,
		Window:  model.Window{From: remedyNow().Add(-time.Hour), Until: remedyNow().Add(48 * time.Hour)},
		Backup:  model.Backup{Available: true},
		Pending: []model.PendingMutation{{Code: model.MutationCreating, CreatedAt: remedyNow().Add(-time.Minute)}},
	}
	other := model.AccessCode{ID: "other", DeviceID: "d1", Name: "Made in the app", PIN: model.NewPIN("4177"), Type: model.TypeOngoing, Status: model.StatusSet}
	if change != nil {
		change(&device, &own, &other)
	}
	lock := model.NewLock(device, []model.AccessCode{own, other}, true, nil)
	picture := model.NewSnapshot(model.Workspace{Name: "Maple"}, []*model.Lock{lock}, model.FeedState{Connection: model.Live}, 1).
		WithAccounts([]model.Account{{ID: "acc", Name: "kim@example.com", Type: "august", TypeName: "August"}})
	code, _ := lock.Code("own")
	return RemedyAt{Picture: picture, Lock: lock, Code: code, Reader: model.Reader{Now: remedyNow(), Zone: time.UTC}}
}

// foreign makes the code one that somebody made elsewhere.
func foreign(_ *model.Device, own, _ *model.AccessCode) { own.Managed = false }

// TestEveryRemedyDoesSomething: where nothing is in the way each remedy leads somewhere, and no text on the way has a PIN in it.
func TestEveryRemedyDoesSomething(t *testing.T) {
	t.Parallel()
	if intent, why := Remedy(diagnose.Step{Do: diagnose.ByHand}, remedyAt(nil)); intent != nil || why != "" {
		t.Errorf("by hand there is nothing to do here, but %v, %q", intent, why)
	}
	for r := diagnose.ByHand + 1; r <= diagnose.Refresh; r++ {
		at := remedyAt(nil)
		if r == diagnose.AdoptCode || r == diagnose.TakeOver {
			at = remedyAt(foreign)
		}
		if r == diagnose.ReportZone {
			at = remedyAt(func(d *model.Device, _, _ *model.AccessCode) { d.Type = "ultraloq_lock" })
		}
		intent, why := Remedy(diagnose.Step{Do: r}, at)
		if intent == nil || why != "" {
			t.Errorf("remedy %d: %v, %q", r, intent, why)
		}
		if ask, ok := intent.(nav.Ask); ok && strings.Contains(ask.Title+strings.Join(ask.Body, " "), "4177") {
			t.Errorf("remedy %d shows a PIN: %+v", r, ask)
		}
	}
}

// TestRemedyRefused: what cannot be done says why, and gives nothing to do.
func TestRemedyRefused(t *testing.T) {
	t.Parallel()
	alone := func(_ *model.Device, _, other *model.AccessCode) { other.PIN = model.NewPIN("9000") }
	for _, c := range []struct {
		name   string
		step   diagnose.Step
		change func(*model.Device, *model.AccessCode, *model.AccessCode)
		then   func(*RemedyAt)
		says   string
	}{
		{"read only", diagnose.Step{Do: diagnose.Retry}, nil, func(at *RemedyAt) { at.Barred.Codes = "this session only reads" }, "this session only reads"},
		{"read only, the other", diagnose.Step{Do: diagnose.DeleteOther}, nil, func(at *RemedyAt) { at.Barred.Codes = "this session only reads" }, "this session only reads"},
		{"read only, bolt", diagnose.Step{Do: diagnose.UnlockNow}, nil, func(at *RemedyAt) { at.Barred.Bolts = "this session only reads" }, "this session only reads"},
		{"no lock", diagnose.Step{Do: diagnose.Refresh}, nil, func(at *RemedyAt) { at.Lock = nil }, "the lock is gone"},
		{"no code", diagnose.Step{Do: diagnose.NewPIN}, nil, func(at *RemedyAt) { at.Code = nil }, "choose one first"},
		{"gone", diagnose.Step{Do: diagnose.Retry}, nil, func(at *RemedyAt) { at.Gone = true }, "gone from Seam"},
		{"gone, read only", diagnose.Step{Do: diagnose.Recreate}, nil, func(at *RemedyAt) { at.Gone, at.Barred.Codes = true, "this session only reads" }, "this session only reads"},
		{"gone, PIN unknown", diagnose.Step{Do: diagnose.Recreate}, func(_ *model.Device, own, _ *model.AccessCode) { own.PIN = model.PIN{} }, func(at *RemedyAt) { at.Gone = true }, "Seam does not know its PIN"},
		{"frozen", diagnose.Step{Do: diagnose.Refresh}, nil, func(at *RemedyAt) {
			at.Picture = at.Picture.WithFeed(model.FeedState{Connection: model.Frozen})
		}, "the updates are frozen"},
		{"strange", diagnose.Step{Do: diagnose.Refresh + 1}, nil, nil, "does not know how"},
		{"maker's PIN", diagnose.Step{Do: diagnose.NewPIN}, func(d *model.Device, _, _ *model.AccessCode) {
			d.Rules.Constraints = []model.Constraint{{Type: "cannot_specify_pin_code"}}
		}, nil, "the lock's maker makes the PIN"},
		{"known PINs only", diagnose.Step{Do: diagnose.NewPIN}, func(d *model.Device, _, _ *model.AccessCode) {
			d.Rules.Constraints = []model.Constraint{{Type: "pin_code_matches_existing_set"}}
		}, nil, "lets you type one of those"},
		{"offline code", diagnose.Step{Do: diagnose.NewPIN}, func(_ *model.Device, own, _ *model.AccessCode) { own.Traits.Offline = true }, nil, "it is an offline code"},
		{"allowed already", diagnose.Step{Do: diagnose.AllowChange}, func(_ *model.Device, own, _ *model.AccessCode) { own.Traits.ExternalChangeAllowed = true }, nil, "stand already"},
		{"managed", diagnose.Step{Do: diagnose.TakeOver}, nil, nil, "Seam manages it already"},
		{"foreign window", diagnose.Step{Do: diagnose.EditWindow}, foreign, nil, "it was made outside Seam"},
		{"no rival", diagnose.Step{Do: diagnose.DeleteOther}, alone, nil, "none on the list of the lock has the same PIN"},
		{"PIN unknown", diagnose.Step{Do: diagnose.ShowOther}, func(_ *model.Device, own, _ *model.AccessCode) { own.PIN = model.PIN{} }, nil, "does not say which code it is"},
		{"rival gone", diagnose.Step{Do: diagnose.ShowOther, Code: "was"}, nil, nil, "not on the list of the lock any more"},
		{"rival stays", diagnose.Step{Do: diagnose.DeleteOther, Code: "other"}, func(_ *model.Device, _, other *model.AccessCode) { other.Traits.CannotBeDeleted = true }, nil, "Made in the app: Seam cannot delete"},
		{"zone from the maker", diagnose.Step{Do: diagnose.ReportZone}, nil, nil, "set it in the maker's app"},
		{"read only, zone", diagnose.Step{Do: diagnose.ReportZone}, nil, func(at *RemedyAt) { at.Barred.Codes = "this session only reads" }, "this session only reads"},
		{"no unlocking", diagnose.Step{Do: diagnose.UnlockNow}, func(d *model.Device, _, _ *model.AccessCode) { d.Can.RemotelyUnlock = model.Unknown }, nil, "cannot be unlocked from afar"},
		{"offline lock", diagnose.Step{Do: diagnose.UnlockNow}, func(d *model.Device, _, _ *model.AccessCode) { d.Online = model.No }, nil, "the lock is offline"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			at := remedyAt(c.change)
			if c.then != nil {
				c.then(&at)
			}
			intent, why := Remedy(c.step, at)
			if intent != nil || !strings.Contains(why, c.says) {
				t.Errorf("got %v, %q, want a refusal with %q", intent, why, c.says)
			}
		})
	}
}

// TestRemedyAboutTheOther: without an id the code that Seam does not manage comes first, and each question says what becomes of both.
func TestRemedyAboutTheOther(t *testing.T) {
	t.Parallel()
	at := remedyAt(nil)
	twin := model.AccessCode{ID: "twin", DeviceID: "d1", Name: "Aaron", PIN: model.NewPIN("4177"), Managed: true, Type: model.TypeOngoing, Status: model.StatusSet}
	lock := model.NewLock(at.Lock.Device, append([]model.AccessCode{twin}, at.Lock.Codes...), true, nil)
	at.Lock = lock
	if got, _ := Remedy(diagnose.Step{Do: diagnose.ShowOther}, at); got != (nav.Jump{Lock: "d1", Code: "other"}) {
		t.Errorf("without an id: %v", got)
	}
	if got, _ := Remedy(diagnose.Step{Do: diagnose.ShowOther, Code: "twin"}, at); got != (nav.Jump{Lock: "d1", Code: "twin"}) {
		t.Errorf("with an id: %v", got)
	}
	at.Owned.By = map[model.CodeID]Owner{"twin": {Rule: "r1", Name: "Cleaners"}}
	for _, c := range []struct {
		step diagnose.Step
		says []string
		does nav.Deed
	}{
		{diagnose.Step{Do: diagnose.DeleteOther}, []string{"Delete Made in the app?", "cannot bring it back", "its PIN is free for Okafor"}, nav.Delete},
		{diagnose.Step{Do: diagnose.DeleteOther, Code: "twin"}, []string{"Delete Aaron?", "the rule “Cleaners”, which stands still"}, nav.Delete},
		{diagnose.Step{Do: diagnose.AdoptOther}, []string{"Let Seam manage Made in the app?", "one of the two needs another one"}, nav.Adopt},
	} {
		intent, why := Remedy(c.step, at)
		ask, _ := intent.(nav.Ask)
		text := ask.Title + " " + strings.Join(ask.Body, " ")
		for _, want := range c.says {
			if why != "" || !strings.Contains(text, want) {
				t.Errorf("%+v: %q, %q lacks %q", c.step, why, text, want)
			}
		}
		if len(ask.Choices) != 1 {
			t.Fatalf("%+v: choices %+v", c.step, ask.Choices)
		}
		if do, ok := ask.Choices[0].Intent.(nav.Do); !ok || do.Task.Deed != c.does || do.Task.Code.ID == "own" {
			t.Errorf("%+v leads to %+v", c.step, ask.Choices[0].Intent)
		}
	}
}

// TestWaitSaysUntilWhen: as far as anybody can tell.
func TestWaitSaysUntilWhen(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		change func(*model.Device, *model.AccessCode, *model.AccessCode)
		says   string
	}{
		{"being set", nil, "Okafor is set about today 22:03"},
		{"slow", func(_ *model.Device, own, _ *model.AccessCode) {
			own.Pending[0].CreatedAt = remedyNow().Add(-5 * time.Minute)
		}, "look again at today 22:07"},
		{"offline", func(d *model.Device, _, _ *model.AccessCode) { d.Online = model.No }, "once the lock answers"},
		{"no idea", func(_ *model.Device, own, _ *model.AccessCode) { own.Status = "hibernating" }, "Seam goes on by itself, and what happens shows up here"},
	} {
		intent, why := Remedy(diagnose.Step{Do: diagnose.Wait}, remedyAt(c.change))
		if say, ok := intent.(nav.Say); !ok || why != "" || !strings.Contains(say.Text, c.says) {
			t.Errorf("%s: %v, %q, want %q", c.name, intent, why, c.says)
		}
	}
}

// TestQuestionsWarn: a lock that nothing reaches, a rule that owns the code and codes that share its PIN are told before.
func TestQuestionsWarn(t *testing.T) {
	t.Parallel()
	at := remedyAt(func(d *model.Device, own, _ *model.AccessCode) { d.Online, own.GroupKey = model.No, "k1" })
	at.Owned.By = map[model.CodeID]Owner{"own": {Rule: "r1", Name: "Cleaners"}}
	const offline, rule = "The lock is offline: nothing reaches it until it answers.", "It belongs to the rule “Cleaners”"
	for r, says := range map[diagnose.Remedy][]string{
		diagnose.Retry: {offline, rule}, diagnose.Recreate: {offline, rule}, diagnose.AllowChange: {offline, rule},
		diagnose.NewPIN:     {offline, rule, "It was made together with codes on other locks. They keep the old PIN."},
		diagnose.DeleteCode: {"The lock is offline: until it answers, the PIN may still open the door.", rule},
		diagnose.EditWindow: {"The rule makes the codes of its other windows as before"},
	} {
		intent, why := Remedy(diagnose.Step{Do: r}, at)
		ask, _ := intent.(nav.Ask)
		for _, want := range says {
			if text := strings.Join(ask.Body, " "); why != "" || !strings.Contains(text, want) {
				t.Errorf("remedy %d: %q, %q lacks %q", r, why, text, want)
			}
		}
	}
}

package uitest

import (
	"slices"
	"time"

	"seamdash/model"
	"seamdash/model/diagnose"
)

// A Surveyor finds the troubles of the believable world in every picture that has their locks, word for word the same whatever
// [diagnose.Surveyor] would find: most stories and goldens are about something else.
type Surveyor struct{}

// Look gives them.
func (Surveyor) Look(picture *model.Snapshot, now time.Time, _ func(*model.Lock) *time.Location) *diagnose.Survey {
	s := &diagnose.Survey{At: now, Locks: picture.Total.Locks, Codes: picture.Total.Codes}
	for _, l := range picture.Locks {
		if !l.Loaded || l.Fault != nil || l.Old {
			s.Unread++
		}
	}
	known := func(lock model.DeviceID) bool {
		_, ok := picture.Lock(lock)
		return ok
	}
	for _, t := range Troubles() {
		if t.Locks = slices.DeleteFunc(t.Locks, func(l model.DeviceID) bool { return !known(l) }); len(t.Locks) > 0 {
			s.Troubles = append(s.Troubles, t)
		}
	}
	hurt := map[model.CodeID]bool{}
	for i := range s.Troubles {
		for _, h := range s.Troubles[i].Codes {
			hurt[h.Code] = true
		}
	}
	s.Hurt = len(hurt)
	for _, d := range Dangers() {
		if known(d.Lock) {
			s.Dangers = append(s.Dangers, d)
		}
	}
	return s
}

func hurt(lock, id, name string, w model.Window) diagnose.Hurt {
	return diagnose.Hurt{Lock: model.DeviceID(lock), Code: model.CodeID(lock + "-" + id), Name: name, Window: w}
}

func root(origin model.Origin, id, name string) diagnose.Root {
	return diagnose.Root{Origin: origin, ID: id, Name: name}
}

// Troubles are those of the believable world at [Now].
func Troubles() []diagnose.Trouble {
	onPatio := []diagnose.Hurt{
		hurt("a4", "cleaner", "Cleaner", span(-5, 2)), hurt("a4", "resident", "Resident · Kim", model.Window{}), hurt("a4", "owner", "Owner", model.Window{}),
	}
	patio := root(model.OriginDevice, "a4", "Maple Ct 3B · Patio")
	return []diagnose.Trouble{{
		Finding: diagnose.Finding{
			Cause: diagnose.CauseOffline, Severity: diagnose.Serious, Root: patio, Title: "The lock is offline", Blocks: true, Retries: model.Yes, Since: at(-4.8),
			Why: "Seam cannot reach the lock, so no change gets there; what is on it goes on working.", Said: "Device is offline",
			Evidence: []diagnose.Evidence{{Fact: "the lock is offline", Since: at(-4.8), From: diagnose.FromLock}, {Fact: "its battery is at 11 %", From: diagnose.FromLock}},
			Steps: []diagnose.Step{
				{Text: "change the batteries of the lock"}, {Text: "look whether its hub has power and Wi-Fi"}, {Text: "wait and look again", Do: diagnose.Wait},
			},
		}, Locks: []model.DeviceID{"a4"}, Codes: onPatio, Next: Now(), Since: at(-4.8),
	}, {
		Finding: diagnose.Finding{
			Cause: "duplicate_code_on_device", Severity: diagnose.Serious, Root: root(model.OriginCode, "a3-nanny", "Nanny"), Title: "Another code has this PIN", Blocks: true, Since: at(-26),
			Why: "The lock takes a PIN only once, and Resident · Kim has it.", Said: "Duplicate access code detected on device.",
			Evidence: []diagnose.Evidence{{Fact: "Seam reports duplicate_code_on_device", Since: at(-26), From: diagnose.FromCode}},
			Steps:    []diagnose.Step{{Text: "give it another PIN", Do: diagnose.NewPIN}, {Text: "look at the other code", Do: diagnose.ShowOther, Code: "a3-resident"}},
		}, Locks: []model.DeviceID{"a3"}, Codes: []diagnose.Hurt{hurt("a3", "nanny", "Nanny", model.Window{})}, Next: Now(), Since: at(-26),
	}, {
		Finding: diagnose.Finding{
			Cause: "delay_in_setting_on_device", Severity: diagnose.Warning, Root: root(model.OriginCode, "a3-okafor", "Guest · Okafor"), Title: "Programming takes too long", Retries: model.Yes, Since: at(-0.2),
			Why:      "The lock has not taken the code yet; this lock usually needs 2 min.",
			Evidence: []diagnose.Evidence{{Fact: "it is being programmed", Since: at(-0.4), From: diagnose.FromCode}},
			Steps:    []diagnose.Step{{Text: "wait, Seam goes on trying", Do: diagnose.Wait}, {Text: "ask for it again with the same values", Do: diagnose.Retry}},
		}, Locks: []model.DeviceID{"a3"}, Codes: []diagnose.Hurt{hurt("a3", "okafor", "Guest · Okafor", span(0.97, 44.97))}, Next: at(0.97), Since: at(-0.2),
	}, {
		Finding: diagnose.Finding{
			Cause: diagnose.CauseLowBattery, Severity: diagnose.Warning, Root: patio, Title: "The battery of the lock is low",
			Why:      "The lock may stop working any day.",
			Evidence: []diagnose.Evidence{{Fact: "its battery is at 11 %", From: diagnose.FromLock}},
			Steps:    []diagnose.Step{{Text: "change the batteries"}},
		}, Locks: []model.DeviceID{"a4"}, Codes: onPatio, Next: Now(),
	}}
}

// Dangers are the windows that may come to nothing in the believable world.
func Dangers() []diagnose.Danger {
	return []diagnose.Danger{
		{Hurt: hurt("a3", "okafor", "Guest · Okafor", span(0.97, 44.97)), Cause: "delay_in_setting_on_device", Words: "it is not on the lock yet", At: at(0.97)},
		{Hurt: hurt("a1", "weekend", "Guest · Ferreira", span(42, 90)), Cause: diagnose.CauseFullSoon, Words: "no place will be left on the lock", At: at(42)},
	}
}

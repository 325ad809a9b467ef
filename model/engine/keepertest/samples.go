package keepertest

import (
	"time"

	"seamdash/model"
	"seamdash/model/civil"
	"seamdash/model/plan"
)

// The series of the tests. The ids begin alike, so that a keeper that runs keys together mixes them up.
func keys() []plan.Key {
	return []plan.Key{{Rule: "a", Lock: "bc"}, {Rule: "ab", Lock: "c"}, {Rule: "ab", Lock: "d/e"}, {Rule: "ü", Lock: "c"}}
}

func at(minutes int) time.Time {
	return time.Date(2027, 1, 4, 8, 0, 0, 0, time.UTC).Add(time.Duration(minutes) * time.Minute)
}

func slot() plan.Slot {
	day, _ := civil.MakeDate(2027, time.January, 4)
	return plan.Slot{Open: at(55), Close: at(240), From: at(60), Until: at(235), Day: day}
}

func draft(key plan.Key) model.CodeDraft {
	return model.CodeDraft{
		DeviceID: key.Lock, Name: "Cleaners Mon", PIN: model.NewPIN("0123"), Window: model.Window{From: at(55), Until: at(240)},
		PINLength: 4, NativeScheduling: model.Yes, GroupKey: "g",
	}
}

func step(key plan.Key) plan.Step {
	return plan.Step{
		Key: key, Kind: plan.StepCreate, Wanted: draft(key), Slot: slot(), Version: 3,
		Begun: at(-9000), // by the clock of the engine, whatever that shows
		Why:   "the next window is near",
	}
}

func roll(key plan.Key, what plan.RollKind) plan.Roll {
	return plan.Roll{
		Key: key, At: at(1), What: what, Slot: slot(), Code: "c1", Was: "c0", Step: 7, Late: 90 * time.Second, Why: "Seam said so", More: 2,
	}
}

// full is a state in which everything says something.
func full(key plan.Key) plan.State {
	last := roll(key, plan.Made)
	return plan.State{
		Key: key, Rule: "Cleaners",
		Code: &plan.Code{
			ID: "c1", Slot: slot(), Asked: draft(key), Version: 3, AskedAt: at(1), OnLock: at(2), Open: true, Moved: true, Seen: at(3), Trouble: "the lock is offline",
			TroubleSince: at(2), Late: true, Leaving: at(4), Why: "the rule is paused",
		},
		Past: []model.CodeID{"c8", "c9"}, Strays: []model.CodeID{"s"}, Spoken: []plan.Spoken{{Slot: slot(), Passed: true}}, SettledTo: at(-60), PIN: model.NewPIN("4711"), Drawn: 2, Fails: 1,
		NextTry: at(9), Refusal: "Seam refused", Lost: []time.Time{at(-3), at(-2)},
		Halt:   &plan.Halt{Kind: plan.HaltGone, Why: "somebody removed it", Try: "retry", Since: at(5), Slot: slot()},
		LookAt: at(10), Version: 3, Last: &last,
	}
}

func wish(kind plan.WishKind, minutes int) plan.Wish {
	return plan.Wish{Kind: kind, By: "rosa@desk", At: at(minutes)}
}

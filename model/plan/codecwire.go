package plan

import (
	"errors"
	"time"

	"seamdash/model"
	"seamdash/model/civil"
)

// The wire structs below that are converted as a whole have the fields of what they are converted from, in their order: a
// field that is added there and not here does not compile. For the others a test tells.

type wireKey struct {
	Rule model.RuleID   `json:"rule,omitempty"`
	Lock model.DeviceID `json:"lock,omitempty"`
}

type wireSlot struct {
	Open  time.Time  `json:"open,omitzero"`
	Close time.Time  `json:"close,omitzero"`
	From  time.Time  `json:"from,omitzero"`
	Until time.Time  `json:"until,omitzero"`
	Day   civil.Date `json:"day"`
}

func wireSlotOf(s Slot) wireSlot {
	return wireSlot{Open: s.Open.UTC(), Close: s.Close.UTC(), From: s.From.UTC(), Until: s.Until.UTC(), Day: s.Day}
}

type wireWish struct {
	Kind WishKind  `json:"kind"`
	By   string    `json:"by,omitempty"`
	At   time.Time `json:"at,omitzero"`
}

type wireDraft struct {
	Lock     model.DeviceID `json:"lock,omitempty"`
	Name     string         `json:"name,omitempty"`
	PIN      string         `json:"pin,omitempty"`
	Length   int            `json:"length,omitempty"`
	From     time.Time      `json:"from,omitzero"`
	Until    time.Time      `json:"until,omitzero"`
	Native   model.Tri      `json:"native,omitempty"` // 1 is no, 2 is yes
	Backup   bool           `json:"backup,omitempty"`
	External bool           `json:"external,omitempty"`
	Group    string         `json:"group,omitempty"`
	Offline  bool           `json:"offline,omitempty"`
	OneTime  bool           `json:"one_time,omitempty"`
	Rounding bool           `json:"rounding,omitempty"`
}

func wireDraftOf(d *model.CodeDraft) wireDraft {
	return wireDraft{
		Lock: d.DeviceID, Name: d.Name, PIN: d.PIN.Reveal(), Length: d.PINLength, From: d.Window.From.UTC(), Until: d.Window.Until.UTC(),
		Native: d.NativeScheduling, Backup: d.BackupPool, External: d.ExternalChangeAllowed, Group: d.GroupKey,
		Offline: d.Offline, OneTime: d.OneTime, Rounding: d.DayRounding,
	}
}

func (w *wireDraft) draft() (model.CodeDraft, error) {
	pin, err := pinOf(w.PIN)
	return model.CodeDraft{
		DeviceID: w.Lock, Name: w.Name, PIN: pin, PINLength: w.Length, Window: model.Window{From: w.From, Until: w.Until},
		NativeScheduling: w.Native, BackupPool: w.Backup, ExternalChangeAllowed: w.External, GroupKey: w.Group,
		Offline: w.Offline, OneTime: w.OneTime, DayRounding: w.Rounding,
	}, err
}

// pinOf refuses a PIN that would be another one: on a lock it would open nothing.
func pinOf(digits string) (model.PIN, error) {
	pin := model.NewPIN(digits)
	if pin.Reveal() != digits {
		return model.PIN{}, errors.New("a PIN is damaged")
	}
	return pin, nil
}

type wireStep struct {
	Number  uint64       `json:"number,omitempty"`
	Key     wireKey      `json:"key"`
	Kind    StepKind     `json:"kind"`
	Code    model.CodeID `json:"code,omitempty"`
	Wanted  wireDraft    `json:"wanted,omitzero"`
	Slot    wireSlot     `json:"slot,omitzero"`
	Version uint64       `json:"version,omitempty"`
	Begun   time.Time    `json:"begun,omitzero"`
	Why     string       `json:"why,omitempty"`
}

func wireStepOf(s *Step) wireStep {
	return wireStep{
		Number: s.Number, Key: wireKey(s.Key), Kind: s.Kind, Code: s.Code, Wanted: wireDraftOf(&s.Wanted), Slot: wireSlotOf(s.Slot),
		Version: s.Version, Begun: s.Begun.UTC(), Why: s.Why,
	}
}

func (w *wireStep) step() (Step, error) {
	wanted, err := w.Wanted.draft()
	if err != nil {
		return Step{}, err
	}
	return Step{
		Number: w.Number, Key: Key(w.Key), Kind: w.Kind, Code: w.Code, Wanted: wanted, Slot: Slot(w.Slot),
		Version: w.Version, Begun: w.Begun, Why: w.Why,
	}, nil
}

type wireRoll struct {
	Number uint64        `json:"number,omitempty"`
	Key    wireKey       `json:"key"`
	At     time.Time     `json:"at,omitzero"`
	What   RollKind      `json:"what"`
	Slot   wireSlot      `json:"slot,omitzero"`
	Code   model.CodeID  `json:"code,omitempty"`
	Was    model.CodeID  `json:"was,omitempty"`
	Step   uint64        `json:"step,omitempty"`
	Late   time.Duration `json:"late,omitempty"` // nanoseconds
	Why    string        `json:"why,omitempty"`
	More   int           `json:"more,omitempty"`
}

func wireRollOf(r *Roll) wireRoll {
	return wireRoll{
		Number: r.Number, Key: wireKey(r.Key), At: r.At.UTC(), What: r.What, Slot: wireSlotOf(r.Slot), Code: r.Code, Was: r.Was,
		Step: r.Step, Late: r.Late, Why: r.Why, More: r.More,
	}
}

func (w *wireRoll) roll() Roll {
	return Roll{
		Number: w.Number, Key: Key(w.Key), At: w.At, What: w.What, Slot: Slot(w.Slot), Code: w.Code, Was: w.Was,
		Step: w.Step, Late: w.Late, Why: w.Why, More: w.More,
	}
}

package alert

import (
	"encoding/json"
	"time"

	"seamdash/model"
)

// A Kind is what somebody is told about, in the words of the configuration and of the command's input.
type Kind string

// The kinds.
const (
	Late       Kind = "late"        // a window is open and its code is not on the lock
	Missed     Kind = "missed"      // a window is over and its code was not on the lock
	Halted     Kind = "halted"      // a schedule stands still until a person answers
	Gone       Kind = "gone"        // a code was removed by hand within its window
	LowBattery Kind = "low_battery" // a battery became low
	Failed     Kind = "failed"      // Seam says that a code could not be set or removed, and goes on trying

	// Several stands for many that came at once. It cannot be chosen: whoever is told of anything is told of these.
	Several Kind = "several"
)

// Keypad is the part of a lock with a battery of its own.
const Keypad = "keypad"

// Kinds are those that can be chosen.
func Kinds() []Kind { return []Kind{Late, Missed, Halted, Gone, LowBattery, Failed} }

// Usual are those that are told when nobody chose: all but [Failed], which is often over before anybody has read it.
func Usual() []Kind { return []Kind{Late, Missed, Halted, Gone, LowBattery} }

// An Alert is one thing that somebody is told. What does not apply is zero, and left out.
type Alert struct {
	Kind Kind
	At   time.Time
	Rule model.RuleID
	// RuleName and LockName are for people.
	RuleName string
	Lock     model.DeviceID
	LockName string
	// Part is which part of the lock it is about: [Keypad], or "" for the lock itself.
	Part string
	Code model.CodeID
	// From and Until are the window that it is about.
	From, Until time.Time
	// Message is one line for people.
	Message string
	// More is what a [Several] stands for: how many of which kind.
	More map[Kind]int
}

// MarshalJSON gives the object that the command reads, with times in UTC and without anything in its texts that a terminal would obey:
// they end in mails, chats and logs.
func (a Alert) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Kind     Kind           `json:"kind"`
		At       time.Time      `json:"at"`
		Message  string         `json:"message"`
		Rule     model.RuleID   `json:"rule_id,omitempty"`
		RuleName string         `json:"rule_name,omitempty"`
		Lock     model.DeviceID `json:"lock_id,omitempty"`
		LockName string         `json:"lock_name,omitempty"`
		Part     string         `json:"part,omitempty"`
		Code     model.CodeID   `json:"code_id,omitempty"`
		From     time.Time      `json:"from,omitzero"`
		Until    time.Time      `json:"until,omitzero"`
		More     map[Kind]int   `json:"more,omitempty"`
	}{
		a.Kind, a.At.UTC(), a.Message, clean(a.Rule), clean(a.RuleName), clean(a.Lock), clean(a.LockName), a.Part, clean(a.Code), utc(a.From), utc(a.Until), a.More,
	})
}

func clean[T ~string](text T) T { return T(model.Clean(string(text))) }

// utc keeps the zero time zero.
func utc(t time.Time) time.Time {
	if t.IsZero() {
		return t
	}
	return t.UTC()
}

// A subject is what alerts are about: two with the same one say the same.
type subject struct {
	kind Kind
	rule model.RuleID
	lock model.DeviceID
	part string
	code model.CodeID
	from int64
}

func (a *Alert) subject() subject {
	return subject{kind: a.Kind, rule: a.Rule, lock: a.Lock, part: a.Part, code: a.Code, from: a.From.UnixMilli()}
}

// quiet is for how long a subject is not told again. A battery hovers around its limit for days, and a lock that comes and
// goes falls each time.
func (k Kind) quiet() time.Duration {
	if k == LowBattery {
		return 24 * time.Hour
	}
	return time.Hour
}

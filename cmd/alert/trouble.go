package alert

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"seamdash/model"
	"seamdash/model/plan"
)

// OfRoll gives what a line of the history is worth telling, if it is. Rule is what its schedule is called; without a picture the
// lock has no name.
func OfRoll(r plan.Roll, rule string, picture *model.Snapshot) (Alert, bool) {
	kinds := map[plan.RollKind]Kind{plan.Late: Late, plan.Missed: Missed, plan.Halted: Halted, plan.Gone: Gone}
	kind, ok := kinds[r.What]
	if !ok {
		return Alert{}, false
	}
	a := Alert{
		Kind: kind, At: r.At, Rule: r.Key.Rule, RuleName: rule, Lock: r.Key.Lock, LockName: nameOf(picture, r.Key.Lock),
		Code: r.Code, From: r.Slot.From, Until: r.Slot.Until,
	}
	a.Message = a.inWords(r)
	return a, true
}

// inWords is one line about a line of the history.
func (a *Alert) inWords(r plan.Roll) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s on %s: ", cmp.Or(a.RuleName, string(a.Rule), "a schedule"), cmp.Or(a.LockName, string(a.Lock), "a lock"))
	b.WriteString(map[Kind]string{
		Late:   "the window is open and its code is not on the lock",
		Missed: "the window is over and its code was not on the lock",
		Halted: "the schedule stands still until somebody answers",
		Gone:   "its code is gone before the window is over",
	}[a.Kind])
	if r.Why != "" {
		b.WriteString("; " + r.Why)
	}
	if r.More > 0 {
		fmt.Fprintf(&b, " (and so were %d windows before)", r.More)
	}
	return model.Clean(b.String())
}

// OfEvent gives what an event of Seam is worth telling, if it is: a code that could not be set or removed.
func OfEvent(e model.Event, picture *model.Snapshot) (Alert, bool) {
	switch e.Type {
	case "access_code.failed_to_set_on_device", "access_code.failed_to_remove_from_device", "access_code.failed_to_issue":
	default:
		return Alert{}, false
	}
	a := Alert{Kind: Failed, At: e.At, Lock: e.DeviceID, LockName: nameOf(picture, e.DeviceID), Code: e.CodeID}
	code := ""
	if picture != nil {
		if lock, ok := picture.Lock(e.DeviceID); ok {
			if c, ok := lock.Code(e.CodeID); ok {
				code, a.From, a.Until = c.Name, c.Window.From, c.Window.Until
			}
		}
	}
	a.Message = model.Clean(fmt.Sprintf("%s on %s: %s",
		cmp.Or(code, string(e.CodeID), "a code"), cmp.Or(a.LockName, string(a.Lock), "a lock"), e.Type.Words()))
	return a, true
}

// Batteries gives the batteries that are low after and were not low before, as far as the two pictures know. With no picture
// before, nobody saw one fall. It costs as little as the pictures differ.
func Batteries(before, after *model.Snapshot, now time.Time) []Alert {
	if before == nil || after == nil || before == after {
		return nil
	}
	var all []Alert
	for i, lock := range after.Locks {
		if i < len(before.Locks) && before.Locks[i] == lock {
			continue
		}
		var battery, keypad model.Battery // what was not there was not low
		if old, ok := before.Lock(lock.Device.ID); ok {
			battery, keypad = old.Device.Battery, old.Device.Keypad
		}
		d := &lock.Device
		if fell(d, battery, d.Battery) {
			all = append(all, lowBattery(d, "", d.Battery, now))
		}
		if fell(d, keypad, d.Keypad) {
			all = append(all, lowBattery(d, Keypad, d.Keypad, now))
		}
	}
	return all
}

// fell judges both by the limits of today, so that a new limit is not a fall.
func fell(d *model.Device, before, after model.Battery) bool {
	return d.LowPower(after) && !d.LowPower(before)
}

func lowBattery(d *model.Device, part string, b model.Battery, now time.Time) Alert {
	text := cmp.Or(d.Name, string(d.ID)) + ": the battery "
	if part != "" {
		text += "of its " + part + " "
	}
	text += "is low"
	if percent, ok := b.Percent(); ok {
		text += fmt.Sprintf(", at %d %%", percent)
	}
	return Alert{Kind: LowBattery, At: now, Lock: d.ID, LockName: d.Name, Part: part, Message: model.Clean(text)}
}

func nameOf(picture *model.Snapshot, id model.DeviceID) string {
	if picture == nil {
		return ""
	}
	if lock, ok := picture.Lock(id); ok {
		return lock.Device.Name
	}
	return ""
}

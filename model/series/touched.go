package series

import (
	"cmp"
	"slices"
	"time"

	"seamdash/model"
	"seamdash/model/plan"
	"seamdash/model/recur"
)

// An Edit is a change of a rule that nobody has kept yet.
type Edit struct {
	ID model.RuleID
	// Before is the rule as it is, After as it would be; a nil After is a rule that would be gone.
	Before, After *recur.Rule
	States        map[plan.Key]plan.State
	Picture       *model.Snapshot
	Now           time.Time
	// Zone finds a time zone by its name, nil for none; Holidays finds the days of a set.
	Zone     func(name string) *time.Location
	Holidays func(recur.SetID) (recur.Calendar, bool)
}

// Touched says what an edit does to codes that are on locks or wait there, a clause for each lock whose code does not stay as it is,
// in the order of the rule's locks.
func Touched(e *Edit) []string {
	var out []string
	for _, id := range e.Before.Locks {
		st, ok := e.States[plan.Key{Rule: e.ID, Lock: id}]
		if !ok || st.Code == nil {
			continue
		}
		if text := e.touch(&st, id); text != "" {
			out = append(out, text)
		}
	}
	return out
}

// touch is what becomes of the live code on one lock, "" for nothing.
func (e *Edit) touch(st *plan.State, id model.DeviceID) string {
	in := plan.Situation{Now: e.Now, State: *st}
	name, zone := string(id), time.UTC
	if lock, ok := e.Picture.Lock(id); ok {
		in.Lock, name = lock, cmp.Or(lock.Device.Name, name)
		if at := e.Zone(lock.Device.TimeZone); at != nil {
			zone = at
		}
	}
	if e.After != nil && slices.Contains(e.After.Locks, id) {
		if in.Rule = e.rule(in.Lock); in.Rule == nil {
			return "" // nobody can tell, and so nothing is done
		}
	}
	touch := plan.Foresee(in)
	if touch == nil {
		return ""
	}
	return name + ": " + e.told(touch, st.Code, zone)
}

// rule is what the rule would want of a lock, nil where that cannot be worked out.
func (e *Edit) rule(lock *model.Lock) *plan.Rule {
	name := e.After.Zone
	if name == "" && lock != nil {
		name = lock.Device.TimeZone
	}
	zone := e.Zone(name)
	if zone == nil {
		return nil
	}
	schedule, err := recur.Compile(e.After, recur.Setting{Zone: zone, Holidays: e.Holidays})
	if err != nil {
		return nil
	}
	return &plan.Rule{Rule: e.After, Schedule: schedule}
}

// told is a touch in words.
func (e *Edit) told(touch *plan.Touch, code *plan.Code, zone *time.Location) string {
	words := func(s plan.Slot) string { return model.Window{From: s.From, Until: s.Until}.Words(e.Now, zone) }
	was := "the code for " + words(code.Slot)
	if !code.Slot.Open.After(e.Now) {
		was = "the code that is open now, " + words(code.Slot) + ","
	}
	switch {
	case touch.Removed:
		return was + " leaves the lock"
	case !touch.Slot.Open.Equal(code.Slot.Open), !touch.Slot.Close.Equal(code.Slot.Close):
		return was + " becomes " + words(touch.Slot)
	case touch.Change.PIN.Known():
		return was + " gets another PIN"
	default:
		return was + " is called “" + touch.Change.Name + "”"
	}
}

// Package fit says what a lock takes: whether a code that somebody wants to make or change will be accepted, and what
// will be odd about it where it is. It holds Seam's documented rules against what is known of one lock and its codes,
// so that a form can refuse while somebody still types.
//
// The package is pure: what the time is and where chance comes from are arguments. The clock of a lock follows from the
// name of its zone and the zone database that the program carries. Nothing that it says contains a PIN.
package fit

import (
	"slices"
	"time"

	"seamdash/model"
)

// A Field is the part of a form that a finding is about.
type Field uint8

// The fields.
const (
	OfLock Field = iota
	OfName
	OfPIN
	OfKind
	OfStart
	OfEnd
	OfOptions
)

// String is the label of the form's field.
func (f Field) String() string {
	names := [...]string{"Lock", "Name", "PIN", "Kind", "From", "Until", "More"}
	if int(f) < len(names) {
		return names[f]
	}
	return names[OfLock]
}

// A Finding is one thing that stands in the way of a code, or that the person should know before it is asked for.
type Finding struct {
	Lock  model.DeviceID
	Field Field
	// Rule is Seam's constraint_type or code of a problem, or a word of ours in the same style.
	Rule string
	// Text says in one clause which rule of which lock, Hint what to do about it; Hint may be empty.
	Text, Hint string
	// Refuses says that Seam would not take it; otherwise it is a warning.
	Refuses bool
}

// Refused says that one of the findings refuses.
func Refused(findings []Finding) bool {
	for i := range findings {
		if findings[i].Refuses {
			return true
		}
	}
	return false
}

// Create finds what is to be said about a new code on the lock at now. Times are compared in milliseconds, which is what
// Seam keeps of them. The draft's DeviceID is not looked at: one draft may be tried on many locks. zones finds the zones of the lock
// and of its time frames where the times carry another.
func Create(l *model.Lock, d *model.CodeDraft, now time.Time, zones Zones) []Finding {
	c := newCheck(l, now, zones)
	c.createLock(d)
	c.kind(d)
	c.name(d.Name, "")
	if model.Clean(d.Name) == "" {
		c.warn(OfName, "name_empty", "without a name Seam makes one up", "say who or what the code is for")
	}
	if d.Offline || d.OneTime {
		c.offline(d)
	} else {
		c.online(d)
	}
	c.strangeRules()
	c.state(d.Offline)
	return c.found
}

// Update finds what is to be said about a change of a code that the lock has, at now. A change of the kind is one too.
// zones is as for [Create].
func Update(l *model.Lock, code *model.AccessCode, change *model.CodeChange, now time.Time, zones Zones) []Finding {
	c := newCheck(l, now, zones)
	c.except = code.ID
	c.changeable(code)
	name := code.Name
	if change.Name != "" {
		name = change.Name
	}
	c.name(name, code.Name)
	if change.PIN.Known() && !change.PIN.Equal(code.PIN) {
		c.pin(change.PIN)
	}
	if !sameWindow(change.Window, code.Window) {
		c.retime(code, change.Window)
	}
	c.recreated(code, change)
	c.strangeRules()
	c.state(false)
	return c.found
}

// A check collects what is found about one lock.
type check struct {
	lock   *model.Lock
	now    time.Time
	except model.CodeID // the code that is changed, which is not in its own way
	zones  Zones
	found  []Finding
}

func newCheck(l *model.Lock, now time.Time, zones Zones) *check {
	return &check{lock: l, now: now, zones: zones}
}

func (c *check) refuse(f Field, rule, text, hint string) {
	c.found = append(c.found, Finding{Lock: c.lock.Device.ID, Field: f, Rule: rule, Text: text, Hint: hint, Refuses: true})
}

func (c *check) warn(f Field, rule, text, hint string) {
	c.found = append(c.found, Finding{Lock: c.lock.Device.ID, Field: f, Rule: rule, Text: text, Hint: hint})
}

// has says that a rule was found to be broken already.
func (c *check) has(rule string) bool {
	return slices.ContainsFunc(c.found, func(f Finding) bool { return f.Rule == rule })
}

// called is the name of the lock, which begins every text.
func (c *check) called() string { return called(&c.lock.Device) }

func called(d *model.Device) string {
	if d.Name != "" {
		return d.Name
	}
	return string(d.ID)
}

// others are the codes of the lock that may be in the way of this one: those that are over are not, nor is the code that
// is being changed.
func (c *check) others(yield func(*model.AccessCode) bool) {
	for i := range c.lock.Codes {
		code := &c.lock.Codes[i]
		if code.ID != c.except && code.Standing(c.now).Phase != model.PhaseOver && !yield(code) {
			return
		}
	}
}

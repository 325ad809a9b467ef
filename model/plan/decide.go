package plan

import (
	"slices"
	"time"

	"seamdash/model"
)

const (
	// settleAfter is how long after a step began its call can still take effect: longer than any call may take.
	settleAfter = time.Minute
	// longest is how long nobody looks at a series that has something to wait for.
	longest = 24 * time.Hour
	// manyPast is how many former codes a state remembers.
	manyPast = 12
)

// Decide says what comes next for a series. It may be asked again with the same situation and gives the same answer, but for the
// digits of new PINs.
func Decide(in Situation) Decision { //nolint:gocritic // a situation is a value, so that nobody can change it under the decision
	d := &deciding{in: &in, now: in.Now, s: in.State.Clone()}
	if in.Unknown != "" {
		return d.wait(d.now.Add(time.Hour), in.Unknown)
	}
	if d.begin(); in.Step != nil && !d.settled() {
		return d.done()
	}
	d.heed()
	if d.s.Code != nil {
		d.live()
	}
	if d.s.Code == nil && !d.decided {
		d.vacant()
	}
	return d.done()
}

// deciding is one decision on its way.
type deciding struct {
	in  *Situation
	now time.Time
	s   State

	out     Decision
	decided bool // that out says what to do
}

// Clone is a copy that shares nothing with s.
func (s *State) Clone() State {
	c := *s
	c.Past, c.Strays, c.Lost = slices.Clone(s.Past), slices.Clone(s.Strays), slices.Clone(s.Lost)
	c.Spoken = slices.Clone(s.Spoken)
	if s.Code != nil {
		code := *s.Code
		c.Code = &code
	}
	if s.Halt != nil {
		halt := *s.Halt
		c.Halt = &halt
	}
	if s.Last != nil {
		last := *s.Last
		c.Last = &last
	}
	return c
}

// begin brings the state up to the rule. Windows that were over when the rule was last edited are nobody's debt.
func (d *deciding) begin() {
	r := d.in.Rule
	if r == nil {
		if d.s.Halt != nil {
			d.s.Halt = nil // there is nothing to ask any more
		}
		return
	}
	if d.s.Version == r.Version {
		return
	}
	d.s.SettledTo = later(d.s.SettledTo, soonest(time.Time{}, r.Changed, d.now))
	d.s.Rule, d.s.Version = r.Rule.Name, r.Version
	if h := d.s.Halt; h != nil && h.Kind != HaltGone {
		d.resume("the rule was edited")
	}
}

// heed does what a person wished.
func (d *deciding) heed() {
	w := d.in.Wish
	switch w.Kind {
	case WishRetry:
		d.resume("as " + w.By + " wished")
	case WishSkip:
		slot, _ := d.want()
		if !slot.IsZero() {
			d.roll(Roll{What: Passed, Slot: slot, Why: "as " + w.By + " wished"})
			d.spoke(slot, true)
			if c := d.s.Code; c != nil && c.Slot == slot {
				c.Judged = true
			}
		}
		d.resume("as " + w.By + " wished")
	}
}

// resume takes a series up again.
func (d *deciding) resume(why string) {
	if d.s.Halt != nil {
		d.roll(Roll{What: Resumed, Slot: d.s.Halt.Slot, Why: why})
	}
	d.s.Halt, d.s.Fails, d.s.NextTry, d.s.Refusal, d.s.Lost = nil, 0, time.Time{}, "", nil
	if d.s.Code != nil {
		d.s.Code.Stiff = false
	}
}

// roll adds a line to the history.
func (d *deciding) roll(r Roll) {
	r.Key, r.At = d.s.Key, d.now
	d.out.Rolls = append(d.out.Rolls, r)
	d.s.Last = &r
}

// halt stops the series until a person answers.
func (d *deciding) halt(kind HaltKind, slot Slot, why, try string) {
	d.s.Halt = &Halt{Kind: kind, Why: why, Try: try, Since: d.now, Slot: slot}
	halted := Roll{What: Halted, Slot: slot, Why: why}
	if d.s.Code != nil {
		halted.Code = d.s.Code.ID
	}
	d.roll(halted)
}

// wait ends the decision: nothing is to be done before at, or when it is zero before something happens.
func (d *deciding) wait(at time.Time, why string) Decision {
	if limit := d.now.Add(longest); at.After(limit) && d.s.Code != nil {
		at = limit
	}
	d.decided, d.out.Do, d.out.Why, d.out.LookAt = true, Wait, why, at
	return d.done()
}

// look ends the decision: Seam is to be asked first.
func (d *deciding) look(how DoKind, why string) {
	d.decided, d.out.Do, d.out.Why, d.out.LookAt = true, how, why, d.now
}

// write ends the decision: a step is to be done.
func (d *deciding) write(step Step, change model.CodeChange) {
	step.Key, step.Begun = d.s.Key, d.now
	if d.in.Rule != nil {
		step.Version = d.in.Rule.Version
	}
	d.decided, d.out.Do, d.out.Step, d.out.Change, d.out.Why, d.out.LookAt = true, Write, step, change, step.Why, d.now
}

// done gives the decision out.
func (d *deciding) done() Decision {
	d.s.LookAt = d.out.LookAt
	d.out.State = d.s
	return d.out
}

// forget takes the live code out of the state.
func (d *deciding) forget() {
	d.s.Past = append(d.s.Past, d.s.Code.ID)
	if n := len(d.s.Past); n > manyPast {
		d.s.Past = slices.Delete(d.s.Past, 0, n-manyPast)
	}
	d.s.Code = nil
}

// later is the later of two times.
func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// soonest is the first of the times after now, zero when there is none.
func soonest(now time.Time, times ...time.Time) time.Time {
	var first time.Time
	for _, t := range times {
		if t.After(now) && (first.IsZero() || t.Before(first)) {
			first = t
		}
	}
	return first
}

package veil

import (
	"slices"

	"seamdash/model"
)

// A picture is the one that was veiled last, and what it became.
type picture struct{ from, to *model.Snapshot }

// Snapshot is the picture behind the veil. A lock that is the same as in the picture that was veiled last becomes the same lock again, so
// that the cost follows change: one pointer per lock of the workspace beside what changed. It is nil when the veil was lifted meanwhile.
func (v *Veil) Snapshot(s *model.Snapshot) *model.Snapshot {
	v.mu.Lock()
	defer v.mu.Unlock()
	last := v.picture
	if last.from == s {
		return last.to
	}
	locks := make([]*model.Lock, len(s.Locks))
	for i, l := range s.Locks {
		if v.lifted.Load() {
			return nil
		}
		if locks[i] = last.lock(i, l); locks[i] == nil {
			locks[i] = v.lock(l)
		}
	}
	if last.from != nil && slices.Equal(locks, last.to.Locks) {
		locks = last.to.Locks // who compares slices sees that nothing changed
	}
	events, accounts := last.events(s), last.accounts(s)
	if events == nil {
		events = v.events(s.Events)
	}
	if accounts == nil {
		accounts = v.accounts(s.Accounts)
	}
	to := s.Disguised(locks).WithEvents(events).WithAccounts(accounts)
	to.Feed.Fault = v.fault(s.Feed.Fault)
	v.picture = picture{s, to}
	v.shown.Store(to)
	return to
}

// Shown is the picture that was veiled last, nil before the first. It waits for nobody.
func (v *Veil) Shown() *model.Snapshot { return v.shown.Load() }

// Lift says that nobody looks on any more: a picture that is being veiled is given up, and none is veiled again.
func (v *Veil) Lift() { v.lifted.Store(true) }

// lock is what a lock became, nil where it is another one now.
func (p *picture) lock(at int, l *model.Lock) *model.Lock {
	switch {
	case p.from == nil:
		return nil
	case at < len(p.from.Locks) && p.from.Locks[at] == l:
		return p.to.Locks[at]
	}
	if place, ok := p.from.Place(l.Device.ID); ok && p.from.Locks[place] == l {
		return p.to.Locks[place]
	}
	return nil
}

func (p *picture) events(s *model.Snapshot) []model.Event {
	if p.from == nil || !same(p.from.Events, s.Events) {
		return nil
	}
	return p.to.Events
}

func (p *picture) accounts(s *model.Snapshot) []model.Account {
	if p.from == nil || !same(p.from.Accounts, s.Accounts) {
		return nil
	}
	return p.to.Accounts
}

// same says that two slices are one. Those of pictures are never written again.
func same[T any](a, b []T) bool { return len(a) == len(b) && len(a) > 0 && &a[0] == &b[0] }

func (v *Veil) lock(l *model.Lock) *model.Lock {
	codes := make([]model.AccessCode, len(l.Codes))
	for i := range l.Codes {
		codes[i] = v.code(&l.Codes[i])
	}
	device := l.Device
	device.Problems, device.Unreadable = problems(device.Problems), v.text(device.Unreadable)
	to := model.NewLock(device, codes, l.Loaded, v.fault(l.Fault))
	if l.Old {
		return to.Aged()
	}
	return to
}

func (v *Veil) code(c *model.AccessCode) model.AccessCode {
	to := *c
	to.Name, to.PIN, to.GroupKey = v.name(c.Name, string(c.ID)), v.pin(c.PIN), v.group(c.GroupKey)
	to.Problems, to.Unreadable = problems(c.Problems), v.text(c.Unreadable)
	to.Pending = slices.Clone(c.Pending)
	for i := range to.Pending {
		m := &to.Pending[i]
		m.Message, m.From, m.To = "", v.facts(&m.From, c.ID), v.facts(&m.To, c.ID)
	}
	return to
}

func (v *Veil) facts(f *model.CodeFacts, of model.CodeID) model.CodeFacts {
	return model.CodeFacts{Name: v.name(f.Name, string(of)), PIN: v.pin(f.PIN), Window: f.Window}
}

// problems are without Seam's own sentences, which can have any name in them. What their codes say stays.
func problems(list []model.Problem) []model.Problem {
	to := slices.Clone(list)
	for i := range to {
		to[i].Message = ""
	}
	return to
}

// Events are without Seam's own descriptions.
func (v *Veil) Events(list []model.Event) []model.Event {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.events(list)
}

func (v *Veil) events(list []model.Event) []model.Event {
	to := slices.Clone(list)
	for i := range to {
		e := &to[i]
		e.Text, e.Method, e.Reason = "", v.text(e.Method), v.text(e.Reason)
	}
	return to
}

// accounts are logins: addresses of people, or what somebody called them.
func (v *Veil) accounts(list []model.Account) []model.Account {
	to := slices.Clone(list)
	for i := range to {
		a := &to[i]
		a.Name, a.Problems, a.Unreadable = v.called("Account ", a.Name, string(a.ID)), problems(a.Problems), v.text(a.Unreadable)
	}
	return to
}

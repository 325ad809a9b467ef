package storm

import (
	"context"
	"slices"
	"time"

	"seamdash/model"
	"seamdash/model/rulebook"
)

// A series is one rule on one lock, and all that was ever wanted of it.
type series struct {
	subject subject
	lock    *lock
	shape   *shape
	rule    model.RuleID
	eras    []era
	// forgotten is when the ledger lost it: windows before that may come into the history once more.
	forgotten time.Time
}

// An era is a time in which nothing was changed about a series: the rule, the zone of the lock.
type era struct {
	from, to time.Time // by Seam's clock; to is zero for the last
	shape    *shape
	zone     string
	cause    string // of its beginning
}

// A volume is a rule with what the program keeps of it.
type volume struct {
	shape *shape
	entry rulebook.Entry
	gone  bool
}

// save keeps a rule as its shape says now.
func (s *storm) save(ctx context.Context, v *volume) {
	if now := s.w.present(); len(v.shape.due("UTC", now.AddDate(0, 0, -30), now.AddDate(0, 0, 8))) == 0 {
		v.shape.last = "" // a rule without any window is refused
	}
	entry := v.entry
	entry.Rule = v.shape.rule()
	kept, err := s.book.Save(ctx, []rulebook.Edit{{Entry: entry}}, "rosa", "")
	s.must(err)
	v.entry, v.gone = kept[0], false
	for _, id := range v.shape.locks {
		if s.find(v.shape.tag, id) == nil {
			s.all = append(s.all, &series{subject: subject{v.shape.tag, id}, lock: s.lock(id), rule: v.entry.ID})
		}
	}
	for _, of := range s.all {
		if of.subject.tag == v.shape.tag {
			of.shape, of.rule = v.shape.clone(), v.entry.ID
		}
	}
}

func (s *storm) find(tag string, lock model.DeviceID) *series {
	for _, of := range s.all {
		if of.subject == (subject{tag, lock}) {
			return of
		}
	}
	return nil
}

func (s *storm) lock(id model.DeviceID) *lock {
	return s.w.locks[slices.IndexFunc(s.w.locks, func(l *lock) bool { return l.id == id })]
}

// turn begins a new era for some series.
func (s *storm) turn(which func(*series) bool, cause string) {
	now := s.w.present()
	for _, of := range s.all {
		if !which(of) {
			continue
		}
		if n := len(of.eras); n > 0 && of.eras[n-1].to.IsZero() {
			of.eras[n-1].to = now
		}
		if v := s.volumeOf(of.subject.tag); !v.gone && slices.Contains(v.shape.locks, of.lock.id) {
			of.eras = append(of.eras, era{from: now, shape: v.shape.clone(), zone: of.lock.zone, cause: cause})
		}
	}
}

func (s *storm) volumeOf(tag string) *volume {
	return s.volumes[slices.IndexFunc(s.volumes, func(v *volume) bool { return v.shape.tag == tag })]
}

// someEdit plans an edit of a rule by a person.
func (s *storm) someEdit(at time.Time) {
	v, edits := pick(s.rng, s.volumes), s.edits()
	e := pick(s.rng, edits)
	s.act(at, "edit of "+v.shape.tag+": "+e.name, func(ctx context.Context) {
		if e.name == "removed" {
			s.remove(ctx, v)
			return
		}
		e.do(v.shape)
		s.save(ctx, v)
		s.w.count.add("edit: " + e.name)
		s.turn(func(of *series) bool { return of.subject.tag == v.shape.tag }, "edit")
		s.nudgeAll()
	})
}

// An edit is a way to change a rule. An edit of a removed rule makes it again.
type edit struct {
	name string
	do   func(*shape)
}

func (s *storm) edits() []edit {
	return []edit{
		{"hours", func(sh *shape) { sh.hours(s.rng) }},
		{"days", func(sh *shape) { sh.onDays(s.rng) }},
		{"longer", func(sh *shape) { sh.until = min(sh.until+60, sh.from+16*60) }},
		{"PINs", func(sh *shape) { sh.pin = s.pins.policy(s.rng) }},
		{"name", func(sh *shape) {
			sh.name = sh.tag + pick(s.rng, []string{"", " night", " the people who clean the stairs"})
		}},
		{"skip", func(sh *shape) {
			sh.skip = append(sh.skip, s.w.present().AddDate(0, 0, s.rng.IntN(5)).Format(time.DateOnly))
		}},
		{"pause", func(sh *shape) { sh.pausedFrom = s.w.present().AddDate(0, 0, s.rng.IntN(3)-1).Format(time.DateOnly) }},
		{"resume", func(sh *shape) { sh.pausedFrom = "" }},
		{"end", func(sh *shape) {
			sh.last = s.w.present().AddDate(0, 0, s.rng.IntN(3)).Format(time.DateOnly)
		}},
		{"lock taken off", func(sh *shape) {
			if len(sh.locks) > 1 {
				sh.locks = slices.Delete(sh.locks, 0, 1)
			}
		}},
		{"lock added", func(sh *shape) {
			if l := pick(s.rng, s.w.locks); !slices.Contains(sh.locks, l.id) {
				sh.locks = append(sh.locks, l.id)
			}
		}},
		{"removed", nil},
	}
}

func (s *storm) remove(ctx context.Context, v *volume) {
	if v.gone {
		return
	}
	_, err := s.book.Save(ctx, []rulebook.Edit{{Entry: v.entry, Remove: true}}, "rosa", "")
	s.must(err)
	v.gone = true
	v.entry = rulebook.Entry{ID: v.entry.ID}
	s.w.count.add("edit: removed")
	s.turn(func(of *series) bool { return of.subject.tag == v.shape.tag }, "edit")
	s.nudgeAll()
}

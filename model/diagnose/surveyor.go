package diagnose

import (
	"slices"
	"time"

	"seamdash/model"
)

// A Surveyor surveys picture after picture. It keeps what it found on each lock and looks again only where the lock is another, its
// account changed or the time has made a difference, so that a survey costs what changed, and little for each lock. It is for one
// goroutine at a time.
type Surveyor struct {
	picture  *model.Snapshot // that was surveyed last
	held     []*held         // of its locks, by place
	accounts map[model.AccountID]*model.Account
	piles    map[key]*pile
	order    []*pile // all of them, those of the last look in the order in which it told them
	forecast omens
	looks    uint64
}

// NewSurveyor is a surveyor that has seen nothing.
func NewSurveyor() *Surveyor {
	return &Surveyor{picture: &model.Snapshot{}, piles: map[key]*pile{}}
}

// Look surveys a picture at now. Zone gives the zone of a lock for the texts, and must give the same location for the same zone.
//
// It says nothing about how fresh the picture is, which is for whoever shows it beside its age, and concludes nothing from events:
// what only they tell is found by [Of].
func (s *Surveyor) Look(picture *model.Snapshot, now time.Time, zone func(*model.Lock) *time.Location) *Survey {
	s.recount(picture.Accounts)
	all := make([]*held, len(picture.Locks))
	for i, lock := range picture.Locks {
		h := s.before(i, lock)
		if at, account := zone(lock), s.accounts[lock.Device.AccountID]; h == nil || !h.holds(now, at, account) {
			h = look(lock, account, now, at)
		}
		all[i] = h
	}
	s.picture, s.held = picture, all
	return s.sum(now)
}

// before is what was found on the very same lock, or nil.
func (s *Surveyor) before(i int, lock *model.Lock) *held {
	if i >= len(s.held) || s.held[i].lock != lock {
		place, known := s.picture.Place(lock.Device.ID)
		if !known || s.held[place].lock != lock {
			return nil
		}
		i = place
	}
	return s.held[i]
}

// recount takes over the accounts. One that says the same as before stays the same pointer, however often it was read.
func (s *Surveyor) recount(accounts []model.Account) {
	next := make(map[model.AccountID]*model.Account, len(accounts))
	for i := range accounts {
		a := &accounts[i]
		if old := s.accounts[a.ID]; old != nil && sameAccount(old, a) {
			a = old
		}
		next[a.ID] = a
	}
	s.accounts = next
}

func sameAccount(a, b *model.Account) bool {
	return a.Name == b.Name && a.Type == b.Type && a.TypeName == b.TypeName && a.Unreadable == b.Unreadable &&
		a.CreatedAt.Equal(b.CreatedAt) && slices.EqualFunc(a.Problems, b.Problems, model.Problem.Equal)
}

// sum makes one survey of what is held of the locks.
func (s *Surveyor) sum(now time.Time) *Survey {
	survey := &Survey{At: now, Locks: s.picture.Total.Locks, Codes: s.picture.Total.Codes}
	s.looks++
	s.forecast.begin()
	for _, h := range s.held {
		survey.Until = sooner(survey.Until, h.until)
		survey.Hurt += h.hurt
		if !h.lock.Loaded || h.lock.Fault != nil || h.lock.Old {
			survey.Unread++
		}
		s.forecast.add(h.omens)
		for i := range h.strikes {
			s.pile(h.strikes[i].key).add(h.strikes[i], s.looks)
		}
	}
	survey.Dangers = s.forecast.dangers(now)
	survey.Troubles = s.troubles(now)
	return survey
}

// pile is that of a root cause.
func (s *Surveyor) pile(k key) *pile {
	p := s.piles[k]
	if p == nil {
		p = &pile{key: k}
		s.piles[k], s.order = p, append(s.order, p)
	}
	return p
}

// troubles are the piles of this look, in order.
func (s *Surveyor) troubles(now time.Time) []Trouble {
	s.order = slices.DeleteFunc(s.order, func(p *pile) bool {
		if p.look == s.looks {
			p.settle(now)
			return false
		}
		delete(s.piles, p.key)
		return true
	})
	slices.SortFunc(s.order, (*pile).compare)
	out := make([]Trouble, len(s.order))
	for i, p := range s.order {
		out[i] = p.trouble
	}
	return out
}

// sooner is the earlier of two times, where zero is never.
func sooner(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}

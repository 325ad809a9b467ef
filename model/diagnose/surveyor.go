package diagnose

import (
	"cmp"
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
	told     map[key]told
}

// NewSurveyor is a surveyor that has seen nothing.
func NewSurveyor() *Surveyor {
	return &Surveyor{picture: &model.Snapshot{}, told: map[key]told{}}
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

// A key is [Finding.Key] without its cost.
type key struct {
	origin model.Origin
	id     string
	cause  Cause
}

func keyOf(f *Finding) key { return key{f.Root.Origin, f.Root.ID, f.Cause} }

// A told finding is one in words, and when they were made for which code.
type told struct {
	Finding

	at    time.Time
	about *strike
}

// tell is a finding in words that are less than a minute old.
func (s *Surveyor) tell(k key, about *strike, now time.Time) told {
	if t, known := s.told[k]; known && t.about == about && !now.Before(t.at) && now.Sub(t.at) < time.Minute {
		return t
	}
	t := told{at: now, about: about}
	found := about.on.findings(about.code, now)
	if i := slices.IndexFunc(found, func(f Finding) bool { return keyOf(&f) == k }); i >= 0 {
		t.Finding = found[i]
	}
	return t
}

// sum makes one survey of what is held of the locks.
func (s *Surveyor) sum(now time.Time) *Survey {
	survey := &Survey{At: now, Locks: s.picture.Total.Locks, Codes: s.picture.Total.Codes}
	at := map[key]int{}
	var heaps []heap
	for _, h := range s.held {
		survey.Until = sooner(survey.Until, h.until)
		survey.Hurt += h.hurt
		if !h.lock.Loaded || h.lock.Fault != nil || h.lock.Old {
			survey.Unread++
		}
		for i := range h.dangers {
			survey.Dangers = append(survey.Dangers, h.dangers[i].danger(h.lock, now))
		}
		for i := range h.strikes {
			k := h.strikes[i].key
			n, known := at[k]
			if !known {
				n = len(heaps)
				at[k], heaps = n, append(heaps, heap{key: k})
			}
			heaps[n].strikes = append(heaps[n].strikes, &h.strikes[i])
		}
	}
	fresh := make(map[key]told, len(heaps))
	survey.Troubles = make([]Trouble, len(heaps))
	for i := range heaps {
		about := heaps[i].typical(now)
		words := s.tell(heaps[i].key, about, now)
		fresh[heaps[i].key] = words
		survey.Troubles[i] = heaps[i].trouble(words.Finding, now)
	}
	s.told = fresh
	slices.SortFunc(survey.Troubles, func(a, b Trouble) int { return compareTroubles(&a, &b, now) })
	slices.SortFunc(survey.Dangers, compareDangers)
	return survey
}

// A heap is all that one root cause strikes.
type heap struct {
	key     key
	strikes []*strike // in order of the picture
}

// typical is the strike that shows best what the trouble is: the code that is blocked and needed first, or else the first lock that is
// blocked, or whatever comes first.
func (h *heap) typical(now time.Time) *strike {
	best := h.strikes[0]
	for _, s := range h.strikes {
		if s.blocks && (!best.blocks || s.code != nil && (best.code == nil || s.compare(best, now) < 0)) {
			best = s
		}
	}
	return best
}

// trouble tells the heap.
func (h *heap) trouble(f Finding, now time.Time) Trouble {
	t := Trouble{Finding: f, Since: f.Since}
	var codes []*strike
	for _, s := range h.strikes {
		id := s.on.lock.Device.ID
		if len(t.Locks) == 0 || t.Locks[len(t.Locks)-1] != id {
			t.Locks = append(t.Locks, id)
		}
		if s.code != nil && s.hurts {
			codes = append(codes, s)
		}
	}
	slices.SortFunc(codes, func(a, b *strike) int { return a.compare(b, now) })
	t.Codes = make([]Hurt, len(codes))
	for i, s := range codes {
		t.Codes[i] = hurtOf(s)
	}
	if len(codes) > 0 {
		t.Next = codes[0].needed(now)
	}
	return t
}

// needed is when the code is: its start, or now; zero when its time is over.
func (s *strike) needed(now time.Time) time.Time {
	switch w := s.code.Window; {
	case w.Ended(now):
		return time.Time{}
	case w.Started(now):
		return now
	default:
		return w.From
	}
}

// compare puts first whose code is needed now and does not work, then those that are to come by their start, then those that work
// in spite of it, then those that nobody needs any more.
func (s *strike) compare(t *strike, now time.Time) int {
	a, b := s.code, t.code
	return cmp.Or(
		cmp.Compare(s.turn(now), t.turn(now)),
		s.needed(now).Compare(t.needed(now)),
		first(s.blocks, t.blocks),
		a.Window.From.Compare(b.Window.From),
		cmp.Compare(a.Name, b.Name),
		cmp.Compare(a.ID, b.ID),
	)
}

func (s *strike) turn(now time.Time) int {
	switch w := s.code.Window; {
	case w.Ended(now):
		return 3
	case !w.Started(now):
		return 1
	case s.blocks:
		return 0
	default:
		return 2
	}
}

// compareTroubles is the order of [Survey.Troubles].
func compareTroubles(a, b *Trouble, now time.Time) int {
	return cmp.Or(
		cmp.Compare(a.urgency(now), b.urgency(now)),
		compareKnown(a.Next, b.Next),
		cmp.Compare(b.Finding.Severity, a.Finding.Severity),
		compareKnown(a.Since, b.Since),
		cmp.Compare(a.Finding.Root.ID, b.Finding.Root.ID),
		cmp.Compare(a.Finding.Root.Origin, b.Finding.Root.Origin),
		cmp.Compare(a.Finding.Cause, b.Finding.Cause),
	)
}

// urgency is who is hurt how soon, the soonest first.
func (t *Trouble) urgency(now time.Time) int {
	blocked := len(t.Codes) > 0 && t.Codes[0].Blocks
	switch {
	case blocked && t.Next.Equal(now):
		return 0
	case blocked && !t.Next.IsZero() && t.Next.Sub(now) <= forecast:
		return 1
	case slices.ContainsFunc(t.Codes, func(h Hurt) bool { return h.Open }):
		return 2
	default:
		return 3
	}
}

// compareKnown puts what is not known last.
func compareKnown(a, b time.Time) int {
	return cmp.Or(first(!a.IsZero(), !b.IsZero()), a.Compare(b))
}

// sooner is the earlier of two times, where zero is never.
func sooner(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}

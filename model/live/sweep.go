package live

import "time"

// sweep spreads the reading of everything evenly over a lap. See the package documentation for what it costs.
type sweep struct {
	lap         time.Duration
	devices     time.Time // when the list of locks is due
	lists, byID time.Time // when the next lock, and the next batch of codes, is due
}

// sweep puts on the list what is due to be read although nothing happened to it.
func (k *keeper) sweep() {
	locks := len(k.pic.locks)
	if !k.beat.auto() || !k.todo.loaded {
		return
	}
	if k.due(k.wide.devices) { // with the accounts behind it
		k.todo.all = true
		k.wide.devices = k.now.Add(k.wide.lap)
	}
	if locks == 0 {
		return
	}
	step := max(k.wide.lap/time.Duration(locks), time.Minute/time.Duration(k.cfg.Lists))
	if k.desk.lists.fails == 0 && k.stepDue(&k.wide.lists, step) {
		k.sweepLock()
	}
	if step*time.Duration(locks) <= k.wide.lap {
		return // the lists alone see every code within a lap
	}
	if k.desk.someCodes.fails == 0 && k.stepDue(&k.wide.byID, 0) {
		part := float64(k.sweepCodes()) / float64(locks)
		k.wide.byID = k.now.Add(time.Duration(part * float64(k.wide.lap)))
	}
}

// stepDue says that a step has come and plans the next. After a pause it goes on from now: nothing is made up for in
// a rush.
func (k *keeper) stepDue(at *time.Time, step time.Duration) bool {
	if at.IsZero() {
		*at = k.now.Add(step)
	}
	if !k.due(*at) {
		return false
	}
	*at = at.Add(step)
	if at.Before(k.now) {
		*at = k.now.Add(step)
	}
	return true
}

// sweepLock has the codes of one lock listed, which finds those that no event announced. One on screen goes first
// when its turn is overdue, however large the fleet.
func (k *keeper) sweepLock() {
	for _, id := range k.beat.focus {
		if l, ok := k.pic.locks[id]; ok && l.loaded && k.now.Sub(l.listedAt) >= k.wide.lap {
			k.todo.list(l)
			return
		}
	}
	if l := k.pic.ring.next(byList); l.loaded {
		k.todo.list(l)
	}
}

// sweepCodes has the known codes of as many locks as fill a batch read by id and says how many locks that were.
func (k *keeper) sweepCodes() (locks int) {
	for codes := 0; codes < k.cfg.Batch && locks < len(k.pic.locks); locks++ {
		l := k.pic.ring.next(byID)
		for i := range l.codes {
			if l.codes[i].Managed {
				k.wantCode(l.codes[i].ID, l.device.ID)
				codes++
			}
		}
	}
	return locks
}

// The walkers that go round the ring.
const (
	byList = iota
	byID
	walkers
)

// ring is every lock in the order of arrival, with the places of the walkers that go round it.
type ring struct {
	locks []*lock
	at    [walkers]int
}

func (r *ring) add(l *lock) { r.locks = append(r.locks, l) }

// next is the lock that a walker comes to; the ring must not be empty.
func (r *ring) next(walker int) *lock {
	if r.at[walker] >= len(r.locks) {
		r.at[walker] = 0
	}
	l := r.locks[r.at[walker]]
	r.at[walker]++
	return l
}

// remove takes a lock out without making a walker pass over another.
func (r *ring) remove(gone *lock) {
	for i, l := range r.locks {
		if l != gone {
			continue
		}
		r.locks = append(r.locks[:i], r.locks[i+1:]...)
		for w := range r.at {
			if r.at[w] > i {
				r.at[w]--
			}
		}
		return
	}
}

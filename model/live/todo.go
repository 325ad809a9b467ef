package live

import "seamdash/model"

// todo is what should be read, in the order of urgency: what an event or a watch named, then whole lists.
type todo struct {
	codes   map[model.CodeID]model.DeviceID // with the lock that an event named, or ""
	devices map[model.DeviceID]struct{}
	all     bool // the list of all locks
	// accounts are read when the locks are listed, so that they hold up no lock, and are not waited for.
	accounts bool
	queue    []*lock // locks whose codes are wanted, and some that were served in between
	retries  agenda[*lock]
	listed   bool // the list of all locks was read once
	loaded   bool // every lock was read once, or could not be
}

func newTodo() todo {
	return todo{codes: map[model.CodeID]model.DeviceID{}, devices: map[model.DeviceID]struct{}{}, all: true}
}

// list asks for all codes of a lock.
func (t *todo) list(l *lock) {
	if l.wanted || l.gone {
		return
	}
	l.wanted = true
	t.queue = append(t.queue, l)
}

// bulk says that many answers are expected one after the other.
func (t *todo) bulk() bool { return !t.loaded || len(t.queue) > 1 }

// empty says that nothing waits to be asked.
func (t *todo) empty() bool {
	return !t.all && len(t.codes)+len(t.devices)+len(t.queue) == 0
}

// next takes the lock to be read next: one on screen, otherwise the one that waits longest.
func (t *todo) next(focus []model.DeviceID, locks map[model.DeviceID]*lock) *lock {
	for _, id := range focus {
		if l, ok := locks[id]; ok && l.wanted && !l.listing {
			return l
		}
	}
	for len(t.queue) > 0 && (!t.queue[0].wanted || t.queue[0].gone) {
		t.queue = t.queue[1:]
	}
	for _, l := range t.queue {
		if l.wanted && !l.listing && !l.gone {
			return l
		}
	}
	return nil
}

// take takes up to n ids out of a set.
func take(from map[model.DeviceID]struct{}, n int) []model.DeviceID {
	out := make([]model.DeviceID, 0, min(n, len(from)))
	for id := range from {
		if len(out) == n {
			break
		}
		out = append(out, id)
		delete(from, id)
	}
	return out
}

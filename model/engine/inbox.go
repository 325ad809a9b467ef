package engine

import (
	"sync"

	"seamdash/model"
)

const (
	// manyEvents is how many events wait for the next tick. When there are more, everything is looked at.
	manyEvents = 8192
	// manySeen is how many ids of events are remembered, so that one that comes twice is heeded once.
	manySeen = 8192
)

// An inbox has what was told to the engine since the last tick. Anybody may put something in.
type inbox struct {
	mu       sync.Mutex
	events   []model.Event
	overflow bool
	// seen has the ids in ring, where the next one takes the place of the oldest.
	seen map[model.EventID]struct{}
	ring []model.EventID
	next int
	// bell has something when there is something new.
	bell chan struct{}
}

func newInbox() inbox {
	return inbox{seen: map[model.EventID]struct{}{}, bell: make(chan struct{}, 1)}
}

// put takes events in, those about codes, each once.
func (b *inbox) put(events []model.Event) {
	if b.keep(events) {
		b.call()
	}
}

func (b *inbox) keep(events []model.Event) (news bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for i := range events {
		e := &events[i]
		if e.CodeID == "" || b.known(e.ID) {
			continue
		}
		news = true
		if len(b.events) >= manyEvents {
			b.overflow = true
			continue
		}
		b.events = append(b.events, *e)
	}
	return news
}

// known says whether an id was seen before, and remembers it. Events without one are all new.
func (b *inbox) known(id model.EventID) bool {
	if id == "" {
		return false
	}
	if _, is := b.seen[id]; is {
		return true
	}
	if len(b.ring) < manySeen {
		b.ring = append(b.ring, id)
	} else {
		delete(b.seen, b.ring[b.next])
		b.ring[b.next] = id
		b.next = (b.next + 1) % manySeen
	}
	b.seen[id] = struct{}{}
	return false
}

// call rings the bell.
func (b *inbox) call() {
	select {
	case b.bell <- struct{}{}:
	default:
	}
}

// take empties the inbox. Overflow says that something in it was lost.
func (b *inbox) take() (events []model.Event, overflow bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	events, overflow = b.events, b.overflow
	b.events, b.overflow = nil, false
	return events, overflow
}

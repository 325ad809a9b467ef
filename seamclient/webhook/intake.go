package webhook

import (
	"crypto/sha256"
	"sync"

	"seamdash/model"
)

// maxMarks is how many posts and events are remembered: the most that can be good for two tolerances at 25 a second.
const maxMarks = 1 << 14

// An intake is the queue of events and the memory of what went into it.
type intake struct {
	queue chan model.Event

	mu     sync.Mutex // guards all below, and that nothing goes into the queue twice
	posts  marks
	events marks
}

// take queues an event that is new. What does not fit is not remembered either, so that its repetition is new again.
func (i *intake) take(post string, e model.Event) verdict {
	byPost, byEvent := markOf(post), markOf(string(e.ID))
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.posts.has(byPost) || i.events.has(byEvent) {
		return replayed
	}
	select {
	case i.queue <- e:
	default:
		return dropped
	}
	i.posts.add(byPost)
	i.events.add(byEvent)
	return accepted
}

// A mark stands for an id of any length.
type mark [sha256.Size]byte

func markOf(id string) mark { return sha256.Sum256([]byte(id)) }

// marks are the newest few thousand of a kind. The zero value is empty.
type marks struct {
	known map[mark]struct{}
	ring  []mark // in the order of their coming; once it is full, next is the oldest
	next  int
}

func (m *marks) has(k mark) bool {
	_, ok := m.known[k]
	return ok
}

// add remembers a mark that is not known.
func (m *marks) add(k mark) {
	if m.known == nil {
		m.known = map[mark]struct{}{}
	}
	m.known[k] = struct{}{}
	if len(m.ring) < maxMarks {
		m.ring = append(m.ring, k)
		return
	}
	delete(m.known, m.ring[m.next])
	m.ring[m.next] = k
	m.next = (m.next + 1) % maxMarks
}

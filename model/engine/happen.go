package engine

import (
	"time"

	"seamdash/model"
)

// glance takes the facts about the locks out of the newest picture.
func (m *roster) glance(p *model.Snapshot, now time.Time) {
	last := m.picture
	if p == nil || p == last {
		return
	}
	m.picture = p
	if last == nil || last.Feed.Loading != p.Feed.Loading || settled(last) != settled(p) {
		for _, d := range m.doors {
			m.seeDoor(d, now)
		}
		return
	}
	for _, id := range changedLocks(last, p) {
		if d, known := m.doors[id]; known {
			m.seeDoor(d, now)
		}
	}
}

func (m *roster) seeDoor(d *door, now time.Time) {
	if !d.see(m.picture) {
		return
	}
	for _, s := range d.series {
		m.stir(s, now)
	}
}

// heed takes events in. Overflow says that some were lost.
func (m *roster) heed(events []model.Event, overflow bool, now time.Time) {
	for i := range events {
		e := &events[i]
		s, known := m.codes[e.CodeID]
		if !known {
			continue
		}
		// What was reported before the code became what it is, was about what it had been.
		if e.Type == model.EventCodeRemoved && !e.At.Before(s.state.Code.AskedAt) && e.At.After(s.notes.removed) {
			s.notes.removed = e.At
		}
		m.stir(s, now)
	}
	if overflow {
		for _, s := range m.codes {
			m.stir(s, now)
		}
	}
}

// wish takes a wish in, unless there is no series for it.
func (m *roster) wish(a Asked, now time.Time) (known bool) {
	if _, unread := m.unread[a.Key]; unread {
		return true // it is for a newer program
	}
	s, known := m.series[a.Key]
	if w := a.Wish; known && (s.notes.wish.Kind != w.Kind || !s.notes.wish.At.Equal(w.At)) {
		s.notes.wish = w
		m.stir(s, now)
	}
	return known
}

// retry has everything tried again that failed while Seam did not answer.
func (m *roster) retry(now time.Time) {
	for s := range m.failing {
		s.fails = 0
		m.hasten(s, now)
	}
	clear(m.failing)
}

// setBack notices a clock that was set back: then nothing that was planned by it can be relied on.
func (m *roster) setBack(now time.Time) bool {
	back := now.Before(m.latest.Add(-muchBack))
	if back {
		for _, s := range m.series {
			m.hasten(s, now)
		}
	}
	if back || now.After(m.latest) {
		m.latest = now
	}
	return back
}

// requeue has series due again that were taken and not worked off.
func (m *roster) requeue(batch []*series, due time.Time) {
	for _, s := range batch {
		m.queue.set(s, due)
	}
}

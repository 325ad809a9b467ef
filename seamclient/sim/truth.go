package sim

import "time"

// A Presence is one code of a lock as it is in truth, whatever Seam's answers say. Tests judge by it.
type Presence struct {
	ID, Name, PIN string
	// Starts and Ends are what the lock goes by where it has the code, and otherwise what was asked for; zero for none.
	Starts, Ends time.Time
	// OnLock says that the lock has the code, Changing that it has another PIN or other times than were asked for, and Leaving
	// that the code is being taken off.
	OnLock, Changing, Leaving bool
}

// Presences are all codes of a lock, also those that have not reached it and those that its maker hides from Seam. A lock of
// another world has none.
func (s *Server) Presences(deviceID string) []Presence {
	var list []Presence
	err := s.onDevice(deviceID, func(_ *world, d *device) error {
		for _, c := range d.codes {
			list = append(list, c.presence())
		}
		return nil
	})
	if err != nil {
		return nil
	}
	return list
}

func (c *code) presence() Presence {
	has := c.want
	if c.held != nil {
		has = *c.held
	}
	p := Presence{
		ID: c.id.String(), Name: has.name, PIN: has.pin,
		OnLock: c.held != nil, Leaving: c.phase == removing, Changing: c.change != nil && (c.change.pin || c.change.times),
	}
	if has.starts != 0 {
		p.Starts = has.starts.time()
	}
	if has.ends != 0 {
		p.Ends = has.ends.time()
	}
	return p
}

// NextChange is the earliest time at which something may happen by itself, for those who want to see every moment at which
// something does; ok is false when nothing is planned. It does not let anything happen.
func (s *Server) NextChange() (at time.Time, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	q := &s.world.queue
	if len(q.tasks) == 0 {
		return time.Time{}, false
	}
	return q.tasks[0].at.time(), true
}

package fleet

import "seamdash/model"

// watched is what Watching last told.
type watched struct {
	revision uint64
	selected model.DeviceID
	from, to int
	filter   string
	problems bool
}

// Watching gives the locks on the screen, the selected one first, when they are others than the last time it was
// asked; again asks for them in any case.
func (s *Screen) Watching(again bool) (ids []model.DeviceID, changed bool) {
	lock, ok := s.lock()
	if !ok {
		return nil, false
	}
	now := watched{revision: s.picture.Revision, selected: lock.Device.ID, filter: s.locks.found.Query().String(), problems: s.locks.problems}
	now.from, now.to = s.locks.list.Visible()
	if now == s.watched && !again {
		return nil, false
	}
	s.watched = now
	ids = append(make([]model.DeviceID, 0, now.to-now.from+1), now.selected)
	for row := now.from; row < now.to; row++ {
		if id := s.locks.at(s.picture, row).Device.ID; id != now.selected {
			ids = append(ids, id)
		}
	}
	return ids, true
}

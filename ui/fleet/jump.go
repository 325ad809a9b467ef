package fleet

import (
	tea "charm.land/bubbletea/v2"

	"seamdash/ui/nav"
)

// jump brings the cursor to a lock and, where there is one, to a code on it; filters that hide them are dropped.
func (s *Screen) jump(to nav.Jump) tea.Cmd {
	place, ok := s.picture.Place(to.Lock)
	if !ok {
		return nil
	}
	s.typing = false
	s.locks.filter.clear()
	s.locks.list.Choose(to.Lock)
	s.locks.apply(s.picture)
	s.focus = locksPane
	s.turnCodes()
	if _, ok := s.picture.Locks[place].Code(to.Code); ok {
		s.focus = codesPane
		s.codes.filter.clear()
		s.codes.list.Choose(to.Code)
		s.turnCodes()
	}
	return s.zoneOfSelected()
}

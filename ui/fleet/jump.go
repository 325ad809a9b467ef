package fleet

import "seamdash/ui/nav"

// jump brings the cursor to a lock and, where there is one, to a code on it; filters that hide them are dropped.
func (s *Screen) jump(to nav.Jump) {
	place, ok := s.picture.Place(to.Lock)
	if !ok {
		return
	}
	s.codes.field.Clear()
	s.locks.drop()
	s.locks.list.Choose(to.Lock)
	s.locks.apply(s.picture)
	s.focus = locksPane
	s.turnCodes()
	if _, ok := s.picture.Locks[place].Code(to.Code); ok {
		s.focus = codesPane
		s.codes.drop()
		s.codes.list.Choose(to.Code)
		s.turnCodes()
	}
}

package fleet

import (
	"seamdash/model"
	"seamdash/ui/action"
	"seamdash/ui/coderow"
	"seamdash/ui/nav"
)

// markActions pick codes to act on together.
func markActions() action.Catalogue[*Screen] {
	return coderow.MarkActions[*Screen]("all codes of this lock that the filter shows", "on all locks")
}

// Marked are the codes that somebody marked, on all locks.
func (s *Screen) Marked() []coderow.Item { return s.marks.In(s.picture) }

// MarkCount is about how many they are.
func (s *Screen) MarkCount() int { return s.marks.Count() }

// Marks are those of all locks.
func (s *Screen) Marks() *coderow.Marks { return &s.marks }

// Rows is how many codes of the selected lock are shown.
func (s *Screen) Rows() int {
	lock, ok := s.lock()
	if !ok {
		return 0
	}
	return s.codes.count(lock)
}

// RowAt is the code in a row of the selected lock.
func (s *Screen) RowAt(row int) *model.AccessCode {
	lock, _ := s.lock()
	return s.codes.at(lock, row)
}

// RowOf is where a code of the selected lock stands.
func (s *Screen) RowOf(device model.DeviceID, code model.CodeID) (int, bool) {
	lock, ok := s.lock()
	if !ok || lock.Device.ID != device {
		return 0, false
	}
	for row := range s.codes.count(lock) {
		if s.codes.at(lock, row).ID == code {
			return row, true
		}
	}
	return 0, false
}

// Under is the row of the code under the cursor.
func (s *Screen) Under() (row int, ok bool) {
	if _, ok := s.lock(); !ok {
		return 0, false
	}
	return s.codes.list.Row()
}

// mark marks codes of the selected lock; after one the cursor goes on to the next.
func (s *Screen) mark(how nav.Marking) nav.Intent {
	said := coderow.MarkIn(s, how)
	if how == nav.One && said != nil {
		s.codes.list.Move(nav.Down, func(row int) model.CodeID { return s.RowAt(row).ID })
	}
	return said
}

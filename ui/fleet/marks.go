package fleet

import (
	"strconv"

	"seamdash/model"
	"seamdash/ui/action"
	"seamdash/ui/coderow"
	"seamdash/ui/nav"
)

// markActions pick codes to act on together.
func markActions() action.Catalogue[*Screen] {
	const group = "Marks"
	mark := func(how nav.Marking) func(*Screen) nav.Intent { return action.Always[*Screen](nav.Mark{How: how}) }
	return action.Catalogue[*Screen]{
		{ID: "mark", Key: action.Keys("space", "space"), Label: "mark", Explain: "mark the code, or take its mark away", Group: group, Blocked: needsCode, Intent: mark(nav.One)},
		{ID: "mark-range", Key: action.Keys("V", "V"), Explain: "mark all codes from the one marked last to this one", Group: group, Blocked: needsAnchor, Intent: mark(nav.Range)},
		{ID: "mark-all", Key: action.Keys("*", "*"), Explain: "mark all codes of this lock that the filter shows, or take their marks away", Group: group, Blocked: needsCode, Intent: mark(nav.All)},
		{ID: "unmark", Key: action.Keys("u", "u"), Explain: "take all marks away, on all locks", Group: group, Blocked: needsMarks, Intent: mark(nav.None)},
	}
}

func needsCode(s *Screen) string {
	_, _, why := s.Code()
	return why
}

func needsAnchor(s *Screen) string {
	if why := needsCode(s); why != "" {
		return why
	}
	if _, ok := s.anchorRow(); !ok {
		return "mark the other end first: space"
	}
	return ""
}

func needsMarks(s *Screen) string {
	if s.marks.Count() == 0 {
		return "nothing is marked; space marks a code"
	}
	return ""
}

// Marked are the codes that somebody marked, on all locks.
func (s *Screen) Marked() []coderow.Item { return s.marks.In(s.picture) }

// MarkCount is about how many they are.
func (s *Screen) MarkCount() int { return s.marks.Count() }

// anchorRow is the row of the code that was marked last, if it is among those that are shown.
func (s *Screen) anchorRow() (int, bool) {
	lock, ok := s.lock()
	if !ok || s.marks.Anchor() == "" {
		return 0, false
	}
	for row := range s.codes.count(lock) {
		if s.codes.at(lock, row).ID == s.marks.Anchor() {
			return row, true
		}
	}
	return 0, false
}

// mark marks codes of the selected lock and says how many are marked now.
func (s *Screen) mark(how nav.Marking) nav.Intent {
	lock, ok := s.lock()
	row, onCode := s.codes.list.Row()
	if !ok || !onCode && how != nav.None {
		return nil
	}
	at := func(row int) *model.AccessCode { return s.codes.at(lock, row) }
	switch how {
	case nav.One:
		s.marks.Set(at(row), !s.marks.Has(at(row)))
		s.codes.list.Move(nav.Down, func(row int) model.CodeID { return at(row).ID })
	case nav.Range:
		anchor, _ := s.anchorRow()
		for i := min(anchor, row); i <= max(anchor, row); i++ {
			s.marks.Set(at(i), true)
		}
	case nav.All:
		s.markAll(lock)
	case nav.None:
		s.marks.Clear()
	}
	return s.sayMarks()
}

// markAll marks every code that is shown, or takes the marks away when all have one.
func (s *Screen) markAll(lock *model.Lock) {
	n, all := s.codes.count(lock), true
	for row := range n {
		all = all && s.marks.Has(s.codes.at(lock, row))
	}
	for row := range n {
		s.marks.Set(s.codes.at(lock, row), !all)
	}
}

func (s *Screen) sayMarks() nav.Intent {
	switch n := s.marks.Count(); n {
	case 0:
		return nav.Say{Text: "nothing is marked"}
	case 1:
		return nav.Say{Text: "1 code marked; y copies its PIN, u takes the mark away"}
	default:
		return nav.Say{Text: strconv.Itoa(n) + " codes marked; y copies their PINs, u takes all marks away"}
	}
}

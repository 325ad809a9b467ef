package coderow

import (
	"strconv"

	"seamdash/model"
	"seamdash/ui/action"
	"seamdash/ui/nav"
)

// A Grid is a [Marker] whose codes stand in rows with a cursor.
type Grid interface {
	Marker
	// Marks are the marks of the screen.
	Marks() *Marks
	// Rows is how many codes are shown, RowAt the one in a row, and RowOf where one is, if it is shown.
	Rows() int
	RowAt(row int) *model.AccessCode
	RowOf(device model.DeviceID, code model.CodeID) (row int, ok bool)
	// Under is the row under the cursor.
	Under() (row int, ok bool)
}

// MarkActions are the rows that pick codes to act on together; all says which codes [nav.All] is about, and where those are
// that [nav.None] is about.
func MarkActions[S interface {
	List
	Grid
}](all, everywhere string,
) action.Catalogue[S] {
	const group = "Marks"
	mark := func(how nav.Marking) func(S) nav.Intent { return action.Always[S](nav.Mark{How: how}) }
	onCode := func(list S) string { _, _, why := list.Code(); return why }
	anchored := func(list S) string {
		if why := onCode(list); why != "" {
			return why
		}
		if _, ok := anchorRow(list); !ok {
			return "mark the other end first: space"
		}
		return ""
	}
	return action.Catalogue[S]{
		{ID: "mark", Key: action.Keys("space", "space"), Label: "mark", Explain: "mark the code, or take its mark away", Group: group, Blocked: onCode, Intent: mark(nav.One)},
		{ID: "mark-range", Key: action.Keys("V", "V"), Explain: "mark all codes from the one marked last to this one", Group: group, Blocked: anchored, Intent: mark(nav.Range)},
		{ID: "mark-all", Key: action.Keys("*", "*"), Explain: "mark " + all + ", or take their marks away", Group: group, Blocked: onCode, Intent: mark(nav.All)},
		{ID: "unmark", Key: action.Keys("M", "M"), Explain: "take all marks away, " + everywhere, Group: group, Blocked: needsMarks[S], Intent: mark(nav.None)},
	}
}

func needsMarks[S Grid](grid S) string {
	if grid.MarkCount() == 0 {
		return "nothing is marked; " + action.KeyOf("mark") + " marks a code"
	}
	return ""
}

// anchorRow is the row of the code that was marked last, if it is among those that are shown.
func anchorRow(grid Grid) (int, bool) {
	device, code := grid.Marks().Anchor()
	if code == "" {
		return 0, false
	}
	return grid.RowOf(device, code)
}

// MarkIn marks codes of a grid and says how many are marked now. Only [nav.None] needs no row under the cursor.
func MarkIn(grid Grid, how nav.Marking) nav.Intent {
	marks := grid.Marks()
	row, ok := grid.Under()
	switch {
	case how == nav.None:
		marks.Clear()
	case !ok:
		return nil
	case how == nav.One:
		marks.Set(grid.RowAt(row), !marks.Has(grid.RowAt(row)))
	case how == nav.Range:
		anchor, found := anchorRow(grid)
		if !found {
			return nil
		}
		for i := min(anchor, row); i <= max(anchor, row); i++ {
			marks.Set(grid.RowAt(i), true)
		}
	case how == nav.All:
		markAll(grid)
	}
	return marks.say()
}

// markAll marks every code that is shown, or takes the marks away when all have one.
func markAll(grid Grid) {
	n, marks, all := grid.Rows(), grid.Marks(), true
	for row := 0; row < n && all; row++ {
		all = marks.Has(grid.RowAt(row))
	}
	for row := range n {
		marks.Set(grid.RowAt(row), !all)
	}
}

func (m *Marks) say() nav.Intent {
	switch m.count {
	case 0:
		return nav.Say{Text: "nothing is marked"}
	case 1:
		return nav.Say{Text: "1 code marked; " + action.KeyOf("unmark") + " takes the mark away"}
	default:
		return nav.Say{Text: strconv.Itoa(m.count) + " codes marked; " + action.KeyOf("more") + " says what can be done to them, " + action.KeyOf("unmark") + " takes all marks away"}
	}
}

package views

import (
	"strconv"

	"seamdash/model"
	"seamdash/model/find"
)

// A Fact is a column that there is. Widths are in cells.
type Fact struct {
	Name    string // for configuration and memory; never changed
	Heading string
	Explain string
	// Sorts says that rows can be put in order by it, and By how.
	Sorts bool
	By    find.Column
	// Below Least cells the column is of no use, with Good it shows nearly all of what there is, and beyond Most others gain
	// more.
	Least, Good, Most int
	// Rank says which columns give way first where there is no room: the highest. 0 never does.
	Rank int
}

// Known are all columns, in the order in which a person who asks for one more finds them.
func Known() []Fact {
	same := func(n int, f Fact) Fact {
		f.Least, f.Good, f.Most = n, n, n
		return f
	}
	return []Fact{
		same(14, Fact{Name: "state", Heading: "STATE", Explain: "how the code stands", Sorts: true, By: find.ByState}),
		same(4, Fact{Name: "age", Heading: "FOR", Explain: "how long it stands so", Sorts: true, By: find.ByAge, Rank: 5}),
		{Name: "lock", Heading: "LOCK", Explain: "the lock it is on", Sorts: true, By: find.ByLock, Least: 17, Good: 24, Most: 30},
		{Name: "name", Heading: "NAME", Explain: "the code's name", Sorts: true, By: find.ByName, Least: 14, Good: 20, Most: 28},
		same(10, Fact{Name: "type", Heading: "TYPE", Explain: "ongoing, time-bound, one-time, backup, offline", Sorts: true, By: find.ByType, Rank: 8}),
		same(6, Fact{Name: "pin", Heading: "PIN", Explain: "the PIN, masked until you reveal it", Rank: 2}),
		{Name: "window", Heading: "WINDOW", Explain: "when it opens the door", Sorts: true, By: find.ByStart, Rank: 1, Least: 17, Good: 23, Most: 34},
		same(16, Fact{Name: "starts", Heading: "STARTS", Explain: "the start of the window", Sorts: true, By: find.ByStart, Rank: 4}),
		same(16, Fact{Name: "ends", Heading: "ENDS", Explain: "the end of the window", Sorts: true, By: find.ByEnd, Rank: 3}),
		{Name: "issues", Heading: "ISSUES", Explain: "what is wrong with the code", Sorts: true, By: find.ByIssues, Rank: 6, Least: 7, Good: 7, Most: 30},
		same(6, Fact{Name: "battery", Heading: "POWER", Explain: "the weakest battery of the lock", Sorts: true, By: find.ByBattery, Rank: 7}),
		same(12, Fact{Name: "zone", Heading: "ZONE", Explain: "the time zone that the times are in", Sorts: true, By: find.ByZone, Rank: 9}),
	}
}

// Named is the column of a name.
func Named(name string) (Fact, bool) {
	for _, f := range Known() {
		if f.Name == name {
			return f, true
		}
	}
	return Fact{}, false
}

// Default are the columns of a view that names none. Start and end are in the window already.
func Default() []Column {
	var out []Column
	for _, f := range Known() {
		if f.Name != "starts" && f.Name != "ends" {
			out = append(out, Column{Name: f.Name})
		}
	}
	return out
}

// WidestColumn is the most cells that a person can give a column.
const WidestColumn = 80

// Check says what is wrong with a view that somebody wrote by hand: a *[model.Fault] of the kind KindInvalid, or nil.
func (v *View) Check() error {
	if v.Name == "" {
		return v.wrong("it has no name", "give it one")
	}
	if _, err := find.Parse(v.Filter, find.Codes, nil); err != nil {
		return v.wrong("the filter is not understood: "+err.Error(), "")
	}
	if f, ok := Named(v.Sort); v.Sort != "" && (!ok || !f.Sorts) {
		return v.wrong("there is no order by “"+v.Sort+"”", "orders are "+list(func(f Fact) bool { return f.Sorts }))
	}
	seen := map[string]bool{}
	for _, c := range v.Columns {
		switch _, ok := Named(c.Name); {
		case !ok:
			return v.wrong("there is no column “"+c.Name+"”", "columns are "+list(func(Fact) bool { return true }))
		case seen[c.Name]:
			return v.wrong("the column “"+c.Name+"” stands there twice", "")
		case c.Width < 0 || c.Width > WidestColumn:
			return v.wrong("the width of “"+c.Name+"” is not between 0 and "+strconv.Itoa(WidestColumn), "")
		}
		seen[c.Name] = true
	}
	return nil
}

func (v *View) wrong(message, hint string) error {
	return &model.Fault{Op: "read the view", Subject: v.Name, Kind: model.KindInvalid, Message: message, Hint: hint}
}

func list(which func(Fact) bool) string {
	text := ""
	for _, f := range Known() {
		if which(f) {
			if text != "" {
				text += ", "
			}
			text += f.Name
		}
	}
	return text
}

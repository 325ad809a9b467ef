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
	// Least is the width below which the column is of no use, Most the one beyond which it gains nothing. They are the
	// same where all that it shows is alike.
	Least, Most int
	// Rank says which columns give way first where there is no room: the highest. 0 never does.
	Rank int
}

// Known are all columns, in the order in which a person who asks for one more finds them.
func Known() []Fact {
	return []Fact{
		{Name: "state", Heading: "STATE", Explain: "how the code stands", Sorts: true, By: find.ByState, Least: 13, Most: 13},
		{Name: "age", Heading: "FOR", Explain: "how long it stands so", Sorts: true, By: find.ByAge, Least: 4, Most: 4, Rank: 5},
		{Name: "lock", Heading: "LOCK", Explain: "the lock it is on", Sorts: true, By: find.ByLock, Least: 14, Most: 36},
		{Name: "name", Heading: "NAME", Explain: "the code's name", Sorts: true, By: find.ByName, Least: 12, Most: 32},
		{Name: "type", Heading: "TYPE", Explain: "ongoing, for a time, one time, backup, offline", Sorts: true, By: find.ByType, Least: 9, Most: 9, Rank: 8},
		{Name: "pin", Heading: "PIN", Explain: "the PIN, masked; v shows it", Least: 6, Most: 6, Rank: 1},
		{Name: "window", Heading: "WINDOW", Explain: "when it opens the door, in words", Sorts: true, By: find.ByStart, Least: 22, Most: 46, Rank: 2},
		{Name: "starts", Heading: "STARTS", Explain: "the start of the window", Sorts: true, By: find.ByStart, Least: 16, Most: 16, Rank: 4},
		{Name: "ends", Heading: "ENDS", Explain: "the end of the window", Sorts: true, By: find.ByEnd, Least: 16, Most: 16, Rank: 3},
		{Name: "issues", Heading: "ISSUES", Explain: "what Seam complains about", Sorts: true, By: find.ByIssues, Least: 6, Most: 28, Rank: 6},
		{Name: "battery", Heading: "POWER", Explain: "the weakest battery of the lock", Sorts: true, By: find.ByBattery, Least: 5, Most: 5, Rank: 7},
		{Name: "zone", Heading: "ZONE", Explain: "the time zone that the times are in", Sorts: true, By: find.ByZone, Least: 11, Most: 14, Rank: 9},
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

package coderow

import (
	"time"

	"seamdash/model"
	"seamdash/ui/action"
	"seamdash/ui/nav"
)

// A deedRow is what the catalogue has of a deed.
type deedRow struct {
	deed               nav.Deed
	id, key            string
	label, explain     string
	ask                func(l *model.Lock, c *model.AccessCode, r model.Reader) nav.Intent
	title, consequence string // of the question about many
}

func deeds() []deedRow {
	return []deedRow{
		{deed: nav.Delete, id: "delete", key: "x", label: "delete", explain: "delete the code, or all marked codes, after a question", ask: askDelete},
		{deed: nav.Extend, id: "extend", key: "+", explain: "let the code, or all marked codes, work longer", ask: askExtend},
		{
			deed: nav.Retry, id: "retry", key: "t", explain: "ask for the same values again, for the code or all marked codes", ask: askRetry,
			title: "Ask again for", consequence: "Seam is asked for the same name, PIN and times again; some locks drop a code before they take it anew.",
		},
		{deed: nav.Recreate, id: "recreate", key: "T", explain: "delete the code and make it again with the same PIN, once it is off the lock", ask: askRecreate},
		{deed: nav.PullBackup, id: "backup", key: "b", explain: "pull a backup code that stands in for this one", ask: askBackup},
		{
			deed: nav.Adopt, id: "adopt", key: "a", explain: "let Seam manage the code, or all marked codes, made elsewhere", ask: askAdopt,
			title: "Take over", consequence: "Seam manages them from then on: they can be changed here, and changes made elsewhere are undone.",
		},
		{deed: nav.NewPIN, id: "new-pin", key: "P", explain: "give the code another PIN, which the lock takes", ask: askNewPIN},
		{deed: nav.AllowChange, id: "allow-changes", key: "A", explain: "let changes to the code in the maker's app stand instead of undoing them", ask: askAllowChange},
	}
}

// makeOngoing is one of the two things that converting means for several codes, setWindow the other.
func makeOngoing() deedRow {
	return deedRow{
		deed: nav.MakeOngoing, title: "Let work always:",
		consequence: "They lose their start and their end, and Seam keeps no backup codes for them any more.",
	}
}

func setWindow() deedRow { return deedRow{deed: nav.SetWindow} }

// many says that a deed can be done to several codes at once.
func (d *deedRow) many() bool {
	switch d.deed {
	case nav.Recreate, nav.PullBackup, nav.NewPIN, nav.AllowChange:
		return false
	default:
		return true
	}
}

// DeedActions are the rows that ask Seam for something about the code under the cursor, or about all that are marked.
func DeedActions[S List]() action.Catalogue[S] {
	const group = "Changes"
	var rows action.Catalogue[S]
	for _, d := range deeds() {
		rows = append(rows, action.Row[S]{
			ID: d.id, Key: action.Keys(d.key, d.key), Label: d.label, Explain: d.explain, Group: group,
			Blocked: func(list S) string { return blocked(&d, list) },
			Intent:  func(list S) nav.Intent { return asked(&d, list) },
		})
	}
	return append(rows, action.Row[S]{
		ID: "more", Key: action.Keys(".", "."), Label: "more", Explain: "everything that can be done to the code, and why some of it cannot", Group: group,
		Blocked: needsOne[S], Intent: menuOf[S],
	})
}

// blocked says why a deed cannot be done at present, or "".
func blocked[S List](d *deedRow, list S) string {
	if anyMarked(list) {
		if !d.many() {
			return oneOnly()
		}
		return list.Barred()
	}
	lock, code, why := list.Code()
	if why != "" {
		return why
	}
	if why := list.Barred(); why != "" {
		return why
	}
	return cannot(d.deed, lock, code, list.Reader(lock).Now)
}

func oneOnly() string {
	return "this is for one code at a time; " + action.KeyOf("unmark") + " takes the marks away"
}

func needsOne[S List](list S) string {
	if anyMarked(list) {
		return oneOnly()
	}
	_, _, why := list.Code()
	return why
}

// asked is the question that comes before a deed.
func asked[S List](d *deedRow, list S) nav.Intent {
	if items := markedIn(list); len(items) > 0 {
		return askMany(d, items, list)
	}
	lock, code, why := list.Code()
	if why != "" {
		return nav.Refuse{Reason: why} // what was marked is gone
	}
	reader := list.Reader(lock)
	if why := cannot(d.deed, lock, code, reader.Now); why != "" {
		return nav.Refuse{Reason: why}
	}
	owner, owned := list.Owner(code)
	return warned(d.ask(lock, code, reader), d.deed, owner, owned)
}

// menuOf offers all deeds to one code.
func menuOf[S List](list S) nav.Intent {
	lock, code, _ := list.Code()
	reader := list.Reader(lock)
	owner, owned := list.Owner(code)
	menu := nav.Ask{Title: Name(code), Body: []string{"on " + lockName(lock)}}
	for _, d := range deeds() {
		choice := nav.Choice{Key: d.key, Label: d.explainOne(), Blocked: blocked(&d, list)}
		if choice.Blocked == "" {
			choice.Intent = warned(d.ask(lock, code, reader), d.deed, owner, owned)
		}
		menu.Choices = append(menu.Choices, choice)
	}
	return menu
}

func (d *deedRow) explainOne() string {
	switch d.deed {
	case nav.Delete:
		return "delete it"
	case nav.Extend:
		return "let it work longer"
	case nav.Retry:
		return "ask for the same values again"
	case nav.Adopt:
		return "let Seam manage it"
	case nav.NewPIN:
		return "give it another PIN"
	case nav.AllowChange:
		return "let changes in the maker's app stand"
	default:
		return d.explain
	}
}

func task(deed nav.Deed, l *model.Lock, c *model.AccessCode) nav.Task {
	return nav.Task{Deed: deed, Code: *c, Name: Name(c), Lock: lockName(l)}
}

func lockName(l *model.Lock) string {
	if l.Device.Name == "" {
		return "a lock without a name"
	}
	return l.Device.Name
}

// A crowd is a [List] as far as many of its codes are asked about.
type crowd interface {
	Reader(lock *model.Lock) model.Reader
	Owner(code *model.AccessCode) (owner Owner, ok bool)
}

// askMany is the question about the marked codes; those to which it cannot be done are named and left out.
func askMany(d *deedRow, items []Item, list crowd) nav.Intent {
	var tasks []nav.Task
	var zones []*time.Location
	var left []string
	for _, item := range items {
		r := list.Reader(item.Lock)
		if why := cannot(d.deed, item.Lock, item.Code, r.Now); why != "" {
			left = append(left, Name(item.Code)+" on "+lockName(item.Lock)+": "+why)
			continue
		}
		one := task(d.deed, item.Lock, item.Code)
		if owner, owned := list.Owner(item.Code); owned {
			one.Rule = owner.Name
		}
		tasks = append(tasks, one)
		zones = append(zones, r.Zone)
	}
	switch {
	case len(tasks) == 0 && len(left) == 1:
		return nav.Refuse{Reason: left[0]}
	case len(tasks) == 0:
		return nav.Refuse{Reason: "none of the marked codes takes this: " + left[0]}
	case d.deed == nav.Extend, d.deed == nav.SetWindow:
		return nav.AskUntil{Tasks: tasks, LeftOut: left, Zones: zones}
	case d.deed == nav.Delete:
		return nav.DoAll{Tasks: tasks, LeftOut: left} // which asks for the number
	}
	return nav.Ask{
		Title:   d.title + " " + codesInWords(len(tasks)) + "?",
		Body:    append([]string{d.consequence}, inShort(left)...),
		Choices: []nav.Choice{{Key: "y", Label: "do it", Intent: nav.DoAll{Tasks: tasks, LeftOut: left}}},
	}
}

package codes

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"seamdash/model"
	"seamdash/model/find"
	"seamdash/ui/coderow"
)

// atOnce is how many codes may be read or put in order between two frames; what is more is done beside the screen, in a table
// of its own that takes the place of the old one when it is ready.
const atOnce = 4_000

// rows is all codes as a table, and what the table should become.
type rows struct {
	table *find.Table
	zones *coderow.Zones
	// What is wanted. The table has it, or one that is under way will.
	sort     find.Sort
	query    find.Query
	problems bool

	building   bool
	generation uint64 // of the table that is under way
}

// built is a table that was put together beside the screen.
type built struct {
	generation uint64
	table      *find.Table
}

func newRows(zones *coderow.Zones) rows {
	return rows{table: find.NewTable(find.Sort{}, zones.In), zones: zones}
}

// follow brings the table to the picture and the time, now or, when that takes long, soon.
func (r *rows) follow(locks []*model.Lock, now time.Time) tea.Cmd {
	if r.table.Changes(locks) > atOnce {
		return r.build(locks, now)
	}
	r.table.Update(locks, now)
	return nil
}

// arrange wants another order.
func (r *rows) arrange(sort find.Sort, locks []*model.Lock, now time.Time) tea.Cmd {
	r.sort = sort
	switch {
	case r.table.Sort() == sort:
		return nil
	case r.table.All() > atOnce:
		return r.build(locks, now)
	default:
		r.table.Arrange(sort)
		return nil
	}
}

// filter shows the rows of a query.
func (r *rows) filter(q find.Query, problems bool) {
	r.query, r.problems = q, problems
	r.table.Filter(q, problems)
}

// build puts a table together beside the screen. One is under way at a time; when it is there and another is wanted, that
// is next.
func (r *rows) build(locks []*model.Lock, now time.Time) tea.Cmd {
	if r.building {
		return nil
	}
	r.building = true
	r.generation++
	next, zones := built{generation: r.generation}, r.zones
	sort, query, problems := r.sort, r.query, r.problems
	return func() tea.Msg {
		next.table = find.NewTable(sort, zones.In)
		next.table.Filter(query, problems)
		next.table.Update(locks, now)
		return next
	}
}

// adopt takes a table that was built, and brings it to what is wanted by now; ok is false for one that nobody waits for.
func (r *rows) adopt(msg built, locks []*model.Lock, now time.Time) (cmd tea.Cmd, ok bool) {
	if !r.building || msg.generation != r.generation {
		return nil, false
	}
	r.building = false
	r.table = msg.table
	r.table.Filter(r.query, r.problems)
	if cmd := r.arrange(r.sort, locks, now); cmd != nil {
		return cmd, true
	}
	return r.follow(locks, now), true
}

// unfinished says that the table has not the wanted order yet.
func (r *rows) unfinished() bool { return r.table.Sort() != r.sort }

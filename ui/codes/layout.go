package codes

import (
	"cmp"
	"slices"

	"seamdash/ui/coderow"
	"seamdash/ui/views"
)

const (
	// head is the lines above the rows: the views, the filter, the headings.
	head = 3
	// airy is the width from which two blanks stand between columns instead of one.
	airy = 140
	// roomyRank is the rank from which a column comes only when those before it have all the room that is good for them.
	roomyRank = 5
)

// A column is one that has room on the screen.
type column struct {
	views.Fact

	width int
	fixed bool // a person chose the width
}

// A layout is the columns that fit.
type layout struct {
	of      []views.Column // what was wished for
	w       int
	columns []column
	gap     int
}

// renew works the layout out where it is not that of the columns and the width.
func (l *layout) renew(wished []views.Column, w int) {
	if l.w == w && slices.Equal(l.of, wished) {
		return
	}
	*l = layout{of: slices.Clone(wished), w: w, gap: 1}
	if w >= airy {
		l.gap = 2
	}
	all := known(wished)
	byRank := make([]int, len(all))
	for i := range byRank {
		byRank[i] = i
	}
	slices.SortStableFunc(byRank, func(a, b int) int { return cmp.Compare(all[a].Rank, all[b].Rank) })
	var in []int
	for _, i := range byRank {
		if all[i].Rank == 0 || l.needs(all, append(in, i), all[i].Rank) <= w-coderow.MarkCells {
			in = append(in, i)
		}
	}
	slices.Sort(in)
	for _, i := range in {
		l.columns = append(l.columns, all[i])
	}
	l.stretch(w - coderow.MarkCells)
}

// known are the wished columns with their facts; a name that means nothing is left out.
func known(wished []views.Column) []column {
	var out []column
	for _, c := range wished {
		fact, ok := views.Named(c.Name)
		if !ok {
			continue
		}
		one := column{Fact: fact, width: fact.Least}
		if c.Width > 0 {
			one.width, one.fixed = c.Width, true
		}
		out = append(out, one)
	}
	return out
}

// needs is the cells that columns take at least when one of a rank is the last to come.
func (l *layout) needs(all []column, which []int, rank int) int {
	n := (len(which) - 1) * l.gap
	for _, i := range which {
		switch c := &all[i]; {
		case !c.fixed && rank >= roomyRank:
			n += c.Good
		default:
			n += c.width
		}
	}
	return n
}

// stretch gives what is free to the columns that gain by it: first all get what is good for them, then what
// they gain by, and what is left over.
func (l *layout) stretch(room int) {
	free := room - (len(l.columns)-1)*l.gap
	for i := range l.columns {
		free -= l.columns[i].width
	}
	l.shrink(-free)
	free = l.give(free, func(c *column) int { return c.Good })
	free = l.give(free, func(c *column) int { return c.Most })
	l.give(free, func(c *column) int {
		if c.Least == c.Most {
			return 0 // all that it shows is alike
		}
		return views.WidestColumn
	})
}

// give hands out cells one each in turn, to columns that are below a width, and returns what is left.
func (l *layout) give(cells int, below func(*column) int) int {
	for given := true; cells > 0 && given; {
		given = false
		for i := range l.columns {
			if c := &l.columns[i]; cells > 0 && !c.fixed && c.width < below(c) {
				c.width++
				cells--
				given = true
			}
		}
	}
	return cells
}

// shrink takes cells from the widest columns, where those that never give way are wider than the terminal.
func (l *layout) shrink(cells int) {
	for ; cells > 0 && len(l.columns) > 0; cells-- {
		widest := &l.columns[0]
		for i := range l.columns {
			if l.columns[i].width > widest.width {
				widest = &l.columns[i]
			}
		}
		widest.width = max(1, widest.width-1)
	}
}

// has says that a column is on the screen.
func (l *layout) has(name string) bool {
	return slices.ContainsFunc(l.columns, func(c column) bool { return c.Name == name })
}

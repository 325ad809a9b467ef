package codes

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"seamdash/ui/coderow"
	"seamdash/ui/views"
)

// TestLayoutFits: whatever columns of whatever widths somebody wants, those that are shown fit, stand in their order, and
// those that never give way are among them.
func TestLayoutFits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := rapid.IntRange(58, 400).Draw(t, "width")
		names := rapid.Permutation(known(views.Default())).Draw(t, "order")
		var wished []views.Column
		for _, c := range names[:rapid.IntRange(1, len(names)).Draw(t, "count")] {
			wished = append(wished, views.Column{Name: c.Name, Width: rapid.SampledFrom([]int{0, 0, 0, 3, 12, 80}).Draw(t, "wish")})
		}
		var l layout
		l.renew(wished, w)
		used := coderow.MarkCells + (len(l.columns)-1)*l.gap
		at := -1
		for _, c := range l.columns {
			used += c.width
			next := slices.IndexFunc(wished, func(v views.Column) bool { return v.Name == c.Name })
			if next <= at || c.width < 1 {
				t.Fatalf("column %s of %d cells is in the wrong place or too narrow: %+v", c.Name, c.width, l.columns)
			}
			at = next
		}
		if used > w {
			t.Fatalf("%d cells of %d are used: %+v", used, w, l.columns)
		}
		for _, v := range wished {
			if f, _ := views.Named(v.Name); f.Rank == 0 && !l.has(v.Name) {
				t.Fatalf("%s gave way", v.Name)
			}
		}
	})
}

// TestColumnsGiveWayByRank: a terminal that grows never loses a column of those that come with the program.
func TestColumnsGiveWayByRank(t *testing.T) {
	t.Parallel()
	before := 0
	for w := 58; w <= 250; w++ {
		var l layout
		l.renew(views.Default(), w)
		if w == 58 && (l.has("window") || !l.has("name")) || w == 250 && len(l.columns) != len(views.Default()) {
			t.Errorf("at %d cells: %+v", w, l.columns)
		}
		if w == airy { // the gaps grow here, which costs a column
			before = 0
		}
		if len(l.columns) < before {
			t.Errorf("at %d cells a column is lost", w)
		}
		before = len(l.columns)
	}
}

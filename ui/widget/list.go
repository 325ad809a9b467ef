package widget

import "seamdash/ui/nav"

// A List is the cursor and the scroll position over rows that live elsewhere. The cursor belongs to an item, not to a
// row: whatever is inserted, removed, sorted or filtered, it stays with the item of key K. The list never visits rows,
// so its cost does not depend on how many there are.
type List[K comparable] struct {
	row, top      int
	count, height int
	// want is the item that a person last chose. While it is away (filtered out, or gone) the cursor waits in its row
	// and goes back to it when it returns.
	want   K
	chosen bool
}

// Resize sets how many rows are visible.
func (l *List[K]) Resize(height int) {
	l.height = max(height, 0)
	l.scroll()
}

// Settle says how many rows there are now, and where an item is. Call it after every change of the rows.
func (l *List[K]) Settle(count int, find func(K) (row int, ok bool)) {
	l.count = count
	if l.chosen {
		if row, ok := find(l.want); ok {
			// The row keeps its height on the screen where it can, so that nothing jumps under the eyes.
			l.top += row - l.row
			l.row = row
		}
	}
	l.row = max(0, min(l.row, count-1))
	l.scroll()
}

// Choose makes an item the one that the cursor stays with.
func (l *List[K]) Choose(key K) { l.want, l.chosen = key, true }

// Chosen says that the cursor stays with an item.
func (l *List[K]) Chosen() bool { return l.chosen }

// Restart forgets the item and goes to the first row: the rows are about something else now.
func (l *List[K]) Restart() {
	var none K
	l.want, l.chosen, l.row, l.top = none, false, 0, 0
}

// Move moves the cursor; at gives the key of a row.
func (l *List[K]) Move(step nav.Step, at func(row int) K) {
	if l.count == 0 {
		return
	}
	page := max(l.height-1, 1)
	switch step {
	case nav.Up:
		l.row--
	case nav.Down:
		l.row++
	case nav.PageUp:
		l.row -= page
		l.top -= page
	case nav.PageDown:
		l.row += page
		l.top += page
	case nav.First:
		l.row = 0
	case nav.Last:
		l.row = l.count - 1
	}
	l.row = max(0, min(l.row, l.count-1))
	l.Choose(at(l.row))
	l.scroll()
}

// Row is the row under the cursor; ok is false when there is none.
func (l *List[K]) Row() (row int, ok bool) { return l.row, l.row < l.count }

// Visible is the half-open range of rows on the screen.
func (l *List[K]) Visible() (from, to int) { return l.top, min(l.top+l.height, l.count) }

// Thumb is [Thumb] for the list.
func (l *List[K]) Thumb() (from, to int) { return Thumb(l.top, l.count, l.height) }

// Thumb is the half-open range of lines that marks, in a scroll bar of a height, which of count rows are visible from
// row top on; both are 0 when all are.
func Thumb(top, count, height int) (from, to int) {
	if count <= height || height <= 0 {
		return 0, 0
	}
	size := max(1, height*height/count)
	from = top * (height - size) / (count - height)
	return from, from + size
}

// scroll brings the cursor into view and leaves no empty lines at the end that rows could fill.
func (l *List[K]) scroll() {
	l.top = min(l.top, l.row)
	l.top = max(l.top, l.row-l.height+1)
	l.top = max(0, min(l.top, l.count-l.height))
}

package widget

// A Rect is a part of the screen in cells.
type Rect struct{ X, Y, W, H int }

// Cols splits the rectangle at a column: the left part is n cells wide.
func (r Rect) Cols(n int) (left, right Rect) {
	n = max(0, min(n, r.W))
	return Rect{r.X, r.Y, n, r.H}, Rect{r.X + n, r.Y, r.W - n, r.H}
}

// Rows splits the rectangle at a line: the upper part is n lines high.
func (r Rect) Rows(n int) (upper, lower Rect) {
	n = max(0, min(n, r.H))
	return Rect{r.X, r.Y, r.W, n}, Rect{r.X, r.Y + n, r.W, r.H - n}
}

package fleet

import "seamdash/ui/widget"

const (
	// twoPanes is the width from which locks and codes fit side by side; below, the one with the keyboard is shown.
	twoPanes = 110
	divider  = 1
)

// locksHead is the lines above the rows of the locks: the title, and what belongs to the filter.
func (s *Screen) locksHead() int { return 1 + s.locks.field.Below(s.locks.note()) }

// A headLine is one line above the rows of the codes.
type headLine uint8

const (
	titleLine headLine = iota
	connectionLine
	rulesLine
	demandsLine
	countsLine
	troubleLine
	headingsLine
)

// codesHead is the lines above the rows of the codes. A low terminal has what the lock demands of a PIN behind its
// other rules, where it may be cut.
func codesHead(h int) []headLine {
	if h < roomyPane {
		return []headLine{titleLine, connectionLine, rulesLine, countsLine, troubleLine, headingsLine}
	}
	return []headLine{titleLine, connectionLine, rulesLine, demandsLine, countsLine, troubleLine, headingsLine}
}

const (
	// roomyPane is the height from which a pane of codes has room for more than codes.
	roomyPane = 22
	// stripMost is the most lines that the strip of the next days takes.
	stripMost = 12
)

// stripLines is how many lines at the bottom of the codes belong to the strip of the next days. It depends on the size
// alone, so that nothing jumps from lock to lock.
func stripLines(pane widget.Rect) int {
	if pane.H < roomyPane {
		return 0
	}
	return min(pane.H/3, stripMost)
}

// A shape is where the parts are.
type shape struct {
	both         bool
	locks, codes widget.Rect
}

func (s *Screen) shape() shape {
	if s.size.W < twoPanes || len(s.picture.Locks) == 0 {
		return shape{locks: s.size, codes: s.size}
	}
	left, rest := s.size.Cols(min(s.size.W*45/100, 84))
	_, right := rest.Cols(divider)
	return shape{both: true, locks: left, codes: right}
}

// A lockShape is the widths of the columns of the locks.
type lockShape struct{ name, word, battery, codes int }

func lockCols(w int) lockShape {
	c := lockShape{word: 7, battery: 5, codes: 7}
	if w >= 50 {
		c.battery = 7
	}
	const margins = 5 + 1 + 1 + 1 // bar, cursor and glyph before the name, a blank after it and the word, one at the end
	c.name = max(8, w-margins-c.word-c.battery-c.codes)
	return c
}

// A codeShape is the widths of the columns of the codes.
type codeShape struct{ state, name, pin, window int }

func codeCols(w int) codeShape {
	c := codeShape{state: 13, pin: 6} // "removing 14m" and a blank
	const margins = 5 + 1 + 1         // bar, cursor and glyph before the state, a blank after the name, one at the end
	free := max(0, w-margins-c.state-c.pin)
	// A window of some days takes 23 cells in words; what is free beyond that goes to the names first.
	const window = 23
	c.name = min(max(12, free-window), max(24, free*2/5), 40)
	c.window = max(0, free-c.name)
	return c
}

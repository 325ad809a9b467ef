package fleet

import "seamdash/ui/widget"

const (
	// twoPanes is the width from which locks and codes fit side by side; below, the one with the keyboard is shown.
	twoPanes = 110
	// locksHead and codesHead are the lines above the rows.
	locksHead = 1
	codesHead = 5
	divider   = 1
)

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
	c := codeShape{state: 12, pin: 6}
	const margins = 5 + 1 + 1 // bar, cursor and glyph before the state, a blank after the name, one at the end
	free := max(0, w-margins-c.state-c.pin)
	// A window of some days takes 23 cells in words; what is free beyond that goes to the names first.
	const window = 23
	c.name = min(max(12, free-window), max(24, free*2/5), 40)
	c.window = max(0, free-c.name)
	return c
}

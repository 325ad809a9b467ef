package ui

import "seamdash/ui/widget"

const (
	minWidth, minHeight = 60, 16
	// wideFrame is the width from which the tabs have a line of their own.
	wideFrame = 100
	// tallFrame is the height from which the sentence may always take two lines.
	tallFrame = 30
)

// Needs is the size in cells of the smallest terminal that the dashboard draws in.
func Needs() (w, h int) { return minWidth, minHeight }

// A frame is where the parts of the screen are, worked out once for each size of the terminal.
type frame struct {
	w, h     int
	wide     bool
	sentence int // lines
	body     widget.Rect
}

func layOut(w, h int) frame {
	f := frame{w: w, h: h, wide: w >= wideFrame, sentence: 1}
	if !f.wide || h >= tallFrame {
		f.sentence = 2
	}
	if h < 20 {
		f.sentence = 1
	}
	const rules, footer = 2, 1
	body := widget.Rect{W: w, H: h}
	_, body = body.Rows(f.header() + 1)
	f.body, _ = body.Rows(h - f.header() - rules - f.sentence - footer)
	return f
}

// header is its number of lines: the tabs share the first on a narrow terminal.
func (f *frame) header() int {
	if f.wide {
		return 2
	}
	return 1
}

func (f *frame) tooSmall() bool { return f.w < minWidth || f.h < minHeight }

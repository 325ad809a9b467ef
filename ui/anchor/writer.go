// Package anchor keeps the cells of a frame where they belong on terminals that think otherwise than the renderer about how
// wide a letter is, or in which direction a line runs. The renderer counts cells and moves the cursor by what it counted, so
// that one vowel of a guest's name which a terminal joins to the letter before it would move all that follows in the line.
package anchor

import (
	"bytes"
	"fmt"
	"io"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/ansi/parser"
	"github.com/charmbracelet/x/term"

	"seamdash/ui/widget"
)

// The alternate screen, on which the program draws, begins and ends with these. In between the terminal is asked not to turn
// around what it takes for Hebrew or Arabic (ECMA-48's BDSM, explicit): it would do so line by line, and a letter in a
// guest's name would trade places with the PIN beside it.
const (
	enter, leave         = "\x1b[?1049h", "\x1b[?1049l"
	leftToRight, asItWas = "\x1b[8l", "\x1b[8h"
)

// lost is the column of a cursor that nobody knows.
const lost = -1

// A Writer passes on what a renderer sends to a terminal. Behind text about whose width terminals disagree it moves the
// cursor to the column that the renderer believes it to be in, and before it blanks as many cells, so that nothing of what
// stood there stays. One whole frame, or any number of whole sequences, is one Write.
type Writer struct {
	to io.Writer

	mu     sync.Mutex
	column int
	out    []byte
	run    []byte // text that waits for its end
	cells  int    // of run, as the renderer counts
}

// A file is what Bubble Tea looks for behind its output: the terminal itself.
type file struct {
	*Writer
	term.File
}

// Write passes on, see [Writer].
func (f file) Write(p []byte) (int, error) { return f.Writer.Write(p) }

// New anchors what is written to the terminal. Where that is one, the result is a [term.File] as well.
func New(to io.Writer) io.Writer {
	w := &Writer{to: to, column: lost}
	if own, ok := to.(term.File); ok {
		return file{w, own}
	}
	return w
}

// Write passes on all of p, or gives the terminal's error.
func (w *Writer) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.out = w.out[:0]
	for rest := p; len(rest) > 0; {
		rest = rest[w.one(rest):]
	}
	w.end()
	if _, err := w.to.Write(w.out); err != nil {
		return 0, fmt.Errorf("write to the terminal: %w", err)
	}
	return len(p), nil
}

// one takes what stands first and says how long it was.
func (w *Writer) one(p []byte) int {
	if p[0] < ' ' || p[0] == 0x7f {
		w.end()
		n := 1
		if p[0] == ansi.ESC {
			_, _, n, _ = ansi.DecodeSequence(p, parser.GroundState, nil)
			w.follow(p[:n])
		} else {
			w.control(p[0])
		}
		w.send(p[:n])
		return n
	}
	r, n := utf8.DecodeRune(p)
	width := widget.RuneWidth(r)
	if !widget.Settled(r) {
		w.run = append(w.run, p[:n]...)
		w.cells += width
		return n
	}
	w.end()
	w.out = append(w.out, p[:n]...)
	w.forward(width)
	return n
}

func (w *Writer) forward(n int) {
	if w.column != lost {
		w.column += n
	}
}

// send passes on a sequence.
func (w *Writer) send(sequence []byte) {
	if string(sequence) == leave {
		w.out = append(w.out, asItWas...)
	}
	w.out = append(w.out, sequence...)
	if string(sequence) == enter {
		w.out = append(w.out, leftToRight...)
	}
}

// end sends the text that waited.
func (w *Writer) end() {
	if len(w.run) == 0 {
		return
	}
	if w.column != lost && w.cells > 0 {
		w.out = append(w.out, ansi.EraseCharacter(w.cells)...)
	}
	w.out = append(w.out, w.run...)
	if w.column != lost {
		w.column += w.cells
		w.out = append(w.out, ansi.CursorHorizontalAbsolute(w.column+1)...)
	}
	w.run, w.cells = w.run[:0], 0
}

func (w *Writer) control(c byte) {
	const tab = 8
	switch {
	case c == '\r':
		w.column = 0
	case w.column == lost:
	case c == '\b':
		w.column = max(0, w.column-1)
	case c == '\t':
		w.column += tab - w.column%tab
	}
}

// follow takes note of where a sequence moves the cursor. What it does not know leaves the cursor lost until the next
// sequence that names a column.
func (w *Writer) follow(sequence []byte) {
	switch {
	case len(sequence) > 2 && sequence[1] == '[' && !bytes.ContainsAny(sequence[2:3], "?><="):
		first, second, _ := strings.Cut(string(sequence[2:len(sequence)-1]), ";")
		w.move(sequence[len(sequence)-1], number(first), number(second))
	case len(sequence) == 2 && bytes.ContainsAny(sequence[1:], "c8"): // a reset; a place that was kept
		w.column = lost
	}
}

func (w *Writer) move(final byte, first, second int) {
	switch final {
	case 'H', 'f':
		w.column = second - 1
	case 'G', '`':
		w.column = first - 1
	case 'C', 'b':
		w.forward(first)
	case 'D':
		if w.column != lost {
			w.column = max(0, w.column-first)
		}
	case 'E', 'F', 'r':
		w.column = 0
	case 'I', 'Z', 'u':
		w.column = lost
	}
}

// number is a parameter, 1 where it is left out.
func number(text string) int {
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		return 1
	}
	return n
}

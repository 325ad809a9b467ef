package main

import (
	"io"
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// A table is plain columns for people: no lines, no colour, two blanks between columns, widths in terminal cells so
// that names in any script line up. Cells hold text that is already clean.
type table [][]string

// widest is where a cell is cut, but for the last of its row: one endless name must not push a column off the screen.
const widest = 44

func (t *table) row(cells ...string) {
	for i := range len(cells) - 1 {
		cells[i] = ansi.TruncateWc(cells[i], widest, "…")
	}
	*t = append(*t, cells)
}

// writeTo ends every line after its last cell that is not empty.
func (t table) writeTo(w io.Writer) error {
	var widths []int
	for _, row := range t {
		for i, cell := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], ansi.StringWidthWc(cell))
		}
	}
	for _, row := range t {
		var line strings.Builder
		for i, cell := range row {
			line.WriteString(cell)
			line.WriteString(strings.Repeat(" ", widths[i]-ansi.StringWidthWc(cell)+2))
		}
		if _, err := io.WriteString(w, strings.TrimRight(line.String(), " ")+"\n"); err != nil {
			return err
		}
	}
	return nil
}

// orDash stands in for what is not known.
func orDash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

package widget

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// Wrap breaks a text at blanks into at most n lines of a width; what does not fit stays on the last line, where the
// pen cuts it. An empty text has no lines.
func Wrap(s string, width, n int) []string {
	if s == "" || n < 1 {
		return nil
	}
	if Width(s) <= width || width < 1 {
		return []string{s}
	}
	lines := strings.Split(ansi.WordwrapWc(s, width, ""), "\n")
	if len(lines) > n {
		lines[n-1] = strings.Join(lines[n-1:], " ")
		lines = lines[:n]
	}
	return lines
}

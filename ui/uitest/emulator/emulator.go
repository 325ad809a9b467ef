// Package emulator is a terminal for tests: a strict one, which fails on every sequence that our renderer has no
// business to send, and one that can be of another opinion than the renderer about how wide a letter is.
package emulator

import (
	"fmt"
	"slices"
	"strings"
)

// A Cell is one place of the screen: what stands there and how it looks. The right half of a wide letter is empty and
// looks like the left.
type Cell struct {
	Text string // one letter with its marks; " " for a blank
	Look string // the attributes in a fixed order, "" for the terminal's own
}

// A Screen is a terminal. What it is written it draws, as far as it is allowed.
type Screen struct {
	// Titles, Clipboard and Notes are what was set or told beside the cells: names of the window, texts of the clipboard as
	// they were sent, and desktop notifications.
	Titles, Clipboard, Notes []string
	// Complaints are what no honest renderer sends, one for each.
	Complaints []string

	opinion Opinion
	w, h    int
	rows    [][]Cell
	x, y    int
	due     bool // the next letter belongs to the next line, because the last cell of this one is written
	nowrap  bool
	look    look
	top     int // the scrolling region
	bottom  int
	last    string // the last letter, for [Screen.repeat]
	modes   map[string]bool
	rest    []byte // a sequence that has not arrived whole
}

// New is a blank terminal.
func New(w, h int, opinion Opinion) *Screen {
	s := &Screen{opinion: opinion, w: w, h: h, bottom: h - 1, modes: map[string]bool{}}
	s.rows = make([][]Cell, h)
	for y := range s.rows {
		s.rows[y] = s.blanks(w)
	}
	return s
}

// Row is a line of the screen.
func (s *Screen) Row(y int) []Cell { return s.rows[y] }

// Size is how many cells and lines there are.
func (s *Screen) Size() (w, h int) { return s.w, s.h }

// Text is the screen as lines without blanks at their ends.
func (s *Screen) Text() string {
	var out strings.Builder
	for _, row := range s.rows {
		var line strings.Builder
		for _, c := range row {
			line.WriteString(c.Text)
		}
		out.WriteString(strings.TrimRight(line.String(), " ") + "\n")
	}
	return out.String()
}

// Mode says whether a mode is set, by the text between CSI and its end: "?1049".
func (s *Screen) Mode(name string) bool { return s.modes[name] }

func (s *Screen) complain(format string, args ...any) {
	s.Complaints = append(s.Complaints, fmt.Sprintf(format, args...))
}

func (s *Screen) blanks(n int) []Cell {
	row := make([]Cell, n)
	for i := range row {
		row[i] = Cell{Text: " ", Look: s.look.ground()}
	}
	return row
}

// print puts a letter, or a mark onto the letter before it.
func (s *Screen) print(r rune) {
	if at, ok := s.before(); ok {
		had := s.rows[s.y][at].Text
		if width, joins := s.opinion(had, r); joins {
			s.join(at, r, width)
			return
		}
	}
	width, _ := s.opinion("", r)
	if width <= 0 {
		return // a mark without a letter
	}
	s.put(string(r), width)
}

// before is where the last letter begins that stands right before the cursor.
func (s *Screen) before() (x int, ok bool) {
	x = s.x - 1
	if s.due {
		x = s.w - 1
	}
	for x > 0 && s.rows[s.y][x].Text == "" {
		x--
	}
	return x, x >= 0 && s.rows[s.y][x].Text != " " && s.rows[s.y][x].Text != ""
}

// join adds to a letter, which may become wider by it.
func (s *Screen) join(at int, r rune, width int) {
	c := &s.rows[s.y][at]
	c.Text += string(r)
	had := 1
	for at+had < s.w && s.rows[s.y][at+had].Text == "" {
		had++
	}
	for ; had < width && at+had < s.w; had++ {
		s.clear(at+had, s.y)
		s.rows[s.y][at+had] = Cell{Text: "", Look: c.Look}
		s.forward()
	}
}

func (s *Screen) forward() {
	if s.x++; s.x >= s.w {
		s.x, s.due = s.w-1, true
	}
}

// put draws a letter at the cursor. One that has no room wraps, or is drawn in the last cells where that is forbidden.
func (s *Screen) put(text string, width int) {
	if s.due && !s.nowrap || s.x+width > s.w && !s.nowrap {
		s.x, s.due = 0, false
		s.feed()
	}
	if s.due = false; s.x+width > s.w {
		s.x = max(0, s.w-width)
	}
	for i := range min(width, s.w) {
		s.clear(s.x+i, s.y)
		s.rows[s.y][s.x+i] = Cell{Look: s.look.String()}
	}
	s.rows[s.y][s.x].Text = text
	s.last = text
	for range width {
		s.forward()
	}
	s.due = s.due && !s.nowrap
}

// clear makes a cell free; of a wide letter that it belonged to nothing stays.
func (s *Screen) clear(x, y int) {
	row := s.rows[y]
	first := x
	for first > 0 && row[first].Text == "" {
		first--
	}
	for i := first; i < s.w && (i == first || row[i].Text == ""); i++ {
		row[i] = Cell{Text: " ", Look: row[i].Look}
	}
}

// feed goes to the next line; at the end of the scrolling region its lines move up.
func (s *Screen) feed() {
	switch {
	case s.y == s.bottom:
		s.scroll(s.top, 1)
	case s.y < s.h-1:
		s.y++
	}
}

// scroll moves the lines from one to the end of the region up, or down when n is negative.
func (s *Screen) scroll(from, n int) {
	region := s.rows[from : s.bottom+1]
	for ; n > 0; n-- {
		copy(region, region[1:])
		region[len(region)-1] = s.blanks(s.w)
	}
	for ; n < 0; n++ {
		copy(region[1:], region[:len(region)-1])
		region[0] = s.blanks(s.w)
	}
}

func (s *Screen) goTo(x, y int) {
	s.x, s.y, s.due = min(max(x, 0), s.w-1), min(max(y, 0), s.h-1), false
}

// erase blanks cells of the cursor's line, and with them wide letters that it cuts.
func (s *Screen) erase(from, until int) {
	for x := max(from, 0); x < min(until, s.w); x++ {
		s.clear(x, s.y)
		s.rows[s.y][x] = s.blanks(1)[0]
	}
}

// split blanks a wide letter that reaches over the left side of a cell.
func (s *Screen) split(x int) {
	if x < s.w && s.rows[s.y][x].Text == "" {
		s.clear(x, s.y)
	}
}

func (s *Screen) insert(n int) {
	s.split(s.x)
	row := s.rows[s.y]
	s.rows[s.y] = slices.Concat(row[:s.x:s.x], s.blanks(min(n, s.w-s.x)), row[s.x:max(s.x, s.w-n)])
}

func (s *Screen) remove(n int) {
	n = min(n, s.w-s.x)
	s.split(s.x)
	s.split(s.x + n)
	row := s.rows[s.y]
	s.rows[s.y] = slices.Concat(row[:s.x:s.x], row[s.x+n:], s.blanks(n))
}

// repeat draws the last letter again.
func (s *Screen) repeat(n int) {
	for range n {
		s.put(s.last, 1)
	}
}

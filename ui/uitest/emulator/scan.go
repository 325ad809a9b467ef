package emulator

import (
	"bytes"
	"encoding/base64"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Write draws what it is given. A sequence that is cut waits for its rest.
func (s *Screen) Write(p []byte) (int, error) {
	b := append(s.rest, p...)
	s.rest = nil
	for len(b) > 0 {
		n := s.one(b)
		if n == 0 {
			s.rest = bytes.Clone(b)
			break
		}
		b = b[n:]
	}
	return len(p), nil
}

// Close complains about a sequence that never ended.
func (s *Screen) Close() {
	if len(s.rest) > 0 {
		s.complain("the end is a broken sequence: %q", s.rest)
	}
}

// one draws what stands first and says how long that was; 0 when it has not arrived whole.
func (s *Screen) one(b []byte) int {
	switch c := b[0]; {
	case c == 0x1b:
		return s.escape(b)
	case c < 0x20 || c == 0x7f:
		s.control(c)
		return 1
	case !utf8.FullRune(b):
		return 0
	}
	r, n := utf8.DecodeRune(b)
	switch {
	case r == utf8.RuneError && n == 1:
		s.complain("a byte that is no UTF-8: %#x", b[0])
	case unicode.Is(unicode.C, r):
		s.complain("the control or format character %U", r)
	case unicode.In(r, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector, unicode.Zl, unicode.Zp):
		s.complain("the invisible character %U", r)
	}
	s.print(r)
	return n
}

func (s *Screen) control(c byte) {
	switch c {
	case '\r':
		s.goTo(0, s.y)
	case '\n':
		s.due = false
		s.feed()
	case '\b':
		s.goTo(s.x-1, s.y)
	case '\t':
		s.goTo((s.x/8+1)*8, s.y)
	default:
		s.complain("the control character %#x", c)
	}
}

func (s *Screen) escape(b []byte) int {
	if len(b) < 2 {
		return 0
	}
	switch b[1] {
	case '[':
		return s.csi(b)
	case ']':
		return s.osc(b)
	case 'M': // reverse index
		if s.y == s.top {
			s.scroll(s.top, -1)
		} else {
			s.goTo(s.x, s.y-1)
		}
		return 2
	default:
		s.complain("the sequence ESC %q", b[1])
		return 2
	}
}

func (s *Screen) csi(b []byte) int {
	end := 2
	for end < len(b) && b[end] >= 0x20 && b[end] < 0x40 {
		end++
	}
	switch {
	case end == len(b):
		return 0
	case b[end] < 0x40 || b[end] > 0x7e:
		s.complain("a control sequence with a strange end: %q", b[:end+1])
		return end
	}
	s.order(string(b[2:end]), b[end])
	return end + 1
}

// order does what a control sequence says.
func (s *Screen) order(params string, final byte) {
	switch {
	case s.talk(params, final):
	case final == 'm':
		if strange := s.look.wear(strings.Split(params, ";")); len(strange) > 0 {
			s.complain("the attributes %q", strange)
		}
	case strings.Trim(params, "0123456789;") != "":
		s.complain("the sequence CSI %s %c", params, final)
	default:
		s.move(numbers(params), params, final)
	}
}

// talk is for sequences that set or ask something and draw nothing: those that Bubble Tea is known to send, and those of
// package anchor.
func (s *Screen) talk(params string, final byte) bool {
	switch {
	case final == 'h' || final == 'l':
		if !slices.Contains([]string{"?25", "?1049", "?1004", "?2004", "?2026", "?7", "8"}, params) {
			s.complain("the mode CSI %s %c", params, final)
		}
		s.modes[params] = final == 'h'
		if params == "?7" {
			s.nowrap = final == 'l'
		}
	case strings.IndexByte("pqcnu", final) >= 0 || strings.IndexAny(params, "?><=") == 0:
		// Whether it knows frames and clusters, the shape of the cursor, the keys.
		known := []string{"?2026$p", "?2027$p", "0 q", "1 q", "?u", ">1u", "<1u", "=0;1u", "=1;1u", ">4m", ">4;0m", ">4;2m", "?5W"}
		if !slices.Contains(known, params+string(final)) {
			s.complain("the question CSI %s %c", params, final)
		}
	default:
		return false
	}
	return true
}

func numbers(params string) []int {
	var out []int
	for part := range strings.SplitSeq(params, ";") {
		n, _ := strconv.Atoi(part) // "" is 0, which stands for the default
		out = append(out, n)
	}
	return out
}

func (s *Screen) move(list []int, params string, final byte) {
	n := max(1, list[0])
	switch final {
	case 'A':
		s.goTo(s.x, s.y-n)
	case 'B':
		s.goTo(s.x, s.y+n)
	case 'C':
		s.goTo(s.x+n, s.y)
	case 'D':
		s.goTo(s.x-n, s.y)
	case 'G', '`':
		s.goTo(n-1, s.y)
	case 'd':
		s.goTo(s.x, n-1)
	case 'H', 'f':
		x := 1
		if len(list) > 1 {
			x = max(1, list[1])
		}
		s.goTo(x-1, n-1)
	default:
		s.change(list, n, params, final)
	}
}

func (s *Screen) change(list []int, n int, params string, final byte) {
	switch final {
	case 'X':
		s.erase(s.x, s.x+n)
	case '@':
		s.insert(n)
	case 'P':
		s.remove(n)
	case 'b':
		s.repeat(n)
	case 'K':
		s.eraseLine(list[0])
	case 'J':
		s.eraseScreen(list[0])
	default:
		s.lines(list, n, params, final)
	}
}

// lines moves whole lines.
func (s *Screen) lines(list []int, n int, params string, final byte) {
	switch final {
	case 'L':
		s.scroll(s.y, -n)
	case 'M':
		s.scroll(s.y, n)
	case 'S':
		s.scroll(s.top, n)
	case 'T':
		s.scroll(s.top, -n)
	case 'r':
		s.top, s.bottom = n-1, s.h-1
		if len(list) > 1 && list[1] > 0 {
			s.bottom = min(list[1], s.h) - 1
		}
		s.goTo(0, 0)
	default:
		s.complain("the sequence CSI %s %c", params, final)
	}
}

func (s *Screen) eraseLine(which int) {
	switch which {
	case 0:
		s.erase(s.x, s.w)
	case 1:
		s.erase(0, s.x+1)
	default:
		s.erase(0, s.w)
	}
}

func (s *Screen) eraseScreen(which int) {
	from, until := 0, s.h
	switch which {
	case 0:
		s.erase(s.x, s.w)
		from = s.y + 1
	case 1:
		s.erase(0, s.x+1)
		until = s.y
	}
	for y := from; y < until; y++ {
		s.rows[y] = s.blanks(s.w)
	}
}

// osc takes what is told beside the cells.
func (s *Screen) osc(b []byte) int {
	end := bytes.IndexAny(b[2:], "\x07\x1b")
	if end < 0 {
		return 0
	}
	length := 2 + end + 1
	if b[2+end] == 0x1b {
		if length++; length > len(b) {
			return 0
		}
		if b[length-1] != '\\' {
			s.complain("a sequence that is not ended: %q", b[:length])
		}
	}
	s.tell(string(b[2 : 2+end]))
	return length
}

// tell takes the text of such a sequence, which must be one that a person could have typed.
func (s *Screen) tell(text string) {
	if !typed(text) {
		s.complain("a text with a character that does not belong there: %q", text)
	}
	number, rest, _ := strings.Cut(text, ";")
	_, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(rest, "c;"))
	parts := map[string]int{"9": 0, "99": 1, "777": 2} // semicolons in the rest of a notification
	more, note := parts[number]
	switch {
	case number == "2":
		s.Titles = append(s.Titles, rest)
	case number == "52" && err == nil:
		s.Clipboard = append(s.Clipboard, rest)
	case number == "9" && strings.HasPrefix(rest, "4;"): // how far it is
	case note && strings.Count(rest, ";") == more:
		s.Notes = append(s.Notes, rest)
	case text == "11;?" || text == "10;?": // what the colours are
	default:
		s.complain("the sequence OSC %q", text)
	}
}

func typed(text string) bool {
	return utf8.ValidString(text) && !strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(unicode.C, r) })
}

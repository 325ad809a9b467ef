package emulator

import (
	"hash/fnv"
	"unicode"

	"github.com/charmbracelet/x/ansi"
)

// An Opinion is how wide a terminal takes a rune for, and whether it joins the letter before it, which may be "". The
// width of one that joins is that of both together.
type Opinion func(before string, r rune) (width int, joins bool)

// ByRune is the opinion of xterm, tmux, the terminals of GNOME and most others: marks are of no width, every other rune
// has its own.
func ByRune(before string, r rune) (width int, joins bool) {
	if ascii(r) {
		return 1, false
	}
	width = ansi.StringWidthWc(string(r))
	if width > 0 {
		return width, false
	}
	return max(1, ansi.StringWidthWc(before)), before != ""
}

func ascii(r rune) bool { return r >= ' ' && r <= '~' }

// ByCluster is the opinion of terminals that draw what a person takes for one letter as one: Ghostty, WezTerm, Windows
// Terminal, and others in mode 2027.
func ByCluster(before string, r rune) (width int, joins bool) {
	if ascii(r) {
		return 1, false
	}
	if before != "" {
		all := before + string(r)
		if first, width := ansi.FirstGraphemeCluster(all, ansi.GraphemeWidth); first == all {
			return width, true
		}
	}
	return ansi.StringWidth(string(r)), false
}

// Contrary is the opinion of a terminal that joins runes which are not settled to the letter before them, or gives them fewer
// cells than others do, for no reason but their number and a seed. No terminal is known that gives more.
func Contrary(seed byte, settled func(r rune) bool) Opinion {
	return func(before string, r rune) (width int, joins bool) {
		if settled(r) {
			return ByRune(before, r)
		}
		hash := fnv.New32a()
		_, _ = hash.Write([]byte(string(r) + string(rune(seed))))
		most, last := ansi.StringWidthWc(string(r)), []rune(before)
		joins = len(last) > 0 && (unicode.IsMark(r) || !settled(last[len(last)-1]))
		if width = min(int(hash.Sum32()>>8)%3, most); width > 0 {
			return width, false
		}
		if joins {
			return max(1, ansi.StringWidthWc(before)), true
		}
		return min(1, most), false
	}
}

package emulator

import (
	"slices"
	"strings"
)

// A look is the attributes that letters are drawn with, by what they are about.
type look struct {
	set                    []string // bold, underlined and the like, by their numbers, in order
	front, back, underline string   // colours
	text                   string   // all of it
}

func (l *look) String() string {
	return strings.Trim(strings.Join(l.set, ";")+" "+l.front+" "+l.back+" "+l.underline, " ")
}

// ground is what a blank takes from the look: the colour behind it.
func (l *look) ground() string { return l.back }

// wear takes the parameters of SGR, and gives those that it does not know.
func (l *look) wear(list []string) (strange []string) {
	for len(list) > 0 {
		n := 1
		switch p := list[0]; {
		case p == "" || p == "0":
			*l = look{}
		case p == "38" || p == "48" || p == "58":
			n = l.colour(list)
		case !l.attribute(p) && !l.plainColour(p):
			strange = append(strange, p)
		}
		list = list[n:]
	}
	l.text = strings.Trim(strings.Join(l.set, ";")+" "+l.front+" "+l.back+" "+l.underline, " ")
	return strange
}

// attribute takes what is not a colour. None of ours conceals or blinks.
func (l *look) attribute(p string) bool {
	switch p {
	case "1", "2", "3", "4", "7", "9":
		l.add(p)
	case "4:0", "4:1", "4:2", "4:3", "4:4", "4:5":
		l.add("4")
	case "22", "23", "24", "27", "29":
		l.drop(p)
	default:
		return false
	}
	return true
}

// plainColour takes one of the sixteen, or the terminal's own.
func (l *look) plainColour(p string) bool {
	tens, unit := p[:len(p)-1], p[len(p)-1]
	if unit == '9' && len(p) == 2 {
		p = "" // the terminal's own
	} else if unit > '7' {
		return false
	}
	switch tens {
	case "3", "9":
		l.front = p
	case "4", "10":
		l.back = p
	case "5":
		l.underline = p
		return p == ""
	default:
		return false
	}
	return true
}

// colour takes 38;5;N or 38;2;R;G;B and says how many parameters that were.
func (l *look) colour(list []string) int {
	n := len(list)
	if len(list) > 1 && list[1] == "5" {
		n = min(3, n)
	} else {
		n = min(5, n)
	}
	text := strings.Join(list[:n], ";")
	switch list[0] {
	case "38":
		l.front = text
	case "48":
		l.back = text
	default:
		l.underline = text
	}
	return n
}

func (l *look) add(p string) {
	if !slices.Contains(l.set, p) {
		l.set = append(slices.Clone(l.set), p)
		slices.Sort(l.set)
	}
}

// drop ends what a number such as 24 ends: underlined, 4; 22 ends bold and faint.
func (l *look) drop(p string) {
	l.set = slices.DeleteFunc(slices.Clone(l.set), func(had string) bool {
		return "2"+had == p || p == "22" && had == "1"
	})
}

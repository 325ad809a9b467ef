package seamclient

import (
	"bytes"
	"fmt"
)

// Bounds on what the JSON of one answer may hold. Few bytes can stand for much memory: three make an element of a list, which
// decodes to half a kilobyte or more. A page of devices, the largest of Seam's objects, has some forty thousand values, a quarter
// of them in lists, in eight levels.
const (
	// maxElements is how many elements all lists may have together, those inside others included.
	maxElements = 100_000
	// maxValues is the same for the members of objects and the elements of lists.
	maxValues = 1_000_000
	// maxDepth is how deep values may lie in each other.
	maxDepth = 100
	// lightAnswer is how many bytes cannot hold more than maxElements, because each takes two at least.
	lightAnswer = 2 * maxElements
)

// weigh refuses an answer that would take much more memory than it has bytes. Whether it is valid JSON is for others to say.
func weigh(body []byte) error {
	if len(body) <= lightAnswer {
		return nil
	}
	s := scale{rest: body}
	for s.step() {
		switch {
		case s.depth > maxDepth:
			return fmt.Errorf("%w: values lie more than %d deep", errTooMuch, maxDepth)
		case s.elements > maxElements:
			return fmt.Errorf("%w: its lists have more than %d elements", errTooMuch, maxElements)
		case s.elements+s.members > maxValues:
			return fmt.Errorf("%w: it has more than %d values", errTooMuch, maxValues)
		}
	}
	return nil
}

// A scale counts commas and brackets outside texts. An empty list counts as one of one element.
type scale struct {
	rest              []byte
	elements, members int
	depth             int
	lists             [maxDepth + 1]bool // by depth: whether it is a list
}

// step takes what is there up to the next bracket or comma, and false at the end.
func (s *scale) step() bool {
	for i, c := range s.rest {
		switch c {
		case '"':
			s.rest = s.rest[i+1:]
			return s.text()
		case '[', '{':
			if s.depth++; s.depth <= maxDepth {
				s.lists[s.depth] = c == '['
			}
			s.count()
		case ',':
			s.count()
		case ']', '}':
			s.depth = max(s.depth-1, 0)
		default:
			continue
		}
		s.rest = s.rest[i+1:]
		return true
	}
	return false
}

func (s *scale) count() {
	if s.depth <= maxDepth && s.lists[s.depth] {
		s.elements++
	} else {
		s.members++
	}
}

// text takes the rest of a text, with its quote.
func (s *scale) text() bool {
	for {
		end := bytes.IndexAny(s.rest, `"\`)
		if end < 0 || end+1 >= len(s.rest) {
			return false
		}
		escape := s.rest[end] == '\\'
		s.rest = s.rest[end+1:]
		if !escape {
			return true
		}
		s.rest = s.rest[1:] // whatever is escaped, it does not end the text
	}
}

package engine

import (
	"container/heap"
	"time"
)

// A slot is the place of a series in the queue.
type slot struct {
	due time.Time
	pos int // one more than the index, 0 outside
}

// A queue gives out the series that are due, the earliest first, and those of one moment in the order of their keys.
type queue struct{ items pile }

// set enters a series or moves it. A zero time takes it out.
func (q *queue) set(s *series, due time.Time) {
	switch {
	case due.IsZero():
		q.drop(s)
	case s.pos > 0:
		s.due = due
		heap.Fix(&q.items, s.pos-1)
	default:
		s.due = due
		heap.Push(&q.items, s)
	}
}

// drop takes a series out, if it is there.
func (q *queue) drop(s *series) {
	if s.pos > 0 {
		heap.Remove(&q.items, s.pos-1)
	}
}

// take takes out those that are due, most of them at most.
func (q *queue) take(now time.Time, most int) []*series {
	var out []*series
	for len(out) < most && len(q.items) > 0 && !q.items[0].due.After(now) {
		out = append(out, heap.Pop(&q.items).(*series)) //nolint:errcheck // the queue holds nothing else
	}
	return out
}

// next is when the earliest series is due, zero when there is none.
func (q *queue) next() time.Time {
	if len(q.items) == 0 {
		return time.Time{}
	}
	return q.items[0].due
}

// count is how many are due. It looks at no others.
func (q *queue) count(now time.Time) int {
	n := 0
	for open := []int{0}; len(open) > 0; {
		i := open[len(open)-1]
		open = open[:len(open)-1]
		if i < len(q.items) && !q.items[i].due.After(now) {
			n++
			open = append(open, 2*i+1, 2*i+2)
		}
	}
	return n
}

// pile is the heap below a queue.
type pile []*series

func (p pile) Len() int { return len(p) }

func (p pile) Less(i, j int) bool {
	if c := p[i].due.Compare(p[j].due); c != 0 {
		return c < 0
	}
	return compareKeys(p[i].key, p[j].key) < 0
}

func (p pile) Swap(i, j int) {
	p[i], p[j] = p[j], p[i]
	p[i].pos, p[j].pos = i+1, j+1
}

// Push is for container/heap.
func (p *pile) Push(x any) {
	s := x.(*series) //nolint:errcheck // the queue holds nothing else
	*p = append(*p, s)
	s.pos = len(*p)
}

// Pop is for container/heap.
func (p *pile) Pop() any {
	last := len(*p) - 1
	s := (*p)[last]
	(*p)[last] = nil
	*p = (*p)[:last]
	s.pos = 0
	return s
}

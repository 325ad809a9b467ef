package live

import (
	"container/heap"
	"time"
)

// A slot is the place of an item in an agenda. Milliseconds, because windows may end in the year 9999, which
// nanoseconds cannot say.
type slot struct {
	at  int64 // Unix milliseconds
	pos int   // one more than the index, 0 outside
}

func (s *slot) place() *slot { return s }

// An agenda holds each item at most once and gives out those that are due, the earliest first.
type agenda[T interface{ place() *slot }] struct{ items queue[T] }

// set enters an item or moves it.
func (a *agenda[T]) set(item T, at time.Time) {
	s := item.place()
	s.at = at.UnixMilli()
	if s.pos > 0 {
		heap.Fix(&a.items, s.pos-1)
		return
	}
	heap.Push(&a.items, item)
}

// drop takes an item out, if it is there.
func (a *agenda[T]) drop(item T) {
	if s := item.place(); s.pos > 0 {
		heap.Remove(&a.items, s.pos-1)
	}
}

// pop takes out the earliest item that is due.
func (a *agenda[T]) pop(now time.Time) (item T, ok bool) {
	if len(a.items) == 0 || a.items[0].place().at > now.UnixMilli() {
		return item, false
	}
	return heap.Pop(&a.items).(T), true //nolint:errcheck // the queue holds nothing but T
}

// next is when the earliest item is due.
func (a *agenda[T]) next() (at time.Time, ok bool) {
	if len(a.items) == 0 {
		return time.Time{}, false
	}
	return time.UnixMilli(a.items[0].place().at), true
}

// queue is the heap below an agenda.
type queue[T interface{ place() *slot }] []T

func (q queue[T]) Len() int           { return len(q) }
func (q queue[T]) Less(i, j int) bool { return q[i].place().at < q[j].place().at }

func (q queue[T]) Swap(i, j int) {
	q[i], q[j] = q[j], q[i]
	q[i].place().pos, q[j].place().pos = i+1, j+1
}

// Push is for container/heap.
func (q *queue[T]) Push(x any) {
	item := x.(T) //nolint:errcheck // the queue holds nothing but T
	*q = append(*q, item)
	item.place().pos = len(*q)
}

// Pop is for container/heap.
func (q *queue[T]) Pop() any {
	var none T
	last := len(*q) - 1
	item := (*q)[last]
	(*q)[last] = none
	*q = (*q)[:last]
	item.place().pos = 0
	return item
}

package sim

import (
	"container/heap"
	"slices"
)

// A task is something that happens at an instant: one code's next step, or anything else as a function.
type task struct {
	at   stamp
	seq  uint64 // tasks of one instant happen in the order they were planned
	code *code
	gen  uint32 // a code's step is void when the code has been replanned since
	do   func()
}

type taskHeap []task

func (h taskHeap) Len() int { return len(h) }

func (h taskHeap) Less(i, j int) bool {
	if h[i].at != h[j].at {
		return h[i].at < h[j].at
	}
	return h[i].seq < h[j].seq
}

func (h taskHeap) Swap(i, j int) { h[i], h[j] = h[j], h[i] }

// Push is for container/heap only.
func (h *taskHeap) Push(x any) {
	if t, ok := x.(task); ok {
		*h = append(*h, t)
	}
}

// Pop is for container/heap only.
func (h *taskHeap) Pop() any {
	old := *h
	last := old[len(old)-1]
	old[len(old)-1] = task{}
	*h = old[:len(old)-1]
	return last
}

// A queue holds what is still to happen. Nothing happens by itself: the world takes what is due when it is asked for.
type queue struct {
	tasks taskHeap
	seq   uint64
}

func (q *queue) put(t task) {
	q.seq++
	t.seq = q.seq
	heap.Push(&q.tasks, t)
}

// sweep forgets the steps of codes that have been replanned since, once they outnumber what is still to happen.
func (q *queue) sweep(live int) {
	if len(q.tasks) < 2*live+10_000 {
		return
	}
	q.tasks = slices.DeleteFunc(q.tasks, func(t task) bool { return t.code != nil && t.code.gen != t.gen })
	heap.Init(&q.tasks)
}

// take returns the earliest task that is due at now, and false when there is none.
func (q *queue) take(now stamp) (task, bool) {
	if len(q.tasks) == 0 || q.tasks[0].at > now {
		return task{}, false
	}
	t, ok := heap.Pop(&q.tasks).(task)
	return t, ok
}

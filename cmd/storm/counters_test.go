package storm

import (
	"maps"
	"slices"
	"strings"
	"sync"
)

// counters count what happened in all seeds, by name.
type counters struct {
	mu sync.Mutex
	n  map[string]int
}

func newCounters() *counters { return &counters{n: map[string]int{}} }

func (c *counters) add(name string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.n[strings.TrimRight(cutAt(name, " (request"), " ")]++
}

// cutAt is a text up to the first place of another.
func cutAt(text, at string) string {
	head, _, _ := strings.Cut(text, at)
	return head
}

// names are all that were counted, in order.
func (c *counters) names() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Sorted(maps.Keys(c.n))
}

func (c *counters) of(name string) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.n[name]
}

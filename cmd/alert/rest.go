package alert

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// A rest is what came too fast to be told one by one.
type rest struct {
	first  Alert
	sum    int
	byKind map[Kind]int
}

// alert says all of it in one; what came alone is told as it is.
func (r *rest) alert() Alert {
	if r.sum <= 1 {
		return r.first
	}
	var parts []string
	for _, kind := range slices.Sorted(maps.Keys(r.byKind)) {
		parts = append(parts, fmt.Sprintf("%d %s", r.byKind[kind], strings.ReplaceAll(string(kind), "_", " ")))
	}
	return Alert{
		Kind: Several, At: r.first.At, More: r.byKind,
		Message: fmt.Sprintf("%d more: %s; the first is %s", r.sum, strings.Join(parts, ", "), r.first.Message),
	}
}

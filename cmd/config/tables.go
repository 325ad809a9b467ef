package config

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// A cell is one key of a table within the file; put checks a value and stores it in a T.
type cell[T any] struct {
	key      string
	kind     kind
	doc      string
	fallback string // as it stands in the file
	put      func(*T, value) error
}

// A flaw is what is wrong somewhere within a table; at leads there from the table's own key.
type flaw struct {
	at         []string
	what, hint string
}

// flaws are everything that is wrong with a table. As an error they are the first of them.
type flaws []flaw

func (f flaws) Error() string { return f[0].what }

// asError is nil where nothing is wrong.
func (f flaws) asError() error {
	if len(f) == 0 {
		return nil
	}
	return f
}

// under puts a key before the way to every flaw.
func (f flaws) under(key ...string) flaws {
	for i := range f {
		f[i].at = slices.Concat(key, f[i].at)
	}
	return f
}

// fill reads a table into what it describes. A key that no cell has goes to more, which says whether it knew it; words
// are the keys that more knows.
func fill[T any](into *T, cells []cell[T], tree map[string]any, words []string, more func(key string, raw any) (flaws, bool)) flaws {
	var all flaws
	for _, key := range slices.Sorted(maps.Keys(tree)) {
		if i := slices.IndexFunc(cells, func(c cell[T]) bool { return c.key == key }); i >= 0 {
			all = append(all, cells[i].take(into, tree[key])...)
			continue
		}
		if more != nil {
			if found, ok := more(key, tree[key]); ok {
				all = append(all, found.under(key)...)
				continue
			}
		}
		for _, c := range cells {
			words = append(words, c.key)
		}
		all = append(all, unknownKey(key, words))
	}
	return all
}

func unknownKey(key string, words []string) flaw {
	slices.Sort(words)
	hint := "the keys here are " + strings.Join(slices.Compact(words), ", ") + "."
	if _, above := rowOf(key); above {
		hint = "it belongs above the first line in brackets, or into a profile."
	}
	return flaw{at: []string{key}, what: fmt.Sprintf("unknown key %q", short(key)), hint: cmp.Or(didYouMean(key, words), hint)}
}

func (c *cell[T]) take(into *T, raw any) flaws {
	v, ok := c.kind.take(raw)
	if !ok {
		return flaws{{at: []string{c.key}, what: fmt.Sprintf("%q is %s, want %s", c.key, kindOf(raw), c.kind)}}
	}
	if err := c.put(into, v); err != nil {
		return flaws{{at: []string{c.key}, what: fmt.Sprintf("%q: %s", c.key, err), hint: hintOf(err)}}
	}
	return nil
}

// branch takes a table that stands within a table.
func branch(raw any, read func(tree map[string]any) flaws) flaws {
	tree, ok := raw.(map[string]any)
	if !ok {
		return flaws{{what: fmt.Sprintf("it is %s, want a table", kindOf(raw))}}
	}
	return read(tree)
}

// documentCells explains every cell and gives it its default, commented out.
func documentCells[T any](b *strings.Builder, cells []cell[T]) {
	for _, c := range cells {
		b.WriteString(comment(c.doc))
		fmt.Fprintf(b, "# %s = %s\n", c.key, c.fallback)
	}
}

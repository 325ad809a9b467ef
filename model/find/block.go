package find

import (
	"strings"

	"seamdash/model"
)

// A block is the rows of one lock: a run of slots that stays where it is while the lock changes.
type block struct {
	lock  *model.Lock // nil when the block is free
	habit model.Habit
	facts lockFacts
	// first is the first slot, room how many there are; those from len(lock.Codes) on are empty.
	first, room int32
	place       int32 // of the lock in the picture
	// names are the folded names of the codes, each ended by a line feed, and ends is where each ends.
	names string
	ends  []uint32
	// errs are the problem texts by code, nil when there is none.
	errs []string
	hits int32 // rows that pass the filter
}

func (b *block) count() int { return len(b.lock.Codes) }

// fold reads the texts of the lock and of its codes; old is the lock as it was, or nil, whose texts stay where they are the
// same.
func (b *block) fold(old *model.Lock) {
	if old == nil || !sameTexts(&old.Device, &b.lock.Device) {
		b.facts = factsOf(b.lock)
		b.habit = b.lock.Device.Habit()
	} else {
		b.facts.renew(b.lock)
	}
	b.foldProblems()
	if old != nil && sameNames(old.Codes, b.lock.Codes) {
		return
	}
	var names strings.Builder
	b.ends = make([]uint32, 0, len(b.lock.Codes))
	for i := range b.lock.Codes {
		names.WriteString(fold(b.lock.Codes[i].Name))
		names.WriteByte('\n')
		b.ends = append(b.ends, uint32(names.Len())) //nolint:gosec // names of one lock are far below 4 GB
	}
	b.names = names.String()
}

func (b *block) foldProblems() {
	b.errs = nil
	for i := range b.lock.Codes {
		problems := b.lock.Codes[i].Problems
		if len(problems) == 0 {
			continue
		}
		if b.errs == nil {
			b.errs = make([]string, len(b.lock.Codes))
		}
		b.errs[i] = problemText(problems)
	}
}

func sameTexts(a, b *model.Device) bool {
	return a.Limits == b.Limits && a.Name == b.Name && a.Type == b.Type && a.Manufacturer == b.Manufacturer && a.ModelName == b.ModelName && a.TimeZone == b.TimeZone
}

func sameNames(a, b []model.AccessCode) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i].Name != b[i].Name {
			return false
		}
	}
	return true
}

// name is the folded name of a code.
func (b *block) name(i int) string { return nameAt(b.names, b.ends, i) }

func nameAt(names string, ends []uint32, i int) string {
	from := uint32(0)
	if i > 0 {
		from = ends[i-1]
	}
	return names[from : ends[i]-1]
}

// marks sets found[i] for every code whose name contains the word. It searches all names at once: most locks have none.
func (b *block) marks(found []uint8, word string) {
	at, i := 0, 0
	for {
		k := strings.Index(b.names[at:], word)
		if k < 0 {
			return
		}
		for at += k; int(b.ends[i]) <= at; {
			i++
		}
		found[i] = 1
		at = int(b.ends[i])
		if i++; i == len(b.ends) {
			return
		}
	}
}

package fleet

import (
	"sort"

	"seamdash/model"
	"seamdash/ui/widget"
)

// locks is the left part: which locks are shown, and the cursor over them.
type locks struct {
	list   widget.List[model.DeviceID]
	filter filter
	// shown are the places in the snapshot that pass the filter, ascending; meaningful only while there is a filter.
	shown []int
	// folded are the texts that the filter searches, by place; empty until somebody filters.
	folded []string
	of     *model.Snapshot // what folded was made from
}

func newLocks() locks { return locks{filter: newFilter()} }

func (l *locks) filtered() bool { return len(l.filter.words) > 0 }

// at is the lock of a row.
func (l *locks) at(picture *model.Snapshot, row int) *model.Lock {
	if l.filtered() {
		row = l.shown[row]
	}
	return picture.Locks[row]
}

func (l *locks) count(picture *model.Snapshot) int {
	if l.filtered() {
		return len(l.shown)
	}
	return len(picture.Locks)
}

// settle follows a change of the picture.
func (l *locks) settle(picture *model.Snapshot) {
	if l.filtered() {
		l.search(picture, false)
	}
	l.place(picture)
}

// apply follows a change of the filter.
func (l *locks) apply(picture *model.Snapshot) {
	narrower := l.filter.renew()
	if l.filtered() {
		l.search(picture, narrower)
	}
	l.place(picture)
}

// stick makes the lock under the cursor the chosen one. While the first load runs nobody has chosen anything yet.
func (l *locks) stick(picture *model.Snapshot) {
	if row, ok := l.list.Row(); ok && !l.list.Chosen() {
		l.list.Choose(l.at(picture, row).Device.ID)
	}
}

func (l *locks) place(picture *model.Snapshot) {
	l.list.Settle(l.count(picture), func(id model.DeviceID) (int, bool) {
		place, ok := picture.Place(id)
		if !ok || !l.filtered() {
			return place, ok
		}
		row := sort.SearchInts(l.shown, place)
		return row, row < len(l.shown) && l.shown[row] == place
	})
}

func (l *locks) search(picture *model.Snapshot, narrower bool) {
	if narrower && l.of == picture {
		kept := l.shown[:0]
		for _, place := range l.shown {
			if l.filter.match(l.folded[place]) {
				kept = append(kept, place)
			}
		}
		l.shown = kept
		return
	}
	l.refold(picture)
	l.shown = l.shown[:0]
	for place := range picture.Locks {
		if l.filter.match(l.folded[place]) {
			l.shown = append(l.shown, place)
		}
	}
}

// refold folds the texts of locks that changed since the last time; a lock that is the same is the same pointer.
func (l *locks) refold(picture *model.Snapshot) {
	if l.of == picture {
		return
	}
	old, before := l.folded, l.of
	l.folded = make([]string, len(picture.Locks))
	for place, lock := range picture.Locks {
		if text, ok := foldedBefore(before, old, place, lock); ok {
			l.folded[place] = text
			continue
		}
		d := &lock.Device
		l.folded[place] = fold(d.Name + " " + d.Manufacturer + " " + d.ModelName + " " + standingOf(lock).Word)
	}
	l.of = picture
}

func foldedBefore(before *model.Snapshot, folded []string, place int, lock *model.Lock) (string, bool) {
	if before == nil {
		return "", false
	}
	if place >= len(before.Locks) || before.Locks[place] != lock {
		var ok bool
		if place, ok = before.Place(lock.Device.ID); !ok || before.Locks[place] != lock {
			return "", false
		}
	}
	return folded[place], true
}

package fleet

import (
	"sort"

	"seamdash/model"
	"seamdash/model/find"
	"seamdash/ui/finder"
	"seamdash/ui/widget"
)

// locks is the left part: which locks are shown, and the cursor over them.
type locks struct {
	list     widget.List[model.DeviceID]
	field    *finder.Field
	problems bool // only locks are shown that need a look
	found    *find.LockList
}

func newLocks(stuck func(*model.Lock) bool) locks {
	return locks{field: finder.New(find.Locks), found: find.NewLockList(stuck)}
}

func (l *locks) filtered() bool { return l.found.Filtering() }

// drop shows all locks again, with the next settle or apply.
func (l *locks) drop() {
	l.field.Clear()
	l.problems = false
}

// note is what there is to say about the locks that are shown.
func (l *locks) note() string { return finder.Near(l.found.Closest(), false) }

// at is the lock of a row.
func (l *locks) at(picture *model.Snapshot, row int) *model.Lock {
	if l.filtered() {
		row = l.found.Shown()[row]
	}
	return picture.Locks[row]
}

func (l *locks) count(picture *model.Snapshot) int {
	if l.filtered() {
		return len(l.found.Shown())
	}
	return len(picture.Locks)
}

// settle follows a change of the picture; later says that some time has passed too.
func (l *locks) settle(picture *model.Snapshot, later bool) {
	l.found.Update(picture.Locks)
	if later {
		l.found.Again()
	}
	l.place(picture)
}

// apply follows a change of the filter.
func (l *locks) apply(picture *model.Snapshot) {
	l.found.Filter(l.field.Query(), l.problems)
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
		shown := l.found.Shown()
		row := sort.SearchInts(shown, place)
		return row, row < len(shown) && shown[row] == place
	})
}

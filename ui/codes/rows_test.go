package codes

import (
	"fmt"
	"testing"
	"time"

	"seamdash/model"
	"seamdash/model/find"
	"seamdash/ui/coderow"
)

func noon() time.Time { return time.Date(2026, 11, 20, 20, 0, 0, 0, time.UTC) }

// fleet is n locks in a zone with ten codes each; the first code of each ends late this evening in Los Angeles, which is
// tomorrow in UTC.
func fleet(n int) []*model.Lock {
	locks := make([]*model.Lock, n)
	for i := range locks {
		id := model.DeviceID(fmt.Sprintf("d%05d", i))
		codes := make([]model.AccessCode, 10)
		for k := range codes {
			codes[k] = model.AccessCode{
				ID: model.CodeID(fmt.Sprintf("%s-%d", id, k)), DeviceID: id, Name: fmt.Sprintf("Guest %d of %d", k, i), Status: model.StatusSet, Managed: true,
				Window: model.Window{From: noon().Add(-time.Hour), Until: noon().Add(time.Duration(10+24*k) * time.Hour)},
			}
		}
		locks[i] = model.NewLock(model.Device{ID: id, Name: fmt.Sprintf("Door %05d", i), TimeZone: "America/Los_Angeles"}, codes, true, nil)
	}
	return locks
}

func query(t *testing.T, text string) find.Query {
	t.Helper()
	q, err := find.Parse(text, find.Codes, nil)
	if err != nil {
		t.Fatal(err)
	}
	return q
}

// TestSmallChangesAreDoneAtOnce: nothing is built beside the screen for a fleet of a size that most people have.
func TestSmallChangesAreDoneAtOnce(t *testing.T) {
	t.Parallel()
	r := newRows(coderow.NewZones(nil))
	if cmd := r.follow(fleet(atOnce/10), noon()); cmd != nil || r.table.Len() != atOnce {
		t.Fatalf("a command, or %d rows", r.table.Len())
	}
	if cmd := r.arrange(find.Sort{By: find.ByName}, nil, noon()); cmd != nil || r.unfinished() {
		t.Error("the order was not made at once")
	}
}

// TestLargeChangesAreHandedOver: what is wanted meanwhile holds for the table that is handed over.
func TestLargeChangesAreHandedOver(t *testing.T) {
	t.Parallel()
	r := newRows(coderow.NewZones(nil))
	locks := fleet(atOnce/10 + 1)
	build := r.follow(locks, noon())
	if build == nil || r.table.Len() != 0 {
		t.Fatal("a large table was read between two frames")
	}
	r.filter(query(t, "name:\"of 7\""), false)
	more := append(locks[:len(locks):len(locks)], fleet(len(locks) + 1)[len(locks)])
	if r.follow(more, noon()) != nil {
		t.Error("two tables are built at the same time")
	}
	msg, ok := build().(built)
	if !ok {
		t.Fatal("the command brings no table")
	}
	if cmd, ok := r.adopt(msg, more, noon()); cmd != nil || !ok {
		t.Fatal("the table was not taken, or not brought to the newest picture")
	}
	if r.table.All() != len(more)*10 || r.table.Len() == 0 || r.table.Len() == r.table.All() {
		t.Errorf("%d of %d rows", r.table.Len(), r.table.All())
	}
	if _, ok := r.adopt(msg, more, noon()); ok {
		t.Error("a table that nobody waits for was taken")
	}
}

// TestOrdersFollowEachOther: of several orders that are wanted in a row the last one comes, and the rows stay until it is
// there.
func TestOrdersFollowEachOther(t *testing.T) {
	t.Parallel()
	r := newRows(coderow.NewZones(nil))
	locks := fleet(atOnce/10 + 1)
	hand := func(build func() built) func() built {
		next, ok := r.adopt(build(), locks, noon())
		if !ok {
			t.Fatal("the table was not taken")
		}
		if next == nil {
			return nil
		}
		return func() built { msg, _ := next().(built); return msg }
	}
	first := r.follow(locks, noon())
	if hand(func() built { msg, _ := first().(built); return msg }) != nil {
		t.Fatal("there is more to do")
	}
	byName := r.arrange(find.Sort{By: find.ByName}, locks, noon())
	if byName == nil || !r.unfinished() || r.table.Len() != len(locks)*10 {
		t.Fatal("the rows did not stay until the new order is there")
	}
	if r.arrange(find.Sort{By: find.ByEnd, Down: true}, locks, noon()) != nil {
		t.Error("two tables are built at the same time")
	}
	byEnd := hand(func() built { msg, _ := byName().(built); return msg })
	if byEnd == nil {
		t.Fatal("the order that was wanted last is forgotten")
	}
	if hand(byEnd) != nil || r.unfinished() || r.table.Sort().By != find.ByEnd {
		t.Error("the order that was wanted last did not come")
	}
}

// TestDaysOfTheLock: days are counted in the zone of the lock, in a table that is built beside the screen too.
func TestDaysOfTheLock(t *testing.T) {
	t.Parallel()
	r := newRows(coderow.NewZones(nil))
	locks := fleet(atOnce/10 + 1)
	r.filter(query(t, "ends:today"), false)
	msg, ok := r.follow(locks, noon())().(built)
	if !ok || msg.table.Len() != len(locks) {
		t.Fatalf("%d codes end today in Los Angeles, want %d; in UTC none does", msg.table.Len(), len(locks))
	}
	few := newRows(coderow.NewZones(nil))
	few.filter(query(t, "ends:today"), false)
	few.follow(locks[:3], noon())
	if few.table.Len() != 3 {
		t.Errorf("%d codes of 3 locks end today", few.table.Len())
	}
}

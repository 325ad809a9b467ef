package live

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"seamdash/model"
)

// TestCodesWithoutMeasure: a lock with which there are too many is shown without its codes, and comes back when others have gone.
func TestCodesWithoutMeasure(t *testing.T) {
	t.Parallel()
	s := newSeam(10, 3)
	bubble(t, s, Config{Codes: 27}, func(r *rig) {
		before := r.loaded()
		at := slices.IndexFunc(before.Locks, func(l *model.Lock) bool { return l.Fault != nil })
		if before.Total.Codes != 27 || at < 0 || len(before.Locks[at].Codes) != 0 {
			t.Fatalf("%d codes, too much was lock %d", before.Total.Codes, at)
		}
		refused := before.Locks[at]
		if before.Feed.Connection != model.Live {
			t.Errorf("what one lock has too much is the trouble of the others: %v, %v", before.Feed.Connection, before.Feed.Fault)
		}
		for i := range 10 {
			if lockID(i) != refused.Device.ID {
				s.set(func() { s.dropLock(i) })
				break
			}
		}
		r.after(2 * time.Hour)
		r.healthy()
	})
}

// TestCodesOneByOneWithoutMeasure: neither do events bring more.
func TestCodesOneByOneWithoutMeasure(t *testing.T) {
	t.Parallel()
	s := newSeam(4, 2)
	bubble(t, s, Config{Codes: 10}, func(r *rig) {
		r.loaded()
		for i := range 20 {
			id := fmt.Sprint("more-", i)
			s.do(func() []model.Event {
				s.addCode(lockID(i%4), id)
				return []model.Event{{Type: model.EventCodeCreated, CodeID: model.CodeID(id), DeviceID: lockID(i % 4)}}
			})
			r.after(time.Minute)
		}
		after := r.feed.Snapshot()
		if after.Total.Codes != 10 || !slices.ContainsFunc(after.Locks, func(l *model.Lock) bool { return l.Fault != nil }) {
			t.Errorf("%d codes, and no lock says why", after.Total.Codes)
		}
	})
}

package live

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"
	"testing/synctest"
	"time"

	"seamdash/model"
)

// storm changes the world at random.
type storm struct {
	s    *seam
	dice *rand.Rand
	next int
}

// strike makes one change and gives its event, if it is to be announced.
func (w *storm) strike() []model.Event {
	w.next++
	i, j := w.dice.IntN(12), w.dice.IntN(4)
	id := codeID(i, j)
	_, exists := w.s.codes[id]
	ev := model.Event{CodeID: id}
	switch n := w.dice.IntN(10); {
	case n == 0:
		return w.lock(i)
	case !exists && w.s.devices[lockID(i)].ID != "":
		w.s.addCode(lockID(i), string(id))
		ev.Type, ev.DeviceID = model.EventCodeCreated, lockID(i)
	case exists && n < 3:
		delete(w.s.codes, id)
		ev.Type = model.EventCodeDeleted
	case exists:
		ev = w.s.alter(id, func(c *model.AccessCode) {
			c.Name = fmt.Sprint("name ", w.next)
			c.Status = []model.Status{model.StatusSet, model.StatusSetting, model.StatusUnset, model.StatusRemoving}[w.dice.IntN(4)]
			c.Managed = w.dice.IntN(8) > 0
			c.Window.Until = time.Now().Add(time.Duration(w.dice.IntN(600)) * time.Second)
		})
	}
	return w.announce(ev)
}

// lock makes, changes or takes away a lock.
func (w *storm) lock(i int) []model.Event {
	d, exists := w.s.devices[lockID(i)]
	ev := model.Event{DeviceID: lockID(i), Type: "device.connected"}
	switch {
	case !exists:
		w.s.addLock(i)
		ev.Type = "device.added"
	case w.dice.IntN(3) == 0:
		w.s.dropLock(i)
		ev.Type = model.EventDeviceGone
	default:
		d.Name = fmt.Sprint("door ", w.next)
		d.Online = []model.Tri{model.Yes, model.No}[w.dice.IntN(2)]
		w.s.devices[d.ID] = d
	}
	return w.announce(ev)
}

// announce loses one event in eight, and records some late.
func (w *storm) announce(ev model.Event) []model.Event {
	ev.RecordedAt = time.Now().Add(-time.Duration(w.dice.IntN(3)) * time.Minute)
	if w.dice.IntN(8) == 0 {
		return nil
	}
	return []model.Event{ev}
}

// trouble makes calls slow, late and failing.
func (w *storm) trouble() {
	kinds := []model.Kind{model.KindUnavailable, model.KindUnreachable, model.KindRateLimited, model.KindUnexpected}
	w.s.set(func() {
		w.s.latency = time.Duration(w.dice.IntN(3000)) * time.Millisecond
		if w.s.fail = nil; w.dice.IntN(3) == 0 {
			err := fault(kinds[w.dice.IntN(len(kinds))])
			salt := w.dice.IntN(3)
			w.s.fail = func(c call) error {
				if (c.at.Second()+len(c.op)+salt)%3 == 0 {
					return err
				}
				return nil
			}
		}
	})
}

// Whatever happens in the world and on the way, once things are calm the picture is the world within the sweep, and
// its indexes hold nothing else.
func TestThePictureBecomesTheWorld(t *testing.T) {
	t.Parallel()
	for seed := range uint64(60) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			s := newSeam(12, 4)
			w := &storm{s: s, dice: rand.New(rand.NewPCG(seed, 7))}
			synctest.Test(t, func(t *testing.T) {
				k, feed, stop := watched(t, s)
				r := &rig{t: t, seam: s, feed: feed}
				feed.Focus([]model.DeviceID{lockID(3), lockID(4)})
				for range 300 {
					s.do(w.strike)
					if w.dice.IntN(10) == 0 {
						w.trouble()
					}
					if w.dice.IntN(40) == 0 {
						feed.Freeze(w.dice.IntN(2) == 0)
					}
					r.after(time.Duration(w.dice.IntN(12_000)) * time.Millisecond)
				}
				feed.Freeze(false)
				s.set(func() { s.latency, s.fail = 100*time.Millisecond, nil })
				r.after(16 * time.Minute)
				r.healthy()
				stop()
				consistent(t, k)
			})
		})
	}
}

// watched runs a feed whose keeper can be looked at after stop, which waits for its end.
func watched(t *testing.T, s *seam) (k *keeper, feed *Feed, stop func()) {
	t.Helper()
	feed = New(Config{Source: s})
	k = newKeeper(feed)
	done := make(chan struct{})
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		defer close(done)
		k.run(ctx)
	}()
	return k, feed, func() {
		cancel()
		<-done
	}
}

// consistent demands that the indexes hold what the locks hold, and nothing else.
func consistent(t *testing.T, k *keeper) {
	t.Helper()
	p := &k.pic
	codes := 0
	for id, l := range p.locks {
		if l.device.ID != id || l.gone {
			t.Errorf("lock %s: filed under %s, gone %v", l.device.ID, id, l.gone)
		}
		codes += len(l.codes)
		for i := range l.codes {
			if entry := p.codes[l.codes[i].ID]; entry == nil || entry.home != l {
				t.Errorf("code %s is not filed under its lock", l.codes[i].ID)
			}
		}
	}
	if len(p.codes) != codes || len(p.ring.locks) != len(p.locks) {
		t.Errorf("%d codes and %d in the index, %d locks and %d in the ring", codes, len(p.codes), len(p.locks), len(p.ring.locks))
	}
	settled(t, k)
}

// settled demands that nothing is left to do.
func settled(t *testing.T, k *keeper) {
	t.Helper()
	p := &k.pic
	for i, entry := range p.watch.items {
		if entry.pos != i+1 || p.codes[entry.id] != entry {
			t.Errorf("watch %d: %s says it stands at %d", i, entry.id, entry.pos-1)
		}
	}
	if n := len(p.goneCodes) + len(p.goneLocks); n > 0 {
		t.Errorf("%d absences are remembered although nothing is under way", n)
	}
	if p.untried != 0 || len(p.removed)+len(p.dirty) > 0 || len(k.todo.retries.items) > 0 {
		t.Errorf("%d untried, %d removed, %d dirty, %d retries", p.untried, len(p.removed), len(p.dirty), len(k.todo.retries.items))
	}
}

// size counts what could grow.
func (k *keeper) size() int {
	p := &k.pic
	return len(p.locks) + len(p.codes) + cap(p.ring.locks) + cap(p.watch.items) + len(p.dirty) + cap(p.removed) +
		len(p.goneCodes) + len(p.goneLocks) + len(p.strangers) + len(k.todo.codes) + len(k.todo.devices) +
		cap(k.todo.queue) + cap(k.todo.retries.items) + len(k.hist.seen) + len(k.desk.under)
}

// Three days with a change every half minute, guests coming and going and strangers' events among them.
func TestThreeDaysDoNotGrow(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("it takes days")
	}
	s := newSeam(50, 2)
	synctest.Test(t, func(t *testing.T) {
		k, feed, stop := watched(t, s)
		r := &rig{t: t, seam: s, feed: feed}
		day := func(n int) int {
			for i := range 2 * 60 * 24 {
				id := fmt.Sprintf("guest %d %d", n, i%2)
				s.do(func() []model.Event {
					kind := model.EventCodeCreated
					if _, there := s.codes[model.CodeID(id)]; there {
						delete(s.codes, model.CodeID(id))
						kind = model.EventCodeDeleted
					} else {
						s.addCode(lockID(i%50), id)
					}
					noise := model.Event{Type: "thermostat.hot", DeviceID: model.DeviceID(fmt.Sprint("thermostat ", n, i))}
					return []model.Event{noise, {Type: kind, CodeID: model.CodeID(id)}}
				})
				s.set(func() { s.log, s.events = nil, s.events[max(0, len(s.events)-200):] })
				r.after(30 * time.Second)
			}
			r.after(time.Minute)
			size := k.size()
			feed.Focus(nil) // the keeper hears of it before it goes on, so that our look came before its next change
			return size
		}
		day(0)
		first := day(1)
		day(2)
		if last := day(3); last > first+first/10 {
			t.Errorf("%d things are remembered after three more days, %d before", last, first)
		}
		r.same()
		stop()
		consistent(t, k)
	})
}

package storm

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"seamdash/model"
	"seamdash/model/zone"
	"seamdash/seamclient"
	"seamdash/seamclient/sim"
)

// A world is Seam with its locks, on the fake clock of the bubble that it is made in.
type world struct {
	seam *sim.Server
	// person is a client without faults: somebody in Seam's console.
	person *seamclient.Client
	locks  []*lock
	truth  *truth
	trace  *trace
	count  *counters
	// roller is who ticked last with the tenure.
	roller string

	mu sync.Mutex
	// clock is Seam's clock in Unix nanoseconds. It stops at every instant at which something happens, so that nothing between two
	// requests is missed.
	clock atomic.Int64
	// ahead is how far Seam's clock is ahead of the bubble's.
	ahead time.Duration
}

// A lock is one device of the world.
type lock struct {
	id          model.DeviceID
	brand, zone string
}

// epoch is when worlds begin, before the seed moves it.
func epoch() time.Time { return time.Date(2026, 2, 20, 0, 0, 0, 0, time.UTC) }

// newWorld makes a world that begins at a time, by the bubble's clock.
func newWorld(t *testing.T, rng *rand.Rand, begin time.Time, ahead time.Duration, count *counters) *world {
	t.Helper()
	<-time.After(time.Until(begin))
	w := &world{truth: newTruth(), trace: &trace{}, count: count, ahead: ahead}
	w.clock.Store(w.present().UnixNano())
	w.seam = sim.New(sim.Options{
		Seed: rng.Uint64(), Bare: true, Still: true, Zones: zone.Load,
		Now: func() time.Time { return time.Unix(0, w.clock.Load()).UTC() },
	})
	w.person = w.client(t, &clearWire{w})
	return w
}

// client is a client of the world over a transport. It tries once, so that every fault reaches the engine, and so that no jitter
// of its waits makes two runs of a seed differ.
func (w *world) client(t *testing.T, over http.RoundTripper) *seamclient.Client {
	t.Helper()
	key, err := seamclient.NewKey(w.seam.APIKey())
	if err != nil {
		t.Fatal(err)
	}
	c, err := seamclient.New(seamclient.Config{
		Endpoint: "http://127.0.0.1", Key: key, Transport: over, Limits: seamclient.Limits{Tries: 1},
	})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// present is the time by Seam's clock.
func (w *world) present() time.Time { return time.Now().Add(w.ahead).UTC() }

// catchUp lets everything happen that is due, one instant after the other, and looks at the locks at each.
func (w *world) catchUp() {
	w.mu.Lock()
	defer w.mu.Unlock()
	present := w.present()
	for {
		next, ok := w.seam.NextChange()
		if !ok || next.After(present) {
			break
		}
		if next.UnixNano() > w.clock.Load() {
			w.clock.Store(next.UnixNano())
		}
		w.look()
	}
	w.clock.Store(present.UnixNano())
	w.look()
}

// look notes what is on the locks at this instant of Seam's clock.
func (w *world) look() {
	now := time.Unix(0, w.clock.Load()).UTC()
	for _, l := range w.locks {
		w.truth.note(now, l.id, w.seam.Presences(string(l.id)))
	}
}

// brands are those that worlds are made of: with native scheduling and just in time, with short names, few slots, PINs of their
// own and without one, with rules about PINs.
func brands() []string {
	return []string{"august", "schlage", "nuki", "kwikset", "smartthings", "ultraloq", "tedee", "salto_ks", "wyze", "igloohome", "keyincode", "yale"}
}

func zones() []string {
	return []string{"Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "America/St_Johns", "UTC"}
}

// addLock puts up a lock.
func (w *world) addLock(t *testing.T, brand, in string) *lock {
	t.Helper()
	id, err := w.seam.AddDevice(brand, fmt.Sprintf("Door %d", len(w.locks)+1), in)
	if err != nil {
		t.Fatal(err)
	}
	l := &lock{id: model.DeviceID(id), brand: brand, zone: in}
	w.locks = append(w.locks, l)
	return l
}

// picture reads the locks as a feed would show them, without what is on them.
func (w *world) picture(ctx context.Context, by *seamclient.Client) (*model.Snapshot, error) {
	var locks []*model.Lock
	err := by.Devices(ctx, func(list []model.Device) error {
		for _, d := range list {
			locks = append(locks, model.NewLock(d, nil, true, nil))
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return model.NewSnapshot(model.Workspace{ID: "storm"}, locks, model.FeedState{AsOf: w.present()}, 1), nil
}

// quiet are the knobs of a Seam without trouble.
func (w *world) quiet() sim.Faults { return sim.Faults{} }

// pick takes one of a list.
func pick[T any](rng *rand.Rand, list []T) T { return list[rng.IntN(len(list))] }

// between is a time span from a on and below b, in whole seconds.
func between(rng *rand.Rand, a, b time.Duration) time.Duration {
	return (a + time.Duration(rng.Int64N(int64(max(b-a, 1))))).Truncate(time.Second)
}

// chance is true with a probability.
func chance(rng *rand.Rand, p float64) bool { return rng.Float64() < p }

// earliest is the first of the times that are not zero.
func earliest(times ...time.Time) time.Time {
	var first time.Time
	for _, t := range times {
		if !t.IsZero() && (first.IsZero() || t.Before(first)) {
			first = t
		}
	}
	return first
}

// A trace is what happened, for people who look for what went wrong.
type trace struct {
	mu    sync.Mutex
	lines []string
}

func (t *trace) add(at time.Time, format string, args ...any) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.lines = append(t.lines, at.UTC().Format("01-02 15:04:05.000 ")+fmt.Sprintf(format, args...))
}

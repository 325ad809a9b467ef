package desk

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"seamdash/model"
)

// firstLook is how long after a write somebody looks what has become of it.
const firstLook = 2 * time.Second

// Writes are the writes that this desk knows, in order of asking: those of this run, and those of earlier ones once
// [Desk.Follow] has read them.
func (d *Desk) Writes() []model.Tracked {
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.SortedFunc(maps.Values(d.writes), func(a, b model.Tracked) int {
		return cmp.Or(a.AskedAt.Compare(b.AskedAt), strings.Compare(a.ID, b.ID))
	})
}

// News is closed when [Desk.Writes] gives something else than before this call.
func (d *Desk) News() <-chan struct{} {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.news
}

// changed runs do on the writes and tells everybody.
func (d *Desk) changed(do func(map[string]model.Tracked)) {
	d.mu.Lock()
	defer d.mu.Unlock()
	do(d.writes)
	close(d.news)
	d.news = make(chan struct{})
}

func (d *Desk) busy(id string, asking bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if asking {
		d.asking[id] = true
		return
	}
	delete(d.asking, id)
}

func (d *Desk) isBusy(id string) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.asking[id]
}

func (d *Desk) keep(ctx context.Context, t model.Tracked) {
	d.changed(func(all map[string]model.Tracked) { all[t.ID] = t })
	ctx, stop := afterwards(ctx)
	defer stop()
	d.cfg.Tracks.Track(ctx, t)
}

func (d *Desk) forget(ctx context.Context, id string) {
	d.changed(func(all map[string]model.Tracked) { delete(all, id) })
	ctx, stop := afterwards(ctx)
	defer stop()
	d.cfg.Tracks.Untrack(ctx, id)
}

// Forget drops a write that nobody wants to see any more, done or not. It is not followed any further.
func (d *Desk) Forget(ctx context.Context, id string) { d.forget(ctx, id) }

// A Pad keeps tracked writes as long as the program runs. The zero Pad is ready.
type Pad struct {
	mu  sync.Mutex
	all map[string]model.Tracked
}

// Tracked are the writes, in order of id.
func (p *Pad) Tracked(context.Context) ([]model.Tracked, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.SortedFunc(maps.Values(p.all), func(a, b model.Tracked) int { return strings.Compare(a.ID, b.ID) }), nil
}

// Track keeps a write in place of the one with its id.
func (p *Pad) Track(_ context.Context, t model.Tracked) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.all == nil {
		p.all = map[string]model.Tracked{}
	}
	p.all[t.ID] = t
}

// Untrack forgets a write.
func (p *Pad) Untrack(_ context.Context, id string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.all, id)
}

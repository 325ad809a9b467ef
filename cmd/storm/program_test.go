package storm

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"seamdash/model"
	"seamdash/model/engine"
	"seamdash/model/plan"
	"seamdash/model/rulebook"
	"seamdash/model/zone"
	"seamdash/seamclient"
)

// A program is a seamdash that rolls, on a machine of its own: with its clock, its network and its feed.
type program struct {
	w      *world
	t      *testing.T
	name   string
	rng    *rand.Rand
	keeper engine.Keeper
	book   *rulebook.Book
	term   time.Duration
	feed   feed

	// jump is how far the machine's clock was set off, and noted what it was when Seam last answered.
	jump, noted atomic.Int64

	life    *life
	lives   int
	client  *seamclient.Client
	wire    *wire
	engine  *engine.Engine
	picture atomic.Pointer[model.Snapshot]
	pending chan struct{} // the tick that stands still, nil for none

	next   time.Time // when it is due, by the bubble's clock
	wakeAt time.Time // while it is off or frozen
	still  int       // ticks without the clock moving
	lastAt time.Time
	ticks  int
	spins  string
	stale  bool // the locks are to be read again
	err    error
	// decided is when it last ticked without an error, by Seam's clock.
	decided []time.Time
}

// now is Seam's clock as well as the program knows it.
func (p *program) now() time.Time {
	local := time.Now().Add(time.Duration(p.jump.Load()))
	skew, _ := p.client.Skew()
	return local.Add(skew - time.Duration(p.noted.Load())).UTC()
}

// start begins a life. It fails while Seam cannot be reached.
func (p *program) start(ctx context.Context) error {
	p.lives++
	ctx, cancel := context.WithCancel(ctx)
	p.life = &life{p: p, ctx: ctx, cancel: cancel, armed: map[boundary]deed{}, frozen: make(chan struct{}, 1), thaw: make(chan struct{})}
	p.wire.answered = func() { p.noted.Store(p.jump.Load()) }
	p.noted.Store(0)
	p.client = p.newClient()
	snap, err := p.w.picture(ctx, p.client)
	if err != nil {
		p.life = nil
		cancel()
		return err
	}
	p.picture.Store(snap)
	l := p.life
	p.engine = engine.New(engine.Config{
		Keeper: mortalKeeper{p.keeper, l}, API: mortalAPI{p.client, l}, Book: mortalBook{p.book, l},
		Picture: p.picture.Load, Now: p.now, Zone: zone.Load, Random: &digits{p.rng},
		Holder: fmt.Sprintf("%s/%d", p.name, p.lives), By: p.name, Told: p.told, Parallel: 1, Term: p.term,
	})
	p.next = time.Now()
	p.w.trace.add(p.w.present(), "%s starts", p.name)
	return nil
}

func (p *program) newClient() *seamclient.Client {
	key, err := seamclient.NewKey(p.w.seam.APIKey())
	if err != nil {
		p.t.Fatal(err)
	}
	c, err := seamclient.New(seamclient.Config{
		Endpoint: "http://127.0.0.1", Key: key, Transport: p.wire, Limits: seamclient.Limits{Tries: 1},
	})
	if err != nil {
		p.t.Fatal(err)
	}
	return c
}

// digits are random bytes that follow from the seed.
type digits struct{ rng *rand.Rand }

// Read fills b.
func (d *digits) Read(b []byte) (int, error) {
	for i := range b {
		b[i] = byte(d.rng.Uint32())
	}
	return len(b), nil
}

// due is when the program wants to be woken, by the bubble's clock.
func (p *program) due() time.Time {
	if !p.wakeAt.IsZero() {
		return p.wakeAt
	}
	return earliest(p.next, p.feed.at)
}

// wake does what is due.
func (p *program) wake(ctx context.Context) {
	switch {
	case !p.wakeAt.IsZero() && time.Now().Before(p.wakeAt):
		return
	case !p.wakeAt.IsZero():
		p.wakeAt = time.Time{}
		p.rise(ctx)
		return
	case p.life == nil:
		p.rise(ctx)
		return
	}
	if !p.feed.at.IsZero() && !time.Now().Before(p.feed.at) {
		p.poll(ctx)
	}
	if !time.Now().Before(p.next) {
		p.tick()
	}
}

// rise goes on after a freeze, or begins anew after a crash.
func (p *program) rise(ctx context.Context) {
	if p.pending != nil {
		p.w.trace.add(p.w.present(), "%s thaws", p.name)
		p.w.count.add("a frozen program went on")
		p.life.thaw <- struct{}{}
		p.await()
		return
	}
	if err := p.start(ctx); err != nil {
		p.wakeAt = time.Now().Add(time.Minute)
		return
	}
	p.feed.at = time.Now().Add(time.Second)
}

// tick has the engine do what is due, in a goroutine that may stand still in the middle.
func (p *program) tick() {
	if p.lastAt.Equal(time.Now()) {
		p.still++
	} else {
		p.still, p.lastAt = 0, time.Now()
	}
	if p.ticks++; p.still > 20 && p.spins == "" {
		p.spins = "the engine asks to be woken again and again at " + p.w.present().Format(time.RFC3339)
	}
	done := make(chan struct{})
	p.pending = done
	life := p.life
	go func() {
		defer close(done)
		ctx, cancel := context.WithTimeout(life.ctx, time.Hour)
		defer cancel()
		next, err := p.engine.Tick(ctx)
		p.err = err
		p.next = time.Now().Add(p.term / 3)
		switch {
		case errors.Is(err, engine.ErrHeld):
		case err != nil:
			p.w.trace.add(p.w.present(), "   %s: tick: %v", p.name, err)
			p.next = earliest(p.next, time.Now().Add(time.Minute))
		case !next.IsZero():
			p.next = earliest(p.next, time.Now().Add(next.Sub(p.now())))
		}
	}()
	p.await()
}

// await waits until the tick is done, or stands still, or the program is dead.
func (p *program) await() {
	select {
	case <-p.pending:
		p.pending = nil
	case <-p.life.frozen:
		p.wakeAt = time.Now().Add(between(p.rng, time.Minute, 3*p.term))
		return
	}
	if p.life.isDead() {
		p.bury()
		return
	}
	if p.err == nil {
		p.decided = append(p.decided, p.w.present())
		if p.w.roller != "" && p.w.roller != p.name {
			p.w.count.add("another program took over")
		}
		p.w.roller = p.name
	}
	if p.next.Before(time.Now()) {
		p.next = time.Now()
	}
}

// bury ends a dead life, and says when the next begins. Sometimes what starts it knows that the old one is dead.
func (p *program) bury() {
	p.w.count.add("recovered: " + string(p.life.died))
	p.life = nil
	p.wakeAt = time.Now().Add(between(p.rng, time.Second, 20*time.Minute))
	if chance(p.rng, 0.15) {
		p.wakeAt = time.Now().Add(between(p.rng, time.Hour, 3*24*time.Hour))
	}
	if !chance(p.rng, 0.7) {
		return
	}
	t, err := p.keeper.Tenure(context.Background())
	if err == nil && strings.HasPrefix(t.Holder, p.name+"/") {
		_ = p.keeper.Release(context.Background(), t) // one that is over needs no release
	}
}

// off ends the program cleanly for a while.
func (p *program) off(d time.Duration) {
	if p.pending != nil || p.life == nil {
		return
	}
	p.w.trace.add(p.w.present(), "%s is off for %s", p.name, d)
	p.life.cancel()
	p.life = nil
	p.wakeAt = time.Now().Add(d)
	if t, err := p.keeper.Tenure(context.Background()); err == nil && strings.HasPrefix(t.Holder, p.name+"/") {
		_ = p.keeper.Release(context.Background(), t) // one that is over needs no release
	}
}

// nudge wakes the program soon, as the watch on its file does.
func (p *program) nudge(d time.Duration) {
	if p.life != nil {
		p.next = earliest(p.next, time.Now().Add(d))
	}
}

// told hears each line of the history.
func (p *program) told(r plan.Roll) {
	p.w.trace.add(p.w.present(), "   %s: %s %s %s: %s %s", p.name, r.What, r.Key.Rule[max(0, len(r.Key.Rule)-4):],
		slot{r.Slot.Open, r.Slot.Close}, r.Code, r.Why)
}

// concluded counts what was kept.
func (p *program) concluded(c *engine.Conclusion) {
	for _, r := range c.Rolls {
		p.w.count.add("roll: " + string(r.What))
		if r.What == plan.Made && strings.HasPrefix(r.Why, "the rest of a window") {
			p.w.count.add("the rest of a window that was open")
		}
		if r.Late > 0 {
			p.w.count.add("a code that came late")
		}
		if r.What == plan.Halted && c.State.Halt != nil {
			p.w.count.add("halt: " + string(c.State.Halt.Kind))
		}
	}
	if c.Step.Number != 0 {
		p.w.count.add("step " + string(c.Step.Kind) + ": " + c.Outcome)
	}
	if c.Wish.Kind != "" {
		p.w.count.add("a wish was taken up")
	}
}

// wrote notes a call that changes something.
func (p *program) wrote(what, about string, err error) {
	end := "done"
	if err != nil {
		end = err.Error()
	}
	p.w.trace.add(p.w.present(), "   %s: %s %s: %s", p.name, what, about, end)
	p.w.count.add("write: " + what)
}

// A feed is how a program hears of what happens.
type feed struct {
	at    time.Time // the next poll, by the bubble's clock
	since time.Time // by Seam's
	held  []model.Event
	habit habit
}

// A habit is how well a feed works.
type habit struct {
	// deaf hears nothing, lazy polls when it likes and not when something happens.
	deaf, lazy bool
	// Of the events this share is lost, comes twice, comes late; shuffled ones come in any order.
	lost, twice, late float64
	shuffled          bool
}

// poll asks for events and hands them on.
func (p *program) poll(ctx context.Context) {
	f := &p.feed
	f.at = time.Time{}
	if f.habit.lazy {
		f.at = time.Now().Add(between(p.rng, 10*time.Minute, 12*time.Hour))
	}
	asked := p.now()
	if f.since.IsZero() {
		f.since = asked.Add(-time.Minute)
	}
	events, err := p.client.Events(ctx, f.since)
	if err != nil {
		f.at = time.Now().Add(time.Minute)
		return
	}
	f.since = asked.Add(-10 * time.Second)
	if f.habit.deaf {
		events = nil
	}
	p.stale = p.stale || slices.ContainsFunc(events, func(e model.Event) bool { return strings.HasPrefix(string(e.Type), "device.") })
	if p.stale {
		p.repaint(ctx)
	}
	p.engine.Saw(f.mangle(p.rng, p.w.count, events))
	p.next = earliest(p.next, time.Now())
}

// repaint reads the locks again.
func (p *program) repaint(ctx context.Context) {
	snap, err := p.w.picture(ctx, p.client)
	if err != nil {
		p.feed.at = time.Now().Add(time.Minute)
		return
	}
	p.stale = false
	p.picture.Store(snap)
}

// mangle has events come as a bad day brings them.
func (f *feed) mangle(rng *rand.Rand, count *counters, events []model.Event) []model.Event {
	out := f.held
	f.held = nil
	for _, e := range events {
		if !strings.HasPrefix(string(e.Type), "access_code.") {
			continue
		}
		switch {
		case chance(rng, f.habit.lost):
			count.add("event lost")
		case chance(rng, f.habit.late):
			count.add("event late")
			f.held = append(f.held, e)
		case chance(rng, f.habit.twice):
			count.add("event twice")
			out = append(out, e, e)
		default:
			out = append(out, e)
		}
	}
	if f.habit.shuffled && len(out) > 1 {
		count.add("events shuffled")
		rng.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	}
	return out
}

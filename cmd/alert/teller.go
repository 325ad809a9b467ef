package alert

import (
	"context"
	"encoding/json"
	"log/slog"
	"maps"
	"slices"
	"sync"
	"time"

	"seamdash/model/routine"

	"golang.org/x/time/rate"
)

const (
	// waiting is how many alerts wait for the command while it runs.
	waiting = 100
	// burst alerts are told one by one, and then one each pause; what is more is gathered for one pause and told as one.
	burst = 5
	pause = time.Minute
	// patience is how long a command may run.
	patience = 10 * time.Second
	// remembered is how many subjects are known not to be told again.
	remembered = 4096
)

// Config is what a teller is built from.
type Config struct {
	// Command is a program and its arguments; empty tells nobody anything. No shell reads it.
	Command []string
	// On is what is told; see [Kinds].
	On []Kind
	// Env is what the command gets as its environment; nil is this process's.
	Env []string
	// Log hears how each run of the command ended; nil for nobody.
	Log *slog.Logger
	// Now is the clock; nil is the machine's.
	Now func() time.Time
	// Patience is how long the command may run; 0 is ten seconds.
	Patience time.Duration
}

// Counts are what became of alerts since the teller was made.
type Counts struct {
	Told     uint64 // by runs of the command that ended well, a [Several] being one
	Failed   uint64 // the command did not end well, or not in time
	Repeated uint64 // of a subject that had just been told
	Gathered uint64 // told as part of a Several only, because too many came at once
	Untold   uint64 // left over when the teller was closed
}

// A Teller runs the command for one alert at a time, in the order of their coming. It is safe for concurrent use.
type Teller struct {
	config Config
	run    func(ctx context.Context, input []byte) error
	queue  chan Alert
	gather chan struct{} // receives when the first alert since the last Several is gathered
	close  chan struct{}
	done   chan struct{}
	kill   context.CancelFunc

	mu     sync.Mutex // guards all below
	told   map[subject]time.Time
	limit  *rate.Limiter
	rest   rest
	counts Counts
	closed bool
}

// New begins to wait for alerts. Without a command it does nothing.
func New(ctx context.Context, c Config) *Teller { return prepare(c).start(ctx) }

// prepare makes a teller that does not work yet.
func prepare(c Config) *Teller {
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.Patience == 0 {
		c.Patience = patience
	}
	t := &Teller{
		config: c,
		queue:  make(chan Alert, waiting),
		gather: make(chan struct{}, 1),
		close:  make(chan struct{}),
		done:   make(chan struct{}),
		told:   map[subject]time.Time{},
		limit:  rate.NewLimiter(rate.Every(pause), burst),
	}
	t.run = t.command
	return t
}

func (t *Teller) start(ctx context.Context) *Teller {
	ctx, kill := context.WithCancel(context.WithoutCancel(ctx))
	t.kill = kill
	if len(t.config.Command) == 0 {
		t.closed = true
		close(t.done)
		return t
	}
	routine.Go(ctx, func() { t.work(ctx) })
	return t
}

// Tell has somebody told, unless nobody wants to hear of its kind or has just been told of its subject. It never waits.
func (t *Teller) Tell(a Alert) {
	if !slices.Contains(t.config.On, a.Kind) {
		return
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.closed {
		return
	}
	now := t.config.Now()
	if !t.isNew(a.subject(), now) {
		t.counts.Repeated++
		return
	}
	if t.rest.sum == 0 && t.limit.AllowN(now, 1) {
		select {
		case t.queue <- a:
			return
		default: // the command is slow
		}
	}
	t.keep(a)
}

// isNew remembers a subject.
func (t *Teller) isNew(s subject, now time.Time) bool {
	if until, ok := t.told[s]; ok && now.Before(until) {
		return false
	}
	if len(t.told) >= remembered {
		maps.DeleteFunc(t.told, func(_ subject, until time.Time) bool { return !now.Before(until) })
	}
	if len(t.told) >= remembered { // in the middle of a storm: better told twice than not at all
		clear(t.told)
	}
	t.told[s] = now.Add(s.kind.quiet())
	return true
}

// keep gathers an alert with others.
func (t *Teller) keep(a Alert) {
	if t.rest.sum == 0 {
		t.rest = rest{first: a, byKind: map[Kind]int{}}
		t.gather <- struct{}{} // there is room: the worker took the last one before it took what was gathered
	}
	t.rest.sum++
	t.rest.byKind[a.Kind]++
}

// takeRest takes what was gathered, as one alert.
func (t *Teller) takeRest() (Alert, bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	r := t.rest
	t.rest = rest{}
	if r.sum > 1 {
		t.counts.Gathered += uint64(r.sum)
	}
	return r.alert(), r.sum > 0
}

// work runs the command until the teller is closed, and then for what is left.
func (t *Teller) work(ctx context.Context) {
	defer close(t.done)
	var due <-chan time.Time
	for {
		select {
		case a := <-t.queue:
			t.tell(ctx, a)
		case <-t.gather:
			due = time.After(pause)
		case <-due:
			if a, ok := t.takeRest(); ok {
				t.tell(ctx, a)
			}
		case <-t.close:
			t.drain(ctx)
			return
		}
	}
}

func (t *Teller) drain(ctx context.Context) {
	for {
		select {
		case a := <-t.queue:
			t.tell(ctx, a)
			continue
		default:
		}
		break
	}
	if a, ok := t.takeRest(); ok {
		t.tell(ctx, a)
	}
}

// tell runs the command for one alert.
func (t *Teller) tell(ctx context.Context, a Alert) {
	about := []any{"kind", string(a.Kind), "lock", string(a.Lock), "rule", string(a.Rule)}
	if ctx.Err() != nil {
		t.count(func(c *Counts) { c.Untold++ })
		t.config.Log.Warn("alert was not told: the program ends", about...)
		return
	}
	input, err := json.Marshal(a)
	if err == nil {
		err = t.run(ctx, append(input, '\n'))
	}
	if err != nil {
		t.count(func(c *Counts) { c.Failed++ })
		t.config.Log.Error("alert command failed", append(about, "err", err.Error())...)
		return
	}
	t.count(func(c *Counts) { c.Told++ })
	t.config.Log.Info("alert told", about...)
}

func (t *Teller) count(f func(*Counts)) {
	t.mu.Lock()
	defer t.mu.Unlock()
	f(&t.counts)
}

// Counts tells what became of alerts so far.
func (t *Teller) Counts() Counts {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.counts
}

// Close tells what still waits, and returns when that is done. When ctx ends before, the command is killed and the rest is
// counted and logged. It may be called again.
func (t *Teller) Close(ctx context.Context) {
	t.mu.Lock()
	if !t.closed {
		t.closed = true
		close(t.close)
	}
	t.mu.Unlock()
	unhook := context.AfterFunc(ctx, t.kill)
	<-t.done
	unhook()
	t.kill()
}

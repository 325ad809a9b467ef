package engine

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"seamdash/model"
	"seamdash/model/civil"
	"seamdash/model/plan"
	"seamdash/model/recur"
	"seamdash/model/rrule"
	"seamdash/model/rulebook"
)

// A clock is what all of a test goes by.
type clock struct {
	mu sync.Mutex
	t  time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.t
}

func (c *clock) set(t time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.t = t
}

func (c *clock) add(d time.Duration) { c.set(c.now().Add(d)) }

// A spy is a keeper that counts what it is asked for, and fails when a test wants it to.
type spy struct {
	*Memory

	mu     sync.Mutex
	calls  map[string]int
	fail   func(op string) error
	unread []plan.Key
	bell   chan struct{}
}

func newSpy(now func() time.Time) *spy { return &spy{Memory: InMemory(now), calls: map[string]int{}} }

// enter counts a call.
func (k *spy) enter(op string) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.calls[op]++
	if k.fail == nil {
		return nil
	}
	return k.fail(op)
}

// failing has calls fail from now on.
func (k *spy) failing(fail func(op string) error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.fail = fail
}

func (k *spy) Acquire(ctx context.Context, holder string, term time.Duration) (Tenure, error) {
	if err := k.enter("acquire"); err != nil {
		return Tenure{}, err
	}
	return k.Memory.Acquire(ctx, holder, term)
}

func (k *spy) Release(ctx context.Context, t Tenure) error {
	if err := k.enter("release"); err != nil {
		return err
	}
	return k.Memory.Release(ctx, t)
}

func (k *spy) Ledger(ctx context.Context, known string) (Ledger, error) {
	if err := k.enter("ledger"); err != nil {
		return Ledger{}, err
	}
	l, err := k.Memory.Ledger(ctx, known)
	l.Unread = k.unread
	return l, err
}

func (k *spy) Begin(ctx context.Context, under Tenure, s plan.Step) (plan.Step, error) {
	if err := k.enter("begin"); err != nil {
		return s, err
	}
	return k.Memory.Begin(ctx, under, s)
}

func (k *spy) Conclude(ctx context.Context, under Tenure, c Conclusion) error {
	if err := errors.Join(ctx.Err(), k.enter("conclude")); err != nil {
		return err
	}
	return k.Memory.Conclude(ctx, under, c)
}

func (k *spy) Changed(context.Context) <-chan struct{} { return k.bell }

// called is how often a method was called.
func (k *spy) called(op string) int {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.calls[op]
}

// has is everything that is kept.
func (k *spy) has(tb testing.TB) Ledger {
	tb.Helper()
	l, err := k.Memory.Ledger(tb.Context(), "")
	if err != nil {
		tb.Fatal(err)
	}
	return l
}

// kinds are those of the history, oldest first.
func (k *spy) kinds(tb testing.TB) []plan.RollKind {
	tb.Helper()
	rolls, err := k.Rolls(tb.Context(), RollQuery{})
	if err != nil {
		tb.Fatal(err)
	}
	slices.Reverse(rolls)
	return kindsOf(rolls)
}

func kindsOf(rolls []plan.Roll) []plan.RollKind {
	out := make([]plan.RollKind, 0, len(rolls))
	for i := range rolls {
		out = append(out, rolls[i].What)
	}
	return out
}

// A seam is a workspace in memory. Codes are on their locks at once, and gone a minute after their window.
type seam struct {
	mu    sync.Mutex
	now   func() time.Time
	codes map[model.CodeID]model.AccessCode
	on    map[model.DeviceID]map[model.CodeID]bool
	swept time.Time
	made  int
	log   []call
	// meet may have a call fail before it takes effect, lose its answer afterwards.
	meet, lose func(c call) error
	// stays has codes live on after their window; slow has locks never take them.
	stays, slow bool
	// hold is called without the mutex while a call is under way.
	hold func(ctx context.Context, c call)
	busy map[model.DeviceID]int
	peak map[model.DeviceID]int
	most int
}

// A call is one question or write.
type call struct {
	op   string
	lock model.DeviceID
	ids  []model.CodeID
	at   time.Time
}

func newSeam(now func() time.Time) *seam {
	return &seam{now: now, codes: map[model.CodeID]model.AccessCode{}, on: map[model.DeviceID]map[model.CodeID]bool{}, busy: map[model.DeviceID]int{}, peak: map[model.DeviceID]int{}}
}

// do is one call: act runs under the mutex, unless the call fails before.
func (s *seam) do(ctx context.Context, c call, act func() error) error {
	s.mu.Lock()
	c.at = s.now()
	s.log = append(s.log, c)
	s.sweep()
	s.busy[c.lock]++
	s.busy["*"]++
	s.peak[c.lock], s.most = max(s.peak[c.lock], s.busy[c.lock]), max(s.most, s.busy["*"])
	var err error
	if s.meet != nil {
		err = s.meet(c)
	}
	if err == nil {
		err = act()
	}
	if err == nil && s.lose != nil {
		err = s.lose(c)
	}
	hold := s.hold
	s.mu.Unlock()
	if hold != nil {
		hold(ctx, c)
	}
	if err == nil {
		err = ctx.Err() // nobody waited for the answer
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.busy[c.lock]--
	s.busy["*"]--
	return err
}

// sweep removes what is over.
func (s *seam) sweep() {
	if s.stays || s.now().Equal(s.swept) {
		return
	}
	s.swept = s.now()
	for id, c := range s.codes {
		if c.Window.Ended(s.now().Add(-time.Minute)) {
			s.remove(id)
		}
	}
}

func (s *seam) remove(id model.CodeID) {
	delete(s.on[s.codes[id].DeviceID], id)
	delete(s.codes, id)
}

func (s *seam) CreateCode(ctx context.Context, d model.CodeDraft) (out model.AccessCode, err error) {
	err = s.do(ctx, call{op: "create", lock: d.DeviceID}, func() error {
		for id := range s.on[d.DeviceID] {
			if d.PIN.Known() && s.codes[id].PIN.Equal(d.PIN) {
				return &model.Fault{Op: "create", Kind: model.KindConflict, Message: "the PIN is taken"}
			}
		}
		s.made++
		pin := d.PIN
		if !pin.Known() {
			pin = model.NewPIN(fmt.Sprintf("%04d", 1000+s.made))
		}
		out = model.AccessCode{
			ID: model.CodeID(fmt.Sprintf("code-%d", s.made)), DeviceID: d.DeviceID, Name: d.Name, PIN: pin, Window: d.Window,
			Status: model.StatusSet, Managed: true, CreatedAt: s.now(),
		}
		if s.slow {
			out.Status = model.StatusSetting
		}
		if s.on[d.DeviceID] == nil {
			s.on[d.DeviceID] = map[model.CodeID]bool{}
		}
		s.codes[out.ID], s.on[d.DeviceID][out.ID] = out, true
		return nil
	})
	if err != nil {
		return model.AccessCode{}, err
	}
	return out, nil
}

func (s *seam) UpdateCode(ctx context.Context, lock model.DeviceID, id model.CodeID, ch model.CodeChange) error {
	return s.do(ctx, call{op: "update", lock: lock, ids: []model.CodeID{id}}, func() error {
		c, known := s.codes[id]
		if !known {
			return &model.Fault{Op: "update", Kind: model.KindNotFound, Message: "gone"}
		}
		c.Window, c.Name = ch.Window, cmp.Or(ch.Name, c.Name)
		if ch.PIN.Known() {
			c.PIN = ch.PIN
		}
		s.codes[id] = c
		return nil
	})
}

func (s *seam) DeleteCode(ctx context.Context, lock model.DeviceID, id model.CodeID) error {
	return s.do(ctx, call{op: "delete", lock: lock, ids: []model.CodeID{id}}, func() error {
		s.remove(id)
		return nil
	})
}

func (s *seam) CodesByID(ctx context.Context, ids []model.CodeID) (out []model.AccessCode, err error) {
	err = s.do(ctx, call{op: "read", ids: ids}, func() error {
		for _, id := range ids {
			if c, known := s.codes[id]; known {
				out = append(out, c)
			}
		}
		return nil
	})
	return out, err
}

func (s *seam) Codes(ctx context.Context, lock model.DeviceID) (out []model.AccessCode, err error) {
	err = s.do(ctx, call{op: "list", lock: lock}, func() error {
		for id := range s.on[lock] {
			out = append(out, s.codes[id])
		}
		return nil
	})
	return out, err
}

// asked is how often an operation was asked for.
func (s *seam) asked(op string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := 0
	for i := range s.log {
		if s.log[i].op == op {
			n++
		}
	}
	return n
}

// has are the codes at present.
func (s *seam) has() []model.AccessCode {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sweep()
	out := make([]model.AccessCode, 0, len(s.codes))
	for _, c := range s.codes {
		out = append(out, c)
	}
	slices.SortFunc(out, func(a, b model.AccessCode) int { return cmp.Compare(a.ID, b.ID) })
	return out
}

// A rules is a book.
type rules struct {
	mu    sync.Mutex
	shelf *rulebook.Shelf
	loads int
	err   error
}

func (b *rules) Load(context.Context) (*rulebook.Shelf, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.loads++
	return b.shelf, b.err
}

// edit makes the next shelf out of the last.
func (b *rules) edit(change func(s *rulebook.Shelf)) {
	b.mu.Lock()
	defer b.mu.Unlock()
	next := &rulebook.Shelf{Rules: slices.Clone(b.shelf.Rules), Sets: slices.Clone(b.shelf.Sets), Broken: slices.Clone(b.shelf.Broken)}
	change(next)
	b.shelf = next
}

// A logbook is an audit log.
type logbook struct {
	mu     sync.Mutex
	writes []model.Write
}

func (l *logbook) Log(_ context.Context, w model.Write) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.writes = append(l.writes, w)
}

// A world is an engine and all that it works with.
type world struct {
	*Engine
	clock   *clock
	keeper  *spy
	seam    *seam
	book    *rules
	written *logbook
	mu      sync.Mutex
	picture *model.Snapshot
	told    []plan.Roll
}

// monday is the morning on which the tests begin.
func monday() time.Time { return time.Date(2027, 1, 4, 8, 0, 0, 0, time.UTC) }

// newWorld is one with rules on locks that are known.
func newWorld(tb testing.TB, entries ...rulebook.Entry) *world {
	tb.Helper()
	c := &clock{t: monday()}
	w := &world{
		clock: c, keeper: newSpy(c.now), seam: newSeam(c.now), book: &rules{shelf: &rulebook.Shelf{Rules: entries}},
		written: &logbook{},
	}
	var ids []model.DeviceID
	for i := range entries {
		ids = append(ids, entries[i].Rule.Locks...)
	}
	slices.Sort(ids)
	w.show(locksOf(slices.Compact(ids)...)...)
	w.Engine = New(w.config())
	return w
}

func (w *world) config() Config {
	return Config{
		Keeper: w.keeper, API: w.seam, Book: w.book, Picture: w.newest, Now: w.clock.now, Zone: time.LoadLocation,
		Random: &digits{}, Holder: "a", By: "rosa@desk", Log: w.written, Parallel: 1,
		Told: func(r plan.Roll) {
			w.mu.Lock()
			defer w.mu.Unlock()
			w.told = append(w.told, r)
		},
	}
}

func (w *world) newest() *model.Snapshot {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.picture
}

func (w *world) draw(p *model.Snapshot) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.picture = p
}

// show makes a picture with these locks.
func (w *world) show(locks ...*model.Lock) {
	w.draw(model.NewSnapshot(model.Workspace{}, locks, model.FeedState{Connection: model.Live, AsOf: w.clock.now()}, 1))
}

// tick is one that must not fail.
func (w *world) tick(tb testing.TB) time.Time {
	tb.Helper()
	next, err := w.Tick(tb.Context())
	if err != nil {
		tb.Fatalf("at %v: %v", w.clock.now(), err)
	}
	return next
}

// until ticks whenever something is due, up to a moment.
func (w *world) until(tb testing.TB, end time.Time) {
	tb.Helper()
	for n := 0; ; n++ {
		next := w.tick(tb)
		if n > 10000 {
			tb.Fatalf("it does not come to rest at %v", w.clock.now())
		}
		if next.IsZero() || next.After(end) {
			w.clock.set(end)
			return
		}
		if next.After(w.clock.now()) {
			w.clock.set(next)
		}
	}
}

// digits are as random as a test wants them.
type digits struct{ n byte }

func (d *digits) Read(p []byte) (int, error) {
	for i := range p {
		d.n += 7
		p[i] = d.n
	}
	return len(p), nil
}

func locksOf(ids ...model.DeviceID) []*model.Lock {
	out := make([]*model.Lock, 0, len(ids))
	for _, id := range ids {
		out = append(out, model.NewLock(model.Device{
			ID: id, Name: string(id), Type: "august_lock", TimeZone: "UTC", Online: model.Yes, Managed: true,
			Can: model.Capabilities{ProgramOnlineCodes: model.Yes},
		}, nil, true, nil))
	}
	return out
}

// weekly is a rule with a window on each of some days ("MO,WE") from 9 to 12.
func weekly(tb testing.TB, id, days string, locks ...model.DeviceID) rulebook.Entry {
	tb.Helper()
	d, err := rrule.Parse("FREQ=WEEKLY;BYDAY=" + days)
	if err != nil {
		tb.Fatal(err)
	}
	start, err := civil.ParseDate("2027-01-01")
	if err != nil {
		tb.Fatal(err)
	}
	return rulebook.Entry{ID: model.RuleID(id), Version: 1, Changed: monday().Add(-time.Hour), Rule: recur.Rule{
		Name: "Rule " + id, Locks: locks, Start: start,
		Spans: []recur.Span{{Days: d, Hours: recur.Hours{From: 9 * 3600, Until: 12 * 3600}}},
		PIN:   recur.PINPolicy{Kind: recur.Fixed, PINs: []model.PIN{model.NewPIN("4711")}},
	}}
}

package live

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"seamdash/model"
)

// A seam is an in-memory workspace. Nothing in it moves by itself.
type seam struct {
	mu      sync.Mutex
	devices map[model.DeviceID]model.Device
	codes   map[model.CodeID]model.AccessCode
	home    map[model.DeviceID]map[model.CodeID]bool // every code that was ever on a lock
	events  []model.Event
	made    int
	logins  []model.Account

	latency time.Duration
	page    int
	fail    func(call) error       // what a call meets instead of an answer
	late    func(call) <-chan bool // holds the answer back after it was made
	log     []call
	busy    map[string]int
	peak    map[string]int
}

// A call is one question that was put.
type call struct {
	op  string
	ids []string
	at  time.Time
}

func newSeam(locks, codes int) *seam {
	s := &seam{
		devices: map[model.DeviceID]model.Device{}, codes: map[model.CodeID]model.AccessCode{}, page: 500,
		home: map[model.DeviceID]map[model.CodeID]bool{},
		busy: map[string]int{}, peak: map[string]int{},
	}
	for i := range locks {
		d := s.addLock(i)
		for j := range codes {
			s.addCode(d, fmt.Sprintf("code-%d-%d", i, j))
		}
	}
	return s
}

func lockID(i int) model.DeviceID { return model.DeviceID(fmt.Sprintf("lock-%05d", i)) }

func codeID(i, j int) model.CodeID { return model.CodeID(fmt.Sprintf("code-%d-%d", i, j)) }

func (s *seam) addLock(i int) model.DeviceID {
	id := lockID(i)
	s.devices[id] = model.Device{ID: id, Name: fmt.Sprintf("Door %05d", i), AccountID: "account", Online: model.Yes, Managed: true}
	return id
}

func (s *seam) addCode(d model.DeviceID, id string) {
	if s.home[d] == nil {
		s.home[d] = map[model.CodeID]bool{}
	}
	s.home[d][model.CodeID(id)] = true
	s.codes[model.CodeID(id)] = model.AccessCode{
		ID: model.CodeID(id), DeviceID: d, Name: "Guest " + id, Status: model.StatusSet, Type: model.TypeOngoing,
		PIN: model.NewPIN("4821"), Managed: true,
	}
}

// do changes the world; what it returns is recorded in the history.
func (s *seam) do(change func() []model.Event) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, ev := range change() {
		s.made++
		ev.ID = model.EventID(fmt.Sprintf("event-%d", s.made))
		if ev.RecordedAt.IsZero() {
			ev.RecordedAt = time.Now()
		}
		s.events = append(s.events, ev)
	}
}

// alter changes one code and gives the event that goes with it.
func (s *seam) alter(id model.CodeID, change func(*model.AccessCode)) model.Event {
	c := s.codes[id]
	change(&c)
	s.codes[id] = c
	return model.Event{Type: "access_code.changed", CodeID: id, DeviceID: c.DeviceID}
}

// ask is what every question goes through: it waits, may fail, and answers with the state of that moment.
func (s *seam) ask(ctx context.Context, op string, ids []string, answer func()) error {
	c := call{op: op, ids: ids, at: time.Now()}
	s.mu.Lock()
	s.log = append(s.log, c)
	s.busy[op]++
	s.peak[op] = max(s.peak[op], s.busy[op])
	wait, late := s.latency, s.late
	s.mu.Unlock()
	defer func() {
		s.mu.Lock()
		s.busy[op]--
		s.mu.Unlock()
	}()
	if wait > 0 {
		select {
		case <-time.After(wait):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	s.mu.Lock()
	fail := s.fail
	s.mu.Unlock()
	if fail != nil {
		if err := fail(c); err != nil {
			return err
		}
	}
	s.mu.Lock()
	answer()
	s.mu.Unlock()
	if late != nil {
		select {
		case <-late(c):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

func (s *seam) Workspace(ctx context.Context) (ws model.Workspace, err error) {
	err = s.ask(ctx, "workspace", nil, func() { ws = model.Workspace{ID: "w", Name: "Maple Property Group"} })
	return ws, err
}

func (s *seam) Devices(ctx context.Context, each func([]model.Device) error) error {
	var all []model.Device
	grab := func() {
		all = slices.SortedFunc(maps.Values(s.devices), func(a, b model.Device) int { return cmpString(a.ID, b.ID) })
	}
	if err := s.ask(ctx, "devices", nil, grab); err != nil {
		return err
	}
	for page := range slices.Chunk(all, s.page) {
		if err := each(slices.Clone(page)); err != nil {
			return err
		}
	}
	return nil
}

func (s *seam) DevicesByID(ctx context.Context, ids []model.DeviceID) (out []model.Device, err error) {
	err = s.ask(ctx, "devices by id", plain(ids), func() {
		for _, id := range ids {
			if d, ok := s.devices[id]; ok {
				out = append(out, d)
			}
		}
	})
	return out, err
}

func (s *seam) Accounts(ctx context.Context) (out []model.Account, err error) {
	err = s.ask(ctx, "accounts", nil, func() { out = slices.Clone(s.logins) })
	return out, err
}

func (s *seam) Codes(ctx context.Context, device model.DeviceID) (out []model.AccessCode, err error) {
	err = s.ask(ctx, "codes", []string{string(device)}, func() { out = s.codesOf(device) })
	return out, err
}

func (s *seam) codesOf(device model.DeviceID) (out []model.AccessCode) {
	for id := range s.home[device] {
		if c, ok := s.codes[id]; ok && c.DeviceID == device {
			out = append(out, c)
		}
	}
	return out
}

func (s *seam) CodesByID(ctx context.Context, ids []model.CodeID) (out []model.AccessCode, err error) {
	err = s.ask(ctx, "codes by id", plain(ids), func() {
		for _, id := range ids {
			if c, ok := s.codes[id]; ok && c.Managed {
				out = append(out, c)
			}
		}
	})
	return out, err
}

func (s *seam) Events(ctx context.Context, since time.Time) (out []model.Event, err error) {
	err = s.ask(ctx, "events", nil, func() {
		for i := len(s.events) - 1; i >= 0; i-- {
			if s.events[i].RecordedAt.After(since) {
				out = append(out, s.events[i])
			}
		}
	})
	return out, err
}

func plain[T ~string](ids []T) []string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = string(id)
	}
	return out
}

func cmpString[T ~string](a, b T) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	default:
		return 0
	}
}

// takeLog gives the calls since it was last taken.
func (s *seam) takeLog() []call {
	s.mu.Lock()
	defer s.mu.Unlock()
	log := s.log
	s.log = nil
	return log
}

// set changes a knob while the feed runs.
func (s *seam) set(knob func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	knob()
}

func count(log []call, op string) (n int) {
	for _, c := range log {
		if c.op == op {
			n++
		}
	}
	return n
}

// A rig is a feed that runs in a bubble on a workspace.
type rig struct {
	t    *testing.T
	seam *seam
	feed *Feed
	stop context.CancelFunc
}

// bubble runs a feed under a fake clock. When body is done the feed is stopped and must leave nothing behind.
func bubble(t *testing.T, s *seam, cfg Config, body func(*rig)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		ctx, stop := context.WithCancel(t.Context())
		defer stop()
		cfg.Source = s
		r := &rig{t: t, seam: s, feed: New(cfg), stop: stop}
		done := make(chan error, 1)
		go func() { done <- r.feed.Run(ctx) }()
		body(r)
		stop()
		if err := <-done; err != nil {
			t.Errorf("run: %v", err)
		}
	})
}

// after lets time pass and everything settle.
func (r *rig) after(d time.Duration) *model.Snapshot {
	<-time.After(d)
	synctest.Wait()
	return r.feed.Snapshot()
}

// loaded waits for the end of the first load and forgets its calls.
func (r *rig) loaded() *model.Snapshot {
	r.t.Helper()
	for range 600 {
		if s := r.after(time.Second); !s.Feed.Loading {
			r.seam.takeLog()
			return s
		}
	}
	r.t.Fatal("the first load does not end")
	return nil
}

// code finds a code in the newest snapshot.
func (r *rig) code(id model.CodeID) model.AccessCode {
	for _, l := range r.feed.Snapshot().Locks {
		if c, ok := l.Code(id); ok {
			return *c
		}
	}
	r.t.Errorf("no code %s in the picture", id)
	return model.AccessCode{}
}

// same demands that the picture is the world.
func (r *rig) same() {
	r.t.Helper()
	got := r.feed.Snapshot()
	r.seam.mu.Lock()
	defer r.seam.mu.Unlock()
	if len(got.Locks) != len(r.seam.devices) {
		r.t.Errorf("%d locks in the picture, %d in the world", len(got.Locks), len(r.seam.devices))
	}
	for _, l := range got.Locks {
		want := r.seam.devices[l.Device.ID]
		if !sameDevice(&l.Device, &want) {
			r.t.Errorf("lock %s: %+v in the picture, %+v in the world", l.Device.ID, l.Device, want)
		}
		codes := r.seam.codesOf(l.Device.ID)
		if len(l.Codes) != len(codes) {
			r.t.Errorf("lock %s: %d codes in the picture, %d in the world", l.Device.ID, len(l.Codes), len(codes))
		}
		for i := range codes {
			if c, ok := l.Code(codes[i].ID); !ok || !sameCode(c, &codes[i]) {
				r.t.Errorf("code %s: %+v in the picture, %+v in the world", codes[i].ID, c, codes[i])
			}
		}
	}
}

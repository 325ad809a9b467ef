package main

import (
	"context"
	"net/http"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"seamdash/cmd/config"
	"seamdash/cmd/credentials/ringtest"
	"seamdash/model"
	"seamdash/model/civil"
	"seamdash/model/plan"
	"seamdash/model/recur/words"
	"seamdash/model/rulebook"
	"seamdash/model/zone"
	"seamdash/seamclient"
	"seamdash/seamclient/sim"
	"seamdash/ui"
	"seamdash/ui/uitest"
)

// A residence is the whole dashboard over a sandbox with one lock, in a bubble, without a terminal. What its workers send waits until
// the driver takes it.
type residence struct {
	*uitest.Driver

	t      *testing.T
	server *sim.Server
	client *seamclient.Client
	key    seamclient.Key
	lock   model.DeviceID
	visit  *visit
	speed  float64
	leave  func() // ends the workers
	// path is the local store, "" where nothing is kept; ring has its key.
	path string
	ring *ringtest.Memory
	// alerts are who is told of trouble.
	alerts config.Alerts
	// over carries requests to the server, nil for the server itself; unaware has the screens not know that nothing may be changed.
	over    http.RoundTripper
	unaware bool

	mu     sync.Mutex
	latest map[reflect.Type]tea.Msg // of messages that replace each other
	rolled []plan.Roll              // all of them
	shown  int                      // of rolled
}

// fast is the speed of most stories: a week takes 17 minutes of the bubble.
const fast = 600

// inResidence plays a story in Vienna. The clock of the sandbox runs at the speed, from Saturday, the first of January 2000, 01:00.
func inResidence(t *testing.T, speed float64, readOnly bool, story func(h *residence)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		t.Helper()
		h := newResidence(t, speed)
		h.enter("rosa", readOnly, func() { story(h) })
	})
}

// withStore plays a story in which what happens is kept, so that two programs can have a part in it. Nobody rolls at first.
func withStore(t *testing.T, story func(one, two *residence)) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "store.db")
	synctest.Test(t, func(t *testing.T) {
		t.Helper()
		one := newResidence(t, fast)
		one.path, one.ring = path, &ringtest.Memory{}
		two := &residence{t: t, server: one.server, key: one.key, lock: one.lock, speed: one.speed, path: path, ring: one.ring}
		one.enter("rosa", false, func() {
			one.addRule()
			two.enter("kim", false, func() { story(one, two) })
		})
	})
}

func newResidence(t *testing.T, speed float64) *residence {
	t.Helper()
	server := sim.New(sim.Options{Seed: 1, Bare: true, Still: true, Speed: speed, Zones: zone.Load})
	lock, err := server.AddDevice("august", "Front", "Europe/Vienna")
	if err != nil {
		t.Fatal(err)
	}
	key, err := seamclient.NewKey(server.APIKey())
	if err != nil {
		t.Fatal(err)
	}
	return &residence{t: t, server: server, key: key, lock: model.DeviceID(lock), speed: speed}
}

// enter is a run of the program, by somebody.
func (h *residence) enter(by string, readOnly bool, do func()) {
	h.t.Helper()
	over := h.over
	if over == nil {
		over = h.server
	}
	client, err := seamclient.New(seamclient.Config{Key: h.key, Transport: over, ReadOnly: readOnly})
	if err != nil {
		h.t.Fatal(err)
	}
	h.client, h.latest = client, map[reflect.Type]tea.Msg{}
	settings := &config.Resolved{}
	settings.ReadOnly, settings.Pace, settings.Store, settings.Alerts = readOnly && !h.unaware, 10*time.Second, h.path, h.alerts
	s := &session{client: client, now: h.server.Now, tempo: h.speed, place: "the sandbox", settings: settings}
	if h.path != "" {
		s.found.Key = h.key
	}
	ctx, stop := context.WithCancel(h.t.Context())
	h.visit = newVisit(ctx, &program{env: []string{"TZ=Europe/Vienna"}, settled: settings, keyring: h.ring})
	cfg := h.visit.enter(s)
	h.visit.stay.roller.by = by
	if h.path == "" {
		forgetRules(h.t, h.visit)
	}
	var workers sync.WaitGroup
	for _, work := range []func(context.Context, func(tea.Msg)){
		h.visit.feed, h.visit.forward, h.visit.remember, h.visit.watchRules, h.visit.roll, h.visit.showRolls,
	} {
		workers.Go(func() { work(ctx, h.take) })
	}
	h.leave = func() { stop(); workers.Wait() }
	defer func() { h.leave(); client.Close() }()
	uitest.Play(h.t, ui.New(cfg), func(d *uitest.Driver) {
		h.Driver = d
		h.pass(0)
		do()
	})
}

// forgetRules takes the schedules of the sandbox away.
func forgetRules(t *testing.T, v *visit) {
	t.Helper()
	book := v.stay.book
	shelf, err := book.Load(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var edits []rulebook.Edit
	for _, e := range shelf.Rules {
		edits = append(edits, rulebook.Edit{Entry: e, Remove: true})
	}
	if _, err := book.Save(t.Context(), edits, "test", ""); err != nil {
		t.Fatal(err)
	}
}

// addRule keeps the schedule "Cleaners" for the lock, as the editor would.
func (h *residence) addRule() {
	h.t.Helper()
	read, err := words.Parse("mon wed fri 9-11", words.Context{Today: civil.DateOf(h.server.Now())})
	if err != nil {
		h.t.Fatal(err)
	}
	read.Rule.Name, read.Rule.Locks = "Cleaners", []model.DeviceID{h.lock}
	if _, err := h.visit.stay.book.Save(h.t.Context(), []rulebook.Edit{{Entry: rulebook.Entry{Rule: read.Rule}}}, "test", ""); err != nil {
		h.t.Fatal(err)
	}
	h.visit.stay.roller.engine.Stir()
	h.Send(ui.RulesChanged{})
}

// take is what workers send to.
func (h *residence) take(msg tea.Msg) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if r, ok := msg.(ui.Rolled); ok {
		h.rolled = append(h.rolled, r.Rolls...)
		return
	}
	h.latest[reflect.TypeOf(msg)] = msg
}

// pass lets time pass in the sandbox, and a second more here, and shows what came of it.
func (h *residence) pass(there time.Duration) {
	h.t.Helper()
	const step = 20 * time.Second // here: between two looks at the screen
	for left := time.Duration(float64(there)/h.speed) + time.Second; left > 0; left -= step {
		h.After(min(left, step))
		h.mu.Lock()
		latest, rolled := h.latest, h.rolled[h.shown:]
		h.latest, h.shown = map[reflect.Type]tea.Msg{}, len(h.rolled)
		h.mu.Unlock()
		for _, msg := range latest {
			h.Send(msg)
		}
		if len(rolled) > 0 {
			h.Send(ui.Rolled{Rolls: rolled})
		}
	}
}

// until lets time pass until a moment in Vienna, such as "Mon 08:00".
func (h *residence) until(moment string) {
	h.t.Helper()
	vienna, err := zone.Load("Europe/Vienna")
	if err != nil {
		h.t.Fatal(err)
	}
	for range 8 * 24 * 60 {
		if now := h.server.Now().In(vienna); now.Format("Mon 15:04") >= moment && now.Format("Mon") == moment[:3] {
			return
		}
		h.pass(10 * time.Minute)
	}
	h.t.Fatalf("%s never comes", moment)
}

// schedule makes one by keys alone, for the lock.
func (h *residence) schedule(words string) {
	h.t.Helper()
	h.Press("3", "n")
	h.Type(words)
	h.Press("enter") // goes to what is missing
	h.Press("enter")
	h.Sees("WHICH LOCKS?")
	h.Type("Front")
	h.Press("space", "enter", "ctrl+s")
	h.Sees("is kept")
	h.pass(time.Minute)
}

// lines are what the history told: the kind, and the day in Vienna.
func (h *residence) lines() string {
	h.mu.Lock()
	defer h.mu.Unlock()
	out := make([]string, len(h.rolled))
	for i := range h.rolled {
		out[i] = string(h.rolled[i].What) + " " + h.rolled[i].Slot.Day.Weekday().String()[:3]
	}
	return strings.Join(out, ", ")
}

// codes are those on the lock.
func (h *residence) codes() []model.AccessCode {
	h.t.Helper()
	codes, err := h.client.Codes(h.t.Context(), h.lock)
	if err != nil {
		h.t.Fatal(err)
	}
	return codes
}

// opens says whether the PIN of the one code opens the door now.
func (h *residence) opens() bool {
	h.t.Helper()
	codes := h.codes()
	if len(codes) != 1 {
		h.t.Fatalf("%d codes on the lock, want one: %+v", len(codes), codes)
	}
	opened, err := h.server.EnterCode(string(h.lock), codes[0].PIN.Reveal())
	if err != nil {
		h.t.Fatal(err)
	}
	return opened
}

// TestAScheduleRollsThroughAWeek on the sandbox at a speed, as somebody sees it who makes a schedule and watches: each window has its
// code in time, the code of the last makes room for that of the next, and the screen and the history tell it.
func TestAScheduleRollsThroughAWeek(t *testing.T) {
	t.Parallel()
	inResidence(t, fast, false, func(h *residence) {
		h.Resize(120, 56)
		h.schedule("Cleaners mon wed fri 9-11")
		h.Sees("this program rolls since", "ON THE LOCKS  1 of 1", "on the lock since", "made     Mon 09:00-11:00")
		h.At("waits")
		h.At("Mon 09:00-11:00")
		if h.opens() {
			h.t.Error("the door opens two days before")
		}
		days := []string{"Mon", "Wed", "Fri", "Mon"}
		told := "made Mon, on lock Mon"
		for i, day := range days[:3] {
			h.until(day + " 09:30")
			h.At("open now")
			h.Sees("on the lock since")
			if !h.opens() {
				h.t.Errorf("%s: the door stays closed in its window:\n%s", day, h.Screen())
			}
			h.until(day + " 11:30")
			next := days[i+1]
			h.At(next + " 09:00-11:00")
			h.Sees("made     "+next+" 09:00-11:00", "on lock  "+next+" 09:00-11:00", "ON THE LOCKS  1 of 1")
			if h.opens() {
				h.t.Errorf("%s: the door opens after the window", day)
			}
			told += ", kept " + day + ", made " + next + ", on lock " + next
		}
		if got := h.lines(); got != told {
			h.t.Errorf("the history has\n%s, want\n%s", got, told)
		}
		h.SeesNot("no answer", "nobody rolls")
	})
}

package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"hash/maphash"
	"net/http"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"seamdash/cmd/config"
	"seamdash/model"
	"seamdash/model/civil"
	"seamdash/model/recur"
	"seamdash/model/recur/words"
	"seamdash/model/rulebook"
	"seamdash/model/zone"
	"seamdash/seamclient"
	"seamdash/seamclient/sim"
	"seamdash/ui"
	"seamdash/ui/uitest"
)

// A canaryHouse is the whole dashboard with all its workers over a simulated workspace full of canaries, in a bubble, without a
// terminal. Each frame and all else that goes to the terminal is heard.
type canaryHouse struct {
	*uitest.Driver
	*canaries

	app    *ui.App
	server *sim.Server
	client *seamclient.Client
	visit  *visit
	locks  map[string]string // their ids, by name
	// may is what somebody asked the screen to show at present.
	may tellable
	// parrot answers in the place of the workspace where it is not nil.
	parrot *parrot

	seen    map[uint64]bool // frames that were heard
	fronts  map[string]bool // what lay over the screen
	copied  int             // of what went to the clipboard
	raw     int             // of what went past the renderer
	mayCopy bool
	sown    maphash.Seed
}

// inCanaryHouse plays a story, over a workspace or in front of a parrot, and gives what was heard.
func inCanaryHouse(t *testing.T, p *parrot, story func(h *canaryHouse)) *canaries {
	t.Helper()
	c := plant(t, []string{"a guest", "a tenant", "a stranger", "a schedule", "a form"}, []string{"a guest", "a tenant", "a stranger"})
	var stderr bytes.Buffer
	synctest.Test(t, func(t *testing.T) {
		h := &canaryHouse{canaries: c, sown: maphash.MakeSeed(), seen: map[uint64]bool{}, fronts: map[string]bool{}, locks: map[string]string{}, may: namesToo, parrot: p}
		h.furnish(t)
		h.open(t, &stderr, func() { story(h) })
	})
	c.hear("what the dashboard says when it has ended", stderr.Bytes(), 0)
	if files := c.hearFiles(func(string) tellable { return 0 }); files == 0 {
		t.Error("nothing was written")
	}
	return c
}

// furnish makes the workspace: a guest with a window, a tenant without, a stranger's code, and a lock that is offline.
func (h *canaryHouse) furnish(t *testing.T) {
	t.Helper()
	h.server = sim.New(sim.Options{Seed: 1, APIKey: h.key, Bare: true, Still: true, Zones: zone.Load})
	for _, lock := range []struct{ name, brand string }{{"Attic", "lockly"}, {"Barn", "yale"}, {"Cave", "schlage"}} {
		id, err := h.server.AddDevice(lock.brand, lock.name, "Europe/Vienna")
		if err != nil {
			t.Fatal(err)
		}
		h.locks[lock.name] = id
	}
	key, err := seamclient.NewKey(h.key)
	if err != nil {
		t.Fatal(err)
	}
	workspace := http.RoundTripper(h.server)
	if h.parrot != nil {
		h.parrot.world, workspace = h.server, h.parrot
	}
	if h.client, err = seamclient.New(seamclient.Config{Key: key, Transport: workspace}); err != nil {
		t.Fatal(err)
	}
	soon := h.server.Now().Add(time.Minute)
	stay := model.Window{From: soon, Until: soon.Add(30 * time.Hour)}
	for _, d := range []struct {
		lock, role string
		window     model.Window
		spare      bool
	}{{"Attic", "a guest", stay, true}, {"Attic", "a tenant", model.Window{}, false}, {"Cave", "a tenant", stay, false}} {
		draft := model.CodeDraft{DeviceID: model.DeviceID(h.locks[d.lock]), Name: h.names[d.role], PIN: model.NewPIN(h.pins[d.role]), Window: d.window, BackupPool: d.spare}
		if _, err := h.client.CreateCode(t.Context(), draft); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := h.server.AddUnmanaged(h.locks["Attic"], h.names["a stranger"], h.pins["a stranger"]); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(h.server.SetOnline(h.locks["Cave"], false), h.server.SetTimeZone(h.locks["Cave"], "")); err != nil {
		t.Fatal(err)
	}
}

// open is a run of the program with everything beside it.
func (h *canaryHouse) open(t *testing.T, stderr *bytes.Buffer, story func()) {
	t.Helper()
	settings := &config.Resolved{}
	settings.Pace, settings.Store, settings.Notify = 10*time.Second, filepath.Join(h.home, "data", "store.db"), config.NotifyOSC9
	key, err := seamclient.NewKey(h.key)
	if err != nil {
		t.Fatal(err)
	}
	s := &session{client: h.client, now: h.server.Now, place: "the simulator", settings: settings}
	s.found.Key = key
	ctx, stop := context.WithCancel(t.Context())
	env := []string{"TZ=Europe/Vienna", "XDG_STATE_HOME=" + filepath.Join(h.home, "state")}
	h.visit = newVisit(ctx, &program{env: env, settled: settings, keyring: h.ring, stderr: stderr})
	cfg := h.visit.enter(s)
	cfg.Reports, cfg.Spaces = reports{program: programOf(s), folder: h.home}, shutDoor{}
	h.app = ui.New(cfg)
	uitest.Play(t, h.app, func(d *uitest.Driver) {
		h.Driver = d
		var workers sync.WaitGroup
		for _, work := range h.visit.workers() {
			workers.Go(func() { work(ctx, d.Post) })
		}
		h.pass(time.Minute)
		h.rules(t)
		h.pass(5 * time.Minute)
		story()
		h.pass(time.Second)
		stop()
		d.Settle()
		left := make(chan struct{})
		go func() { workers.Wait(); close(left) }()
		for range 100 {
			d.After(time.Second)
			select {
			case <-left:
				h.visit.tell()
				return
			default:
			}
		}
		t.Error("the workers do not end")
	})
}

// rules keeps two schedules with PINs: one that was edited, and one that Seam refuses because somebody has its PIN.
func (h *canaryHouse) rules(t *testing.T) {
	t.Helper()
	book := h.visit.stay.book
	for _, r := range []struct{ name, words, lock, role string }{
		{"Cleaners", "mon wed fri 9-11", "Barn", "a schedule"}, {"Gardener", "daily 9-11", "Attic", "a tenant"},
	} {
		read, err := words.Parse(r.words, words.Context{Today: civil.DateOf(h.server.Now())})
		if err != nil {
			t.Fatal(err)
		}
		read.Rule.Name, read.Rule.Locks = r.name, []model.DeviceID{model.DeviceID(h.locks[r.lock])}
		read.Rule.PIN = recur.PINPolicy{Kind: recur.Fixed, PINs: []model.PIN{model.NewPIN(h.pins[r.role])}}
		if _, err := book.Save(t.Context(), []rulebook.Edit{{Entry: rulebook.Entry{Rule: read.Rule}}}, "test", ""); err != nil {
			t.Fatal(err)
		}
	}
	h.visit.stay.roller.engine.Stir()
	h.Send(ui.RulesChanged{})
	h.Press("3", "R", "y")
}

// pass lets time pass and listens.
func (h *canaryHouse) pass(d time.Duration) {
	h.After(d)
	h.listen("time")
}

// press presses keys and listens after each.
func (h *canaryHouse) press(keys ...string) {
	for _, key := range keys {
		h.Press(key)
		h.listen(key)
	}
}

// asked is a part of a story in which somebody asks for PINs, on the screen and in the clipboard; it lasts until [canaryHouse.place].
func (h *canaryHouse) asked(do func()) {
	h.may, h.mayCopy = h.may|pinsToo, true
	do()
	h.listen("what was asked for")
}

// listen keeps what is on the screen, and what went elsewhere since the last time.
func (h *canaryHouse) listen(after string) {
	front := h.front()
	h.fronts[front] = true
	screen := h.Screen()
	if sum := maphash.String(h.sown, screen+fmt.Sprint(h.may)); !h.seen[sum] {
		h.seen[sum] = true
		h.hear(fmt.Sprintf("the screen after %q, over it %q, (frame %d)", after, front, len(h.seen)), []byte(screen), h.may)
	}
	view := h.View()
	h.hear("the title of the window after "+after, []byte(view.WindowTitle), 0)
	for _, text := range h.Clipboard[h.copied:] {
		may := namesToo
		if h.mayCopy {
			may |= pinsToo
		}
		h.hear("the clipboard after "+after, []byte(text), may)
	}
	for _, text := range h.Raw[h.raw:] {
		h.hear("what went to the terminal after "+after, []byte(text), namesToo) // a notification says whose code is on the lock
	}
	h.copied, h.raw = len(h.Clipboard), len(h.Raw)
}

// front is the type of what lies over the screen, "" for nothing. The root tells nobody; a test may look.
func (h *canaryHouse) front() string {
	over := reflect.ValueOf(h.app).Elem().FieldByName("over")
	if over.IsNil() {
		return ""
	}
	return strings.TrimPrefix(over.Elem().Type().String(), "*")
}

// can says whether an action is offered now, and by which key. able notes that it once was, or why not.
func (h *canaryHouse) can(id string, able map[string]string) (key string, ok bool) {
	for _, a := range h.app.Actions() {
		if a.ID != id {
			continue
		}
		if a.Blocked == "" {
			able[id] = ""
			return a.Names[0], true
		}
		if said, known := able[id]; !known || said != "" {
			able[id] = a.Blocked
		}
	}
	return "", false
}

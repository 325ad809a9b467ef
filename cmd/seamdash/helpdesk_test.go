package main

import (
	"context"
	cmdline "flag"
	"reflect"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"seamdash/cmd/config"
	"seamdash/model"
	"seamdash/model/diagnose"
	"seamdash/model/zone"
	"seamdash/seamclient"
	"seamdash/seamclient/sim"
	"seamdash/ui"
	"seamdash/ui/uitest"
)

var update = cmdline.Bool("update", false, "write the golden screens anew")

// A helpdesk is somebody with a guest on the phone: the whole dashboard over a sandbox in which something went wrong, in a bubble,
// without a terminal.
type helpdesk struct {
	*uitest.Driver

	t      *testing.T
	server *sim.Server
	client *seamclient.Client
	visit  *visit

	mu     sync.Mutex
	latest map[reflect.Type]tea.Msg // of messages that replace each other
}

// atHelpdesk plays a story in a world that holds nothing but scenes. It is a Friday afternoon in Los Angeles.
func atHelpdesk(t *testing.T, w, h int, scenarios []string, story func(d *helpdesk, scenes []sim.Scene)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		t.Helper()
		began := time.Now()
		server := sim.New(sim.Options{
			Seed: 1, Bare: true, Still: true, Zones: zone.Load,
			Now: func() time.Time { return uitest.Now().Add(time.Since(began)) },
		})
		scenes := make([]sim.Scene, len(scenarios))
		for i, name := range scenarios {
			var err error
			if scenes[i], err = server.Stage(name); err != nil {
				t.Fatal(err)
			}
		}
		d := &helpdesk{t: t, server: server, latest: map[reflect.Type]tea.Msg{}}
		d.open(w, h, func() { story(d, scenes) })
	})
}

// open is a run of the program.
func (d *helpdesk) open(w, h int, do func()) {
	d.t.Helper()
	key, err := seamclient.NewKey(d.server.APIKey())
	if err != nil {
		d.t.Fatal(err)
	}
	if d.client, err = seamclient.New(seamclient.Config{Key: key, Transport: d.server}); err != nil {
		d.t.Fatal(err)
	}
	settings := &config.Resolved{}
	settings.Pace, settings.ClipboardClear = 10*time.Second, time.Minute
	ctx, stop := context.WithCancel(d.t.Context())
	d.visit = newVisit(ctx, &program{env: []string{"TZ=America/Los_Angeles", "USER=kim"}, settled: settings})
	root := ui.New(d.visit.enter(&session{client: d.client, now: d.server.Now, tempo: 1, place: "the sandbox", settings: settings}))
	forgetRules(d.t, d.visit)
	var workers sync.WaitGroup
	for _, work := range d.visit.workers() {
		workers.Go(func() { work(ctx, d.take) })
	}
	defer func() { stop(); workers.Wait(); d.client.Close() }()
	uitest.Play(d.t, root, func(driver *uitest.Driver) {
		d.Driver = driver
		d.Resize(w, h)
		d.pass(5 * time.Second) // the first load
		do()
	})
}

// take is what workers send to.
func (d *helpdesk) take(msg tea.Msg) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.latest[reflect.TypeOf(msg)] = msg
}

// pass lets time pass, and shows what came of it.
func (d *helpdesk) pass(there time.Duration) {
	d.t.Helper()
	const step = 20 * time.Second // between two looks at the screen
	for left := there; left > 0; left -= step {
		d.After(min(left, step))
		d.mu.Lock()
		latest := d.latest
		d.latest = map[reflect.Type]tea.Msg{}
		d.mu.Unlock()
		for _, msg := range latest {
			d.Send(msg)
		}
	}
}

// picture is the newest.
func (d *helpdesk) picture() *model.Snapshot { return d.visit.stay.feed.Snapshot() }

// A caller is the code that a scene is about, as it was seen last.
type caller struct {
	scene sim.Scene
	lock  *model.Lock
	code  *model.AccessCode
}

// find looks a scene up in the picture.
func (d *helpdesk) find(scene sim.Scene) caller {
	d.t.Helper()
	p := caller{scene: scene}
	var ok bool
	if p.lock, ok = d.picture().Lock(model.DeviceID(scene.Device)); !ok {
		d.t.Fatalf("the lock of %+v is not in the picture", scene)
	}
	if p.code, ok = p.lock.Code(model.CodeID(scene.Code)); !ok {
		d.t.Fatalf("the code of %+v is not in the picture", scene)
	}
	return p
}

// findings are what is found wrong with a caller's code by all that Seam answers about it.
func (d *helpdesk) findings(p caller) []diagnose.Finding {
	d.t.Helper()
	now, lock := d.server.Now(), p.lock
	if newer, ok := d.picture().Lock(lock.Device.ID); ok {
		lock = newer
	}
	code, left := lock.Code(p.code.ID)
	f := diagnose.Facts{Lock: lock, Code: code, Gone: !left, EventsSince: now.Add(-7 * 24 * time.Hour), Feed: d.picture().Feed}
	if f.Gone {
		f.Code = p.code
	}
	f.Now, f.Zone, f.Home = now, zoneOf(&lock.Device), d.visit.program.home()
	f.Account, _ = d.picture().Account(lock.Device.AccountID)
	d.server.SetFaults(sim.Faults{}) // of what is asked here only: the screen stands
	about := []model.EventQuery{
		{Since: f.EventsSince, Codes: []model.CodeID{p.code.ID}},
		{Since: f.EventsSince, Devices: []model.DeviceID{lock.Device.ID}},
		{Since: f.EventsSince, Account: lock.Device.AccountID},
	}
	for _, q := range about {
		events, err := d.client.EventsWhere(d.t.Context(), q)
		if err != nil {
			d.t.Fatal(err)
		}
		for i := range events {
			if events[i].CodeID == "" || events[i].CodeID == p.code.ID {
				f.Events = append(f.Events, events[i])
			}
		}
	}
	return diagnose.Of(f).Findings
}

// ask goes to the code of a scene among all codes, and asks what is wrong with it.
func (d *helpdesk) ask(p caller) {
	d.t.Helper()
	d.Press("2", "/")
	d.Type(p.code.Name)
	d.Press("enter")
	d.pass(time.Second)
	for range len(p.lock.Codes) {
		if d.onIt(p) {
			break
		}
		d.Press("down")
	}
	d.Press("d")
	d.pass(2 * time.Second) // its history
	d.Sees(p.code.Name)
}

// onIt says that the cursor is on the code, and not on one of the same name with another kind of window.
func (d *helpdesk) onIt(p caller) bool {
	d.t.Helper()
	row := strings.Join(d.Cursor(), " ")
	return strings.Contains(row, p.code.Name) && strings.Contains(row, "always") == p.code.Window.Always()
}

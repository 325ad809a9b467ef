package main

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"seamdash/model"
	"seamdash/model/desk"
	"seamdash/model/live"
	"seamdash/seamclient"
	"seamdash/seamclient/sim"
)

// An office is a workspace of the simulator with a lock, a feed that reads it, and a desk that follows what it writes. It
// lives in a bubble.
type office struct {
	*desk.Desk

	t      *testing.T
	server *sim.Server
	client *seamclient.Client
	lock   model.DeviceID
	pad    *desk.Pad
	log    *logbook
	feed   *live.Feed
	leave  func()
	// elsewhere tells that another program changed the tracks.
	elsewhere chan struct{}
}

func openOffice(t *testing.T, brand string) *office {
	t.Helper()
	server := sim.New(sim.Options{Seed: 1, Bare: true, Still: true})
	lock, err := server.AddDevice(brand, "Front", "Europe/Vienna")
	if err != nil {
		t.Fatal(err)
	}
	key, err := seamclient.NewKey(server.APIKey())
	if err != nil {
		t.Fatal(err)
	}
	client, err := seamclient.New(seamclient.Config{Key: key, Transport: server})
	if err != nil {
		t.Fatal(err)
	}
	o := &office{
		t: t, server: server, client: client, lock: model.DeviceID(lock), pad: &desk.Pad{},
		log: newLogbook(nil, func() model.WorkspaceID { return "w" }),
	}
	o.arrive()
	return o
}

// arrive is a new run of the program.
func (o *office) arrive() {
	o.t.Helper()
	ctx, stop := context.WithCancel(o.t.Context())
	o.feed = live.New(live.Config{Source: &seamSource{Client: o.client}, Now: o.server.Now})
	o.Desk = desk.New(desk.Config{API: o.client, Log: o.log, Tracks: o.pad, Who: "kim", Now: o.server.Now, Receipt: receipt})
	pictures, ended := make(chan struct{}, 1), make(chan struct{}, 3)
	o.elsewhere = make(chan struct{}, 1)
	feed, d, elsewhere := o.feed, o.Desk, o.elsewhere
	go func() { _ = feed.Run(ctx); ended <- struct{}{} }()
	go func() {
		for _, err := feed.Next(ctx); err == nil; _, err = feed.Next(ctx) {
			select {
			case pictures <- struct{}{}:
			default:
			}
		}
		ended <- struct{}{}
	}()
	go func() {
		d.Follow(ctx, desk.Following{Picture: feed.Snapshot, Pictures: pictures, Elsewhere: elsewhere, Reread: feed.Reread, Zone: zoneOf})
		ended <- struct{}{}
	}()
	o.leave = func() {
		stop()
		for range cap(ended) {
			<-ended
		}
	}
}

// until waits for a write to be so, for so long at most.
func (o *office) until(id string, most time.Duration, so func(*model.Tracked) bool) model.Tracked {
	o.t.Helper()
	timeout := time.NewTimer(most)
	defer timeout.Stop()
	for {
		news := o.News()
		var last model.Tracked
		for _, t := range o.Writes() {
			if t.ID == id {
				last = t
			}
		}
		if so(&last) {
			return last
		}
		select {
		case <-news:
		case <-timeout.C:
			o.t.Fatalf("after %s: %s, done %v, %q", most, last.Stage, last.Done(), last.Outcome)
		}
	}
}

func (o *office) codes() []model.AccessCode {
	o.t.Helper()
	codes, err := o.client.Codes(o.t.Context(), o.lock)
	if err != nil {
		o.t.Fatal(err)
	}
	return codes
}

func (o *office) create(window model.Window) model.Tracked {
	o.t.Helper()
	w, err := o.Create(o.t.Context(), model.CodeDraft{DeviceID: o.lock, Name: "Ann", PIN: model.NewPIN("480153"), Window: window})
	if err != nil {
		o.t.Fatal(err)
	}
	return w
}

func inOffice(t *testing.T, brand string, do func(*office)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		o := openOffice(t, brand)
		do(o)
		o.leave()
	})
}

func done(w *model.Tracked) bool { return w.Done() }

// accepted insists that Seam took a write.
func (o *office) accepted(w model.Tracked, err error) model.Tracked {
	o.t.Helper()
	if err != nil {
		o.t.Fatal(err)
	}
	return w
}

// ended waits until a write that Seam took is over.
func (o *office) ended(w model.Tracked, err error) model.Tracked {
	o.t.Helper()
	return o.until(o.accepted(w, err).ID, 10*time.Minute, done)
}

// has insists on the one code of the lock.
func (o *office) has(name, pin string) model.AccessCode {
	o.t.Helper()
	codes := o.codes()
	if len(codes) != 1 || codes[0].Name != name || !codes[0].PIN.Equal(model.NewPIN(pin)) || len(codes[0].Pending) > 0 {
		o.t.Fatalf("on the lock: %+v, want %s", codes, name)
	}
	return codes[0]
}

// TestFollowed: a code is followed until the lock has it, a change until the lock has confirmed it, a removal until it is gone.
func TestFollowed(t *testing.T) {
	inOffice(t, "august", func(o *office) {
		t := o.t
		w := o.ended(o.create(model.Window{}), nil)
		if w.Stage != model.StageOnLock || !strings.HasPrefix(w.Outcome, "on the lock after") {
			t.Errorf("created: %s, %s", w.Stage, w.Outcome)
		}
		code := o.has("Ann", "480153")
		w = o.ended(o.Update(t.Context(), code, model.CodeChange{Name: "Bob", PIN: model.NewPIN("915204")}))
		if w.Stage != model.StageOnLock || w.Action != model.ActionUpdate {
			t.Errorf("updated: %s, %s", w.Stage, w.Outcome)
		}
		o.has("Bob", "915204")
		o.ended(o.Undo(t.Context(), w, nil))
		code = o.has("Ann", "480153")
		if w = o.ended(o.Delete(t.Context(), code)); w.Stage != model.StageGone || len(o.codes()) != 0 {
			t.Errorf("deleted: %s, %s", w.Stage, w.Outcome)
		}
		if lines, err := o.log.newest(t.Context()); err != nil || len(lines) != 4 || lines[0].Request == "" {
			t.Errorf("the log: %+v, %v", lines, err)
		}
	})
}

// TestFollowedOverARestart: a code for later is looked at again at its start, by another run of the program, and one that was
// over for a day is forgotten.
func TestFollowedOverARestart(t *testing.T) {
	skipShort(t)
	for _, brand := range []string{"august", "lockly"} {
		t.Run(brand, func(t *testing.T) {
			inOffice(t, brand, func(o *office) {
				t := o.t
				from := o.server.Now().Add(2 * time.Hour).Truncate(time.Minute)
				made := o.create(model.Window{From: from, Until: from.Add(time.Hour)})
				o.until(made.ID, 5*time.Minute, func(w *model.Tracked) bool { return w.Stage != model.StageAsked })
				o.leave()
				<-time.After(90 * time.Minute)
				o.arrive()
				w := o.until(made.ID, time.Hour, done)
				if w.Stage != model.StageOnLock || w.DoneAt.Before(from) || w.DoneAt.After(from.Add(2*time.Minute)) {
					t.Errorf("%s at %s, it opens %s: %s", w.Stage, w.DoneAt, from, w.Outcome)
				}
				o.until(made.ID, 25*time.Hour, func(w *model.Tracked) bool { return w.ID == "" })
				if kept, err := o.pad.Tracked(t.Context()); err != nil || len(kept) != 0 {
					t.Errorf("kept: %+v, %v", kept, err)
				}
			})
		})
	}
}

// TestSomebodyElse: what somebody else does to a code that is waited for is news, and no success.
func TestSomebodyElse(t *testing.T) {
	inOffice(t, "august", func(o *office) {
		t := o.t
		from := o.server.Now().Add(200 * time.Hour).Truncate(time.Minute)
		made := o.create(model.Window{From: from, Until: from.Add(time.Hour)})
		<-time.After(time.Hour)
		other := model.CodeChange{Name: "Eve", Window: model.Window{From: from, Until: from.Add(2 * time.Hour)}}
		if err := o.client.UpdateCode(t.Context(), o.lock, made.Code, other); err != nil {
			t.Fatal(err)
		}
		w := o.until(made.ID, 5*time.Minute, done)
		if w.Stage != model.StageChanged || !strings.Contains(w.Outcome, "ends_at is ") || !strings.Contains(w.Outcome, `name is "Eve"`) {
			t.Errorf("%s: %s", w.Stage, w.Outcome)
		}
		if why := desk.Undoable(&w, nil, o.server.Now()); why == "" {
			t.Error("what somebody changed since can be undone")
		}
	})
	inOffice(t, "august", func(o *office) {
		t := o.t
		from := o.server.Now().Add(200 * time.Hour).Truncate(time.Minute)
		made := o.create(model.Window{From: from, Until: from.Add(time.Hour)})
		<-time.After(time.Hour)
		if err := o.client.DeleteCode(t.Context(), o.lock, made.Code); err != nil {
			t.Fatal(err)
		}
		if w := o.until(made.ID, 5*time.Minute, done); w.Stage != model.StageGone || w.Outcome != "gone before its time: somebody removed it" {
			t.Errorf("%s: %s", w.Stage, w.Outcome)
		}
	})
}

// TestAgain: a code is made again with its PIN once the old one has left the lock, also by a later run.
func TestAgain(t *testing.T) {
	inOffice(t, "august", func(o *office) {
		t := o.t
		o.ended(o.create(model.Window{}), nil)
		old := o.has("Ann", "480153")
		waits := o.accepted(o.Recreate(t.Context(), old))
		if waits.After != old.ID || len(o.codes()) != 1 {
			t.Fatalf("%+v", waits)
		}
		o.leave()
		<-time.After(time.Second)
		o.arrive()
		if w := o.until(waits.ID, 10*time.Minute, done); w.Stage != model.StageOnLock {
			t.Errorf("%s (%s)", w.Stage, w.Outcome)
		}
		again := o.has("Ann", "480153")
		if again.ID == old.ID {
			t.Error("it is the old code")
		}
		deleted := o.accepted(o.Delete(t.Context(), again))
		o.ended(o.Undo(t.Context(), deleted, nil))
		o.has("Ann", "480153")
	})
}

// TestAgainInVain: when the PIN is taken by the time that the old code has left, that is told.
func TestAgainInVain(t *testing.T) {
	inOffice(t, "august", func(o *office) {
		t := o.t
		o.ended(o.create(model.Window{}), nil)
		waits := o.accepted(o.Recreate(t.Context(), o.has("Ann", "480153")))
		o.leave()
		for len(o.codes()) > 0 {
			<-time.After(time.Second)
		}
		if _, err := o.client.CreateCode(t.Context(), model.CodeDraft{DeviceID: o.lock, Name: "Eve", PIN: model.NewPIN("480153")}); err != nil {
			t.Fatal(err)
		}
		o.arrive()
		w := o.until(waits.ID, time.Minute, done)
		if w.Stage != model.StageFailed || !strings.HasPrefix(w.Outcome, "not done: ") || strings.Contains(w.Outcome, "480153") {
			t.Errorf("%s: %s", w.Stage, w.Outcome)
		}
	})
}

// TestStrangers: a code that was made outside Seam is followed into its hands, or off the lock.
func TestStrangers(t *testing.T) {
	inOffice(t, "august", func(o *office) {
		t := o.t
		stranger := func(name, pin string) model.AccessCode {
			id, err := o.server.AddUnmanaged(string(o.lock), name, pin)
			if err != nil {
				t.Fatal(err)
			}
			return model.AccessCode{ID: model.CodeID(id), DeviceID: o.lock, Name: name, PIN: model.NewPIN(pin)}
		}
		if w := o.ended(o.Adopt(t.Context(), stranger("Carl", "2468"), false)); w.Stage != model.StageOnLock {
			t.Errorf("adopted: %s, %s", w.Stage, w.Outcome)
		}
		o.has("Carl", "2468")
		if w := o.ended(o.Delete(t.Context(), stranger("Dan", "8642"))); w.Stage != model.StageGone {
			t.Errorf("deleted: %s, %s", w.Stage, w.Outcome)
		}
		left, err := o.client.UnmanagedCodes(t.Context(), o.lock)
		if err != nil || len(left) != 0 {
			t.Errorf("left: %+v, %v", left, err)
		}
	})
}

// TestOtherPrograms: what a command writes is followed by the dashboard that shares its tracks.
func TestOtherPrograms(t *testing.T) {
	inOffice(t, "august", func(o *office) {
		t := o.t
		command := desk.New(desk.Config{API: o.client, Log: o.log, Tracks: o.pad, Who: "script", Now: o.server.Now, Receipt: receipt})
		made := o.accepted(command.Create(t.Context(), model.CodeDraft{DeviceID: o.lock, Name: "Ann"}))
		o.elsewhere <- struct{}{}
		if w := o.until(made.ID, 10*time.Minute, done); w.Stage != model.StageOnLock {
			t.Errorf("%s, %s", w.Stage, w.Outcome)
		}
	})
}

// creations counts how often Seam was asked to make a code.
func (o *office) creations() (n int) {
	for _, call := range o.server.Calls() {
		if call.Path == "/access_codes/create" {
			n++
		}
	}
	return n
}

// TestNeverTwice: a creation whose answer is lost, and which the client cannot settle, is unknown until the desk recognises
// it, and is never asked for again.
func TestNeverTwice(t *testing.T) {
	for name, pin := range map[string]string{"own PIN": "480153", "Seam's PIN": ""} {
		t.Run(name, func(t *testing.T) {
			inOffice(t, "august", func(o *office) {
				t := o.t
				creations := func(r *http.Request) bool { return r.URL.Path == "/access_codes/create" }
				o.server.SetFaults(sim.Faults{
					Drop: creations,
					Errors: func(r *http.Request) sim.Trouble {
						if r.URL.Path == "/access_codes/list" {
							return sim.BadGateway
						}
						return sim.NoTrouble
					},
				})
				w, err := o.Create(t.Context(), model.CodeDraft{DeviceID: o.lock, Name: "Ann", PIN: model.NewPIN(pin)})
				fault, ok := errors.AsType[*model.Fault](err)
				if !ok || !fault.Unsure || !w.Unsure() {
					t.Fatalf("%+v, %v", w, err)
				}
				o.leave()
				o.server.SetFaults(sim.Faults{})
				o.arrive()
				found := o.until(w.ID, 10*time.Minute, done)
				if found.Stage != model.StageOnLock || len(o.codes()) != 1 || found.Code != o.codes()[0].ID || found.AcceptedAt.IsZero() {
					t.Errorf("%s (%s), on the lock %d", found.Stage, found.Outcome, len(o.codes()))
				}
				if asked := o.creations(); asked != 1 {
					t.Errorf("asked %d times", asked)
				}
			})
		})
	}
}

// TestNotTaken: what Seam never did is told as that, and not as unknown for ever.
func TestNotTaken(t *testing.T) {
	inOffice(t, "august", func(o *office) {
		t := o.t
		o.server.SetFaults(sim.Faults{Errors: func(r *http.Request) sim.Trouble {
			if strings.HasPrefix(r.URL.Path, "/access_codes/") {
				return sim.BadGateway
			}
			return sim.NoTrouble
		}})
		w, err := o.Create(t.Context(), model.CodeDraft{DeviceID: o.lock, Name: "Ann"})
		if err == nil || !w.Unsure() {
			t.Fatalf("%+v, %v", w, err)
		}
		o.server.SetFaults(sim.Faults{})
		if w = o.until(w.ID, 10*time.Minute, done); w.Stage != model.StageFailed || !strings.HasPrefix(w.Outcome, "not done") {
			t.Errorf("%s: %s", w.Stage, w.Outcome)
		}
	})
}

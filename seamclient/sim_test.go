package seamclient_test

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"seamdash/model"
	"seamdash/seamclient"
	"seamdash/seamclient/sim"
)

// onSim is a client on a simulated workspace, which is a second reading of the API by other hands.
func onSim(t *testing.T, o sim.Options) (*seamclient.Client, *sim.Server) {
	t.Helper()
	server := sim.New(o)
	key, err := seamclient.NewKey(server.APIKey())
	if err != nil {
		t.Fatal(err)
	}
	c, err := seamclient.New(seamclient.Config{Key: key, Transport: server})
	if err != nil {
		t.Fatal(err)
	}
	return c, server
}

func fleet(t *testing.T, c *seamclient.Client) []model.Device {
	t.Helper()
	var all []model.Device
	err := c.Devices(t.Context(), func(page []model.Device) error {
		all = append(all, page...)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// must gives the value, or ends the test.
func must[T any](v T, err error) func(t *testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func TestSimFleetIsReadPageByPageAndByID(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, server := onSim(t, sim.Options{Seed: 1, Devices: 600, Codes: 3, Still: true})
		all := fleet(t, c)
		if pages := len(server.Calls()); len(all) != 600 || pages != 3 {
			t.Fatalf("%d devices in %d pages", len(all), pages)
		}
		var ids []model.DeviceID
		for _, d := range all {
			if d.Unreadable != "" || d.Name == "" || !d.Can.HasCodes() {
				t.Errorf("device %+v", d)
			}
			ids = append(ids, d.ID)
		}
		if again := must(c.DevicesByID(t.Context(), ids))(t); len(again) != 600 {
			t.Errorf("%d devices by id", len(again))
		}
	})
}

func TestSimCodesOfALockAndByID(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, _ := onSim(t, sim.Options{Seed: 1, Devices: 10, Codes: 3, Still: true})
		lock := fleet(t, c)[0]
		codes := must(c.Codes(t.Context(), lock.ID))(t)
		if len(codes) == 0 {
			t.Fatal("no codes")
		}
		ids := []model.CodeID{"00000000-0000-4000-8000-000000000000"}
		for _, code := range codes {
			if code.Unreadable != "" || code.DeviceID != lock.ID {
				t.Errorf("code %+v", code)
			}
			ids = append(ids, code.ID)
		}
		if byID := must(c.CodesByID(t.Context(), ids))(t); len(byID) != len(codes) {
			t.Errorf("%d codes by id, want %d", len(byID), len(codes))
		}
	})
}

// aSchlage finds a Schlage lock that is online.
func aSchlage(t *testing.T, c *seamclient.Client) model.Device {
	t.Helper()
	all := fleet(t, c)
	i := slices.IndexFunc(all, func(d model.Device) bool { return d.Type == "schlage_lock" && d.Online == model.Yes })
	if i < 0 {
		t.Fatalf("none among %d devices", len(all))
	}
	return all[i]
}

// elapse lets fake time pass.
func elapse(d time.Duration) { <-time.After(d) }

func TestSimCodeIsConvertedBothWays(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, server := onSim(t, sim.Options{Seed: 1, Still: true})
		lock := aSchlage(t, c)
		code := must(c.CreateCode(t.Context(), model.CodeDraft{DeviceID: lock.ID, Name: "Ann", PIN: model.NewPIN("07391")}))(t)
		if code.PIN.Reveal() != "07391" || code.Type != model.TypeOngoing || len(code.Pending) == 0 {
			t.Errorf("created %+v", code)
		}
		elapse(2 * time.Minute)
		if code = must(c.Code(t.Context(), code.ID))(t); code.Status != model.StatusSet {
			t.Errorf("after two minutes: %+v", code)
		}
		bound := model.Window{From: server.Now().Add(time.Hour), Until: server.Now().Add(3 * time.Hour)}
		must(0, c.UpdateCode(t.Context(), lock.ID, code.ID, model.CodeChange{Name: "Bob", Window: bound}))(t)
		if code = must(c.Code(t.Context(), code.ID))(t); code.Type != model.TypeTimeBound || code.Name != "Bob" || code.PIN.Reveal() != "07391" {
			t.Errorf("after the update: %+v", code)
		}
		must(0, c.UpdateCode(t.Context(), lock.ID, code.ID, model.CodeChange{}))(t)
		if code = must(c.Code(t.Context(), code.ID))(t); code.Type != model.TypeOngoing || !code.Window.Always() || code.Name != "Bob" {
			t.Errorf("back to ongoing: %+v", code)
		}
	})
}

func TestSimCodeIsDeletedAndLeavesItsEvents(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, server := onSim(t, sim.Options{Seed: 1, Still: true})
		lock := aSchlage(t, c)
		start := server.Now()
		code := must(c.CreateCode(t.Context(), model.CodeDraft{DeviceID: lock.ID, Name: "Ann", PIN: model.NewPIN("07391")}))(t)
		elapse(2 * time.Minute)
		must(0, c.DeleteCode(t.Context(), lock.ID, code.ID))(t)
		elapse(10 * time.Minute)
		if _, found, err := c.FindCode(t.Context(), code.ID); found || err != nil {
			t.Errorf("still there: %v", err)
		}
		must(0, c.DeleteCode(t.Context(), lock.ID, code.ID))(t) // what is gone is deleted
		events := must(c.EventsWhere(t.Context(), model.EventQuery{Since: start.Add(-time.Minute), Codes: []model.CodeID{code.ID}}))(t)
		for _, want := range []model.EventType{model.EventCodeCreated, "access_code.set_on_device", model.EventCodeDeleted} {
			if !slices.ContainsFunc(events, func(e model.Event) bool { return e.Type == want }) {
				t.Errorf("no %s among %+v", want, events)
			}
		}
	})
}

func TestSimRefusalsBecomeFaults(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, _ := onSim(t, sim.Options{Seed: 1, Still: true})
		lock := aSchlage(t, c)
		draft := model.CodeDraft{DeviceID: lock.ID, Name: "Ann", PIN: model.NewPIN("07391")}
		if _, err := c.CreateCode(t.Context(), draft); err != nil {
			t.Fatal(err)
		}
		check := func(err error, kind model.Kind) {
			t.Helper()
			if model.KindOf(err) != kind {
				t.Errorf("got %v (%v), want %v", err, model.KindOf(err), kind)
			}
		}
		_, err := c.CreateCode(t.Context(), draft)
		check(err, model.KindConflict)
		_, err = c.CreateCode(t.Context(), model.CodeDraft{DeviceID: lock.ID, PIN: model.NewPIN("12")})
		check(err, model.KindInvalid)
		_, err = c.Code(t.Context(), "00000000-0000-4000-8000-000000000000")
		check(err, model.KindNotFound)
		_, err = c.Code(t.Context(), "not an id")
		check(err, model.KindInvalid)
		wrong, err := seamclient.NewKey("seam_wrong_key")
		if err != nil {
			t.Fatal(err)
		}
		stranger, err := seamclient.New(seamclient.Config{Key: wrong, Transport: sim.New(sim.Options{})})
		if err != nil {
			t.Fatal(err)
		}
		_, err = stranger.Workspace(t.Context())
		check(err, model.KindUnauthorised)
	})
}

// creations counts how often the server was asked to create.
func creations(server *sim.Server) int {
	n := 0
	for _, call := range server.Calls() {
		if strings.HasSuffix(call.Path, "/access_codes/create") {
			n++
		}
	}
	return n
}

func TestSimLostAnswersToACreation(t *testing.T) {
	lose := func(r *http.Request) bool { return strings.HasSuffix(r.URL.Path, "/access_codes/create") }
	for name, draft := range map[string]model.CodeDraft{
		"with a PIN":    {Name: "Ann", PIN: model.NewPIN("07391")},
		"without a PIN": {Name: "Ann"},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				c, server := onSim(t, sim.Options{Seed: 1, Still: true})
				draft.DeviceID = aSchlage(t, c).ID
				before, err := c.Codes(t.Context(), draft.DeviceID)
				if err != nil {
					t.Fatal(err)
				}
				server.SetFaults(sim.Faults{Drop: lose})
				code, err := c.CreateCode(t.Context(), draft)
				if err != nil || code.Name != "Ann" {
					t.Fatalf("got %+v, %v", code, err)
				}
				after, err := c.Codes(t.Context(), draft.DeviceID)
				if err != nil || len(after) != len(before)+1 || creations(server) != 1 {
					t.Errorf("%d codes became %d with %d creations, %v", len(before), len(after), creations(server), err)
				}
			})
		})
	}
}

func TestSimTroubles(t *testing.T) {
	for trouble := sim.Unavailable; trouble <= sim.PageAnswer; trouble++ {
		synctest.Test(t, func(t *testing.T) {
			c, server := onSim(t, sim.Options{Seed: 1, Still: true})
			server.SetFaults(sim.Faults{Errors: sim.Burst(1, trouble)})
			_, err := c.Workspace(t.Context())
			if trouble == sim.PageAnswer { // a login page does not go away by itself
				if model.KindOf(err) != model.KindUnavailable {
					t.Errorf("a page gives %v", err)
				}
			} else if err != nil {
				t.Errorf("trouble %d once: %v", trouble, err)
			}
			server.SetFaults(sim.Faults{Errors: sim.Burst(100, trouble)})
			if _, err = c.Workspace(t.Context()); model.KindOf(err) != model.KindUnavailable {
				t.Errorf("trouble %d again and again: %v", trouble, err)
			}
		})
	}
}

func TestSimRateLimitAndHold(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, server := onSim(t, sim.Options{Seed: 1, Still: true})
		refusals := 1
		server.SetFaults(sim.Faults{RateLimit: func(*http.Request) (time.Duration, bool) {
			refusals--
			return 7 * time.Second, refusals >= 0
		}})
		start := time.Now()
		if _, err := c.Workspace(t.Context()); err != nil || time.Since(start) < 7*time.Second {
			t.Errorf("%v after %v", err, time.Since(start))
		}
		never := make(chan struct{})
		server.SetFaults(sim.Faults{Hold: func(*http.Request) <-chan struct{} { return never }})
		ctx, stop := context.WithTimeout(t.Context(), 5*time.Second)
		defer stop()
		if _, err := c.Workspace(ctx); model.KindOf(err) != model.KindUnreachable {
			t.Errorf("held back: %v", err)
		}
	})
}

func TestSimSkewedClockAndShuffledEvents(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, server := onSim(t, sim.Options{Seed: 1, Still: true})
		lock := aSchlage(t, c)
		server.SetFaults(sim.Faults{ClockSkew: 5 * time.Minute, ReorderEvents: true, DuplicateEvents: true})
		began := time.Now()
		for _, pin := range []string{"07391", "17392", "27391"} {
			if _, err := c.CreateCode(t.Context(), model.CodeDraft{DeviceID: lock.ID, Name: pin, PIN: model.NewPIN(pin)}); err != nil {
				t.Fatal(err)
			}
			elapse(time.Minute)
		}
		if skew, known := c.Skew(); !known || skew < 4*time.Minute || skew > 6*time.Minute {
			t.Errorf("skew %v, %v", skew, known)
		}
		events, err := c.Events(t.Context(), began.Add(-time.Hour))
		if err != nil || len(events) < 6 {
			t.Fatalf("%d events, %v", len(events), err)
		}
		seen := map[model.EventID]bool{}
		for i, e := range events {
			if seen[e.ID] || (i > 0 && e.RecordedAt.Before(events[i-1].RecordedAt)) {
				t.Errorf("event %d is out of order or comes twice: %+v", i, e)
			}
			seen[e.ID] = true
		}
	})
}

package webhook

import (
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"testing"
	"testing/synctest"
	"time"

	"seamdash/model"
	"seamdash/seamclient"
	"seamdash/seamclient/sim"
)

const simulated = "http://127.0.0.1:8787/seam"

// hand carries posts of the simulator to a receiver in process.
type hand struct{ to http.Handler }

func (h *hand) RoundTrip(req *http.Request) (*http.Response, error) {
	w := httptest.NewRecorder()
	h.to.ServeHTTP(w, req)
	return w.Result(), nil
}

// world is a simulator whose posts go to a receiver, and a client of it.
func world(t *testing.T, o sim.Options) (*sim.Server, *seamclient.Client) {
	t.Helper()
	o.Seed, o.Still = 7, true
	s := sim.New(o)
	t.Cleanup(s.Close)
	key, err := seamclient.NewKey(s.APIKey())
	if err != nil {
		t.Fatal(err)
	}
	c, err := seamclient.New(seamclient.Config{Key: key, Transport: s})
	if err != nil {
		t.Fatal(err)
	}
	return s, c
}

// someCode makes a code on a lock that takes it at once, which is what brings events.
func someCode(t *testing.T, c *seamclient.Client) model.AccessCode {
	t.Helper()
	var locks []model.Device
	err := c.Devices(t.Context(), func(page []model.Device) error {
		locks = append(locks, page...)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range locks {
		if d.Online == model.Yes && d.Can.ProgramOnlineCodes == model.Yes {
			code, err := c.CreateCode(t.Context(), model.CodeDraft{DeviceID: d.ID, Name: "Nanny"})
			if err != nil {
				t.Fatal(err)
			}
			return code
		}
	}
	t.Fatal("no lock takes codes")
	return model.AccessCode{}
}

// about are the events of a code, once each, in the order of their coming.
func about(t *testing.T, r *Receiver, id model.CodeID) (types []model.EventType) {
	t.Helper()
	seen := map[model.EventID]bool{}
	for {
		select {
		case e := <-r.Events():
			if seen[e.ID] {
				t.Errorf("%s came twice", e.ID)
			}
			seen[e.ID] = true
			if e.CodeID == id {
				types = append(types, e.Type)
			}
		default:
			return types
		}
	}
}

// The simulator signs by its own reading of Svix; what it posts goes all the way.
func TestFromTheSimulator(t *testing.T) {
	for name, faults := range map[string]sim.Faults{
		"in order": {}, "twice and out of order": {DuplicateEvents: true, ReorderEvents: true},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				r := New(Config{})
				s, c := world(t, sim.Options{Webhooks: &hand{r}})
				s.SetFaults(faults)
				got := map[model.EventType]int{}
				for _, kind := range lifeOfACode(t, c, r) {
					got[kind]++
				}
				for _, kind := range []model.EventType{model.EventCodeCreated, "access_code.set_on_device", model.EventCodeRemoved, model.EventCodeDeleted} {
					if got[kind] != 1 {
						t.Errorf("%d of %s", got[kind], kind)
					}
				}
				n := r.Counts()
				if n.Dropped == 0 || n.Forged+n.Old+n.Oversized+n.Malformed > 0 || (n.Replayed > 0) != faults.DuplicateEvents {
					t.Errorf("%+v", n)
				}
			})
		})
	}
}

// lifeOfACode registers, makes a code, deletes it again, and gives what was heard of it.
func lifeOfACode(t *testing.T, c *seamclient.Client, r *Receiver) []model.EventType {
	t.Helper()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	reg, err := Register(t.Context(), c, simulated, seamclient.Secret{})
	must(err)
	code := someCode(t, c)
	<-time.After(time.Second) // nobody trusts the secret yet: the posts are refused and come again
	must(r.Trust(reg.Secrets...))
	<-time.After(time.Minute)
	must(c.DeleteCode(t.Context(), code.DeviceID, code.ID))
	<-time.After(10 * time.Minute)
	heard := about(t, r, code.ID)
	must(reg.Close(t.Context()))
	if left, err := c.Webhooks(t.Context()); err != nil || len(left) > 0 {
		t.Errorf("left are %v: %v", left, err)
	}
	return heard
}

// A run that was killed leaves its webhook behind; the next one takes it over, because Seam tells its secret.
func TestAWebhookThatWasLeftBehindIsTakenOver(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := New(Config{})
		_, c := world(t, sim.Options{Webhooks: &hand{r}})
		for range 2 {
			reg, err := Register(t.Context(), c, simulated, seamclient.Secret{})
			if err != nil {
				t.Fatal(err)
			}
			if err := r.Trust(reg.Secrets...); err != nil {
				t.Fatal(err)
			}
		}
		code := someCode(t, c)
		<-time.After(time.Second)
		if got := about(t, r, code.ID); len(got) == 0 {
			t.Error("nothing came")
		}
		if all, err := c.Webhooks(t.Context()); err != nil || len(all) != 1 {
			t.Errorf("%d webhooks: %v", len(all), err)
		}
	})
}

// The same over sockets, as the program does it.
func TestFromTheSimulatorOverASocket(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	r := New(Config{})
	ln, err := new(net.ListenConfig).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := Serve(ctx, ln, r)
	_, c := world(t, sim.Options{})
	reg, err := Register(ctx, c, "http://"+server.Addr()+"/seam", seamclient.Secret{})
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Trust(reg.Secrets...); err != nil {
		t.Fatal(err)
	}
	code := someCode(t, c)
	for {
		select {
		case e := <-r.Events():
			if e.CodeID != code.ID {
				continue
			}
		case <-t.Context().Done():
			t.Fatal("nothing came")
		}
		break
	}
	if err := reg.Close(t.Context()); err != nil {
		t.Error(err)
	}
	stop()
	if err := server.Wait(); err != nil {
		t.Error(err)
	}
}

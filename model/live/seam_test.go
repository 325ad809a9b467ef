package live

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"seamdash/model"
	"seamdash/seamclient"
	"seamdash/seamclient/sim"
)

// The real client against the simulator, whose world moves by itself: guests come and go, locks are programmed, one
// is offline. A third of the events is lost for good.
func TestAgainstTheSimulator(t *testing.T) {
	t.Parallel()
	for _, lossy := range []bool{false, true} {
		t.Run(fmt.Sprintf("lossy=%v", lossy), func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				world := sim.New(sim.Options{Seed: 3})
				n := 0
				faults := sim.Faults{Latency: 80 * time.Millisecond, ReorderEvents: true, DuplicateEvents: true}
				if lossy {
					faults.DropEvents = func(string) bool { n++; return n%3 == 0 }
				}
				world.SetFaults(faults)
				client := clientOf(t, world)
				feed := New(Config{Source: client})
				ctx, stop := context.WithCancel(t.Context())
				done := make(chan error, 1)
				go func() { done <- feed.Run(ctx) }()
				moved := map[uint64]bool{}
				for range 35 { // minutes: more than two laps of the sweep
					<-time.After(time.Minute)
					s := feed.Snapshot()
					moved[s.Revision] = true
					if s.Feed.Connection != model.Live || s.Feed.Fault != nil || s.Feed.Loading {
						t.Fatalf("%+v", s.Feed)
					}
				}
				if len(moved) < 10 {
					t.Errorf("only %d different pictures in 35 minutes of a living world", len(moved))
				}
				faults.Latency = 0 // so that the world stands still while both are read
				world.SetFaults(faults)
				<-time.After(time.Second) // the answers that are under way
				feed.Refresh()
				<-time.After(time.Millisecond)
				compare(t, client, feed.Snapshot(), lossy)
				stop()
				if err := <-done; err != nil {
					t.Error(err)
				}
			})
		})
	}
}

func clientOf(t *testing.T, world *sim.Server) *seamclient.Client {
	t.Helper()
	key, err := seamclient.NewKey(world.APIKey())
	if err != nil {
		t.Fatal(err)
	}
	client, err := seamclient.New(seamclient.Config{Key: key, Transport: world})
	if err != nil {
		t.Fatal(err)
	}
	return client
}

// compare reads everything anew. Without losses only what moved within the last tick may differ; with losses what
// moved within the last lap of the sweep may.
func compare(t *testing.T, client *seamclient.Client, s *model.Snapshot, lossy bool) {
	t.Helper()
	var odd []string
	locks, codes := 0, 0
	err := client.Devices(t.Context(), func(page []model.Device) error {
		for i := range page {
			list, err := client.Codes(t.Context(), page[i].ID)
			if err != nil {
				return err
			}
			locks++
			codes += len(list)
			odd = append(odd, differences(s, page[i], list)...)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	odd = append(odd, otherAccounts(t, client, s)...)
	allowed := 0
	if lossy {
		allowed = codes / 5
	}
	if locks < 10 || codes < 30 || len(odd) > allowed {
		t.Errorf("%d locks, %d codes, %d differ from the picture:\n%s", locks, codes, len(odd), strings.Join(odd, "\n"))
	}
}

// otherAccounts are those that are not in the picture as they were read.
func otherAccounts(t *testing.T, client *seamclient.Client, s *model.Snapshot) (odd []string) {
	t.Helper()
	accounts, err := client.Accounts(t.Context())
	if err != nil || len(accounts) == 0 || len(accounts) != len(s.Accounts) {
		t.Errorf("%d accounts (%v), %d in the picture", len(accounts), err, len(s.Accounts))
	}
	for _, a := range accounts {
		if shown, ok := s.Account(a.ID); !ok || !sameAccount(*shown, a) {
			odd = append(odd, "account "+a.Name)
		}
	}
	return odd
}

// differences says in what the picture of a lock is not what was read.
func differences(s *model.Snapshot, d model.Device, codes []model.AccessCode) (odd []string) {
	l, ok := s.Lock(d.ID)
	if !ok || !sameButCharge(l.Device, d) {
		return []string{"lock " + d.Name}
	}
	for i := range codes {
		if c, ok := l.Code(codes[i].ID); !ok || !sameCode(c, &codes[i]) {
			odd = append(odd, fmt.Sprintf("code %s on %s: %+v, %+v", codes[i].Name, d.Name, c, codes[i]))
		}
	}
	if n := len(l.Codes) - len(codes); n > 0 {
		odd = append(odd, fmt.Sprintf("%d codes on %s that are gone", n, d.Name))
	}
	return odd
}

// sameButCharge leaves out the level of the batteries: it sinks without any event, and the sweep follows it.
func sameButCharge(a, b model.Device) bool {
	a.Battery, a.Keypad = b.Battery, b.Keypad
	return sameDevice(&a, &b)
}

func TestIdleTickOverTheWire(t *testing.T) {
	t.Parallel()
	for _, locks := range []int{10, 300} {
		synctest.Test(t, func(t *testing.T) {
			world := sim.New(sim.Options{Seed: 3, Devices: locks, Codes: 2, Still: true})
			feed := New(Config{Source: clientOf(t, world), Sweep: still})
			ctx, stop := context.WithCancel(t.Context())
			done := make(chan error, 1)
			go func() { done <- feed.Run(ctx) }()
			<-time.After(5 * time.Minute)
			world.ForgetCalls()
			<-time.After(2 * time.Minute)
			paths := map[string]int{}
			for _, c := range world.Calls() {
				paths[c.Path]++
			}
			if n := paths["/events/list"]; len(paths) != 1 || n < 12 || n > 14 {
				t.Errorf("%d locks: two idle minutes cost %v", locks, paths)
			}
			stop()
			if err := <-done; err != nil {
				t.Error(err)
			}
		})
	}
}

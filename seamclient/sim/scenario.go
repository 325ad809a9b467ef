package sim

import (
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"
	"time"
)

// A Scenario is a named piece of trouble that can be played on any world. The same seed gives the same trouble.
type Scenario struct {
	Name  string
	About string // one line for people
	play  func(*Server)
}

// Scenarios lists what Play knows.
func Scenarios() []Scenario {
	return append(doorScenarios(), wireScenarios()...)
}

// Play makes the scenario of that name happen now.
func (s *Server) Play(name string) error {
	var known []string
	for _, sc := range Scenarios() {
		if sc.Name == name {
			sc.play(s)
			return nil
		}
		known = append(known, sc.Name)
	}
	return fmt.Errorf("sim: no scenario %q; there are %s", name, strings.Join(known, ", "))
}

// doorScenarios are about locks and codes.
func doorScenarios() []Scenario {
	return []Scenario{
		{"hub-lost", "every lock of one property that hangs on a hub loses it", inWorld(func(w *world) {
			at := w.firstWithHub().place
			for _, d := range w.devices {
				if d.brand.hub && d.place.name == at.name {
					w.setHub(d, false)
				}
			}
		})},
		{"account-lost", "the first account must be connected again", inWorld(func(w *world) {
			w.setAccount(w.accounts[0], false)
		})},
		{"full-lock", "all slots of the first lock are taken by codes from the maker's app", inWorld(func(w *world) {
			for d := w.devices[0]; d.onLock() < d.brand.slots; {
				w.addUnmanaged(d, fmt.Sprintf("Old code %d", d.onLock()), w.freshPIN(d))
			}
		})},
		{"full-site", "a Salto KS site has no user left for another code", inWorld(playFullSite)},
		{"duplicate-pin", "a foreign code takes the PIN of a code that is still to be programmed", inWorld(playDuplicate)},
		{"tampered", "somebody changes a working code of the first lock in the maker's app", inWorld(func(w *world) {
			for _, c := range w.devices[0].codes {
				if c.phase == active && c.traits.managed {
					w.tamper(c, w.freshPIN(c.device))
					return
				}
			}
		})},
		{"flat-batteries", "every battery drops to 4 %", inWorld(func(w *world) {
			for _, d := range w.devices {
				if d.battery != wired {
					w.setBattery(d, 0.04)
				}
			}
		})},
		{"blackout", "every lock goes offline", inWorld(func(w *world) {
			for _, d := range w.devices {
				w.setOnline(d, false)
			}
		})},
	}
}

func inWorld(f func(*world)) func(*Server) {
	return func(s *Server) {
		s.do(func(w *world) {
			if len(w.devices) > 0 {
				f(w)
			}
		})
	}
}

// firstWithHub falls back on the first device of a world without hubs.
func (w *world) firstWithHub() *device {
	for _, d := range w.devices {
		if d.brand.hub {
			return d
		}
	}
	return w.devices[0]
}

func playFullSite(w *world) {
	for _, a := range w.accounts {
		for _, s := range a.sites {
			w.limitUsers(s, s.users)
		}
	}
}

func playDuplicate(w *world) {
	for _, d := range w.devices {
		for _, c := range d.codes {
			if c.phase == waiting && c.want.pin != "" && !d.brand.hidden {
				w.addUnmanaged(d, "Made in the app", c.want.pin)
				return
			}
		}
	}
}

// wireScenarios are about the way between Seam and its callers.
func wireScenarios() []Scenario {
	return []Scenario{
		{"slow-locks", "every job of a lock takes a quarter of an hour longer", knobs(func(f *Faults) {
			f.SlowProgramming = 15 * time.Minute
		})},
		{"lossy-events", "half of all events never appear, the others twice and out of order", knobs(func(f *Faults) {
			f.DropEvents = everySecond[string]()
			f.DuplicateEvents, f.ReorderEvents = true, true
		})},
		{"rate-limited", "every second request is refused for two seconds", knobs(func(f *Faults) {
			limited := everySecond[*http.Request]()
			f.RateLimit = func(r *http.Request) (time.Duration, bool) { return 2 * time.Second, limited(r) }
		})},
		{"outage", "the next twenty requests meet a server that is down", knobs(func(f *Faults) {
			f.Errors = Burst(20, Unavailable)
		})},
		{"slow-network", "every request waits for 800 ms", knobs(func(f *Faults) { f.Latency = 800 * time.Millisecond })},
		{"wrong-clock", "Seam's clock is seven minutes ahead", knobs(func(f *Faults) { f.ClockSkew = 7 * time.Minute })},
		{"all-well", "no knob is turned any more", func(s *Server) { s.SetFaults(Faults{}) }},
	}
}

func knobs(turn func(*Faults)) func(*Server) {
	return func(s *Server) {
		f := s.Faults()
		turn(&f)
		s.SetFaults(f)
	}
}

func everySecond[T any]() func(T) bool {
	var n atomic.Uint64
	return func(T) bool { return n.Add(1)%2 == 0 }
}

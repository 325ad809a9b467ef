package sim

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"time"
)

// A Scenario is a named piece of trouble that can be played on any world. The same seed gives the same trouble.
type Scenario struct {
	Name  string
	About string // one line for people
	// Newer says that it shows what Seam has announced and its published OpenAPI document does not have yet.
	Newer bool

	stage func(*Server) Scene
}

// A Scene is where to look for what a scenario did.
type Scene struct {
	// Device, Account and Code are the ids of what it hurts; "" where it hurts nothing of the kind, or everything.
	Device, Account, Code string
	// Words name the code and the lock for people; "" where it hurts nothing in particular.
	Words string
	// Shows is how long, in simulated time, it takes until it can be seen; 0 for at once.
	Shows time.Duration
}

// Scenarios lists what Play and Stage know: what people call about, trouble of doors, of the way to Seam, and one scenario for each thing that can be
// found wrong with a code or a lock. The latter put up a lock of their own. Those about what Seam itself reports are called as
// Seam's code is, with code/, device/ or account/ before it where Seam reports it of more than one of them.
func Scenarios() []Scenario {
	return slices.Concat(storyScenarios(), doorScenarios(), wireScenarios(), toldScenarios(), livedScenarios(), untoldScenarios(), strangeScenarios())
}

// Play makes the scenario of that name happen now.
func (s *Server) Play(name string) error {
	_, err := s.Stage(name)
	return err
}

// Stage does what Play does and says where to look. The error for a name that there is not lists those that there are.
func (s *Server) Stage(name string) (Scene, error) {
	var known []string
	for _, sc := range Scenarios() {
		if sc.Name == name {
			return sc.stage(s), nil
		}
		known = append(known, sc.Name)
	}
	return Scene{}, fmt.Errorf("sim: no scenario %q; there are %s", name, strings.Join(known, ", "))
}

// doorScenarios are about the locks and codes that there are.
func doorScenarios() []Scenario {
	return []Scenario{
		{Name: "hub-lost", About: "every lock of one property that hangs on a hub loses it", stage: inWorld(playHubLost)},
		{Name: "account-lost", About: "the first account must be connected again", stage: inWorld(playAccountLost)},
		{Name: "full-lock", About: "all slots of the first lock are taken by codes from the maker's app", stage: inWorld(playFullLock)},
		{Name: "full-site", About: "a Salto KS site has no user left for another code", stage: inWorld(playFullSite)},
		{Name: "duplicate-pin", About: "a foreign code takes the PIN of a code that is still to be programmed", stage: inWorld(playDuplicate)},
		{Name: "tampered", About: "somebody changes a working code of the first lock in the maker's app", stage: inWorld(playTampered)},
		{Name: "flat-batteries", About: "every battery drops to 4 %", stage: inWorld(playFlatBatteries)},
		{Name: "blackout", About: "every lock goes offline", stage: inWorld(playBlackout)},
	}
}

func inWorld(f func(*world) Scene) func(*Server) Scene {
	return func(s *Server) (scene Scene) {
		s.do(func(w *world) {
			if len(w.devices) > 0 {
				scene = f(w)
			}
		})
		return scene
	}
}

// scene is one about a lock as a whole.
func (d *device) scene() Scene {
	return Scene{Device: d.id.String(), Account: d.account.id.String(), Words: d.display()}
}

// scene is one about a code.
func (c *code) scene() Scene {
	scene := c.device.scene()
	scene.Code, scene.Words = c.id.String(), c.want.name+" on "+c.device.display()
	return scene
}

func playHubLost(w *world) Scene {
	at := w.firstWithHub()
	for _, d := range w.devices {
		if d.brand.hub && d.place.name == at.place.name {
			w.setHub(d, false)
		}
	}
	return at.scene()
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

func playAccountLost(w *world) Scene {
	w.setAccount(w.accounts[0], false)
	return Scene{Account: w.accounts[0].id.String(), Words: w.accounts[0].email}
}

func playFullLock(w *world) Scene {
	d := w.devices[0]
	w.fill(d, 0)
	return d.scene()
}

// fill takes the slots of a lock for codes from the maker's app, but for so many.
func (w *world) fill(d *device, but int) {
	for d.onLock() < d.brand.slots-but {
		w.addUnmanaged(d, fmt.Sprintf("Old code %d", d.onLock()), w.freshPIN(d))
	}
}

func playFullSite(w *world) Scene {
	for _, a := range w.accounts {
		for _, s := range a.sites {
			w.limitUsers(s, s.users)
		}
	}
	return Scene{}
}

func playDuplicate(w *world) Scene {
	for _, d := range w.devices {
		for _, c := range d.codes {
			if c.phase == waiting && c.want.pin != "" && !d.brand.hidden {
				w.addUnmanaged(d, "Made in the app", c.want.pin)
				return c.scene()
			}
		}
	}
	return Scene{}
}

func playTampered(w *world) Scene {
	for _, c := range w.devices[0].codes {
		if c.phase == active && c.traits.managed {
			w.tamper(c, w.freshPIN(c.device))
			return c.scene()
		}
	}
	return Scene{}
}

func playFlatBatteries(w *world) Scene {
	for _, d := range w.devices {
		if d.battery != wired {
			w.setBattery(d, 0.04)
		}
	}
	return Scene{}
}

func playBlackout(w *world) Scene {
	for _, d := range w.devices {
		w.setOnline(d, false)
	}
	return Scene{}
}

// wireScenarios are about the way between Seam and its callers.
func wireScenarios() []Scenario {
	return []Scenario{
		{Name: "slow-locks", About: "every job of a lock takes a quarter of an hour longer", stage: knobs(func(f *Faults) {
			f.SlowProgramming = 15 * time.Minute
		})},
		{Name: "lossy-events", About: "half of all events never appear, the others twice and out of order", stage: knobs(func(f *Faults) {
			f.DropEvents = everySecond[string]()
			f.DuplicateEvents, f.ReorderEvents = true, true
		})},
		{Name: "rate-limited", About: "every second request is refused for two seconds", stage: knobs(func(f *Faults) {
			limited := everySecond[*http.Request]()
			f.RateLimit = func(r *http.Request) (time.Duration, bool) { return 2 * time.Second, limited(r) }
		})},
		{Name: "outage", About: "the next twenty requests meet a server that is down", stage: knobs(func(f *Faults) {
			f.Errors = Burst(20, Unavailable)
		})},
		{Name: "slow-network", About: "every request waits for 800 ms", stage: knobs(func(f *Faults) { f.Latency = 800 * time.Millisecond })},
		{Name: "wrong-clock", About: "Seam's clock is seven minutes ahead", stage: knobs(func(f *Faults) { f.ClockSkew = 7 * time.Minute })},
		{Name: "all-well", About: "no knob is turned any more", stage: func(s *Server) Scene { s.SetFaults(Faults{}); return Scene{} }},
	}
}

func knobs(turn func(*Faults)) func(*Server) Scene {
	return func(s *Server) Scene {
		f := s.Faults()
		turn(&f)
		s.SetFaults(f)
		return Scene{}
	}
}

func everySecond[T any]() func(T) bool {
	var n atomic.Uint64
	return func(T) bool { return n.Add(1)%2 == 0 }
}

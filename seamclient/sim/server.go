package sim

import (
	"net/http"
	"sync"
	"time"
)

// SandboxKey is the API key of a server whose Options name none. It opens nothing but simulators and is not secret.
const SandboxKey = "seam_test2bMs_simulatorKeyThatOpensNoRealDoor"

// Options says which world to make. The zero value is the curated fleet in real time.
type Options struct {
	Seed    uint64           // same seed and same starting time, same world: ids included
	Devices int              // 0 = the curated fleet; otherwise a generated fleet of this size
	Codes   int              // codes per device of a generated fleet
	Speed   float64          // simulated seconds per real second; 0 means 1
	Now     func() time.Time // the real clock underneath; nil means time.Now
	APIKey  string           // "" means SandboxKey; one that starts with seam_at wants the seam-workspace header as well
	Still   bool             // nobody acts in the world but the caller: no guests, no booking system; life cycles still run
	Bare    bool             // start without any device; for tests that add their own

	Zones    func(name string) (*time.Location, error) // the time zones of the world; nil means time.LoadLocation
	Webhooks http.RoundTripper                         // carries webhook posts; nil means sockets, to loopback addresses only
}

// A Server is a Seam workspace in memory. It serves as http.Handler and, in process, as http.RoundTripper. It is safe for
// concurrent use. Nothing runs in the background (but webhook delivery, once a webhook exists): what is due happens when
// somebody asks, at the instant at which it was due.
type Server struct {
	options Options
	clock   *clock
	routes  map[string]route
	courier *courier

	mu     sync.Mutex // guards all below
	world  *world
	faults Faults
	limits limiter
	calls  callLog
	served uint64 // requests so far, for request ids
}

// New makes a world. Its clock starts at the present of the clock underneath.
func New(o Options) *Server {
	if o.APIKey == "" {
		o.APIKey = SandboxKey
	}
	if o.Zones == nil {
		o.Zones = time.LoadLocation
	}
	s := &Server{options: o, clock: newClock(o.Now, o.Speed), routes: routes()}
	s.courier = newCourier(s, o.Webhooks)
	s.world = s.build()
	return s
}

// build makes the world the options describe, at the present time.
func (s *Server) build() *world {
	w := newWorld(s.options.Seed, s.clock.now(), s.options.Zones)
	switch {
	case s.options.Bare:
		w.workspace.name = "Empty workspace"
	case s.options.Devices > 0:
		w.generateFleet(s.options.Devices, s.options.Codes)
	default:
		w.curatedFleet()
	}
	if !s.options.Still && len(w.devices) > 0 {
		newStory(w, s.clock.speed).start()
	}
	w.onEvent = func(e event) { s.courier.add(w, e) }
	return w
}

// APIKey returns the key that the server takes as Bearer token.
func (s *Server) APIKey() string { return s.options.APIKey }

// Now returns the simulated present.
func (s *Server) Now() time.Time { return s.clockNow().time() }

func (s *Server) clockNow() stamp {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.clock.now().add(s.faults.ClockSkew)
}

// do runs f on the world of this instant.
func (s *Server) do(f func(w *world)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.world.slow, s.world.lost = s.faults.SlowProgramming, s.faults.DropEvents
	s.world.settle(s.clock.now().add(s.faults.ClockSkew))
	f(s.world)
}

// Advance moves the simulated clock forward by d of simulated time, and lets everything happen that is due by then.
func (s *Server) Advance(d time.Duration) {
	s.mu.Lock()
	s.clock.ahead += max(d, 0)
	s.mu.Unlock()
	s.do(func(*world) {})
}

// ServeHTTP answers one request. A dropped reply aborts the connection with http.ErrAbortHandler, as net/http asks.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	a, err := s.answer(r)
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	for key, values := range a.header {
		w.Header()[key] = values
	}
	w.WriteHeader(a.status)
	_, _ = w.Write(a.body) // a client that has gone is no concern of ours
}

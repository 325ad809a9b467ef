package storm

import (
	"bytes"
	"context"
	"errors"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"strings"
	"time"

	"seamdash/seamclient/sim"
)

// A mishap is what goes wrong with one request.
type mishap string

const (
	fine        mishap = ""
	noLine      mishap = "no connection"
	dropped     mishap = "lost reply"
	tooSlow     mishap = "answer after the time-out"
	arrivesLate mishap = "request that arrives when nobody waits for it any more"
	unavailable mishap = "503"
	badGateway  mishap = "502"
	broken      mishap = "500"
	lateBroken  mishap = "500 although it was done"
	limited     mishap = "429"
	truncated   mishap = "truncated answer"
	empty       mishap = "empty answer"
	portal      mishap = "captive portal"
)

func mishaps() []mishap {
	return []mishap{noLine, dropped, tooSlow, arrivesLate, unavailable, badGateway, broken, lateBroken, limited, truncated, empty, portal}
}

// faults are the knobs of the simulator for one request.
func (m mishap) faults() sim.Faults {
	give := func(t sim.Trouble) func(*http.Request) sim.Trouble {
		return func(*http.Request) sim.Trouble { return t }
	}
	switch m {
	case dropped:
		return sim.Faults{Drop: func(*http.Request) bool { return true }}
	case unavailable:
		return sim.Faults{Errors: give(sim.Unavailable)}
	case badGateway:
		return sim.Faults{Errors: give(sim.BadGateway)}
	case broken:
		return sim.Faults{Errors: give(sim.InternalError)}
	case lateBroken:
		return sim.Faults{Errors: give(sim.LateError)}
	case truncated:
		return sim.Faults{Errors: give(sim.TruncatedAnswer)}
	case empty:
		return sim.Faults{Errors: give(sim.EmptyAnswer)}
	case portal:
		return sim.Faults{Errors: give(sim.PageAnswer)}
	case limited:
		return sim.Faults{RateLimit: func(*http.Request) (time.Duration, bool) { return 40 * time.Second, true }}
	case fine, noLine, tooSlow, arrivesLate:
	}
	return sim.Faults{}
}

// A wire carries the requests of one program. What goes wrong on it follows from the seed.
type wire struct {
	w    *world
	rng  *rand.Rand
	rate float64  // how many of the requests go wrong
	only []mishap // and how
	// writing says that reading goes well.
	writing bool
	// answered is told of every answer.
	answered func()
}

// errNoLine is how a machine without a network sees it.
var errNoLine = errors.New("network is unreachable")

// RoundTrip answers a request in the world, or has it go wrong.
func (l *wire) RoundTrip(r *http.Request) (*http.Response, error) {
	if err := waitOn(r, between(l.rng, 0, 3*time.Second)/10); err != nil {
		return nil, err
	}
	l.w.count.add("call " + r.URL.Path)
	m := fine
	if len(l.only) > 0 && chance(l.rng, l.rate) && (!l.writing || !strings.HasSuffix(r.URL.Path, "/list")) {
		m = pick(l.rng, l.only)
		l.w.count.add("mishap: " + string(m))
		l.w.count.add("mishap on " + strings.TrimPrefix(r.URL.Path, "/access_codes/"))
		l.w.trace.add(l.w.present(), "      %s: %s", r.URL.Path, m)
	}
	if m == noLine {
		return nil, &net.OpError{Op: "dial", Net: "tcp", Err: errNoLine}
	}
	if m == arrivesLate {
		return nil, l.delay(r, between(l.rng, 3*time.Second, 50*time.Second))
	}
	resp, err := l.w.ask(r, m.faults())
	if m == tooSlow {
		if gone := waitOn(r, time.Hour); gone != nil {
			return nil, gone
		}
	}
	if err == nil {
		l.answered()
	}
	return resp, err
}

// errCut is a connection that broke.
var errCut = errors.New("connection reset by peer")

// delay has a request wait in a queue somewhere and reach Seam later, while its caller learns that the line is cut.
func (l *wire) delay(r *http.Request, d time.Duration) error {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return err
	}
	late := r.Clone(context.WithoutCancel(r.Context()))
	late.Body = io.NopCloser(bytes.NewReader(body))
	go func() {
		<-time.After(d)
		resp, err := l.w.ask(late, sim.Faults{})
		if err == nil {
			_ = resp.Body.Close() // nobody reads it
		}
	}()
	return errCut
}

// waitOn lets time pass on the way of a request.
func waitOn(r *http.Request, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return r.Context().Err()
	case <-r.Context().Done():
		return r.Context().Err()
	}
}

// ask has the simulator answer one request with faults of its own.
func (w *world) ask(r *http.Request, f sim.Faults) (*http.Response, error) {
	w.catchUp()
	w.mu.Lock()
	defer w.mu.Unlock()
	standing := w.seam.Faults()
	f.SlowProgramming = standing.SlowProgramming
	w.seam.SetFaults(f)
	defer w.seam.SetFaults(standing)
	resp, err := w.seam.RoundTrip(r)
	w.look()
	return resp, err
}

// A clearWire carries requests without trouble.
type clearWire struct{ w *world }

// RoundTrip answers a request in the world.
func (l *clearWire) RoundTrip(r *http.Request) (*http.Response, error) {
	return l.w.ask(r, sim.Faults{})
}

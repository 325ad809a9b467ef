package sim

import (
	"net/http"
	"sync/atomic"
	"time"
)

// Faults are the knobs for trouble. The zero value is a Seam without trouble. Set them with SetFaults at any time; a
// request keeps the knobs it began with. Functions that take a request are called without any lock held, and may be
// called concurrently; DropEvents is called under the lock and must not call the server.
type Faults struct {
	// RateLimit refuses a request with 429 before any work is done; a positive time is told in Retry-After. It comes on
	// top of the documented limits for each device.
	RateLimit func(r *http.Request) (after time.Duration, limit bool)

	// Hold keeps a request back, before any work is done, until the channel is closed or the request's context ends. It
	// lets a test put two requests in order. A nil channel lets the request pass.
	Hold func(r *http.Request) <-chan struct{}

	// Drop does the work and loses the reply, as a connection does that breaks at the wrong moment.
	Drop func(r *http.Request) bool

	// Latency is real time that every request waits before any work is done.
	Latency time.Duration

	// Errors gives a request one of the troubles a proxy or a bad deployment makes. See Burst.
	Errors func(r *http.Request) Trouble

	// SlowProgramming is added, in simulated time, to every job a lock is given from now on.
	SlowProgramming time.Duration

	// DropEvents loses events for good: they appear in no list and no webhook. The state changes all the same.
	DropEvents func(kind string) bool

	// DuplicateEvents delivers every event twice, under the same id.
	DuplicateEvents bool

	// ReorderEvents answers events in an order that is neither ascending nor descending.
	ReorderEvents bool

	// OldestFirst answers events oldest first. Seam documents no order; its samples show the newest first.
	OldestFirst bool

	// ClockSkew is how far Seam's clock is ahead of the caller's. Time never runs backwards: turned back, the knob makes
	// Seam's clock stand until the present has caught up. A Seam that is behind from the start wants another Options.Now.
	ClockSkew time.Duration

	// Rewrite changes a finished body: an unknown enum value, an odd scalar, an object that cannot be read.
	Rewrite func(path string, body []byte) []byte
}

// SetFaults replaces all knobs.
func (s *Server) SetFaults(f Faults) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = f
}

// Faults returns the knobs as they are.
func (s *Server) Faults() Faults {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.faults
}

// A Trouble is a way in which an answer is not the API's.
type Trouble uint8

// The troubles. The first three come instead of the work, the others after it was done.
const (
	NoTrouble       Trouble = iota
	Unavailable             // 503 without a body
	BadGateway              // 502 with a proxy's HTML page
	InternalError           // 500 in the error envelope
	LateError               // 500 in the error envelope, although the work was done
	TruncatedAnswer         // 200 with half of the JSON
	EmptyAnswer             // 200 without a body
	PageAnswer              // 200 with an HTML page, as a captive portal gives
)

// Burst gives the next n requests the same trouble, for Faults.Errors.
func Burst(n int, t Trouble) func(*http.Request) Trouble {
	var left atomic.Int64
	left.Store(int64(n))
	return func(*http.Request) Trouble {
		if left.Add(-1) < 0 {
			return NoTrouble
		}
		return t
	}
}

// wait holds the request back as Latency and Hold say, no longer than its context lives.
func (f Faults) wait(r *http.Request) error {
	ctx := r.Context()
	if f.Latency > 0 {
		timer := time.NewTimer(f.Latency)
		defer timer.Stop()
		select {
		case <-timer.C:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	if f.Hold == nil {
		return ctx.Err()
	}
	release := f.Hold(r)
	if release == nil {
		return ctx.Err()
	}
	select {
	case <-release:
		return ctx.Err()
	case <-ctx.Done():
		return ctx.Err()
	}
}

// before is the answer of a trouble that comes instead of the work.
func (t Trouble) before(requestID string) (answer, bool) {
	switch t {
	case Unavailable:
		return answer{status: http.StatusServiceUnavailable, header: http.Header{}}, true
	case BadGateway:
		return page(http.StatusBadGateway, "502 Bad Gateway"), true
	case InternalError:
		return internal().answer(requestID), true
	case NoTrouble, LateError, TruncatedAnswer, EmptyAnswer, PageAnswer:
	}
	return answer{}, false
}

// after spoils a finished answer.
func (t Trouble) after(a answer, requestID string) answer {
	switch t {
	case LateError:
		return internal().answer(requestID)
	case TruncatedAnswer:
		a.body = a.body[:len(a.body)/2]
	case EmptyAnswer:
		a.body = nil
	case PageAnswer:
		return page(http.StatusOK, "Log in to the network")
	case NoTrouble, Unavailable, BadGateway, InternalError:
	}
	return a
}

func internal() *failure {
	return refuse(http.StatusInternalServerError, "internal_server_error", "Internal server error")
}

func page(status int, title string) answer {
	a := answer{status: status, header: http.Header{}}
	a.header.Set("Content-Type", "text/html")
	a.body = []byte("<html><head><title>" + title + "</title></head><body><h1>" + title + "</h1></body></html>\n")
	return a
}

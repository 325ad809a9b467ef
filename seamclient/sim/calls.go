package sim

import (
	"net/http"
	"time"
)

// A Call is one request the server has answered.
type Call struct {
	At       time.Time // simulated
	Method   string
	Path     string
	Status   int
	BytesIn  int // of the body
	BytesOut int
}

// keptCalls bounds the log of a server that runs for days.
const keptCalls = 100_000

type callLog struct{ list []Call }

func (s *Server) record(r *http.Request, in int, a answer) {
	s.mu.Lock()
	defer s.mu.Unlock()
	l := &s.calls
	if len(l.list) >= keptCalls {
		l.list = append(l.list[:0:0], l.list[keptCalls/2:]...)
	}
	l.list = append(l.list, Call{
		At: s.clock.now().add(s.faults.ClockSkew).time(), Method: r.Method, Path: r.URL.Path, Status: a.status,
		BytesIn: in, BytesOut: len(a.body),
	})
}

// Calls returns what was asked so far, oldest first, the newest 100,000 at most. Requests whose reply was dropped are in
// it; those whose context ended while they were held back are not.
func (s *Server) Calls() []Call {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Call(nil), s.calls.list...)
}

// ForgetCalls empties the log, so that a test counts from here.
func (s *Server) ForgetCalls() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.calls.list = nil
}

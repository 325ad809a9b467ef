package webhook

import (
	"errors"
	"io"
	"mime"
	"net/http"
	"sync/atomic"
	"time"

	"seamdash/model"
	"seamdash/seamclient"
)

const (
	// maxBody bounds a post; events have a few thousand bytes.
	maxBody = 1 << 20
	// maxReading is how many bodies may be in memory at once; the rest waits for at most patience.
	maxReading = 64
	patience   = 5 * time.Second
	// defaultQueue holds what happens while the receiver of events is busy.
	defaultQueue = 1024
)

// Config is what a receiver is built from.
type Config struct {
	// Now is the clock by which posts are too old or from the future; nil is the machine's. Where that is known to be wrong, Seam's
	// is better, but not that of a simulator that runs fast: it signs in real time.
	Now func() time.Time
	// Queue is how many events wait for whoever reads [Receiver.Events]; 0 is 1024.
	Queue int
}

// A Receiver answers posts of Svix. It takes those that are signed with a trusted secret, at most five minutes old and new,
// and puts their events into a queue before it answers. Everything else is refused without a word about why. It is safe for
// concurrent use.
type Receiver struct {
	now     func() time.Time
	trusted atomic.Pointer[[]verifier] // nil until the first secret
	reading chan struct{}
	intake  intake
	counts  counters
}

// New makes a receiver that refuses everything, in a way that has Svix repeat it, until it has a secret to [Receiver.Trust].
func New(c Config) *Receiver {
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Queue <= 0 {
		c.Queue = defaultQueue
	}
	return &Receiver{
		now:     c.Now,
		reading: make(chan struct{}, maxReading),
		intake:  intake{queue: make(chan model.Event, c.Queue)},
	}
}

// Trust takes posts from now on that are signed with one of these secrets, and no others. Two are for the time in which a
// secret is replaced. A secret that cannot be one is a [model.Fault] of KindRefused and changes nothing; nor does none at all.
func (r *Receiver) Trust(secrets ...seamclient.Secret) error {
	all := make([]verifier, 0, len(secrets))
	for _, s := range secrets {
		v, err := newVerifier(s)
		if err != nil {
			return err
		}
		all = append(all, v)
	}
	if len(all) == 0 {
		return notSecret("there is none")
	}
	r.trusted.Store(&all)
	return nil
}

// Events gives what was accepted, in the order in which it came. The channel is never closed.
func (r *Receiver) Events() <-chan model.Event { return r.intake.queue }

// ServeHTTP answers one post: 204 for what was taken or had been taken before, 503 for what Svix shall repeat, 4xx for what is
// wrong. No answer has a body.
func (r *Receiver) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	v, status := r.judge(w, req)
	r.counts[v].Add(1)
	if status == http.StatusMethodNotAllowed {
		w.Header().Set("Allow", http.MethodPost)
	}
	w.WriteHeader(status)
}

// judge says what became of a post and how to answer. What costs least is looked at first, and the body is not read as
// anything before its signature was.
func (r *Receiver) judge(w http.ResponseWriter, req *http.Request) (verdict, int) {
	if req.Method != http.MethodPost {
		return malformed, http.StatusMethodNotAllowed
	}
	if !isJSON(req.Header) {
		return malformed, http.StatusUnsupportedMediaType
	}
	seal, ok := readSeal(req.Header)
	if !ok {
		return malformed, http.StatusBadRequest
	}
	trusted := r.trusted.Load()
	if trusted == nil || !r.enter(req) {
		return dropped, http.StatusServiceUnavailable
	}
	defer func() { <-r.reading }()
	body, status := read(w, req)
	switch {
	case status == http.StatusRequestEntityTooLarge:
		return oversized, status
	case status != 0:
		return malformed, status
	case !seal.holds(*trusted, body):
		return forged, http.StatusUnauthorized
	case !seal.fresh(r.now()):
		return old, http.StatusUnauthorized
	}
	event, err := seamclient.DecodeEvent(body)
	if err != nil {
		return malformed, http.StatusBadRequest
	}
	v := r.intake.take(seal.id, event)
	if v == dropped {
		return v, http.StatusServiceUnavailable
	}
	return v, http.StatusNoContent
}

// read gives the body, or the status that refuses it.
func read(w http.ResponseWriter, req *http.Request) (body []byte, status int) {
	if req.ContentLength > maxBody {
		return nil, http.StatusRequestEntityTooLarge
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, req.Body, maxBody))
	if _, tooLarge := errors.AsType[*http.MaxBytesError](err); tooLarge {
		return nil, http.StatusRequestEntityTooLarge
	}
	if err != nil {
		return nil, http.StatusBadRequest
	}
	return body, 0
}

// enter waits for one of the places for bodies.
func (r *Receiver) enter(req *http.Request) bool {
	select {
	case r.reading <- struct{}{}:
		return true
	default:
	}
	limit := time.NewTimer(patience)
	defer limit.Stop()
	select {
	case r.reading <- struct{}{}:
		return true
	case <-limit.C:
		return false
	case <-req.Context().Done():
		return false
	}
}

func isJSON(h http.Header) bool {
	kind, _, err := mime.ParseMediaType(h.Get("Content-Type"))
	return err == nil && kind == "application/json"
}

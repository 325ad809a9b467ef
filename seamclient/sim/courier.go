package sim

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"sync"
	"time"
)

// A delivery is one event on its way to one webhook. It is due in simulated time, so that a fast world retries fast.
type delivery struct {
	hook  *webhook
	event event
	tries int
	due   stamp
	body  []byte // nil until it is due for the first time
}

// A courier carries events to webhooks in the background, from the first webhook until Close. Delivery is at least once
// and in no promised order, as with Seam.
type courier struct {
	server *Server
	client *http.Client
	stop   context.CancelFunc
	done   chan struct{}
	once   sync.Once

	queue []delivery // guarded by the server's lock
}

// courierBeat is how often, in real time, the courier looks whether something is due. It is also what keeps a world with
// webhooks moving when nobody asks it anything.
const courierBeat = 50 * time.Millisecond

func newCourier(s *Server, transport http.RoundTripper) *courier {
	if transport == nil {
		transport = &http.Transport{DisableKeepAlives: true} // no proxy from the environment, no idle connections to close
	}
	return &courier{server: s, done: make(chan struct{}), client: &http.Client{
		Transport: transport, Timeout: 5 * time.Second,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// start begins to carry. The request that made the first webhook lends its values, not its deadline.
func (c *courier) start(ctx context.Context) {
	c.once.Do(func() {
		ctx, c.stop = context.WithCancel(context.WithoutCancel(ctx))
		go c.run(ctx)
	})
}

// Close ends webhook delivery and waits for a post that is under way. The server goes on answering.
func (s *Server) Close() {
	s.mu.Lock()
	stop := s.courier.stop
	s.courier.once.Do(func() {}) // a webhook made later is stored but never served
	s.mu.Unlock()
	if stop != nil {
		stop()
		<-s.courier.done
	}
}

func (c *courier) run(ctx context.Context) {
	defer close(c.done)
	beat := time.NewTicker(courierBeat)
	defer beat.Stop()
	for {
		for _, d := range c.take() {
			if !c.post(ctx, d) {
				c.retry(d)
			}
		}
		select {
		case <-ctx.Done():
			return
		case <-beat.C:
		}
	}
}

// add puts an event on its way. The server's lock is held.
func (c *courier) add(w *world, e event) {
	f := c.server.faults
	for _, h := range w.hooks {
		if !h.wants(e.kind) {
			continue
		}
		d := delivery{hook: h, event: e, due: w.now}
		if f.ReorderEvents {
			c.queue = slices.Insert(c.queue, 0, d)
		} else {
			c.queue = append(c.queue, d)
		}
		if f.DuplicateEvents {
			c.queue = append(c.queue, d)
		}
	}
}

// take brings the world up to date and takes what is due.
func (c *courier) take() (due []delivery) {
	c.server.do(func(w *world) {
		later := c.queue[:0]
		for _, d := range c.queue {
			switch {
			case !slices.Contains(w.hooks, d.hook): // deleted meanwhile
			case d.due <= w.now:
				d.write(w)
				due = append(due, d)
			default:
				later = append(later, d)
			}
		}
		c.queue = later
	})
	return due
}

// retry plans the next attempt, each delay counted from the failure before; after the last one the event is lost.
func (c *courier) retry(d delivery) {
	delays := []time.Duration{
		0, 5 * time.Second, 5 * time.Minute, 30 * time.Minute, 2 * time.Hour, 5 * time.Hour, 10 * time.Hour, 10 * time.Hour,
	}
	if d.tries >= len(delays) {
		return
	}
	c.server.do(func(w *world) {
		d.due = w.now.add(delays[d.tries])
		d.tries++
		c.queue = append(c.queue, d)
	})
}

// post sends one signed event and tells whether the receiver took it.
func (c *courier) post(ctx context.Context, d delivery) bool {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, d.hook.url, bytes.NewReader(d.body))
	if err != nil {
		return false
	}
	id, at := "msg_"+d.event.id.String(), strconv.FormatInt(c.server.clock.real().Unix(), 10)
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Svix-Id", id)
	req.Header.Set("Svix-Timestamp", at) // real time: receivers refuse what is five minutes off their own clock
	req.Header.Set("Svix-Signature", "v1,"+sign(d.hook.secret, id, at, d.body))
	res, err := c.client.Do(req)
	if err != nil {
		return false
	}
	defer func() { _ = res.Body.Close() }()
	_, _ = io.Copy(io.Discard, io.LimitReader(res.Body, 1<<16)) // what it says does not matter
	return res.StatusCode/100 == 2
}

// write fixes what is sent, and the same for each attempt. It reads the world, whose lock is held.
func (d *delivery) write(w *world) {
	if d.body != nil {
		return
	}
	if body, err := json.Marshal(d.event.wire(w.workspace.id)); err == nil { // every event is made of plain values
		d.body = body
	}
}

// secretPrefix marks Svix secrets; the rest is the key in base64.
const secretPrefix = "whsec_"

func newSecret(a, b uuid) string {
	return secretPrefix + base64.StdEncoding.EncodeToString(append(a[:], b[:8]...))
}

// sign is Svix's scheme. It is written out here, not taken from the library that our receiver uses, so that the two
// check each other.
func sign(secret, id, timestamp string, body []byte) string {
	key, err := base64.StdEncoding.DecodeString(secret[len(secretPrefix):])
	if err != nil {
		return ""
	}
	mac := hmac.New(sha256.New, key)
	_, _ = fmt.Fprintf(mac, "%s.%s.%s", id, timestamp, body) // a hash never fails
	return base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

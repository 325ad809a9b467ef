package main

import (
	"context"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"seamdash/model"
	"seamdash/seamclient/webhook"
)

func TestAddressesToListenOn(t *testing.T) {
	t.Parallel()
	first, err := network{}.doorway(t.Context(), "127.0.0.1:0", 1)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = first.Close() }()
	for address, code := range map[string]int{
		"": exitUsage, ":8787": exitUsage, "8787": exitUsage, "127.0.0.1": exitUsage,
		"127.0.0.1:port": exitFailed, first.Addr().String(): exitFailed,
	} {
		ln, err := network{}.doorway(t.Context(), address, 1)
		if exitCode(err) != code || model.HintOf(err) == "" || ln != nil {
			t.Errorf("%q: %v, want the code %d", address, err, code)
		}
	}
}

// A crowd is people who come to a listener all at once, without sockets, so that time stands still in a bubble while they dawdle.
type crowd struct {
	coming chan net.Conn
	gone   chan struct{}
	once   sync.Once
	inside atomic.Int64 // how many were let in and have not been shown out
	most   atomic.Int64
}

func newCrowd() *crowd { return &crowd{coming: make(chan net.Conn), gone: make(chan struct{})} }

func (c *crowd) listen(context.Context, string, string) (net.Listener, error) { return c, nil }

func (c *crowd) Accept() (net.Conn, error) {
	select {
	case conn := <-c.coming:
		if n := c.inside.Add(1); n > c.most.Load() {
			c.most.Store(n)
		}
		return &guest{Conn: conn, leave: sync.OnceFunc(func() { c.inside.Add(-1) })}, nil
	case <-c.gone:
		return nil, net.ErrClosed
	}
}

func (c *crowd) Close() error {
	c.once.Do(func() { close(c.gone) })
	return nil
}

func (*crowd) Addr() net.Addr { return &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 1} }

type guest struct {
	net.Conn

	leave func()
}

func (g *guest) Close() error {
	defer g.leave()
	return g.Conn.Close()
}

// dawdlers come to a crowd, each saying a text a letter every second and never the end of it, until they are shown out.
func (c *crowd) dawdlers(n int, text string) (all *sync.WaitGroup) {
	all = &sync.WaitGroup{}
	for range n {
		all.Go(func() {
			here, there := net.Pipe()
			defer func() { _ = here.Close() }()
			select {
			case c.coming <- there:
			case <-c.gone:
				return
			}
			go func() { _, _ = io.Copy(io.Discard, here) }()
			for i := 0; ; i = min(i+1, len(text)-1) {
				if _, err := here.Write([]byte{text[i]}); err != nil {
					return
				}
				<-time.After(time.Second)
			}
		})
	}
	return all
}

// TestCrowds: where the agent listens, hundreds who dawdle over headers or bodies cost the memory and the files of a few, and all are
// shown out after some seconds.
func TestCrowds(t *testing.T) {
	t.Parallel()
	type server struct {
		most  int
		serve func(ctx context.Context, ln net.Listener) (end func())
	}
	servers := map[string]server{
		"webhooks": {maxHookLines, func(ctx context.Context, ln net.Listener) func() {
			ctx, stop := context.WithCancel(ctx)
			s := webhook.Serve(ctx, ln, webhook.New(webhook.Config{}))
			return func() {
				stop()
				_ = s.Wait()
			}
		}},
		"health": {maxHealthLines, func(ctx context.Context, ln net.Listener) func() {
			c := openClinic(ln, wellVitals, noDefect(t))
			return func() { _ = c.close(ctx) }
		}},
	}
	for name, s := range servers {
		for what, text := range map[string]string{
			"headers": "GET /healthz HTTP/1.1\r\nX-Long: ................................",
			"body":    "POST /seam HTTP/1.1\r\nHost: doors\r\nContent-Length: 100000\r\n\r\n..............",
		} {
			t.Run(name+" "+what, func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					c := newCrowd()
					ln, err := network{listen: c.listen}.doorway(t.Context(), "127.0.0.1:1", s.most)
					if err != nil {
						t.Fatal(err)
					}
					end := s.serve(t.Context(), ln)
					began := time.Now()
					c.dawdlers(300, text).Wait()
					if got := c.most.Load(); got != int64(s.most) {
						t.Errorf("%d were inside at once, want %d", got, s.most)
					}
					if took, rounds := time.Since(began), time.Duration(300/s.most+1); took > rounds*25*time.Second {
						t.Errorf("it took %v until all were shown out", took)
					}
					end()
					if got := c.inside.Load(); got != 0 {
						t.Errorf("%d are inside still", got)
					}
				})
			})
		}
	}
}

// TestHealthTakesLittle: headers without end are cut off, whoever sends them.
func TestHealthTakesLittle(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		crowd := newCrowd()
		c := openClinic(crowd, wellVitals, noDefect(t))
		here, there := net.Pipe()
		crowd.coming <- there
		var answer strings.Builder
		heard := make(chan struct{})
		go func() {
			defer close(heard)
			_, _ = io.Copy(&answer, here)
		}()
		sent := 0
		for range 1000 {
			n, err := io.WriteString(here, "GET /healthz HTTP/1.1\r\nX-Long: "+strings.Repeat("x", 1<<10)[:1<<10])
			if sent += n; err != nil {
				break
			}
		}
		<-heard
		if sent > 64<<10 || !strings.Contains(answer.String(), "431") {
			t.Errorf("%d bytes of headers were taken; the answer is %.200q", sent, answer.String())
		}
		_ = here.Close()
		if err := c.close(t.Context()); err != nil {
			t.Error(err)
		}
	})
}

// TestQuietNetwork: what a server says out of turn, net/http tells the log of the standard library, which nobody may hear: it would
// write into the middle of a screen.
func TestQuietNetwork(t *testing.T) {
	t.Parallel()
	server := served(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		conn, out, err := w.(http.Hijacker).Hijack() //nolint:errcheck // it fails loudly
		if err != nil {
			t.Error(err)
			return
		}
		const body = `{"workspace":{"workspace_id":"w1","name":"Maple"},"devices":[],"ok":true}`
		_, _ = out.WriteString("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 73\r\n\r\n" + body + "HTTP/1.1 200 OK\r\n\r\nOUT OF TURN")
		_ = out.Flush()
		_, _ = io.Copy(io.Discard, conn) // until the program hangs up
		_ = conn.Close()
	}))()
	defer server.Close()
	stdout, stderr, code := seamdash(t, server.URL, scriptKey, "whoami")
	if code != exitDone || !strings.Contains(stdout, "Maple") {
		t.Errorf("it ends with %d: %s%s", code, stdout, stderr)
	}
	if strings.Contains(stderr, "OUT OF TURN") || strings.Contains(stderr, "nsolicited") {
		t.Errorf("the server speaks to the person: %s", stderr)
	}
}

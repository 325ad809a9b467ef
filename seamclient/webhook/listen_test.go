package webhook

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// pipes is a listener without sockets, so that time stands still in a bubble while somebody reads.
type pipes struct {
	conns  chan net.Conn
	closed chan struct{}
	once   sync.Once
}

func newPipes() *pipes { return &pipes{conns: make(chan net.Conn), closed: make(chan struct{})} }

func (p *pipes) Accept() (net.Conn, error) {
	select {
	case c := <-p.conns:
		return c, nil
	case <-p.closed:
		return nil, net.ErrClosed
	}
}

func (p *pipes) Close() error {
	p.once.Do(func() { close(p.closed) })
	return nil
}

func (p *pipes) Addr() net.Addr { return &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 1} }

// A line is one connection to a server in a bubble.
type line struct {
	net.Conn
	replies *bufio.Reader
}

// dial opens a connection that the test need not close.
func (p *pipes) dial(t *testing.T) line {
	t.Helper()
	here, there := net.Pipe()
	p.conns <- there
	t.Cleanup(func() { _ = here.Close() })
	return line{here, bufio.NewReader(here)}
}

// say writes and does not mind when nobody reads any more.
func (l line) say(format string, args ...any) { _, _ = fmt.Fprintf(l, format, args...) }

// end reads until the server hangs up, and gives what it said last and how long that took.
func (l line) end(t *testing.T) (text string, took time.Duration) {
	t.Helper()
	from := time.Now()
	data, err := io.ReadAll(l.replies)
	if err != nil {
		t.Errorf("read: %v", err)
	}
	return string(data), time.Since(from)
}

// serving runs a server in a bubble.
func serving(t *testing.T, h http.Handler) (*pipes, *Server, context.CancelFunc) {
	t.Helper()
	p := newPipes()
	ctx, cancel := context.WithCancel(t.Context())
	s := Serve(ctx, p, h)
	t.Cleanup(func() {
		cancel()
		_ = s.Wait()
	})
	return p, s, cancel
}

// raw is a post as it goes over a line, with the body cut to what is sent.
func raw(t *testing.T, p post, send int) string {
	t.Helper()
	req := p.signed(t, newSecret('a'))
	var b strings.Builder
	fmt.Fprintf(&b, "POST /seam HTTP/1.1\r\nHost: doors\r\nContent-Length: %d\r\n", len(p.body))
	if err := req.Header.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.String() + "\r\n" + p.body[:send]
}

func TestAPostOverALine(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := receiver(t, Config{}, newSecret('a'))
		p, _, _ := serving(t, r)
		l := p.dial(t)
		for i := range 2 { // on one connection
			go l.say("%s", raw(t, eventPost(i), len(eventPost(i).body)))
			res, err := http.ReadResponse(l.replies, nil)
			if err != nil {
				t.Fatal(err)
			}
			_ = res.Body.Close()
			if res.StatusCode != http.StatusNoContent {
				t.Errorf("status %d", res.StatusCode)
			}
		}
		if got := queued(r); len(got) != 2 {
			t.Errorf("queued %v", got)
		}
	})
}

func TestWhoDawdlesIsCutOff(t *testing.T) {
	whole := raw(t, eventPost(1), 0)
	for name, tc := range map[string]struct {
		say    string
		within time.Duration
		status string
	}{
		"no headers":       {"", readTime / 2, ""},
		"half the headers": {whole[:60], readTime / 2, "400"},
		"no body":          {whole, readTime, "400"},
		"half the body":    {raw(t, eventPost(1), 20), readTime, "400"},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				r := receiver(t, Config{}, newSecret('a'))
				p, _, _ := serving(t, r)
				l := p.dial(t)
				go l.say("%s", tc.say)
				text, took := l.end(t)
				if took > tc.within+time.Second {
					t.Errorf("it took %v", took)
				}
				if !strings.Contains(text, tc.status) || strings.Contains(text, "204") {
					t.Errorf("answer %q, want %q", text, tc.status)
				}
				if got := queued(r); len(got) > 0 {
					t.Errorf("queued %v", got)
				}
			})
		})
	}
}

func TestEndlessHeadersAreRefused(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := receiver(t, Config{}, newSecret('a'))
		p, _, _ := serving(t, r)
		l := p.dial(t)
		go l.say("POST / HTTP/1.1\r\nHost: doors\r\nX-Long: %s\r\n\r\n", strings.Repeat("x", 2*maxHeaders))
		if text, _ := l.end(t); !strings.Contains(text, "431") {
			t.Errorf("answer %q", text)
		}
	})
}

// What is under way when the server shall stop is answered; who does not come to an end is cut off.
func TestStopping(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := receiver(t, Config{}, newSecret('a'))
		p, s, stop := serving(t, r)
		quick, slow := p.dial(t), p.dial(t)
		text := raw(t, eventPost(1), len(eventPost(1).body))
		half := len(text) - 10
		go slow.say("%s", text[:half])
		quick.say("%s", text[:half])
		synctest.Wait()
		from := time.Now()
		stop()
		synctest.Wait()
		quick.say("%s", text[half:])
		if got, _ := quick.end(t); !strings.Contains(got, "204") {
			t.Errorf("the one under way: %q", got)
		}
		if err := s.Wait(); err != nil || time.Since(from) > farewell+time.Second {
			t.Errorf("stopped after %v: %v", time.Since(from), err)
		}
		if got := queued(r); len(got) != 1 {
			t.Errorf("queued %v", got)
		}
	})
}

func TestAServerThatLosesItsListenerSaysSo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, s, _ := serving(t, receiver(t, Config{}, newSecret('a')))
		synctest.Wait()
		_ = p.Close()
		if err := s.Wait(); err == nil || !strings.Contains(err.Error(), "serve webhooks") {
			t.Errorf("%v", err)
		}
	})
}

package seamclient

import (
	"errors"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"seamdash/model"
)

const testKey = "seam_apikey1_token"

// A reply is one scripted answer, or a failure of the network.
type reply struct {
	status int
	header http.Header
	body   string
	err    error
	hang   bool // until the request is given up
}

func ok(body string) reply { return reply{status: http.StatusOK, body: body} }

func (r reply) with(name, value string) reply {
	if r.header == nil {
		r.header = http.Header{}
	}
	r.header.Set(name, value)
	return r
}

// A sent is one request as it reached the network.
type sent struct {
	at     time.Time
	path   string
	header http.Header
	body   string
}

// script is a network that gives its replies in order, the last one again and again.
type script struct {
	mu      sync.Mutex
	replies []reply
	sent    []sent
}

func (s *script) RoundTrip(req *http.Request) (*http.Response, error) {
	var body []byte
	if req.Body != nil {
		var err error
		if body, err = io.ReadAll(req.Body); err != nil {
			return nil, err
		}
	}
	r := s.next(sent{at: time.Now(), path: req.URL.Path, header: req.Header.Clone(), body: string(body)})
	if r.hang {
		<-req.Context().Done()
		return nil, req.Context().Err()
	}
	if r.err != nil {
		return nil, r.err
	}
	h := r.header.Clone()
	if h == nil {
		h = http.Header{}
	}
	if h.Get("Content-Type") == "" {
		h.Set("Content-Type", "application/json")
	}
	return &http.Response{
		StatusCode: r.status, Header: h, Request: req,
		Body: io.NopCloser(strings.NewReader(r.body)), ContentLength: int64(len(r.body)),
	}, nil
}

func (s *script) next(got sent) reply {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sent = append(s.sent, got)
	return s.replies[min(len(s.sent), len(s.replies))-1]
}

func (s *script) requests() []sent {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]sent(nil), s.sent...)
}

func mustKey(tb testing.TB, text string) Key {
	tb.Helper()
	k, err := NewKey(text)
	if err != nil {
		tb.Fatal(err)
	}
	return k
}

// clientOf is a client over scripted replies.
func clientOf(tb testing.TB, replies ...reply) (*Client, *script) {
	tb.Helper()
	s := &script{replies: replies}
	return clientOn(tb, Config{Transport: s}), s
}

func clientOn(tb testing.TB, cfg Config) *Client {
	tb.Helper()
	if !cfg.Key.Known() {
		cfg.Key = mustKey(tb, testKey)
	}
	c, err := New(cfg)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(c.Close)
	return c
}

// wantKind is [faultOf] for tests that need to know no more.
func wantKind(t *testing.T, err error, kind model.Kind) {
	t.Helper()
	_ = faultOf(t, err, kind)
}

// faultOf insists that an error is a fault of a kind.
func faultOf(t *testing.T, err error, kind model.Kind) *model.Fault {
	t.Helper()
	f, ok := errors.AsType[*model.Fault](err)
	if !ok {
		t.Fatalf("error is %T (%v), want a fault", err, err)
	}
	if f.Kind != kind {
		t.Fatalf("kind is %v, want %v: %v (hint: %s)", f.Kind, kind, f, f.Hint)
	}
	if f.Op == "" {
		t.Errorf("the fault does not say what was being done: %v", f)
	}
	return f
}

func wantText(t *testing.T, got, part string) {
	t.Helper()
	if !strings.Contains(got, part) {
		t.Errorf("%q does not contain %q", got, part)
	}
}

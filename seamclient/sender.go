package seamclient

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"path"
	"strings"
	"time"

	"github.com/seamapi/go/core"
	"github.com/seamapi/go/option"
	"golang.org/x/time/rate"
)

// Failures of an exchange that net/http has no name for.
var (
	errTooLarge = errors.New("the answer is larger than what is read")
	errTooMuch  = errors.New("the answer would take too much memory")
	errBudget   = errors.New("the budget of requests is used up")
	errStranger = errors.New("the request is not for the endpoint")
	errReadOnly = errors.New("this session only reads")
)

// A slowError is an attempt that took longer than one may.
type slowError struct{ limit time.Duration }

func (e *slowError) Error() string { return fmt.Sprintf("no answer within %s", e.limit) }

// A sender is the only way to the network: an [http.RoundTripper] over the one that sends single requests. It adds
// the key, waits for the budget, reads the whole answer, and sends reads again when that may help. The SDK's own
// retry does none of this right: it sends a consumed body again, ignores Retry-After and repeats creations.
type sender struct {
	base     http.RoundTripper
	endpoint *url.URL
	header   func() http.Header // made for each request, so that no long-lived value holds the key in the open
	limits   Limits
	budget   *rate.Limiter
	clock    clock
	readOnly bool
}

// authHeader is what the SDK sends to authenticate. It sets the headers of every kind of credential, most of them
// empty, which [sender.attempt] drops.
func authHeader(cfg Config) http.Header {
	opts := []option.RequestOption{option.WithApiKey(cfg.Key.Reveal())}
	if cfg.Key.NeedsWorkspace() {
		opts = append(opts, option.WithSeamWorkspace(string(cfg.Workspace)))
	}
	h := core.NewRequestOptions(opts...).ToHeader()
	agent := cfg.UserAgent
	if agent == "" {
		agent = "seamdash"
	}
	h.Set("User-Agent", agent)
	h.Set("Accept", "application/json")
	return h
}

// RoundTrip sends the request until an answer is worth keeping. The body of the response is in memory, so closing it
// is not needed.
func (s *sender) RoundTrip(req *http.Request) (*http.Response, error) {
	if req.URL.Scheme != s.endpoint.Scheme || req.URL.Host != s.endpoint.Host {
		return nil, errStranger
	}
	if s.readOnly && !reads(req.URL.Path) {
		return nil, errReadOnly
	}
	body, err := takeBody(req)
	if err != nil {
		return nil, err
	}
	for try := 1; ; try++ {
		resp, err := s.attempt(req, body)
		wait, again := s.verdict(req, resp, err, try)
		if !again {
			return resp, err
		}
		if err := pause(req.Context(), wait); err != nil {
			return nil, err
		}
	}
}

// takeBody reads the request's body once, so that each attempt gets all of it.
func takeBody(req *http.Request) ([]byte, error) {
	if req.Body == nil {
		return nil, nil
	}
	body, err := io.ReadAll(req.Body)
	return body, errors.Join(err, req.Body.Close())
}

// attempt is one request and its whole answer.
func (s *sender) attempt(req *http.Request, body []byte) (*http.Response, error) {
	if err := s.budget.Wait(req.Context()); err != nil {
		if req.Context().Err() != nil {
			return nil, req.Context().Err()
		}
		return nil, fmt.Errorf("%w: %w", errBudget, err)
	}
	ctx, stop := context.WithTimeout(withDials(req.Context()), s.limits.Attempt)
	defer stop()
	out := req.Clone(ctx)
	out.Body = io.NopCloser(bytes.NewReader(body))
	out.GetBody = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(body)), nil }
	out.ContentLength = int64(len(body))
	maps.Copy(out.Header, s.header())
	maps.DeleteFunc(out.Header, func(_ string, values []string) bool { return strings.Join(values, "") == "" })
	out.Header.Del("X-Fern-Sdk-Version") // it names a version that the SDK is not
	asked := time.Now()
	resp, err := s.base.RoundTrip(out)
	if err == nil {
		s.clock.note(resp.Header, asked, time.Now())
		err = hold(resp, s.limits.bodyOf(resp.StatusCode))
	}
	if err == nil {
		return resp, nil
	}
	if ctx.Err() != nil && req.Context().Err() == nil {
		return nil, &slowError{limit: s.limits.Attempt}
	}
	return nil, err
}

// held is an answer that was read to its end. It hands the bytes to a [sink] without copying them.
type held struct {
	bytes.Reader
	all []byte
}

func (*held) Close() error { return nil }

// WriteTo implements [io.WriterTo], which io.Copy prefers.
func (h *held) WriteTo(w io.Writer) (int64, error) {
	if s, ok := w.(*sink); ok {
		s.body = h.all
		return int64(len(h.all)), nil
	}
	return h.Reader.WriteTo(w)
}

// sink receives the bytes of a successful answer from the SDK, which would otherwise decode them by itself.
type sink struct{ body []byte }

func (s *sink) Write(p []byte) (int, error) {
	s.body = append(s.body, p...)
	return len(p), nil
}

// maxPromise is how much room is made for an answer because it says that it will be so long.
const maxPromise = 1 << 20

// hold reads the answer into memory. After an error the response is closed and of no use.
func hold(resp *http.Response, limit int64) error {
	defer func() { _ = resp.Body.Close() }() // everything was read, or the connection is given up anyway
	var buf bytes.Buffer
	if n := resp.ContentLength; n > 0 {
		buf.Grow(int(min(n, limit, maxPromise)) + bytes.MinRead)
	}
	n, err := buf.ReadFrom(io.LimitReader(resp.Body, limit+1))
	if err != nil {
		return fmt.Errorf("the answer broke off after %d bytes: %w", n, err)
	}
	if n > limit {
		return errTooLarge
	}
	if err := weigh(buf.Bytes()); err != nil {
		return err
	}
	h := &held{all: buf.Bytes()}
	h.Reset(h.all)
	resp.Body = h
	return nil
}

// body gives the bytes of a held answer.
func body(resp *http.Response) []byte {
	if h, ok := resp.Body.(*held); ok {
		return h.all
	}
	return nil
}

// reads says that a path changes nothing, so that sending it twice is harmless. Whatever is not known to be a read
// counts as a write.
func reads(urlPath string) bool {
	switch path.Base(urlPath) {
	case "get", "list", "generate_code":
		return true
	default:
		return false
	}
}

package conform

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"slices"
	"sync"
)

// A Witness is a transport that holds all traffic passing through it against the document. It changes nothing. It may
// be used by several goroutines.
type Witness struct {
	Spec *Spec
	Next http.RoundTripper

	mu       sync.Mutex
	findings []error
	seen     map[string]int
}

// RoundTrip passes the exchange on and remembers what in it contradicts the document.
func (w *Witness) RoundTrip(r *http.Request) (*http.Response, error) {
	var sent []byte
	if r.Body != nil {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return nil, fmt.Errorf("read the request body: %w", err)
		}
		sent = body
		r = r.Clone(r.Context())
		r.Body = io.NopCloser(bytes.NewReader(sent))
	}
	answer, err := w.Next.RoundTrip(r)
	if err != nil {
		w.note(r, 0, w.Spec.Request(r.URL.Path, sent))
		return nil, err
	}
	got, err := io.ReadAll(answer.Body)
	_ = answer.Body.Close() // the body was read to its end; nothing is left to lose
	if err != nil {
		return nil, fmt.Errorf("read the answer: %w", err)
	}
	answer.Body = io.NopCloser(bytes.NewReader(got))
	w.note(r, answer.StatusCode, w.Spec.Request(r.URL.Path, sent), w.Spec.Response(r.URL.Path, answer.StatusCode, got))
	return answer, nil
}

func (w *Witness) note(r *http.Request, status int, findings ...error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.seen == nil {
		w.seen = map[string]int{}
	}
	w.seen[fmt.Sprintf("%s %d", r.URL.Path, status)]++
	if r.Method != http.MethodPost {
		findings = append(findings, fmt.Errorf("%s %s: only POST works on every path", r.Method, r.URL.Path))
	}
	for _, f := range findings {
		if f != nil {
			w.findings = append(w.findings, f)
		}
	}
}

// Findings are the contradictions so far, oldest first.
func (w *Witness) Findings() []error {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.findings)
}

// Seen says how many exchanges with a path ended in a status.
func (w *Witness) Seen(path string, status int) int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.seen[fmt.Sprintf("%s %d", path, status)]
}

package conform

import (
	"bytes"
	"errors"
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
	requests []error
	answers  []error
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
	asked := w.Spec.Request(r.URL.Path, sent)
	if r.Method != http.MethodPost {
		asked = errors.Join(asked, fmt.Errorf("%s %s: only POST works on every path", r.Method, r.URL.Path))
	}
	answer, err := w.Next.RoundTrip(r)
	if err != nil {
		w.note(r.URL.Path, 0, asked, nil)
		return nil, err
	}
	got, err := io.ReadAll(answer.Body)
	_ = answer.Body.Close() // the body was read to its end; nothing is left to lose
	if err != nil {
		return nil, fmt.Errorf("read the answer: %w", err)
	}
	answer.Body = io.NopCloser(bytes.NewReader(got))
	w.note(r.URL.Path, answer.StatusCode, asked, w.Spec.Response(r.URL.Path, answer.StatusCode, got))
	return answer, nil
}

func (w *Witness) note(path string, status int, request, answer error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.seen == nil {
		w.seen = map[string]int{}
	}
	w.seen[seenKey(path, status)]++
	if request != nil {
		w.requests = append(w.requests, request)
	}
	if answer != nil {
		w.answers = append(w.answers, answer)
	}
}

func seenKey(path string, status int) string { return fmt.Sprintf("%s %d", path, status) }

// Requests are the contradictions in what was asked so far, oldest first.
func (w *Witness) Requests() []error {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.requests)
}

// Answers are the contradictions in what was answered so far, oldest first.
func (w *Witness) Answers() []error {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.answers)
}

// Seen says how many exchanges with a path ended in a status; 0 stands for those without an answer.
func (w *Witness) Seen(path string, status int) int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.seen[seenKey(path, status)]
}

package sim

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"strconv"
)

// RoundTrip answers the request in process: no socket and no goroutine, so that a fake clock stands still while it
// waits. It returns the context's error when the context ends before the answer, and io.ErrUnexpectedEOF when the Drop
// knob loses the reply.
func (s *Server) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Body != nil {
		defer func() { _ = r.Body.Close() }() // a RoundTripper must close it; it has been read
	}
	a, err := s.answer(r)
	if err != nil {
		return nil, fmt.Errorf("sim: %s %s: %w", r.Method, r.URL.Path, err)
	}
	return &http.Response{
		Status: strconv.Itoa(a.status) + " " + http.StatusText(a.status), StatusCode: a.status,
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: a.header, Body: io.NopCloser(bytes.NewReader(a.body)), ContentLength: int64(len(a.body)), Request: r,
	}, nil
}

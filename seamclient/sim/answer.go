package sim

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"mime"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// maxBody bounds what is read of a request; the API publishes no limit.
const maxBody = 4 << 20

// An answer is one finished reply.
type answer struct {
	status int
	header http.Header
	body   []byte
}

// A reply is the body of a success; ok:true is added.
type reply map[string]any

// A call is one request on its way through a route, with the world locked.
type call struct {
	*input
	ctx    context.Context
	server *Server
	world  *world
	path   string
}

// answer takes a request through the knobs, the gate and its route. An error means that no reply reaches the caller.
func (s *Server) answer(r *http.Request) (answer, error) {
	body, err := readAll(r)
	if err != nil {
		return answer{}, err
	}
	f := s.Faults()
	if err := f.wait(r); err != nil {
		return answer{}, err
	}
	requestID := s.nextRequestID()
	trouble := NoTrouble
	if f.Errors != nil {
		trouble = f.Errors(r)
	}
	a, early := trouble.before(requestID)
	if !early {
		a = s.serve(r, body, requestID, f)
		if f.Rewrite != nil {
			a.body = f.Rewrite(r.URL.Path, a.body)
		}
		a = trouble.after(a, requestID)
	}
	a.header.Set("Seam-Request-Id", requestID)
	a.header.Set("Content-Length", strconv.Itoa(len(a.body)))
	a.header.Set("Date", s.Now().UTC().Format(http.TimeFormat)) // a server's clock, from which callers learn how far theirs is off
	s.record(r, len(body), a)
	if f.Drop != nil && f.Drop(r) {
		return answer{}, io.ErrUnexpectedEOF
	}
	return a, r.Context().Err()
}

func readAll(r *http.Request) ([]byte, error) {
	if r.Body == nil {
		return nil, nil
	}
	body, err := io.ReadAll(io.LimitReader(r.Body, maxBody+1))
	if err != nil {
		return nil, fmt.Errorf("read the request: %w", err)
	}
	return body, nil
}

func (s *Server) nextRequestID() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.served++
	return makeID(s.options.Seed, idRequest, s.served).String()
}

// serve is the request without any knob but the rate limit.
func (s *Server) serve(r *http.Request, body []byte, requestID string, f Faults) answer {
	out, no := s.handle(r, body, f)
	if no != nil {
		return no.answer(requestID)
	}
	out["ok"] = true
	return jsonAnswer(http.StatusOK, out)
}

func (s *Server) handle(r *http.Request, body []byte, f Faults) (reply, *failure) {
	rt, ok := s.routes[r.URL.Path]
	if !ok {
		return nil, refuse(http.StatusNotFound, "not_found", "Route not found: "+r.URL.Path)
	}
	if !slices.Contains(strings.Split(rt.verbs, ","), r.Method) {
		return nil, refuse(http.StatusMethodNotAllowed, "method_not_allowed", "only "+rt.verbs+" accepted")
	}
	if f.RateLimit != nil {
		if after, limit := f.RateLimit(r); limit {
			return nil, tooMany(after)
		}
	}
	if no := s.authorise(r); no != nil && !rt.open {
		return nil, no
	}
	in, no := readInput(r, body)
	if no != nil {
		return nil, no
	}
	var out reply
	s.do(func(w *world) {
		out, no = rt.do(&call{input: in, ctx: r.Context(), server: s, world: w, path: r.URL.Path})
	})
	return out, no
}

func tooMany(after time.Duration) *failure {
	f := refuse(http.StatusTooManyRequests, "rate_limit_exceeded", "Too many requests")
	f.after = after
	return f
}

// authorise wants the key as Bearer token; a personal access token names its workspace too.
func (s *Server) authorise(r *http.Request) *failure {
	token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	if !ok || token != s.options.APIKey {
		return refuse(http.StatusUnauthorized, "unauthorized", "Unauthorized")
	}
	if !strings.HasPrefix(token, "seam_at") || strings.HasPrefix(r.URL.Path, "/workspaces/list") {
		return nil
	}
	switch named := r.Header.Get("Seam-Workspace"); named {
	case "":
		return refuse(http.StatusBadRequest, "missing_workspace_id", "seam-workspace header is required")
	case makeID(s.options.Seed, idWorkspace, 1).String():
		return nil
	default:
		return refuse(http.StatusUnauthorized, "unauthorized", "Unauthorized")
	}
}

// readInput reads the parameters. A body without any bytes needs no content type: the Go SDK sends such requests.
func readInput(r *http.Request, body []byte) (*input, *failure) {
	in := newInput()
	if len(body) > maxBody {
		return nil, refuse(http.StatusRequestEntityTooLarge, "request_too_large", "Request body is too large")
	}
	if len(body) > 0 {
		kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
		if err != nil || kind != "application/json" {
			return nil, refuse(http.StatusBadRequest, "invalid_content_type", "Content-Type must be application/json")
		}
		if no := in.readBody(body); no != nil {
			return nil, no
		}
	}
	if r.Method == http.MethodGet || r.Method == http.MethodDelete {
		in.readQuery(r.URL.Query())
	}
	return in, nil
}

func jsonAnswer(status int, body any) answer {
	a := answer{status: status, header: http.Header{}}
	text, err := json.Marshal(body)
	if err != nil { // every reply is made of plain values; this would be a mistake of ours
		a.status, text = http.StatusInternalServerError, []byte(`{"error":{"type":"internal_server_error","message":"not encodable"},"ok":false}`)
	}
	a.body = text
	a.header.Set("Content-Type", "application/json; charset=utf-8")
	return a
}

func (f *failure) answer(requestID string) answer {
	if f.kind == "" {
		a := answer{status: f.status, header: http.Header{}, body: []byte(f.message)}
		a.header.Set("Content-Type", "text/plain; charset=utf-8")
		return a
	}
	a := jsonAnswer(f.status, f.envelope(requestID))
	if f.after > 0 {
		a.header.Set("Retry-After", strconv.Itoa(int((f.after+time.Second-1)/time.Second)))
	}
	return a
}

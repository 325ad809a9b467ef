package seamclient

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"sync"

	"github.com/seamapi/go/core"
	"github.com/seamapi/go/option"
	"github.com/seamapi/go/webhooks"
	"golang.org/x/time/rate"

	"seamdash/model"
)

// Config says whom to talk to and how. Only Key is required.
type Config struct {
	Endpoint string // "" means [DefaultEndpoint]; plain http only for this machine
	Key      Key
	// Workspace is needed for personal access tokens, which are not bound to one; for API keys it is ignored.
	Workspace model.WorkspaceID
	// Transport sends single requests; nil means a tuned [http.Transport]. The simulator passes itself.
	Transport http.RoundTripper
	// Dial opens the connections where Transport is nil; nil means [Dial].
	Dial      Dialer
	UserAgent string // "" means "seamdash"
	Limits    Limits
	// ReadOnly refuses every call that could change something, below everything else.
	ReadOnly bool
}

// A Client makes calls to one workspace. It is safe for use by many goroutines.
type Client struct {
	endpoint  *url.URL
	key       Key
	workspace model.WorkspaceID
	limits    Limits
	sender    *sender
	caller    *core.Caller
	webhooks  *webhooks.Client
	pacer     pacer
	readers   sync.Pool // of *codeReader
	memory    memory
}

// New checks the configuration without any traffic. The error is a [model.Fault]: KindRefused for an endpoint that
// must not get the key, KindUnauthorised without a key.
func New(cfg Config) (*Client, error) {
	endpoint, err := parseEndpoint(cfg.Endpoint)
	if err != nil {
		return nil, err
	}
	if !cfg.Key.Known() {
		_, err := NewKey("")
		return nil, err
	}
	limits := cfg.Limits.withDefaults()
	budget := rate.NewLimiter(rate.Limit(limits.PerSecond), limits.Burst)
	if limits.PerSecond < 0 {
		budget = rate.NewLimiter(rate.Inf, 0)
	}
	c := &Client{endpoint: endpoint, key: cfg.Key, workspace: cfg.Workspace, limits: limits}
	c.sender = &sender{
		base:     cfg.Transport,
		endpoint: endpoint,
		header:   func() http.Header { return authHeader(cfg) },
		limits:   limits,
		budget:   budget,
		readOnly: cfg.ReadOnly,
	}
	if c.sender.base == nil {
		c.sender.base = newTransport(cfg.Dial)
	}
	through := &gate{next: c.sender, key: cfg.Key}
	c.caller = core.NewCaller(&core.CallerParams{Client: through, MaxAttempts: 1})
	c.webhooks = webhooks.NewClient(
		option.WithHTTPClient(through), option.WithBaseURL(endpoint.String()), option.WithMaxAttempts(1))
	return c, nil
}

// Close lets go of idle connections. The client can still be used afterwards.
func (c *Client) Close() {
	if idle, ok := c.sender.base.(interface{ CloseIdleConnections() }); ok {
		idle.CloseIdleConnections()
	}
}

// An ask is one call: what it does in words, on what, and what is sent where.
type ask struct {
	op      string
	subject string
	path    string
	body    any
	device  model.DeviceID // whose allowance it takes, with action
	action  action
	pin     model.PIN // what it sends, so that no fault repeats it
}

func (a ask) fault(kind model.Kind, message, hint string) *model.Fault {
	return &model.Fault{Op: a.op, Subject: model.Clean(a.subject), Kind: kind, Message: message, Hint: hint}
}

// call sends one ask and gives back the JSON of a successful answer. The error is always a [model.Fault] that names
// the ask.
func (c *Client) call(ctx context.Context, a ask) ([]byte, error) {
	var got sink
	err := c.within(ctx, a, func(ctx context.Context) error {
		return c.caller.Call(ctx, &core.CallParams{
			URL:         c.endpoint.String() + a.path,
			Method:      http.MethodPost, // every path takes POST, and bodies of other methods fare differently on the way
			MaxAttempts: 1,
			Request:     a.body,
			Response:    &got,
		})
	})
	return got.body, err
}

// within lets send run in its turn and within the limits of one call, and turns its error into a fault of the ask.
func (c *Client) within(ctx context.Context, a ask, send func(context.Context) error) error {
	if c.key.NeedsWorkspace() && c.workspace == "" && a.path != "/workspaces/list" {
		return a.fault(model.KindUnauthorised, "a personal access token needs a workspace", "set SEAM_WORKSPACE_ID")
	}
	if !c.sender.readOnly { // otherwise it is not worth waiting: the sender will refuse
		if err := c.pacer.wait(ctx, a.device, a.action); err != nil {
			return c.blame(a, err)
		}
	}
	limited, stop := context.WithTimeout(ctx, c.limits.Call)
	defer stop()
	if err := send(limited); err != nil {
		f := c.blame(a, err)
		f.Unsure = !reads(a.path) && outcomeOpen(f)
		return f
	}
	return nil
}

// blame turns whatever the SDK returned into a fault of this ask.
func (c *Client) blame(a ask, err error) *model.Fault {
	f, ok := errors.AsType[*model.Fault](err)
	if !ok {
		f = networkFault(err, c.endpoint.Host)
	}
	f.Op, f.Subject = a.op, model.Clean(a.subject)
	scrub(f, c.key.redact)
	c.memory.scrub(f, &a)
	return f
}

// scrub takes secrets out of a fault: whoever answers has seen them and may repeat them anywhere.
func scrub(f *model.Fault, redact func(string) string) {
	f.Message, f.Type, f.Hint = redact(f.Message), redact(f.Type), redact(f.Hint)
	f.Request = model.RequestID(redact(string(f.Request)))
	fields := make(map[string][]string, len(f.Fields))
	for name, messages := range f.Fields {
		for _, m := range messages {
			fields[redact(name)] = append(fields[redact(name)], redact(m))
		}
	}
	if len(fields) > 0 {
		f.Fields = fields
	}
	if f.Err != nil && f.Err.Error() != redact(f.Err.Error()) {
		f.Err = errors.New(redact(f.Err.Error()))
	}
}

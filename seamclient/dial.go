package seamclient

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"net/http"
	"sync/atomic"
	"time"
)

// A Dialer opens one connection, as [net.Dialer.DialContext] does.
type Dialer func(ctx context.Context, network, address string) (net.Conn, error)

// Dial is the only way in which anything here, or in the program around it, gets onto the network. A machine that does not answer is
// given up after ten seconds.
func Dial(ctx context.Context, network, address string) (net.Conn, error) {
	d := net.Dialer{Timeout: 10 * time.Second, KeepAlive: 30 * time.Second}
	return d.DialContext(ctx, network, address)
}

const (
	// maxHeader is the largest header of an answer in bytes, with all that may come before it. Seam's have some two thousand, and a
	// proxy's may be larger.
	maxHeader = 64 << 10
	// deaf is how long a connection may take nothing of what is written to it.
	deaf = 10 * time.Second
)

// newTransport differs from [http.DefaultTransport] in what many parallel calls to one host need: with the default of
// two idle connections nearly every request opens its own. And it is less patient with servers that mean no good.
//
// Where the environment names a proxy (HTTPS_PROXY, NO_PROXY) connections go there: that is for whoever runs the program to say. Over
// https the proxy sees the host's name and not the key, and what is on this machine needs none.
func newTransport(dial Dialer) *http.Transport {
	if dial == nil {
		dial = Dial
	}
	dial = sparing(dial)
	return &http.Transport{
		Proxy:                  http.ProxyFromEnvironment,
		DialContext:            dial,
		TLSClientConfig:        &tls.Config{MinVersion: tls.VersionTLS12},
		ForceAttemptHTTP2:      true,
		MaxIdleConns:           128,
		MaxIdleConnsPerHost:    64,
		IdleConnTimeout:        90 * time.Second,
		TLSHandshakeTimeout:    10 * time.Second,
		ResponseHeaderTimeout:  30 * time.Second,
		MaxResponseHeaderBytes: maxHeader,
		// A laptop that slept or changed its network leaves connections that are dead without knowing it.
		HTTP2: &http.HTTP2Config{SendPingTimeout: 15 * time.Second, PingTimeout: 10 * time.Second, WriteByteTimeout: deaf},
	}
}

// maxDials is how many connections one request may open. [http.Transport] opens another one each time that a server which speaks
// HTTP/2 sends it away, without a pause and for as long as the request may take.
const maxDials = 4

var errSentAway = errors.New("the server ends every connection before it answers")

type dialsKey struct{}

// withDials is a context for one request, which may open a few connections.
func withDials(ctx context.Context) context.Context {
	return context.WithValue(ctx, dialsKey{}, new(atomic.Int32))
}

// sparing opens no more connections for one request than it may have.
func sparing(dial Dialer) Dialer {
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		if opened, ok := ctx.Value(dialsKey{}).(*atomic.Int32); ok && opened.Add(1) > maxDials {
			return nil, errSentAway
		}
		return dial(ctx, network, address)
	}
}

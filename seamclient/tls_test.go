package seamclient

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"seamdash/model"
)

// TestTLS: the key goes to nobody who does not show a good certificate of the right name over a protocol that is still sound.
func TestTLS(t *testing.T) {
	day := 24 * time.Hour
	for name, tc := range map[string]struct {
		named  string
		offset time.Duration // of the certificate's time
		stands bool          // whether the certificate is trusted
		cfg    *tls.Config
		words  string // "" for a server that is well
	}{
		"well":          {"seam.test", 0, true, &tls.Config{MinVersion: tls.VersionTLS12}, ""},
		"TLS 1.2":       {"seam.test", 0, true, &tls.Config{MaxVersion: tls.VersionTLS12}, ""},
		"TLS 1.1":       {"seam.test", 0, true, &tls.Config{MinVersion: tls.VersionTLS10, MaxVersion: tls.VersionTLS11}, "does not speak https: "},
		"TLS 1.0":       {"seam.test", 0, true, &tls.Config{MinVersion: tls.VersionTLS10, MaxVersion: tls.VersionTLS10}, "does not speak https: "},
		"another name":  {"other.test", 0, true, &tls.Config{MinVersion: tls.VersionTLS12}, "certificate of another name"},
		"expired":       {"seam.test", -2 * day, true, &tls.Config{MinVersion: tls.VersionTLS12}, "expired or not yet valid"},
		"not yet valid": {"seam.test", 2 * day, true, &tls.Config{MinVersion: tls.VersionTLS12}, "expired or not yet valid"},
		"self-signed":   {"seam.test", 0, false, &tls.Config{MinVersion: tls.VersionTLS12}, "that nobody known has signed"},
	} {
		t.Run(name, func(t *testing.T) {
			cert, pool := papers(t, tc.named, time.Now().Add(tc.offset))
			if !tc.stands {
				_, pool = papers(t, "somebody.test", time.Now())
			}
			var heard, dials atomic.Int64
			srv := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				heard.Add(1)
				_, _ = io.WriteString(w, workspaceJSON)
			}))
			srv.TLS = tc.cfg
			srv.TLS.Certificates = []tls.Certificate{cert}
			srv.Config.ErrorLog = log.New(io.Discard, "", 0) // it would report every refused handshake
			srv.StartTLS()
			defer srv.Close()
			c := clientOn(t, Config{Endpoint: "https://seam.test", Dial: func(ctx context.Context, network, _ string) (net.Conn, error) {
				dials.Add(1)
				return Dial(ctx, network, srv.Listener.Addr().String())
			}})
			trusts(t, c, pool)
			_, err := c.Workspace(t.Context())
			c.Close()
			if tc.words == "" {
				if err != nil || heard.Load() != 1 {
					t.Errorf("%v; the server heard %d requests", err, heard.Load())
				}
				return
			}
			f := faultOf(t, err, model.KindUnreachable)
			wantText(t, f.Message, tc.words)
			if heard.Load() != 0 || dials.Load() != 1 || f.Hint == "" {
				t.Errorf("%d requests over %d connections, and nothing would change; the hint is %q", heard.Load(), dials.Load(), f.Hint)
			}
		})
	}
}

// TestTLSIsInsistedUpon: what the tests of protocols show is not a habit of this version of Go, which can be changed by GODEBUG.
func TestTLSIsInsistedUpon(t *testing.T) {
	cfg := newTransport(nil).TLSClientConfig
	if cfg.MinVersion < tls.VersionTLS12 || cfg.InsecureSkipVerify || cfg.VerifyPeerCertificate != nil || cfg.VerifyConnection != nil {
		t.Errorf("the configuration is %+v", cfg)
	}
}

// TestRedirectsAreNeverFollowed: not to another host, another port, another scheme, another path, by no status, and also not by
// what the SDK does by itself, which is webhooks. The key is shown to the endpoint alone.
func TestRedirectsAreNeverFollowed(t *testing.T) {
	var strangers atomic.Int64
	stranger := http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		strangers.Add(1)
		t.Errorf("a stranger was asked, with %v", r.Header)
	})
	plain, secure := httptest.NewServer(stranger), httptest.NewTLSServer(stranger)
	t.Cleanup(plain.Close)
	t.Cleanup(secure.Close)
	_, port, _ := net.SplitHostPort(strings.TrimPrefix(plain.URL, "http://"))
	for _, to := range []string{plain.URL, secure.URL, "http://localhost:" + port, "//127.0.0.1:" + port, "/elsewhere", "https://seam.evil.test/", "", "::"} {
		var asked atomic.Int64
		base := serve(t, func(w http.ResponseWriter, r *http.Request) {
			asked.Add(1)
			if r.URL.Path == "/elsewhere" {
				strangers.Add(1)
			}
			w.Header().Set("Location", to)
			w.Header().Set("Refresh", "0; url="+to)
			status := http.StatusTemporaryRedirect + int(asked.Load())%2
			w.WriteHeader(status)
		})
		c := clientOn(t, Config{Endpoint: base, Limits: Limits{Tries: 1, PerSecond: -1}})
		for _, call := range []func() error{
			func() error {
				_, err := c.Workspace(t.Context())
				return err
			},
			func() error { return c.DeleteCode(t.Context(), "d1", "c1") },
			func() error {
				_, err := c.Webhooks(t.Context())
				return err
			},
			func() error { return c.DeleteWebhook(t.Context(), "h1") },
		} {
			wantText(t, faultOf(t, call(), model.KindUnavailable).Message, "is not followed with a key")
		}
		if asked.Load() != 4 || strangers.Load() != 0 {
			t.Errorf("to %q: %d requests to the endpoint and %d to others", to, asked.Load(), strangers.Load())
		}
	}
}

// TestOnlyTheEndpointIsAsked: whatever is above it asks for, the key is sent to the endpoint alone.
func TestOnlyTheEndpointIsAsked(t *testing.T) {
	s := &script{replies: []reply{ok(workspaceJSON)}}
	c := clientOn(t, Config{Endpoint: "https://seam.test", Transport: s})
	for address, good := range map[string]bool{
		"https://seam.test/a": true, "http://seam.test/a": false, "https://seam.test:444/a": false, "https://seam.test.evil.test/a": false,
		"https://evil.test/a": false, "https://user@evil.test/a": false, "//seam.test/a": false,
	} {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, address, nil)
		if err != nil {
			t.Fatal(err)
		}
		before := len(s.requests())
		_, err = c.sender.RoundTrip(req) //nolint:bodyclose // it is in memory
		if sent := len(s.requests()) - before; (err == nil) != good || (sent == 1) != good || !good && !errors.Is(err, errStranger) {
			t.Errorf("%s: %d requests, %v", address, sent, err)
		}
	}
}

// TestProxySeesNoKey: over https a proxy from the environment of the person is told the host's name and nothing else.
func TestProxySeesNoKey(t *testing.T) {
	var told atomic.Pointer[string]
	there := &street{serve: func(conn net.Conn) {
		buf := make([]byte, 4096)
		n, _ := conn.Read(buf)
		text := string(buf[:n])
		told.Store(&text)
	}}
	c := clientOn(t, Config{Endpoint: "https://seam.test", Dial: there.dial, Limits: Limits{Tries: 1}})
	proxy := &url.URL{Scheme: "http", Host: "proxy.test:3128"}
	c.sender.base.(*http.Transport).Proxy = http.ProxyURL(proxy) //nolint:errcheck // it fails loudly
	_, err := c.Workspace(t.Context())
	if err == nil {
		t.Fatal("a proxy that only listens brought an answer")
	}
	there.open.Wait()
	got := *told.Load()
	wantText(t, got, "CONNECT seam.test:443 HTTP/1.1\r\n")
	if strings.Contains(got, testKey) || strings.Contains(got, "Authorization") {
		t.Errorf("the proxy was told %q", got)
	}
}

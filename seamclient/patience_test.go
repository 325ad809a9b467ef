package seamclient

import (
	"crypto/tls"
	"errors"
	"io"
	"net"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"seamdash/model"
)

// slowpokes are servers that never come to an end, by the scheme they are asked with.
func slowpokes(secure *tls.Config) map[string]func(net.Conn) {
	const begun = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
	h2 := func(speak func(conn net.Conn, stream uint32)) func(net.Conn) {
		return overTLS(secure, func(conn net.Conn) {
			if stream, ok := asked(conn); ok {
				speak(conn, stream)
			}
		})
	}
	answering := func(rest string) func(net.Conn, uint32) {
		return func(conn net.Conn, stream uint32) {
			if _, err := io.WriteString(conn, frame(frameHeaders, endHeaders, stream, "\x88")); err == nil {
				pour(conn, onStream(rest, stream))
			}
		}
	}
	return map[string]func(net.Conn){
		"http is silent":                      listen,
		"http does not even listen":           func(net.Conn) { <-time.After(time.Hour) },
		"http drips its header":               after(begun, func(conn net.Conn) { drip(conn, "X-A: bcdefgh\r\n") }),
		"http drips its body":                 after(begun+"\r\n", func(conn net.Conn) { drip(conn, `{"workspace":{"name":"`) }),
		"http drips its chunks":               after(begun+"Transfer-Encoding: chunked\r\n\r\n", func(conn net.Conn) { drip(conn, "1\r\n \r\n") }),
		"http goes on and on":                 after("", func(conn net.Conn) { drip(conn, "HTTP/1.1 103 Early Hints\r\n\r\n") }),
		"https is silent":                     listen,
		"https drips its handshake":           after("", func(conn net.Conn) { drip(conn, "\x16\x03\x03\x40\x00\x02\x00\x3f\xfc") }),
		"https is silent after its handshake": overTLS(secure, listen),
		"https pings":                         h2(answering(frame(framePing, 0, 0, "12345678"))),
		"https says nothing at length":        h2(answering(frame(frameData, 0, anyStream, ""))),
		"https pads":                          h2(answering(frame(frameData, 8, anyStream, "\xff"+strings.Repeat("\x00", 255)))),
		"https never ends its header": h2(func(conn net.Conn, stream uint32) {
			if _, err := io.WriteString(conn, frame(frameHeaders, 0, stream, "\x88")); err == nil {
				pour(conn, frame(frameMore, 0, stream, ""))
			}
		}),
		"https changes its settings": h2(answering(frame(frameSettings, 0, 0, "\x00\x04\x00\x00\xff\xff"))),
		"https pings and does not listen": overTLS(secure, func(conn net.Conn) {
			if _, err := io.WriteString(conn, frame(frameSettings, 0, 0, "")); err == nil {
				pour(conn, frame(framePing, 0, 0, "12345678"))
			}
		}),
		"https takes nobody": overTLS(secure, func(conn net.Conn) {
			go listen(conn)
			_, _ = io.WriteString(conn, frame(frameSettings, 0, 0, "\x00\x03\x00\x00\x00\x00"))
			<-time.After(time.Hour)
		}),
		"https sends away": h2(func(conn net.Conn, _ uint32) {
			_, _ = io.WriteString(conn, frame(frameAway, 0, 0, strings.Repeat("\x00", 8)))
		}),
		"https refuses": h2(func(conn net.Conn, stream uint32) {
			_, _ = io.WriteString(conn, frame(frameReset, 0, stream, "\x00\x00\x00\x07"))
			<-time.After(time.Hour)
		}),
	}
}

// TestSlowServers: however a server wastes time, a call ends within its limit, and so does everything that it began: the bubble
// would not end otherwise.
func TestSlowServers(t *testing.T) {
	secure := &tls.Config{NextProtos: []string{"h2"}, MinVersion: tls.VersionTLS12}
	for name := range slowpokes(secure) {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				cert, pool := papers(t, "seam.test", time.Now())
				there := &street{serve: slowpokes(&tls.Config{Certificates: []tls.Certificate{cert}, NextProtos: secure.NextProtos, MinVersion: tls.VersionTLS12})[name]}
				scheme, _, _ := strings.Cut(name, " ")
				host := map[string]string{"http": "localhost", "https": "seam.test"}[scheme]
				c := clientOn(t, Config{Endpoint: scheme + "://" + host, Dial: there.dial})
				trusts(t, c, pool)
				start := time.Now()
				_, err := c.Workspace(t.Context())
				f, isFault := errors.AsType[*model.Fault](err)
				if !isFault || f.Kind != model.KindUnreachable && f.Kind != model.KindUnavailable {
					t.Errorf("it ends with %v", err)
				}
				if took := time.Since(start); took > 95*time.Second {
					t.Errorf("it took %v", took)
				}
				if n := there.dials.Load(); n < 1 || n > 30 {
					t.Errorf("%d connections", n)
				}
				c.Close()
				there.open.Wait() // every connection was given up
			})
		})
	}
}

// TestDeadConnectionsAreNoticed: a connection over which nothing comes any more, as after a change of network, is given up before the
// request is, so that the next try has another one.
func TestDeadConnectionsAreNoticed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cert, pool := papers(t, "seam.test", time.Now())
		there := &street{}
		there.serve = overTLS(&tls.Config{Certificates: []tls.Certificate{cert}, NextProtos: []string{"h2"}, MinVersion: tls.VersionTLS12}, func(conn net.Conn) {
			stream, ok := asked(conn)
			if ok && there.dials.Load() > 1 {
				_, _ = io.WriteString(conn, frame(frameHeaders, endHeaders, stream, "\x88")+frame(frameData, endStream, stream, workspaceJSON))
			}
			<-time.After(time.Hour)
		})
		c := clientOn(t, Config{Endpoint: "https://seam.test", Dial: there.dial})
		trusts(t, c, pool)
		start := time.Now()
		if _, err := c.Workspace(t.Context()); err != nil {
			t.Fatal(err)
		}
		within(t, time.Since(start), 25*time.Second, 26*time.Second)
		if n := there.dials.Load(); n != 2 {
			t.Errorf("%d connections", n)
		}
		c.Close()
		there.open.Wait()
	})
}

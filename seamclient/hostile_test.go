package seamclient

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/binary"
	"io"
	"math/big"
	"net"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// A street leads to a server that speaks no http of its own accord: it gets the raw connection. There are no sockets, so that time
// stands still in a bubble while somebody speaks.
type street struct {
	serve func(net.Conn)
	dials atomic.Int64
	took  atomic.Int64 // bytes that somebody read of what servers wrote
	open  sync.WaitGroup
}

func (s *street) dial(context.Context, string, string) (net.Conn, error) {
	s.dials.Add(1)
	here, there := net.Pipe()
	s.open.Go(func() {
		defer func() { _ = there.Close() }()
		s.serve(counted{there, &s.took})
	})
	return here, nil
}

type counted struct {
	net.Conn
	wrote *atomic.Int64
}

func (c counted) Write(p []byte) (int, error) {
	n, err := c.Conn.Write(p)
	c.wrote.Add(int64(n))
	return n, err
}

// listen throws away whatever is said until the connection ends.
func listen(conn net.Conn) { _, _ = io.Copy(io.Discard, conn) }

// drip says a text a byte every five seconds, and again and again, until nobody listens.
func drip(conn io.Writer, text string) {
	for i := 0; ; i = (i + 1) % len(text) {
		if _, err := conn.Write([]byte{text[i]}); err != nil {
			return
		}
		<-time.After(5 * time.Second)
	}
}

// pour says a text again and again until nobody listens. Every hundred times it takes a breath, so that time passes.
func pour(conn io.Writer, text string) {
	for i := 1; ; i++ {
		if _, err := io.WriteString(conn, text); err != nil {
			return
		}
		if i%100 == 0 {
			<-time.After(time.Second)
		}
	}
}

// after reads the request, says the beginning of an answer and then goes on as it likes.
func after(beginning string, rest func(net.Conn)) func(net.Conn) {
	return func(conn net.Conn) {
		go listen(conn)
		if _, err := io.WriteString(conn, beginning); err == nil {
			rest(conn)
		}
	}
}

// papers are the certificate of a server with this name, good for a day before and after a moment, and the pool that trusts it.
func papers(tb testing.TB, name string, at time.Time) (tls.Certificate, *x509.CertPool) {
	tb.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		tb.Fatal(err)
	}
	plain := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: name}, DNSNames: []string{name}, IsCA: true, BasicConstraintsValid: true,
		NotBefore: at.Add(-24 * time.Hour), NotAfter: at.Add(24 * time.Hour), KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign,
	}
	der, err := x509.CreateCertificate(rand.Reader, plain, plain, &key.PublicKey, key)
	if err != nil {
		tb.Fatal(err)
	}
	leaf, err := x509.ParseCertificate(der)
	if err != nil {
		tb.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AddCert(leaf)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, pool
}

// trusts has a client trust a pool of certificates beside whatever else it insists on.
func trusts(tb testing.TB, c *Client, pool *x509.CertPool) {
	tb.Helper()
	c.sender.base.(*http.Transport).TLSClientConfig.RootCAs = pool //nolint:errcheck // it fails loudly
}

// overTLS speaks with whoever gets through the handshake.
func overTLS(cfg *tls.Config, speak func(net.Conn)) func(net.Conn) {
	return func(conn net.Conn) {
		secure := tls.Server(conn, cfg)
		if secure.Handshake() == nil { //nolint:noctx // the pipe ends with its client
			speak(secure)
		}
		_ = secure.Close()
	}
}

// Kinds of HTTP/2 frames, see RFC 9113.
const (
	frameData, frameHeaders, frameReset, frameSettings, framePing, frameAway, frameMore = 0, 1, 3, 4, 6, 7, 9
	endStream, endHeaders, ack                                                          = 1, 4, 1
)

// frame is one frame of HTTP/2.
func frame(kind, flags byte, stream uint32, payload string) string {
	head := binary.BigEndian.AppendUint32(nil, uint32(len(payload))<<8|uint32(kind))
	head = append(head, flags)
	return string(binary.BigEndian.AppendUint32(head, stream)) + payload
}

// anyStream stands for the stream of the request.
const anyStream = 0x7e7e7e7e

// onStream puts frames on the stream of a request.
func onStream(frames string, stream uint32) string {
	return strings.ReplaceAll(frames, "~~~~", string(binary.BigEndian.AppendUint32(nil, stream)))
}

// asked reads frames until a request came and gives its stream, then throws the rest away; ok is false when nobody asks.
func asked(conn net.Conn) (stream uint32, ok bool) {
	preface := make([]byte, 24)
	if _, err := io.ReadFull(conn, preface); err != nil {
		return 0, false
	}
	if _, err := io.WriteString(conn, frame(frameSettings, 0, 0, "")); err != nil {
		return 0, false
	}
	head := make([]byte, 9)
	for {
		if _, err := io.ReadFull(conn, head); err != nil {
			return 0, false
		}
		size := binary.BigEndian.Uint32(head) >> 8
		if _, err := io.CopyN(io.Discard, conn, int64(size)); err != nil {
			return 0, false
		}
		if head[3] == frameHeaders {
			go listen(conn)
			return binary.BigEndian.Uint32(head[5:]), true
		}
	}
}

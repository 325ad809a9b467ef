package seamclient

import (
	"crypto/tls"
	"io"
	"net"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"seamdash/model"
)

// floods are servers that say more than anybody wants to hear, by the scheme they are asked with.
func floods(secure *tls.Config) map[string]func(net.Conn) {
	const begun = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
	long := strings.Repeat("x", 1<<10)
	pouring := func(text string) func(net.Conn) { return func(conn net.Conn) { pour(conn, text) } }
	h2 := func(pieces ...string) func(net.Conn) { // the last one again and again
		return overTLS(secure, func(conn net.Conn) {
			stream, ok := asked(conn)
			for i := 0; ok && i < len(pieces)-1; i++ {
				_, err := io.WriteString(conn, onStream(pieces[i], stream))
				ok = err == nil
			}
			if ok {
				pour(conn, onStream(pieces[len(pieces)-1], stream))
			}
		})
	}
	field := "\x00\x01a\x7f\x80\x07" + strings.Repeat("v", 1023-16) // a name of one letter and a value of 1007
	return map[string]func(net.Conn){
		"http a header":       after(begun+"X-A: ", pouring(long)),
		"http headers":        after(begun, pouring("X-A: "+long+"\r\n")),
		"http a status":       after("HTTP/1.1 200 ", pouring(long)),
		"http hints":          after("", pouring("HTTP/1.1 103 Early Hints\r\nX-A: "+long+"\r\n\r\n")),
		"http a body":         after(begun+"\r\n", pouring(long)),
		"http chunks":         after(begun+"Transfer-Encoding: chunked\r\n\r\n", pouring("400\r\n"+long+"\r\n")),
		"http small chunks":   after(begun+"Transfer-Encoding: chunked\r\n\r\n", pouring(strings.Repeat("1;"+long[:200]+"\r\n \r\n", 5))),
		"http a chunk's size": after(begun+"Transfer-Encoding: chunked\r\n\r\n", pouring(strings.Repeat("0", 1<<10))),
		"http trailers":       after(begun+"Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n", pouring("X-A: "+long+"\r\n")),
		"https headers":       h2(frame(frameHeaders, 0, anyStream, "\x88"), frame(frameMore, 0, anyStream, field)),
		"https hints":         h2(frame(frameHeaders, endHeaders, anyStream, "\x08\x03103"+field)),
		"https a body":        h2(frame(frameHeaders, endHeaders, anyStream, "\x88"), frame(frameData, 0, anyStream, long)),
		"https small headers that mean large ones": h2(frame(frameHeaders, 0, anyStream, "\x88\x40"+field[1:]),
			frame(frameMore, 0, anyStream, strings.Repeat("\xbe", 1<<10))),
	}
}

// TestFloods: of what does not end no more is taken than an answer may have, and next to nothing of headers.
func TestFloods(t *testing.T) {
	secure := &tls.Config{NextProtos: []string{"h2"}, MinVersion: tls.VersionTLS12}
	for name := range floods(secure) {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				cert, pool := papers(t, "seam.test", time.Now())
				here := &tls.Config{Certificates: []tls.Certificate{cert}, NextProtos: secure.NextProtos, MinVersion: tls.VersionTLS12}
				there := &street{serve: floods(here)[name]}
				scheme, _, _ := strings.Cut(name, " ")
				const body = 1 << 20
				c := clientOn(t, Config{
					Endpoint: scheme + "://" + map[string]string{"http": "localhost", "https": "seam.test"}[scheme], Dial: there.dial,
					Limits: Limits{Body: body, Tries: 1},
				})
				trusts(t, c, pool)
				cost := allocated(func() {
					_, err := c.Workspace(t.Context())
					if kind := model.KindOf(err); kind != model.KindUnavailable && kind != model.KindUnreachable {
						t.Errorf("it ends with %v", err)
					}
					c.Close()
					there.open.Wait()
				})
				most := int64(512 << 10)
				if strings.Contains(name, "body") || strings.Contains(name, "chunks") {
					most = 8 << 20 // an answer, and what HTTP/2 lets be under way
				}
				if got := there.took.Load(); got > most || cost > uint64(4*most)+(4<<20) {
					t.Errorf("%d kB were taken, and %d kB of memory", got>>10, cost>>10)
				}
			})
		})
	}
}

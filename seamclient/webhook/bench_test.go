package webhook

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
)

// BenchmarkPost is what one post costs, from its headers until it is answered. Its target is 100 µs: Svix waits for seconds, but
// whoever opens all doors of a building at once posts thousands.
func BenchmarkPost(b *testing.B) {
	for name, by := range map[string]byte{"genuine": 'a', "forged": 'b'} {
		b.Run(name, func(b *testing.B) {
			r := receiver(b, Config{}, newSecret('a'))
			var posts []*http.Request
			for i := range 2 * maxMarks { // so that every event is new again when its turn comes
				posts = append(posts, eventPost(i).signed(b, newSecret(by)))
			}
			body := make([]byte, 0, 1024)
			n := 0
			b.ReportAllocs()
			for b.Loop() {
				p := posts[n%len(posts)]
				body = append(body[:0], eventPost(n%len(posts)).body...)
				p.Body = io.NopCloser(bytes.NewReader(body))
				r.ServeHTTP(httptest.NewRecorder(), p)
				if by == 'a' {
					<-r.Events()
				}
				n++
			}
			if got := r.Counts(); got.Accepted+got.Forged != uint64(n) {
				b.Fatalf("%+v of %d", got, n)
			}
		})
	}
}

package sim

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"
)

// BenchmarkBuildLargeFleet is the start of `sandbox --devices 10000 --codes 20`.
func BenchmarkBuildLargeFleet(b *testing.B) {
	at := friday()
	for b.Loop() {
		New(Options{Seed: 1, Devices: 10_000, Codes: 20, Speed: 60, Now: func() time.Time { return at }})
	}
}

// BenchmarkListCodes is one page of 20,000 codes, written as JSON.
func BenchmarkListCodes(b *testing.B) {
	at := friday()
	s := New(Options{Seed: 1, Devices: 1, Codes: 20, Still: true, Now: func() time.Time { return at }})
	var d *device
	s.do(func(w *world) {
		d = w.devices[0]
		for i := len(d.codes); i < 20_000; i++ {
			w.newCode(d, held{pin: fmt.Sprintf("%06d", i), name: "Guest Lindqvist"}).stand(w.now)
		}
	})
	body, err := json.Marshal(object{"device_id": d.id})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		req, err := http.NewRequestWithContext(b.Context(), http.MethodPost, "http://sim/access_codes/list", strings.NewReader(string(body)))
		if err != nil {
			b.Fatal(err)
		}
		req.Header.Set("Authorization", "Bearer "+s.APIKey())
		req.Header.Set("Content-Type", "application/json")
		res, err := s.RoundTrip(req)
		if err != nil {
			b.Fatal(err)
		}
		n, err := io.Copy(io.Discard, res.Body)
		if err != nil || n < 5<<20 {
			b.Fatal(n, err)
		}
		b.SetBytes(n)
		_ = res.Body.Close()
	}
}

package seamclient

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	seam "github.com/seamapi/go"
	"github.com/seamapi/go/accesscodes/client"
	"github.com/seamapi/go/option"

	"seamdash/model"
)

// canned answers every request with the same bytes.
type canned []byte

func (c canned) RoundTrip(req *http.Request) (*http.Response, error) {
	return &http.Response{
		StatusCode: http.StatusOK, Header: http.Header{"Content-Type": {"application/json"}}, Request: req,
		Body: io.NopCloser(bytes.NewReader(c)), ContentLength: int64(len(c)),
	}, nil
}

// manyCodes is an answer as Seam documents it: every required key, a warning or an error here and there.
func manyCodes(n int) canned {
	var b bytes.Buffer
	b.WriteString(`{"access_codes":[`)
	for i := range n {
		if i > 0 {
			b.WriteByte(',')
		}
		problems, pending := `[]`, `[]`
		if i%10 == 0 {
			problems = `[{"warning_code":"delay_in_setting_on_device","message":"There was an unusually long delay in setting the access code on the device.","created_at":"2026-11-20T15:09:41.314Z"}]`
			pending = `[{"mutation_code":"creating","message":"Code is being created on the device.","created_at":"2026-11-20T15:09:41.314Z"}]`
		}
		fmt.Fprintf(&b, `{"access_code_id":"7f3c0a52-2b1d-4e0a-9c55-%012d","device_id":"5b1d9a52-2b1d-4e0a-9c55-0a7700000001",
"workspace_id":"0a770a52-2b1d-4e0a-9c55-0a7700000002","name":"Cleaner %d","code":"%04d","type":"time_bound","status":"unset",
"starts_at":"2026-12-01T09:00:00.000Z","ends_at":"2026-12-01T12:00:00.000Z","created_at":"2026-11-20T15:09:41.314Z","is_managed":true,
"is_scheduled_on_device":false,"common_code_key":null,"is_backup_access_code_available":false,"pulled_backup_access_code_id":null,
"is_external_modification_allowed":false,"is_one_time_use":false,"is_offline_access_code":false,"pending_mutations":%s,"errors":[],"warnings":%s}`,
			i, i, i%10000, pending, problems)
	}
	b.WriteString(`],"pagination":{"next_page_cursor":null,"has_next_page":false},"ok":true}`)
	return b.Bytes()
}

const benchDevice = "5b1d9a52-2b1d-4e0a-9c55-0a7700000001"

// BenchmarkPageOfCodes compares a page of 20,000 codes through the SDK's typed call and through ours.
func BenchmarkPageOfCodes(b *testing.B) {
	page := manyCodes(20_000)
	sdk := client.NewClient(option.WithApiKey(testKey), option.WithHTTPClient(&http.Client{Transport: page}))
	ours := clientOn(b, Config{Transport: page})
	b.Run("sdk", func(b *testing.B) {
		bench(b, len(page), func() (int, any, error) {
			list, err := sdk.List(b.Context(), &seam.AccessCodesListRequest{DeviceId: benchDevice})
			return len(list), list, err
		})
	})
	b.Run("ours", func(b *testing.B) {
		bench(b, len(page), func() (int, any, error) {
			list, err := ours.Codes(b.Context(), model.DeviceID(benchDevice))
			return len(list), list, err
		})
	})
}

// bench times read and reports what its result keeps in memory.
func bench(b *testing.B, size int, read func() (int, any, error)) {
	b.Helper()
	b.SetBytes(int64(size))
	b.ReportAllocs()
	var kept any
	for b.Loop() {
		n, list, err := read()
		if err != nil || n != 20_000 {
			b.Fatalf("%d codes, %v", n, err)
		}
		kept = list
	}
	b.StopTimer()
	with := heap()
	runtime.KeepAlive(kept)
	b.ReportMetric((with-heap())/1e6, "MB-kept")
}

// heap is what is in use after the garbage is gone.
func heap() float64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.GC()
	runtime.ReadMemStats(&m)
	return float64(m.HeapAlloc)
}

// BenchmarkThousandLocks reads the codes of 1,000 locks, 16 at a time, over real sockets: a bare loop of the same
// requests, and the client with all that it does around them. The instant server shows the cost in processor time; the
// one that takes 20 ms, which is quick for a service on the internet, shows what a person waits for.
func BenchmarkThousandLocks(b *testing.B) {
	page := manyCodes(20)
	for name, delay := range map[string]time.Duration{"instant": 0, "20ms": 20 * time.Millisecond} {
		srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if delay > 0 && pause(r.Context(), delay) != nil {
				return
			}
			w.Header().Set("Content-Type", "application/json")
			w.Header().Set("Content-Length", strconv.Itoa(len(page)))
			_, _ = w.Write(page)
		}))
		b.Cleanup(srv.Close)
		b.Run(name+"/bare", func(b *testing.B) { parallel(b, bare(b, srv.URL)) })
		b.Run(name+"/ours", func(b *testing.B) {
			c := clientOn(b, Config{Endpoint: srv.URL, Limits: Limits{PerSecond: -1}})
			parallel(b, func() error {
				codes, err := c.Codes(b.Context(), benchDevice)
				if err == nil && len(codes) != 20 {
					err = fmt.Errorf("%d codes", len(codes))
				}
				return err
			})
		})
	}
}

// bare asks for a page and reads it without looking at it.
func bare(b *testing.B, base string) func() error {
	b.Helper()
	via := newTransport()
	b.Cleanup(via.CloseIdleConnections)
	return func() error {
		body := strings.NewReader(`{"device_id":"d1","limit":250}`)
		req, err := http.NewRequestWithContext(b.Context(), http.MethodPost, base+"/access_codes/list", body)
		if err != nil {
			return err
		}
		resp, err := via.RoundTrip(req)
		if err != nil {
			return err
		}
		_, err = io.Copy(io.Discard, resp.Body)
		return errors.Join(err, resp.Body.Close())
	}
}

// parallel runs read a thousand times, 16 at a time.
func parallel(b *testing.B, read func() error) {
	b.Helper()
	for b.Loop() {
		var wg sync.WaitGroup
		var next atomic.Int32
		for range 16 {
			wg.Go(func() {
				for next.Add(1) <= 1000 {
					if err := read(); err != nil {
						b.Error(err)
						return
					}
				}
			})
		}
		wg.Wait()
	}
}

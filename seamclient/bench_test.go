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
	"seamdash/seamclient/sim"
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
// requests that does not look at the answers, and the client with all that it does around them. The instant server
// shows what that costs in processor time; the simulator does some work for an answer; the server that takes 20 ms,
// which is quick for a service on the internet, shows what a person waits for.
func BenchmarkThousandLocks(b *testing.B) {
	world := sim.New(sim.Options{Seed: 1, Devices: 1000, Codes: 20, Still: true})
	page := manyCodes(20)
	serve := func(delay time.Duration) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			if delay > 0 && pause(r.Context(), delay) != nil {
				return
			}
			w.Header().Set("Content-Type", "application/json")
			w.Header().Set("Content-Length", strconv.Itoa(len(page)))
			_, _ = w.Write(page)
		}
	}
	against(b, "instant", serve(0), testKey, benchDevice)
	against(b, "20ms", serve(20*time.Millisecond), testKey, benchDevice)
	key := world.APIKey()
	c := clientOn(b, Config{Key: mustKey(b, key), Transport: world})
	var ids []model.DeviceID
	err := c.Devices(b.Context(), func(page []model.Device) error {
		for _, d := range page {
			ids = append(ids, d.ID)
		}
		return nil
	})
	if err != nil || len(ids) != 1000 {
		b.Fatalf("%d devices, %v", len(ids), err)
	}
	against(b, "sim", world, key, ids...)
}

// against runs both ways against a server.
func against(b *testing.B, name string, h http.Handler, key string, ids ...model.DeviceID) {
	b.Helper()
	srv := httptest.NewServer(h)
	b.Cleanup(srv.Close)
	via := newTransport(nil)
	b.Cleanup(via.CloseIdleConnections)
	b.Run(name+"/bare", func(b *testing.B) {
		parallel(b, func(n int) error { return bare(b, via, srv.URL, key, ids[n%len(ids)]) })
	})
	c := clientOn(b, Config{Endpoint: srv.URL, Key: mustKey(b, key), Limits: Limits{PerSecond: -1}})
	b.Run(name+"/ours", func(b *testing.B) {
		parallel(b, func(n int) error {
			codes, err := c.Codes(b.Context(), ids[n%len(ids)])
			if err == nil && len(codes) == 0 {
				err = errors.New("no codes")
			}
			return err
		})
	})
}

// bare asks for a page and reads it without looking at it.
func bare(b *testing.B, via http.RoundTripper, base, key string, id model.DeviceID) error {
	b.Helper()
	body := strings.NewReader(fmt.Sprintf(`{"device_id":%q,"limit":250}`, id))
	req, err := http.NewRequestWithContext(b.Context(), http.MethodPost, base+"/access_codes/list", body)
	if err != nil {
		return err
	}
	req.Header.Set("Authorization", "Bearer "+key)
	req.Header.Set("Content-Type", "application/json")
	resp, err := via.RoundTrip(req)
	if err != nil {
		return err
	}
	if resp.StatusCode != http.StatusOK {
		err = fmt.Errorf("status %d", resp.StatusCode)
	}
	_, readErr := io.Copy(io.Discard, resp.Body)
	return errors.Join(err, readErr, resp.Body.Close())
}

// parallel runs read a thousand times, 16 at a time.
func parallel(b *testing.B, read func(n int) error) {
	b.Helper()
	for b.Loop() {
		var wg sync.WaitGroup
		var next atomic.Int32
		for range 16 {
			wg.Go(func() {
				for n := next.Add(1); n <= 1000; n = next.Add(1) {
					if err := read(int(n)); err != nil {
						b.Error(err)
						return
					}
				}
			})
		}
		wg.Wait()
	}
}

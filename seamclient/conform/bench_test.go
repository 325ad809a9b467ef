package conform

import (
	"context"
	"fmt"
	"testing"
	"time"

	"seamdash/model"
	"seamdash/model/live"
	"seamdash/seamclient"
	"seamdash/seamclient/sim"
)

// BenchmarkSteadyTick reports what a tick of the feed moves over the wire when some codes have changed since the last
// one, in a small and in a large workspace. It ought to follow the changes and not the size.
func BenchmarkSteadyTick(b *testing.B) {
	for _, devices := range []int{100, 10_000} {
		server := sim.New(sim.Options{Seed: 1, Devices: devices, Codes: 20, Still: true})
		feed := feedOn(b, server)
		ctx, stop := context.WithCancel(b.Context())
		ended := make(chan error, 1)
		go func() { ended <- feed.Run(ctx) }()
		codes := onLocks(ctx, b, feed)
		for _, changes := range []int{0, 1, 10, 100} {
			b.Run(fmt.Sprintf("devices=%d/changes=%d", devices, changes), func(b *testing.B) {
				ticks(b, server, 30) // until the events of before are no longer asked for again
				server.ForgetCalls()
				for b.Loop() {
					for _, code := range codes[:changes] {
						if err := server.TamperCode(string(code), "1357"); err != nil {
							b.Fatal(err)
						}
					}
					codes = append(codes[changes:], codes[:changes]...)
					ticks(b, server, 2)
				}
				bytes, asked := moved(server)
				b.ReportMetric(float64(bytes)/float64(asked), "B/tick")
			})
		}
		stop()
		if err := <-ended; err != nil {
			b.Error(err)
		}
	}
}

func feedOn(b *testing.B, server *sim.Server) *live.Feed {
	b.Helper()
	key, err := seamclient.NewKey(server.APIKey())
	if err != nil {
		b.Fatal(err)
	}
	c, err := seamclient.New(seamclient.Config{Key: key, Transport: server, Limits: seamclient.Limits{PerSecond: -1}})
	if err != nil {
		b.Fatal(err)
	}
	return live.New(live.Config{
		Source: c, Pace: live.PaceOf(50 * time.Millisecond), Overlap: time.Second, Skew: time.Second, Sweep: 100_000 * time.Hour,
	})
}

// onLocks waits for the first load and gives codes that are on their locks.
func onLocks(ctx context.Context, b *testing.B, feed *live.Feed) []model.CodeID {
	b.Helper()
	for feed.Snapshot().Feed.Loading || feed.Snapshot().Total.Loaded == 0 {
		if _, err := feed.Next(ctx); err != nil {
			b.Fatal(err)
		}
	}
	var out []model.CodeID
	for _, lock := range feed.Snapshot().Locks {
		for i := range lock.Codes {
			if c := &lock.Codes[i]; c.Status == model.StatusSet && len(c.Pending) == 0 {
				out = append(out, c.ID)
			}
		}
	}
	if len(out) < 200 {
		b.Fatalf("%d codes are on their locks", len(out))
	}
	return out
}

// ticks waits until events were asked for a number of times more.
func ticks(b *testing.B, server *sim.Server, n int) {
	b.Helper()
	_, before := moved(server)
	for {
		if _, now := moved(server); now >= before+n {
			return
		}
		select {
		case <-b.Context().Done():
			b.Fatal("the feed does not tick")
		case <-time.After(5 * time.Millisecond):
		}
	}
}

// moved counts the bytes of all bodies, and the questions for events.
func moved(server *sim.Server) (bytes, asked int) {
	for _, c := range server.Calls() {
		bytes += c.BytesIn + c.BytesOut
		if c.Path == "/events/list" {
			asked++
		}
	}
	return bytes, asked
}

package main

import (
	"context"
	"encoding/json"
	"io"
	"math"
	"net/http"
	"net/url"
	"time"

	"seamdash/model"
	"seamdash/model/routine"
	"seamdash/seamclient/sim"
)

const (
	// clockPath is where a served sandbox tells its time. It is no part of Seam's API, and needs no key.
	clockPath = "/sandbox/clock"
	// clockPatience is how long a server on this machine may take to say that it is a sandbox.
	clockPatience = 300 * time.Millisecond
	// hurryPace is how often a sandbox whose time runs fast is asked what happened, by its clock, and soonestHurry how often at most.
	hurryPace, soonestHurry = 10 * time.Second, 250 * time.Millisecond
)

// A worldTime is what a sandbox says of its clock.
type worldTime struct {
	Now time.Time `json:"now"`
	// Speed is simulated seconds per second.
	Speed float64 `json:"speed"`
}

// withClock is a simulated workspace that tells its time as well.
func withClock(world *sim.Server, speed float64) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/", world)
	mux.HandleFunc("GET "+clockPath, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(worldTime{Now: world.Now(), Speed: speed}) // who asked may have gone
	})
	return mux
}

// worldClock gives the clock of the workspace at an endpoint, and how many of its seconds pass in one of ours where it is a
// sandbox's: a server on this machine is asked whether it has a time of its own. Whatever else answers, or does not, runs in real
// time, of which tempo is 0. Other machines are not asked.
func (n network) worldClock(ctx context.Context, endpoint string) (now func() time.Time, tempo float64) {
	u, err := url.Parse(endpoint)
	if err != nil || u.Scheme != "http" { // plain http goes to this machine only, see seamclient.CheckEndpoint
		return time.Now, 0
	}
	ctx, stop := context.WithTimeout(ctx, clockPatience)
	defer stop()
	told, asked, ok := n.askClock(ctx, u.JoinPath(clockPath).String())
	if !ok {
		return time.Now, 0
	}
	return func() time.Time {
		return told.Now.Add(time.Duration(float64(time.Since(asked)) * told.Speed))
	}, told.Speed
}

// maxSkew is the most that is believed of how far our clock is off. A server that dates its answers years ahead must not make
// schedules roll through all of them.
const maxSkew = 7 * 24 * time.Hour

// seamNow is the time at Seam: the clock of a sandbox, or ours and by how much it was seen to differ.
func (s *session) seamNow() time.Time {
	now := s.now()
	if s.tempo == 0 {
		if skew, _ := s.client.Skew(); skew.Abs() <= maxSkew { // 0 where it is not known yet
			now = now.Add(skew)
		}
	}
	return now
}

// lasts is how long a stretch of the workspace's time takes by our clocks.
func (s *session) lasts(d time.Duration) time.Duration {
	if s.tempo == 0 {
		return d
	}
	return time.Duration(float64(d) / s.tempo)
}

// there is a moment of our clock by the clock of the workspace.
func (s *session) there(t time.Time) time.Time {
	if s.tempo == 0 {
		return t
	}
	return s.now().Add(-time.Duration(float64(time.Since(t)) * s.tempo))
}

// paced is a picture whose next answer is expected as much later as the clock of a sandbox runs faster than the feed asks.
func (s *session) paced(picture *model.Snapshot) *model.Snapshot {
	feed := picture.Feed
	if s.tempo <= 1 || feed.Overdue.IsZero() {
		return picture
	}
	feed.Overdue = feed.AsOf.Add(time.Duration(float64(feed.Overdue.Sub(feed.AsOf)) * s.tempo))
	return picture.WithFeed(feed)
}

// hurry has a picture brought up to date more often where the time of a sandbox runs fast, until the function that it gives is called:
// who keeps it waits in our time.
func (s *session) hurry(ctx context.Context, refresh func()) (stop func()) {
	ctx, stop = context.WithCancel(ctx)
	if s.tempo <= 1 {
		return stop
	}
	routine.Go(ctx, func() {
		tick := time.NewTicker(max(s.lasts(hurryPace), soonestHurry))
		defer tick.Stop()
		for {
			select {
			case <-tick.C:
				refresh()
			case <-ctx.Done():
				return
			}
		}
	})
	return stop
}

// askClock gives what a sandbox said, and when that was true by our clock.
func (n network) askClock(ctx context.Context, address string) (told worldTime, at time.Time, ok bool) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, http.NoBody)
	if err != nil {
		return worldTime{}, time.Time{}, false
	}
	transport := n.here()
	asked := time.Now()
	response, err := transport.RoundTrip(request)
	if err != nil {
		return worldTime{}, time.Time{}, false
	}
	defer func() { _ = response.Body.Close() }() // it was only read
	if response.StatusCode != http.StatusOK {
		return worldTime{}, time.Time{}, false
	}
	err = json.NewDecoder(io.LimitReader(response.Body, 1024)).Decode(&told)
	if err != nil || told.Now.IsZero() || !(told.Speed > 0) || math.IsInf(told.Speed, 0) {
		return worldTime{}, time.Time{}, false
	}
	return told, asked.Add(time.Since(asked) / 2), true
}

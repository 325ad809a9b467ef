package main

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"testing/synctest"
	"time"

	"seamdash/seamclient"
	"seamdash/seamclient/sim"
)

// TestSandboxClock: whoever works in a sandbox whose time runs faster has that time, and all else has ours.
func TestSandboxClock(t *testing.T) {
	t.Parallel()
	const speed = 3600
	world := sim.New(sim.Options{Seed: 1, APIKey: scriptKey, Speed: speed, Still: true})
	world.Advance(1000 * time.Hour)
	server := httptest.NewServer(withClock(world, speed))
	defer server.Close()
	for _, endpoint := range []string{server.URL, server.URL + "/"} {
		now, tempo := network{}.worldClock(t.Context(), endpoint)
		if tempo != speed {
			t.Fatalf("%s: the tempo is %v, want %v", endpoint, tempo, speed)
		}
		for range 3 { // a second and a half of ours apart at most, however busy the machine is in between
			before := world.Now()
			here := now()
			after := world.Now()
			if slack := 1500 * time.Millisecond * speed; here.Before(before.Add(-slack)) || here.After(after.Add(slack)) {
				t.Errorf("%s: it is %v here and between %v and %v there", endpoint, here, before, after)
			}
		}
	}
	s := session{tempo: speed, now: world.Now}
	if got := s.lasts(2 * time.Hour); got != 2*time.Second {
		t.Errorf("two hours at that speed take %v, want 2 s", got)
	}
	outside := session{now: time.Now}
	if got := outside.lasts(2 * time.Hour); got != 2*time.Hour {
		t.Errorf("two real hours take %v", got)
	}
}

// TestSeamNow: what is known of Seam's clock goes before ours, except where ours is that of a sandbox already.
func TestSeamNow(t *testing.T) {
	t.Parallel()
	const ahead = 3 * time.Hour
	world := sim.New(sim.Options{Seed: 1, APIKey: scriptKey, Still: true})
	world.SetFaults(sim.Faults{ClockSkew: ahead})
	key, err := seamclient.NewKey(scriptKey)
	if err != nil {
		t.Fatal(err)
	}
	client, err := seamclient.New(seamclient.Config{Key: key, Transport: world})
	if err != nil {
		t.Fatal(err)
	}
	s := session{client: client, now: time.Now}
	before := s.seamNow()
	if _, err := client.Workspace(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := s.seamNow().Sub(before); got < ahead-time.Minute || got > ahead+time.Minute {
		t.Errorf("after Seam answered its clock is %v ahead, want %v", got, ahead)
	}
	world.SetFaults(sim.Faults{ClockSkew: 80 * 365 * 24 * time.Hour})
	if _, err := client.Workspace(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := s.seamNow().Sub(before); got > time.Minute {
		t.Errorf("a server that dates its answers eighty years ahead moves our clock by %v", got)
	}
	s.tempo = 1
	if got := s.seamNow().Sub(before); got > time.Minute {
		t.Errorf("the clock of a sandbox is moved by %v", got)
	}
}

// TestHurry: a picture of a sandbox that runs fast is not as old as its clock would make it; elsewhere the feed has its own pace.
func TestHurry(t *testing.T) {
	t.Parallel()
	for tempo, want := range map[float64]int{0: 0, 1: 0, 4: 4, 600: 40} {
		synctest.Test(t, func(t *testing.T) {
			s, n := session{now: time.Now, tempo: tempo}, 0
			stop := s.hurry(t.Context(), func() { n++ })
			<-time.After(10*time.Second + time.Millisecond)
			stop()
			synctest.Wait()
			if n != want {
				t.Errorf("at a tempo of %v it is refreshed %d times in ten seconds, want %d", tempo, n, want)
			}
		})
	}
}

// TestSandboxClockIsTold: the API stays as it was, and the clock wants no key.
func TestSandboxClockIsTold(t *testing.T) {
	t.Parallel()
	world := sim.New(sim.Options{Seed: 1, APIKey: scriptKey, Still: true})
	server := withClock(world, 60)
	answer := httptest.NewRecorder()
	server.ServeHTTP(answer, httptest.NewRequestWithContext(t.Context(), http.MethodGet, clockPath, http.NoBody))
	var told struct {
		Now   time.Time `json:"now"`
		Speed float64   `json:"speed"`
	}
	if err := json.Unmarshal(answer.Body.Bytes(), &told); err != nil || told.Speed != 60 || world.Now().Sub(told.Now).Abs() > time.Minute {
		t.Errorf("%s (%v); want the time of the world, %v, and 60", answer.Body, err, world.Now())
	}
	answer = httptest.NewRecorder()
	server.ServeHTTP(answer, httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/workspaces/get", http.NoBody))
	if answer.Code != http.StatusUnauthorized {
		t.Errorf("the API without a key answers %d, want %d", answer.Code, http.StatusUnauthorized)
	}
}

// TestOtherServersKeepRealTime: an answer that is no sandbox's changes no clock, nor does silence for long.
func TestOtherServersKeepRealTime(t *testing.T) {
	t.Parallel()
	says := func(status int, body string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(status)
			_, _ = io.WriteString(w, body) // the client judges
		}
	}
	for name, handler := range map[string]http.Handler{
		"the API alone": sim.New(sim.Options{Seed: 1, APIKey: scriptKey, Still: true}),
		"nothing there": http.NotFoundHandler(),
		"a page":        says(http.StatusOK, "<html>"),
		"no speed":      says(http.StatusOK, `{"now":"2030-01-01T00:00:00Z"}`),
		"no time":       says(http.StatusOK, `{"speed":60}`),
		"standing":      says(http.StatusOK, `{"now":"2030-01-01T00:00:00Z","speed":0}`),
		"backwards":     says(http.StatusOK, `{"now":"2030-01-01T00:00:00Z","speed":-1}`),
		"an error":      says(http.StatusTeapot, `{"now":"2030-01-01T00:00:00Z","speed":60}`),
		"endless":       says(http.StatusOK, `{"pad":"`+string(make([]byte, 4096))+`","now":"2030-01-01T00:00:00Z","speed":60}`),
		"elsewhere":     http.RedirectHandler("https://other.invalid/", http.StatusFound),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := httptest.NewServer(handler)
			defer server.Close()
			realTime(t, server.URL)
		})
	}
	t.Run("silent", func(t *testing.T) {
		t.Parallel()
		server := silent()
		defer server.Close()
		realTime(t, server.URL)
	})
	t.Run("gone", func(t *testing.T) {
		t.Parallel()
		realTime(t, gone().URL)
	})
	t.Run("Seam itself", func(t *testing.T) {
		t.Parallel()
		synctest.Test(t, func(t *testing.T) { // a question over the network would stand still in here
			realTime(t, seamclient.DefaultEndpoint)
			realTime(t, "")
		})
	})
}

func realTime(t *testing.T, endpoint string) {
	t.Helper()
	now, tempo := network{}.worldClock(t.Context(), endpoint)
	if before, here := time.Now(), now(); tempo != 0 || here.Sub(before).Abs() > time.Hour {
		t.Errorf("%q: it is %v at %v, and the tempo is %v; want real time", endpoint, here, before, tempo)
	}
}

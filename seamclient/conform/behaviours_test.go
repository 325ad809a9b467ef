package conform

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"seamdash/model"
	"seamdash/seamclient/conform/fakeseam"
	"seamdash/seamclient/sim"
)

// A deviation is a behaviour that a server is known not to show.
type deviation struct {
	behaviour  string
	documented string // what Seam says, and where
	instead    string // what the server does
}

// judge compares what was tried with what is known: a difference that nobody knows of, one that has disappeared, and one
// of a behaviour that there is not, are complaints.
func judge(tried map[string]error, known []deviation) []string {
	var out []string
	byName := map[string]deviation{}
	for _, d := range known {
		byName[d.behaviour] = d
		if _, there := tried[d.behaviour]; !there {
			out = append(out, fmt.Sprintf("%q is listed as a deviation, but is no behaviour", d.behaviour))
		}
	}
	for name, err := range tried {
		d, listed := byName[name]
		switch {
		case errors.Is(err, ErrNotHere):
		case err != nil && !listed:
			out = append(out, fmt.Sprintf("%s: %v", name, err))
		case err == nil && listed:
			out = append(out, fmt.Sprintf("%s: it does now, though it is listed with %q: drop it from the list", name, d.instead))
		}
	}
	slices.Sort(out)
	return out
}

func TestJudge(t *testing.T) {
	t.Parallel()
	tried := map[string]error{"kept": nil, "broken": io.EOF, "known": io.EOF, "mended": nil, "elsewhere": ErrNotHere}
	known := []deviation{{behaviour: "known"}, {behaviour: "mended", instead: "lies"}, {behaviour: "unheard of"}}
	got := strings.Join(judge(tried, known), "\n")
	want := "\"unheard of\" is listed as a deviation, but is no behaviour\nbroken: EOF\nmended: it does now, though it is listed with \"lies\": drop it from the list"
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestBehavioursHaveNamesOfTheirOwn(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, b := range Behaviours() {
		if seen[b.Name] || b.Name == "" || b.Holds == nil {
			t.Errorf("behaviour %q is there twice, or is none", b.Name)
		}
		seen[b.Name] = true
	}
	if len(seen) < 50 {
		t.Errorf("%d behaviours", len(seen))
	}
}

// TestSimulatorConforms gives each behaviour a simulator of its own, in which hours pass at once.
func TestSimulatorConforms(t *testing.T) {
	t.Parallel()
	for _, b := range Behaviours() {
		t.Run(b.Name, func(t *testing.T) {
			t.Parallel()
			spec(t) // outside the bubble
			synctest.Test(t, func(t *testing.T) {
				server := sim.New(sim.Options{Seed: 1, Still: true})
				t.Cleanup(server.Close)
				w := &Witness{Spec: spec(t), Next: server}
				s, err := Open(t.Context(), Config{Key: server.APIKey(), Transport: w, Every: 20 * time.Second, Looks: 500, Hook: "http://127.0.0.1:9/conform"})
				if err != nil {
					t.Fatal(err)
				}
				differs, left := s.Check(t.Context(), b)
				if differs != nil || left != nil {
					t.Error(differs, left)
				}
				for _, line := range unexcused(w.Answers(), map[string]int{}) {
					t.Error(line)
				}
			})
		})
	}
}

// TestFakeConforms tries the behaviours on Seam's own fake and knows where it deviates.
func TestFakeConforms(t *testing.T) {
	t.Parallel()
	url := fakeseam.Start(t)
	tried := map[string]error{}
	for _, b := range Behaviours() {
		// Each gets a client of its own, which has not used up what Seam allows a lock: the fake allows everything.
		s, err := Open(t.Context(), Config{Endpoint: url, Key: fakeseam.Key, Every: 10 * time.Millisecond, Looks: 5})
		if err != nil {
			t.Fatal(err)
		}
		tried[b.Name], _ = s.Check(t.Context(), b) // it ends with the test, so nothing needs to be left clean
	}
	for _, complaint := range judge(tried, fakeDeviations()) {
		t.Error(complaint)
	}
}

// TestSandboxConforms tries the behaviours on a sandbox workspace of Seam, if somebody hands over its key. It takes a
// quarter of an hour, as its locks are slow on purpose and Seam limits the calls.
func TestSandboxConforms(t *testing.T) {
	key := os.Getenv("SEAM_CONFORM_KEY")
	if key == "" {
		t.Skip("SEAM_CONFORM_KEY is not set")
	}
	s, err := Open(t.Context(), Config{Key: key, Every: 5 * time.Second, Looks: 120})
	if err != nil {
		t.Fatal(err)
	}
	tried := map[string]error{}
	for _, b := range Behaviours() {
		differs, left := s.Check(t.Context(), b)
		tried[b.Name] = differs
		if left != nil {
			t.Errorf("%s: clean up: %v", b.Name, left)
		}
	}
	for _, complaint := range judge(tried, nil) {
		t.Error(complaint)
	}
}

// production pretends that the workspace is a real one, and counts what is asked of it.
type production struct {
	next  http.RoundTripper
	asked []string
}

func (p *production) RoundTrip(r *http.Request) (*http.Response, error) {
	p.asked = append(p.asked, r.URL.Path)
	resp, err := p.next.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		return nil, err
	}
	text := strings.Replace(string(body), `"is_sandbox":true`, `"is_sandbox":false`, 1)
	resp.Body, resp.ContentLength = io.NopCloser(strings.NewReader(text)), int64(len(text))
	resp.Header.Del("Content-Length")
	return resp, nil
}

func TestProductionIsLeftAlone(t *testing.T) {
	t.Parallel()
	server := sim.New(sim.Options{Seed: 1, Still: true})
	p := &production{next: server}
	_, err := Open(t.Context(), Config{Key: server.APIKey(), Transport: p, Looks: 1})
	if err == nil || !strings.Contains(err.Error(), "not a sandbox") {
		t.Errorf("a production workspace gives %v", err)
	}
	if !slices.Equal(p.asked, []string{"/workspaces/get"}) {
		t.Errorf("it was asked for %q", p.asked)
	}
}

// TestSuiteCleansUp counts the codes of a simulator before and after all behaviours.
func TestSuiteCleansUp(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		server := sim.New(sim.Options{Seed: 1, Still: true})
		t.Cleanup(server.Close)
		s, err := Open(t.Context(), Config{Key: server.APIKey(), Transport: server, Every: 20 * time.Second, Looks: 500, Hook: "http://127.0.0.1:9/conform"})
		if err != nil {
			t.Fatal(err)
		}
		before := mine(t, s)
		for _, b := range Behaviours() {
			if differs, left := s.Check(t.Context(), b); differs != nil || left != nil {
				t.Errorf("%s: %v, %v", b.Name, differs, left)
			}
		}
		<-time.After(2 * time.Hour)
		if after := mine(t, s); before != 0 || after != 0 {
			t.Errorf("%d codes of the suite before, %d after", before, after)
		}
		hooks, err := s.Webhooks(t.Context())
		if err != nil || len(hooks) > 0 {
			t.Errorf("%d webhooks are left, %v", len(hooks), err)
		}
	})
}

// mine counts what the suite has made and not cleaned up.
func mine(t *testing.T, s *Subject) int {
	t.Helper()
	n := 0
	for i := range s.devices {
		for _, list := range []func(context.Context, model.DeviceID) ([]model.AccessCode, error){s.Codes, s.UnmanagedCodes} {
			codes, err := list(t.Context(), s.devices[i].ID)
			if err != nil {
				t.Fatal(err)
			}
			for k := range codes {
				if strings.HasPrefix(codes[k].Name, "Conform") {
					n++
				}
			}
		}
	}
	return n
}

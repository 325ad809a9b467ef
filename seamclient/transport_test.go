package seamclient

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"seamdash/model"
)

const workspaceJSON = `{"workspace":{"workspace_id":"w1","name":"Harbour Homes","is_sandbox":true},"ok":true}`

func failed(status int) reply {
	return reply{status: status, body: `{"error":{"type":"internal_server_error","message":"sorry"},"ok":false}`}
}

func limited() reply {
	return reply{status: http.StatusTooManyRequests, body: `{"error":{"type":"rate_limit_exceeded","message":"slow down"},"ok":false}`}
}

// waits are the pauses between the requests of a script.
func waits(s *script) []time.Duration {
	var list []time.Duration
	all := s.requests()
	for i := 1; i < len(all); i++ {
		list = append(list, all[i].at.Sub(all[i-1].at))
	}
	return list
}

func within(t *testing.T, got, low, high time.Duration) {
	t.Helper()
	if got < low || got > high {
		t.Errorf("waited %v, want between %v and %v", got, low, high)
	}
}

func TestReadIsRetriedWithTheWholeBody(t *testing.T) {
	for _, first := range []reply{
		failed(http.StatusInternalServerError),
		{status: http.StatusServiceUnavailable},
		{status: http.StatusBadGateway, body: "<html>bad gateway</html>"},
		{err: errors.New("connection reset")},
		ok(`{"workspace":{"workspace_id":"w1","na`),
		limited(),
	} {
		synctest.Test(t, func(t *testing.T) {
			c, s := clientOf(t, first, ok(workspaceJSON))
			ws, err := c.Workspace(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if ws.Name != "Harbour Homes" || !ws.Sandbox {
				t.Errorf("got %+v", ws)
			}
			all := s.requests()
			if len(all) != 2 || all[0].body != "{}" || all[1].body != "{}" {
				t.Errorf("sent %+v, want the same body twice", all)
			}
		})
	}
}

func TestReadIsTriedThreeTimesWithGrowingJitteredPauses(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, s := clientOf(t, failed(http.StatusInternalServerError))
		_, err := c.Workspace(t.Context())
		f := faultOf(t, err, model.KindUnavailable)
		wantText(t, f.Error(), "read the workspace: sorry")
		pauses := waits(s)
		if len(pauses) != 2 {
			t.Fatalf("sent %d times, want 3", len(pauses)+1)
		}
		within(t, pauses[0], 200*time.Millisecond, 240*time.Millisecond)
		within(t, pauses[1], 400*time.Millisecond, 480*time.Millisecond)
	})
}

func TestWriteIsSentAgainOnlyAfterARateLimit(t *testing.T) {
	write := ask{op: "create code", path: "/access_codes/create", body: struct{}{}}
	cases := map[string]struct {
		first reply
		sends int
	}{
		"server error":     {failed(http.StatusInternalServerError), 1},
		"duplicate":        {failed(http.StatusConflict), 1},
		"request time-out": {failed(http.StatusRequestTimeout), 1},
		"lost connection":  {reply{err: errors.New("connection reset")}, 1},
		"no answer":        {reply{hang: true}, 1},
		"cut short":        {ok(`{"access_code":{`), 1},
		"rate limit":       {limited(), 2},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				c, s := clientOf(t, tc.first, ok(`{"ok":true}`))
				_, err := c.call(t.Context(), write)
				if got := len(s.requests()); got != tc.sends {
					t.Errorf("sent %d times, want %d", got, tc.sends)
				}
				if (err == nil) != (tc.sends == 2) {
					t.Errorf("error is %v", err)
				}
			})
		})
	}
}

func TestRetryAfterIsObeyedInBothForms(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, s := clientOf(t, limited().with("Retry-After", "7"), ok(workspaceJSON))
		if _, err := c.Workspace(t.Context()); err != nil {
			t.Fatal(err)
		}
		within(t, waits(s)[0], 7*time.Second, 7*time.Second)
	})
	synctest.Test(t, func(t *testing.T) {
		// The server's clock is an hour off; only the distance between its two dates counts.
		now := time.Now().Add(time.Hour)
		busy := limited().with("Date", now.UTC().Format(http.TimeFormat)).
			with("Retry-After", now.Add(9*time.Second).UTC().Format(http.TimeFormat))
		c, s := clientOf(t, busy, ok(workspaceJSON))
		if _, err := c.Workspace(t.Context()); err != nil {
			t.Fatal(err)
		}
		within(t, waits(s)[0], 9*time.Second, 9*time.Second)
	})
}

func TestRetryAfterThatIsTooLongFailsAtOnceAndSaysWhen(t *testing.T) {
	for _, seconds := range []int{30, 3600} { // over what is waited for, and over what a call may take
		synctest.Test(t, func(t *testing.T) {
			c, s := clientOf(t, limited().with("Retry-After", strconv.Itoa(seconds)))
			start := time.Now()
			_, err := c.Workspace(t.Context())
			f := faultOf(t, err, model.KindRateLimited)
			if want := start.Add(time.Duration(seconds) * time.Second); !f.RetryAt.Equal(want) {
				t.Errorf("come back at %v, want %v", f.RetryAt, want)
			}
			if len(s.requests()) != 1 || !time.Now().Equal(start) {
				t.Errorf("sent %d times and waited %v", len(s.requests()), time.Since(start))
			}
		})
	}
}

func TestRateLimitWithoutRetryAfterEndsAsSuch(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, s := clientOf(t, limited())
		_, err := c.Workspace(t.Context())
		f := faultOf(t, err, model.KindRateLimited)
		if !f.RetryAt.IsZero() || f.Message != "slow down" || !strings.Contains(f.Hint, "may be asked") {
			t.Errorf("got %+v", f)
		}
		if len(s.requests()) != 3 {
			t.Errorf("sent %d times, want 3", len(s.requests()))
		}
	})
}

func TestRetryThatCannotFinishBeforeTheDeadlineIsNotBegun(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, _ := clientOf(t, limited().with("Retry-After", "15"))
		ctx, stop := context.WithTimeout(t.Context(), 10*time.Second)
		defer stop()
		start := time.Now()
		_, err := c.Workspace(ctx)
		wantKind(t, err, model.KindRateLimited)
		if time.Since(start) != 0 {
			t.Errorf("waited %v for nothing", time.Since(start))
		}
	})
}

func TestPauseEndsWithTheContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, s := clientOf(t, limited().with("Retry-After", "15"))
		ctx, cancel := context.WithCancel(t.Context())
		start := time.Now()
		go func() {
			<-time.After(3 * time.Second)
			cancel()
		}()
		_, err := c.Workspace(ctx)
		f := faultOf(t, err, model.KindCancelled)
		if !errors.Is(f, context.Canceled) || time.Since(start) != 3*time.Second || len(s.requests()) != 1 {
			t.Errorf("%v after %v and %d requests", f, time.Since(start), len(s.requests()))
		}
	})
}

func TestSilenceEndsAttemptAndCall(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &script{replies: []reply{{hang: true}}}
		c := clientOn(t, Config{Transport: s, Limits: Limits{Attempt: 4 * time.Second, Call: 9 * time.Second}})
		start := time.Now()
		_, err := c.Workspace(t.Context())
		wantKind(t, err, model.KindUnreachable)
		within(t, time.Since(start), 9*time.Second, 9*time.Second)
		within(t, waits(s)[0], 4200*time.Millisecond, 4240*time.Millisecond)
	})
	synctest.Test(t, func(t *testing.T) {
		s := &script{replies: []reply{{hang: true}}}
		c := clientOn(t, Config{Transport: s, Limits: Limits{Attempt: 4 * time.Second, Tries: 1}})
		_, err := c.Workspace(t.Context())
		wantText(t, faultOf(t, err, model.KindUnreachable).Message, "no answer within 4s")
	})
}

func TestBudgetOfRequests(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &script{replies: []reply{ok(workspaceJSON)}}
		c := clientOn(t, Config{Transport: s, Limits: Limits{PerSecond: 2, Burst: 3}})
		for range 5 {
			if _, err := c.Workspace(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		want := []time.Duration{0, 0, 500 * time.Millisecond, 500 * time.Millisecond}
		if diff := cmp.Diff(want, waits(s)); diff != "" {
			t.Error(diff)
		}
	})
	synctest.Test(t, func(t *testing.T) {
		c := clientOn(t, Config{Transport: &script{replies: []reply{ok(workspaceJSON)}}, Limits: Limits{PerSecond: 0.01, Burst: 1}})
		ctx, stop := context.WithTimeout(t.Context(), 5*time.Second)
		defer stop()
		if _, err := c.Workspace(ctx); err != nil {
			t.Fatal(err)
		}
		_, err := c.Workspace(ctx)
		wantKind(t, err, model.KindRateLimited)
	})
}

func TestSkewIsLearntFromTheDate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ahead := time.Now().Add(10 * time.Minute).UTC().Format(http.TimeFormat)
		c, _ := clientOf(t, ok(workspaceJSON).with("Date", ahead))
		if _, known := c.Skew(); known {
			t.Error("known before the first answer")
		}
		if _, err := c.Workspace(t.Context()); err != nil {
			t.Fatal(err)
		}
		skew, known := c.Skew()
		if d := skew - 10*time.Minute; !known || d < -time.Second || d > time.Second {
			t.Errorf("skew %v, %v", skew, known)
		}
	})
}

// The key is in the header of each request and nowhere else, whatever goes wrong and however it is printed.
func TestKeyNeverShows(t *testing.T) {
	echo := `{"error":{"type":"unauthorized","message":"bad token ` + testKey + `"},"ok":false}`
	for name, r := range map[string]reply{
		"echoed":           {status: http.StatusUnauthorized, body: echo},
		"network":          {err: errors.New("cannot send Bearer " + testKey)},
		"page":             {status: http.StatusOK, body: "<html>" + testKey},
		"decoding":         ok(`{"workspace":"` + testKey + `"}`),
		"redirect":         reply{status: http.StatusFound}.with("Location", "https://evil.example/?k="+testKey),
		"gone":             {status: http.StatusNotFound, body: `{"error":{"type":"` + testKey + `","message":"x"}}`},
		"request id":       reply{status: http.StatusNotFound, body: `{"error":{"type":"t","message":"x"}}`}.with("seam-request-id", testKey),
		"field":            {status: http.StatusBadRequest, body: `{"error":{"type":"t","message":"x","validation_errors":{"_errors":["` + testKey + `"]}}}`},
		"media type":       reply{status: http.StatusInternalServerError, body: "x"}.with("Content-Type", "text/"+testKey),
		"hostile location": reply{status: http.StatusFound}.with("Location", "https://"+testKey+"/"),
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				c, s := clientOf(t, r)
				_, err := c.Workspace(t.Context())
				var f *model.Fault
				if !errors.As(err, &f) {
					t.Fatalf("got %v", err)
				}
				for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q"} {
					for what, text := range map[string]string{
						"error":  fmt.Sprintf(verb, err),
						"fault":  fmt.Sprintf(verb, f) + fmt.Sprintf(verb, faultFields(f)),
						"client": fmt.Sprintf(verb, c),
						"config": fmt.Sprintf(verb, Config{Key: c.key}),
					} {
						if strings.Contains(strings.ToLower(text), strings.ToLower(testKey)) {
							t.Errorf("%s shows the key with %s: %s", what, verb, text)
						}
					}
				}
				if got := s.requests()[0].header.Get("Authorization"); got != "Bearer "+testKey {
					t.Errorf("authorization is %q", got)
				}
			})
		})
	}
}

// faultFields is a fault without its methods, as a careless logger would print it.
func faultFields(f *model.Fault) any {
	type bare model.Fault
	if f == nil {
		return bare{}
	}
	return bare(*f)
}

package credentials

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// Reachable is the ring of the system as the library's mock gives it, on machines without a session bus too.
func Reachable() Ring { return system{patience: unlocking, missing: func() string { return "" }} }

func TestAKeyringThatDoesNotOpen(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		held := make(chan struct{})
		s := system{patience: unlocking, missing: func() string { return "" }}
		began := time.Now()
		_, err := s.ask(t.Context(), func() (string, error) { <-held; return "secret", nil })
		if !errors.Is(err, ErrSilent) || !strings.Contains(err.Error(), "30s") || time.Since(began) != unlocking {
			t.Errorf("after %v: %v", time.Since(began), err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := s.ask(ctx, func() (string, error) { <-held; return "secret", nil }); !errors.Is(err, ErrSilent) {
			t.Errorf("cancelled: %v", err)
		}
		close(held)
	})
}

func TestNoBusIsNoticedBeforeTheLibraryStartsOne(t *testing.T) {
	t.Parallel()
	s := system{patience: unlocking, missing: func() string { return "this session has no D-Bus" }}
	_, err := s.ask(t.Context(), func() (string, error) { t.Error("the library was asked"); return "", nil })
	if !errors.Is(err, ErrSilent) || !strings.Contains(err.Error(), "no D-Bus") {
		t.Errorf("error %v", err)
	}
}

func TestEntries(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		text string
		ok   bool
	}{
		"today's":           {`{"version":1,"key":"seam_test_abc","endpoint":"https://x.test","workspace_id":"w"}`, true},
		"tomorrow's":        {`{"version":2,"key":"seam_test_abc"}`, false},
		"of no version":     {`{"key":"seam_test_abc"}`, false},
		"without a key":     {`{"version":1}`, false},
		"somebody's secret": {`hunter2`, false},
		"nothing":           {``, false},
		"a wrong type":      {`{"version":1,"key":["hunter2"]}`, false},
	} {
		e, err := parseEntry(tc.text)
		if (err == nil) != tc.ok || e.Key.Known() != tc.ok {
			t.Errorf("%s: %v", name, err)
		}
		if err != nil && (!errors.Is(err, errEntry) || strings.Contains(err.Error(), "hunter2")) {
			t.Errorf("%s: error %v", name, err)
		}
	}
}

package live

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"seamdash/model/routine"
)

// TestAPanicOfAQuestion ends the program, instead of a lane that nobody hears of any more.
func TestAPanicOfAQuestion(t *testing.T) {
	t.Parallel()
	s := newSeam(30, 2)
	synctest.Test(t, func(t *testing.T) {
		ctx, first, stop := routine.Catching(t.Context())
		defer stop()
		feed := New(Config{Source: s})
		done := make(chan error, 1)
		go func() { done <- feed.Run(ctx) }()
		<-time.After(time.Minute)
		if first() != nil || ctx.Err() != nil {
			t.Fatalf("before: %v", first())
		}
		s.set(func() { s.fail = func(call) error { panic("the PIN is 482913") } })
		select {
		case <-ctx.Done():
		case <-time.After(time.Hour):
			t.Fatal("it goes on")
		}
		if err := <-done; err != nil {
			t.Errorf("run: %v", err)
		}
		if text := first().Error(); strings.Contains(text, "482913") || !strings.Contains(text, "panic with a string in seamdash/model/live") {
			t.Errorf("it says %q", text)
		}
	})
}

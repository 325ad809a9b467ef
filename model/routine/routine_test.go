package routine

import (
	"context"
	"errors"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
)

// secret stands for what a panic may quote.
const secret = "PIN 482913"

// thrownBy is what f throws on the goroutine of its caller.
func thrownBy(t *testing.T, f func()) (value any) {
	t.Helper()
	defer func() { value = recover() }()
	f()
	return nil
}

// isSafe requires that a panic was handed on as what is safe to say of it.
func isSafe(t *testing.T, value any, place string) {
	t.Helper()
	thrown, ok := value.(*Thrown)
	if !ok {
		t.Fatalf("%#v was thrown on, want a *Thrown", value)
	}
	if text := thrown.Error(); strings.Contains(text, "482913") || !strings.Contains(text, place) {
		t.Errorf("it says %q: want the place %q and not what was thrown", text, place)
	}
}

func burst() { panic(secret) }

func TestGroupThrowsOn(t *testing.T) {
	t.Parallel()
	var g Group
	var ended atomic.Int32
	g.Go(burst)
	for range 3 {
		g.Go(func() { ended.Add(1) })
	}
	isSafe(t, thrownBy(t, g.Wait), "routine.burst, line")
	if ended.Load() != 3 {
		t.Errorf("%d of 3 others were waited for", ended.Load())
	}
	var calm Group
	calm.Go(func() {})
	if value := thrownBy(t, calm.Wait); value != nil {
		t.Errorf("a group that threw nothing throws %v", value)
	}
}

func TestEachCallsAll(t *testing.T) {
	t.Parallel()
	for _, n := range []int{0, 1, 2, 7, 100} {
		for _, atOnce := range []int{1, 3, 200} {
			synctest.Test(t, func(t *testing.T) {
				called := make([]atomic.Int32, n)
				var now, most atomic.Int32
				Each(n, atOnce, func(i int) {
					defer now.Add(-1)
					if is := now.Add(1); is > most.Load() {
						most.Store(is)
					}
					called[i].Add(1)
				})
				for i := range called {
					if called[i].Load() != 1 {
						t.Errorf("%d of %d was called %d times", i, n, called[i].Load())
					}
				}
				if int(most.Load()) > atOnce {
					t.Errorf("%d at a time, want at most %d", most.Load(), atOnce)
				}
			})
		}
	}
	var order []int
	Each(5, 1, func(i int) { order = append(order, i) })
	for i, got := range order {
		if got != i {
			t.Fatalf("one at a time: %v", order)
		}
	}
}

// TestEachWorksAtOnce: as many as are allowed, none of which could end without the others.
func TestEachWorksAtOnce(t *testing.T) {
	t.Parallel()
	var met sync.WaitGroup
	met.Add(4)
	Each(4, 4, func(int) {
		met.Done()
		met.Wait()
	})
}

func TestEachThrowsOn(t *testing.T) {
	t.Parallel()
	var called atomic.Int32
	isSafe(t, thrownBy(t, func() {
		Each(50, 2, func(i int) {
			if called.Add(1); i%10 == 3 {
				burst()
			}
		})
	}), "routine.burst, line")
	if called.Load() != 50 {
		t.Errorf("%d of 50 were called", called.Load())
	}
}

func TestShareCoversAll(t *testing.T) {
	t.Parallel()
	for _, n := range []int{0, 1, 255, 256, 257, 10_000} {
		for _, atLeast := range []int{0, 1, 256} {
			var one sync.Mutex
			called := make([]int, n)
			Share(n, atLeast, func(from, until int) {
				one.Lock()
				defer one.Unlock()
				if until-from < atLeast && until != n {
					t.Errorf("a part of %d, want at least %d", until-from, atLeast)
				}
				for i := from; i < until; i++ {
					called[i]++
				}
			})
			for i, times := range called {
				if times != 1 {
					t.Fatalf("%d of %d is in %d parts", i, n, times)
				}
			}
		}
	}
}

func TestAsk(t *testing.T) {
	t.Parallel()
	wrong := errors.New("wrong")
	if value, err := (<-Ask(func() (int, error) { return 7, wrong })).Get(); value != 7 || !errors.Is(err, wrong) {
		t.Errorf("answer %d, %v", value, err)
	}
	answer := <-Ask(func() (int, error) { panic(secret) })
	isSafe(t, thrownBy(t, func() { _, _ = answer.Get() }), "routine.TestAsk")
	synctest.Test(t, func(*testing.T) { Ask(func() (int, error) { return 1, nil }) }) // nobody waits, and no goroutine is left
}

func TestPanicsEndTheContext(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		ctx, first, stop := Catching(t.Context())
		defer stop()
		var workers Group
		ended := false
		workers.Go(Told(ctx, func() {
			<-ctx.Done()
			ended = true
		}))
		synctest.Wait()
		if ctx.Err() != nil || first() != nil {
			t.Fatal("it ended before anything was thrown")
		}
		Go(context.WithoutCancel(ctx), burst) // whoever does not end with the others is told of, too
		workers.Wait()
		if !ended {
			t.Error("nobody waited for the other one")
		}
		isSafe(t, first(), "routine.burst, line")
		before := first()
		Go(ctx, func() { panic("another") })
		synctest.Wait()
		if first() != before {
			t.Error("the first panic is forgotten for another")
		}
	})
}

func TestWordsOfTheRuntime(t *testing.T) {
	t.Parallel()
	list := make([]int, 3)
	at := 5
	thrown := Try(func() { list[at] = 1 })
	if thrown == nil || !strings.Contains(thrown.Error(), "index out of range [5] with length 3 in seamdash/model/routine.TestWordsOfTheRuntime") {
		t.Errorf("it says %v", thrown)
	}
	again := Try(func() { panic(thrown) })
	if again != thrown {
		t.Errorf("thrown on it says %v", again)
	}
	if calm := Try(func() {}); calm != nil {
		t.Errorf("nothing was thrown, and it says %v", calm)
	}
}

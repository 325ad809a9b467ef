// Package routine starts the goroutines of the program, all of them. A panic on a goroutine that nobody guards ends a program at once:
// in Go's own words with what was thrown, which may quote a PIN, and on a terminal that is nobody's. What is thrown on one of these comes
// to who waits for it instead, or ends the program in good order, and says where it happened and never with what.
package routine

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"
)

// A Group is goroutines that are waited for. The zero value is an empty one.
type Group struct {
	running sync.WaitGroup
	first   atomic.Pointer[Thrown]
}

// Go runs f on a goroutine of its own.
func (g *Group) Go(f func()) {
	g.running.Go(func() {
		if thrown := Try(f); thrown != nil {
			g.first.CompareAndSwap(nil, thrown)
		}
	})
}

// Wait returns when all have ended, and throws on what the first of them threw.
func (g *Group) Wait() {
	g.running.Wait()
	if thrown := g.first.Load(); thrown != nil {
		panic(thrown)
	}
}

// Each calls do for 0 to n-1 on goroutines of their own, at most atOnce at a time, and returns when all have been called; with one at
// a time in their order. What one of them throws it throws on then.
func Each(n, atOnce int, do func(i int)) {
	if atOnce == 1 || n == 1 {
		for i := range n {
			do(i)
		}
		return
	}
	var hands Group
	defer hands.Wait()
	places := make(chan struct{}, atOnce)
	for i := range n {
		places <- struct{}{}
		hands.Go(func() {
			defer func() { <-places }()
			do(i)
		})
	}
}

// Share splits 0 to n-1 among the processors, in parts of at least atLeast, and calls do for each part, until excluded. It returns when
// all is done, and throws on what one of them threw.
func Share(n, atLeast int, do func(from, until int)) {
	part := max(atLeast, (n+runtime.GOMAXPROCS(0)-1)/runtime.GOMAXPROCS(0), 1)
	parts := (n + part - 1) / part
	Each(parts, max(parts, 1), func(i int) { do(i*part, min((i+1)*part, n)) })
}

// An Answer is how a question ended that was put with [Ask].
type Answer[T any] struct {
	value  T
	err    error
	thrown *Thrown
}

// Get is what the question gave. What it threw is thrown on.
func (a Answer[T]) Get() (T, error) {
	if a.thrown != nil {
		panic(a.thrown)
	}
	return a.value, a.err
}

// Ask runs f, which may hang, on a goroutine of its own. The channel takes one answer, whether anybody still waits for it or not.
func Ask[T any](f func() (T, error)) <-chan Answer[T] {
	answers := make(chan Answer[T], 1)
	go func() {
		var a Answer[T]
		a.thrown = Try(func() { a.value, a.err = f() })
		answers <- a
	}()
	return answers
}

// Go runs f on a goroutine of its own that nobody waits for. What it throws ends the program, see [Catching].
func Go(ctx context.Context, f func()) { go Told(ctx, f)() }

// Told is f for a goroutine that lasts: what it throws ends the program at once, and not only when somebody waits for its end. It needs a
// ctx from [Catching], or one made of that; without one f goes unguarded.
func Told(ctx context.Context, f func()) func() {
	end, guarded := ctx.Value(endKey{}).(func(*Thrown))
	if !guarded {
		return f
	}
	return func() {
		if thrown := Try(f); thrown != nil {
			end(thrown)
		}
	}
}

type endKey struct{}

// Catching gives a context that ends with the first panic of a goroutine that was started with it, as it would with a signal, and a
// function that tells which panic that was, nil for none. stop is to be called when it is not needed any more.
func Catching(ctx context.Context) (caught context.Context, first func() *Thrown, stop context.CancelFunc) {
	ctx, stop = context.WithCancel(ctx)
	var thrown atomic.Pointer[Thrown]
	ctx = context.WithValue(ctx, endKey{}, func(t *Thrown) {
		thrown.CompareAndSwap(nil, t)
		stop()
	})
	return ctx, thrown.Load, stop
}

//go:build unix

package main

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"
)

// kills is how often agents are killed; some of that alone, and then with another beside them.
const kills, killsAlone = 200, 120

// TestAgentsSurvive: agents are killed two hundred times, and one sleeps meanwhile for longer than its lease. They are one test because
// that waits most of the time, and tests that run side by side are few.
func TestAgentsSurvive(t *testing.T) {
	t.Parallel()
	skipShort(t)
	asleep := fallAsleep(t)
	killAgents(t)
	asleep.wake()
}

// killAgents kills agents at any moment, alone and with another that takes over, over a sandbox in which a minute takes less than a
// second. No schedule ever has two codes on one lock, and after a while of calm nothing is missing.
func killAgents(t *testing.T) {
	t.Helper()
	e := newEstate(t)
	amid := 0
	wait := func(n int) {
		if n%2 == 0 { // the others come when Seam is asked to write, if it is
			dawdle(20*time.Millisecond + rand.N(180*time.Millisecond))
		} else {
			e.awaitWrite(250 * time.Millisecond)
			dawdle(rand.N(2 * e.slow))
		}
		if e.writing.Load() > 0 {
			amid++
		}
	}
	for n := range killsAlone {
		a := e.start()
		wait(n)
		e.kill(a)
	}
	one, other := e.start(), e.start()
	for n := range kills - killsAlone {
		wait(n)
		e.kill(one)
		one, other = other, e.start()
	}
	e.kill(one)
	e.kill(other)
	if amid < 10 {
		t.Errorf("of %d kills %d came while Seam was asked to write: the test does not see what it is for", kills, amid)
	}
	e.calm(e.start())
	adopted := e.count("adopted")
	if adopted == 0 {
		t.Error("no code was found on a lock whose making had been cut off: the test does not see what it is for")
	}
	t.Logf("%d kills, %d while Seam was asked to write; %d codes adopted, %d kept, %d missed", kills, amid, adopted, e.count("kept"), e.count("missed"))
}

// A nap is an agent that was put to sleep in the middle of a step, as a laptop is that is shut, and another that stands by.
type nap struct {
	*estate

	sleeper, other *runner
}

// fallAsleep puts an agent to sleep while Seam does what it asked for.
func fallAsleep(t *testing.T) nap {
	t.Helper()
	e := newEstate(t)
	sleeper := e.start()
	e.until("every rule has its first code", enough, e.hasNext, sleeper.said.String)
	writes := make(chan chan struct{})
	e.amid.Store(&writes)
	write := <-writes // a step is written down, and Seam is asked
	e.amid.Store(nil)
	e.putToSleep(sleeper)
	other := e.start()
	e.until("another stands by for who sleeps", enough, other.says("stands by"), other.said.String)
	close(write)
	return nap{e, sleeper, other}
}

// wake wakes the agent once another rolls. What it had asked for is one code, and it leaves the other alone.
func (n nap) wake() {
	n.t.Helper()
	n.until("another takes over from who sleeps", 3*enough, n.other.says("lease taken"), n.other.said.String)
	n.until("every rule has its next code again", 2*enough, n.hasNext, n.other.said.String)
	n.signal(n.sleeper, syscall.SIGCONT)
	n.until("who slept knows that another rolls", enough, n.sleeper.says("lease lost"), n.sleeper.said.String)
	n.calm(n.other)
	n.stop(n.sleeper)
	n.judge()
}

// putToSleep stops an agent at a moment when it does not hold the store's file, which nobody else could open otherwise. A machine that
// sleeps has nobody else.
func (e *estate) putToSleep(a *runner) {
	e.t.Helper()
	e.until("an agent sleeps that does not hold the file", 3*enough, func() bool {
		dawdle(150 * time.Millisecond)
		e.signal(a, syscall.SIGSTOP)
		_, _, err := e.try("", "rules", "list")
		if err != nil {
			e.signal(a, syscall.SIGCONT)
		}
		return err == nil
	}, a.said.String)
}

// TestEstateSees: what the tests of agents look for is seen when it is there.
func TestEstateSees(t *testing.T) {
	t.Parallel()
	e := newEstate(t)
	if e.hasNext() || len(e.complete()) > 0 {
		t.Errorf("before anything was rolled all rules have codes, or something is wrong already: %q", e.complete())
	}
	for range 2 {
		e.must("", "codes", "create", "--device", e.locks[0], "--name", e.rules[0].name)
	}
	if len(e.doubles) != 1 || !strings.Contains(e.doubles[0], "K1 cleaners has on door 0 at once") {
		t.Errorf("two codes of one rule on one lock are told as %q", e.doubles)
	}
	e.world.Advance(3 * cycle * time.Minute)
	wrong := 0
	for _, r := range e.rules {
		wrong += len(r.locks)
	}
	if got := e.complete(); len(got) < wrong {
		t.Errorf("windows that nobody rolled are missing from the history of %d series, of which are told %q", wrong, got)
	}
}

// calm lets an agent roll in peace, and judges what came of it all.
func (e *estate) calm(a *runner) {
	e.t.Helper()
	before := e.kept()
	e.until("every rule has its next code on each lock", 2*enough, e.hasNext, a.said.String)
	series := 0
	for _, r := range e.rules {
		series += len(r.locks)
	}
	var wrong []string
	more := 0
	e.until("every rule is kept on each lock, and its history complete", 3*enough, func() bool {
		dawdle(500 * time.Millisecond)
		more = 0
		for of, n := range e.kept() {
			if n > before[of] {
				more++
			}
		}
		wrong = e.complete()
		return more == series && len(wrong) == 0
	}, func() string { return fmt.Sprintf("%q; %d of %d kept; %s", wrong, more, series, a.said) })
	e.stop(a)
	e.judge()
}

// judge holds what must be so at every end.
func (e *estate) judge() {
	e.t.Helper()
	e.mu.Lock()
	for _, double := range e.doubles {
		e.t.Error(double)
	}
	e.mu.Unlock()
	e.keepsSecrets()
}

// keepsSecrets holds that no agent says a PIN or the key.
func (e *estate) keepsSecrets() {
	e.t.Helper()
	e.mu.Lock()
	defer e.mu.Unlock()
	secret := regexp.MustCompile(`(^|[^0-9a-f-])` + estatePIN + `[0-9]([^0-9a-f-]|$)|` + scriptKey)
	lines := 0
	for _, said := range e.said {
		text := said.String()
		lines += strings.Count(text, "\n")
		if found := secret.FindString(text); found != "" {
			e.t.Errorf("an agent says %q, which nobody may read:\n%s", found, text)
		}
	}
	if lines < 5 {
		e.t.Errorf("all agents together said %d lines: nothing was read", lines)
	}
}

package live

import (
	"time"

	"seamdash/model"
)

const (
	// edgeLead and edgeTrail frame the moments at which a code is expected to change: the edges of its window and
	// the time at which Seam said it would begin programming.
	edgeLead  = time.Minute
	edgeTrail = 5 * time.Minute
	// restlessFor is how long a code in motion is read at every tick and, on screen, quickens the pace. What moves
	// for longer is stuck: it is asked for ever more rarely, so that a thousand stuck codes do not cost a thousand
	// reads per tick for days. Events tell of them as of any other code.
	restlessFor = 10 * time.Minute
	// rarest is the longest pause between two reads of a stuck code.
	rarest = 5 * time.Minute
)

// moving says that a code may change at any moment without being asked: it is in motion, its PIN is not handed out yet,
// or Seam is late to begin.
func moving(c *model.AccessCode, now time.Time) bool {
	if c.InMotion() || c.AwaitingPIN == model.Yes {
		return true
	}
	for i := range c.Pending {
		if at := c.Pending[i].ScheduledAt; !at.IsZero() && at.Before(now) {
			return true
		}
	}
	return false
}

// nextLook says when a code should be read again by itself; since is when it last changed. ok is false for a code
// that nothing is expected of.
func nextLook(c *model.AccessCode, since, now time.Time) (at time.Time, ok bool) {
	at, ok = nextEdge(c, now)
	if !moving(c, now) {
		return at, ok
	}
	again := now
	if stuck := now.Sub(since); stuck >= restlessFor {
		again = now.Add(min(stuck/20, rarest))
	}
	if ok && at.Before(again) {
		return at, true
	}
	return again, true
}

// restless says that a code is expected to change at any moment, and not for so long that it must be stuck.
func restless(c *model.AccessCode, since, now time.Time) bool {
	if moving(c, now) && now.Sub(since) < restlessFor {
		return true
	}
	at, ok := nextEdge(c, now)
	return ok && !at.After(now)
}

// nextEdge finds the earliest expected change that is near or to come: now when one is near.
func nextEdge(c *model.AccessCode, now time.Time) (at time.Time, ok bool) {
	consider := func(edge time.Time) {
		if edge.IsZero() || now.After(edge.Add(edgeTrail)) {
			return
		}
		start := edge.Add(-edgeLead)
		if start.Before(now) {
			start = now
		}
		if !ok || start.Before(at) {
			at, ok = start, true
		}
	}
	consider(c.Window.From)
	consider(c.Window.Until)
	for i := range c.Pending {
		consider(c.Pending[i].ScheduledAt)
	}
	return at, ok
}

// firstSeen guesses when a code that is new to us last changed: when the newest change was asked for, otherwise now.
func firstSeen(c *model.AccessCode, now time.Time) time.Time {
	var at time.Time
	for i := range c.Pending {
		if t := c.Pending[i].CreatedAt; t.After(at) {
			at = t
		}
	}
	if at.IsZero() || at.After(now) {
		return now
	}
	return at
}

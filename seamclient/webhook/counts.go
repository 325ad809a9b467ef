package webhook

import "sync/atomic"

// A verdict is what became of a post.
type verdict uint8

const (
	accepted verdict = iota
	forged
	replayed
	old
	oversized
	malformed
	dropped
	verdicts
)

type counters [verdicts]atomic.Uint64

// Counts are how many posts came to which end since the receiver was made.
type Counts struct {
	Accepted uint64 // queued
	Forged   uint64 // not signed with a trusted secret
	Replayed uint64 // taken before, and answered as if they were new
	// Old were signed well, but more than five minutes ago or ahead: replayed by somebody, or one of the clocks is wrong.
	Old       uint64
	Oversized uint64
	Malformed uint64 // not a post, not JSON, cut, without proper headers, or no event
	// Dropped shall be repeated: the queue was full, too many came at once, or there was no secret yet.
	Dropped uint64
}

// Counts tells how many posts there were so far.
func (r *Receiver) Counts() Counts {
	n := func(v verdict) uint64 { return r.counts[v].Load() }
	return Counts{
		Accepted: n(accepted), Forged: n(forged), Replayed: n(replayed), Old: n(old),
		Oversized: n(oversized), Malformed: n(malformed), Dropped: n(dropped),
	}
}

package seamclient

import (
	"cmp"
	"time"
)

// Limits bound what one call may cost. Zero fields take the default in the comment.
type Limits struct {
	// Attempt is how long one request may take, body included (30 s, as in Seam's own clients).
	Attempt time.Duration
	// Call is how long one call may take with all its attempts and waits (90 s). The context may be shorter.
	Call time.Duration
	// Tries is how often a read is sent at most (3). Writes are sent again only after a 429.
	Tries int
	// Wait is the longest Retry-After that is waited for (20 s); after a longer one the call fails at once and the
	// fault says when to come back.
	Wait time.Duration
	// Body is the largest answer that is read, in bytes (64 MiB).
	Body int64
	// PerSecond and Burst are the budget of requests (50 a second after a burst of 1000). Seam documents no overall
	// limit; the budget keeps a mistake of ours from becoming a flood. A negative PerSecond lifts it.
	PerSecond float64
	Burst     int
	// Page is how many objects are asked for at once in lists (250): small enough that the first rows arrive soon.
	Page int
	// Batch is how many ids one ask by ids names (200).
	Batch int
}

func (l Limits) withDefaults() Limits {
	return Limits{
		Attempt:   cmp.Or(l.Attempt, 30*time.Second),
		Call:      cmp.Or(l.Call, 90*time.Second),
		Tries:     cmp.Or(l.Tries, 3),
		Wait:      cmp.Or(l.Wait, 20*time.Second),
		Body:      cmp.Or(l.Body, 64<<20),
		PerSecond: cmp.Or(l.PerSecond, 50),
		Burst:     cmp.Or(l.Burst, 1000),
		Page:      cmp.Or(l.Page, 250),
		Batch:     cmp.Or(l.Batch, 200),
	}
}

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
	// List is how long reading a whole list may take with all its pages (10 min). The context may be shorter.
	List time.Duration
	// Body is the largest answer that is read, in bytes (32 MiB), and one that refuses may have a thirty-second of it.
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
		List:      cmp.Or(l.List, 10*time.Minute),
		Body:      cmp.Or(l.Body, 32<<20),
		PerSecond: cmp.Or(l.PerSecond, 50),
		Burst:     cmp.Or(l.Burst, 1000),
		Page:      cmp.Or(l.Page, 250),
		Batch:     cmp.Or(l.Batch, 200),
	}
}

// bodyOf is the largest answer that is read of one with a status: whoever refuses needs few words.
func (l *Limits) bodyOf(status int) int64 {
	if status >= 200 && status < 300 {
		return l.Body
	}
	return l.Body / 32
}

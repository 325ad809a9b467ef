package seamclient

import (
	"net/http"
	"sync/atomic"
	"time"
)

// clock knows how far the server's clock is ahead of ours.
type clock struct {
	skew atomic.Pointer[time.Duration]
}

// note learns from the Date header, which is cut to whole seconds and was written somewhere between the request and
// the answer.
func (c *clock) note(h http.Header, asked, answered time.Time) {
	date, err := http.ParseTime(h.Get("Date"))
	if err != nil {
		return
	}
	between := asked.Add(answered.Sub(asked) / 2)
	skew := date.Add(500 * time.Millisecond).Sub(between)
	c.skew.Store(&skew)
}

// Skew is how far Seam's clock is ahead of ours by the newest answer, good to about a second, and whether it is known.
func (c *Client) Skew() (skew time.Duration, known bool) {
	p := c.sender.clock.skew.Load()
	if p == nil {
		return 0, false
	}
	return *p, true
}

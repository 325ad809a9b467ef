package seamclient

import (
	"bytes"
	"context"
	"errors"
	"math/rand/v2"
	"net/http"
	"strconv"
	"time"
)

// verdict says whether to send the request again, and after which wait.
func (s *sender) verdict(req *http.Request, resp *http.Response, err error, try int) (time.Duration, bool) {
	if try >= s.limits.Tries || req.Context().Err() != nil {
		return 0, false
	}
	wait := backoff(try)
	if err != nil {
		return wait, reads(req.URL.Path) && passing(err)
	}
	if !again(req, resp) {
		return 0, false
	}
	if resp.StatusCode == http.StatusTooManyRequests {
		wait *= 5 // Seam's limits are per minute: a fifth of a second helps nobody
	}
	if asked, ok := retryAfter(resp.Header, time.Now()); ok {
		wait = max(wait, asked)
	}
	if until, ok := req.Context().Deadline(); ok && time.Until(until) <= wait {
		return 0, false // nobody would be there any more; say what happened instead of timing out
	}
	return wait, wait <= s.limits.Wait
}

// again says that an answer is worth another try. A write is repeated only after a 429, which Seam gives before it does
// anything; after every other failure it may have taken effect.
func again(req *http.Request, resp *http.Response) bool {
	switch {
	case resp.StatusCode == http.StatusTooManyRequests:
		return true
	case !reads(req.URL.Path):
		return false
	default:
		return resp.StatusCode >= 500 || resp.StatusCode == http.StatusRequestTimeout || cutShort(resp)
	}
}

// backoff is about 0.2 s, then 0.4 s and so on, as in Seam's own clients; the jitter keeps many clients apart.
func backoff(try int) time.Duration {
	base := 200 * time.Millisecond << min(try-1, 8)
	return base + rand.N(base/5)
}

// passing says that an exchange may go better the next time.
func passing(err error) bool {
	ours := errors.Is(err, errTooLarge) || errors.Is(err, errTooMuch) || errors.Is(err, errBudget)
	return !ours && !isTLS(err)
}

// cutShort says that an answer claims success but is empty, or begins like JSON and does not end like it.
func cutShort(resp *http.Response) bool {
	all := bytes.TrimRight(body(resp), " \t\r\n")
	return success(resp) && (len(all) == 0 || looksLikeJSON(resp)) && !bytes.HasSuffix(all, []byte("}"))
}

// retryAfter reads the header in both of its forms. A date is compared with the server's own clock where it tells.
func retryAfter(h http.Header, now time.Time) (time.Duration, bool) {
	text := h.Get("Retry-After")
	if seconds, err := strconv.ParseFloat(text, 64); err == nil && seconds >= 0 && seconds < 1e9 {
		return time.Duration(seconds * float64(time.Second)), true
	}
	until, err := http.ParseTime(text)
	if err != nil {
		return 0, false
	}
	if date, err := http.ParseTime(h.Get("Date")); err == nil {
		now = date
	}
	return max(until.Sub(now), 0), true
}

// pause waits, or returns early with the context's error.
func pause(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

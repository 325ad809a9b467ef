package sim

import (
	"net/http"
	"time"
)

// A limiter counts the requests of one kind for one device. Seam documents the numbers for each minute, but not the
// shape of the window; this one slides.
type limiter struct{ used map[limitKey][]stamp }

type limitKey struct {
	device uuid
	action string
}

func allowance(action string) int {
	switch action {
	case "delete":
		return 20
	case "lock", "unlock":
		return 15
	}
	return 10 // create, update
}

// spend takes one request from the device's allowance, or refuses with the time until the next one.
func (l *limiter) spend(device uuid, action string, now stamp) *failure {
	if l.used == nil {
		l.used = map[limitKey][]stamp{}
	}
	key := limitKey{device, action}
	kept := l.used[key][:0]
	for _, at := range l.used[key] {
		if at > now.add(-time.Minute) {
			kept = append(kept, at)
		}
	}
	if len(kept) >= allowance(action) {
		l.used[key] = kept
		f := refuse(http.StatusTooManyRequests, "rate_limit_exceeded", "Too many requests for this device, try again later")
		f.after = kept[0].add(time.Minute).sub(now)
		return f
	}
	l.used[key] = append(kept, now)
	return nil
}

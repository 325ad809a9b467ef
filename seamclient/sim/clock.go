package sim

import (
	"time"
)

// wireTime is how Seam writes an instant: UTC with milliseconds.
const wireTime = "2006-01-02T15:04:05.000Z"

// A stamp is an instant in Unix milliseconds, the precision Seam answers in. Zero means "none" and is written as null.
type stamp int64

func stampOf(t time.Time) stamp { return stamp(t.UnixMilli()) }

func (s stamp) add(d time.Duration) stamp { return s + stamp(d.Milliseconds()) }

func (s stamp) sub(o stamp) time.Duration { return time.Duration(s-o) * time.Millisecond }

func (s stamp) time() time.Time { return time.UnixMilli(int64(s)).UTC() }

func (s stamp) String() string { return s.time().Format(wireTime) }

// MarshalJSON writes the instant as Seam does, and null for none.
func (s stamp) MarshalJSON() ([]byte, error) {
	if s == 0 {
		return []byte("null"), nil
	}
	return s.time().AppendFormat(nil, `"`+wireTime+`"`), nil
}

// A clock is simulated time: it starts at the real time of its making and runs at a constant speed from there.
type clock struct {
	real  func() time.Time
	start time.Time
	speed float64
	ahead time.Duration // what Advance and the ClockSkew knob have added
}

func newClock(realNow func() time.Time, speed float64) *clock {
	if realNow == nil {
		realNow = time.Now
	}
	if speed <= 0 {
		speed = 1
	}
	return &clock{real: realNow, start: realNow(), speed: speed}
}

func (c *clock) now() stamp {
	run := time.Duration(float64(c.real().Sub(c.start)) * c.speed)
	return stampOf(c.start.Add(run + c.ahead))
}

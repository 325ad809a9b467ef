package live

import "time"

// meter counts calls in one bucket per second of the last minute.
type meter struct {
	buckets [60]int
	last    int64 // Unix second of the newest bucket
}

func (m *meter) add(now time.Time) {
	m.turn(now)
	m.buckets[m.last%60]++
}

// total counts the calls of the last sixty seconds.
func (m *meter) total(now time.Time) int {
	m.turn(now)
	sum := 0
	for _, n := range m.buckets {
		sum += n
	}
	return sum
}

// turn empties the buckets that time has passed over; a clock that was set back counts into the newest.
func (m *meter) turn(now time.Time) {
	sec := now.Unix()
	if sec-m.last >= 60 {
		m.buckets = [60]int{}
		m.last = sec
	}
	for m.last < sec {
		m.last++
		m.buckets[m.last%60] = 0
	}
}

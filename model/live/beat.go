package live

import (
	"math/rand/v2"
	"time"

	"seamdash/model"
)

// beat is the rhythm of the ticks.
type beat struct {
	pace   Pace
	focus  []model.DeviceID
	frozen bool
	// asked wants a tick now; round lets the feed work through what is wanted although it is frozen or off.
	asked, round bool
	busy         bool // something on screen is in motion
	near         bool // an idle tick would come too late: something is expected to change, or is stuck on screen

	last time.Time     // when the last tick began
	trip time.Duration // how long its question took
	dice float64       // the part of a tenth that chance takes from the wait, renewed by every tick
	stir time.Time     // when the picture changed last, or a person touched the feed
}

func newBeat(p Pace, now time.Time) beat {
	return beat{pace: p, asked: true, round: true, last: now, stir: now}
}

// auto says that the feed asks by itself.
func (b *beat) auto() bool { return !b.frozen && !b.pace.Off }

// asking says that the feed may ask at all.
func (b *beat) asking() bool { return b.auto() || b.round }

func (b *beat) freeze(frozen bool) {
	ended := b.frozen && !frozen
	b.asked = !frozen && (b.asked || ended)
	b.round = !frozen && (b.round || ended)
	b.frozen = frozen
}

// ticked begins a new beat.
func (b *beat) ticked(now time.Time) {
	b.last, b.asked, b.dice = now, false, rand.Float64() //nolint:gosec // spreads load, guards nothing
}

// next is when the next tick is due. It begins a round trip early, so that its answer and not its question keeps the
// pace.
func (b *beat) next() time.Time {
	wait := b.pace.Calm
	switch {
	case b.busy:
		wait = b.pace.Busy
	case !b.near && b.last.Sub(b.stir) > b.pace.IdleAfter:
		wait = b.pace.Idle
	}
	early := min(b.trip, wait/4) + time.Duration(b.dice*float64(wait)/10)
	return b.last.Add(wait - early)
}

package recur

import (
	"time"

	"seamdash/model/civil"
)

// A dial turns times of the wall into instants like [civil.Resolve], and remembers between which changes of the clocks it is: a
// walk through the windows of years asks for thousands of times, of which few are near a change.
type dial struct {
	zone *time.Location
	// between from and until, in Unix time, the clocks do not change and no other time shows the same on the wall
	from, until int64
	offset      int64
}

// clearance is how far from a change of the clocks the wall shows nothing twice or never, in seconds. Changes are of 24 hours at
// most.
const clearance = 26 * 60 * 60

// calm says that w is far from a change of the clocks; what is told of it then goes for all that is calm until [dial.resolve] is
// asked for something else.
func (d *dial) calm(w civil.Wall) bool {
	at := int64(w) - d.offset
	return at >= d.from && at < d.until
}

// resolve is [civil.Resolve].
func (d *dial) resolve(w civil.Wall) (time.Time, civil.Turn) {
	if d.calm(w) {
		return time.Unix(int64(w)-d.offset, 0).In(d.zone), civil.Once
	}
	t, turn := civil.Resolve(w, d.zone)
	// ZoneBounds gives an end that is too early at the end of a year (golang.org/issue/81583 even one before t), which costs only time.
	from, until := t.ZoneBounds()
	_, offset := t.Zone()
	d.offset, d.from, d.until = int64(offset), farPast, farFuture
	if !from.IsZero() {
		d.from = from.Unix() + clearance
	}
	if !until.IsZero() {
		d.until = until.Unix() - clearance
	}
	return t, turn
}

// No time of a rule is before or after these.
const (
	farPast   = -1 << 62
	farFuture = 1 << 62
)

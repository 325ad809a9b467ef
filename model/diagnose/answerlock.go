package diagnose

import (
	"strconv"

	"seamdash/model"
)

// ofLock is the sentence about a lock.
func (q *inquiry) ofLock(health Health, found []Finding) string {
	switch health {
	case Unsure:
		if q.device.Unreadable != "" {
			return "Seam's answer about this lock makes no sense, so nothing is known about it."
		}
		return join("Seam does not say whether the lock is online.", q.holdings())
	case Blocked:
		return join("No new code gets onto this lock"+because(found)+".", q.next())
	case Uneasy:
		return join(q.connection(), worth(found))
	case Fine, Coming:
		return join(q.connection(), q.holdings())
	default:
		return join(q.connection(), q.holdings())
	}
}

// connection says how the lock is reached and what feeds it.
func (q *inquiry) connection() string {
	switch q.device.Online {
	case model.Yes:
		text := "The lock is online"
		if percent, known := q.device.Battery.Percent(); known {
			text += ", with its battery at " + strconv.Itoa(percent) + " %"
		}
		return text + "."
	case model.No:
		return "The lock is offline."
	case model.Unknown:
		return "Seam does not say whether the lock is online."
	default:
		return "Seam does not say whether the lock is online."
	}
}

// holdings says what is to be said of the codes on the lock.
func (q *inquiry) holdings() string {
	if !q.Lock.Loaded {
		return "Its codes are not read yet."
	}
	stuck := 0
	for i := range q.Lock.Codes {
		if c := &q.Lock.Codes[i]; c.Managed && c.Stuck(q.habit, q.Now) {
			stuck++
		}
	}
	switch n := len(q.Lock.Codes); {
	case stuck > 0:
		return strconv.Itoa(stuck) + " of its " + strconv.Itoa(n) + " codes need a look."
	case n == 0:
		return "It has no codes."
	case n == 1:
		return "It has 1 code."
	default:
		return "It has " + strconv.Itoa(n) + " codes."
	}
}

// next says which window is hurt first when nothing gets onto the lock.
func (q *inquiry) next() string {
	c := q.soon()
	if c == nil {
		return ""
	}
	switch from := c.Window.From; {
	case from.IsZero():
		return q.called(c) + " waits to get there."
	case q.past(from):
		return q.called(c) + " should be there since " + q.at(from) + "."
	default:
		return "The next window begins in " + model.Span(from.Sub(q.Now)) + ", " + q.at(from) + "."
	}
}

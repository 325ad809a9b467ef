package live

import (
	"time"

	"seamdash/model"
)

// wideEvery is how often a tick looks back over the whole of [Config.Skew] instead of the overlap: an event that was
// recorded late or slipped through costs no call of its own that way.
const wideEvery = 5 * time.Minute

// history is which events were seen and from where to go on. Its times are Seam's, except answered.
type history struct {
	overlap, skew time.Duration
	begun         bool                        // the first answer is there
	seen          map[model.EventID]time.Time // by when they were recorded
	newest        time.Time
	floor         time.Time // nothing before it was ever asked for
	answered      time.Time // on our clock, when the last answered question was put
	wideAt        time.Time // on our clock, when the next wide look is due
}

func newHistory(cfg *Config, now time.Time) history {
	return history{
		overlap: cfg.Overlap, skew: cfg.Skew, seen: map[model.EventID]time.Time{},
		floor: now.Add(-cfg.Skew), answered: now, wideAt: now.Add(wideEvery),
	}
}

// since is where the next question starts. Before the first event only our own clock is known, which may be wrong by
// the skew.
func (h *history) since(now time.Time) time.Time {
	at := h.newest.Add(-h.overlap)
	switch {
	case h.newest.IsZero():
		return h.answered.Add(-h.skew)
	case !now.Before(h.wideAt):
		at = h.newest.Add(-h.skew)
	}
	if at.Before(h.floor) {
		return h.floor
	}
	return at
}

// admit takes an answer to a question put at asked and gives the events that were not seen before. Of the very first
// answer only the last overlap is fresh: what is older is past, because it happened before the locks were read.
func (h *history) admit(events []model.Event, asked time.Time) (past, fresh []model.Event) {
	first := !h.begun
	h.begun = true
	for i := range events {
		if at := recorded(&events[i]); at.After(h.newest) && at.Before(asked.Add(h.skew)) {
			h.newest = at
		}
	}
	for i := range events {
		ev := &events[i]
		if _, old := h.seen[ev.ID]; old {
			continue
		}
		h.seen[ev.ID] = recorded(ev)
		if !first || recorded(ev).After(h.newest.Add(-h.overlap)) {
			fresh = append(fresh, *ev)
		} else {
			past = append(past, *ev)
		}
	}
	h.answered = asked
	if !asked.Before(h.wideAt) {
		h.wideAt = asked.Add(wideEvery)
		h.forget()
	}
	return past, fresh
}

// forget drops the ids that no question reaches any more.
func (h *history) forget() {
	limit := h.newest.Add(-h.skew - h.overlap)
	for id, at := range h.seen {
		if at.Before(limit) {
			delete(h.seen, id)
		}
	}
}

// recorded is the time that Seam filters by.
func recorded(ev *model.Event) time.Time {
	if ev.RecordedAt.IsZero() {
		return ev.At
	}
	return ev.RecordedAt
}

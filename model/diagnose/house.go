package diagnose

import (
	"strings"
	"time"

	"seamdash/model"
)

// A house is what the codes of one lock have in common and takes a while to find. Each part is found when it is asked for first, and
// until is the next moment at which one of them can change.
type house struct {
	until time.Time

	clashed bool
	clashes []model.Clash

	named  bool
	shared map[string]int // how many codes have a name, for names that several have

	looked bool
	soon   *model.AccessCode // the next that needs the lock within 72 h

	marks *strings.Replacer // see fill
}

// within finds a part of the house, whose time belongs to all that ask.
func (q *inquiry) within(find func()) {
	was := q.until
	q.until = q.house.until
	find()
	q.house.until = q.until
	q.until = sooner(was, q.until)
}

// clashes are what is wrong with the codes taken together.
func (q *inquiry) clashes() []model.Clash {
	if h := &q.house; !h.clashed && q.Lock.Loaded {
		h.clashed = true
		h.clashes = q.Lock.Clashes(q.Now)
		if slots := q.device.Slots; len(h.clashes) > 0 || slots > 0 && len(q.Lock.Codes) > slots {
			q.within(q.turns)
		}
	}
	return q.house.clashes
}

// turns asks for the moments at which a code takes a place on the lock, or should give it back.
func (q *inquiry) turns() {
	for i := range q.Lock.Codes {
		w := q.Lock.Codes[i].Window
		q.past(w.Until)
		if !w.From.IsZero() && !q.past(w.From) {
			q.past(w.From.Add(-q.habit.Scheduling.Lead()))
		}
	}
}

// namesakes is how many codes that are not over have this name.
func (q *inquiry) namesakes(name string) int {
	if h := &q.house; !h.named {
		h.named = true
		seen := make(map[string]int, len(q.Lock.Codes))
		q.within(func() {
			for i := range q.Lock.Codes {
				if c := &q.Lock.Codes[i]; !q.left(c) {
					seen[c.Name]++
				}
			}
		})
		h.shared = seen
	}
	return q.house.shared[name]
}

// left says that a code is over and off the lock.
func (q *inquiry) left(c *model.AccessCode) bool {
	return c.Status == model.StatusUnset && q.past(c.Window.Until)
}

// soon is the code of the lock that needs to be programmed next, if that is within 72 h.
func (q *inquiry) soon() *model.AccessCode {
	if h := &q.house; !h.looked {
		h.looked = true
		q.within(func() {
			for i := range q.Lock.Codes {
				c := &q.Lock.Codes[i]
				if q.urgent(c) && (h.soon == nil || c.Window.From.Before(h.soon.Window.From)) {
					h.soon = c
				}
			}
		})
	}
	return q.house.soon
}

// urgent says that a code is not on the lock and has to be within 72 h.
func (q *inquiry) urgent(c *model.AccessCode) bool {
	if !c.Managed || c.Traits.Offline || c.Unreadable != "" {
		return false
	}
	w := c.Window
	near := w.From.IsZero() || q.past(w.From.Add(-forecast))
	loaded := c.Status == model.StatusUnset && c.Preloaded == model.Yes && !w.From.IsZero() && !q.past(w.From)
	missing := c.Status == model.StatusUnset || c.Status == model.StatusSetting
	return missing && near && !loaded && !q.past(w.Until)
}

package storm

import (
	"fmt"
	"strings"
	"time"

	"seamdash/model"
	"seamdash/seamclient/sim"
)

// tagLength is how many letters at the head of a code's name say which rule it is of. Names are cut to what a lock takes, never
// so far.
const tagLength = 2

// A subject is one rule on one lock, as an onlooker tells them apart: by the name of the code.
type subject struct {
	tag  string
	lock model.DeviceID
}

// A stay is one code on one lock for as long as nothing about it changed.
type stay struct {
	is       sim.Presence
	from, to time.Time
}

// A truth is all that was on the locks.
type truth struct {
	stays   map[subject][]stay
	open    map[string]*stay // by id of the code
	of      map[string]subject
	doubles []string
	told    map[subject]bool
	news    bool // something changed since somebody asked
}

func newTruth() *truth {
	return &truth{stays: map[subject][]stay{}, open: map[string]*stay{}, of: map[string]subject{}, told: map[subject]bool{}}
}

// tagged says whether a code is of one of our rules, which begin with a capital and a digit.
func tagged(name string) (tag string, ok bool) {
	if len(name) < tagLength || name[0] < 'A' || name[0] > 'Z' || name[1] < '0' || name[1] > '9' {
		return "", false
	}
	return name[:tagLength], true
}

// note takes down what is on a lock at an instant.
func (t *truth) note(now time.Time, lock model.DeviceID, list []sim.Presence) {
	seen := map[string]bool{}
	count := map[subject][]string{}
	for _, p := range list {
		tag, ok := tagged(p.Name)
		if !ok {
			continue
		}
		s := subject{tag, lock}
		seen[p.ID] = true
		count[s] = append(count[s], p.ID)
		if o := t.open[p.ID]; o != nil && o.is == p {
			o.to = now
			continue
		}
		t.end(p.ID, now)
		t.news = true
		t.of[p.ID] = s
		t.open[p.ID] = &stay{is: p, from: now, to: now}
	}
	for id := range t.open {
		if t.of[id].lock == lock && !seen[id] {
			t.end(id, now)
		}
	}
	for s, ids := range count {
		if len(ids) > 1 && !t.told[s] {
			t.told[s] = true
			t.doubles = append(t.doubles, fmt.Sprintf("%s: two codes at once for rule %s on lock %s: %s",
				now.Format(time.RFC3339), s.tag, lock, strings.Join(ids, ", ")))
		}
	}
}

func (t *truth) end(id string, now time.Time) {
	o := t.open[id]
	if o == nil {
		return
	}
	t.news = true
	o.to = now
	t.stays[t.of[id]] = append(t.stays[t.of[id]], *o)
	delete(t.open, id)
}

// close ends all stays, so that they can be read.
func (t *truth) close(now time.Time) {
	for id := range t.open {
		t.end(id, now)
	}
}

// covered is for how long a code that was meant for a window, or for the rest of it, opened the door.
func (t *truth) covered(of subject, w slot) time.Duration {
	var sum time.Duration
	for _, s := range t.stays[of] {
		if !s.is.OnLock || s.is.Changing || !s.is.Ends.Equal(w.shut) {
			continue
		}
		from, to := latest(w.open, s.from, s.is.Starts), earliest(w.shut, s.to)
		if to.After(from) {
			sum += to.Sub(from)
		}
	}
	return sum
}

// asked says that a code with this end was at Seam before an instant.
func (t *truth) asked(of subject, ends, before time.Time) bool {
	for _, s := range t.stays[of] {
		if s.is.Ends.Equal(ends) && s.from.Before(before) {
			return true
		}
	}
	return false
}

// latest is the last of some times.
func latest(times ...time.Time) time.Time {
	var last time.Time
	for _, t := range times {
		if t.After(last) {
			last = t
		}
	}
	return last
}

// takeNews says whether anything changed since it was asked last.
func (w *world) takeNews() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	was := w.truth.news
	w.truth.news = false
	return was
}

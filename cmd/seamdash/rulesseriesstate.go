package main

import (
	"fmt"
	"strings"
	"time"

	"seamdash/model"
	"seamdash/model/plan"
	"seamdash/model/rulebook"
	"seamdash/model/series"
	"seamdash/model/zone"
)

// The states of a series, which is a rule on one lock.
const (
	seriesNone    = "none"     // nothing of it is on the lock
	seriesAsked   = "asked"    // its code was asked for, and not seen on the lock yet
	seriesSet     = "set"      // its code is on the lock
	seriesLeaving = "removing" // its code was asked to be removed
	seriesTrouble = "trouble"  // Seam says that something is wrong with its code
	seriesRefused = "refused"  // Seam refused something, which is tried again
	seriesHalted  = "halted"   // nothing is done until a person answers
	seriesNewer   = "newer"    // only a newer program understands it
)

// A seriesFacts is how a rule stands on one lock, for scripts.
type seriesFacts struct {
	onDevice

	State    string     `json:"state"`
	CodeID   *string    `json:"access_code_id"`
	Window   *previewed `json:"window"` // of the code, as people are told it
	AskedAt  *string    `json:"asked_at"`
	OnLock   *string    `json:"on_lock_since"` // when it was first seen there
	Trouble  *string    `json:"trouble"`
	Halted   *haltFacts `json:"halted"`
	Refusals int        `json:"refusals"` // since the last success
	Refusal  *string    `json:"last_refusal"`
	NextTry  *string    `json:"next_try_at"`
	NextLook *string    `json:"next_look_at"`
	LastRoll *rollFacts `json:"last_roll"`
}

// onDevice is which lock something is about, for scripts.
type onDevice struct {
	DeviceID   string  `json:"device_id"`
	DeviceName *string `json:"device_name"`
}

func (r *ruleRoom) onDevice(id model.DeviceID) onDevice {
	at := onDevice{DeviceID: string(id)}
	if l := r.known[id]; l != nil {
		at.DeviceName = known(l.Device.Name)
	}
	return at
}

// A haltFacts is why a series stands still, for scripts.
type haltFacts struct {
	Kind  string  `json:"kind"` // "gone", "refused", "conflict", "loop"
	Since *string `json:"since"`
	Why   *string `json:"why"`
	Try   *string `json:"try"`
}

// stateOf names the state of a series, nil for one that nothing is kept of.
func stateOf(s *plan.State) string {
	switch {
	case s == nil:
		return seriesNone
	case s.Halt != nil:
		return seriesHalted
	case s.Fails > 0:
		return seriesRefused
	case s.Code == nil:
		return seriesNone
	case !s.Code.Leaving.IsZero():
		return seriesLeaving
	case s.Code.Trouble != "":
		return seriesTrouble
	case s.Code.OnLock.IsZero():
		return seriesAsked
	default:
		return seriesSet
	}
}

// A seriesRoom is what a series is told with.
type seriesRoom struct {
	*ruleRoom

	now  time.Time
	zone *time.Location // of its windows
}

// seriesOn is how a rule on a lock is told.
func (r *ruleRoom) seriesOn(ruleZone string, lock model.DeviceID) seriesRoom {
	at, ok := zone.Lookup(ruleZone)
	if l := r.known[lock]; ruleZone == "" && l != nil {
		at, ok = zone.Lookup(l.Device.TimeZone)
	}
	if !ok {
		at = r.program.home()
	}
	return seriesRoom{ruleRoom: r, now: r.session.now(), zone: at}
}

// words tell how a series stands.
func (r seriesRoom) words(s *plan.State) string {
	if s == nil {
		s = &plan.State{}
	}
	return model.Clean(series.Stand(s, nil, r.now, r.zone).Text)
}

// slotWords is a window on the clock of its lock; "-" for none.
func (r seriesRoom) slotWords(s *plan.Slot) string {
	if s.IsZero() {
		return orDash("")
	}
	return dayWords(s.Day) + " " + hoursWords(s.From.In(r.zone), s.Until.In(r.zone))
}

// series shows how a rule stands on each of its locks, and on those that it has no more while there is something left.
func (r *ruleRoom) series(e *rulebook.Entry) table {
	var t table
	if r.rolled == nil {
		return t
	}
	for _, lock := range r.rolled.locksOf(e) {
		on, s := r.seriesOn(e.Rule.Zone, lock), r.rolled.state(e.ID, lock)
		window, words, code := plan.Slot{}, on.words(s), ""
		if r.rolled.unread[plan.Key{Rule: e.ID, Lock: lock}] {
			words = "a newer version of the program keeps it"
		}
		if s != nil && s.Code != nil {
			window, code = s.Code.Slot, string(s.Code.ID)
		}
		t.row(r.called(lock), on.slotWords(&window), orDash(code), words)
	}
	if len(t) > 0 {
		t = append(table{{"LOCK", "WINDOW", "CODE", "STATE"}}, t...)
	}
	return t
}

// codeWords sums up how a rule stands on its locks, the worst first.
func (r *ruleRoom) codeWords(e *rulebook.Entry) string {
	if r.rolled == nil {
		return orDash("")
	}
	locks, n := r.rolled.locksOf(e), map[string]int{}
	for _, lock := range locks {
		n[stateOf(r.rolled.state(e.ID, lock))]++
	}
	var parts []string
	for _, state := range []string{seriesHalted, seriesRefused, seriesTrouble, seriesLeaving, seriesAsked, seriesSet} {
		switch {
		case n[state] == 0:
		case len(locks) == 1:
			return state
		default:
			parts = append(parts, fmt.Sprintf("%s %d of %d", state, n[state], len(locks)))
		}
	}
	return orDash(strings.Join(parts, ", "))
}

// factsOfSeries are those of every lock of a rule; nil where nobody can tell.
func (r *ruleRoom) factsOfSeries(e *rulebook.Entry) []seriesFacts {
	if r.rolled == nil {
		return nil
	}
	out := []seriesFacts{}
	for _, lock := range r.rolled.locksOf(e) {
		s := r.rolled.state(e.ID, lock)
		f := seriesFacts{onDevice: r.onDevice(lock), State: stateOf(s)}
		if r.rolled.unread[plan.Key{Rule: e.ID, Lock: lock}] {
			f.State = seriesNewer
		}
		if s != nil {
			r.fill(&f, s)
		}
		out = append(out, f)
	}
	return out
}

// fill tells what is kept of a series.
func (r *ruleRoom) fill(f *seriesFacts, s *plan.State) {
	if c := s.Code; c != nil {
		f.CodeID, f.Window = known(string(c.ID)), windowOf(&c.Slot)
		f.AskedAt, f.OnLock, f.Trouble = instant(c.AskedAt), instant(c.OnLock), known(model.Clean(c.Trouble))
	}
	if h := s.Halt; h != nil {
		f.Halted = &haltFacts{string(h.Kind), instant(h.Since), known(model.Clean(h.Why)), known(model.Clean(h.Try))}
	}
	f.Refusals, f.NextLook = s.Fails, instant(s.LookAt)
	if s.Fails > 0 {
		f.Refusal, f.NextTry = known(model.Clean(s.Refusal)), instant(s.NextTry)
	}
	if s.Last != nil {
		last := r.factsOfRoll(s.Last)
		f.LastRoll = &last
	}
}

// windowOf is a slot as people are told it, nil for none.
func windowOf(s *plan.Slot) *previewed {
	if s.IsZero() {
		return nil
	}
	return &previewed{s.From.UTC(), s.Until.UTC()}
}

package diagnose

import (
	"time"

	"seamdash/model"
)

// A held lock is one with what was found on it, and while that holds.
type held struct {
	lock        *model.Lock
	account     *model.Account
	zone        *time.Location
	from, until time.Time // until is zero for ever
	strikes     []strike
	dangers     []omen
	hurt        int // codes that a strike hurts
}

// A strike is a trouble on a lock or on one of its codes.
type strike struct {
	key   key
	on    *held
	code  *model.AccessCode // nil for the lock itself
	hurts bool              // the code; always false for the lock itself
	// blocks and open are as in [Finding].
	blocks, open bool
}

// holds says that nothing can have changed since.
func (h *held) holds(now time.Time, zone *time.Location, account *model.Account) bool {
	return h.zone == zone && h.account == account && !now.Before(h.from) && (h.until.IsZero() || now.Before(h.until))
}

// look finds what is wrong with a lock and with each of its codes.
func look(lock *model.Lock, account *model.Account, now time.Time, zone *time.Location) *held {
	h := &held{lock: lock, account: account, zone: zone, from: now}
	h.add(nil, now)
	habit := lock.Device.Habit()
	for i := range lock.Codes {
		h.add(&lock.Codes[i], now)
		h.until = sooner(h.until, edge(&lock.Codes[i], habit, now))
	}
	return h
}

// findings are those about a code of the lock, or about the lock itself. Nothing is said of how fresh the picture is.
func (h *held) findings(code *model.AccessCode, now time.Time) []Finding {
	return Of(Facts{
		Reader: model.Reader{Now: now, Zone: h.zone}, Lock: h.lock, Code: code, Account: h.account,
		Feed: model.FeedState{Connection: model.Live},
	}).Findings
}

// add takes note of what is wrong with a code, or with the lock itself.
func (h *held) add(code *model.AccessCode, now time.Time) {
	found := h.findings(code, now)
	if code != nil {
		h.foresee(code, found, now)
	}
	hurt := false
	for _, f := range fold(found) {
		s := strike{key: keyOf(f.Finding), on: h, code: code, blocks: f.Blocks, open: f.open}
		s.hurts = code != nil && hurts(f, code, now)
		if code != nil && !s.hurts {
			continue // the lock itself has it, or it is nothing to this code
		}
		hurt = hurt || s.hurts
		h.strikes = append(h.strikes, s)
	}
	if hurt {
		h.hurt++
	}
}

// hurts says that a finding matters to a code, which it does not where the code works without what is missing.
func hurts(f folded, code *model.AccessCode, now time.Time) bool {
	switch {
	case f.open, f.explains, f.Root.Origin == model.OriginCode:
		return true
	case code.Window.Ended(now):
		return false
	}
	m := matterOf(f.Cause)
	return m != matterReach && m != matterRoom || !atRest(code, now)
}

// atRest says that the lock has the code and needs to hear nothing more about it.
func atRest(code *model.AccessCode, now time.Time) bool {
	phase := code.Standing(now).Phase
	return (phase == model.PhaseSet || phase == model.PhaseLoaded) && !code.InMotion()
}

func hurtOf(s *strike) Hurt {
	return Hurt{
		Lock: s.on.lock.Device.ID, Code: s.code.ID, Name: s.code.Name, Window: s.code.Window, Blocks: s.blocks, Open: s.open,
	}
}

// edge is the next moment at which time alone can change what is found about a code: an edge of its window, the end of a
// patience, or when it comes near. Zero for never. Some of it ends with a moment and some after it, so both are edges.
func edge(code *model.AccessCode, habit model.Habit, now time.Time) (next time.Time) {
	s, o := code.Standing(now), code.Outlook(habit, now)
	for _, at := range [...]time.Time{
		code.Window.From, code.Window.Until, o.At, o.Patience, s.Loads,
		before(code.Window.From, forecast), before(code.Window.From, habit.Scheduling.Lead()),
		before(s.Loads, -habit.Usual), before(s.Since, -habit.Usual),
	} {
		switch {
		case at.IsZero():
		case at.After(now):
			next = sooner(next, at)
		case at.Equal(now):
			return now.Add(1)
		}
	}
	return next
}

func before(at time.Time, d time.Duration) time.Time {
	if at.IsZero() {
		return at
	}
	return at.Add(-d)
}

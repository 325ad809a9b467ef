package diagnose

import (
	"cmp"
	"slices"
	"time"

	"seamdash/model"
)

// A held lock is one with what was found on it, and while that holds.
type held struct {
	lock        *model.Lock
	account     *model.Account
	zone        *time.Location
	from, until time.Time // until is zero for ever
	strikes     []*strike
	omens       []*omen
	hurt        int // codes that a strike hurts
}

// A strike is one root cause on one lock.
type strike struct {
	key    key
	on     *held
	lock   bool   // the lock itself has it
	blocks bool   // new codes of the lock
	codes  []blow // whom it hurts, in order
}

// A blow is a code that is hurt.
type blow struct {
	of           *strike
	code         *model.AccessCode
	turn         turn
	blocks, open bool // as in [Finding]
	// aside says that the code itself has another word for it, which was folded into that of the lock.
	aside bool
}

// turn is whose hurt comes first. It is the same as long as what is held of the lock holds.
type turn uint8

const (
	turnOutside turn = iota // the window is open and the code does not work
	turnComing              // the window is to come
	turnInside              // the window is open and the code works in spite of it
	turnOver                // the window has ended, or the code is to go
)

func turnOf(q *inquiry, blocks bool) turn {
	switch w := q.Code.Window; {
	case q.over():
		return turnOver
	case !w.Started(q.Now):
		return turnComing
	case blocks:
		return turnOutside
	default:
		return turnInside
	}
}

// holds says that nothing can have changed since.
func (h *held) holds(now time.Time, zone *time.Location, account *model.Account) bool {
	return h.zone == zone && h.account == account && !now.Before(h.from) && (h.until.IsZero() || now.Before(h.until))
}

// look finds what is wrong with a lock and with each of its codes.
func look(lock *model.Lock, account *model.Account, now time.Time, zone *time.Location) *held {
	h := &held{lock: lock, account: account, zone: zone, from: now}
	q := h.inquiry(nil, now)
	q.graver = true
	h.strikeLock(q.findings())
	h.until = q.until
	for i := range lock.Codes {
		q.turnTo(&lock.Codes[i])
		found := q.findings()
		h.until = sooner(h.until, sooner(q.until, edge(q)))
		if len(found) > 0 {
			h.foresee(q.Code, q.reading.Standing.Phase, found, now)
			h.strikeCode(q, found)
		}
	}
	h.dropTwins()
	for _, s := range h.strikes {
		slices.SortFunc(s.codes, func(a, b blow) int { return a.compare(&b) })
	}
	return h
}

// inquiry is a question about the lock or one of its codes. Nothing is asked about how fresh the picture is.
func (h *held) inquiry(code *model.AccessCode, now time.Time) *inquiry {
	return newInquiry(Facts{
		Reader: model.Reader{Now: now, Zone: h.zone}, Lock: h.lock, Code: code, Account: h.account,
		Feed: model.FeedState{Connection: model.Live},
	})
}

// strikeLock takes note of what is wrong with the lock itself.
func (h *held) strikeLock(found []Finding) {
	for _, f := range fold(found) {
		s := h.strike(keyOf(f.Finding))
		s.lock, s.blocks = true, f.Blocks
	}
}

// strikeCode takes note of what is wrong with a code.
func (h *held) strikeCode(q *inquiry, found []Finding) {
	hurt := false
	for _, f := range fold(found) {
		if !hurts(f, q) {
			continue
		}
		s := h.roof(f.Finding)
		aside := s != nil
		if !aside {
			s = h.strike(keyOf(f.Finding))
		}
		s.codes = append(s.codes, blow{s, q.Code, turnOf(q, f.Blocks), f.Blocks, f.open, aside})
		hurt = true
	}
	if hurt {
		h.hurt++
	}
}

// roof is the strike of the lock itself that a finding about one of its codes says once more in other words; nil for none. A lock that is
// full now will be full on a date, too.
func (h *held) roof(f *Finding) *strike {
	m := matterOf(f.Cause)
	if m != matterReach && m != matterRoom || f.Root.Origin == model.OriginCode {
		return nil
	}
	for _, s := range h.strikes {
		if s.lock && s.key != keyOf(f) && matterOf(s.key.cause) == m && depth(&Finding{Root: Root{Origin: s.key.origin}, Cause: s.key.cause}) >= depth(f) {
			return s
		}
	}
	return nil
}

// dropTwins takes away what is said of the lock about two codes of which one says it itself.
func (h *held) dropTwins() {
	twin := func(s *strike) bool { return matterOf(s.key.cause) == matterTwin }
	if slices.ContainsFunc(h.strikes, func(s *strike) bool { return twin(s) && len(s.codes) > 0 }) {
		h.strikes = slices.DeleteFunc(h.strikes, func(s *strike) bool { return twin(s) && len(s.codes) == 0 })
	}
}

func (h *held) strike(k key) *strike {
	for _, s := range h.strikes {
		if s.key == k {
			return s
		}
	}
	s := &strike{key: k, on: h}
	h.strikes = append(h.strikes, s)
	return s
}

// hurts says that a finding matters to the code, which it does not where the code works without what is missing.
func hurts(f folded, q *inquiry) bool {
	switch {
	case f.open, f.explains, f.Root.Origin == model.OriginCode:
		return true
	case q.Code.Window.Ended(q.Now):
		return false
	}
	return !q.settled() || !ofProgramming(f.Cause)
}

// finding is that of the strike about a code, or about the lock itself, in words of now.
func (s *strike) finding(code *model.AccessCode, now time.Time) Finding {
	found := s.on.inquiry(code, now).findings()
	if i := slices.IndexFunc(found, func(f Finding) bool { return keyOf(&f) == s.key }); i >= 0 {
		return found[i]
	}
	return Finding{} // it was found when the lock was held, and nothing has changed
}

// needed is when the code is: its start, or now; zero when its time is over.
func (b *blow) needed(now time.Time) time.Time {
	switch b.turn {
	case turnOver:
		return time.Time{}
	case turnComing:
		return b.code.Window.From
	case turnOutside, turnInside:
		return now
	default:
		return now
	}
}

// compare puts first whose code is needed now and does not work, then those that are to come by their start, then those that work
// in spite of it, then those that nobody needs any more.
func (b *blow) compare(c *blow) int {
	if n := cmp.Or(cmp.Compare(b.turn, c.turn), b.code.Window.From.Compare(c.code.Window.From), first(b.blocks, c.blocks)); n != 0 {
		return n
	}
	return cmp.Or(cmp.Compare(b.code.Name, c.code.Name), cmp.Compare(b.code.ID, c.code.ID))
}

func (b *blow) hurt() Hurt {
	return Hurt{
		Lock: b.of.on.lock.Device.ID, Code: b.code.ID, Name: b.code.Name, Window: b.code.Window, Blocks: b.blocks, Open: b.open,
	}
}

// edge is the next moment at which time alone can change what is made of the code here: an edge of its window, when that comes
// near, and the end of a patience, or of a wait. Zero for never. Some of it ends with a moment and some after it, so both are edges.
func edge(q *inquiry) (next time.Time) {
	s, o, w := &q.reading.Standing, &q.reading.Outlook, &q.Code.Window
	for _, at := range [...]time.Time{w.From, w.Until, before(w.From, forecast), s.Loads, o.At, o.Patience} {
		switch {
		case at.IsZero():
		case at.After(q.Now):
			next = sooner(next, at)
		case at.Equal(q.Now):
			return q.Now.Add(1)
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

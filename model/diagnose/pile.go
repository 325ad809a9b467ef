package diagnose

import (
	"cmp"
	"slices"
	"time"

	"seamdash/model"
)

// A key is [Finding.Key] without its cost.
type key struct {
	origin model.Origin
	id     string
	cause  Cause
}

func keyOf(f *Finding) key { return key{f.Root.Origin, f.Root.ID, f.Cause} }

// A pile is all that one root cause strikes, with the trouble as it was told last. It is worked out again when one of its strikes is
// another one; until then only the time itself and the words can be others.
type pile struct {
	key  key
	look uint64 // of the surveyor, when a strike was added last
	// came are the strikes of this look in order of the picture, strikes those of the look that the rest is from.
	came, strikes []*strike
	codes         []*blow // who is hurt first before the others
	trouble       Trouble
	told          time.Time // when its words were made
	urgency       urgency
}

// add takes a strike of a look.
func (p *pile) add(s *strike, look uint64) {
	if p.look != look {
		p.look, p.came = look, p.came[:0]
	}
	p.came = append(p.came, s)
}

// settle makes the trouble of what was added.
func (p *pile) settle(now time.Time) {
	if !slices.Equal(p.came, p.strikes) {
		p.sort()
		p.strikes, p.came = p.came, p.strikes
		p.trouble = Trouble{Locks: p.locks(), Codes: p.hurt()}
		p.told = time.Time{}
	}
	if p.told.IsZero() || now.Before(p.told) || now.Sub(p.told) >= time.Minute {
		p.told = now
		p.trouble.Finding = p.finding(now)
		p.trouble.Since = p.trouble.Finding.Since
	}
	p.trouble.Next = time.Time{}
	if len(p.codes) > 0 {
		p.trouble.Next = p.codes[0].needed(now)
	}
	p.urgency = p.urge(now)
}

// sort puts the codes in order. Those of strikes that were there before are in order already.
func (p *pile) sort() {
	gone := make(map[*strike]bool, len(p.strikes))
	for _, s := range p.strikes {
		gone[s] = true
	}
	var fresh []*blow
	for _, s := range p.came {
		if gone[s] {
			delete(gone, s)
			continue
		}
		for i := range s.codes {
			fresh = append(fresh, &s.codes[i])
		}
	}
	slices.SortFunc(fresh, (*blow).compare)
	p.codes = merge(slices.DeleteFunc(p.codes, func(b *blow) bool { return gone[b.of] }), fresh)
}

// merge makes one list in order of two.
func merge(a, b []*blow) []*blow {
	if len(b) == 0 {
		return a
	}
	out := make([]*blow, 0, len(a)+len(b))
	for len(a) > 0 && len(b) > 0 {
		if a[0].compare(b[0]) <= 0 {
			out, a = append(out, a[0]), a[1:]
		} else {
			out, b = append(out, b[0]), b[1:]
		}
	}
	return append(append(out, a...), b...)
}

func (p *pile) locks() []model.DeviceID {
	out := make([]model.DeviceID, len(p.strikes))
	for i, s := range p.strikes {
		out[i] = s.on.lock.Device.ID
	}
	return out
}

func (p *pile) hurt() []Hurt {
	out := make([]Hurt, len(p.codes))
	for i, b := range p.codes {
		out[i] = b.hurt()
	}
	return out
}

// finding is that of the trouble, in words of now: of the code that is blocked and needed first, or else of the first lock that is
// blocked, or of whatever comes first.
func (p *pile) finding(now time.Time) Finding {
	own := func(b *blow) bool { return !b.aside }
	if i := slices.IndexFunc(p.codes, func(b *blow) bool { return b.blocks && own(b) }); i >= 0 {
		return p.codes[i].of.finding(p.codes[i].code, now)
	}
	best := p.strikes[0]
	if i := slices.IndexFunc(p.strikes, func(s *strike) bool { return s.blocks }); i >= 0 {
		best = p.strikes[i]
	}
	if best.lock {
		return best.finding(nil, now)
	}
	return best.finding(best.codes[0].code, now) // the lock does not have it, so that the codes have it themselves
}

// urgency is who is hurt how soon, the soonest first.
type urgency uint8

const (
	urgentNow  urgency = iota // somebody stands before the door
	urgentSoon                // somebody will within the forecast
	urgentOpen                // a door is open to who should not come in
	urgentYet                 // somebody will later, or whoever gets the next code of the lock
	urgentNot
)

func (p *pile) urge(now time.Time) urgency {
	switch {
	case len(p.codes) > 0 && p.codes[0].turn == turnOutside:
		return urgentNow
	case len(p.codes) > 0 && p.codes[0].blocks && p.codes[0].turn == turnComing && p.trouble.Next.Sub(now) <= forecast:
		return urgentSoon
	case p.trouble.Finding.Open, slices.ContainsFunc(p.codes, func(b *blow) bool { return b.open }):
		return urgentOpen
	case p.trouble.Finding.Grave():
		return urgentYet
	default:
		return urgentNot
	}
}

// compare is the order of [Survey.Troubles].
func (p *pile) compare(q *pile) int {
	a, b := &p.trouble, &q.trouble
	if n := cmp.Or(cmp.Compare(p.urgency, q.urgency), compareKnown(a.Next, b.Next)); n != 0 {
		return n
	}
	return cmp.Or(
		cmp.Compare(b.Finding.Severity, a.Finding.Severity),
		compareKnown(a.Since, b.Since),
		cmp.Compare(p.key.id, q.key.id),
		cmp.Compare(p.key.origin, q.key.origin),
		cmp.Compare(p.key.cause, q.key.cause),
	)
}

// compareKnown puts what is not known last.
func compareKnown(a, b time.Time) int {
	return cmp.Or(first(!a.IsZero(), !b.IsZero()), a.Compare(b))
}

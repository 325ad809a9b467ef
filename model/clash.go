package model

import (
	"cmp"
	"slices"
	"strconv"
	"time"
)

// A Clash is what is wrong with the codes of one lock taken together, where each of them alone is fine, and what a
// person can mend before it hurts. That two windows overlap is no clash: that is how a house is shared.
type Clash struct {
	Kind ClashKind
	// Codes are those of the same PIN, or those that come while the lock is full.
	Codes []CodeID
	// When is the time in which the lock has more codes than places; the zero window for [SamePIN].
	When Window
	// Most is the largest number of codes in that time.
	Most int
}

// ClashKind says what is wrong.
type ClashKind uint8

// The kinds.
const (
	// SamePIN is two codes with one PIN. Seam takes it only once on a lock, even when the windows do not touch.
	SamePIN ClashKind = iota
	// NoSlot is more codes than the lock holds; those that are loaded ahead take a place from then on.
	NoSlot
)

// Clashes finds what is wrong from now on with the codes of the lock, those that share a PIN first.
func (l *Lock) Clashes(now time.Time) []Clash {
	clashes := l.samePINs(now)
	if full, ok := l.noSlot(now); ok {
		clashes = append(clashes, full)
	}
	return clashes
}

func (l *Lock) samePINs(now time.Time) []Clash {
	holders := make(map[string][]int, len(l.Codes))
	var shared []string // in the order in which they turn out to be
	for i := range l.Codes {
		c := &l.Codes[i]
		if !c.PIN.Known() || c.Standing(now).Phase == PhaseOver {
			continue
		}
		digits := c.PIN.Reveal() // to compare; it goes nowhere
		holders[digits] = append(holders[digits], i)
		if len(holders[digits]) == 2 {
			shared = append(shared, digits)
		}
	}
	clashes := make([]Clash, 0, len(shared))
	for _, digits := range shared {
		clash := Clash{Kind: SamePIN}
		for _, i := range holders[digits] {
			clash.Codes = append(clash.Codes, l.Codes[i].ID)
		}
		clashes = append(clashes, clash)
	}
	return clashes
}

// A turn is a moment at which a code takes a place on the lock, or gives it back.
type turn struct {
	at   time.Time
	code CodeID
	by   int
}

// noSlot finds the first time in which the lock has more codes than places.
func (l *Lock) noSlot(now time.Time) (Clash, bool) {
	if l.Device.Slots == 0 || len(l.Codes) <= l.Device.Slots {
		return Clash{}, false
	}
	clash := Clash{Kind: NoSlot}
	used, found := 0, false
	for _, t := range l.turns(now) {
		used += t.by
		switch {
		case used > l.Device.Slots && !found:
			found, clash.When.From = true, t.at
			fallthrough
		case used > l.Device.Slots && t.by > 0:
			clash.Codes = append(clash.Codes, t.code)
			clash.Most = max(clash.Most, used)
		case found && used <= l.Device.Slots:
			clash.When.Until = t.at
			return clash, true
		}
	}
	return clash, found
}

// turns are the moments from now on, in order; at the same moment places are given back before they are taken.
func (l *Lock) turns(now time.Time) []turn {
	lead := l.lead(Unknown)
	turns := make([]turn, 0, 2*len(l.Codes))
	for i := range l.Codes {
		turns = l.Codes[i].appendTurns(turns, lead, now)
	}
	slices.SortStableFunc(turns, func(a, b turn) int { return cmp.Or(a.at.Compare(b.at), cmp.Compare(a.by, b.by)) })
	return turns
}

// lead is how long before its start a code takes a place on the lock; wished is whether it shall be loaded ahead.
func (l *Lock) lead(wished Tri) time.Duration {
	if s := l.Device.Habit().Scheduling; s == Native && wished != No {
		return s.Lead()
	}
	return 0
}

func (c *AccessCode) appendTurns(turns []turn, lead time.Duration, now time.Time) []turn {
	s := c.Standing(now)
	if s.Phase == PhaseOver {
		return turns
	}
	from := now
	if ahead := c.Window.From.Add(-lead); s.Phase == PhaseWaiting && ahead.After(now) {
		from = ahead
	}
	turns = append(turns, turn{from, c.ID, 1})
	if until := c.Window.Until; !until.IsZero() && until.After(from) {
		turns = append(turns, turn{until, c.ID, -1})
	}
	return turns
}

// Crowd is the most codes that are on the lock at once while a code would be that is asked for, itself counted, and when
// that begins. The code replaces the one of the lock with its id, if there is one. Native says whether it shall be
// loaded ahead, as in a [CodeDraft].
func (l *Lock) Crowd(code AccessCode, native Tri, now time.Time) (most int, at time.Time) {
	turns := code.appendTurns(nil, l.lead(native), now)
	if len(turns) == 0 {
		return 0, time.Time{}
	}
	from, until := turns[0].at, code.Window.Until
	most, at = 1, from
	others := 0
	for _, t := range l.turns(now) {
		switch {
		case t.code == code.ID:
			continue
		case !until.IsZero() && !t.at.Before(until):
			return most, at
		}
		others += t.by
		if !t.at.After(from) {
			most = others + 1
		} else if others+1 > most {
			most, at = others+1, t.at
		}
	}
	return most, at
}

// Words says the clash and what to do about it, for somebody at now whose eyes are on zone.
func (c Clash) Words(l *Lock, now time.Time, zone *time.Location) string {
	switch c.Kind {
	case SamePIN:
		names := l.nameOf(c.Codes[0]) + " and " + l.nameOf(c.Codes[1])
		if more := len(c.Codes) - 2; more > 0 {
			names += " and " + strconv.Itoa(more) + " more"
		}
		return names + " have the same PIN; the lock takes it once, so change one"
	case NoSlot:
		text := strconv.Itoa(c.Most) + " codes for " + strconv.Itoa(l.Device.Slots) + " slot"
		if l.Device.Slots != 1 {
			text += "s"
		}
		switch {
		case c.When.From.After(now):
			text += " from " + When(c.When.From, now, zone)
		case !c.When.Until.IsZero():
			text += " until " + When(c.When.Until, now, zone)
		}
		return text + "; remove one, or some will not load"
	default:
		return ""
	}
}

func (l *Lock) nameOf(id CodeID) string {
	if c, ok := l.Code(id); ok {
		return orThis(c.Name, "one without a name")
	}
	return string(id)
}

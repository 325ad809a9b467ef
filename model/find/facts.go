package find

import (
	"slices"
	"strings"
	"time"

	"seamdash/model"
)

// lockFacts are what terms ask of a lock, folded once for as long as the lock is the same.
type lockFacts struct {
	text string // what a plain word is searched in: name, maker, product
	name string
	kind string // maker, product, device type
	zone string // IANA name and what people call it; "" for none
	errs string // see [problemText]
	bits bits
	// power are the bits of the batteries, level is the lowest of them in per cent or -1.
	power bits
	level int
}

func factsOf(l *model.Lock) lockFacts {
	d := &l.Device
	var f lockFacts
	whole := fold(d.Name + "\n" + d.Manufacturer + " " + d.ModelName + "\n" + d.Type) // no text of a lock has a line feed
	f.name, f.kind, _ = strings.Cut(whole, "\n")
	product, _, _ := strings.Cut(f.kind, "\n")
	f.text = whole[:len(f.name)+1+len(product)]
	if d.TimeZone != "" {
		f.zone = fold(d.TimeZone + "\n" + model.ZoneLabel(d.TimeZone))
	}
	f.renew(l)
	return f
}

// renew reads what is no text of the lock itself.
func (f *lockFacts) renew(l *model.Lock) {
	d := &l.Device
	f.bits, f.power, f.level = lockBits(l), powerBits(d), lowest(d.Battery, d.Keypad)
	f.errs = problemText(d.Problems)
}

func lowest(batteries ...model.Battery) int {
	level := -1
	for _, b := range batteries {
		if percent, ok := b.Percent(); ok && (level < 0 || percent < level) {
			level = percent
		}
	}
	return level
}

// problemText is what err: searches: level, code and words of each problem; "" when there is none.
func problemText(problems []model.Problem) string {
	var b strings.Builder
	for i := range problems {
		p := &problems[i]
		b.WriteString(p.Level.String() + " " + p.Code + " " + p.Words() + "\n")
	}
	return fold(b.String())
}

// answer is what a lock says about a term for all of its codes.
type answer uint8

const (
	each answer = iota // every code has to be asked
	no
	yes
)

func all(is bool) answer {
	if is {
		return yes
	}
	return no
}

// ofLock answers what the lock alone can answer, without the negation. A text that the lock has not may be in a code.
func (f *lockFacts) ofLock(t *term) answer {
	switch t.key {
	case lockName:
		return all(containsAny(f.name, t.words))
	case zone:
		return all(f.inZone(t.words))
	case battery:
		return all(f.charged(t))
	case free:
		return yesOrEach(containsAny(f.text, t.words))
	case problem:
		return yesOrEach(hasProblem(f.errs, t.words))
	case status:
		return yesOrEach(t.bits&f.bits&(onlineBit|offlineBit) != 0)
	default:
		return each
	}
}

func yesOrEach(is bool) answer {
	if is {
		return yes
	}
	return each
}

func (f *lockFacts) inZone(words []string) bool {
	return f.zone == "" && slices.Contains(words, "none") || f.zone != "" && containsAny(f.zone, words)
}

// charged says that the weakest battery is as the term wants it; an unknown level is neither more nor less.
func (f *lockFacts) charged(t *term) bool {
	switch {
	case t.op == less:
		return f.level >= 0 && f.level < t.n
	case t.op == more:
		return f.level > t.n
	case len(t.words) > 0:
		return f.power&t.bits != 0
	default:
		return f.level == t.n
	}
}

func hasProblem(errs string, words []string) bool {
	return errs != "" && (slices.Contains(words, "any") || containsAny(errs, words))
}

// A row is what terms and sort orders ask of one code at one moment. Times are seconds since 1970, 0 for none.
type row struct {
	since, from, until int64
	block              int32
	bits               bits
	phase              model.Phase
	issues             uint8 // errors and warnings of its own, 255 for more
}

// rowOf reads a code at now. turn is when the row has to be read again, because time alone changes it.
func rowOf(c *model.AccessCode, habit model.Habit, now time.Time) (r row, turn int64) {
	read := c.Reading(habit, now)
	r.phase, r.since = read.Standing.Phase, seconds(read.Standing.Since)
	r.from, r.until = seconds(c.Window.From), seconds(c.Window.Until)
	r.bits = codeBits(c) | phase(read.Standing.Phase) | when(read.Stuck, stuckBit)
	own := 0
	for i := range c.Problems {
		if c.Problems[i].Origin == model.OriginCode {
			own++
		}
	}
	r.issues = uint8(min(own, 255)) //nolint:gosec // it fits
	return r, soonest(now, c.Window.From, c.Window.Until, read.Outlook.Patience)
}

// needsLook says that somebody should look at the code: what the problems toggle shows.
func (r *row) needsLook() bool {
	return r.bits&(stuckBit|errorBit|warningBit|phase(model.PhaseUnreadable)) != 0
}

func seconds(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.Unix()
}

// far is a turn that never comes.
const far = int64(1) << 62

// soonest is the first whole second after the next of the times that is not past.
func soonest(now time.Time, times ...time.Time) int64 {
	next := far
	for _, t := range times {
		if !t.Before(now) {
			next = min(next, t.Unix()+1)
		}
	}
	return next
}

// holds answers a term that only the code can answer, without the negation; texts are searched elsewhere.
func (r *row) holds(t *term, from, until int64, now int64) bool {
	switch t.key {
	case status, kind:
		return r.bits&t.bits != 0
	case managed:
		return slices.Contains(t.words, yesOrNo(r.bits&managedBit != 0))
	case age:
		return r.since != 0 && t.spans(time.Duration(now-r.since)*time.Second)
	case starts:
		return t.lies(r.from, from, until)
	case ends:
		return t.lies(r.until, from, until)
	default:
		return false
	}
}

func yesOrNo(is bool) string {
	if is {
		return "yes"
	}
	return "no"
}

// spans says that a time in a state is as the term wants it.
func (t *term) spans(spent time.Duration) bool {
	if t.op == more {
		return spent > t.span
	}
	return spent < t.span
}

package recur

import (
	"errors"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"seamdash/model"
	"seamdash/model/rrule"
)

// Check is why the rule should not be kept, in the order of a form. It looks at the rule alone: zones, sets of holidays and what
// locks allow are judged elsewhere.
func (r *Rule) Check() []Trouble {
	var l ledger
	r.checkName(&l)
	r.checkLocks(&l)
	r.limits(&l)
	if !slices.ContainsFunc(l, func(t Trouble) bool { return t.Field == FieldSpans }) {
		r.checkSpans(&l)
	}
	r.checkEnd(&l)
	r.checkDates(&l)
	r.checkPause(&l)
	r.checkPIN(&l)
	r.checkNaming(&l)
	if len(l) == 0 {
		r.checkOverlap(&l)
	}
	if len(l) == 0 {
		r.checkMatches(&l)
	}
	return l
}

func (r *Rule) checkName(l *ledger) {
	switch {
	case strings.TrimSpace(r.Name) == "":
		l.add(FieldName, "no-name", "the codes on the locks are called by it", "the rule has no name")
	case utf8.RuneCountInString(r.Name) > maxText:
		l.add(FieldName, "too-long", "", "the name is longer than %d letters", maxText)
	case model.Clean(r.Name) != r.Name:
		l.add(FieldName, "bad-text", "", "the name has signs that cannot be shown")
	}
}

func (r *Rule) checkLocks(l *ledger) {
	switch {
	case len(r.Locks) == 0:
		l.add(FieldLocks, "no-locks", "choose at least one", "the rule has no lock")
	case len(once(r.Locks)) != len(r.Locks):
		l.add(FieldLocks, "twice", "", "a lock is named twice")
	}
}

// checkSpans says which patterns of days calendars read in different ways, or match no day at all.
func (r *Rule) checkSpans(l *ledger) {
	if len(r.Spans) == 0 && len(r.Extra) == 0 {
		l.add(FieldSpans, "empty", "say when, such as mon-fri 9-17", "the rule has no window")
	}
	for i := range r.Spans {
		var bad *rrule.Error
		if err := r.Spans[i].Days.Check(r.Start); errors.As(err, &bad) {
			l.add(FieldSpans, bad.Code, "", "%s", bad.Why)
		}
	}
}

func (r *Rule) checkEnd(l *ledger) {
	if r.End.Kind == OnDate && r.End.On < r.Start {
		l.add(FieldEnd, "end-before-start", "", "the rule ends on %v, before it starts on %v", r.End.On, r.Start)
	}
}

func (r *Rule) checkDates(l *ledger) {
	for _, e := range r.Extra {
		if e.Date < r.Start || e.Date > LastDay {
			l.add(FieldExtra, "extra-before-start", "let the rule start earlier", "the extra opening on %v is before the start on %v", e.Date, r.Start)
			break
		}
	}
	if len(once(r.Holidays)) != len(r.Holidays) {
		l.add(FieldHolidays, "twice", "", "a set of holidays is named twice")
	}
}

func (r *Rule) checkPause(l *ledger) {
	if p := r.Pause; p.Paused && !p.Open && p.Until <= p.From {
		l.add(FieldPause, "bad-pause", "", "the pause ends on %v, before it begins on %v", p.Until, p.From)
	}
}

func (r *Rule) checkPIN(l *ledger) {
	p := &r.PIN
	known := !slices.ContainsFunc(p.PINs, func(pin model.PIN) bool { return !pin.Known() })
	switch p.Kind {
	case Fixed:
		if len(p.PINs) != 1 || !known {
			l.add(FieldPIN, "no-pin", "type one, or let Seam choose", "the PIN is missing")
		}
	case Listed:
		p.checkList(l, known)
	case ChosenBySeam, Fresh:
		if len(p.PINs) > 0 {
			l.add(FieldPIN, "needless-pin", "", "PINs are listed that are not used")
		}
		if p.Kind == Fresh && p.Length != 0 && (p.Length < minPIN || p.Length > maxPIN) {
			l.add(FieldPIN, "bad-length", "", "a PIN has %d to %d digits", minPIN, maxPIN)
		}
	default: // a limit
	}
}

func (p *PINPolicy) checkList(l *ledger, known bool) {
	switch {
	case len(p.PINs) < 2 || !known:
		l.add(FieldPIN, "no-pins", "type two or more", "a list of PINs has two at least")
	case samePIN(p.PINs):
		l.add(FieldPIN, "same-pin", "", "a PIN is in the list twice")
	}
}

func samePIN(pins []model.PIN) bool {
	for i := range pins {
		if slices.ContainsFunc(pins[:i], pins[i].Equal) {
			return true
		}
	}
	return false
}

func (r *Rule) checkNaming(l *ledger) {
	for _, text := range []string{r.Naming.Template, r.Naming.Short} {
		word, unknown := unknownPlaceholder(text)
		switch {
		case unknown:
			l.add(FieldNaming, "unknown-placeholder", "known are {rule}, {date}, {day} and {n}", "%q in the name of the codes stands for nothing", model.Clean(word))
		case utf8.RuneCountInString(text) > maxText:
			l.add(FieldNaming, "too-long", "", "the name of the codes is longer than %d letters", maxText)
		case model.Clean(text) != text:
			l.add(FieldNaming, "bad-text", "", "the name of the codes has signs that cannot be shown")
		default:
			continue
		}
		return
	}
}

// checkMatches says that nothing is left of a rule, holidays and pauses aside.
func (r *Rule) checkMatches(l *ledger) {
	if len(r.Spans) == 0 {
		return
	}
	bare := r.Clone()
	bare.Holidays, bare.Pause = nil, Pause{}
	s, err := Compile(&bare, Setting{Zone: time.UTC})
	if err != nil {
		return // what Compile refuses is said already
	}
	in := s.turns(r.Start, min(r.Start+2*horizonDays, LastDay))
	some := false
	for t, ok := in.next(); ok; t, ok = in.next() {
		if t.lost == kept {
			return
		}
		some = true
	}
	if some {
		l.add(FieldSkip, "all-excluded", "", "every window is skipped")
		return
	}
	l.add(FieldEnd, "never", "", "the rule ends before its first window")
}

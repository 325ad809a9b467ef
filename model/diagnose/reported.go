package diagnose

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"seamdash/model"
)

// reported makes a finding of every error and warning that Seam reports on the code, its lock or its account. What Seam copied from
// a parent, or says in two words, is found once.
func (q *inquiry) reported() []Finding {
	var found []Finding
	if q.Account != nil {
		found = q.find(found, q.Account.Problems, model.OriginAccount)
	}
	found = q.find(found, q.device.Problems, model.OriginDevice)
	if q.Code != nil {
		found = q.find(found, q.Code.Problems, model.OriginCode)
	}
	if len(found) < 2 {
		return found
	}
	return explained(found)
}

func (q *inquiry) find(found []Finding, problems []model.Problem, on model.Origin) []Finding {
	for i := range problems {
		p := &problems[i]
		l := q.lineFor(p)
		root := q.rootOf(l, p.Origin)
		at := same(found, l.cause, root)
		if at >= 0 && p.Detail == nil && found[at].Evidence[0].Fact == l.fact { // a copy, of which every code of the lock has one
			found[at].Since = earlier(found[at].Since, p.Since)
			continue
		}
		f := q.finding(p, l, root, sourceOf(on))
		if at < 0 {
			found = append(found, f)
		} else {
			found[at] = merged(found[at], f)
		}
	}
	return found
}

// same is where a finding of that cause on that thing is, or -1.
func same(found []Finding, cause Cause, root Root) int {
	for i := range found {
		if found[i].Cause == cause && found[i].Root.Origin == root.Origin && found[i].Root.ID == root.ID {
			return i
		}
	}
	return -1
}

// earlier is the earlier of two times, of which zero is none.
func earlier(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}

// merged is the graver of two findings about the same with the evidence of both, since the earlier.
func merged(a, b Finding) Finding {
	if cmp.Or(-first(a.Blocks, b.Blocks), cmp.Compare(a.Severity, b.Severity)) < 0 {
		a, b = b, a
	}
	a.Said = cmp.Or(a.Said, b.Said)
	a.Open = a.Open || b.Open
	a.Since = earlier(a.Since, b.Since)
	for _, more := range b.Evidence {
		if !slices.ContainsFunc(a.Evidence, func(e Evidence) bool { return e.Fact == more.Fact }) {
			a.Evidence = append(a.Evidence, more)
		}
	}
	return a
}

// finding is the line about a problem, weighed for the code in question.
func (q *inquiry) finding(p *model.Problem, l *line, root Root, from Source) Finding {
	f := Finding{
		Cause: l.cause, Severity: l.severity, Root: root, Title: l.title, Why: l.why, Said: q.masked(p.Message), Since: p.Since, Retries: l.retries,
		Evidence: append(make([]Evidence, 0, 3), Evidence{Fact: l.fact, Since: p.Since, From: from}),
	}
	q.detail(&f, p)
	q.weigh(&f, &l.entry, p)
	f.Steps = q.steps(&l.entry, p, f.Blocks)
	return f
}

// A line is the row about a problem as it reads on one lock.
type line struct {
	entry

	level  model.Level
	origin model.Origin
	said   string // Seam's code, which may be older than that of the row
	cause  Cause
	fact   string // that Seam reports it
	root   Root   // where it is the same for all codes of the lock; otherwise the zero value
}

// lineFor looks up and fills in what there is to say about a problem, once for all codes of the lock. The line is good until the
// next one is asked for.
func (q *inquiry) lineFor(p *model.Problem) *line {
	for i := range q.lines {
		if l := &q.lines[i]; l.said == p.Code && l.level == p.Level && l.origin == p.Origin {
			return l
		}
	}
	l := line{
		entry: lookUp(p), level: p.Level, origin: p.Origin, said: p.Code,
		fact: "Seam reports the " + p.Level.String() + " " + cmp.Or(p.Code, "without a code"),
	}
	l.cause = cmp.Or(l.as, Cause(l.code))
	q.fillIn(&l.entry)
	q.lines = append(q.lines, l)
	return &q.lines[len(q.lines)-1]
}

func sourceOf(o model.Origin) Source {
	switch o {
	case model.OriginAccount, model.OriginBridge:
		return FromAccount
	case model.OriginDevice:
		return FromLock
	case model.OriginCode:
		return FromCode
	default:
		return FromCode
	}
}

// detail adds what Seam says beside its sentence, and what is known of the same on the lock.
func (q *inquiry) detail(f *Finding, p *model.Problem) {
	add := func(from Source, fact string) { f.Evidence = append(f.Evidence, Evidence{Fact: fact, From: from}) }
	switch string(f.Cause) {
	case "device_disconnected":
		q.linkFacts(add)
	case "failed_to_set_on_device":
		f.Why = q.suspects()
	case "duplicate_code_on_device":
		q.otherFacts(p, "the other code is called ", add)
	case "using_backup_access_code":
		q.otherFacts(p, "the backup code is called ", add)
		if q.Code != nil && q.settled() {
			f.Why = "A backup code was pulled while this one could not get onto the lock, and now the lock has both."
		}
	case "code_constraints_violated":
		if rules := demands(&q.device.Rules); rules != "" {
			add(FromLock, "the lock wants "+rules)
		}
	case "conflicting_external_modification", "external_modification_in_effect":
		changed(f, p.Detail, add)
	}
	if d := p.Detail; d != nil && d.Limit > 0 {
		add(sourceOf(f.Root.Origin), strconv.Itoa(d.Used)+" of "+strconv.Itoa(d.Limit)+" are used")
	}
}

func (q *inquiry) otherFacts(p *model.Problem, words string, add func(Source, string)) {
	if other := q.other(p); other != nil && other.Name != "" {
		add(FromLock, words+q.masked(other.Name))
	}
}

// suspects are what may have kept a code off the lock, of what is usual, without what is known to be well.
func (q *inquiry) suspects() string {
	text := "The lock did not take the code: "
	if q.device.Online == model.Yes {
		text += "it is online, but the connection may be weak"
	} else {
		text += "the connection may be weak, the hub off"
	}
	if b := q.device.Battery; q.device.LowPower(b) {
		text += ", its battery is low"
	} else if !b.Known {
		text += ", the battery low"
	}
	if q.device.Rules.Demands("cannot_specify_pin_code") {
		return text + ", or its maker in trouble."
	}
	return text + ", or the PIN one that it refuses."
}

// linkFacts are what else is known of a lock that Seam has lost.
func (q *inquiry) linkFacts(add func(Source, string)) {
	switch q.device.Online {
	case model.No:
		add(FromLock, "the lock is offline")
	case model.Yes:
		add(FromLock, "the same answer of Seam says that the lock is online, so this may be over or wrong")
	case model.Unknown:
	}
	if percent, ok := q.device.Battery.Percent(); ok && q.device.LowPower(q.device.Battery) {
		add(FromLock, "its battery is at "+strconv.Itoa(percent)+" %")
	}
}

// changed says whether the code was changed or deleted outside Seam, and what was changed.
func changed(f *Finding, d *model.ProblemDetail, add func(Source, string)) {
	switch {
	case d == nil:
	case d.ChangeType == "removed":
		f.Title = "It was deleted outside Seam"
		if f.Cause == "external_modification_in_effect" {
			f.Title += ", as allowed"
		}
		add(FromCode, "it was deleted on the lock")
	case modified(d) != "":
		add(FromCode, "changed on the lock: "+modified(d))
	}
}

// other is the code that a problem is about beside the one that has it, where it is one of the lock.
func (q *inquiry) other(p *model.Problem) *model.AccessCode {
	id := q.otherID(p)
	for i := range q.Lock.Codes {
		if id != "" && q.Lock.Codes[i].ID == id {
			return &q.Lock.Codes[i]
		}
	}
	return nil
}

// otherID is the id of that code, or "".
func (q *inquiry) otherID(p *model.Problem) model.CodeID {
	switch {
	case p.Detail != nil && p.Detail.Rival != "":
		return p.Detail.Rival
	case q.Code != nil && p.Code == "using_backup_access_code":
		return q.Code.Backup.Pulled
	default:
		return ""
	}
}

// demands are what a lock wants of a PIN, in words, or "".
func demands(rules *model.PINRules) string {
	var text []byte
	for i, length := range rules.Lengths {
		if i > 0 {
			text = append(text, " or "...)
		}
		text = strconv.AppendInt(text, int64(length), 10)
	}
	if len(text) > 0 {
		text = append(text, " digits"...)
	}
	for _, c := range rules.Constraints {
		switch c.Type {
		case "name_length", "name_must_be_unique", "start_date_in_future":
		default:
			if len(text) > 0 {
				text = append(text, ", "...)
			}
			text = append(text, c.Words()...)
		}
	}
	return string(text)
}

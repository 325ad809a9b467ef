package diagnose

import (
	"cmp"
	"slices"
	"strconv"

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
	return found
}

func (q *inquiry) find(found []Finding, problems []model.Problem, on model.Origin) []Finding {
	for i := range problems {
		f := q.finding(&problems[i])
		f.Evidence[0].From = sourceOf(on)
		if at := same(found, &f); at < 0 {
			found = append(found, f)
		} else {
			found[at] = merged(found[at], f)
		}
	}
	return found
}

// same is where a finding of the same cause on the same thing is, or -1.
func same(found []Finding, f *Finding) int {
	for i := range found {
		if found[i].Cause == f.Cause && found[i].Root.Origin == f.Root.Origin && found[i].Root.ID == f.Root.ID {
			return i
		}
	}
	return -1
}

// merged is the graver of two findings about the same with the evidence of both, since the earlier.
func merged(a, b Finding) Finding {
	if cmp.Or(-first(a.Blocks, b.Blocks), cmp.Compare(a.Severity, b.Severity)) < 0 {
		a, b = b, a
	}
	a.Said = cmp.Or(a.Said, b.Said)
	a.Open = a.Open || b.Open
	if a.Since.IsZero() || !b.Since.IsZero() && b.Since.Before(a.Since) {
		a.Since = b.Since
	}
	for _, more := range b.Evidence {
		if !slices.ContainsFunc(a.Evidence, func(e Evidence) bool { return e.Fact == more.Fact }) {
			a.Evidence = append(a.Evidence, more)
		}
	}
	return a
}

// finding is the catalogue's row about a problem, filled in and weighed.
func (q *inquiry) finding(p *model.Problem) Finding {
	e := lookUp(p)
	f := Finding{
		Cause: cmp.Or(e.as, Cause(e.code)), Severity: e.severity, Root: q.rootOf(&e, p.Origin),
		Title: e.title, Why: q.fill(e.why), Said: q.masked(p.Message), Since: p.Since, Retries: e.retries,
		Evidence: append(make([]Evidence, 0, 3), Evidence{
			Fact:  "Seam reports the " + p.Level.String() + " " + cmp.Or(p.Code, "without a code"),
			Since: p.Since, From: sourceOf(p.Origin),
		}),
	}
	q.detail(&f, p)
	q.weigh(&f, &e, p)
	f.Steps = q.steps(&e, p)
	return f
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
	case "duplicate_code_on_device":
		q.otherFacts(p, "the other code is called ", add)
	case "using_backup_access_code":
		q.otherFacts(p, "the backup code is called ", add)
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
		add(FromLock, words+other.Name)
	}
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

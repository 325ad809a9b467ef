package diagnose

import (
	"cmp"
	"strings"

	"seamdash/model"
)

// An entry is what there is to say about one error or warning code of Seam.
type entry struct {
	code     string
	severity Severity
	title    string
	why      string
	steps    []Step
	retries  model.Tri
	blocks   bool
	open     bool
}

// reported makes a finding of every error and warning that Seam reports on the code, its lock or its account. What is copied from
// a parent is found once.
func (q *inquiry) reported() []Finding {
	var found []Finding
	seen := map[string]bool{}
	add := func(problems []model.Problem) {
		for i := range problems {
			f := q.finding(&problems[i])
			if !seen[f.Key()] {
				seen[f.Key()] = true
				found = append(found, f)
			}
		}
	}
	if q.Account != nil {
		add(q.Account.Problems)
	}
	add(q.device.Problems)
	if q.Code != nil {
		add(q.Code.Problems)
	}
	return found
}

// finding is the catalogue's row about a problem, filled in.
func (q *inquiry) finding(p *model.Problem) Finding {
	e := lookUp(p)
	return Finding{
		Cause: Cause(p.Code), Severity: e.severity, Root: q.root(p.Origin),
		Title: e.title, Why: e.why, Said: p.Message, Since: p.Since, Steps: e.steps,
		Retries: e.retries, Blocks: e.blocks, Open: e.open,
		Evidence: []Evidence{{
			Fact:  "Seam reports the " + p.Level.String() + " " + cmp.Or(p.Code, "without a code"),
			Since: p.Since, From: sourceOf(p.Origin),
		}},
	}
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

// root is the thing of that kind that the question is about.
func (q *inquiry) root(o model.Origin) Root {
	switch o {
	case model.OriginAccount, model.OriginBridge:
		name := ""
		if q.Account != nil {
			name = strings.TrimSpace(q.Account.TypeName + " " + q.Account.Name)
		}
		return Root{Origin: o, ID: string(q.device.AccountID), Name: name}
	case model.OriginCode:
		if q.Code != nil {
			return Root{Origin: o, ID: string(q.Code.ID), Name: q.Code.Name}
		}
	case model.OriginDevice:
	}
	return Root{Origin: model.OriginDevice, ID: string(q.device.ID), Name: q.device.Name}
}

// lookUp finds the row of a problem. For a code that is in no catalogue it makes one: Seam's own sentence, and what can be tried
// with anything.
func lookUp(p *model.Problem) entry {
	for _, e := range catalogue() {
		if e.code == p.Code {
			return e
		}
	}
	e := entry{
		code: p.Code, severity: Warning, title: "Seam reports " + p.Words(), why: "This program does not know the code; Seam's own sentence tells what there is to know.",
		steps: []Step{{Text: "read what Seam says, and ask Seam's support with the report if it does not help"}, {Text: "ask for the code again", Do: Retry}},
	}
	if p.Level == model.Error {
		e.severity, e.blocks = Serious, true
	}
	return e
}

package diagnose

import (
	"cmp"
	"slices"

	"seamdash/model"
)

// Of answers. It never fails: what is unknown or contradicts itself is told as such.
func Of(f Facts) Diagnosis {
	q := newInquiry(f)
	findings := q.reported()
	for _, reason := range reasons() {
		if found, ok := reason(q); ok && !q.said(found.Cause, findings) {
			findings = append(findings, found)
		}
	}
	order(findings)
	d := Diagnosis{Findings: findings, Timeline: q.timeline(), Differences: q.differences()}
	d.Health, d.Verdict = q.verdict(findings)
	return d
}

// An inquiry is one question on its way to the answer: the facts, and what is read off them more than once.
type inquiry struct {
	Facts

	device  *model.Device
	habit   model.Habit
	reading model.Reading // of the code; the zero value for a lock
}

func newInquiry(f Facts) *inquiry {
	q := &inquiry{Facts: f, device: &f.Lock.Device, habit: f.Lock.Device.Habit()}
	if f.Code != nil {
		q.reading = f.Code.Reading(q.habit, f.Now)
	}
	return q
}

// A reason looks for one thing that nobody complains about.
type reason func(*inquiry) (Finding, bool)

// order puts first what to deal with first: what blocks, the root before the leaf, the more serious.
func order(findings []Finding) {
	slices.SortStableFunc(findings, func(a, b Finding) int {
		return cmp.Or(
			first(a.Blocks, b.Blocks),
			cmp.Compare(b.Root.Origin, a.Root.Origin),
			cmp.Compare(b.Severity, a.Severity),
			first(a.Open, b.Open),
			cmp.Compare(a.Cause, b.Cause),
		)
	})
}

func first(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	default:
		return 1
	}
}

package diagnose

import (
	"cmp"
	"slices"
	"time"

	"seamdash/model"
)

// Of answers. It never fails: what is unknown or contradicts itself is told as such.
func Of(f Facts) Diagnosis {
	q := newInquiry(f)
	findings := q.findings()
	d := Diagnosis{Findings: findings, Timeline: q.timeline(), Differences: q.differences()}
	d.Health, d.Verdict = q.verdict(findings)
	return d
}

// An inquiry is one question on its way to the answer: the facts, and what is read off them more than once. Whoever asks about many
// codes of one lock asks one inquiry after the other, see turnTo, which shares what is the same for all of them.
type inquiry struct {
	Facts

	device  *model.Device
	habit   model.Habit
	reading model.Reading // of the code; the zero value for a lock
	until   time.Time     // see past
	lines   []line        // of the catalogue, as they read on this lock; see lineFor
}

func newInquiry(f Facts) *inquiry {
	if f.Zone == nil {
		f.Zone = time.UTC
	}
	q := &inquiry{Facts: f, device: &f.Lock.Device, habit: f.Lock.Device.Habit()}
	q.turnTo(f.Code)
	return q
}

// turnTo makes the question one about another code of the same lock, or about the lock itself, which is nil.
func (q *inquiry) turnTo(code *model.AccessCode) {
	q.Code, q.reading, q.until = code, model.Reading{}, time.Time{}
	if code != nil {
		q.reading = code.Reading(q.habit, q.Now)
	}
}

// findings are the part of the answer that a survey needs, too. After it until says how long they hold.
func (q *inquiry) findings() []Finding {
	findings := q.reported()
	for _, reason := range reasons() {
		if found, ok := reason(q); ok && !q.said(found.Cause, findings) {
			findings = append(findings, found)
		}
	}
	order(findings)
	return findings
}

// past says that a moment has come, or has gone by. Zero never comes. Whatever findings make of the time they ask here, so that
// until is the next moment at which time alone can change which there are; zero for never.
func (q *inquiry) past(at time.Time) bool {
	if at.IsZero() {
		return false
	}
	if !q.Now.Before(at) {
		return true
	}
	if q.until.IsZero() || at.Before(q.until) {
		q.until = at
	}
	return false
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

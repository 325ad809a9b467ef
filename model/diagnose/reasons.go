package diagnose

import "seamdash/model"

// reasons are all that look for what nobody complains about.
func reasons() []reason {
	return []reason{late}
}

// said says that a finding which is there already tells the same as a cause that was reasoned.
func (q *inquiry) said(c Cause, found []Finding) bool {
	for i := range found {
		if found[i].Cause == c {
			return true
		}
	}
	return false
}

// late finds a code that is not on the lock although its window is open.
func late(q *inquiry) (Finding, bool) {
	if q.Code == nil || !q.reading.Stuck || q.Code.Window.Ended(q.Now) || !q.past(q.Code.Window.From) {
		return Finding{}, false
	}
	return Finding{
		Cause: CauseLate, Severity: Serious, Root: q.root(model.OriginCode), Title: "It is not on the lock", Since: q.Code.Window.From, Blocks: true,
		Why:      "Its window is open, and Seam has not set it on the lock.",
		Evidence: []Evidence{{Fact: "its window is open and its status is " + string(q.Code.Status), Since: q.Code.Window.From, From: FromCode}},
		Steps:    []Step{{Text: "ask for it again with the same values", Do: Retry}},
	}, true
}

package activity

import (
	"cmp"
	"slices"
	"time"

	"seamdash/model"
	"seamdash/ui/nav"
	"seamdash/ui/tracking"
)

// Followed brings the writes that are followed to their locks, the oldest first.
type Followed struct{ Writes []model.Tracked }

// An ownWrite is a line of the audit log, a write that is followed, or both where they are about the same.
type ownWrite struct {
	write   *model.Write
	tracked *model.Tracked
}

func (o *ownWrite) at() time.Time {
	if o.write != nil {
		return o.write.At
	}
	return o.tracked.AskedAt
}

// sameTime is how far apart the two records of one write may be dated.
const sameTime = 3 * time.Second

// pair brings the audit log and the followed writes together, the newest first.
func pair(writes []model.Write, followed []model.Tracked) []ownWrite {
	out := make([]ownWrite, 0, len(writes)+len(followed))
	byLock := map[model.DeviceID][]*model.Tracked{}
	for i := range followed {
		t := &followed[i]
		byLock[t.Lock()] = append(byLock[t.Lock()], t)
	}
	for i := range writes {
		one := ownWrite{write: &writes[i]}
		candidates := byLock[writes[i].Device]
		if at := slices.IndexFunc(candidates, func(t *model.Tracked) bool { return recordOf(one.write, t) }); at >= 0 {
			one.tracked = candidates[at]
			byLock[writes[i].Device] = slices.Delete(candidates, at, at+1)
		}
		out = append(out, one)
	}
	for i := range followed {
		t := &followed[i]
		if slices.Contains(byLock[t.Lock()], t) {
			out = append(out, ownWrite{tracked: t})
		}
	}
	slices.SortStableFunc(out, func(a, b ownWrite) int { return b.at().Compare(a.at()) })
	return out
}

// recordOf says that a line of the log is about a followed write.
func recordOf(w *model.Write, t *model.Tracked) bool {
	if w.Action != t.Action.Words() || w.Code != "" && t.Code != "" && w.Code != t.Code {
		return false
	}
	if w.Request != "" && t.Request != "" {
		return w.Request == t.Request
	}
	return cmp.Compare(w.At.Sub(t.AskedAt).Abs(), sameTime) <= 0
}

// line is how far the write of a row is; ok is false where it is not followed.
func (s *Screen) line(r *row, now time.Time) (line tracking.Line, ok bool) {
	if r.tracked == nil {
		return line, false
	}
	return tracking.Of(r.tracked, s.picture, s.zones, now), true
}

// noDetails says why there is nothing more to tell about the row under the cursor.
func noDetails(s *Screen) string {
	r, ok := s.under()
	switch {
	case !ok:
		return "there is nothing under the cursor"
	case r.event != nil:
		return "this is an event of Seam, which says no more"
	default:
		return ""
	}
}

// details tells all of a write, a sentence on a line.
func details(s *Screen) nav.Intent {
	r, _ := s.under()
	var body []string
	if line, ok := s.line(r, s.now()); ok {
		body = append(line.Parts(), "On "+line.Lock+". Asked for "+model.When(r.at(), s.now(), s.home)+", your time.")
	}
	if r.write != nil {
		body = append(body, told(r.write))
	}
	return nav.Ask{Title: s.codeName(r), Body: body}
}

package diagnose

import (
	"strings"
	"time"

	"seamdash/model"
)

// staleAfter is from when on an old picture may mislead somebody who relies on it.
const staleAfter = 5 * time.Minute

// overSeam is a finding about the connection to Seam itself, which is one for all locks.
func (q *inquiry) overSeam(c Cause, title, why string) *Finding {
	return &Finding{Cause: c, Root: Root{Origin: model.OriginAccount, Name: "the connection to Seam"}, Title: title, Why: why}
}

// rateLimited finds that Seam refuses our calls, which no lock can help.
func (q *inquiry) rateLimited() *Finding {
	fault := q.Feed.Fault
	if fault == nil || fault.Kind != model.KindRateLimited {
		return nil
	}
	again := later(fault.RetryAt, q.Feed.NextTry)
	why := "This program has asked Seam too often, and Seam answers nothing for a while; codes and locks go on as they were told."
	if !again.IsZero() && !q.past(again) {
		why = "This program has asked Seam too often, and Seam answers again " + q.at(again) + "; codes and locks go on as they were told."
	}
	f := q.overSeam(CauseRateLimited, "Seam refuses our calls for a while", why)
	f.Retries = model.Yes
	f.Severity = q.age(f)
	return f.shows(FromUs, q.Feed.AsOf, "Seam answered that there were too many calls").
		try(Wait, "wait: this program asks again by itself").
		try(ByHand, "if it stays, look which other programs use the same key")
}

// age dates a finding about old knowledge from the last answer, and gives how much it matters.
func (q *inquiry) age(f *Finding) Severity {
	f.Since = q.Feed.AsOf
	if !q.Feed.AsOf.IsZero() && q.past(q.Feed.AsOf.Add(staleAfter)) {
		return Warning
	}
	return Note
}

// stale finds that what is known is old: Seam does not answer, somebody froze the updates, or the lock could not be read.
func (q *inquiry) stale() *Finding {
	if f := q.lockStale(); f != nil {
		return f
	}
	fact, why := q.silence()
	if fact == "" || q.Feed.Fault != nil && q.Feed.Fault.Kind == model.KindRateLimited {
		return nil // that is told as what it is
	}
	if !q.Feed.AsOf.IsZero() {
		why += " What is told here is from " + q.at(q.Feed.AsOf) + "."
	}
	f := q.overSeam(CauseStale, "What is known is old", why)
	f.Severity = q.age(f)
	f.Retries = model.Yes
	if q.Feed.Connection == model.Frozen || q.Feed.Connection == model.Off {
		f.Retries = model.No
	}
	return f.shows(FromUs, q.Feed.AsOf, fact).try(Refresh, "ask Seam again now")
}

// silence is why the feed does not tell what is so now, or "".
func (q *inquiry) silence() (fact, why string) {
	feed := &q.Feed
	switch feed.Connection {
	case model.Retrying:
		fact = "Seam does not answer"
		if feed.Fault != nil {
			fact = "Seam does not answer: " + feed.Fault.Kind.String()
		}
		return fact, "Seam does not answer at present, and this program goes on asking."
	case model.Frozen:
		return "updates are frozen", "Somebody stopped the updates in this program."
	case model.Off:
		if feed.AsOf.IsZero() || !q.past(feed.AsOf.Add(staleAfter)) {
			return "", ""
		}
		return "updates are off", "This program was told not to ask Seam by itself."
	case model.Live:
		if q.past(feed.Overdue) {
			return "Seam owes an answer since " + q.at(feed.Overdue), "Seam is slow to answer."
		}
	case model.Connecting:
	}
	return "", ""
}

// lockStale finds a lock of which an older picture is all there is.
func (q *inquiry) lockStale() *Finding {
	fault := q.Lock.Fault
	if fault == nil && !q.Lock.Old {
		return nil
	}
	fact, why := "nobody has read the lock since this program started", "What is known of this lock is from an earlier run of this program."
	if fault != nil {
		fact = "the lock's codes could not be read: " + q.masked(fault.Why())
		why = "The codes of this lock could not be read, so what is told here may be old."
	}
	f := q.about(model.OriginDevice, CauseStale, Warning, "What is known of the lock is old", why)
	f.Since, f.Retries = q.Feed.Kept, model.Yes
	f.shows(FromUs, f.Since, fact).try(Refresh, "ask Seam again now")
	if fault != nil && fault.Hint != "" {
		f.try(ByHand, strings.TrimSuffix(fault.Hint, "."))
	}
	return f
}

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
	d := Diagnosis{Findings: q.findings(), Differences: q.differences()}
	d.Timeline, d.Earlier = q.timeline()
	d.Health, d.Verdict = q.verdict(d.Findings)
	return d
}

// An inquiry is one question on its way to the answer: the facts, and what is read off them more than once. Whoever asks about many
// codes of one lock asks one inquiry after the other, see turnTo, which shares what is the same for all of them.
type inquiry struct {
	Facts

	device  *model.Device
	habit   model.Habit
	house   house
	reading model.Reading // of the code; the zero value for a lock
	until   time.Time     // see past
	graver  bool          // only what is graver than a [Note] is wanted
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
	q.Code, q.reading, q.until = code, model.Reading{}, q.house.until
	if code != nil {
		q.reading = code.Reading(q.habit, q.Now)
		q.past(code.Window.From) // where the code stands changes at both edges
		q.past(code.Window.Until)
	}
}

// findings are the part of the answer that a survey needs, too. After it until says how long they hold.
func (q *inquiry) findings() []Finding {
	var found []Finding
	if q.troubled() {
		found = q.reported()
	}
	found = q.reasoned(found, q.reasons())
	if !q.graver {
		found = q.reasoned(found, q.asides())
	}
	q.redact(found)
	order(found)
	return found
}

// reasoned adds what the reasons find and nothing tells yet.
func (q *inquiry) reasoned(found []Finding, reasons []reason) []Finding {
	for _, reason := range reasons {
		if f := reason(q); f != nil && !said(f.Cause, found) {
			q.finish(f)
			found = append(found, *f)
		}
	}
	return found
}

// troubled says that Seam complains about the code, its lock or its account.
func (q *inquiry) troubled() bool {
	return len(q.device.Problems) > 0 || q.Code != nil && len(q.Code.Problems) > 0 || q.Account != nil && len(q.Account.Problems) > 0
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

// order puts first what to deal with first: what blocks, the root before the leaf, what is particular before what is merely a sign
// of it, the more serious, and an open door.
func order(found []Finding) {
	slices.SortStableFunc(found, func(a, b Finding) int {
		return cmp.Or(
			first(a.Blocks, b.Blocks),
			first(a.Severity > Note, b.Severity > Note),
			cmp.Compare(b.Root.Origin, a.Root.Origin),
			cmp.Compare(rank(a.Cause), rank(b.Cause)),
			cmp.Compare(b.Severity, a.Severity),
			first(a.Open, b.Open),
			cmp.Compare(a.Cause, b.Cause),
		)
	})
}

// rank orders causes of one root in the order in which Seam's guides have them looked into: the connection, rights and plans, room
// on the lock, conflicts of PINs, anything else, and at last what is a sign of all of these.
func rank(c Cause) int {
	switch c {
	case "account_disconnected", "bridge_disconnected", "device_removed":
		return 0
	case "hub_disconnected", "dormakaba_sites_disconnected", "provider_service_unavailable":
		return 1
	case "device_disconnected", CauseOffline, CauseOfflineSoon:
		return 2
	case "insufficient_permissions", "august_lock_not_authorized", "missing_device_credentials", "subscription_required",
		CauseCannot, CauseNoKeypad:
		return 3
	case "no_space_for_access_code_on_device", "salto_ks_subscription_limit_exceeded", CauseFull:
		return 4
	case "duplicate_code_on_device", "code_constraints_violated", "wyze_duplicate_code_name", CauseSamePIN, CauseSameName:
		return 5
	case "failed_to_set_on_device", "failed_to_issue", "failed_to_update", "failed_to_remove_from_device", "failed_to_expire":
		return 7
	case "delay_in_setting_on_device", "delay_in_issuing", "delay_in_removing_from_device":
		return 8
	default:
		if symptom(c) {
			return 8
		}
		return 6
	}
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

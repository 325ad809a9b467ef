package diagnose

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"seamdash/model"
)

// mostMoments is how many moments a timeline has at most; nobody reads more, and a busy door has thousands.
const mostMoments = 200

// timeline is what happened to the code, what should have and what is to come, in order; and how many older moments are left out.
func (q *inquiry) timeline() (moments []Moment, earlier int) {
	if q.Code == nil {
		return nil, 0
	}
	moments = q.asked(moments)
	moments = q.recorded(moments)
	moments = q.noticed(moments)
	slices.SortStableFunc(moments, compareMoments)
	if earlier = len(moments) - mostMoments; earlier > 0 {
		moments = slices.Clone(moments[earlier:])
	}
	moments = append(moments, q.expected()...)
	slices.SortStableFunc(moments, compareMoments)
	return moments, max(earlier, 0)
}

// compareMoments goes by time in whole seconds, which are shown; what falls into one is told from the cause to the effect, because
// several clocks are behind it.
func compareMoments(a, b Moment) int {
	return cmp.Or(
		a.At.Truncate(time.Second).Compare(b.At.Truncate(time.Second)), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.turn(), b.turn()),
		a.At.Compare(b.At), cmp.Compare(a.Event, b.Event), cmp.Compare(a.Request, b.Request), cmp.Compare(a.Words, b.Words),
	)
}

// turn is asked before accepted, accepted and the edge of a window before what Seam recorded, and that before what it began.
func (m *Moment) turn() int {
	switch {
	case m.Event == "" && strings.HasPrefix(m.Words, askedHere):
		return 0
	case m.Event == "" && (m.Request != "" || strings.HasPrefix(m.Words, "its window")):
		return 1
	case m.Event != "":
		return 2
	default:
		return 3
	}
}

const askedHere = "asked by this program: "

// asked adds what this program asked for. A write that is followed is told from there, and otherwise from the log.
func (q *inquiry) asked(moments []Moment) []Moment {
	told := map[model.RequestID]bool{}
	for i := range q.Followed {
		t := &q.Followed[i]
		if t.Code != q.Code.ID || t.AskedAt.IsZero() {
			continue
		}
		told[t.Request] = true
		moments = append(moments, followed(t)...)
	}
	for i := range q.Writes {
		w := &q.Writes[i]
		if w.Code != q.Code.ID || w.At.IsZero() || w.Request != "" && told[w.Request] {
			continue
		}
		told[w.Request] = true
		moments = append(moments, Moment{At: w.At, Words: askedHere + q.masked(w.Action), Request: w.Request})
		switch {
		case w.WasAccepted():
			moments = append(moments, Moment{At: w.At.Add(w.Took), Words: "accepted by Seam", Request: w.Request})
		case w.Outcome != "":
			moments = append(moments, Moment{At: w.At.Add(w.Took), Words: "not done: " + q.masked(w.Outcome), Request: w.Request})
		}
	}
	return moments
}

// followed are the moments of a write that is followed to the lock.
func followed(t *model.Tracked) []Moment {
	moments := []Moment{{At: t.AskedAt, Words: askedHere + t.Action.Words(), Request: t.Request}}
	if !t.AcceptedAt.IsZero() {
		moments = append(moments, Moment{At: t.AcceptedAt, Words: "accepted by Seam", Request: t.Request})
	}
	if at := t.DoneAt; !at.IsZero() && t.Stage != model.StageAsked && t.Stage != model.StageAccepted {
		moments = append(moments, Moment{At: at, Words: "seen by this program: " + t.Stage.String(), Request: t.Request})
	}
	return moments
}

// recorded adds what Seam recorded: all about the code, and of its lock and account what may explain it, from when the code was made.
func (q *inquiry) recorded(moments []Moment) []Moment {
	seen := make(map[model.EventID]bool, len(q.Events))
	moments = slices.Grow(moments, len(q.Events))
	for i := range q.Events {
		e := &q.Events[i]
		at := happened(e)
		if at.IsZero() || e.ID != "" && seen[e.ID] {
			continue
		}
		words := q.eventWords(e)
		if words == "" {
			continue
		}
		seen[e.ID] = true
		if at.After(q.Now.Add(clockSlack)) {
			words += ", by a clock that is ahead"
		}
		moments = append(moments, Moment{At: at, Words: words, Event: e.ID})
	}
	return moments
}

// eventWords says what an event means for this code, "" for nothing.
func (q *inquiry) eventWords(e *model.Event) string {
	if e.CodeID == q.Code.ID {
		switch e.Type {
		case eventUnlocked:
			return "opened the door"
		case eventRefused:
			return "refused at the keypad"
		default:
			return q.masked(e.Type.Words())
		}
	}
	if e.CodeID != "" || happened(e).Before(q.Code.CreatedAt) {
		return ""
	}
	switch string(e.Type) {
	case "device.connected", "device.disconnected", "device.removed", "device.deleted", "device.low_battery", "device.converted_to_unmanaged",
		"device.accessory_keypad_connected", "device.accessory_keypad_disconnected", string(eventRefused):
		if e.DeviceID == q.device.ID {
			return e.Type.Words()
		}
	case "connected_account.connected", "connected_account.disconnected", "connected_account.deleted":
		if e.AccountID == q.device.AccountID && e.AccountID != "" {
			return e.Type.Words()
		}
	}
	return ""
}

// noticed adds what the code itself tells of its past, where no event tells the same.
func (q *inquiry) noticed(moments []Moment) []Moment {
	c := q.Code
	if !c.CreatedAt.IsZero() && !told(moments, c.CreatedAt) {
		moments = append(moments, Moment{At: c.CreatedAt, Words: "made"})
	}
	for i := range c.Pending {
		m := &c.Pending[i]
		if words := q.began(m); words != "" && !m.CreatedAt.IsZero() {
			moments = append(moments, Moment{At: m.CreatedAt, Words: words})
		}
	}
	for i := range c.Problems {
		p := &c.Problems[i]
		if p.Origin != model.OriginCode || p.Since.IsZero() || q.toldBy(p) {
			continue
		}
		moments = append(moments, Moment{At: p.Since, Words: p.Level.String() + ": " + cmp.Or(q.masked(p.Words()), "Seam does not say which")})
	}
	return moments
}

// began says what began with a mutation, "" for nothing.
func (q *inquiry) began(m *model.PendingMutation) string {
	switch m.Code {
	case model.MutationDeferringCreation:
		return ""
	case model.MutationCreating:
		if q.Code.Status == model.StatusSetting {
			return "programming began"
		}
		return "waits to be programmed"
	case model.MutationDeleting:
		return "removal began"
	case model.MutationUpdatingCode, model.MutationUpdatingName, model.MutationUpdatingTimeFrame:
		return "change asked for: " + m.Code.Words()
	default:
		return "change asked for: " + q.masked(m.Code.Words())
	}
}

// told says that something happened within a minute of a moment.
func told(moments []Moment, at time.Time) bool {
	return slices.ContainsFunc(moments, func(m Moment) bool { return m.At.Sub(at).Abs() < time.Minute })
}

// toldBy says that an event of the same name was recorded when a problem began.
func (q *inquiry) toldBy(p *model.Problem) bool {
	return slices.ContainsFunc(q.Events, func(e model.Event) bool {
		return e.CodeID == q.Code.ID && string(e.Type) == "access_code."+p.Code && happened(&e).Sub(p.Since).Abs() < eventSlack
	})
}

// expected are the moments that are to come, and those that were due and of which nothing tells although it would.
func (q *inquiry) expected() []Moment {
	if q.Gone || q.Code.Unreadable != "" {
		return nil
	}
	w := q.Code.Window
	begins := "should be on the lock"
	if q.holds() {
		begins = "its window begins"
	}
	moments := q.toCome(q.loading(), w.From, begins)
	moments = q.toCome(moments, w.Until, "its window ends")
	if at, lacks := q.unset(); lacks {
		moments = append(moments, Moment{At: at, Words: "should have been set on the lock", Kind: Missing})
	} else if !w.From.IsZero() && q.started() {
		moments = append(moments, Moment{At: w.From, Words: "its window began"})
	}
	return append(moments, q.ending()...)
}

// toCome adds a moment that is to come.
func (q *inquiry) toCome(moments []Moment, at time.Time, words string) []Moment {
	if at.IsZero() || !at.After(q.Now) {
		return moments
	}
	return append(moments, Moment{At: at, Words: words, Kind: Due})
}

// loading is when Seam loads the code, or should have begun to.
func (q *inquiry) loading() []Moment {
	at := q.reading.Outlook.At
	if q.phase() != model.PhaseWaiting || !q.needs() || at.IsZero() || q.Code.Window.From.IsZero() {
		return nil
	}
	if !q.started() && q.past(q.loadLimit()) && q.covered(at) && q.latestOfCode(eventLoaded, eventSet) == nil {
		return []Moment{{At: at, Words: "should have been loaded onto the lock", Kind: Missing}}
	}
	return q.toCome(nil, at, "Seam loads it onto the lock")
}

// unset is when the code should have been set on the lock, where nothing tells that it was.
func (q *inquiry) unset() (at time.Time, lacks bool) {
	due, earliest := q.setDue()
	if due.IsZero() || !q.Code.Managed || q.Code.Traits.Offline || !q.past(due.Add(q.habit.Patience.Late+clockSlack)) || !q.covered(earliest) {
		return due, false
	}
	edited := q.latestOfCode(eventAsked, eventRetimed) != nil
	return due, q.latestOfCode(eventSet) == nil && (!edited || !q.onLock())
}

// ending is the end of a window that is over, and that it was not removed where nothing tells so.
func (q *inquiry) ending() []Moment {
	until := q.Code.Window.Until
	if !q.ended() {
		return nil
	}
	moments := []Moment{{At: until, Words: "its window ended"}}
	stays := q.phase() == model.PhaseRemoving || q.phase() == model.PhaseLingering
	if limit := until.Add(q.habit.Patience.Removing); stays && q.past(limit) && q.covered(until) && q.latestOfCode(model.EventCodeRemoved) == nil {
		moments = append(moments, Moment{At: limit, Words: "should be off the lock", Kind: Missing})
	}
	return moments
}

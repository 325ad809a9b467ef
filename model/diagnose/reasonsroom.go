package diagnose

import (
	"slices"
	"strconv"
	"time"

	"seamdash/model"
)

// full finds a lock without a place for this code, or for any new one.
func (q *inquiry) full() *Finding {
	slots := q.device.Slots
	if slots <= 0 || q.Code != nil && !q.due() {
		return nil
	}
	used, known := q.Lock.SlotsUsed()
	if q.Code != nil && q.Code.Status == model.StatusSetting {
		used-- // it is counted, and has no place yet
	}
	if !known || used < slots {
		return nil
	}
	f := q.about(model.OriginDevice, CauseFull, Warning, "The lock is full",
		"All places of the lock are taken, codes that wait there for their time included; no other code gets onto it.")
	f.Blocks = true
	if q.Code != nil {
		f.Severity = Serious
	}
	return q.clear(f.shows(FromLock, time.Time{}, codes(used)+" on it, and it has "+places(slots)))
}

// due says that the code should be getting onto the lock now.
func (q *inquiry) due() bool {
	if !q.needs() {
		return false
	}
	switch q.phase() {
	case model.PhaseSetting, model.PhaseLate:
		return true
	case model.PhaseWaiting:
		at := q.reading.Outlook.At
		return q.Code.Window.From.IsZero() || q.past(at)
	case model.PhaseUnknown, model.PhaseSet, model.PhaseLoaded, model.PhaseRemoving, model.PhaseLingering, model.PhaseOver,
		model.PhaseUnreadable:
		return false
	default:
		return false
	}
}

// fullSoon finds the time in which the lock has more codes than places.
func (q *inquiry) fullSoon() *Finding {
	for _, clash := range q.clashes() {
		if clash.Kind != model.NoSlot || q.Code != nil && (!q.needs() || !slices.Contains(clash.Codes, q.Code.ID)) {
			continue
		}
		when, since := "now", time.Time{}
		if !q.past(clash.When.From) {
			when, since = q.at(clash.When.From), clash.When.From
		}
		f := q.about(model.OriginDevice, CauseFullSoon, Warning, "More codes than places from "+when,
			"From "+when+" the lock shall have "+strconv.Itoa(clash.Most)+" codes and has "+places(q.device.Slots)+"; some will not load.")
		return q.clear(f.shows(FromLock, since, strconv.Itoa(clash.Most)+" codes for "+places(q.device.Slots)))
	}
	return nil
}

// clear adds what helps against too many codes.
func (q *inquiry) clear(f *Finding) *Finding {
	f.Retries = model.Yes
	return f.try(ShowCodes, "look through the codes of the lock and delete those that nobody needs").
		tryIf(q.Code != nil && !q.Code.Window.Always(), EditWindow, "or give this code other times, when there is room")
}

func places(n int) string {
	if n == 1 {
		return "1 place"
	}
	return strconv.Itoa(n) + " places"
}

// samePIN finds another code of the lock with the same PIN. Seam takes a PIN once on a lock, even for windows that do not touch.
func (q *inquiry) samePIN() *Finding {
	for _, clash := range q.clashes() {
		if clash.Kind != model.SamePIN {
			continue
		}
		if q.Code == nil {
			return q.twins(clash)
		}
		at := slices.Index(clash.Codes, q.Code.ID)
		if at < 0 {
			continue
		}
		if rival := q.rival(clash.Codes, at); rival != nil {
			return q.twin(rival, CauseSamePIN, "Another code has the same PIN",
				q.called(rival)+" on this lock has the same PIN, and a lock takes a PIN only once, even for other times.")
		}
	}
	return nil
}

// rival is the code among these that is most in the way: one that the lock has, otherwise the first that is another.
func (q *inquiry) rival(codes []model.CodeID, at int) *model.AccessCode {
	var other *model.AccessCode
	for i, id := range codes {
		c, known := q.Lock.Code(id)
		if i == at || !known {
			continue
		}
		if q.takes(c) {
			return c
		}
		if other == nil {
			other = c
		}
	}
	return other
}

// takes says that a code has a place on the lock, or is about to have it.
func (q *inquiry) takes(c *model.AccessCode) bool {
	switch c.Status {
	case model.StatusSet, model.StatusSetting, model.StatusRemoving:
		return true
	case model.StatusUnset:
		return c.Preloaded == model.Yes && !q.past(c.Window.Until)
	case model.StatusUnknown:
		return false
	default:
		return false
	}
}

// twin tells of a code that is in the way of this one.
func (q *inquiry) twin(rival *model.AccessCode, c Cause, title, why string) *Finding {
	f := q.about(model.OriginCode, c, Warning, title, why)
	f.shows(FromLock, rival.CreatedAt, q.called(rival)+" is there too ("+string(rival.AppendState(nil, q.Now, q.Zone))+")")
	if q.holds() && !q.takes(rival) {
		f.Severity = Note // it is the other one that does not get there
		return f.with(rival.ID, ShowOther, "go to the other code, which does not get onto the lock")
	}
	if q.needs() && q.takes(rival) && rival.Status != model.StatusSetting {
		f.Blocks, f.Severity = true, Serious
	}
	if c == CauseSamePIN {
		f.try(NewPIN, "give this code another PIN")
	} else {
		f.try(ByHand, "give one of the two another name")
	}
	f.with(rival.ID, ShowOther, "go to the other code")
	switch {
	case rival.Managed, rival.Traits.CannotBeManaged:
	default:
		f.with(rival.ID, AdoptOther, "let Seam manage the other code, which was made outside Seam")
	}
	if !rival.Traits.CannotBeDeleted {
		f.with(rival.ID, DeleteOther, "delete the other code if nobody needs it")
	}
	return f
}

// twins tells of the lock that two of its codes have the same PIN.
func (q *inquiry) twins(clash model.Clash) *Finding {
	one, known := q.Lock.Code(clash.Codes[0])
	other, too := q.Lock.Code(clash.Codes[1])
	if !known || !too {
		return nil
	}
	f := &Finding{
		Cause: CauseSamePIN, Severity: Warning, Root: Root{Origin: model.OriginCode, ID: string(one.ID), Name: q.called(one)},
		Title: "Two codes have the same PIN",
		Why:   q.called(one) + " and " + q.called(other) + " have the same PIN, and a lock takes a PIN only once, even for other times.",
	}
	return f.shows(FromLock, other.CreatedAt, strconv.Itoa(len(clash.Codes))+" codes of the lock share a PIN").
		with(other.ID, ShowOther, "go to one of them and give it another PIN").
		with(other.ID, DeleteOther, "or delete it if nobody needs it")
}

// sameName finds another code of the same name, on a lock that wants each once.
func (q *inquiry) sameName() *Finding {
	if q.Code == nil || !q.device.Rules.Demands("name_must_be_unique") || q.phase() == model.PhaseOver || q.namesakes(q.Code.Name) < 2 {
		return nil
	}
	for i := range q.Lock.Codes {
		c := &q.Lock.Codes[i]
		if c.ID == q.Code.ID || c.Name != q.Code.Name || q.left(c) {
			continue
		}
		return q.twin(c, CauseSameName, "Another code has the same name",
			"This lock wants every name once, and another of its codes is called the same.")
	}
	return nil
}

func codes(n int) string {
	if n == 1 {
		return "1 code is"
	}
	return strconv.Itoa(n) + " codes are"
}

package diagnose

import (
	"cmp"
	"time"

	"seamdash/model"
)

// forecast is how far ahead windows are looked at: as far as Seam loads codes ahead.
const forecast = 72 * time.Hour

// An omen is what may spoil the window of a code.
type omen struct {
	code  *model.AccessCode
	cause Cause
}

// foresee takes note of what may spoil the window of a code that opens within the [forecast] or is open. What the code has
// itself is a trouble of today; this is about what the lock and its account do to it.
func (h *held) foresee(code *model.AccessCode, found []Finding, now time.Time) {
	w := code.Window
	if w.Always() || w.Ended(now) || w.From.Sub(now) > forecast {
		return
	}
	needs := reaches(code, code.Standing(now).Phase)
	var worst *Finding
	for i := range found {
		if f := &found[i]; threatens(f, needs) && (worst == nil || depth(f) > depth(worst)) {
			worst = f
		}
	}
	if worst != nil {
		h.dangers = append(h.dangers, omen{code, worst.Cause})
	}
}

// threatens says that a finding can spoil the window of a code; needs is whether the lock has yet to hear of the code. A code that
// is on the lock needs nobody's help but a battery's.
func threatens(f *Finding, needs bool) bool {
	if f.Severity == Note {
		return false
	}
	switch matterOf(f.Cause) {
	case matterPower:
		return true
	case matterReach, matterRoom:
		return needs
	case matterOwn:
		return needs && f.Blocks && f.Root.Origin != model.OriginCode
	case matterTwin, matterUnset, matterRemains:
		return false
	default:
		return false
	}
}

func (o omen) danger(lock *model.Lock, now time.Time) Danger {
	d := Danger{
		Hurt: Hurt{Lock: lock.Device.ID, Code: o.code.ID, Name: o.code.Name, Window: o.code.Window}, Cause: o.cause,
		Words: wordsOf(o.cause), At: o.code.Window.From,
	}
	if d.At.Before(now) {
		d.At = now
	}
	return d
}

// wordsOf says a cause as a clause.
func wordsOf(c Cause) string {
	switch c {
	case CauseOffline, CauseOfflineSoon:
		return "the lock is offline"
	case CauseLowBattery:
		return "the battery is low"
	case CauseLowKeypad:
		return "the keypad's battery is low"
	case CauseFull:
		return "the lock is full"
	case CauseFullSoon:
		return "the lock will be full"
	case CauseNoKeypad:
		return "the keypad is missing"
	case CauseCannot:
		return "the lock takes no codes"
	default:
		return model.Problem{Level: model.Error, Code: string(c)}.Words()
	}
}

func compareDangers(a, b Danger) int {
	return cmp.Or(a.At.Compare(b.At), a.Window.From.Compare(b.Window.From), cmp.Compare(a.Lock, b.Lock), cmp.Compare(a.Name, b.Name), cmp.Compare(a.Code, b.Code))
}

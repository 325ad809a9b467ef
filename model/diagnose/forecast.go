package diagnose

import (
	"cmp"
	"slices"
	"time"

	"seamdash/model"
)

// forecast is how far ahead windows are looked at: as far as Seam loads codes ahead.
const forecast = 72 * time.Hour

// An omen is what may spoil the window of a code.
type omen struct {
	lock  model.DeviceID
	code  *model.AccessCode
	cause Cause
}

// foresee takes note of what may spoil the window of a code that opens within the [forecast] or is open. What the code has
// itself is a trouble of today; this is about what the lock and its account do to it.
func (h *held) foresee(code *model.AccessCode, phase model.Phase, found []Finding, now time.Time) {
	w := code.Window
	if len(found) == 0 || w.Always() || w.Ended(now) || w.From.Sub(now) > forecast {
		return
	}
	needs := reaches(code, phase)
	var worst *Finding
	for i := range found {
		if f := &found[i]; threatens(f, needs) && (worst == nil || depth(f) > depth(worst)) {
			worst = f
		}
	}
	if worst != nil {
		h.omens = append(h.omens, &omen{h.lock.Device.ID, code, worst.Cause})
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
		return f.Blocks && f.Root.Origin != model.OriginCode && (needs || !ofProgramming(f.Cause))
	case matterTwin, matterUnset, matterRemains:
		return false
	default:
		return false
	}
}

// omens are those of a workspace.
type omens struct {
	came, sorted []*omen
	of           []*omen // what is sorted, as it came
}

func (o *omens) begin() { o.came = o.came[:0] }

func (o *omens) add(some []*omen) { o.came = append(o.came, some...) }

// dangers tells them in order. The order is another only where the omens are others.
func (o *omens) dangers(now time.Time) []Danger {
	if !slices.Equal(o.came, o.of) {
		o.of, o.came = o.came, o.of
		o.sorted = append(o.sorted[:0], o.of...)
		slices.SortFunc(o.sorted, func(a, b *omen) int {
			return cmp.Or(
				a.code.Window.From.Compare(b.code.Window.From), cmp.Compare(a.code.Name, b.code.Name),
				cmp.Compare(a.lock, b.lock), cmp.Compare(a.code.ID, b.code.ID),
			)
		})
	}
	out, words := make([]Danger, len(o.sorted)), map[Cause]string{}
	for i, omen := range o.sorted {
		if words[omen.cause] == "" {
			words[omen.cause] = wordsOf(omen.cause)
		}
		out[i] = Danger{
			Hurt:  Hurt{Lock: omen.lock, Code: omen.code.ID, Name: omen.code.Name, Window: omen.code.Window},
			Cause: omen.cause, Words: words[omen.cause], At: omen.code.Window.From,
		}
		if out[i].At.Before(now) {
			out[i].At = now
		}
	}
	return out
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

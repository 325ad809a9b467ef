package diagnose

import (
	"slices"

	"seamdash/model"
)

// A matter is what a cause is about. Two causes of the same matter are two words for the same trouble.
type matter uint8

const (
	matterOwn     matter = iota // what no other cause is about
	matterReach                 // nobody gets through to the lock
	matterRoom                  // no place is left on it
	matterTwin                  // it has the PIN or the name already
	matterPower                 // a battery is low
	matterUnset                 // a symptom: the code is not on the lock, or not as it should be
	matterRemains               // a symptom: the code is on the lock and should not be
)

// matterOf sorts a cause. What it does not know is a matter of its own, which hides nothing and is hidden by nothing.
func matterOf(c Cause) matter {
	switch c {
	case CauseOffline, CauseOfflineSoon:
		return matterReach
	case "no_space_for_access_code_on_device", "max_access_codes_reached", CauseFull, CauseFullSoon:
		return matterRoom
	case "duplicate_code_on_device", "conflicting_unmanaged_access_code_id", "wyze_duplicate_code_name", CauseSamePIN, CauseSameName:
		return matterTwin
	case CauseLowBattery, CauseLowKeypad, "accessory_keypad_low_battery":
		return matterPower
	case "failed_to_set_on_device", "failed_to_issue", "failed_to_update", "delay_in_setting_on_device", "delay_in_issuing",
		CauseSettingLong, CauseLate, CauseLoadLate, CauseOldValues, CauseStatusUnknown, CauseSilentSet, CauseCannot, CausePINPending:
		return matterUnset
	case "failed_to_remove_from_device", "failed_to_expire", "delay_in_removing_from_device", CauseRemovingLong, CauseLingers, CauseSilentRemoved:
		return matterRemains
	default:
		if slices.Contains(unreachable(), c) {
			return matterReach
		}
		return matterOwn
	}
}

// depth is how near the root a cause of a matter lies; of two of the same matter the deeper explains the other.
func depth(f *Finding) int {
	d := 10 * int(f.Root.Origin)
	if f.Cause == "device_removed" {
		return d + 3
	}
	if f.Cause == "hub_disconnected" {
		return d + 2
	}
	if f.Cause == CauseOfflineSoon || f.Cause == CauseFullSoon { // says again what would happen because of the other
		return d - 5
	}
	return d
}

// A folded finding stands for others, too.
type folded struct {
	*Finding

	open     bool // it or a symptom of it leaves a door open
	explains bool // it stands for a symptom of the code
}

// fold leaves of the findings about one code or one lock one for each trouble: no notes, of several words for the same matter that
// of the root, and no symptom that a cause explains. Whatever is left out is explained by something that stays.
func fold(found []Finding) []folded {
	var r roots
	for i := range found {
		r.take(&found[i])
	}
	var left []folded
	for i := range found {
		if f := &found[i]; r.keeps(f) {
			left = append(left, r.fold(f))
		}
	}
	return left
}

// roots are the deepest findings of each matter.
type roots struct {
	of      [matterRemains + 1]*Finding
	blocked bool // by something that is no symptom
}

func (r *roots) take(f *Finding) {
	if f.Severity == Note {
		return
	}
	m := matterOf(f.Cause)
	if r.of[m] == nil || depth(f) > depth(r.of[m]) {
		r.of[m] = f
	}
	r.blocked = r.blocked || f.Blocks && m < matterUnset && !stopsUse(f.Cause)
}

func (r *roots) keeps(f *Finding) bool {
	if f.Severity == Note {
		return false
	}
	switch m := matterOf(f.Cause); m {
	case matterOwn, matterPower:
		return true
	case matterReach, matterRoom, matterTwin:
		return r.of[m] == f
	case matterUnset:
		return r.of[m] == f && !r.blocked
	case matterRemains:
		return r.of[m] == f && r.of[matterReach] == nil
	default:
		return true
	}
}

// fold marks what a finding that is kept stands for.
func (r *roots) fold(f *Finding) folded {
	out := folded{Finding: f, open: f.Open, explains: f.Blocks && r.blocked && r.of[matterUnset] != nil}
	if remains := r.of[matterRemains]; remains != nil && f == r.of[matterReach] {
		out.explains, out.open = true, out.open || remains.Open
	}
	return out
}

// ofProgramming says that a cause is about what has yet to get onto the lock, and not about the codes that it has.
func ofProgramming(c Cause) bool {
	switch matterOf(c) {
	case matterReach, matterRoom, matterUnset:
		return true
	case matterTwin, matterPower, matterRemains:
		return false
	case matterOwn:
	}
	if c == CauseNoZone {
		return true
	}
	e, known := row(&model.Problem{Level: model.Error, Origin: model.OriginDevice, Code: string(c)})
	return known && (e.stops == programming || e.stops == adding || e.stops == connecting || e.stops == timing)
}

// reaches says that the lock must be reached for the code, which then stands or falls with whatever blocks the lock.
func reaches(code *model.AccessCode, phase model.Phase) bool {
	switch phase {
	case model.PhaseSetting, model.PhaseWaiting, model.PhaseLate, model.PhaseUnknown:
		return code.Managed
	case model.PhaseSet, model.PhaseLoaded:
		return code.Managed && code.InMotion()
	case model.PhaseRemoving, model.PhaseLingering, model.PhaseOver, model.PhaseUnreadable:
		return false
	default:
		return false
	}
}

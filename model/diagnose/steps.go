package diagnose

import (
	"strings"

	"seamdash/model"
)

// steps are those of a filled row which the facts do not rule out. What a code has been spared needs no way around it.
func (q *inquiry) steps(e *entry, p *model.Problem, blocks bool) []Step {
	spared := q.Code != nil && !blocks && e.stops != nothing
	steps := make([]Step, 0, len(e.steps))
	other := q.otherID(p)
	for i := range e.steps {
		a := &e.steps[i]
		if a.text == "" || spared && a.helpsIn() || !q.sensible(a.do, other, p) {
			continue
		}
		step := Step{Text: a.text, Do: a.do}
		switch a.do {
		case ShowOther, AdoptOther, DeleteOther:
			step.Code = other
		default:
		}
		steps = append(steps, step)
	}
	if len(steps) == 0 && e.severity > Note {
		steps = append(steps, Step{Text: askSupport})
	}
	return steps
}

// helpsIn says that the act is for who stands outside, or for a code that is not on the lock as it should be.
func (a *act) helpsIn() bool {
	switch a.do {
	case PullBackup, UnlockNow, Retry, NewPIN, Recreate:
		return true
	default:
		return a.text == giveOther || strings.HasPrefix(a.text, letIn)
	}
}

// sensible says that nothing which is known rules the remedy out. Whether it can be done right now is asked again by who offers it.
func (q *inquiry) sensible(do Remedy, other model.CodeID, p *model.Problem) bool {
	switch do {
	case UnlockNow:
		return q.device.Can.RemotelyUnlock == model.Yes && q.device.Online != model.No && (q.Code == nil || q.open())
	case ShowOther:
		return other != ""
	case AdoptOther, DeleteOther:
		return other != "" && q.mayOther(do, p)
	case ShowCodes:
		return other == "" // otherwise there is no need to search
	case ReportZone:
		return q.device.TakesTimeZone()
	case ByHand, Wait, Refresh, Reconnect:
		return true
	default:
		return q.sensibleForCode(do)
	}
}

// sensibleForCode is about the remedies that do something to the code in question.
func (q *inquiry) sensibleForCode(do Remedy) bool {
	if q.Code == nil || q.Gone || q.Code.Unreadable != "" {
		return false
	}
	switch do {
	case DeleteCode:
		return !q.Code.Traits.Offline && !q.Code.Traits.CannotBeDeleted
	case AdoptCode, TakeOver:
		return !q.Code.Traits.CannotBeManaged
	case PullBackup:
		return !q.over() && q.Code.Backup.Available && q.Code.Backup.Pulled == ""
	default:
		return !q.over() && q.changeable(do)
	}
}

// changeable says that Seam changes such a code, and that the lock and the code leave room for what a remedy would change.
func (q *inquiry) changeable(do Remedy) bool {
	if !q.Code.Managed || q.Code.Traits.Offline {
		return false
	}
	switch do {
	case NewPIN:
		return !q.device.Rules.Demands("cannot_specify_pin_code")
	case AllowChange:
		return !q.Code.Traits.ExternalChangeAllowed
	default:
		return true
	}
}

// mayOther says that Seam lets the other code be adopted or deleted, as far as it is known.
func (q *inquiry) mayOther(do Remedy, p *model.Problem) bool {
	managed := model.Unknown
	if p.Detail != nil {
		managed = p.Detail.RivalManaged
	}
	other := q.other(p)
	if other != nil {
		managed = model.TriOf(&other.Managed)
	}
	if do == AdoptOther {
		return managed == model.No && (other == nil || !other.Traits.CannotBeManaged)
	}
	return other == nil || !other.Traits.CannotBeDeleted
}

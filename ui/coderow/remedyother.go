package coderow

import (
	"seamdash/model"
	"seamdash/model/diagnose"
	"seamdash/ui/action"
	"seamdash/ui/nav"
)

// other is the code that stands in the way: the one that the step names, or else another one on the lock with the same PIN, of
// which those that Seam does not manage come first.
func (at *RemedyAt) other(step *diagnose.Step) (code *model.AccessCode, why string) {
	if step.Code != "" {
		if other, ok := at.Lock.Code(step.Code); ok {
			return other, ""
		}
		return nil, "the other code is not on the list of the lock any more"
	}
	if at.Code == nil || !at.Code.PIN.Known() {
		return nil, "Seam does not say which code it is"
	}
	for i := range at.Lock.Codes {
		if c := &at.Lock.Codes[i]; c.ID != at.Code.ID && c.PIN.Equal(at.Code.PIN) && (code == nil || code.Managed && !c.Managed) {
			code = c
		}
	}
	if code == nil {
		return nil, "Seam does not say which code it is, and none on the list of the lock has the same PIN"
	}
	return code, ""
}

// toOther is the question before a deed to the other code.
func (at *RemedyAt) toOther(deed nav.Deed, step *diagnose.Step) (ask nav.Ask, other *model.AccessCode, why string) {
	if at.Barred.Codes != "" {
		return ask, nil, at.Barred.Codes
	}
	other, why = at.other(step)
	if why != "" {
		return ask, nil, why
	}
	intent, why := at.ask(deed, other)
	ask, _ = intent.(nav.Ask)
	if why != "" {
		why = Name(other) + ": " + why
	}
	return ask, other, why
}

func (at *RemedyAt) adoptOther(step *diagnose.Step) (nav.Intent, string) {
	ask, other, why := at.toOther(nav.Adopt, step)
	if why == "" && at.rivals(other) {
		ask.Body = append(ask.Body, "It keeps its PIN, which "+Name(at.Code)+" has as well: one of the two needs another one then.")
	}
	return ask, why
}

func (at *RemedyAt) deleteOther(step *diagnose.Step) (nav.Intent, string) {
	ask, other, why := at.toOther(nav.Delete, step)
	if why == "" && at.rivals(other) {
		ask.Body = append(ask.Body, "Once it is off the lock, its PIN is free for "+Name(at.Code)+"; "+action.KeyOf("retry")+" asks for that again if Seam does not.")
	}
	return ask, why
}

// rivals says that the code of the finding and another one have the same PIN.
func (at *RemedyAt) rivals(other *model.AccessCode) bool {
	return at.Code != nil && !at.Gone && at.Code.PIN.Known() && at.Code.PIN.Equal(other.PIN)
}

func (at *RemedyAt) showOther(step *diagnose.Step) (nav.Intent, string) {
	other, why := at.other(step)
	if why != "" {
		return nil, why
	}
	return nav.Jump{Lock: at.Lock.Device.ID, Code: other.ID}, ""
}

// ByForce asks whether a code shall be taken over although another workspace has it; first says what led to that.
func ByForce(task nav.Task, first string) nav.Ask {
	task.Force = true
	return nav.Ask{
		Title:   "Take over " + task.Name + " by force?",
		Body:    []string{first, "By force it is taken even from another Seam workspace, which loses it."},
		Choices: []nav.Choice{{Key: "f", Label: "take it by force", Intent: nav.Do{Task: task}}},
	}
}

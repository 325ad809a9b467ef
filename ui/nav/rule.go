package nav

import "seamdash/model"

// What the root answers to, about recurring schedules.
type (
	// NewRule opens the editor for a new rule on locks; none means that they are chosen there.
	NewRule struct{ Locks []model.DeviceID }
	// EditRule opens the editor for a rule that is kept.
	EditRule struct{ ID model.RuleID }
	// RecurCode opens the editor for a new rule that begins as a code: its name, its lock, its PIN and its window.
	RecurCode struct{ Of CodeOf }
	// ShowRule goes to a rule on the screen of schedules.
	ShowRule struct{ ID model.RuleID }
)

func (NewRule) intent()   {}
func (EditRule) intent()  {}
func (RecurCode) intent() {}
func (ShowRule) intent()  {}

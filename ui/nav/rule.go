package nav

import "seamdash/model"

// What the root answers to, about recurring schedules.
type (
	// NewRule opens the editor for a new rule on locks; none means that they are chosen there.
	NewRule struct{ Locks []model.DeviceID }
	// EditRule opens the editor for a rule that is kept.
	EditRule struct{ ID model.RuleID }
	// RecurCode opens the editor for a new rule that begins as a code: its name, its lock, its PIN and its window. Where the code
	// looks like that of a rule it asks before, unless Anew.
	RecurCode struct {
		Of   CodeOf
		Anew bool
	}
	// Holidays opens the list of the sets of holidays.
	Holidays struct{}
	// ShowRule goes to a rule on the screen of schedules.
	ShowRule struct{ ID model.RuleID }
)

// What the screen of schedules answers to.
type (
	// PauseRule lets a rule have no windows from today on: for so many days, or until somebody resumes it where Days is 0. Sure, here
	// and below, says that somebody knows what it does to codes that are on locks.
	PauseRule struct {
		Of   RuleOf
		Days int
		Sure bool
	}
	// ResumeRule ends the pause of a rule.
	ResumeRule struct {
		Of   RuleOf
		Sure bool
	}
	// SkipWindow takes the next window of a rule away.
	SkipWindow struct{ Of RuleOf }
	// RemoveRule takes a rule away.
	RemoveRule struct{ Of RuleOf }
	// RestoreRule brings an earlier version of a rule back, also of one that was removed.
	RestoreRule struct {
		Of      RuleOf
		Version uint64
		Sure    bool
	}
	// Roll has this program roll the rules whenever nobody else does, or ends that.
	Roll struct{ On bool }
	// RetryRule takes a rule up again where it stands still.
	RetryRule struct{ ID model.RuleID }
	// PassWindow lets the next window of a rule pass without a code where it stands still.
	PassWindow struct{ ID model.RuleID }
	// TurnWeek shows another week: By weeks later, or this one again where By is 0.
	TurnWeek struct{ By int }
	// TurnDoor shows the week of the next lock of the rule, and after the last that of the rule again.
	TurnDoor struct{ Back bool }
)

// A RuleOf is a rule as it was when a person chose what to do with it.
type RuleOf struct {
	ID      model.RuleID
	Version uint64
}

func (NewRule) intent()     {}
func (EditRule) intent()    {}
func (RecurCode) intent()   {}
func (Holidays) intent()    {}
func (ShowRule) intent()    {}
func (PauseRule) intent()   {}
func (ResumeRule) intent()  {}
func (SkipWindow) intent()  {}
func (RemoveRule) intent()  {}
func (RestoreRule) intent() {}
func (Roll) intent()        {}
func (RetryRule) intent()   {}
func (PassWindow) intent()  {}
func (TurnWeek) intent()    {}
func (TurnDoor) intent()    {}

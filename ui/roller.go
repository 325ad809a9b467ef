package ui

import "seamdash/ui/schedules"

// The program sends the root what it says about whoever rolls the recurring schedules; the root gives it to every screen.
type (
	// Roller is [schedules.Roller].
	Roller = schedules.Roller
	// Rolling is [schedules.Rolling].
	Rolling = schedules.Rolling
	// Rolled is [schedules.Rolled].
	Rolled = schedules.Rolled
)

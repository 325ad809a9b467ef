package series

import "seamdash/model/plan"

// Tell is a line of the history as a clause, for behind the names of the rule and its lock.
func Tell(roll *plan.Roll) string {
	text := ""
	switch roll.What {
	case plan.Late:
		text = "its window is open and the code is not on the lock"
	case plan.Missed:
		text = "its window passed without a code"
	case plan.Halted:
		text = "nothing more is done"
	case plan.Gone:
		text = "its code is gone"
	default:
		text = string(roll.What)
	}
	if roll.Why != "" {
		text += ", " + roll.Why
	}
	return text
}

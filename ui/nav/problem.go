package nav

import "time"

// What the root answers to, about problems. Key is that of a trouble's finding, and Name what to call it.
type (
	// Quieten leaves a trouble out of counts and lists: until a moment, or as long as it lasts where Until is zero. Since is when the
	// trouble began, zero where nobody says.
	Quieten struct {
		Key, Name    string
		Since, Until time.Time
	}
	// Wake ends that.
	Wake struct{ Key, Name string }
)

// What the screen of problems answers to.
type (
	// ShowQuiet shows the troubles that are kept quiet, or hides them again.
	ShowQuiet struct{}
)

func (Quieten) intent()   {}
func (Wake) intent()      {}
func (ShowQuiet) intent() {}

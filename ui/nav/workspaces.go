package nav

// What the root answers to, about workspaces.
type (
	// SwitchWorkspace shows which other workspaces can be opened.
	SwitchWorkspace struct{}
	// ReachWorkspace asks Seam which workspace a place of that list is, before it is opened.
	ReachWorkspace struct{ Place string }
	// EnterWorkspace opens the one that was reached, and ends the one that is open.
	EnterWorkspace struct{}
	// StayHere lets that be.
	StayHere struct{}
)

func (SwitchWorkspace) intent() {}
func (ReachWorkspace) intent()  {}
func (EnterWorkspace) intent()  {}
func (StayHere) intent()        {}

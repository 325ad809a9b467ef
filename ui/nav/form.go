package nav

import "seamdash/model"

// A CodeOf is a code and the lock that it is on.
type CodeOf struct {
	Lock model.DeviceID
	Code model.CodeID
}

// What the root answers to, about forms.
type (
	// CreateCode opens the form for a new code on locks.
	CreateCode struct{ Locks []model.DeviceID }
	// EditCode opens the form for another name, PIN or window of a code.
	EditCode struct{ Of CodeOf }
	// ConvertCode opens the form that gives a code a window, or makes it work always.
	ConvertCode struct{ Of CodeOf }
)

func (CreateCode) intent()  {}
func (EditCode) intent()    {}
func (ConvertCode) intent() {}

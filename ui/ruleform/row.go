package ruleform

// A row is one part of the editor that can have the keyboard.
type row uint8

const (
	rowName row = iota
	rowWords
	rowWeek
	rowWindows
	rowLocks
	rowZone
	rowStart
	rowEnd
	rowSkip
	rowExtra
	rowHolidays
	rowBefore
	rowAfter
	rowPause
	rowPolicy
	rowDigits
	rowCodes
	rowShort
	rows
)

// label is what stands left of a row, and what it is called in a sentence.
func (r row) label() string {
	names := [...]string{
		"Name", "Words", "Week", "Windows", "Locks", "Zone", "Starts", "Ends", "Skips", "Extra", "Holidays", "Before", "After", "Pause",
		"PIN", "Digits", "Codes", "Short", "",
	}
	return names[r]
}

// field says that the row is one of those that are not on the first page.
func (r row) field() bool { return r >= rowLocks && r < rows }

// typed says that the row is text.
func (r row) typed() bool {
	switch r {
	case rowWeek, rowWindows, rowLocks, rowZone, rowHolidays, rowPolicy:
		return false
	default:
		return r < rows
	}
}

package model

import "time"

// An Account is a login at a lock maker through which Seam reaches devices.
type Account struct {
	ID        AccountID
	Name      string
	Type      string // an open set such as "august"
	TypeName  string // Seam's word for Type, such as "August"
	CreatedAt time.Time
	Problems  []Problem
	// Unreadable says why the object could not be decoded; then only ID and Name are filled. Otherwise "".
	Unreadable string
}

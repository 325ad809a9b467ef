package coderow

import (
	"seamdash/ui/action"
	"seamdash/ui/nav"
)

// A Doubter is a part of the screen with something in it that can be asked about.
type Doubter interface {
	// InDoubt is the code under the cursor, or the lock where there is no code; when there is neither, why says so.
	InDoubt() (of nav.CodeOf, why string)
}

// DiagnoseAction is the row that asks why the code under the cursor does not work, or how its lock is, under a heading of the help.
func DiagnoseAction[S Doubter](group string) action.Catalogue[S] {
	return action.Catalogue[S]{{
		ID: "diagnose", Key: action.Keys("d", "d"), Label: "why?", Explain: "why it does not work, since when, and what to do about it", Group: group,
		Blocked: func(s S) string {
			_, why := s.InDoubt()
			return why
		},
		Intent: func(s S) nav.Intent {
			of, _ := s.InDoubt()
			return nav.Diagnose{Of: of}
		},
	}}
}

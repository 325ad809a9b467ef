package ruleform

import (
	"slices"

	"seamdash/model"
	"seamdash/model/recur"
)

// same says that two rules say the same.
func same(a, b *recur.Rule) bool {
	return sameWindows(a, b) && a.Name == b.Name && slices.Equal(a.Locks, b.Locks) && a.Naming == b.Naming && samePolicy(&a.PIN, &b.PIN)
}

// sameWindows says that two rules open the same doors at the same times, but for the locks.
func sameWindows(a, b *recur.Rule) bool {
	return sameDays(a, b) && a.Zone == b.Zone && a.Before == b.Before && a.After == b.After && a.Pause == b.Pause
}

func sameDays(a, b *recur.Rule) bool {
	return a.Start == b.Start && a.End == b.End && slices.EqualFunc(a.Spans, b.Spans, sameSpan) && slices.Equal(a.Skip, b.Skip) &&
		slices.Equal(a.Extra, b.Extra) && slices.Equal(a.Holidays, b.Holidays)
}

func sameSpan(a, b recur.Span) bool { return a.Hours == b.Hours && a.Days.String() == b.Days.String() }

func samePolicy(a, b *recur.PINPolicy) bool {
	return a.Kind == b.Kind && a.Length == b.Length && slices.EqualFunc(a.PINs, b.PINs, model.PIN.Equal)
}

package recur

import (
	"time"

	"seamdash/model/civil"
)

// A Window is a time in which a rule opens its doors. Windows of one rule that touch or overlap once they are widened are one
// Window. All times are in the zone of the [Schedule].
type Window struct {
	// Open and Close are what the lock is told: From and Until, widened by what the rule adds before and after.
	Open, Close time.Time
	// From and Until are what people are told.
	From, Until time.Time
	// Day is the day that the window belongs to: the one that it begins on by the rule, which skips, holidays and pauses look at.
	Day civil.Date
	// Number counts the windows of the rule from 1, those included that were taken away. It is 0 for an extra opening, and where
	// counting would cost too much: the rule neither ends after a count nor uses {n} in its names, or it had 10,000 windows before.
	Number int
	// Notes say what changes of the clocks did to the window, in the order of its parts.
	Notes []Note
	// Parts are how many windows of the rule became this one, at least 1.
	Parts int
}

// Running says that the window is open at t.
func (w *Window) Running(t time.Time) bool { return !t.Before(w.Open) && t.Before(w.Close) }

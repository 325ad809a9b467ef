package words

import (
	"seamdash/model/civil"
	"seamdash/model/recur"
)

// longest is how many bytes a text may have. A rule with a thousand dates needs most of it.
const longest = 64 << 10

// A Context is what words mean something in.
type Context struct {
	// Today is the day from which a date without a year is the next, and on which a rule starts that does not say when.
	Today civil.Date
	// Sets are the sets of holidays that can be named.
	Sets []SetName
	// Likely is the set that is guessed where "holidays" leaves open which of several; "" is none.
	Likely recur.SetID
	// Base is the rule that is told: it keeps what words do not say, see [Parse].
	Base recur.Rule
}

// A SetName is the name of a set of holidays.
type SetName struct {
	ID   recur.SetID
	Name string
}

// start is when a rule starts whose words do not say it.
func (c Context) start() civil.Date {
	if c.Base.Start != 0 {
		return c.Base.Start
	}
	return c.Today
}

// A Reading is what a text says.
type Reading struct {
	Rule recur.Rule
	// Notes tell what was read into words that leave it open: "until June is until 30 June 2027".
	Notes []string
}

// Parse reads a rule in words. The rule is that of the context with the days, hours, end, skipped dates, extra openings,
// holidays, buffers and pause that the text says: what it does not say the rule does not have, but for the start, which stays.
// Whether the rule can be kept is for [recur.Rule.Check] to say.
//
// The error is a [*Mistake]. A text has at most 64 KiB.
func Parse(text string, c Context) (Reading, error) {
	r := &reader{text: text, c: c}
	return r.read()
}

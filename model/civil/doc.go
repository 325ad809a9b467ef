// Package civil is the calendar and the clock on the wall: dates, times of day and both together, without a zone, and how a
// zone turns them into instants.
//
// It exists because the standard library has no date without a zone, and because [time.Date] leaves open which instant it
// gives when the clocks skip or repeat an hour. A door opens by the answer, so here it is fixed: see [Resolve].
package civil

// Package engine rolls recurring schedules: it asks package plan what is next, writes each step down before it is done,
// does it, looks whether it worked, and tells what happened.
//
// One engine works at a time. Who it is says a lease with a fence, so that what a stopped one still wants to write is refused.
// Everybody else sees by the same lease who rolls and since when.
//
// # Ticks and rounds
//
// [Engine.Tick] is all there is: it takes the tenure, catches up with what changed, and works off what is due in rounds. In a round
// every series is decided about and written for in the lane of its lock, then Seam is asked for all that want to look, together, until
// all rest. [Engine.Run] ticks on timers and bells, [Engine.Once] until nothing is due; [Engine.Rehearse] is a round that leaves no trace.
//
// What is known of the series between ticks is a roster. It is only a copy: whenever somebody else may have rolled, or nobody knows
// what the keeper kept, it is made anew.
package engine

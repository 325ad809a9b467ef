// Package engine rolls recurring schedules: it asks package plan what is next, writes each step down before it is done,
// does it, looks whether it worked, and tells what happened.
//
// One engine works at a time. Who it is says a lease with a fence, so that what a stopped one still wants to write is refused.
// Everybody else sees by the same lease who rolls and since when.
package engine

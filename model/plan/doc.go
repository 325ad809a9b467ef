// Package plan decides what is to be done for recurring schedules so that each window's code is on its lock in time, and
// never twice. It is the pure half of the engine: what is kept, what was seen and what the time is come in, one next
// thing to do and what to keep come out.
//
// # One code at a time
//
// A [Key] is one rule on one lock. It has at most one live code. When that has left the lock the next window's code is
// made, and where the object lives on after its window it is moved to the next one.
//
// # Never twice
//
// Seam knows no repetition: a call whose answer is lost may have taken effect. So a [Step] is written down before it is
// done, and one whose end is not known is settled by what the lock has, before anything else is decided.
package plan

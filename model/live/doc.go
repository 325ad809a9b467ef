// Package live keeps the picture of a workspace current at a cost that follows change, not size.
//
// Seam lists codes lock by lock or by ids, never for a whole workspace, and lists events since a time. So the feed
// loads every lock once, 8 at a time and those on screen first, and from then on asks one question per tick: what
// happened since the newest event, less an overlap. What an event names is read again, together in batches of ids;
// what the event says is never believed, because events come late, twice and out of order. Codes that are expected to
// change by themselves (being programmed or erased, near an edge of their window) join the same batch.
//
// # How old the picture can be
//
// A change that Seam announces is shown within one tick and the round trip of its two questions: 2 s and a moment
// while something on screen is in motion, 10 s otherwise, 30 s when nothing changed for ten minutes and nobody touched
// the program. An event that is recorded up to ten minutes late is found by a tick that looks further back, every five
// minutes. What no event announces at all is found by the sweep, see below. After a silence of more than an hour (a
// sleeping laptop, a lost network, a long freeze) everything is listed again.
//
// # What it costs
//
// An idle tick is exactly one call, for 10 locks as for 10,000. Beside the ticks runs the truth sweep, which corrects
// what no event announced; its cost follows size by its nature, so it takes the cheapest question that still finds the
// difference, spread evenly over a lap of 13.5 minutes, so that 15 minutes are kept with something in hand:
//
//   - The list of all locks, once a lap: one call per page of 250 locks; and that of the accounts behind it, one call.
//   - The codes of one lock after the other, which also finds codes whose creation was not announced: one call per
//     lock, at most 60 a minute. Up to 810 locks this alone shows everything within a lap.
//   - Beyond that a lap of lists takes locks/60 minutes, so the known codes of all locks are read by id as well, 200 to
//     a call, once a lap; a lock on screen still has its list within a lap.
//
// With 20 codes on each lock that makes, in calls per minute:
//
//	locks    ticks   lists   by id   list of locks   all
//	10       6       0.7     -       0.1             7
//	400      6       30      -       0.1             36
//	10,000   6       60      74      3               143
//
// So within 15 minutes, for any fleet: every lock's facts, and every known code's state or disappearance. A code that
// was created without any event shows within 15 minutes on up to 810 locks and on every lock on screen; on 10,000
// locks within 2 h 47 min. To hold the 15 minutes there too would cost 741 calls a minute for ever; [Config.Lists] is
// the knob. A frozen feed, one that is off, and one in trouble do not sweep.
//
// Codes that are stuck cost less and less: what is in motion for more than ten minutes is read at a twentieth of its
// age, at most five minutes apart, unless it is on screen.
//
// # Order
//
// Questions are numbered as they are put. An answer never overwrites what the answer to a later question brought, and
// a lock or a code is gone only when a question about its own id did not find it. Snapshots are immutable and share
// what did not change.
package live

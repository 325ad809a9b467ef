// Package sim is an in-memory Seam: locks, access codes and events that live on a clock of their own.
//
// A [Server] answers the API as http.Handler and, in process, as http.RoundTripper, so that a test under a fake clock
// never waits for a socket. It imports nothing of ours: it is a second reading of the API, and the client is checked
// against it.
//
// Documented by Seam and kept here: paths, verbs and fields; the error envelope; the life of a code from unset over
// setting to set, removing and gone, with native scheduling 72 h and just-in-time programming 60 min ahead; the events
// of each step; pending mutations; the errors of account, hub and device copied onto codes; PIN rules, slots and rate
// limits; cursors bound to their parameters.
//
// Our guess, because Seam does not say: how long a lock takes; the warning about a delay after 10 min and the failure
// after 60; the body of a 429 and the sliding minute; since being inclusive and events coming newest first; how long
// events are kept; idle backup codes being left out of lists; an update to a code that no lock has seen being reported
// as access_code.changed; unknown fields of a request being ignored; the numbers marked as guesses in the brand table.
package sim

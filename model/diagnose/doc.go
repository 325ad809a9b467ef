// Package diagnose answers why a code does not work and what to do about it: from what Seam says of a code, its lock and its
// account, from what happened and from the time, it makes findings that a person can act on, the one that blocks first on top.
// It is pure: the time is an argument, and the same facts give the same answer.
//
// A finding comes from one of two sources. Seam's own errors and warnings have a row each in the catalogue; what nobody complains
// about and is wrong all the same is reasoned from the facts. A cause on a lock or an account, which Seam copies onto every code
// below it, is found once and named by its root, so that whoever looks at many codes sees it once.
package diagnose

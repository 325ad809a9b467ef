// Package store keeps what the program must remember, in one bbolt file that a dashboard, an agent and scripts share.
//
// The file is opened for one transaction and closed again; only writes that follow each other at once share an opening.
// Reads share the file; all writes of a process go through one goroutine that takes whatever is waiting into one
// transaction, so that sixty-four callers cost little more than one.
// A write that was answered without an error is on the disk and stays there, whatever happens next; one that was
// answered with an error left nothing behind, unless its words say that the outcome is unknown.
//
// Every value in the file is sealed with AES-256-GCM under a key that lives elsewhere (see [Keys]), bound to its place
// in the file. Only the header, the ids that records are found by and the order of numbered records are readable.
//
// A file that is newer, damaged, cut off, of another program or in an unsafe place is refused with words and left as
// it is. [Check], [Backup] and [Restore] also work on files that [Open] refuses.
package store

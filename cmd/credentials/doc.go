// Package credentials finds the key that opens a workspace and keeps it where secrets belong: in the keyring of the
// system. A key is lent by the environment or by a program, or kept for a profile after it was tried against Seam.
// Nothing here writes a secret in the clear, with one exception that says so when it happens: where no keyring answers,
// the key that seals the local store goes into a file that only its owner can read.
package credentials

// Package report makes the support bundle: what is known about one code or one lock and why it does not work, as text for a
// ticket and as JSON for whoever reads it with a program. It is pure, and what may leave the house is decided here alone: no
// PIN, no key, no name of a code or of an account is in a report, wherever it stood before.
package report

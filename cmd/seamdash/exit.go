package main

import (
	"errors"
	"fmt"
	"io"

	"seamdash/model"
)

// The exit codes that scripts rely on.
const (
	exitDone          = 0
	exitFailed        = 1
	exitUsage         = 2 // also an endpoint that we refuse to send a key to
	exitNotAuthorised = 3 // also: no key
	exitNotFound      = 4
	exitRefused       = 5 // by validation or for a conflict
	exitUnavailable   = 6 // unreachable, out of order, rate limited, or not the API that answers
)

// A usageError is a command line that cannot be meant.
type usageError struct {
	err  error
	hint string
}

func (e usageError) Error() string { return e.err.Error() }

func (e usageError) Unwrap() error { return e.err }

// exitCode is the code for an error, exitDone for none.
func exitCode(err error) int {
	if err == nil {
		return exitDone
	}
	if _, ok := errors.AsType[usageError](err); ok {
		return exitUsage
	}
	switch model.KindOf(err) {
	case model.KindUnauthorised:
		return exitNotAuthorised
	case model.KindNotFound:
		return exitNotFound
	case model.KindConflict, model.KindInvalid:
		return exitRefused
	case model.KindRateLimited, model.KindUnreachable, model.KindUnavailable:
		return exitUnavailable
	case model.KindRefused:
		return exitUsage
	case model.KindUnexpected, model.KindCancelled:
		return exitFailed
	default:
		return exitFailed
	}
}

// report writes an error in the form of every error of ours: one line "seamdash: what failed: why", or such a line for each
// of several [failures], then at most one line with a hint. Nothing in any of them can break the line or reach the
// terminal as an escape sequence.
func report(w io.Writer, err error) {
	all := []error{err}
	if several, ok := errors.AsType[failures](err); ok {
		all = several
	}
	for _, err := range all {
		_, _ = fmt.Fprintf(w, "seamdash: %s\n", oneLine(err)) // stderr is the last resort: nobody is left to tell
	}
	if hint := hintOf(err); hint != "" {
		_, _ = fmt.Fprintf(w, "hint: %s\n", model.Clean(hint))
	}
}

// oneLine keeps the whole text of a fault, whose parts are clean and which ends in the request id that Seam's
// support asks for; anything else is cleaned and cut to a readable length.
func oneLine(err error) string {
	if f, ok := err.(*model.Fault); ok { //nolint:errorlint // a wrapped fault has text around it that is not clean
		return f.Error()
	}
	return model.Clean(err.Error())
}

func hintOf(err error) string {
	if u, ok := errors.AsType[usageError](err); ok {
		return u.hint
	}
	return model.HintOf(err)
}

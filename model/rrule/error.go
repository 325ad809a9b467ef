package rrule

import (
	"fmt"
	"strconv"
	"strings"
)

// An Error is why a rule, or something around it, is refused. Its text is safe to print: bounded and without control characters,
// whatever was read.
type Error struct {
	// Code names the kind for programs, such as "bad-interval".
	Code string
	// Part is what is wrong: a part of the rule ("BYDAY") or a field of a [Request] ("tz").
	Part string
	// Why is for people.
	Why   string
	cause error
}

func (e *Error) Error() string {
	if e.Part == "" {
		return e.Why
	}
	return e.Part + ": " + e.Why
}

// Unwrap is the error that came from outside, such as that of an unknown zone.
func (e *Error) Unwrap() error { return e.cause }

// A Note is what was put right or deserves a look, where nothing is refused.
type Note struct {
	Code, Part, Text string
}

func refuse(code, part, why string, args ...any) *Error {
	return &Error{Code: code, Part: part, Why: fmt.Sprintf(why, args...)}
}

// quoted shows a piece of what was read: in quotes, cut, and with everything but plain ASCII escaped.
func quoted(text string) string {
	const most = 40
	cut := ""
	if len(text) > most {
		text, cut = text[:most], "…"
	}
	return strconv.QuoteToASCII(strings.ToValidUTF8(text, "?")) + cut
}
